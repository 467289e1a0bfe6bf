"""What is done at a PC on request and takes its time: finding forks, copying to a stick."""

from pathlib import Path

from exam.clock import ExamTime
from exam.topic_code import parse_topic_code
from kiosk.candidate import Candidate
from kiosk.forks import forks_of
from kiosk.machine import Machine
from kiosk.reading import Reader
from kiosk.recovery import join_parts
from kiosk.settings import Seat
from kiosk.spool import Spool
from kiosk.sync import Sync
from kiosk.transfer import PinCheck, write_to_stick
from kiosk.view import Fork


class Errands:
    """The errands of one PC."""

    def __init__(
        self, seat: Seat, spool: Spool, machine: Machine, sync: Sync, reader: Reader
    ) -> None:
        self._seat = seat
        self._spool = spool
        self._machine = machine
        self._sync = sync
        self._reader = reader
        self._pin = PinCheck(seat, machine)

    async def forks(self, candidate: Candidate) -> tuple[Fork, ...]:
        """Read the texts that lie beside the present one, at the server and here.

        A folder that hangs is left out.

        Raises:
            LinkError: the server cannot be reached.

        """
        reply = await self._sync.sign_in(candidate.proof)
        kept = await self._reader.work_of(candidate.application_id)
        segments = (*join_parts(reply.journal), *kept.segments)
        names, card_key = candidate.standing.seat_names, candidate.hand.card_key
        return await self._machine.in_thread(forks_of, segments, card_key, names)

    async def require_proctor(self, pin: str) -> None:
        """Accept the proctors' PIN.

        Raises:
            RefusedError: a wrong PIN, or too many of them, or the exam has none.

        """
        await self._pin.check(pin)

    async def enter_start(self, pin: str, typed_code: str, candidate: Candidate) -> None:
        """Let a candidate begin by topic code and PIN.

        Raises:
            CodeError: what was typed is no topic code.
            RefusedError: the PIN, the code or the moment is not the right one.

        """
        topic_key = parse_topic_code(typed_code)
        await self.require_proctor(pin)
        if candidate.fenced is not None:
            raise candidate.fenced
        candidate.beginning.enter(topic_key)

    async def transfer(self, pin: str, candidate: Candidate | None, made_at: ExamTime) -> Path:
        """Write everything that this PC keeps to the proctor's stick; returns the file.

        Raises:
            RefusedError: a wrong PIN, or too many of them, or there is nothing to copy.
            DirectoryError: there is no stick, or it cannot be written.

        """
        await self._pin.check(pin)
        if candidate is not None:
            candidate.settle()
            await candidate.save_at_last()
        path = await write_to_stick(self._seat, self._spool, self._machine, made_at)
        if candidate is not None:
            candidate.hand.note_on_stick()
        return path
