"""A new card for somebody who lost theirs: another code, and the old one admits nobody any more.

At the seat where they write they go on under the new code; what was written under the old one stays
theirs, and where no seat can open it any more, the opening does.
"""

from sqlite_utils import Database

from exam import keys
from exam.chronicle import CardReplaced, encode_entry
from exam.clock import ExamTime
from exam.codes import Randomness, make_code
from exam.errors import RefusedError
from exam.roster import Application
from server.ceremony import Card
from server.office import OpenExam
from server.sittings import Row, first_row
from server.store import append_entry


def replace_card(
    db: Database,
    exam: OpenExam,
    application_id: str,
    staff_id: str,
    random: Randomness,
    now: ExamTime,
) -> Card:
    """Give a candidate a card with a new code, inside an act; every call draws another one.

    Raises:
        RefusedError: there is no such candidate.

    """
    row = first_row(db, "select * from applications where id = ?", application_id)
    if row is None:
        raise RefusedError("order.nobody", application=application_id)
    card = Card(_application(row), make_code(random))
    stretched = keys.stretch(
        card.code, "card", exam.exam_id, card.application.number, profile=exam.config.kdf_profile
    )
    changed = {"auth_hash": keys.auth_hash(stretched.auth)}
    db.table("applications").update(application_id, changed)
    append_entry(db, encode_entry(CardReplaced(now, application_id, staff_id)))
    return card


def _application(row: Row) -> Application:
    """Return who it is, as a card names them."""
    names = ("number", "name", "nip", "office", "unit", "post_id", "person")
    said = {name: row[name] for name in names}
    return Application(**said, group=row["roster_group"], pseudonym=row["id"])
