"""What kiosks bring: journal records, whoever wrote them, and what seats report of candidates.

Every function here is an act on the database and may be repeated without harm. Whatever is genuine
is kept; where it was brought too late to continue the candidate's text, it is kept beside it.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import JournalError
from exam.journal import SegmentHeader
from exam.protocol import BeatRequest, Held, SegmentPart
from server.enrolment import Seat
from server.office import OpenExam
from server.segments import read_header, store_part
from server.sittings import Row, first_row, note_deeds


@dataclass(frozen=True, slots=True)
class Taken:
    """What is here of all that a beat named, and how many parts of it could not be taken.

    `forks` is how many texts lie beside the line of the beat's candidate. A beat that
    `is_ahead` names an admission that is not known here, so this server was restored.
    """

    held: tuple[Held, ...] = ()
    refused: int = 0
    forks: int = 0
    is_ahead: bool = False

    def has_all_of(self, request: BeatRequest) -> bool:
        """Whether every record that a beat named is here."""
        counts = {held.segment_id: held.count for held in self.held}
        return not self.refused and all(
            counts[read_header(part.header).segment_id] >= part.first + len(part.records)
            for part in request.journal
        )


def accept_beat(
    db: Database, exam: OpenExam, seat: Seat, request: BeatRequest, now: ExamTime
) -> Taken:
    """Store the new records of a beat and say how many of each segment are here.

    Nothing of it is refused as a whole: a seat that the candidate has left learns that from its
    orders, and what it still has is kept.
    """
    held, refused = accept_parts(db, exam, seat, (*request.journal, *request.left_behind))
    row = _application(db, request.application_id)
    if row is None:
        return Taken(held, refused, is_ahead=bool(request.application_id))
    if row["seat_id"] == seat.id and request.admission >= row["admission"]:
        note_deeds(db, seat.id, row["id"], request.deeds, now)
    is_ahead = request.admission > row["admission"]
    return Taken(held, refused, int(row["forks"]), is_ahead)


def accept_parts(
    db: Database, exam: OpenExam, seat: Seat, parts: Iterable[SegmentPart]
) -> tuple[tuple[Held, ...], int]:
    """Store records of anybody that a seat keeps; says what is held and how many were refused.

    What may not be brought, or cannot be read, holds nothing else up.
    """
    held, refused = [], 0
    for part in parts:
        with suppress(JournalError):
            if _may_bring(db, exam, seat, read_header(part.header)):
                held.append(store_part(db, part, seat.id))
                continue
        refused += 1
    return tuple(held), refused


def _may_bring(db: Database, exam: OpenExam, seat: Seat, header: SegmentHeader) -> bool:
    """Say whether a seat may bring records of a segment, of whomever they are.

    What is being written now grows by the seat alone at which it is written, and nothing is written
    under an admission that was never given.
    """
    row = _application(db, header.application_id)
    if row is None or header.exam_id != exam.exam_id:
        return False
    if header.admission == row["admission"]:
        return bool(row["seat_id"] == seat.id)
    return bool(header.admission < row["admission"])


def _application(db: Database, application_id: str) -> Row | None:
    if not application_id:
        return None
    query = "select id, seat_id, admission, forks from applications where id = ?"
    return first_row(db, query, application_id)
