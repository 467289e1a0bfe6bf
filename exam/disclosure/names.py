"""Where a text names its author: in whole, in part, as people call them, misspelt."""

import re
from collections.abc import Iterator
from typing import Final

from exam.disclosure.bystanders import Bystanders
from exam.disclosure.evidence import Evidence, Surroundings
from exam.disclosure.findings import Finding, Kind, finding
from exam.disclosure.name_parts import Rank
from exam.disclosure.own_name import How, Match, OwnName
from exam.disclosure.passage import Passage
from exam.disclosure.runs import Run, runs_of
from exam.disclosure.vocabulary import PARTICLES

# What a single part needs, by how it agrees and how much it says by itself.
_NEEDED: Final = {
    (How.WHOLE, Rank.DISTINCT): Evidence.NONE,
    (How.WHOLE, Rank.COMMON): Evidence.CAPITAL,
    (How.WHOLE, Rank.ORDINARY): Evidence.CAPITAL,
    (How.WHOLE, Rank.CALENDAR): Evidence.SPOKEN_OF,
    (How.TYPO, Rank.DISTINCT): Evidence.CAPITAL,
    (How.TYPO, Rank.COMMON): Evidence.CALLED,
    (How.TYPO, Rank.ORDINARY): Evidence.SIGNED,
    (How.TYPO, Rank.CALENDAR): Evidence.SIGNED,
    (How.LOOSE, Rank.ORDINARY): Evidence.SIGNED,
    (How.NICKNAME, Rank.DISTINCT): Evidence.CALLED,
    (How.NICKNAME, Rank.COMMON): Evidence.CALLED,
    (How.NICKNAME, Rank.ORDINARY): Evidence.CALLED,
    (How.NICKNAME, Rank.CALENDAR): Evidence.CALLED,
}
_PARTED: Final = re.compile(r"[–—|/()\[\]_<>«»“”\"]")
_LEAST_LETTERS: Final = 3
_ENOUGH: Final = 3
_ACCOUNT_WEIGHT: Final = 1
_TYPO_LETTERS: Final = 6
_LONG_TYPO_LETTERS: Final = 7
_SURE_LETTERS: Final = 5


class NameRules:
    """Decides which runs of a passage name its author."""

    def __init__(
        self, passage: Passage, own: OwnName, around: Surroundings, topic: frozenset[str]
    ) -> None:
        self._passage = passage
        self._own = own
        self._around = around
        self._others = Bystanders(around)
        self._topic = topic

    def find(self) -> Iterator[Finding]:
        """Yield the findings of all runs."""
        for run in runs_of(self._passage, self._own):
            if self._names_author(run):
                yield self._finding(run)

    def _finding(self, run: Run) -> Finding:
        words = self._passage.words
        whole = all(match.how is How.WHOLE for match in run.matches)
        code = "disclosure.name" if whole else "disclosure.name-alike"
        return finding(Kind.NAME, code, self._passage.text, words[run.first].start, run.end)

    def _names_author(self, run: Run) -> bool:
        if run.is_single:
            return self._single_names_author(run)
        return self._several_name_author(run)

    def _several_name_author(self, run: Run) -> bool:
        """Decide on several parts, or a part with initials."""
        weight = run.weight
        complete = run.is_complete(self._own)
        if self._others.is_honoured(run):
            return False
        is_one_word = run.first == run.last
        if (not complete or is_one_word) and self._others.is_somebody_else(run):
            return False
        if self._is_in_topic(run) and not complete:
            return False
        if not self._has_capital(run):
            weight -= sum(match.rank <= Rank.ORDINARY for match in run.matches)
            weight += complete
        if self._passage.gap(run.last) == "_":
            weight += _ACCOUNT_WEIGHT
        if weight >= _ENOUGH:
            return True
        words = self._passage.words[run.first : run.last + 1]
        if all(len(word.key) < _LEAST_LETTERS for word in words):
            return False
        return self._around.evidence(run) >= Evidence.CALLED

    def _single_names_author(self, run: Run) -> bool:
        """Decide on one part, which alone may be a word, a place or somebody else."""
        match = run.matches[0]
        needed = self._needed(run, match)
        key = self._passage.words[run.first].key
        if (len(key) < _LEAST_LETTERS and match.how is How.WHOLE) or key in PARTICLES:
            return False
        if key in self._topic and not self._around.is_answered(run):
            needed = Evidence.SIGNED
        if self._others.is_somebody_else(run):
            return False
        if needed is Evidence.NONE and self._is_written_as_a_name(run):
            return True
        if len(key) < _LEAST_LETTERS:
            return self._around.evidence(run) is Evidence.CALLED
        return self._around.evidence(run) >= max(needed, Evidence.CAPITAL)

    def _is_written_as_a_name(self, run: Run) -> bool:
        """Whether a word has a capital, or stands where nobody troubles about capitals."""
        if self._passage.words[run.first].is_capital:
            return True
        if _PARTED.search(self._passage.gap(run.first)) and _PARTED.search(
            self._passage.gap(run.last + 1)
        ):
            return True
        line = self._passage.line_of(run.first)
        return not self._passage.words[line.first].is_capital

    def _needed(self, run: Run, match: Match) -> Evidence:
        word = self._passage.words[run.first]
        needed = _NEEDED[match.how, match.rank]
        if match.how is How.WHOLE and match.rank is Rank.COMMON and word.is_capital:
            return Evidence.NONE if len(word.key) >= _SURE_LETTERS else needed
        if match.how is not How.TYPO:
            return needed
        if len(word.key) < _TYPO_LETTERS:
            return max(needed, Evidence.CALLED)
        if len(word.key) >= _LONG_TYPO_LETTERS and word.is_capital and needed is Evidence.CAPITAL:
            return Evidence.NONE
        return needed

    def _has_capital(self, run: Run) -> bool:
        return any(w.is_capital for w in self._passage.words[run.first : run.last + 1])

    def _is_in_topic(self, run: Run) -> bool:
        keys = {w.key for w in self._passage.words[run.first : run.last + 1]}
        return keys <= self._topic


def topic_names(topic: str, own: OwnName) -> frozenset[str]:
    """Return which parts of the author's name the topic uses for somebody else."""
    words = Passage(topic).words
    return frozenset(word.key for word in words if own.match(word.key) and word.is_capital)
