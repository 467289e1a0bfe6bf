"""Who does not come to the paper: whoever did not go on from a stage before it, or was taken out.

The last announcement of each stage counts, and the last decision on each application. What follows
is kept with the application, written anew by the act that changes it; before the first announcement
everybody is expected.

An announcement may have been overtaken: by a later one of a stage before it, for whoever had not
reached it then, and for whoever was taken back since. Of those the ranking says how they stand now.
"""

from collections.abc import Container, Iterator, Mapping
from typing import Final

import msgspec
from sqlite_utils import Database

from exam.config import ExamConfig
from exam.result_record import Decision
from exam.standings import Ranking, StepState
from server.ranking import result_so_far
from server.sittings import Row, common_sitting, first_row

_ANNOUNCED: Final = """
    select id, at, ranking from stage_announcements where stage_id = ? order by id desc limit 1
"""
_DECIDED: Final = """
    select application_id, decision, stage_id, at from decisions
    where id in (select max(id) from decisions group by application_id)
"""
_CLEAR: Final = "update applications set barred = '', barred_at = '' where sitting_id = ?"
_BAR: Final = """
    update applications set barred = ?, barred_at = ? where id = ? and sitting_id = ?
"""
_GONE: Final = "not-gone-on"
"""Why somebody is barred whom no decision took out."""
_BY_DECISION: Final = frozenset({StepState.WITHDRAWN, StepState.DISQUALIFIED})


class _Step(msgspec.Struct, frozen=True):
    """What an announcement says of an application; its score does not matter here."""

    state: StepState


def note_barred(db: Database, config: ExamConfig) -> None:
    """Work out anew who does not come to the paper, inside the act that changed it.

    Who was expected at a sitting that is closed stays as it is: its minutes count them.
    """
    if not config.has_paper:
        return
    barred = _barred(db, config)
    for sitting_id in config.writing.sitting_ids:
        if common_sitting(db, 0, sitting_id).closed_at is None:
            db.execute(_CLEAR, [sitting_id])
            for application_id, (why, stage_id) in barred.items():
                db.execute(_BAR, [why, stage_id, application_id, sitting_id])


def _barred(db: Database, config: ExamConfig) -> Mapping[str, tuple[str, str]]:
    """Return why and from which stage on, by application."""
    found: dict[str, tuple[str, str]] = {}
    decided = {row["application_id"]: row for row in db.query(_DECIDED)}
    ranking = result_so_far(db, config).ranking
    latest = 0
    for stage in config.stages_before_paper:
        row = first_row(db, _ANNOUNCED, stage.id)
        if row is None:
            continue
        back = {one for one, word in decided.items() if _is_back_since(word, row["at"])}
        states = _announced_states(row, ranking, stage.id, back, is_overtaken=row["id"] < latest)
        for application_id, state in states:
            if not state.is_in and state not in _BY_DECISION:
                found.setdefault(application_id, (_GONE, stage.id))
        latest = max(latest, row["id"])
    until = {stage.id for stage in (*config.stages_before_paper, config.writing.stage)}
    for row in decided.values():
        if row["stage_id"] in until and row["decision"] != Decision.READMITTED:
            found[row["application_id"]] = (row["decision"], row["stage_id"])
    return found


def _announced_states(
    row: Row, ranking: Ranking, stage_id: str, back: Container[str], *, is_overtaken: bool
) -> Iterator[tuple[str, StepState]]:
    """Give what became of each application at a stage, by an announcement and what overtook it."""
    steps = msgspec.json.decode(row["ranking"], type=dict[str, _Step])
    for application_id, step in steps.items():
        is_old = is_overtaken and step.state is StepState.NOT_REACHED
        now = ranking.standing(application_id) if is_old or application_id in back else None
        yield application_id, step.state if now is None else now.step(stage_id).state


def _is_back_since(decided: Row, at: int) -> bool:
    """Whether somebody was taken back after that moment, in exam time."""
    return decided["decision"] == Decision.READMITTED and bool(decided["at"] >= at)
