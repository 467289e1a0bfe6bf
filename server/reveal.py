"""The last lock turns the last key: sealed scores and the map of codes to applications open.

Everything opened is checked before anything is written, and it is written in the act of the last
lock: either the whole panel is locked and the result is here, or neither.
"""

from collections.abc import Iterable
from typing import Any, Final

import msgspec
from sqlite_utils import Database

from exam import keys
from exam.chronicle import IdentitiesOpened, encode_entry
from exam.clock import ExamTime
from exam.config import ExamConfig
from exam.errors import KeyMismatchError, SealError
from server.anonymity import open_map
from server.store import append_entry

HIGHEST_SCORE: Final = 100
_Sheets = dict[str, dict[str, int]]


def reveal(db: Database, exam_id: bytes, config: ExamConfig, now: ExamTime) -> None:
    """Join the released shares and open all scores and identities, inside the last lock's act.

    Raises:
        IntegrityError: shares, scores or map are not what was sealed.

    """
    locks = list(db.query("select * from locks order by panelist_id"))
    (opening,) = db.query("select * from opening")
    round_seed = keys.join_shares([lock["round_share"] for lock in locks])
    if keys.sealing_public_key(round_seed) != opening["round_public_key"]:
        raise KeyMismatchError("keys.mismatch", purpose="round")
    codes = {row["code"] for row in db.query("select code from papers")}
    sheets = {lock["panelist_id"]: _open_sheet(lock, exam_id, round_seed) for lock in locks}
    for sheet in sheets.values():
        _require_complete(sheet, codes, {criterion.id for criterion in config.writing.rubric})
    identity_key = keys.join_shares([lock["identity_share"] for lock in locks])
    commitment = opening["map_commitment"]
    applications = open_map(identity_key, exam_id, opening["sealed_map"], commitment).applications
    if applications.keys() != codes:
        raise SealError("seal.map")
    db.table("scores").insert_all(_score_rows(sheets))
    db.table("identities").insert_all(
        {"paper_code": code, "application_id": application}
        for code, application in applications.items()
    )
    entry = IdentitiesOpened(at=now, map_commitment=commitment.hex())
    append_entry(db, encode_entry(entry))


def _open_sheet(lock: dict[str, Any], exam_id: bytes, round_seed: bytes) -> _Sheets:
    plaintext = keys.open_sealed(
        round_seed, lock["sealed_scores"], "scores", exam_id, lock["panelist_id"]
    )
    try:
        return msgspec.msgpack.decode(plaintext, type=_Sheets)
    except msgspec.MsgspecError:
        raise SealError("seal.damaged") from None


def _require_complete(sheet: _Sheets, codes: set[str], criteria: set[str]) -> None:
    if sheet.keys() != codes:
        raise SealError("seal.damaged")
    for scores in sheet.values():
        in_range = all(0 <= value <= HIGHEST_SCORE for value in scores.values())
        if scores.keys() != criteria or not in_range:
            raise SealError("seal.damaged")


def _score_rows(sheets: dict[str, _Sheets]) -> Iterable[dict[str, str | int]]:
    for panelist_id, sheet in sheets.items():
        for code, scores in sheet.items():
            for criterion_id, value in scores.items():
                yield {
                    "panelist_id": panelist_id,
                    "paper_code": code,
                    "criterion_id": criterion_id,
                    "value": value,
                }
