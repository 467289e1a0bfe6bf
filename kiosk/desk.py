"""A sitting without a screen: what a candidate does at this PC, and what the screen may show.

Nothing that a key press calls waits for disk or network; both are kept up to date by `run`.
"""

import asyncio
from pathlib import Path

from exam.clock import ExamTime
from exam.codes import parse_code
from exam.config import ExamConfig
from exam.errors import ExamError, RefusedError
from exam.events import Cause, Milestone
from exam.manuscript import Part
from exam.manuscript.asked import paper_format
from exam.sitting import Phase
from kiosk.admission import Desktop
from kiosk.candidate import Candidate
from kiosk.clock import ExamClock, read_mark
from kiosk.door import Door
from kiosk.errands import Errands
from kiosk.link import Link, SeatLink
from kiosk.lockdown.sources import this_machine
from kiosk.lockdown.watch import PcWatch
from kiosk.machine import THIS_MACHINE, Machine
from kiosk.marking import Marking
from kiosk.orders import OrderBook
from kiosk.paging import PageCount, SlideCount
from kiosk.porter import Porter
from kiosk.reading import Reader
from kiosk.settings import Seat, open_seat
from kiosk.showing import Surroundings, view_of
from kiosk.spool import Spool
from kiosk.sync import Sync
from kiosk.upkeep import TURN_SECONDS, Upkeep
from kiosk.view import DeskView, Fork


class Desk:
    """One candidate's sitting at this PC; one event loop with the screen."""

    def __init__(
        self,
        seat: Seat,
        link: Link,
        spool: Spool,
        machine: Machine,
        watch: PcWatch | None = None,
    ) -> None:
        self.config: ExamConfig = seat.config
        self.seat_name = seat.description.seat_name
        self._seat = seat
        self._link = link
        self._spool = spool
        self._machine = machine
        self._clock = ExamClock(machine.boottime, machine.boot_id)
        mark = read_mark(spool.mark())
        if mark is not None:
            self._clock.resume(mark)
        self._orders = OrderBook(seat, spool)
        self._orders.take_up()
        self._porter = Porter(watch, self._orders, self._clock)
        self._sync = Sync(link, self._orders, self._clock, machine, spool, watch)
        reader = Reader(spool, machine)
        self._errands = Errands(seat, spool, machine, self._sync, reader)
        self._signing_in = asyncio.Lock()
        self._door = Door(seat, spool, machine, self._orders, self._sync, reader, self._clock)
        self._candidate: Candidate | None = None
        self._edited = asyncio.Event()
        self._slides = SlideCount()
        self._pages = PageCount(paper_format(self.config.writing.paper))
        marking, clock, sync = Marking(spool, machine), self._clock, self._sync
        self._upkeep = Upkeep(machine, clock, sync, marking, self._edited, self._who_sat_last)

    @property
    def view(self) -> DeskView:
        """What the screen may show now."""
        candidate = self._seated
        if candidate is None:
            return DeskView(
                synced_ago=self._synced_ago(),
                trouble=self._trouble_of_nobody(),
                pc_stops=self._porter.stops,
            )
        around = Surroundings(
            synced_ago=self._synced_ago(),
            is_time_confirmed=self._clock.is_confirmed,
            forks=self._sync.forks,
            pages=self._pages.latest,
            slide_count=self._slides.of(candidate.hand.draft.slides),
            trouble=self._sync.trouble,
        )
        return view_of(candidate, self.config, around)

    async def sign_in(self, number: str, typed_code: str, *, takes_older: bool = False) -> None:
        """Sign a candidate in and take up their journal where it stands; without a server as well.

        Raises:
            CodeError: what was typed is no code.
            RefusedError: the server does not admit this number with this code here, or not yet;
                or no server answers, and this card opens nothing that is kept here, or only an
                older text, which nobody said to take; or the PC has to be looked at first.
            LinkError: the server cannot be reached, and nothing at all is kept here.

        """
        code = parse_code(typed_code)
        self._porter.require_open()
        async with self._signing_in:
            if self._seated is not None:
                raise RefusedError("desk.occupied")
            admitted = await self._door.admit(number.strip(), code, takes_older=takes_older)
            proof, reply, found = admitted
            self._clock.take_missed()  # whoever signs in need not have sat here meanwhile
            self._clock.resume_from(found.seen_at)
            spool = self._spool.of_application(reply.application_id)
            top = Desktop(self._seat, self._machine, self._clock, spool, self._edited)
            await self._seat_candidate(Candidate(top, proof, reply, found))
            await self._door.keep(proof, reply)

    async def replace_card(self, typed_code: str) -> None:
        """Go on under a new card, whose code the server knows already.

        Raises:
            CodeError: what was typed is no code.
            RefusedError: nobody is signed in, or this is not the candidate's new card.
            LinkError: the server cannot be reached.

        """
        candidate, code = self._seated, parse_code(typed_code)
        if candidate is None:
            raise RefusedError("desk.nobody")
        proof, reply = await self._door.ask(candidate.reply.number, code)
        await candidate.replace_card(proof)
        await self._door.keep(proof, reply)
        await self._sync.turn_within(TURN_SECONDS)

    async def forks(self) -> tuple[Fork, ...]:
        """Read the candidate's texts that were written at other PCs and lie beside the present one.

        Raises:
            RefusedError: nobody is signed in.
            LinkError: the server cannot be reached.

        """
        if self._seated is None:
            raise RefusedError("desk.nobody")
        return await self._errands.forks(self._seated)

    async def transfer(self, pin: str) -> str:
        """Write everything that this PC keeps to the proctor's stick; returns the file's place.

        Raises:
            RefusedError: a wrong PIN, or too many of them, or there is nothing to copy.
            DirectoryError: there is no stick, or it cannot be written.

        """
        made_at = self._clock.now() or ExamTime(0)
        return str(await self._errands.transfer(pin, self._candidate, made_at))

    async def pass_pc_check(self, pin: str) -> None:
        """Let people sign in whatever was found out about this PC, by the proctors' PIN.

        Raises:
            RefusedError: a wrong PIN, or too many of them.

        """
        await self._errands.require_proctor(pin)
        self._porter.pass_stops()

    async def enter_start(self, pin: str, typed_code: str) -> None:
        """Let the candidate begin now by topic code and proctors' PIN: no start reaches this PC.

        Raises:
            CodeError: what was typed is no topic code.
            RefusedError: a wrong PIN, or too many of them; nobody waits here for the start; or it
                is the code of another topic.

        """
        if self._seated is None:
            raise RefusedError("desk.nobody")
        await self._errands.enter_start(pin, typed_code, self._seated)

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

    def read_message(self, message_id: str) -> None:
        """Note that the candidate has read a message of a proctor; again changes nothing."""
        if self._seated is not None:
            self._seated.correspondence.read(message_id)

    def call_proctor(self) -> None:
        """Call a proctor; while one is called and has not answered, again changes nothing."""
        if self._seated is not None:
            self._seated.correspondence.call_proctor()

    def text(self, part: Part) -> str:
        """Return the text of one part, empty while nobody is signed in."""
        return "" if self._seated is None else self._seated.hand.draft.text(part)

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
        await self._sync.turn_within(TURN_SECONDS)

    async def run(self) -> None:
        """Keep disk, server and time up to date until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._sync.run())
            for work in self._upkeep.works(self._pages):
                group.create_task(work)
            group.create_task(self._porter.run())

    async def close(self) -> None:
        """Bring everything to disk, or else to the server, and let go of both."""
        candidate = self._candidate
        if candidate is not None:
            await candidate.save_before_end()
            if not candidate.hand.saved:
                await self._sync.turn_within(TURN_SECONDS)
            candidate.close()
        await self._sync.stop()
        await self._link.close()

    @property
    def _seated(self) -> Candidate | None:
        """The candidate who works here; one whose work moved on is not."""
        candidate = self._candidate
        return None if candidate is None or candidate.fenced is not None else candidate

    def _who_sat_last(self) -> Candidate | None:
        """Return who works here, or did until the work moved on."""
        return self._candidate

    async def _seat_candidate(self, candidate: Candidate) -> None:
        """Begin with a candidate; signing in brought the orders, so they can write at once."""
        if self._candidate is not None:
            await self._candidate.save_at_last()
            self._candidate.close()
        self._candidate = candidate
        self._pages.forget()
        self._sync.attach(candidate)
        await self._sync.turn_within(0)
        if await candidate.follow_time():
            await self._sync.turn_within(TURN_SECONDS)
        await candidate.save_at_last()  # who may come back here finds the text here as well

    def _trouble_of_nobody(self) -> ExamError | None:
        moved_on = None if self._candidate is None else self._candidate.fenced
        return moved_on or self._sync.trouble or next(iter(self._spool.findings), None)

    def _synced_ago(self) -> int | None:
        answered_at = self._sync.answered_at
        return None if answered_at is None else self._machine.boottime() - answered_at


def open_desk(home: Path) -> Desk:
    """Open the desk of an enrolled PC.

    Raises:
        DirectoryError: the PC is not enrolled, or its folder cannot be read.

    """
    seat = open_seat(home)
    spool = Spool(seat.folder.spool, seat.settings.second_spool, exam_id=seat.exam_id)
    sources = this_machine(tuple(filter(None, (seat.folder.spool, seat.settings.second_spool))))
    watch = PcWatch(THIS_MACHINE, sources, seat.config.pc_check)
    return Desk(seat, SeatLink(seat), spool, THIS_MACHINE, watch)
