"""Scores that others gave: looked at first, then taken; a file that is replaced stays on record.

What is shown before taking is worked out from the same bytes as what is taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlite_utils import Database

from exam import keys
from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.config import ExamConfig, Stage
from exam.errors import RefusedError
from exam.outside.reading import OutsideScores, parse_outside
from exam.result_record import OutsideScoresImported
from exam.roster import Application
from exam.roster.applications import SetAside
from server.plan import Draft
from server.sittings import Row
from server.store import append_entry

_FILES = """
    select outside_files.id as id, outside_files.name as name, at, reason,
           coalesce(staff.name, '') as who,
           (select count(*) from outside_scores where file_id = outside_files.id) as scores
    from outside_files left join staff on staff.id = staff_id
    where stage_id = ? order by outside_files.id desc
"""
_LATEST = "select * from outside_files where stage_id = ? order by id desc limit 1"
_SCORES = "select application_id, score from outside_scores where file_id = ?"


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A file that was taken; the first of a stage's counts, those after it were replaced."""

    name: str
    at: ExamTime
    who: str
    scores: int
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate in the preview: the score in the file, and the one that counts until then."""

    application: Application
    score: Decimal | None
    before: Decimal | None

    @property
    def is_changed(self) -> bool:
        """Whether taking the file changes a score that was there."""
        return self.before is not None and self.score != self.before


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would bring, line by line in the order of numbers."""

    stage: Stage
    digest: bytes
    found: OutsideScores
    lines: tuple[Line, ...]
    replaces: bool

    @property
    def without(self) -> tuple[Line, ...]:
        """Who has no score in the file."""
        return tuple(line for line in self.lines if line.score is None)

    @property
    def changed(self) -> tuple[Line, ...]:
        """Whose score is another one than before."""
        return tuple(line for line in self.lines if line.is_changed)


def imported_stages(config: ExamConfig) -> tuple[Stage, ...]:
    """Return the stages whose scores come from outside."""
    return tuple(stage for stage in config.stages if stage.source == "imported")


def imported_stage(config: ExamConfig, stage_id: str) -> Stage:
    """Return one of them.

    Raises:
        RefusedError: there is none of that id.

    """
    for stage in imported_stages(config):
        if stage.id == stage_id:
            return stage
    raise RefusedError("outside.no-stage", stage=stage_id[:64])


def taken_files(db: Database, stage_id: str) -> tuple[TakenFile, ...]:
    """Return the files of a stage, the one that counts first."""
    return tuple(
        TakenFile(row["name"], ExamTime(row["at"]), row["who"], row["scores"], row["reason"])
        for row in db.query(_FILES, [stage_id])
    )


def preview_outside(db: Database, config: ExamConfig, stage_id: str, draft: Draft) -> Preview:
    """Read a file and say what it would bring; nothing is written.

    Raises:
        RosterError: it cannot be used; its `problems` are all that were found.
        RefusedError: no such stage.

    """
    stage = imported_stage(config, stage_id)
    people = _people(db)
    found = parse_outside(draft.raw, draft.name, stage, config, people, _set_aside(db))
    scores = {one.application_id: Decimal(one.score) for one in found.scores}
    before = _counting(db, stage_id)
    lines = tuple(
        Line(one, scores.get(one.id), None if before is None else before.get(one.id))
        for one in people
    )
    return Preview(stage, _digest(draft), found, lines, before is not None)


def take_outside(
    db: Database, preview: Preview, draft: Draft, staff_id: str, reason: str, now: ExamTime
) -> None:
    """Take the scores of a file as it was read, inside an act.

    The file that counts already adds nothing. Reading takes long, so it is done before the act;
    whether a file is replaced is asked here.

    Raises:
        RefusedError: it replaces a file and no reason is given.

    """
    stage_id = preview.stage.id
    for latest in db.query(_LATEST, [stage_id]):
        if latest["digest"] == preview.digest:
            return
        if not reason:
            raise RefusedError("outside.reason", file=latest["name"])
    made = {"staff_id": staff_id, "at": now, "reason": reason}
    _keep(db, preview, {"name": draft.name, "content": draft.raw, **made})
    digest, count = preview.digest.hex(), len(preview.found.scores)
    entry = OutsideScoresImported(now, stage_id, digest, count, staff_id, reason)
    append_entry(db, encode_entry(entry))


def _keep(db: Database, preview: Preview, row: Row) -> None:
    """Keep a file and its scores beside those that were there."""
    file = {"stage_id": preview.stage.id, "digest": preview.digest, **row}
    file_id = db.table("outside_files").insert(file).last_pk
    db.table("outside_scores").insert_all(
        {"file_id": file_id, "application_id": one.application_id, "score": one.score}
        for one in preview.found.scores
    )


def _people(db: Database) -> Sequence[Application]:
    return [
        Application(
            row["number"],
            row["name"],
            row["nip"],
            row["office"],
            row["unit"],
            row["post_id"],
            pseudonym=row["id"],
            person=row["person"],
        )
        for row in db.query("select * from applications order by number")
    ]


def _set_aside(db: Database) -> Sequence[SetAside]:
    return [SetAside(row["number"], row["nip"]) for row in db.table("set_aside").rows]


def _counting(db: Database, stage_id: str) -> dict[str, Decimal] | None:
    """Return the scores that count until now; None if there was no file."""
    for latest in db.query(_LATEST, [stage_id]):
        scores = db.query(_SCORES, [latest["id"]])
        return {row["application_id"]: Decimal(row["score"]) for row in scores}
    return None


def _digest(draft: Draft) -> bytes:
    return keys.digest("outside-scores", draft.raw)
