"""Where a text tells the author's present office, or ties the author to their agency."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from exam.disclosure.agencies import ShortForms, says, words_of
from exam.disclosure.findings import Author, Finding, Kind, finding
from exam.disclosure.nearby import Nearby
from exam.disclosure.passage import Passage
from exam.disclosure.service import ACTING, AGENCIES, AT, BODIES, GENERIC, TITLE_WORDS
from exam.disclosure.short_forms import SHORT_FORMS
from exam.disclosure.ties import Ties

_GAP_CHARACTERS: Final = 12
_ACTING_PAIRS: Final = (("pelaksana", "tugas"), ("pelaksana", "harian"), ("pejabat", "sementara"))
_SPACE: Final = re.compile(r"[ \t\u00a0]{1,4}")


class Place(NamedTuple):
    """Words `first` to `last` of a text, and how many words of the title they say."""

    first: int
    last: int
    said: int


class Offices:
    """Finds one author's office and unit in one passage."""

    def __init__(self, passage: Passage, author: Author, post: str) -> None:
        self._passage = passage
        self._office = _without_acting(words_of(author.office))
        self._unit = words_of(author.unit)
        self._tokens = ShortForms(self._unit).tokens(passage.words)
        self._starts: dict[str, list[int]] = {}
        for index, token in enumerate(self._tokens):
            self._starts.setdefault(token.key, []).append(index)
        self._unit_words = self._words_of_unit()
        self._hidden = self._words_of_post(words_of(post))
        self._head = _head(self._office)
        self.ties = Ties(passage)

    def _words_of_unit(self) -> frozenset[int]:
        """Return the first words of the author's agency, wherever it stands."""
        starts = self._starts.get(self._unit[0], ()) if self._unit else ()
        return frozenset(
            self._tokens[index].word
            for index in starts
            if self._match(index, self._unit, min(2, len(self._unit)))
        )

    def _words_of_post(self, post: Sequence[str]) -> frozenset[int]:
        """Return the words that name the post applied for."""
        if not post:
            return frozenset()
        return frozenset(
            self._tokens[index + more].word
            for index in self._starts.get(post[0], ())
            if tuple(token.key for token in self._tokens[index : index + len(post)]) == post
            for more in range(len(post))
        )

    @property
    def roles(self) -> frozenset[str]:
        """Words by which people call somebody of the author's office."""
        short = {form for form, full in SHORT_FORMS.items() if full == self._head}
        return frozenset({*self._office[:1], *short} - {"kepala"})

    @property
    def service(self) -> frozenset[str]:
        """Every word of the author's office and agency, and what shortens them in the text."""
        words, full = self._passage.words, {*self._office, *self._unit}
        short = {words[token.word].key for token in self._tokens if token.key in full}
        return frozenset(full | short)

    def find_offices(self) -> list[Place]:
        """Return where the author's own office stands."""
        if not self._head:
            return []
        found = [self._office_at(index) for index in self._starts.get(self._office[0], ())]
        if self._leads_a_section():
            found += [self._section_at(index) for index in self._starts.get(self._office[1], ())]
        return [place for place in found if place is not None]

    def _leads_a_section(self) -> bool:
        """Whether the author heads a part of an agency, not all of it."""
        title = self._office[1:]
        is_part = len(self._office) > len(self._head) > 1 and title[:2] != self._unit[:2]
        return is_part and self._office[0] == "kepala"

    def _section_at(self, index: int) -> Place | None:
        """Return where the author says that they lead their section."""
        title = self._office[1:]
        if index and self._tokens[index - 1].key in TITLE_WORDS:
            return None
        place = self._match(index, title, len(self._head))
        if place is None or self._goes_on_otherwise(place, title):
            return None
        return place if self.ties.leads(place.first, place.last) else None

    def _office_at(self, index: int) -> Place | None:
        place = self._match(index, self._office, len(self._head))
        if place is None or not self._hidden.isdisjoint(range(place.first, place.last + 1)):
            return None
        if place.said > len(self._head) or self._is_said_whole(place):
            if self._goes_on_otherwise(place, self._office) or self._is_elsewhere(place):
                return None
            return None if self.ties.is_former(place.first) else place
        return place if self._is_bare_office(place) else None

    def _is_said_whole(self, place: Place) -> bool:
        """Whether an office that says no subject stands there with capitals."""
        words = self._passage.words[place.first : place.last + 1]
        return len(self._office) == len(self._head) and all(word.is_capital for word in words)

    def _is_elsewhere(self, place: Place) -> bool:
        """Whether another agency follows: “Kasubbag Keuangan Dinas …”."""
        words, after = self._passage.words, place.last + 1
        if after < len(words) and words[after].key in AT:
            after += 1
        if after + 1 >= len(words) or words[after].key not in AGENCIES or after in self._unit_words:
            return False
        gaps = [self._passage.gap(index) for index in range(place.last + 1, after + 2)]
        is_name = words[after].is_capital and words[after + 1].is_capital
        return is_name and all(_SPACE.fullmatch(gap) for gap in gaps)

    def _is_bare_office(self, place: Place) -> bool:
        """Whether an office without its subject is the author's: “selaku Sekdin saya …”."""
        after = place.last + 1
        if after < len(self._passage.words) and not self._ends_title(after):
            return False
        return self.ties.has_role(place.first, place.last)

    def _match(self, index: int, title: tuple[str, ...], least: int) -> Place | None:
        """Compare words from one on with a title, of which the end may be missing."""
        tokens, said, at = self._tokens, 0, index
        while said < len(title) and at < len(tokens):
            if at > index and not self._continues(at):
                break
            step = says(tokens[at].key, title[said:])
            if not step and self._may_miss(title, said):
                rest = says(tokens[at].key, title[said + 1 :])
                step = rest and rest + 1
            if not step:
                break
            said, at = said + step, at + 1
        if said < least:
            return None
        return Place(tokens[index].word, tokens[at - 1].word, said)

    def _may_miss(self, title: tuple[str, ...], said: int) -> bool:
        """Whether officials leave a word out, because it is plain or their agency says it."""
        is_of_unit = title is self._office and title[said] in self._unit
        return title[said] in GENERIC or (is_of_unit and title[said] not in BODIES)

    def _continues(self, at: int) -> bool:
        before, word = self._tokens[at - 1].word, self._tokens[at].word
        if before == word:
            return True
        words = self._passage.words
        gap = self._passage.text[words[before].end : words[word].start]
        return len(gap) <= _GAP_CHARACTERS and not any(sign in gap for sign in ';:!?()"“”')

    def _goes_on_otherwise(self, place: Place, title: tuple[str, ...]) -> bool:
        """Whether another office only begins as this one does."""
        words, after = self._passage.words, place.last + 1
        if place.said == len(title) or after >= len(words):
            return False
        gap = self._passage.gap(after)
        if words[after].key in ("dan", "serta") and after + 1 < len(words):
            after, gap = after + 1, self._passage.gap(after + 1)
        if not _SPACE.fullmatch(gap) or not words[after].is_capital:
            return False
        return not self._ends_title(after)

    def _ends_title(self, index: int) -> bool:
        return index in self._unit_words or self.ties.ends_title(index)

    def find_units(self, offices: Sequence[Place], identity: Nearby) -> list[Place]:
        """Return where the author's own agency stands and is tied to the author."""
        if not self._unit:
            return []
        taken = frozenset(word for place in offices for word in range(place.first, place.last + 1))
        found = list[Place]()
        for index in self._starts.get(self._unit[0], ()):
            place = self._match(index, self._unit, min(2, len(self._unit)))
            if place is None or (found and place.first <= found[-1].last):
                continue
            words = frozenset(range(place.first, place.last + 1))
            if words & self._hidden or words & taken or self._goes_on_otherwise(place, self._unit):
                continue
            if self._follows_title(place.first) and place.first - 1 not in taken:
                continue
            if self.ties.ties_unit(place.first, place.last, taken, identity):
                found.append(place)
        return found

    def _follows_title(self, first: int) -> bool:
        """Whether the agency belongs to the title of an office: “Kepala Dinas …”."""
        words = self._passage.words
        return first > 0 and words[first - 1].key in TITLE_WORDS

    def as_finding(self, kind: Kind, code: str, place: Place) -> Finding:
        """Return a finding for words of the text."""
        words = self._passage.words
        start, end = words[place.first].start, words[place.last].end
        return finding(kind, code, self._passage.text, start, end)


def _without_acting(office: tuple[str, ...]) -> tuple[str, ...]:
    """Return an office without the words for holding it for a time: Plt."""
    while len(office) > 1 and office[0] in ACTING:
        office = office[2:] if office[:2] in _ACTING_PAIRS else office[1:]
    return office


def _head(office: Sequence[str]) -> tuple[str, ...]:
    """Return the words of an office that many officials share: kepala bidang, camat."""
    length = 1
    while length < len(office) and office[length] in BODIES:
        length += 1
    return tuple(office[:length])
