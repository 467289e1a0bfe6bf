"""How far each journal is durably here: recorded each minute, before a move and at the close.

Such a head is what counts as handed in of somebody whose PC never brings an envelope. Only what
came while the candidate was admitted there is recorded; what comes later is a fork.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec
from sqlite_utils import Database

from exam.chronicle import HeadRecorded, encode_entry
from exam.clock import ExamTime
from exam.events import HeadAcknowledged
from exam.journal import SegmentHeader
from exam.sitting import Sitting
from server.office import OpenExam
from server.segments import head_of, read_header
from server.sittings import Row, all_sittings, read_head, sitting_of
from server.store import append_entry

_SEGMENTS: Final = """
    select s.application_id, s.header, b.first + b.count as held, b.head
    from segments s
    join batches b on b.rowid = (
        select rowid from batches where segment_id = s.id order by first desc limit 1
    )
"""
_KEEP: Final = "insert or replace into heads (application_id, admission, head) values (?, ?, ?)"


def record_heads(db: Database, exam: OpenExam, now: ExamTime) -> None:
    """Record how far every journal is here that grew since the last time, inside an act.

    Nothing is recorded while it is not known what time it is.
    """
    if not exam.timeline.is_settled:
        return
    by_application: defaultdict[str, list[Row]] = defaultdict(list)
    for segment in db.query(_SEGMENTS):
        by_application[segment["application_id"]].append(segment)
    if not by_application:
        return
    sittings = all_sittings(db)
    known = {(row["application_id"], row["admission"]): row["head"] for row in _heads(db)}
    for row in db.query("select id, admission from applications"):
        segments, sitting = by_application[row["id"]], sittings[row["id"]]
        _record(db, row, segments, sitting, known.get((row["id"], row["admission"])), now)


def record_head(db: Database, application: Row, now: ExamTime) -> None:
    """Record how far the journal of one application is here, inside an act."""
    application_id = application["id"]
    segments = list(db.query(f"{_SEGMENTS} where s.application_id = ?", [application_id]))
    known = {row["admission"]: row["head"] for row in _heads(db, application_id)}
    sitting = sitting_of(db, application)
    _record(db, application, segments, sitting, known.get(application["admission"]), now)


def record_heard(db: Database, heard: Mapping[tuple[str, str], ExamTime]) -> None:
    """Write down when applications were last heard of at the seats at which they are admitted."""
    db.conn.executemany(
        "update applications set heard_at = max(heard_at, ?) where id = ? and seat_id = ?",
        [(at, application_id, seat_id) for (application_id, seat_id), at in heard.items()],
    )


def _heads(db: Database, application_id: str | None = None) -> Iterable[dict[str, Any]]:
    if application_id is None:
        return db.query("select application_id, admission, head from heads")
    return db.query("select admission, head from heads where application_id = ?", [application_id])


def _record(
    db: Database,
    application: Row,
    segments: Sequence[Row],
    sitting: Sitting,
    known: bytes | None,
    now: ExamTime,
) -> None:
    """Record the furthest segment of the admission in force, unless that is recorded."""
    admission = application["admission"]
    furthest = _countable(segments, admission, sitting)
    if furthest is None or not admission or sitting.closed_at is not None:
        return
    header, row = furthest
    reached = (sitting.revision, header.segment_id.hex(), row["held"])
    if known is not None and _says(read_head(known), reached, now):
        return
    head = HeadAcknowledged(
        revision=sitting.revision,
        admission=admission,
        at=now,
        segment_id=header.segment_id.hex(),
        generation=header.generation,
        count=row["held"],
        head=head_of(db, row).hex(),
    )
    db.execute(_KEEP, [application["id"], admission, msgspec.msgpack.encode(head)])
    append_entry(db, encode_entry(HeadRecorded(now, application["id"], head)))


def _countable(
    segments: Sequence[Row], admission: int, sitting: Sitting
) -> tuple[SegmentHeader, Row] | None:
    """Return the furthest segment of the admission in force.

    A restored server has forgotten how far it was before a move: what came back is that.
    """
    furthest = _furthest(segments, admission)
    if furthest is None and not sitting.known(HeadAcknowledged):
        return _furthest(segments)
    return furthest


def _furthest(
    segments: Sequence[Row], admission: int | None = None
) -> tuple[SegmentHeader, Row] | None:
    """Return the segment that lies furthest on its line, of all or of those of one admission."""
    read = ((read_header(row["header"]), row) for row in segments)
    found = [one for one in read if admission in (None, one[0].admission)]

    def reach(one: tuple[SegmentHeader, Row]) -> tuple[int, int, int]:
        header, row = one
        return (header.admission, header.generation, row["held"])

    return max(found, key=reach, default=None)


def _says(head: HeadAcknowledged, reached: tuple[int, str, int], now: ExamTime) -> bool:
    """Whether a head says so already; one of a time that was taken back counts for nothing."""
    return (head.revision, head.segment_id, head.count) == reached and head.at <= now
