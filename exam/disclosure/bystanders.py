"""What surrounds a word of the author's name and makes it somebody else's, or a place's."""

import re
from typing import Final

from exam.disclosure import contexts as c
from exam.disclosure import service as s
from exam.disclosure import vocabulary as v
from exam.disclosure.address import looks_like_a_first_name
from exam.disclosure.evidence import Surroundings
from exam.disclosure.name_parts import Rank
from exam.disclosure.own_name import How, is_derived
from exam.disclosure.runs import Run
from exam.disclosure.strangers import Strangers

_ONLY_SPACE: Final = re.compile(r"[ \t\u00a0]{1,4}")
_PREFIXED: Final = re.compile(r"[\-‐‑]")
_ANOTHER: Final = re.compile(r", ([^\W\d_])\.|, [A-Z][a-z]{2,20}[.,]? \(?(?:19|20)[0-9]{2}\b")
_INTRODUCING: Final = frozenset({"bernama", "si", "sang", "seorang"})
_PUBLIC: Final = frozenset({"negeri", "swasta", "islam", "besar", "raya", "umum", "nomor"})
_PLACE_REACH: Final = 4
_ABBREVIATION_LETTERS: Final = 3
_MOST_LETTERS: Final = 4
_CLAN_REACH: Final = 5
_SCRIPTURE_REACH: Final = 4
_SURE_WEIGHT: Final = 6
_PROSE_WORDS: Final = 5


class Bystanders:
    """Tells which runs of a passage name somebody or something else."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._passage = around.passage
        self._own = around.own
        self._strangers = Strangers(around)

    def is_honoured(self, run: Run) -> bool:
        """Whether even a whole name is that of a street, a school or a hero."""
        before = self._before(run)
        if before < 0 or self._has_died(run):
            return self._has_died(run)
        word = self._passage.words[before]
        is_place = word.key in c.STREETS or (word.key in c.PLACES and word.is_capital)
        return is_place or self._is_figure(before)

    def _has_died(self, run: Run) -> bool:
        """Whether the words after a name say that a hero fell."""
        after = run.last + 1
        return after < len(self._passage.words) and self._passage.words[after].key in c.DEATHS

    def is_somebody_else(self, run: Run) -> bool:
        """Whether the words beside a part of the name belong to another name with it."""
        before = self._before(run)
        if self._around.says_how_they_are_called(run):
            return False
        if self._around.is_spoken_to(run) and not self._is_figure_before(run):
            is_other = self._goes_on(run) or self._is_idiom(run)
            return is_other or (run.is_single and self._is_no_person(run))
        return (
            (before >= 0 and self._belongs_to(before, run))
            or self._goes_on(run)
            or self._strangers.is_told_of(run)
            or self._is_idiom(run)
            or self._is_another_author(run)
            or self._is_holy(run)
            or (run.is_single and self._is_no_person(run))
        )

    def _is_figure_before(self, run: Run) -> bool:
        before = self._before(run)
        if before < 0 or self._passage.words[before].key in c.HONOURS:
            return False
        return self._is_figure(before)

    def _before(self, run: Run) -> int:
        """Return the word before a name in its line, or -1."""
        before = self._around.before(run)
        if before < 0 or "\n" in self._passage.gap(before + 1):
            return -1
        return before

    def _belongs_to(self, before: int, run: Run) -> bool:
        """Whether a name goes with the word before it."""
        word = self._passage.words[before]
        if self._is_figure(before) or self._has_initials_of_another(before, run):
            return True
        if word.key in self._own.titles or self._own.match(word.key):
            return False
        if self._is_place(before) or self._is_shop(before) or self._has_trade(before, run):
            return True
        if not run.is_single:
            is_name = word.key in v.OTHER_NAMES and not self._means_nothing(word.key)
            is_new = word.key in _INTRODUCING and not self._around.is_named_by_author(before)
            return is_new or (word.is_capital and is_name)
        is_other = self._is_thing_or_family(word.key, run) or self._is_first_name(before, run)
        return is_other and not self._around.is_named_by_author(before)

    def _has_trade(self, before: int, run: Run) -> bool:
        return not self._around.is_signed(run) and self._strangers.has_trade_before(before)

    def _is_thing_or_family(self, key: str, run: Run) -> bool:
        """Whether a word makes of the name after it that of a thing, a story or a family."""
        says_little = all(match.rank <= Rank.COMMON for match in run.matches)
        if says_little and key in c.THINGS:
            return True
        if key in c.TALES and (says_little or not self._around.is_signed(run)):
            return True
        return key in c.CLANS and not self._says_self(run)

    def _has_initials_of_another(self, before: int, run: Run) -> bool:
        """Whether letters stand before a name that are neither the author's nor a title."""
        letters = self._letters_before(before)
        if not letters or not self._passage.words[before].is_capital:
            return False
        if len(letters) == 1:
            return not run.is_single
        return letters not in v.TITLES and letters not in c.SALUTATIONS

    def _says_self(self, run: Run) -> bool:
        """Whether the author speaks of themself close to a name."""
        words = self._passage.words
        near = words[max(0, run.first - _CLAN_REACH) : run.last + 1 + _CLAN_REACH]
        return any(word.key in s.SELF for word in near)

    def _is_place(self, index: int) -> bool:
        """Whether a word, or one a little before it, is a place: SD Negeri 2 Sejahtera."""
        words = self._passage.words
        for place in range(index, max(index - _PLACE_REACH, -1), -1):
            key = words[place].key
            if key in c.PLACES:
                return True
            if not key.isdigit() and key not in _PUBLIC and len(key) > 1:
                return False
        return False

    def _is_shop(self, before: int) -> bool:
        """Whether somebody's shop is named: Warung Bu Wiwik."""
        words = self._passage.words
        if before == 0 or words[before].key not in c.SALUTATIONS:
            return False
        is_near = self._passage.gap(before) == " " and words[before - 1].is_capital
        return is_near and words[before - 1].key in c.PLACES

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
        if word.key in v.OTHER_NAMES or looks_like_a_first_name(word.key):
            return True
        ordinary = all(match.rank <= Rank.ORDINARY for match in run.matches)
        is_heading = passage.is_heading(index) or self._around.is_signed(run)
        begins = passage.starts_sentence(index) and self._begins_a_name(index, run)
        is_plain = ordinary and not is_heading
        return begins or is_plain or _is_alike(run) or passage.says_name(index)

    def _begins_a_name(self, index: int, run: Run) -> bool:
        """Whether a sentence begins with somebody's first name: “Gorys Keraf menulis …”."""
        line, word = self._passage.line_of(index), self._passage.words[index]
        is_prose = line.stop - line.first >= _PROSE_WORDS and word.text.istitle()
        is_word = word.key in v.ORDINARY or is_derived(word.key)
        return is_prose and not is_word and not self._around.is_signed(run)

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
        if index + 1 < len(passage.words) and passage.words[index].key in v.PARTICLES:
            index += 1
        if index >= len(passage.words) or not _ONLY_SPACE.fullmatch(passage.gap(index)):
            return False
        word, is_capital = passage.words[index], passage.words[run.last].is_capital
        if run.end > word.start or word.is_capital != is_capital:
            return False
        if not is_capital:
            return word.key in v.OTHER_NAMES and word.key not in v.ORDINARY
        if self._means_nothing(word.key) or self._is_abbreviation(index, run):
            return False
        if len(word.key) == 1:
            return passage.text[word.end : word.end + 1] == "."
        is_sure = run.weight >= _SURE_WEIGHT and run.first < run.last
        is_plain = is_sure or (passage.is_title_like(index) and not _is_alike(run))
        return word.key in v.OTHER_NAMES or not is_plain

    def _is_abbreviation(self, index: int, run: Run) -> bool:
        """Whether a word beside a name is in capitals and the name is not: “NIP”, “WA”."""
        words = self._passage.words
        in_capitals = len(words[index].key) > 1 and words[index].text.isupper()
        return in_capitals and not words[run.first].text.isupper()

    def _is_idiom(self, run: Run) -> bool:
        words = self._passage.words
        places = (run.first - 1, run.last) if run.is_single else (run.first,)
        pairs = [(i, i + 1) for i in places if 0 <= i < len(words) - 1]
        return any((words[a].key, words[b].key) in c.IDIOMS for a, b in pairs)

    def _is_another_author(self, run: Run) -> bool:
        """Whether letters or a first name after a comma are not the author's: “Lubis, T. 2018”."""
        end = self._passage.words[run.last].end
        found = _ANOTHER.match(self._passage.text, end)
        has_titles = sum(map(str.isalpha, self._passage.text[end : run.end])) > 1
        if found is None or has_titles or run.initials:
            return False
        letter = (found.group(1) or "").casefold()
        if letter:
            return letter not in self._own.initials and letter not in self._own.titles
        return not self._means_nothing(self._passage.words[run.last + 1].key)

    def _is_no_person(self, run: Run) -> bool:
        """Whether a word is part of a longer one, is said twice, or stands in a scripture."""
        words, first = self._passage.words, run.first
        if first and _PREFIXED.fullmatch(self._passage.gap(first)):
            return not self._own.match(words[first - 1].key)
        keys = [word.key for word in words[run.last + 1 : run.last + 1 + _SCRIPTURE_REACH]]
        if self._passage.gap(run.last + 1) == " (" and not c.PLACES.isdisjoint(keys[:1]):
            return True
        ordinary = all(match.rank <= Rank.ORDINARY for match in run.matches)
        if ordinary and keys[:2] == [words[first].key] * 2:
            return True
        is_explained = keys[:1] == ["adalah"] and not c.NOUNS_OF_NAMES.isdisjoint(keys[1:2])
        return is_explained and not self._says_self(run)

    def _is_holy(self, run: Run) -> bool:
        """Whether scriptures or prophets stand near a name in its line: “Naomi dalam Alkitab”."""
        near = self._strangers.sentence(run)
        if all(word.key not in c.SCRIPTURES for word in near):
            return False
        return all(word.key not in s.SELF for word in near) and not self._around.is_signed(run)


def _is_alike(run: Run) -> bool:
    """Whether a run is the author's name only by its likeness."""
    return all(match.how is not How.WHOLE for match in run.matches)
