"""What the database holds, as the tables of the evidence: sorted by what says nothing of anybody.

Nothing here is in an order in which it was written down, and of what is not open yet there are no
shares. Applications appear by their pseudonyms only.
"""

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from sqlite_utils import Database

from exam import keys
from exam.evidence.lines import (
    ApplicationLine,
    OutsideLine,
    PaperLine,
    ReceiptLine,
    RoundLine,
    ScoreLine,
    SheetLine,
    SignedLine,
)
from exam.receipts import SignedReceipt
from exam.scoring import ROUND_TWO
from server.anonymity import open_map
from server.office import OpenExam
from server.scored import scored_stages
from server.scores import scores_of

_SHARES: Final = """
    select panelist_id, round_share, identity_share from sheets
    where stage_id = :stage and number = :number
    union
    select panelist_id, round_share, identity_share from forced_shares
    where stage_id = :stage and number = :number
"""
_OUTSIDE: Final = """
    select f.stage_id, f.digest, s.application_id, s.score
    from outside_scores s join outside_files f on f.id = s.file_id
    where f.id in (select max(id) from outside_files group by stage_id)
    order by f.stage_id, s.application_id
"""


def order_lines(db: Database, shown: frozenset[str]) -> Iterator[SignedLine]:
    """Give the signed orders of these ids."""
    for row in db.query("select id, body, signature from orders order by id"):
        if row["id"] in shown:
            yield SignedLine(row["body"].hex(), row["signature"].hex())


def receipt_lines(db: Database) -> Iterator[ReceiptLine]:
    """Give the receipt of every envelope."""
    for row in db.query("select digest, receipt from envelopes order by digest"):
        signed = msgspec.msgpack.decode(row["receipt"], type=SignedReceipt)
        yield ReceiptLine(signed.body.hex(), signed.signature.hex(), row["digest"].hex())


def application_lines(db: Database) -> Iterator[ApplicationLine]:
    """Give every application."""
    for row in db.query("select id, post_id from applications order by id"):
        yield ApplicationLine(row["id"], row["post_id"])


def paper_lines(db: Database) -> Iterator[PaperLine]:
    """Give every opened paper."""
    for row in db.query("select code, post_id from papers order by code"):
        yield PaperLine(row["code"], row["post_id"])


def round_lines(db: Database) -> Iterator[RoundLine]:
    """Give every round; its shares once it is open."""
    query = "select * from rounds order by stage_id, number"
    for row in db.query(query):
        shares = _shares(db, row) if row["opened_at"] is not None else []
        held = {one["panelist_id"]: one["round_share"].hex() for one in shares}
        public_key = row["public_key"].hex()
        yield RoundLine(row["stage_id"], row["number"], public_key, dict(sorted(held.items())))


def sheet_lines(db: Database) -> Iterator[SheetLine]:
    """Give every sheet that was committed, sealed."""
    query = "select * from sheets order by stage_id, number, panelist_id"
    for row in db.query(query):
        sealed = row["sealed"].hex()
        yield SheetLine(row["stage_id"], row["number"], row["panelist_id"], sealed)


def score_lines(db: Database, exam: OpenExam) -> Iterator[ScoreLine]:
    """Give the values that count now."""
    for scored in scored_stages(exam.exam_id, exam.config):
        for subject, panelists in sorted(scores_of(db, scored.stage_id).items()):
            for panelist_id, values in sorted(panelists.items()):
                yield ScoreLine(scored.stage_id, subject, panelist_id, dict(sorted(values.items())))


def outside_lines(db: Database) -> Iterator[OutsideLine]:
    """Give the scores from outside, of each stage those of the file that counts."""
    for row in db.query(_OUTSIDE):
        digest = row["digest"].hex()
        yield OutsideLine(row["stage_id"], digest, row["application_id"], row["score"])


def identity_map(db: Database, exam: OpenExam) -> bytes | None:
    """Open the map once more with the released shares; None before it was opened."""
    if db.execute("select 1 from identities").fetchone() is None:
        return None
    (stage,) = (one for one in scored_stages(exam.exam_id, exam.config) if one.hides_names)
    shares = _shares(db, {"stage_id": stage.stage_id, "number": ROUND_TWO})
    identity_key = keys.join_shares([one["identity_share"] for one in shares])
    (opening,) = db.query("select sealed_map, map_commitment from opening")
    found = open_map(identity_key, exam.exam_id, opening["sealed_map"], opening["map_commitment"])
    return msgspec.msgpack.encode(found)


def _shares(db: Database, place: dict[str, Any]) -> list[dict[str, Any]]:
    return list(db.query(_SHARES, {"stage": place["stage_id"], "number": place["number"]}))
