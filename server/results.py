"""What the chair decides on the way to the result: who takes part, announcements, the result.

Nothing is taken back: a later word stands beside the earlier one, with its reason, and counts.
"""

from dataclasses import dataclass

from sqlite_utils import Database

from exam import keys
from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.config import ExamConfig, Stage
from exam.errors import RefusedError
from exam.result_record import Decision, ParticipationDecided, ResultIssued, StageAnnounced
from exam.standings import Ranking, encode_ranking, encode_stage
from server.participation import note_barred
from server.ranking import are_names_open, result_of, result_so_far
from server.sittings import first_row
from server.store import append_entry

_ANNOUNCED = """
    select stage_id, at, ranking from stage_announcements
    where id in (select max(id) from stage_announcements group by stage_id)
"""
_LAST_RESULT = "select * from results order by id desc limit 1"
_DECIDED = """
    select decisions.*, coalesce(staff.name, '') as who
    from decisions left join staff on staff.id = staff_id
    where application_id = ? order by decisions.id
"""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision about somebody's taking part."""

    decision: Decision
    stage_id: str
    at: ExamTime
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class Announced:
    """A stage was announced; `is_current` while its ranking is still the same."""

    at: ExamTime
    is_current: bool


@dataclass(frozen=True, slots=True)
class Issued:
    """The result was issued; `is_current` while it is what the record comes to."""

    at: ExamTime
    digest: bytes
    reason: str
    is_current: bool


def decide(
    db: Database,
    config: ExamConfig,
    application_id: str,
    decision: Decision,
    stage_id: str,
    staff_id: str,
    reason: str,
    now: ExamTime,
) -> None:
    """Write down that somebody takes no part from a stage on, or takes part again; inside an act.

    Raises:
        RefusedError: there is no such application or stage, the stage is not open to decisions yet,
            or there is nothing to take back.

    """
    require_open(db, config, find_stage(config, stage_id))
    _require_sense(db, application_id, decision)
    row = {
        "application_id": application_id,
        "decision": decision.value,
        "stage_id": stage_id,
        "staff_id": staff_id,
        "at": now,
        "reason": reason,
    }
    db.table("decisions").insert(row)
    entry = ParticipationDecided(now, application_id, decision, stage_id, staff_id, reason)
    append_entry(db, encode_entry(entry))
    note_barred(db, config)


def stages_to_decide(db: Database, config: ExamConfig) -> tuple[Stage, ...]:
    """Return from which stages on somebody can be taken out now.

    While the papers are read without names those are the stages before the paper, and the paper
    itself until the first one is opened.
    """
    if are_names_open(db, config):
        return config.stages
    before = config.stages_before_paper
    is_opened = first_row(db, "select 1 as opened from opening") is not None
    return before if is_opened else (*before, config.writing.stage)


def require_open(db: Database, config: ExamConfig, stage: Stage) -> None:
    """Refuse a decision about a stage while its papers are read without names.

    Raises:
        RefusedError: it is not open to decisions yet.

    """
    if stage not in stages_to_decide(db, config):
        raise RefusedError("result.stage-hidden", stage=stage.name)


def _require_sense(db: Database, application_id: str, decision: Decision) -> None:
    """Refuse a decision about nobody, and one that takes back what was not decided."""
    query = "select 1 from applications where id = ?"
    if first_row(db, query, application_id) is None:
        raise RefusedError("page.not-found")
    made = decisions_of(db, application_id)
    is_out = bool(made) and made[-1].decision is not Decision.READMITTED
    if decision is Decision.READMITTED and not is_out:
        raise RefusedError("result.takes-part")


def decisions_of(db: Database, application_id: str) -> tuple[Decided, ...]:
    """Return what was decided about somebody, the first first."""
    return tuple(
        Decided(
            Decision(row["decision"]),
            row["stage_id"],
            ExamTime(row["at"]),
            row["who"],
            row["reason"],
        )
        for row in db.query(_DECIDED, [application_id])
    )


def announce_stage(
    db: Database, config: ExamConfig, stage_id: str, staff_id: str, now: ExamTime
) -> None:
    """Write down who goes on from a stage, as the ranking has it now; inside an act.

    Raises:
        RefusedError: there is no such stage, its scores are still awaited, or nothing has changed
            since it was announced.

    """
    ranking = result_so_far(db, config).ranking
    require_scores(db, config, ranking, find_stage(config, stage_id))
    before = announced(db, ranking).get(stage_id)
    if before is not None and before.is_current:
        raise RefusedError("result.announced")
    raw = encode_stage(ranking, stage_id)
    row = {"stage_id": stage_id, "ranking": raw, "staff_id": staff_id, "at": now}
    db.table("stage_announcements").insert(row)
    entry = StageAnnounced(now, stage_id, stage_digest(ranking, stage_id), staff_id)
    append_entry(db, encode_entry(entry))
    note_barred(db, config)


def require_scores(db: Database, config: ExamConfig, ranking: Ranking, stage: Stage) -> None:
    """Refuse to announce a stage whose scores are awaited, or that comes after hidden papers.

    Raises:
        RefusedError: it is too early.

    """
    is_shown = stage in config.stages_before_paper or are_names_open(db, config)
    if stage.id in ranking.awaited or not is_shown:
        raise RefusedError("result.stage-awaited")


def stage_digest(ranking: Ranking, stage_id: str) -> str:
    """Return what stands for the announcement of a stage on the record."""
    return keys.digest("stage", encode_stage(ranking, stage_id)).hex()


def announced(db: Database, ranking: Ranking) -> dict[str, Announced]:
    """Return which stages were announced, and whether what was said still holds."""
    return {
        row["stage_id"]: Announced(
            ExamTime(row["at"]), row["ranking"] == encode_stage(ranking, row["stage_id"])
        )
        for row in db.query(_ANNOUNCED)
    }


def issue_result(
    db: Database, config: ExamConfig, staff_id: str, reason: str, now: ExamTime
) -> None:
    """Issue the result as the record comes to it now; inside an act.

    Raises:
        RefusedError: a stage is awaited, it was issued and nothing has changed since, or it
            replaces an issued one without a reason.

    """
    ranking = result_of(db, config).ranking
    if not ranking.is_final:
        raise RefusedError("result.awaited", stages=len(ranking.awaited))
    before = issued(db, ranking)
    if before is not None and before.is_current:
        raise RefusedError("result.issued")
    if before is not None and not reason:
        raise RefusedError("result.reason")
    raw = encode_ranking(ranking)
    digest = digest_of(ranking)
    row = {"digest": digest, "ranking": raw, "staff_id": staff_id, "at": now, "reason": reason}
    db.table("results").insert(row)
    append_entry(db, encode_entry(ResultIssued(now, digest.hex(), staff_id, reason)))


def issued(db: Database, ranking: Ranking) -> Issued | None:
    """Return the result that was issued last."""
    row = first_row(db, _LAST_RESULT)
    if row is None:
        return None
    is_current = row["digest"] == digest_of(ranking)
    return Issued(ExamTime(row["at"]), row["digest"], row["reason"], is_current)


def digest_of(ranking: Ranking) -> bytes:
    """Return what stands for a ranking on the record, 32 bytes."""
    return keys.digest("ranking", encode_ranking(ranking))


def find_stage(config: ExamConfig, stage_id: str) -> Stage:
    """Return the stage of that id.

    Raises:
        RefusedError: there is none.

    """
    for stage in config.stages:
        if stage.id == stage_id:
            return stage
    raise RefusedError("outside.no-stage", stage=stage_id[:64])
