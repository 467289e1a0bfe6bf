"""What the ledger says of scoring in rounds, folded from its beginning to its end.

A round opens when each panelist of its key has committed, or is lost by a decision on the record;
round two is committed only after round one is open, and names open only after round two of their
stage. A round begins anew before it is open only, and only without whoever was excused. Whatever
the ledger tells otherwise is a problem.
"""

from dataclasses import dataclass, field
from typing import Final

from exam.chronicle import AnyEntry, IdentitiesOpened
from exam.config import ExamConfig
from exam.errors import EvidenceError
from exam.evidence.reading import Evidence
from exam.scoring import ROUND_ONE, ROUND_TWO
from exam.scoring_record import (
    PanelistExcused,
    Recused,
    RevealForced,
    RoundBegan,
    RoundOpened,
    ScoreCorrected,
    SheetCommitted,
    SubjectUnheard,
)

RoundKey = tuple[str, int]
"""A stage and the number of a round of it."""
_NEVER: Final = -1


@dataclass(slots=True)
class RoundStory:
    """One round since it last began; `opened_at` is a place in the ledger, below zero before."""

    panelists: frozenset[str]
    key_digest: str
    commits: dict[str, str] = field(default_factory=dict)
    opened_at: int = _NEVER
    scores_digest: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the ledger says that it opened."""
        return self.opened_at >= 0


@dataclass(slots=True)
class Story:
    """All rounds, who was excepted from scoring whom, corrections in their order, and problems."""

    rounds: dict[RoundKey, RoundStory] = field(default_factory=dict)
    lost: set[tuple[str, str]] = field(default_factory=set)
    excused: set[tuple[str, str]] = field(default_factory=set)
    recused: set[tuple[str, str, str]] = field(default_factory=set)
    unheard: set[tuple[str, str]] = field(default_factory=set)
    corrections: list[tuple[int, ScoreCorrected]] = field(default_factory=list)
    revealed: list[tuple[int, IdentitiesOpened]] = field(default_factory=list)
    sheet_problems: list[EvidenceError] = field(default_factory=list)
    round_problems: list[EvidenceError] = field(default_factory=list)
    reveal_problems: list[EvidenceError] = field(default_factory=list)

    def is_open(self, stage_id: str, number: int) -> bool:
        """Whether the ledger says that a round opened."""
        story = self.rounds.get((stage_id, number))
        return story is not None and story.is_open


def story_of(evidence: Evidence) -> Story:
    """Fold the ledger."""
    story = Story()
    for position, entry in evidence.shown():
        _tell(story, position, entry, evidence.config)
    return story


def paper_stage(config: ExamConfig) -> str:
    """Return the id of the stage whose last lock opens the names; empty if there is none."""
    return next((stage.id for stage in config.stages if stage.source == "paper"), "")


def _tell(story: Story, position: int, entry: AnyEntry, config: ExamConfig) -> None:
    match entry:
        case RoundBegan():
            _begin(story, position, entry)
        case SheetCommitted():
            _commit(story, position, entry)
        case RoundOpened():
            _open(story, position, entry)
        case PanelistExcused() if config.panel.threshold is None:
            story.excused.add((entry.stage_id, entry.panelist_id))
        case RevealForced():
            story.lost.add((entry.stage_id, entry.panelist_id))
            if entry.cards != config.panel.threshold:
                story.round_problems.append(EvidenceError("evidence.forced", position=position))
        case IdentitiesOpened():
            story.revealed.append((position, entry))
            if not story.is_open(paper_stage(config), ROUND_TWO):
                problem = EvidenceError("evidence.reveal-early", position=position)
                story.reveal_problems.append(problem)
        case _:
            _except(story, position, entry)


def _except(story: Story, position: int, entry: AnyEntry) -> None:
    """Note what makes scores other than every panelist's value of every subject."""
    match entry:
        case Recused():
            story.recused.add((entry.stage_id, entry.staff_id, entry.subject))
        case SubjectUnheard():
            story.unheard.add((entry.stage_id, entry.subject))
        case ScoreCorrected():
            story.corrections.append((position, entry))
        case _:
            pass


def _begin(story: Story, position: int, entry: RoundBegan) -> None:
    """Begin a round; anew if it is not open, and with all of before but whoever was excused."""
    began = RoundStory(frozenset(entry.panelists), entry.key_digest)
    before = story.rounds.get((entry.stage_id, entry.round))
    if before is not None:
        gone = {one for one in before.panelists if (entry.stage_id, one) in story.excused}
        if before.is_open or not gone or began.panelists != before.panelists - gone:
            problem = EvidenceError("evidence.began-again", position=position)
            story.round_problems.append(problem)
    story.rounds[entry.stage_id, entry.round] = began


def _commit(story: Story, position: int, entry: SheetCommitted) -> None:
    began = story.rounds.get((entry.stage_id, entry.round))
    is_early = entry.round == ROUND_TWO and not story.is_open(entry.stage_id, ROUND_ONE)
    if began is None or began.is_open or entry.staff_id not in began.panelists or is_early:
        problem = EvidenceError("evidence.commit", position=position, panelist=entry.staff_id)
        story.sheet_problems.append(problem)
    elif entry.staff_id in began.commits:
        problem = EvidenceError("evidence.commit-twice", position=position, panelist=entry.staff_id)
        story.sheet_problems.append(problem)
    else:
        began.commits[entry.staff_id] = entry.digest


def _open(story: Story, position: int, entry: RoundOpened) -> None:
    began = story.rounds.get((entry.stage_id, entry.round))
    if began is None or began.is_open:
        story.round_problems.append(EvidenceError("evidence.opened", position=position))
        return
    for panelist in sorted(began.panelists - began.commits.keys()):
        if (entry.stage_id, panelist) not in story.lost:
            problem = EvidenceError("evidence.opened-early", position=position, panelist=panelist)
            story.round_problems.append(problem)
    began.opened_at, began.scores_digest = position, entry.scores_digest
