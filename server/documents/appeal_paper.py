"""The document of a disclosure, made from an exam: opened, written, put on the record."""

from sqlite_utils import Database

from exam.codes import show_code
from exam.pairing import fingerprint_of
from server.day_record import DayRecord, read_day
from server.disclosing import Disclosure, disclose, record_disclosure
from server.documents.appeal import Appellant, appeal_document
from server.documents.sheet import Occasion
from server.language import load_catalog
from server.office import OpenExam
from server.quorum import Quorum
from server.sittings import application_row


def appeal_paper(exam: OpenExam, quorum: Quorum, number: str, reason: str) -> bytes:
    """Disclose one candidate's paper to a quorum, on the record; returns the document.

    Raises:
        ExamError: as `server.disclosing.disclose` says; nothing is on the record then.

    """
    shown = disclose(exam, quorum, number, reason)
    document = exam.store.read(lambda db: _draw(db, exam, shown))
    record_disclosure(exam, shown, document)
    return document


def _draw(db: Database, exam: OpenExam, shown: Disclosure) -> bytes:
    row = application_row(db, shown.application_id)
    record = read_day(db, exam, sitting_id=row["sitting_id"])
    translate = load_catalog(exam.config.exam.language).gettext
    fingerprint = show_code(fingerprint_of(exam.exam_id))
    occasion = Occasion(exam.config, fingerprint, translate, row["sitting_id"])
    who = Appellant(
        number=row["number"],
        name=row["name"],
        post_name=exam.config.post(row["post_id"]).name,
        members=tuple(record.names.staff.get(one, one) for one in shown.members),
        seats=lambda seat_id: _seat(record, seat_id),
    )
    return appeal_document(shown, who, record.wall, occasion)


def _seat(record: DayRecord, seat_id: str) -> str:
    return record.names.seats.get(seat_id, seat_id)
