"""How a candidate gets in: the server is asked, and if it cannot answer, what this PC kept."""

from contextlib import suppress
from dataclasses import replace
from typing import Final

from exam.errors import DirectoryError, LinkError, RefusedError
from exam.events import SeatAdmitted, StartEntered
from exam.protocol import SignInReply
from kiosk.admission import FoundWork, Proof, find_work, prove, spellings
from kiosk.clock import ExamClock
from kiosk.machine import Machine
from kiosk.orders import OrderBook
from kiosk.reading import Reader
from kiosk.returning import find_sign_in, keep_sign_in
from kiosk.saving import within
from kiosk.settings import Seat
from kiosk.spool import Spool
from kiosk.sync import Sync

_NOT_THIS_NUMBER: Final = frozenset({"sign-in.wrong", "sign-in.wait", "sign-in.offline"})
_ASK_PROCTOR: Final = "sign-in.ask-proctor"
_DISK_SECONDS: Final = 1.0
_REMEMBERED: Final = 3
_CANNOT_ANSWER_NOW: Final = frozenset({"server.settling", "server.failed"})


class Door:
    """The way in at one PC."""

    def __init__(
        self,
        seat: Seat,
        spool: Spool,
        machine: Machine,
        orders: OrderBook,
        sync: Sync,
        reader: Reader,
        clock: ExamClock,
    ) -> None:
        self._seat = seat
        self._spool = spool
        self._machine = machine
        self._orders = orders
        self._sync = sync
        self._reader = reader
        self._clock = clock
        self._proven: dict[tuple[str, str], Proof] = {}
        self._sent_to_proctor: set[str] = set()
        self._waited_for_latest: set[str] = set()

    async def admit(
        self, number: str, code: str, *, takes_older: bool
    ) -> tuple[Proof, SignInReply, FoundWork]:
        """Prove a code for a number, however many zeros of it were typed, and find the work.

        Raises:
            RefusedError: the server does not admit this number with this code here, or not yet;
                or no server answers, and this card opens nothing that is kept here, or only an
                older text, which nobody said to take.
            LinkError: the server cannot be reached, and nothing at all is kept here.

        """
        proof, reply, is_of_server = await self._prove(number, code)
        found = await self._find(proof, reply)
        if not is_of_server and (found.recovery.trouble is not None or self._lacks(found)):
            # What is damaged here is whole at the server, which is worth another call.
            proof, reply, is_of_server = await self._enter(
                proof, reply, is_anything_kept=True, is_needed=True
            )
            found = await self._find(proof, reply)
        if self._lacks(found) and not is_of_server and not takes_older:
            self._waited_for_latest.add(reply.application_id)
            raise RefusedError("sign-in.older", age=self._age_of(found))
        if self._lacks(found) and reply.application_id in self._waited_for_latest:
            found = replace(found, is_older=True)
        self._waited_for_latest.discard(reply.application_id)
        return proof, reply, found

    def _lacks(self, found: FoundWork) -> bool:
        """Whether something was written here, or may have been, that this PC does not have."""
        deeds, now = found.recovery.draft.deeds, self._clock.now()
        has_begun = any(isinstance(deed, StartEntered) for deed in deeds)
        is_under_way = has_begun or self._orders.is_sitting_under_way(now)
        return found.is_older or (found.may_be_older and is_under_way)

    def _age_of(self, found: FoundWork) -> int:
        """How long ago the text was left that was found, in milliseconds; 0 if there is none."""
        now, last_at = self._clock.now(), found.recovery.last_at
        return 0 if now is None or last_at is None else max(1, now - last_at)

    async def _find(self, proof: Proof, reply: SignInReply) -> FoundWork:
        """Find the work of whoever was admitted."""
        kept = await self._reader.work_of(reply.application_id)
        orders = self._orders.concerning(reply.application_id, reply.sitting_id)
        return await self._machine.in_thread(
            find_work, kept, reply, proof.card_key, orders, self._clock.last_life
        )

    async def ask(self, number: str, code: str) -> tuple[Proof, SignInReply]:
        """Ask the server, and nobody else.

        Raises:
            RefusedError: it does not admit this number with this code here, or not yet.
            LinkError: it cannot be reached.

        """
        proof = await self._stretched(number, code)
        return proof, await self._sync.sign_in(proof.request)

    async def keep(self, proof: Proof, reply: SignInReply) -> None:
        """Keep what it takes to come back without a server; a disk that refuses is told of."""
        spool, random = self._spool.of_application(reply.application_id), self._machine.random
        exam_id, card_key = self._seat.exam_id, proof.card_key
        keeping = self._machine.in_thread(keep_sign_in, spool, reply, exam_id, card_key, random)
        with suppress(DirectoryError):
            await within(keeping, _DISK_SECONDS)

    async def _prove(self, number: str, code: str) -> tuple[Proof, SignInReply, bool]:
        """Ask for each spelling; one whose card opens what is kept here is the only one."""
        proofs = [await self._stretched(each, code) for each in spellings(number)]
        admissions = await self._reader.admissions()
        found = [find_sign_in(admissions, self._seat.exam_id, each.card_key) for each in proofs]
        tries = list(zip(proofs, found, strict=True))
        *others, last = [each for each in tries if each[1] is not None] or tries
        for proof, kept in others:
            try:
                return await self._enter(proof, kept, is_anything_kept=bool(admissions))
            except RefusedError as error:
                if error.code not in _NOT_THIS_NUMBER:
                    raise
        return await self._enter(*last, is_anything_kept=bool(admissions))

    async def _enter(
        self,
        proof: Proof,
        kept: SignInReply | None,
        *,
        is_anything_kept: bool,
        is_needed: bool = False,
    ) -> tuple[Proof, SignInReply, bool]:
        """Ask the server; if it cannot answer now, take what is kept here, if the card opens it.

        Returns whether the server answered as well.
        """
        is_needed = is_needed or kept is None or self._has_moved(proof, kept)
        try:
            reply = await self._sync.sign_in(proof.request, is_needed=is_needed)
        except (LinkError, RefusedError) as error:
            if error.code == _ASK_PROCTOR:
                self._sent_to_proctor.add(proof.request.number)
            if isinstance(error, RefusedError) and error.code not in _CANNOT_ANSWER_NOW:
                raise
            if kept is not None:
                self._orders.take(kept.orders)
                return proof, kept, False
            if isinstance(error, LinkError) and is_anything_kept:
                raise RefusedError("sign-in.offline") from None
            raise
        self._sent_to_proctor.discard(proof.request.number)
        return proof, reply, True

    def _has_moved(self, proof: Proof, kept: SignInReply) -> bool:
        """Whether the work is known to go on elsewhere, so that what is kept here is old."""
        orders = (
            one.order for one in self._orders.concerning(kept.application_id, kept.sitting_id)
        )
        admitted = [order for order in orders if isinstance(order, SeatAdmitted)]
        last = max(admitted, key=lambda order: order.admission, default=None)
        is_elsewhere = last is not None and last.seat_id != self._seat.description.seat_id
        return is_elsewhere or proof.request.number in self._sent_to_proctor

    async def _stretched(self, number: str, code: str) -> Proof:
        """Stretch a code, once for as often as it is tried; the last few are remembered."""
        proof = self._proven.get((number, code))
        if proof is None:
            proof = await self._machine.in_thread(prove, number, code, self._seat)
            kept = list(self._proven.items())[-_REMEMBERED:]
            self._proven = {**dict(kept), (number, code): proof}
        return proof
