"""One stage of a selection that the panel scores here, and what its rounds are about.

At a paper stage subjects are codes of papers and names are hidden until its last lock; at an
interview they are ids of applications.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.codes import Randomness
from exam.config import Criterion, ExamConfig, Stage
from exam.errors import RefusedError


@dataclass(frozen=True, slots=True)
class ScoredStage:
    """A stage, of which exam it is, and by what it is scored."""

    exam_id: bytes
    config: ExamConfig
    stage: Stage

    @property
    def stage_id(self) -> str:
        """The id of the stage."""
        return self.stage.id

    @property
    def rubric(self) -> tuple[Criterion, ...]:
        """What its subjects are scored by."""
        return self.stage.rubric

    @property
    def hides_names(self) -> bool:
        """Whether names are opened by the last lock of this stage."""
        return self.stage.source == "paper"


@dataclass(frozen=True, slots=True)
class KeyMaking:
    """What keys of a round are made with; `panel_key` is None in a selection that has none."""

    panel_key: bytes | None
    random: Randomness
    now: ExamTime


def scored_stages(exam_id: bytes, config: ExamConfig) -> tuple[ScoredStage, ...]:
    """Return the stages that are scored here, in their order."""
    here = (stage for stage in config.stages if stage.is_scored_here)
    return tuple(ScoredStage(exam_id, config, stage) for stage in here)


def find_stage(exam_id: bytes, config: ExamConfig, stage_id: str) -> ScoredStage:
    """Return the stage of that id.

    Raises:
        RefusedError: there is none that is scored here.

    """
    for scored in scored_stages(exam_id, config):
        if scored.stage_id == stage_id:
            return scored
    raise RefusedError("marking.no-stage", stage=stage_id[:64])


def only(one: str | None, column: str = "subject") -> tuple[str, list[str]]:
    """Return how a condition goes on that is about one subject; about all it does not."""
    return ("", []) if one is None else (f" and {column} = ?", [one])


def panel_keys(db: Database) -> Mapping[str, bytes]:
    """Return the public keys of panelists and release officers by account."""
    query = "select id, public_key from staff where public_key is not null"
    return {row["id"]: row["public_key"] for row in db.query(query)}
