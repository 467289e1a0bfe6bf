"""What ties an office or an agency to the author: “saya”, a label, an own line, an address."""

import re
from itertools import pairwise
from typing import Final

from exam.disclosure import service as s
from exam.disclosure.nearby import Nearby
from exam.disclosure.passage import Passage

_VERB_PREFIXES: Final = ("me", "ber", "ter", "di")
_END: Final = re.compile(r"[.!?;\n]")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_REACH: Final = 9
_ROLE_REACH: Final = 12
_ADDRESS_REACH: Final = 4
_CALL_REACH: Final = 5
_LINK_REACH: Final = 3
_DESCRIBED_REACH: Final = 5
_LIKE_REACH: Final = 5
_BACK_REACH: Final = 7
_AHEAD_REACH: Final = 4
_IDENTITY_CHARACTERS: Final = 60
_MORE_WORDS: Final = 4
_LABEL_CHARACTERS: Final = 60
_QUOTE_CHARACTERS: Final = 300


class Ties:
    """Looks for ties around words of one passage."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage

    def _ends(self, index: int) -> bool:
        """Whether a sentence ends before a word."""
        gap = self._passage.gap(index)
        if gap == " " or not _END.search(gap):
            return False
        return "\n" in gap or self._passage.starts_sentence(index)

    def _back(self, first: int, reach: int = _REACH) -> list[str]:
        """Return the words before one, the nearest first, within its sentence."""
        keys, index = list[str](), first
        while index > 0 and len(keys) < reach and not self._ends(index):
            index -= 1
            keys.append(self._passage.words[index].key)
        return keys

    def _ahead(self, last: int, reach: int = _REACH) -> list[str]:
        words, keys, index = self._passage.words, list[str](), last + 1
        while index < len(words) and len(keys) < reach and not self._ends(index):
            keys.append(words[index].key)
            index += 1
        return keys

    def is_former(self, first: int) -> bool:
        """Whether an office is said to be somebody's of the past or the future."""
        return not s.FORMER.isdisjoint(self._back(first, 2))

    def has_role(self, first: int, last: int) -> bool:
        """Whether the author says that they act in this office."""
        if self._is_labelled(first):
            return True
        back, ahead = self._back(first, _ROLE_REACH), self._ahead(last, _ROLE_REACH)
        near = back[:_LINK_REACH]
        is_taken = not s.SELF.isdisjoint(near[:2]) and not s.ROLE.isdisjoint(near[:2])
        if not (s.SOMEDAY - s.WHEN if is_taken else s.SOMEDAY).isdisjoint(back):
            return False
        if near[:1] and near[0] in s.ADDRESS:
            return self._is_quoted(first) or not s.SELF.isdisjoint(back[:_ADDRESS_REACH])
        if any(key == "seperti" and who in s.SELF for key, who in pairwise(ahead[:_LIKE_REACH])):
            return True
        if not s.ROLE.isdisjoint(near) or not s.SELF.isdisjoint(near[:1]):
            return not s.SELF.isdisjoint(back) or not s.SELF.isdisjoint(ahead)
        return False

    def leads(self, first: int, last: int) -> bool:
        """Whether the author says that they lead a section: “Bidang Mutasi yang saya pimpin”."""
        back, ahead = self._back(first), self._ahead(last)
        if not s.SOMEDAY.isdisjoint(back):
            return False
        if not s.LEADING_A_SECTION.isdisjoint(back[:1]):
            return not s.SELF.isdisjoint(back[1:])
        own = [place for place, key in enumerate(ahead[:_LINK_REACH]) if key in s.SELF]
        return any(
            ahead[place + 1 : place + 2] and ahead[place + 1] in s.LEADING_A_SECTION
            for place in own
        )

    def ends_title(self, index: int) -> bool:
        """Whether a word comes after a title and is no part of it."""
        passage, word = self._passage, self._passage.words[index]
        gap = passage.gap(index)
        if gap.strip(" \t\u00a0") or "\n" in gap:
            return True
        return (
            word.key in s.SELF
            or word.key in s.AT
            or word.key in s.FUNCTION_WORDS
            or (word.key in s.WORKPLACE and not word.is_capital)
            or word.text.isupper()
            or word.key.startswith(_VERB_PREFIXES)
        )

    def _is_labelled(self, first: int) -> bool:
        passage = self._passage
        start, line = passage.words[first].start, passage.line_of(first)
        before = passage.text[max(line.start, start - _LABEL_CHARACTERS) : start]
        label, colon, rest = before.rpartition(":")
        if not colon or rest.strip():
            return False
        return not s.WORK_LABELS.isdisjoint(word.casefold() for word in _LETTERS.findall(label))

    def ties_unit(self, first: int, last: int, offices: frozenset[int], identity: Nearby) -> bool:
        """Whether an agency is said to be the author's own."""
        return (
            self._is_beside_office(first, last, offices)
            or self._is_workplace(first, last)
            or self._is_labelled(first)
            or self._is_identity(first, last, identity)
            or self._is_called(first)
        )

    def _is_beside_office(self, first: int, last: int, offices: frozenset[int]) -> bool:
        back = len(self._back(first, _LINK_REACH))
        if any(index in offices for index in range(first - back, first)):
            return True
        ahead = self._ahead(last, _BACK_REACH)
        places = range(last + 1, last + 1 + len(ahead))
        return not s.SELF.isdisjoint(ahead) and any(index in offices for index in places)

    def _is_workplace(self, first: int, last: int) -> bool:
        """Whether the author says that they work there."""
        back, ahead = self._back(first), self._ahead(last)
        is_inside = bool(back) and back[0] in s.AT
        if self._is_followed_by_self(last, ahead, is_inside=is_inside):
            return True
        if back[:1] == ["ke"]:
            return False
        has_self = not s.SELF.isdisjoint(back) or not s.SELF.isdisjoint(ahead[:_AHEAD_REACH])
        if self._is_in_section(back) or self._is_of_its_people(back, has_self=has_self):
            return True
        if is_inside and len(back) > 1 and (back[1] in s.SELF or back[1] in s.AT_WORK):
            return has_self
        if any(key in s.SELF and place in s.WORKPLACE for key, place in pairwise(back[:5])):
            return True
        is_at_work = not s.SELF.isdisjoint(back[:5]) and not s.AT_WORK.isdisjoint(back[:4])
        return is_at_work or self._is_described(ahead)

    def _is_followed_by_self(self, last: int, ahead: list[str], *, is_inside: bool) -> bool:
        """Whether the author speaks next: “di Dinas Sosial saya …”, “Dinas Sosial kami”."""
        if is_inside and ahead[:1] and ahead[0] in s.HERE:
            return not s.SELF.isdisjoint(ahead[1:2])
        is_next = not s.SELF.isdisjoint(ahead[:1])
        return is_next and (is_inside or self._is_owned(last, ahead))

    def _is_of_its_people(self, back: list[str], *, has_self: bool) -> bool:
        """Whether the author is one of those who work there: “kami, pegawai …”."""
        if s.PEOPLE.isdisjoint(back[:1]):
            return False
        is_role = has_self and not s.ROLE.isdisjoint(back[1:3])
        return is_role or not s.SELF.isdisjoint(back[1:3])

    def _is_in_section(self, back: list[str]) -> bool:
        """Whether the author says in which part of it they are: “kami di seksi gizi Dinkes”."""
        return any(
            one in s.SECTIONS and at in s.AT and other in s.SELF
            for one, at, other in zip(back, back[1:], back[2:], strict=False)
        )

    def _is_owned(self, last: int, ahead: list[str]) -> bool:
        """Whether “kami” after an agency owns it: “Bappeda kami”, not “Bappeda saya undang”."""
        if self._passage.gap(last + 1).strip():
            return False
        return len(ahead) == 1 or ahead[0] != "saya" or ahead[1] in s.AT

    def _is_described(self, ahead: list[str]) -> bool:
        """Whether the words after an agency say whose it is: “…, tempat saya bertugas”."""
        place = next((place for place, key in enumerate(ahead) if key in s.SELF), 0)
        if not place:
            return False
        if ahead[place - 1] in s.WORKPLACE:
            return place <= _LINK_REACH
        if ahead[0] in s.WORKPLACE and place < _DESCRIBED_REACH:
            return True
        is_led = ahead[0] in s.WORKPLACE or ahead[0] in s.LEADING
        return is_led and not s.AT_WORK.isdisjoint(ahead[place : place + _LINK_REACH])

    def _is_identity(self, first: int, last: int, identity: Nearby) -> bool:
        """Whether name, NIP or office stand beside it, or next to a line of its own."""
        passage = self._passage
        line, reach = passage.line_of(first), _IDENTITY_CHARACTERS
        start, end = passage.words[first].start, passage.words[last].end
        between = [passage.text[place:start] for place in identity.ends(start - reach, start)]
        between += [passage.text[end:place] for place in identity.starts(end, end + reach)]
        if between and line.stop - line.first <= last - first + _MORE_WORDS:
            return True
        return any("\n" not in gap and len(_LETTERS.findall(gap)) < _MORE_WORDS for gap in between)

    def _is_called(self, first: int) -> bool:
        """Whether quoted speech calls the author somebody of this agency."""
        back = self._back(first, _CALL_REACH)
        is_origin = bool(back) and (back[0] in s.AT or back[0] in s.PEOPLE)
        is_addressed = not s.ADDRESS.isdisjoint(back) or back == ["orang"]
        return is_origin and is_addressed and self._is_quoted(first)

    def _is_quoted(self, first: int) -> bool:
        """Whether a word stands in quotation marks."""
        passage = self._passage
        start, line = passage.words[first].start, passage.line_of(first)
        before = passage.text[max(line.start, start - _QUOTE_CHARACTERS) : start]
        return before.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”")
