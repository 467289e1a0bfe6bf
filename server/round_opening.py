"""A round opens by the last share that it needs, and not before.

All sheets are opened and checked before anything is written, in the act that brought the share:
either every score of the round is here, or none.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.scoring import (
    ROUND_TWO,
    Sheet,
    decode_sheet,
    digest_of_sheets,
    require_whole_sheet,
)
from exam.scoring_record import RoundOpened
from server.assignments import subjects_for
from server.reveal import reveal
from server.rounds import awaited, join_round, open_sheet
from server.scored import ScoredStage
from server.store import append_entry


def open_if_last(db: Database, scored: ScoredStage, number: int, now: ExamTime) -> None:
    """Open a round, and with round two the names, unless a share is still awaited; in an act.

    Raises:
        IntegrityError: shares, a sheet or the map are not what was sealed; nothing is opened then.

    """
    if awaited(db, scored.stage_id, number):
        return
    sheets = _open_sheets(db, scored, number)
    db.table("scores").insert_all(_rows(scored.stage_id, number, sheets))
    db.table("rounds").update((scored.stage_id, number), {"opened_at": now})
    digest = digest_of_sheets(sheets).hex()
    append_entry(db, encode_entry(RoundOpened(now, scored.stage_id, number, digest)))
    if number == ROUND_TWO and scored.hides_names:
        reveal(db, scored, now)


def _open_sheets(db: Database, scored: ScoredStage, number: int) -> dict[str, Sheet]:
    seed = join_round(db, scored.stage_id, number)
    query = "select panelist_id, sealed from sheets where stage_id = ? and number = ?"
    sheets = {}
    for row in db.query(query, [scored.stage_id, number]):
        panelist_id = row["panelist_id"]
        sheet = decode_sheet(open_sheet(seed, row["sealed"], scored, number, panelist_id))
        subjects = subjects_for(db, scored, number, panelist_id)
        require_whole_sheet(sheet, subjects, scored.rubric, number)
        sheets[panelist_id] = sheet
    return sheets


def _rows(stage_id: str, number: int, sheets: Mapping[str, Sheet]) -> Iterator[dict[str, Any]]:
    for panelist_id, sheet in sheets.items():
        for subject, verdict in sheet.items():
            for criterion_id, value in verdict.values.items():
                yield {
                    "stage_id": stage_id,
                    "number": number,
                    "panelist_id": panelist_id,
                    "subject": subject,
                    "criterion_id": criterion_id,
                    "value": value,
                    "reason": verdict.reason,
                }
