"""What seats find out about their PCs: kept with its kinds, and on the record when those change.

What a finding names, programs and addresses, is shown while the seat says it and kept nowhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import msgspec
from sqlite_utils import Database

from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.pc_check import Finding, PcCheck, PcKind, Severity
from exam.proceedings import PcChecked
from server.sittings import first_row
from server.store import append_entry

_KEPT: Final = "select findings from pc_checks where seat_id = ?"


@dataclass(frozen=True, slots=True)
class KeptCheck:
    """What a seat last said of its PC, without what it named, and since when."""

    at: ExamTime
    check: PcCheck


def is_news(db: Database, seat_id: str, check: PcCheck | None) -> bool:
    """Whether a seat says of its PC something else than what is kept."""
    if check is None:
        return False
    row = first_row(db, _KEPT, seat_id)
    return row is None or row["findings"] != _encode(check)


def note_pc_check(db: Database, seat_id: str, check: PcCheck | None, now: ExamTime) -> None:
    """Write down what a seat says of its PC, inside an act; the same again changes nothing."""
    if check is None or not is_news(db, seat_id, check):
        return
    row = {"seat_id": seat_id, "at": now, "findings": _encode(check)}
    db.table("pc_checks").upsert(row, pk="seat_id")
    append_entry(db, encode_entry(_entry(seat_id, check.findings, now)))


def pc_checks_of(db: Database) -> Mapping[str, KeptCheck]:
    """Return what each seat last said of its PC, by seat; also of seats that are silent now."""
    return {
        row["seat_id"]: KeptCheck(
            ExamTime(row["at"]), msgspec.msgpack.decode(row["findings"], type=PcCheck)
        )
        for row in db.query("select seat_id, at, findings from pc_checks")
    }


def _encode(check: PcCheck) -> bytes:
    """Return a check as it is kept: what a finding names may change all the time."""
    nameless = (msgspec.structs.replace(one, detail="") for one in check.findings)
    return msgspec.msgpack.encode(PcCheck(tuple(nameless)))


def _entry(seat_id: str, findings: tuple[Finding, ...], now: ExamTime) -> PcChecked:
    looked_at = [one for one in findings if not one.could_not_be_checked]
    return PcChecked(
        now,
        seat_id,
        stops=_kinds(one for one in looked_at if one.stops),
        passed=_kinds(one for one in looked_at if one.has_passed),
        warnings=_kinds(one for one in looked_at if one.severity is Severity.WARNING),
        notices=_kinds(one for one in looked_at if one.severity is Severity.NOTICE),
        unchecked=_kinds(one for one in findings if one.could_not_be_checked),
    )


def _kinds(findings: Iterable[Finding]) -> tuple[PcKind, ...]:
    return tuple(one.kind for one in findings)
