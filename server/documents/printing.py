"""Everything that can be printed at any time, by kind: nothing here holds a secret.

What holds one is written when the exam is created and never again: see `secret_papers`.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Final

from sqlite_utils import Database

from exam.codes import show_code
from exam.config import ExamConfig
from exam.errors import ConfigError
from exam.pairing import fingerprint_of
from exam.receipts import provisional_code
from server.day_record import DayRecord, read_day
from server.documents.attendance_list import attendance_list
from server.documents.conduct_rules import conduct_rules
from server.documents.dates import full_date, hour, zone
from server.documents.integrity_pact import integrity_pact
from server.documents.minutes_conduct import conduct_minutes
from server.documents.minutes_disruptions import disruption_minutes
from server.documents.receipt_slips import Slip, receipt_slips
from server.documents.seat_labels import seat_labels
from server.documents.sheet import Occasion, Translate
from server.language import load_catalog
from server.minutes_data import Presence
from server.office import OpenExam
from server.paper_kinds import Printed
from server.roll import places_of, roll_of
from server.sittings import ONLY


def printable(config: ExamConfig) -> Collection[Printed]:
    """Return what can be printed: where nothing is written, what is signed before the start."""
    return tuple(Printed) if config.has_paper else (Printed.PACT,)


def print_paper(kind: Printed, exam: OpenExam, sitting_id: str = ONLY) -> bytes:
    """Draw a paper of a sitting as things stand now; equal things give equal bytes.

    Raises:
        ConfigError: it is about a sitting, and nothing is written.

    """
    if kind not in printable(exam.config):
        raise ConfigError("plan.no-paper")
    fingerprint = show_code(fingerprint_of(exam.exam_id))
    translate = load_catalog(exam.config.exam.language).gettext
    occasion = Occasion(exam.config, fingerprint, translate, sitting_id)
    return exam.store.read(lambda db: _DRAWN[kind](db, exam, occasion))


def _labels(db: Database, exam: OpenExam, occasion: Occasion) -> bytes:
    roll = roll_of(db, exam.config, occasion.sitting_id)
    return seat_labels(places_of(db, exam.config, occasion.sitting_id), roll, occasion)


def _attendance(db: Database, exam: OpenExam, occasion: Occasion) -> bytes:
    return attendance_list(roll_of(db, exam.config, occasion.sitting_id), occasion)


def _rules(_db: Database, _exam: OpenExam, occasion: Occasion) -> bytes:
    return conduct_rules(occasion)


def _pact(_db: Database, _exam: OpenExam, occasion: Occasion) -> bytes:
    return integrity_pact(occasion)


def _receipts(db: Database, exam: OpenExam, occasion: Occasion) -> bytes:
    record = read_day(db, exam, sitting_id=occasion.sitting_id)
    slips = [
        _slip(db, one, record, occasion.translate)
        for one in record.day.presences
        if one.handed_in_at is not None
    ]
    return receipt_slips(slips, occasion)


def _slip(db: Database, one: Presence, record: DayRecord, translate: Translate) -> Slip:
    query = "select signed from envelopes where receipt_code = ? and application_id = ?"
    rows = db.execute(query, [one.receipt_code, one.entrant.application_id]).fetchall()
    provisional = provisional_code(rows[0][0]) if rows else ""
    received = _moment(record.wall.at(one.handed_in_at or 0), translate)
    return Slip(one.entrant, received, one.revision, one.receipt_code, provisional)


def _moment(instant: datetime, translate: Translate) -> str:
    _ = translate
    at = f"{hour(instant, with_seconds=True)} {zone(instant)}"
    return _("{day}, {hour}").format(day=full_date(instant.date(), translate), hour=at)


def _minutes(db: Database, exam: OpenExam, occasion: Occasion) -> bytes:
    return conduct_minutes(read_day(db, exam, sitting_id=occasion.sitting_id), occasion)


def _disruptions(db: Database, exam: OpenExam, occasion: Occasion) -> bytes:
    return disruption_minutes(read_day(db, exam, sitting_id=occasion.sitting_id), occasion)


_DRAWN: Final[Mapping[Printed, Callable[[Database, OpenExam, Occasion], bytes]]] = {
    Printed.LABELS: _labels,
    Printed.ATTENDANCE: _attendance,
    Printed.RULES: _rules,
    Printed.PACT: _pact,
    Printed.RECEIPTS: _receipts,
    Printed.MINUTES: _minutes,
    Printed.DISRUPTIONS: _disruptions,
}
