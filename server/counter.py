"""What kiosks call (`sign-in`, `beat`, `submit`): bytes in, bytes out, without a web framework.

Each call is answered only after its effect is on disk; whatever is refused is raised.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import structlog
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import LinkError, RefusedError
from exam.events import PauseAcknowledged
from exam.protocol import (
    BeatReply,
    BeatRequest,
    SeatStatus,
    ServerTime,
    SignedOrder,
    SignInReply,
    SignInRequest,
    SubmitReply,
    SubmitRequest,
    decode_request,
    encode,
)
from exam.sitting import Phase
from server.admission import Patience, sign_in
from server.enrolment import Seat, seat_of_certificate
from server.envelopes import accept_envelope
from server.evidence import CheckpointKeeper
from server.hall import Hall
from server.intake import Taken, accept_beat
from server.office import OpenExam
from server.orders import signed_orders
from server.pc_checks import is_news, note_pc_check
from server.recovering import Recovering
from server.sittings import pauses_of
from server.store import ledger_size
from server.timeline import MACHINE

_PHASES: Final = frozenset(("", *Phase))
"""What a seat can say of its candidate; before sign-in it says nothing."""

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Heard:
    """Who sent a beat, what is here of it, what is in force, and how long the log then was."""

    seat: Seat
    taken: Taken
    orders: tuple[SignedOrder, ...]
    pauses: tuple[PauseAcknowledged, ...]
    asks_for_all: bool
    ledger_size: int


class Counter:
    """Where kiosks are served; `certificate` is what the seat showed in the handshake (DER)."""

    def __init__(
        self,
        exam: OpenExam,
        hall: Hall,
        checkpoints: CheckpointKeeper,
        recovering: Recovering,
        wall: Callable[[], int] = MACHINE.wall,
    ) -> None:
        self._exam = exam
        self._wall = wall
        self._hall = hall
        self._checkpoints = checkpoints
        self._recovering = recovering
        self._patience = Patience()

    def require_welcome(self, certificate: bytes) -> None:
        """Refuse a seat that was revoked, before much of it is read; a forgotten one may call.

        Raises:
            RefusedError: it was revoked.

        """
        try:
            self._exam.store.read(lambda db: seat_of_certificate(db, sha256(certificate).digest()))
        except RefusedError as error:
            if error.code != "seat.unknown":
                raise

    async def sign_in(self, certificate: bytes, raw: bytes) -> bytes:
        """Admit a candidate at the calling seat.

        Raises:
            ExamError: the call cannot be read, or the candidate is not admitted here now.

        """
        message = decode_request(raw, SignInRequest)

        def act(db: Database, now: ExamTime) -> SignInReply:
            seat = self._recovering.seat_of(db, certificate, now)
            return self._sign_in_patiently(db, seat, message, now)

        return encode(await self._exam.act(act))

    def _sign_in_patiently(
        self, db: Database, seat: Seat, message: SignInRequest, now: ExamTime
    ) -> SignInReply:
        """Sign in on the writer's thread, where no other sign-in can come between."""
        self._patience.require(seat.id, message.number, now)

        def sits_there(seat_id: str, application_id: str) -> bool:
            return self._hall.sits_there(seat_id, application_id, now)

        try:
            reply = sign_in(
                db, self._exam, seat, message, sits_there, now, self._hall.heard_writing
            )
        except RefusedError as error:
            self._note_refusal(error, seat, message.number, now)
            raise
        self._patience.note_success(seat.id, message.number)
        self._exam.timeline.note_told(seat.id)
        self._hall.forget_wishes(reply.application_id)
        self._hall.note_beat(seat.id, reply.application_id, SeatStatus(), False, now)
        return reply

    def _note_refusal(self, error: RefusedError, seat: Seat, number: str, now: ExamTime) -> None:
        """Remember a wrong code, and who wishes to move: a proctor is shown both."""
        if error.code == "sign-in.wrong":
            self._patience.note_failure(seat.id, number, now)
        if error.code == "sign-in.ask-proctor":
            self._patience.note_success(seat.id, number)
            self._hall.note_wish(str(error.details["application"]), seat.id, now)

    async def beat(self, certificate: bytes, raw: bytes) -> bytes:
        """Take in what a seat reports; a beat that brings nothing needs no commit.

        Raises:
            ExamError: the call cannot be read, or is of no seat of this exam.

        """
        message, exam = decode_request(raw, BeatRequest), self._exam
        if message.status.phase not in _PHASES:
            raise LinkError("protocol.message", kind="BeatRequest", problem="phase")

        heard = await self._take_in(certificate, message)
        said = message.status
        exam.timeline.note_report(heard.seat.id, said.run, said.exam_time, said.doubt)
        time = exam.timeline.told()
        self._note(heard, message, ExamTime(time.exam_time))
        if heard.ledger_size > self._checkpoints.size:
            # Nothing is told of which the checkpoint beside it does not show that it was told.
            exam.store.read(lambda db: self._checkpoints.renew(db, ExamTime(time.exam_time)))
        return encode(self._answer(heard, time))

    def _answer(self, heard: _Heard, time: ServerTime) -> BeatReply:
        return BeatReply(
            time=time,
            held=heard.taken.held,
            orders=heard.orders,
            checkpoint=self._checkpoints.latest,
            is_recovering=heard.asks_for_all,
            addresses=self._exam.addresses,
            forks=heard.taken.forks,
            pauses=heard.pauses,
            wall=self._wall(),
        )

    async def _take_in(self, certificate: bytes, message: BeatRequest) -> _Heard:
        """Read what a beat asks for, or write what it may change on the disk."""

        def look(db: Database) -> _Heard | None:
            if self._recovering.is_news(db, certificate, message.checkpoint):
                return None
            seat = self._recovering.seat_of(db, certificate, self._exam.timeline.now())
            is_changed = is_news(db, seat.id, message.status.pc_check)
            return None if is_changed else self._hear(db, certificate, message)

        brings = message.journal or message.left_behind or message.deeds or message.orders
        heard = None if brings or message.is_all else self._exam.store.read(look)
        if heard is not None:
            return heard
        return await self._exam.store.write(lambda db: self._hear(db, certificate, message))

    def _hear(self, db: Database, certificate: bytes, message: BeatRequest) -> _Heard:
        """Take in a beat: first who calls and what was ordered before, which the rest rests on."""
        recovering, now = self._recovering, self._exam.timeline.now()
        seat = recovering.seat_of(db, certificate, now)
        recovering.note_checkpoint(db, message.checkpoint, now, message.status.run)
        recovering.note_orders(db, seat, message.orders, now)
        taken = accept_beat(db, self._exam, seat, message, now)
        note_pc_check(db, seat.id, message.status.pc_check, now)
        if message.is_all and taken.has_all_of(message):
            recovering.note_all(db, seat, now)
        orders = signed_orders(db, message.application_id)
        pauses = pauses_of(db, message.application_id)
        asks_for_all = taken.is_ahead or recovering.asks(db, seat.id)
        return _Heard(seat, taken, orders, pauses, asks_for_all, ledger_size(db))

    def _note(self, heard: _Heard, message: BeatRequest, now: ExamTime) -> None:
        seat, taken = heard.seat, heard.taken
        if taken.refused:
            _log.warning("journal.foreign", seat=seat.id, parts=taken.refused)
        self._hall.note_beat(
            seat.id,
            message.application_id,
            message.status,
            taken.has_all_of(message),
            now,
            sum(len(part.records) for part in message.journal),
        )

    async def submit(self, certificate: bytes, raw: bytes) -> bytes:
        """Keep a sealed envelope and give its receipt.

        Raises:
            ExamError: the call cannot be read, or the envelope is not taken.

        """
        message = decode_request(raw, SubmitRequest)

        def act(db: Database, now: ExamTime) -> SubmitReply:
            self._recovering.seat_of(db, certificate, now)
            return accept_envelope(db, self._exam, message, now)

        return encode(await self._exam.act(act))
