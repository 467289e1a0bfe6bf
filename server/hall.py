"""The hall as the proctor sees it: who sits where, how far they are, and the order to start.

What seats last reported lives in memory only; who is signed in, what is handed in and what was
ordered is in the database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlite_utils import Database

from exam.chronicle import StartOrdered, encode_entry
from exam.clock import Allowance, ExamTime
from exam.codes import show_code
from exam.config import ExamConfig
from exam.protocol import (
    SEAT_TIMEOUT_SECONDS,
    SignedOrder,
    StartOrder,
    decode,
    sign_order,
)
from exam.seal import SignedReceipt, receipt_code
from exam.sitting import Phase
from server.office import OpenExam
from server.store import append_entry

_START: Final = "start"
_WORDS_STEP: Final = 100
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """What a seat said in its last beat; `application_id` is empty before sign-in."""

    application_id: str
    phase: Phase | None
    words: int
    at: ExamTime


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One line of the proctor's page; words are rounded to hundreds, times in milliseconds."""

    seat_name: str | None
    number: str | None = None
    name: str | None = None
    post_name: str | None = None
    phase: Phase | None = None
    words: int = 0
    remaining: int | None = None
    last_beat_age: int | None = None
    receipt_code: str | None = None


class Hall:
    """What each seat last reported."""

    def __init__(self) -> None:
        self._reports: dict[str, Report] = {}

    def note_beat(
        self, seat_id: str, application_id: str, phase: Phase | None, words: int, at: ExamTime
    ) -> None:
        """Remember what a seat says now."""
        rounded = (words + _WORDS_STEP // 2) // _WORDS_STEP * _WORDS_STEP
        self._reports[seat_id] = Report(application_id, phase, rounded, at)

    def sits_there(self, seat_id: str, application_id: str, now: ExamTime) -> bool:
        """Whether a seat was lately heard of with that application."""
        report = self._reports.get(seat_id)
        return (
            report is not None
            and report.application_id == application_id
            and now - report.at < SEAT_TIMEOUT_SECONDS * 1000
        )

    def seats(self, db: Database, config: ExamConfig, now: ExamTime) -> tuple[SeatLine, ...]:
        """Return every seat by name, then every application that is at no seat, by number."""
        return _Page(db, config, self._reports, now).lines()


class _Page:
    """The proctor's page at one moment."""

    def __init__(
        self, db: Database, config: ExamConfig, reports: Mapping[str, Report], now: ExamTime
    ) -> None:
        self._posts = {post.id: post.name for post in config.posts}
        self._reports = reports
        self._now = now
        order = start_order(db)
        self._start = None if order is None else ExamTime(order.at)
        self._seats = list(db.query("select id, name from seats where revoked = 0 order by name"))
        self._applications = {
            row["id"]: row
            for row in db.query(
                "select id, number, name, post_id, length, seat_id from applications"
                " order by number"
            )
        }
        self._receipts = _receipt_codes(db)

    def lines(self) -> tuple[SeatLine, ...]:
        seated = [(seat, self._occupant(seat["id"])) for seat in self._seats]
        shown = {row["id"] for _, row in seated if row is not None}
        elsewhere = [row for key, row in self._applications.items() if key not in shown]
        return (
            *(self._line(seat, row) for seat, row in seated),
            *(self._line(None, row) for row in elsewhere),
        )

    def _occupant(self, seat_id: str) -> Row | None:
        """Return who is at a seat: as it reports, or as last signed in while it is silent."""
        report = self._reports.get(seat_id)
        if report is not None:
            row = self._applications.get(report.application_id)
            return row if row is not None and row["seat_id"] == seat_id else None
        return _first_open(
            [row for row in self._applications.values() if row["seat_id"] == seat_id],
            self._receipts,
        )

    def _line(self, seat: Row | None, row: Row | None) -> SeatLine:
        seat_name = None if seat is None else str(seat["name"])
        report = None if seat is None else self._reports.get(seat["id"])
        age = None if report is None else self._now - report.at
        if row is None:
            return SeatLine(seat_name, last_beat_age=age)
        receipt = self._receipts.get(row["id"])
        return SeatLine(
            seat_name=seat_name,
            number=row["number"],
            name=row["name"],
            post_name=self._posts.get(row["post_id"], row["post_id"]),
            phase=_phase(row, report, receipt),
            words=0 if report is None else report.words,
            remaining=None if receipt is not None else self._remaining(row),
            last_beat_age=age,
            receipt_code=receipt,
        )

    def _remaining(self, row: Row) -> int:
        if self._start is None:
            return int(row["length"])
        return Allowance(self._start, row["length"]).remaining(self._now)


def _first_open(rows: Sequence[Row], receipts: Mapping[str, str]) -> Row | None:
    """Prefer whoever has not handed in: they are the ones who may still sit there."""
    return min(rows, key=lambda row: row["id"] in receipts, default=None)


def _phase(row: Row, report: Report | None, receipt: str | None) -> Phase | None:
    if receipt is not None:
        return Phase.SUBMITTED
    if report is not None and report.phase is not None:
        return report.phase
    return None if row["seat_id"] is None else Phase.SIGNED_IN


def _receipt_codes(db: Database) -> dict[str, str]:
    """Return the shown receipt code of each application's latest envelope."""
    rows = db.query("select application_id, receipt from envelopes order by revision")
    return {
        row["application_id"]: show_code(
            receipt_code(msgspec.msgpack.decode(row["receipt"], type=SignedReceipt))
        )
        for row in rows
    }


def order_start(db: Database, exam: OpenExam, staff_id: str, now: ExamTime) -> StartOrder:
    """Order the start for everybody, inside an act; ordering again returns the same order."""
    ordered = start_order(db)
    if ordered is not None:
        return ordered
    at = ExamTime(now + exam.config.sitting.start_lead_seconds * 1000)
    order = StartOrder(exam.exam_id, at, exam.topic_key)
    signed = sign_order(order, exam.signing_secret)
    row = {"kind": _START, "body": signed.body, "signature": signed.signature}
    db.table("orders").insert(row)
    append_entry(db, encode_entry(StartOrdered(now, staff_id, at)))
    return order


def start_order(db: Database) -> StartOrder | None:
    """Return the order to start, once it was given."""
    orders = signed_orders(db, _START)
    return decode(orders[0].body, StartOrder) if orders else None


def signed_orders(db: Database, kind: str = _START) -> tuple[SignedOrder, ...]:
    """Return the orders in force of one kind, as kiosks get them in every beat."""
    rows = db.query("select body, signature from orders where kind = ? order by id", [kind])
    return tuple(SignedOrder(row["body"], row["signature"]) for row in rows)
