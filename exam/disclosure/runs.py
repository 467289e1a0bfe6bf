"""Words of a text that stand together and may be the author's name: parts and initials."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from exam.disclosure.initials import initials_at, parts_after, parts_before
from exam.disclosure.name_parts import Rank
from exam.disclosure.own_name import How, Match, OwnName
from exam.disclosure.passage import ZERO_WIDTH, Passage, Word
from exam.disclosure.vocabulary import TITLES

_JOINT: Final = re.compile(
    rf"[ \t\u00a0\u2007\u2009\u202f{ZERO_WIDTH}]{{0,4}}[.,_\-‐‑–—'’]?[ \t\u00a0{ZERO_WIDTH}]{{0,4}}"
    rf"(?:\n[ \t\u00a0{ZERO_WIDTH}]{{0,4}})?"
)
_TYPED_APART: Final = re.compile(rf"[ \t\u00a0{ZERO_WIDTH}]{{0,2}}[\-‐‑–]?[ \t\u00a0]{{0,2}}\n?")
_TITLE: Final = re.compile(r"[\s,]{0,3}([A-Za-z]{1,7}(?:\.[ ]?[A-Za-z]{1,6}){0,3}\.?)(?!\w)")
_MOST_WORDS_OF_A_PART: Final = 5
_ABBREVIATION_LETTERS: Final = 3
_MOST_TITLES: Final = 8
_WEIGHTS: Final = {
    (How.WHOLE, Rank.DISTINCT): 3,
    (How.WHOLE, Rank.COMMON): 2,
    (How.WHOLE, Rank.ORDINARY): 2,
    (How.WHOLE, Rank.CALENDAR): 2,
    (How.TYPO, Rank.DISTINCT): 2,
    (How.LOOSE, Rank.ORDINARY): 0,
}


class Run(NamedTuple):
    """Words `first` to `last` of a passage, and what parts of the name they may be.

    `end` is the place in the text where the titles after them end.
    """

    first: int
    last: int
    matches: tuple[Match, ...]
    initials: tuple[int, ...] = ()
    end: int = 0
    has_own_titles: bool = False

    @property
    def parts(self) -> frozenset[int]:
        """Which parts of the name it holds in more than a letter."""
        if len(self.matches) == 1:
            return frozenset(self.matches[0].parts)
        return frozenset(part for match in self.matches for part in match.parts)

    @property
    def used(self) -> frozenset[int]:
        """Which parts of the name it holds, in whole or as a letter."""
        return self.parts | frozenset(self.initials)

    @property
    def is_single(self) -> bool:
        """Whether it is one part and no more."""
        return len(self.parts) == 1 and not self.initials

    @property
    def weight(self) -> int:
        """How much the words say together."""
        said = sum(
            _WEIGHTS.get((match.how, match.rank), 1) * len(match.parts) for match in self.matches
        )
        return said + len(self.initials)

    def is_complete(self, own: OwnName) -> bool:
        """Whether it holds every part of the name."""
        is_sure = all(match.how is not How.LOOSE for match in self.matches)
        return is_sure and len(self.used) == len(own.parts)


def join_what_is_apart(passage: Passage, own: OwnName) -> Passage:
    """Return a passage in which what was typed in pieces is one word: Nur aini, Sudir-man."""
    words, joined, index = passage.words, list[Word](), 0
    while index < len(words):
        last, key = _pieces(passage, own, index)
        joined.append(words[index] if last == index else passage.join(index, last, key))
        index = last + 1
    return Passage(passage.text, joined) if len(joined) < len(words) else passage


def _pieces(passage: Passage, own: OwnName, index: int) -> tuple[int, str]:
    words, key = passage.words, passage.words[index].key
    end = min(len(words), index + _MOST_WORDS_OF_A_PART)
    for last in range(index + 1, end):
        if not own.begins(key) or not _TYPED_APART.fullmatch(passage.gap(last)):
            break
        if any(match.how is How.WHOLE for match in own.match(words[last].key)):
            break
        key += words[last].key
        if own.is_typed_apart(key):
            return last, key
    return index, ""


def runs_of(passage: Passage, own: OwnName) -> Iterator[Run]:
    """Yield every run of a passage, from its start to its end."""
    index, words = 0, passage.words
    while index < len(words):
        if own.match(words[index].key):
            run = _without_particles(own, _grow(passage, own, index))
            run = _with_initials(passage, own, run)
            yield _with_titles(passage, own, run)
            index = run.last
        index += 1


def _grow(passage: Passage, own: OwnName, index: int) -> Run:
    """Return the longest run of parts, and of initials after them, that begins at a word."""
    words = passage.words
    run = Run(index, index, (own.match(words[index].key)[0],))
    for last in range(index + 1, len(words)):
        match = _unused(own.match(words[last].key), run)
        if match is not None and match.how is How.NICKNAME and _is_acronym(words, index, last):
            match = None
        alike_in_case = words[last].is_capital == words[index].is_capital
        if match is not None and (match.how is How.WHOLE or alike_in_case):
            matches, initials = (*run.matches, match), run.initials
        else:
            letters = parts_after(initials_at(passage, last), own.initials, run.used)
            matches, initials = run.matches, (*run.initials, *letters)
        if (matches, initials) == (run.matches, run.initials) or not joins(passage, last):
            break
        run = Run(index, last, matches, initials)
    return run


def _without_particles(own: OwnName, run: Run) -> Run:
    """Return a run that does not end in a word like “bin”, which another name may follow."""
    last, matches = run.last, run.matches
    while len(matches) > 1 and not run.initials and own.is_particle(matches[-1]):
        last, matches = last - 1, matches[:-1]
    return run._replace(last=last, matches=matches)


def _is_acronym(words: Sequence[Word], first: int, index: int) -> bool:
    """Whether a word is in capitals beside a name that is not: Dewi RT 3."""
    return words[index].text.isupper() and not words[first].text.isupper()


def _unused(matches: Sequence[Match], run: Run) -> Match | None:
    return next((match for match in matches if run.used.isdisjoint(match.parts)), None)


def joins(passage: Passage, index: int) -> bool:
    """Whether a word stands so near to the one before it that both may be one name."""
    gap = passage.gap(index)
    if not _JOINT.fullmatch(gap):
        return False
    before = passage.words[index - 1]
    is_stop = "." in gap and gap.strip() != gap
    return not is_stop or len(before.key) <= _ABBREVIATION_LETTERS


def _with_initials(passage: Passage, own: OwnName, run: Run) -> Run:
    """Take up initials that stand before the first part: W.J. Kusuma."""
    front = min(run.parts)
    while run.first > 0:
        letters = initials_at(passage, run.first - 1, before=True)
        places = parts_before(letters, own.initials, front, run.used) if letters else []
        if not places or "," in passage.gap(run.first) or not joins(passage, run.first):
            break
        run = Run(run.first - 1, run.last, run.matches, (*places, *run.initials))
        front = places[0]
    return run


def _with_titles(passage: Passage, own: OwnName, run: Run) -> Run:
    """Take up titles that stand after the last part: Suparno, S.Sos., M.Si."""
    last = passage.words[run.last]
    end, has_own_titles = last.end, False
    if len(last.key) == 1 and passage.text.startswith(".", end):
        end += 1
    for _ in range(_MOST_TITLES):
        found = _TITLE.match(passage.text, end)
        if found is None or not _is_title(found.group(1), own):
            break
        has_own_titles = has_own_titles or _letters(found.group(1)) in own.titles
        end = found.end()
    return Run(run.first, run.last, run.matches, run.initials, end, has_own_titles)


def _is_title(written: str, own: OwnName) -> bool:
    key = _letters(written)
    if key in own.titles:
        return written[0].isupper()
    return key in TITLES and written[0].isupper() and ("." in written or written.isupper())


def _letters(written: str) -> str:
    return "".join(filter(str.isalpha, written)).casefold()
