"""What surrounds a word of the author's name and proves that it names the author."""

import re
from enum import IntEnum
from typing import Final

from exam.disclosure import contexts as c
from exam.disclosure import vocabulary as v
from exam.disclosure.address import Address
from exam.disclosure.name_parts import Rank
from exam.disclosure.nearby import Nearby
from exam.disclosure.own_name import OwnName
from exam.disclosure.passage import Passage
from exam.disclosure.runs import Run
from exam.disclosure.signature import Lines
from exam.manuscript import marks as m

_PREFIX_CHARACTERS: Final = 60
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_LABEL_END: Final = re.compile(f"[|=\t{m.CELL}]")
_SEGMENT: Final = re.compile(r"[.;,(\[–—|]")
_QUOTES: Final = ('"', "“", "«")
_CITATION: Final = re.compile(r"\s?\((?:19|20)[0-9]{2}|, (?:19|20)[0-9]{2}\)|,? (?:dkk|et al)\b")
_QUOTED: Final = re.compile(r"[ \t\u00a0][\"“‘']")
_SELF: Final = frozenset({"saya", "penulis", "aku", "penyusun", "kami", "sendiri"})
_WRITERS: Final = frozenset({"penulis", "penyusun", "saya"})
_IS_SELF: Final = re.compile(
    r" (?:di sini|(?:itu|itulah|adalah|ialah) (?:nama )?(?:saya|aku|penulis))\b", re.IGNORECASE
)
_ASIDE: Final = re.compile(r"\s?[(=]\s?")
_SELF_GAP: Final = re.compile(r"\s?[,(]\s?\(?")
_SPACE_OR_STOP: Final = re.compile(r"\.?[ \t\u00a0\n]{0,4}")
_NEAR_CHARACTERS: Final = 25
_HOLY_REACH: Final = 6
_ACT_REACH: Final = 4
_NICKNAME_LETTERS: Final = 3
_LABEL_WORDS: Final = 7
_ANSWER_REACH: Final = 3
_SPEECH: Final = re.compile('[^"“”«»\n]{0,200}["”»]')


class Evidence(IntEnum):
    """How surely a word names the author, by what surrounds it."""

    NONE = 0
    CAPITAL = 1
    SPOKEN_OF = 2
    CALLED = 3
    SIGNED = 4


class Surroundings:
    """Looks around runs of one passage.

    `identity` is where the author's NIP, office or address was found; `roles` are words by which
    people call somebody of the author's office; `service` are all words of office and agency.
    """

    def __init__(
        self,
        passage: Passage,
        own: OwnName,
        identity: Nearby,
        roles: frozenset[str],
        service: frozenset[str],
    ) -> None:
        self.passage = passage
        self.own = own
        self.roles = roles
        self.service = service | roles
        self._identity = identity
        self._lines = Lines(passage)
        self._address = Address(passage)
        self._signed: dict[tuple[int, int, int], bool] = {}
        self._before: dict[int, int] = {}

    def evidence(self, run: Run) -> Evidence:
        """Return the strongest evidence that a run names the author."""
        if self.is_signed(run):
            return Evidence.SIGNED
        if self._is_called(run):
            return Evidence.CALLED
        before = self.before(run)
        is_capital = self.passage.words[run.first].is_capital
        if before >= 0 and self.passage.words[before].key in c.SPEECH:
            is_no_word = any(match.rank >= Rank.COMMON for match in run.matches)
            return Evidence.SPOKEN_OF if is_capital or is_no_word else Evidence.NONE
        if not is_capital:
            return Evidence.NONE
        says_name = self.passage.says_name(run.first) or self._acts(run)
        return Evidence.CAPITAL if says_name and not self._is_holy(run) else Evidence.NONE

    def _acts(self, run: Run) -> bool:
        """Whether a name does what only people do: “Cahaya tidak pernah menulis …”."""
        words = self.passage.words[run.last + 1 : run.last + 1 + _ACT_REACH]
        verbs = (word.key for word in words if word.key not in c.AUXILIARY)
        return next(verbs, "") in c.PERSONAL

    def _is_holy(self, run: Run) -> bool:
        """Whether a capital only honours what is God's: “atas Rahmat Allah”."""
        words = self.passage.words[run.last + 1 : run.last + 1 + _HOLY_REACH]
        return any(word.key in c.HOLY for word in words)

    def is_signed(self, run: Run) -> bool:
        """Whether a name stands where authors write their own."""
        place = run.first, run.last, run.end
        known = self._signed.get(place)
        if known is None:
            known = self._signed[place] = self._is_signed(run)
        return known

    def _is_signed(self, run: Run) -> bool:
        return (
            run.has_own_titles
            or self._has_title_before(run)
            or self._is_labelled(run)
            or self._follows_byline(run)
            or self.is_near_identity(run)
            or self._lines.is_signature(run)
        )

    def before(self, run: Run) -> int:
        """Return the word before a name and its own titles, or -1 if none belongs to it."""
        known = self._before.get(run.first)
        if known is None:
            index = run.first
            while index and self._touches(index) and self._is_title(index - 1):
                index -= 1
            known = index - 1 if index and self._touches(index) else -1
            self._before[run.first] = known
        return known

    def _touches(self, index: int) -> bool:
        gap = self.passage.gap(index)
        if gap == " ":
            return True
        if not _SPACE_OR_STOP.fullmatch(gap):
            return False
        return not gap.startswith(".") or not self.passage.starts_sentence(index)

    def _is_title(self, index: int) -> bool:
        """Whether a word is the author's title, or a degree after a salutation."""
        words = self.passage.words
        if self._is_own_title(index):
            return True
        return words[index].key in c.DEGREES and words[index - 1].key in c.SALUTATIONS

    def _is_own_title(self, index: int) -> bool:
        key = self.passage.words[index].key
        return key in v.FRONT_TITLES and key in self.own.titles

    def _has_title_before(self, run: Run) -> bool:
        first = run.first
        if not first or not self.passage.words[first].is_capital:
            return False
        return self._touches(first) and self._is_own_title(first - 1)

    def _is_labelled(self, run: Run) -> bool:
        """Whether a label such as “Nama:” stands before it in its line."""
        start, line = self.passage.words[run.first].start, self.passage.line_of(run.first)
        before = self.passage.text[max(line.start, start - _PREFIX_CHARACTERS) : start]
        label, colon, rest = _LABEL_END.sub(":", before).rpartition(":")
        if not colon or len(_LETTERS.findall(rest)) > 1 + len(self.own.titles):
            return False
        words = [word.casefold() for word in _LETTERS.findall(_SEGMENT.split(label)[-1])]
        if len(words) > _LABEL_WORDS or any(_names_a_thing(word) for word in words):
            return False
        if self._flows_on(run):
            return False
        spaced_out = "".join(words) if all(len(word) == 1 for word in words) else ""
        return not c.LABELS.isdisjoint([*words, spaced_out])

    def _flows_on(self, run: Run) -> bool:
        """Whether an ordinary word begins a sentence that goes on: “Catatan: Bahagia itu …”."""
        index, words = run.last + 1, self.passage.words
        if index >= len(words) or any(match.rank > Rank.COMMON for match in run.matches):
            return False
        return self.passage.gap(index) == " " and words[index].text.islower()

    def _follows_byline(self, run: Run) -> bool:
        before = self.before(run)
        if before < 0 or not self.passage.words[run.first].is_capital:
            return False
        key = self.passage.words[before].key
        return key in c.SIGNING or (key in c.BYLINES and self.passage.starts_sentence(before))

    def is_near_identity(self, run: Run) -> bool:
        """Whether the author's NIP, office or address stands beside it."""
        words = self.passage.words
        if not words[run.first].is_capital:
            return False
        start, end, near = words[run.first].start, run.end, _NEAR_CHARACTERS
        return any(
            self._is_aside(end, place) for place in self._identity.starts(end, end + near)
        ) or any(self._is_aside(place, start) for place in self._identity.ends(start - near, start))

    def _is_aside(self, start: int, end: int) -> bool:
        """Whether only signs and a word like NIP stand between two places."""
        between = _LETTERS.findall(self.passage.text[start:end])
        return len(between) <= 1 or all(word.casefold() in c.NEUTRAL for word in between)

    def _is_called(self, run: Run) -> bool:
        """Whether somebody calls the author so, or the author themself."""
        words, before = self.passage.words, self._caller(run)
        is_capital = words[run.first].is_capital
        if is_capital and self._address.known_as(run) is not None:
            return True
        if before >= 0:
            key = words[before].key
            if len(words[run.first].key) < _NICKNAME_LETTERS:
                return key in c.SALUTATIONS and words[run.first].text.istitle()
            if key in c.CALLING or key in self.roles:
                return is_capital or self._is_name_in_small_letters(run, key)
            if key in c.SALUTATIONS:
                return is_capital or self._is_name_in_small_letters(run, key)
            if self._is_introduced(before, is_capital=is_capital):
                return True
        return is_capital and (
            self.is_spoken_to(run) or self.names_itself(run) or self._is_cited(run)
        )

    def says_how_they_are_called(self, run: Run) -> bool:
        """Whether the author says what they are called: “mengenal saya sebagai Tulang Arul”."""
        known_as = self._address.known_as(run)
        return known_as is not None and known_as.group(1) is not None

    def _caller(self, run: Run) -> int:
        """Return the word before a name, also if the name is quoted: dipanggil “Ning”."""
        gap = self.passage.gap(run.first)
        return run.first - 1 if _QUOTED.fullmatch(gap) and run.first else self.before(run)

    def _is_name_in_small_letters(self, run: Run, salutation: str) -> bool:
        """Whether “bu indah” is a name; “ibu pertiwi” is none."""
        ordinary = all(match.rank <= Rank.ORDINARY for match in run.matches)
        if not ordinary or salutation in c.SHORT_SALUTATIONS:
            return True
        line = self.passage.line_of(run.first)
        return not self.passage.words[line.first].is_capital

    def _is_cited(self, run: Run) -> bool:
        """Whether a year in brackets, or other authors, follow: “Lestari (2021)”."""
        return _CITATION.match(self.passage.text, run.end) is not None

    def is_spoken_to(self, run: Run) -> bool:
        """Whether speech begins or ends with the name: “Mas Teguh, …” or “…, Teguh!”."""
        return self._address.is_spoken_to(run)

    def begins_speech(self, run: Run) -> bool:
        """Whether speech begins with the name, of whoever it is: “Bu Yati dan timnya …”."""
        return self._address.begins_speech(run)

    def _is_introduced(self, before: int, *, is_capital: bool) -> bool:
        """Whether words that end in one make the author known: “perkenalkan, saya”."""
        words, key = self.passage.words, self.passage.words[before].key
        if before and key in _SELF and words[before - 1].key in c.INTRODUCING:
            return True
        return is_capital and (key == "nama" or self.is_named_by_author(before))

    def is_named_by_author(self, before: int) -> bool:
        """Whether words that end in one say how the author is named: “ibu menamai saya”."""
        keys = [word.key for word in self.passage.words[max(0, before - 1) : before + 1]]
        return not c.NAMING.isdisjoint(keys) and not _SELF.isdisjoint(keys)

    def is_answered(self, run: Run) -> bool:
        """Whether the author answers to speech about the name: “Bu Kartini …” Saya tertawa."""
        first = run.first
        if not first or self.passage.words[first - 1].key not in c.SALUTATIONS:
            return False
        if not self.passage.gap(first - 1).endswith(_QUOTES):
            return False
        speech = _SPEECH.match(self.passage.text, run.end)
        if speech is None:
            return False
        after = self.passage.index_at(speech.end())
        return any(word.key in _SELF for word in self.passage.words[after : after + _ANSWER_REACH])

    def names_itself(self, run: Run) -> bool:
        """Whether the author names themself beside it: “penulis (TW)”, “saya, Teguh”."""
        words, after = self.passage.words, run.last + 1
        if _IS_SELF.match(self.passage.text, run.end):
            return True
        is_writer = after < len(words) and words[after].key in _WRITERS
        if is_writer and _ASIDE.fullmatch(self.passage.gap(after)):
            return True
        if not run.first:
            return False
        gap = self.passage.gap(run.first)
        is_self = self.passage.words[run.first - 1].key in _SELF
        return is_self and _SELF_GAP.fullmatch(gap) is not None


def _names_a_thing(word: str) -> bool:
    return word not in c.LABELS and (word in c.THINGS or word in c.PLACES)
