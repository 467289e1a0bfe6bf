"""The schedule of the interviews: drawn once names are open, changed only with a reason.

It stands in the log alone: whoever has the log has the schedule, and can draw it again from its
seed. Once the scoring has begun, who hears whom is fixed; the hour may still be another.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from sqlite_utils import Database

from exam.chronicle import decode_entry, encode_entry
from exam.clock import ExamTime
from exam.config import ExamConfig, InterviewSection
from exam.errors import RefusedError
from exam.hearing_record import (
    HearingEntry,
    HearingMissed,
    HearingMoved,
    HearingsScheduled,
    Session,
)
from exam.hearings import Candidate, Hour, Schedule, draw_hearings, move, schedule_of
from server.interview_scoring import has_begun, require_names
from server.ranking import result_of
from server.scored import ScoredStage, scored_stages
from server.store import append_entry

_BEGINNING: Final = b'{"event":"Hearing'
_LATEST: Final = "select entry from ledger where substr(entry, 1, ?) = ? order by position desc"
_APPLICATIONS: Final = """
    select id, number, name, post_id from applications order by number, id
"""


@dataclass(frozen=True, slots=True)
class Invitable:
    """Somebody who may be heard; expected is whoever reached the interviews by the ranking."""

    application_id: str
    number: str
    name: str
    post_id: str
    is_expected: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """A schedule that somebody asks for; without a seed it goes by number.

    `instead_of` is the digest of the schedule that is to be given up, `reason` why.
    """

    sessions: tuple[Session, ...]
    invited: Collection[str]
    seed: bytes | None
    instead_of: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Interviews:
    """The interviews of one selection: its stage, and how candidates are heard."""

    stage: ScoredStage
    section: InterviewSection

    @property
    def minutes(self) -> int:
        """How long each candidate is heard."""
        return round(self.section.minutes)


def interviews_of(exam_id: bytes, config: ExamConfig) -> Interviews:
    """Return the interviews of a selection.

    Raises:
        RefusedError: it has none.

    """
    for scored in scored_stages(exam_id, config):
        if scored.stage.source == "interview" and config.interview is not None:
            return Interviews(scored, config.interview)
    raise RefusedError("hearing.none")


def schedule_now(db: Database) -> Schedule | None:
    """Return the schedule as it stands, if there is one."""
    rows, found = db.execute(_LATEST, [len(_BEGINNING), _BEGINNING]), list[HearingEntry]()
    # What stands before the last drawing counts no more, so a long log is not read to its start.
    for (raw,) in rows:
        found.append(cast(HearingEntry, decode_entry(raw)))
        if isinstance(found[-1], HearingsScheduled):
            break
    rows.close()
    return schedule_of(reversed(found))


def invitable(db: Database, interviews: Interviews) -> tuple[Invitable, ...]:
    """Return everybody who may be heard, by number.

    Raises:
        RefusedError: names are still hidden.

    """
    require_names(db, interviews.stage)
    result, stage_id = result_of(db, interviews.stage.config), interviews.stage.stage_id
    return tuple(
        Invitable(
            row["id"],
            row["number"],
            row["name"],
            row["post_id"],
            result.standing(row["id"]).step(stage_id).state.is_in,
        )
        for row in db.query(_APPLICATIONS)
    )


def draw_schedule(
    db: Database, interviews: Interviews, wanted: Wanted, staff_id: str, now: ExamTime
) -> Schedule:
    """Give everybody invited an hour and write it down, inside an act.

    Raises:
        RefusedError: another schedule stands meanwhile, the scoring has begun, nobody is invited,
            or the sessions are not enough or not possible.

    """
    present = schedule_now(db)
    if ("" if present is None else present.digest) != wanted.instead_of:
        raise RefusedError("hearing.changed")
    if has_begun(db, interviews.stage):
        raise RefusedError("hearing.begun")
    candidates = _candidates(db, interviews, wanted.invited)
    if not candidates:
        raise RefusedError("hearing.no-people")
    _check_interviewers(wanted.sessions, interviews)
    posts = [post.id for post in interviews.stage.config.posts]
    minutes, seed = interviews.minutes, wanted.seed
    drawn = draw_hearings(wanted.sessions, minutes, candidates, posts, seed)
    entry = HearingsScheduled(
        now,
        "" if seed is None else seed.hex(),
        minutes,
        wanted.sessions,
        drawn,
        staff_id,
        wanted.reason,
    )
    append_entry(db, encode_entry(entry))
    by_application = {one.application_id: one for one in drawn}
    return Schedule(minutes, entry.seed, wanted.sessions, by_application)


def move_hearing(
    db: Database,
    interviews: Interviews,
    application_id: str,
    target: Hour,
    staff_id: str,
    reason: str,
    now: ExamTime,
) -> None:
    """Let somebody be heard at another hour, inside an act; whoever has it takes theirs.

    Done again it changes nothing.

    Raises:
        RefusedError: they have no hour, the hour is taken, somebody would be in two rooms at once,
            or the interviewers would be others though the scoring has begun.

    """
    schedule = _require_schedule(db)
    persons = {
        row["id"]: row["person"]
        for row in db.query("select id, person from applications where person <> ''")
    }
    changes = move(schedule, application_id, target, persons)
    if has_begun(db, interviews.stage):
        before = schedule.appointments
        if any(before[one.application_id].interviewers != one.interviewers for one in changes):
            raise RefusedError("hearing.begun")
    for one in changes:
        append_entry(db, encode_entry(HearingMoved(now, one, staff_id, reason)))


def note_missed(
    db: Database,
    application_id: str,
    staff_id: str,
    reason: str,
    now: ExamTime,
    *,
    is_absent: bool,
) -> None:
    """Note that somebody did not come at their hour, or take that back, inside an act.

    Raises:
        RefusedError: they have no hour.

    """
    schedule = _require_schedule(db)
    if application_id not in schedule.appointments:
        raise RefusedError("hearing.nobody")
    if (application_id in schedule.absent) == is_absent:
        return
    entry = HearingMissed(now, application_id, is_absent, staff_id, reason)
    append_entry(db, encode_entry(entry))


def interviewers_by_candidate(db: Database) -> Mapping[str, tuple[str, ...]]:
    """Return who hears each candidate of the schedule, by application; empty before it is drawn."""
    schedule = schedule_now(db)
    appointments = {} if schedule is None else schedule.appointments
    return {key: one.interviewers for key, one in appointments.items()}


def _require_schedule(db: Database) -> Schedule:
    schedule = schedule_now(db)
    if schedule is None:
        raise RefusedError("hearing.nobody")
    return schedule


def expected(db: Database, interviews: Interviews) -> list[Candidate]:
    """Return everybody who reached the interviews by the ranking.

    Raises:
        RefusedError: names are still hidden.

    """
    people = invitable(db, interviews)
    return _candidates(db, interviews, {one.application_id for one in people if one.is_expected})


def _candidates(db: Database, interviews: Interviews, invited: Collection[str]) -> list[Candidate]:
    rows = db.query("select id, roster_group, person from applications")
    known = {row["id"]: (row["roster_group"], row["person"]) for row in rows}
    return [
        Candidate(one.application_id, one.number, one.post_id, *known[one.application_id])
        for one in invitable(db, interviews)
        if one.application_id in invited
    ]


def _check_interviewers(sessions: Sequence[Session], interviews: Interviews) -> None:
    """Refuse sessions with other interviewers than the selection's file asks for."""
    asked = interviews.section.interviewers
    for number, session in enumerate(sessions, 1):
        given = len(session.interviewers)
        if asked is not None and given != asked:
            raise RefusedError("hearing.interviewers", session=number, given=given, asked=asked)
