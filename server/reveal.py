"""The last final lock turns the last key: the map of codes to applications opens.

It is checked against its commitment before anything is written, in the act of that lock: either
all needed locks are here and so are the names, or neither.
"""

from sqlite_utils import Database

from exam import keys
from exam.chronicle import IdentitiesOpened, encode_entry
from exam.clock import ExamTime
from exam.errors import SealError
from exam.scoring import ROUND_TWO
from server.anonymity import open_map
from server.scored import ScoredStage
from server.store import append_entry

_SHARES = """
    select identity_share from sheets where stage_id = :stage and number = :number
    union all
    select identity_share from forced_shares where stage_id = :stage and number = :number
"""


def reveal(db: Database, scored: ScoredStage, now: ExamTime) -> None:
    """Join the released shares and open all identities, inside the last lock's act.

    Raises:
        IntegrityError: shares or map are not what was sealed.

    """
    rows = db.query(_SHARES, {"stage": scored.stage_id, "number": ROUND_TWO})
    identity_key = keys.join_shares([row["identity_share"] for row in rows])
    (opening,) = db.query("select * from opening")
    commitment = opening["map_commitment"]
    found = open_map(identity_key, scored.exam_id, opening["sealed_map"], commitment)
    if found.applications.keys() != {row["code"] for row in db.query("select code from papers")}:
        raise SealError("seal.map")
    db.table("identities").insert_all(
        {"paper_code": code, "application_id": application}
        for code, application in found.applications.items()
    )
    append_entry(db, encode_entry(IdentitiesOpened(at=now, map_commitment=commitment.hex())))


def is_revealed(db: Database) -> bool:
    """Whether names stand behind the codes of papers for everybody to see."""
    return db.execute("select 1 from identities").fetchone() is not None
