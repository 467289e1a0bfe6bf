"""A stage that the panel scores: round one alone, round two over what diverges, the last lock."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from exam.config import Stage
from scripts.rehearsing.judging import judge, judge_again
from scripts.rehearsing.panel import Scorer

_ROUND_ONE: Final = "SERAHKAN"
_ROUND_TWO: Final = "KUNCI"
_CONFLICT: Final = "Pernah menjadi atasan penulis naskah ini."

Sheet = dict[str, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """What came of a stage: the sheets of each subject by panelist, and what was out of the way.

    `diverged` counts subjects that anybody had to go over, `revised` the sheets that were changed.
    """

    sheets: Mapping[str, Mapping[str, Sheet]]
    recused: int
    diverged: int
    revised: int

    @property
    def told(self) -> str:
        """Say it in a few words."""
        return f"{self.recused} recused, {self.diverged} diverged, {self.revised} sheets revised"


class Marking:
    """One stage, scored by the whole panel; `kept` says by what a subject is judged.

    Equal `kept` give equal scores, so that a rehearsal of the same seed comes to the same result.
    """

    def __init__(
        self, panel: Mapping[str, Scorer], stage: Stage, kept: Mapping[str, str], seed: int
    ) -> None:
        self._panel = panel
        self._stage = stage
        self._kept = kept
        self._seed = seed
        self._sheets: dict[str, dict[str, Sheet]] = {subject: {} for subject in kept}

    def play(self, *, with_conflict: bool) -> Marked:
        """Let everybody score, go over what diverges, and lock; one may step back from one."""
        recused = self._step_back() if with_conflict else 0
        self._all(self._score)
        for scorer in self._panel.values():
            scorer.commit(self._stage, _ROUND_ONE)
        gone_over = self._all(self._go_over)
        for scorer in self._panel.values():
            scorer.commit(self._stage, _ROUND_TWO)
        diverged = {subject for found in gone_over for subject, _ in found}
        revised = sum(is_other for found in gone_over for _, is_other in found)
        return Marked(self._sheets, recused, len(diverged), revised)

    def _all(self, act: Callable[[str], list[tuple[str, bool]]]) -> list[list[tuple[str, bool]]]:
        """Let the whole panel do something at the same time."""
        with ThreadPoolExecutor(len(self._panel)) as room:
            return list(room.map(act, self._panel))

    def _step_back(self) -> int:
        """Let the last panelist declare a conflict about one subject, always the same."""
        scorer = list(self._panel.values())[-1]
        mine: Sequence[str] = scorer.subjects(self._stage)
        subject = min(mine, key=lambda each: self._kept[each])
        scorer.step_back(self._stage, subject, _CONFLICT)
        return 1

    def _score(self, panelist: str) -> list[tuple[str, bool]]:
        scorer, stage = self._panel[panelist], self._stage
        for subject in scorer.subjects(stage):
            scores = judge(self._seed, panelist, self._kept[subject], stage.rubric)
            if scorer.score(stage, subject, scores):
                self._sheets[subject][panelist] = scores
        return []

    def _go_over(self, panelist: str) -> list[tuple[str, bool]]:
        """Return what this panelist had to go over, and whether it was revised."""
        scorer, found = self._panel[panelist], []
        for subject in scorer.subjects(self._stage):
            before = self._sheets[subject].get(panelist)
            if before is None:
                continue
            after, reason = judge_again(self._seed, panelist, self._kept[subject], before)
            if scorer.go_over(self._stage, subject, after, reason):
                self._sheets[subject][panelist] = after
                found.append((subject, after != before))
        return found
