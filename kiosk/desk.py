"""A sitting without a screen: what a candidate does at this PC, and what the screen may show.

Nothing that a key press calls waits for disk or network; both are kept up to date by `run`.
"""

import asyncio
from pathlib import Path
from typing import Final

from exam.codes import parse_code, show_code
from exam.config import ExamConfig
from exam.errors import ExamError, RefusedError
from exam.events import Cause, Milestone
from exam.manuscript import Part, slides_of
from exam.manuscript.asked import paper_format
from exam.protocol import SignInReply
from exam.seal import provisional_code
from exam.sitting import Phase
from kiosk.admission import Desktop, Proof, find_work, prove, spellings
from kiosk.candidate import Candidate
from kiosk.clock import ExamClock
from kiosk.link import Link, SeatLink
from kiosk.machine import THIS_MACHINE, Machine
from kiosk.orders import OrderBook
from kiosk.paging import STILL_SECONDS, PageCount
from kiosk.settings import Seat, open_seat
from kiosk.spool import Spool
from kiosk.sync import Sync
from kiosk.view import DeskView

SAVE_SECONDS: Final = 0.15
"""An edit waits so long for company before the disk is asked; with the write below 250 ms."""
TICK_SECONDS: Final = 0.2
_NOT_THIS_NUMBER: Final = frozenset({"sign-in.wrong", "sign-in.wait"})


class Desk:
    """One candidate's sitting at this PC; one event loop with the screen."""

    def __init__(self, seat: Seat, link: Link, spool: Spool, machine: Machine) -> None:
        self.config: ExamConfig = seat.config
        self.seat_name = seat.description.seat_name
        self._seat = seat
        self._link = link
        self._spool = spool
        self._machine = machine
        self._clock = ExamClock(machine.boottime)
        self._orders = OrderBook(seat, spool)
        self._orders.take_up()
        self._sync = Sync(link, self._orders, self._clock, machine)
        self._signing_in = asyncio.Lock()
        self._candidate: Candidate | None = None
        self._edited = asyncio.Event()
        self._slides = ("", 0)
        self._pages = PageCount(paper_format(self.config.writing.paper))

    @property
    def view(self) -> DeskView:
        """What the screen may show now."""
        candidate = self._seated
        if candidate is None:
            return DeskView(synced_ago=self._synced_ago(), trouble=self._trouble_of_nobody())
        reply, standing = candidate.reply, candidate.standing
        envelope, receipt = candidate.envelope, standing.receipt_code
        unacknowledged = envelope if receipt is None else None
        return DeskView(
            phase=standing.phase,
            number=reply.number,
            name=reply.name,
            nip=reply.nip,
            office=reply.office,
            unit=reply.unit,
            post_name=self.config.post(reply.post_id).name,
            topic=standing.topic,
            remaining=standing.remaining,
            starts_in=standing.starts_in,
            goes_on_in=standing.goes_on_in,
            words=candidate.words,
            pages=self._pages.latest,
            slide_count=self._count_slides(candidate.draft.slides),
            saved=candidate.saved,
            synced_ago=self._synced_ago(),
            receipt=None if receipt is None else show_code(receipt),
            provisional=None
            if unacknowledged is None
            else show_code(provisional_code(unacknowledged)),
            cause=candidate.cause,
            trouble=candidate.trouble or self._sync.trouble,
        )

    async def sign_in(self, number: str, typed_code: str) -> None:
        """Sign a candidate in and take up their journal where it stands.

        Raises:
            CodeError: what was typed is no code.
            RefusedError: the server does not admit this number with this code here.
            LinkError: the server cannot be reached.

        """
        code, number = parse_code(typed_code), number.strip()
        async with self._signing_in:
            if self._seated is not None:
                raise RefusedError("desk.occupied")
            proof, reply = await self._prove(number, code)
            spool = self._spool.of_application(reply.application_id)
            orders = self._orders.concerning(reply.application_id)
            found = await asyncio.to_thread(find_work, spool, reply, proof.card_key, orders)
            top = Desktop(self._seat, self._machine, self._clock, spool, self._edited)
            await self._seat_candidate(Candidate(top, proof, reply, found))

    async def _prove(self, number: str, code: str) -> tuple[Proof, SignInReply]:
        """Prove a code for a number, however many zeros of it were typed."""
        *others, last = spellings(number)
        for each in others:
            try:
                return await self._prove_as(each, code)
            except RefusedError as error:
                if error.code not in _NOT_THIS_NUMBER:
                    raise
        return await self._prove_as(last, code)

    async def _prove_as(self, number: str, code: str) -> tuple[Proof, SignInReply]:
        proof = await asyncio.to_thread(prove, number, code, self._seat)
        return proof, await self._sync.sign_in(proof.request)

    def confirm_identity(self) -> None:
        """Note that the candidate is the one on the screen."""
        if self._seated is not None:
            self._seated.reach(Milestone.IDENTITY_CONFIRMED)

    def reject_identity(self) -> None:
        """Go back to signing in; of somebody who has not confirmed, nothing was written."""
        if self._seated is not None and self._seated.standing.phase is Phase.SIGNED_IN:
            self._candidate = None
            self._sync.attach(None)

    def accept_rules(self) -> None:
        """Note that the candidate accepts the rules."""
        if self._seated is not None:
            self._seated.reach(Milestone.RULES_ACCEPTED)

    def text(self, part: Part) -> str:
        """Return the text of one part, empty while nobody is signed in."""
        return "" if self._seated is None else self._seated.draft.text(part)

    def take_texts(self) -> None:
        """Do nothing: whoever edits here has the texts themselves."""

    def edit(self, part: Part, at: int, removed: str, inserted: str) -> None:
        """Record an edit; never blocks. What comes after sealing began is dropped.

        Raises:
            JournalError: it removes what does not stand there.

        """
        if self._seated is not None:
            self._seated.edit(part, at, removed, inserted)

    async def hand_in(self) -> None:
        """Seal and submit; safe to call twice. Without a server the receipt comes later.

        Raises:
            RefusedError: there is nothing to hand in now.
            DirectoryError: the disk refused to keep the envelope; it may be tried again.

        """
        if self._seated is None:
            raise RefusedError("desk.not-writing")
        await self._seated.seal(Cause.SUBMITTED)
        await self._sync.turn()

    async def run(self) -> None:
        """Keep disk, server and time up to date until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._sync.run())
            group.create_task(self._keep_saving())
            group.create_task(self._watch_time())
            group.create_task(self._keep_counting())

    async def close(self) -> None:
        """Bring everything to disk and let go of the network."""
        if self._candidate is not None:
            await self._candidate.close()
        await self._link.close()

    @property
    def _seated(self) -> Candidate | None:
        """The candidate who works here; one whose work moved on is not."""
        candidate = self._candidate
        return None if candidate is None or candidate.fenced is not None else candidate

    async def _seat_candidate(self, candidate: Candidate) -> None:
        """Begin with a candidate; the first beat brings the orders, so they can write at once."""
        if self._candidate is not None:
            await self._candidate.close()
        self._candidate = candidate
        self._pages.forget()
        self._sync.attach(candidate)
        await self._sync.turn()
        if await candidate.follow_time():
            await self._sync.turn()

    async def _keep_saving(self) -> None:
        while True:
            await self._edited.wait()
            await self._machine.wait(SAVE_SECONDS)
            self._edited.clear()
            if self._candidate is not None:
                await self._candidate.save()

    async def _watch_time(self) -> None:
        while True:
            await self._machine.wait(TICK_SECONDS)
            if self._candidate is not None and await self._candidate.follow_time():
                await self._sync.turn()

    async def _keep_counting(self) -> None:
        while True:
            await self._machine.wait(STILL_SECONDS)
            if self._candidate is not None:
                await self._pages.follow(self._candidate.draft.paper)

    def _trouble_of_nobody(self) -> ExamError | None:
        moved_on = None if self._candidate is None else self._candidate.fenced
        return moved_on or self._sync.trouble

    def _synced_ago(self) -> int | None:
        answered_at = self._sync.answered_at
        return None if answered_at is None else self._machine.boottime() - answered_at

    def _count_slides(self, text: str) -> int:
        """Count slides, once for each text."""
        if self._slides[0] is not text:
            self._slides = (text, len(slides_of(text)))
        return self._slides[1]


def open_desk(home: Path) -> Desk:
    """Open the desk of an enrolled PC.

    Raises:
        DirectoryError: the PC is not enrolled, or its folder cannot be read.

    """
    seat = open_seat(home)
    return Desk(seat, SeatLink(seat), Spool(seat.folder.spool), THIS_MACHINE)
