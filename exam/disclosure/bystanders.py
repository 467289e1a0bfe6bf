"""What surrounds a word of the author's name and makes it somebody else's, or a place's."""

import re
from typing import Final

from exam.disclosure import contexts as c
from exam.disclosure import vocabulary as v
from exam.disclosure.evidence import Surroundings
from exam.disclosure.name_parts import Rank
from exam.disclosure.own_name import How
from exam.disclosure.runs import Run

_ONLY_SPACE: Final = re.compile(r"[ \t\u00a0]{1,4}")
_ROLE_GAP: Final = re.compile(r",?[ \t\u00a0]{1,3}")
_INTRODUCING: Final = frozenset({"bernama", "si", "sang", "seorang"})
_PUBLIC: Final = frozenset({"negeri", "swasta", "islam", "besar", "raya", "umum", "nomor"})
_PLACE_REACH: Final = 4
_ABBREVIATION_LETTERS: Final = 3
_MOST_LETTERS: Final = 4


class Bystanders:
    """Tells which runs of a passage name somebody or something else."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._passage = around.passage
        self._own = around.own

    def is_honoured(self, run: Run) -> bool:
        """Whether even a whole name is that of a street, a school or a hero."""
        before = self._before(run)
        if before < 0:
            return False
        word = self._passage.words[before]
        is_place = word.key in c.STREETS or (word.key in c.PLACES and word.is_capital)
        return is_place or self._is_figure(before)

    def is_somebody_else(self, run: Run) -> bool:
        """Whether the words beside a part of the name belong to another name with it."""
        before = self._before(run)
        return (
            (before >= 0 and self._belongs_to(before, run))
            or self._goes_on(run)
            or (self._has_role(run) and not self._around.is_signed(run))
            or self._is_idiom(run)
        )

    def _before(self, run: Run) -> int:
        """Return the word before a name in its line, or -1."""
        before = self._around.before(run)
        if before < 0 or "\n" in self._passage.gap(before + 1):
            return -1
        return before

    def _belongs_to(self, before: int, run: Run) -> bool:
        """Whether a name goes with the word before it."""
        word = self._passage.words[before]
        letters = self._letters_before(before)
        if self._is_figure(before):
            return True
        if len(letters) == 1 and not run.is_single and word.is_capital:
            return True
        if word.key in self._own.titles or self._own.match(word.key):
            return False
        if self._is_place(before):
            return True
        if not run.is_single:
            return False
        says_little = all(match.rank <= Rank.COMMON for match in run.matches)
        return (says_little and word.key in c.THINGS) or self._is_first_name(before, run)

    def _is_place(self, index: int) -> bool:
        """Whether a word, or one a little before it, is a place: SD Negeri 2 Sejahtera."""
        words = self._passage.words
        for place in range(index, max(index - _PLACE_REACH, -1), -1):
            key = words[place].key
            if key in c.PLACES:
                return True
            if not key.isdigit() and key not in _PUBLIC:
                return False
        return False

    def _is_figure(self, before: int) -> bool:
        """Whether a word is the title of a hero, a prophet or another official."""
        titles = {self._letters_before(before), self._passage.words[before].key}
        return bool(titles & c.FIGURES) and not titles & (self._own.titles | self._around.roles)

    def _letters_before(self, index: int) -> str:
        """Return single letters with full stops as one: K.H."""
        words, letters = self._passage.words, ""
        while index >= 0 and len(words[index].key) == 1 and len(letters) < _MOST_LETTERS:
            if not self._passage.gap(index + 1).startswith("."):
                break
            letters = words[index].key + letters
            index -= 1
        return letters

    def _is_first_name(self, index: int, run: Run) -> bool:
        """Whether a word before the name is another first name, or tells of another person."""
        passage, word = self._passage, self._passage.words[index]
        if not word.is_capital or self._means_nothing(word.key):
            return word.key in _INTRODUCING
        if len(word.key) >= _ABBREVIATION_LETTERS and self._is_abbreviation(index, run):
            return False
        if word.key in c.LEADS and passage.starts_sentence(index):
            return False
        if len(word.key) == 1:
            return passage.gap(index + 1).startswith(".")
        return _is_alike(run) or passage.says_name(index) or word.key in v.OTHER_NAMES

    def _means_nothing(self, key: str) -> bool:
        return (
            not key.isalpha()
            or key in c.SALUTATIONS
            or key in c.NEUTRAL
            or key in v.TITLES
            or key in self._around.service
        )

    def _goes_on(self, run: Run) -> bool:
        """Whether the name goes on with a word that is none of the author's."""
        passage, index = self._passage, run.last + 1
        if index >= len(passage.words) or not _ONLY_SPACE.fullmatch(passage.gap(index)):
            return False
        word = passage.words[index]
        if run.end > word.start or not word.is_capital or not passage.words[run.last].is_capital:
            return False
        if self._means_nothing(word.key) or self._is_abbreviation(index, run):
            return False
        if len(word.key) == 1:
            return passage.text[word.end : word.end + 1] == "."
        return _is_alike(run) or not passage.is_title_like(index) or word.key in v.OTHER_NAMES

    def _is_abbreviation(self, index: int, run: Run) -> bool:
        """Whether a word beside a name is in capitals and the name is not: “NIP”, “WA”."""
        words = self._passage.words
        in_capitals = len(words[index].key) > 1 and words[index].text.isupper()
        return in_capitals and not words[run.first].text.isupper()

    def _has_role(self, run: Run) -> bool:
        """Whether the words say what somebody else is: “Pak Koto pemilik rumah makan”."""
        passage, index = self._passage, run.last + 1
        if index >= len(passage.words) or not _ROLE_GAP.fullmatch(passage.gap(index)):
            return False
        word = passage.words[index]
        return word.key in c.ROLES and word.key not in self._around.roles and not word.is_capital

    def _is_idiom(self, run: Run) -> bool:
        words = self._passage.words
        pairs = [(i, i + 1) for i in (run.first - 1, run.last) if 0 <= i < len(words) - 1]
        return run.is_single and any((words[a].key, words[b].key) in c.IDIOMS for a, b in pairs)


def _is_alike(run: Run) -> bool:
    """Whether a run is the author's name only by its likeness."""
    return all(match.how is not How.WHOLE for match in run.matches)
