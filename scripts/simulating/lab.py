"""The PCs of a world: kiosk programs that start and are killed, disks, and PCs that come late."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.protocol import EnrolReply
from exam.seal import envelope_digest
from kiosk.desk import Desk
from kiosk.recovery import recover
from kiosk.spool import Spool
from scripts.simulating.disk import SECOND, Both, HungError, VirtualDisk
from scripts.simulating.lan import VirtualLink
from scripts.simulating.machine import Computer, Program
from server.enrolment import enrol_seat

if TYPE_CHECKING:
    from scripts.simulating.candidate import Person
    from scripts.simulating.world import World

_SECOND_DISK: Final = 0.4
"""In so many worlds PCs have a second folder."""
_LATE_PC: Final = 0.25
"""In so many worlds a spare PC is enrolled in the middle of the day."""
_FOR_EVER: Final = 1e6


class Lab:
    """All PCs, and what may have been lost on their disks (`spoilt`, by the ids of segments)."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._loop = world.loop
        self._starts = 0
        self.spoilt: set[bytes] = set()
        has_second = world.dice.stream("computers").random() < _SECOND_DISK
        self.computers = [
            self._place(at, 2 if has_second else 1) for at in range(world.shape.computers)
        ]

    def open(self) -> None:
        """Start the kiosk on every PC that is enrolled."""
        late = self._forget_one()
        for computer in self.computers:
            if computer is not late:
                self.start_kiosk(computer)

    def repair(self) -> None:
        """Let every PC that still exists work as it should; one that sleeps wakes in its time."""
        for computer in self.computers:
            for disk in computer.disks:
                disk.heal()
            self.start_kiosk(computer)

    def start_kiosk(self, computer: Computer) -> None:
        """Start the kiosk program at a PC, unless it runs: the folder is held by one program."""
        if computer.is_lost or computer.is_running:
            return
        self._starts += 1
        stream = self._world.dice.stream(f"threads {self._starts}")
        program = Program(self._loop, stream, computer.disks)
        computer.program = program
        program.start(self._run_kiosk(computer, program))

    def kill_kiosk(self, computer: Computer, how: str) -> None:
        """Kill the program at a PC."""
        gone = self._part(computer, how)
        computer.kill()
        self._look_at_disk(gone)

    def cut_power(self, computer: Computer, how: str) -> None:
        """Cut a PC's power."""
        gone = self._part(computer, how)
        computer.cut_power()
        self._look_at_disk(gone)

    async def keep_disk_bad(self, computer: Computer, seconds: float) -> None:
        """Let a disk's trouble last for a while."""
        computer.disk_trouble_at = self._loop.time() + seconds
        await asyncio.sleep(seconds)
        # What was asked of a disk that hangs is done when it would have answered, healed or not.
        answers_at = max(disk.hangs_until for disk in computer.disks)
        for disk in computer.disks:
            disk.heal()
        computer.disk_trouble_at = max(self._loop.time(), answers_at)

    def note_damage(self, computer: Computer, path: Path) -> None:
        """Know that what is on a disk may not be whole."""
        self.spoilt.add(bytes.fromhex(path.stem.split("-")[-1]))
        computer.disk_trouble_at = self._loop.time() + _FOR_EVER

    def spool_of(self, computer: Computer) -> Spool:
        """Open the PC's spool on its virtual disks."""
        folder = computer.place.seat.folder.spool
        if computer.second is None:
            return Spool(folder, disk=computer.disk)
        return Spool(folder, SECOND, disk=Both(computer.disk, computer.second))

    def envelopes(self) -> set[bytes]:
        """Return the digests of all envelopes that lie on living PCs."""
        return {
            envelope_digest(signed)
            for computer in self.computers
            if not computer.is_lost
            for person in self._world.people
            for signed in self.spool_of(computer).of_application(person.application_id).envelopes()
        }

    def _place(self, at: int, count: int) -> Computer:
        place = self._world.premises.places[at]
        name = place.seat.description.seat_name
        stream = self._world.dice.stream(name)
        disks = [VirtualDisk(stream) for _ in range(count)]
        for disk in disks:
            disk.now = self._loop.time
        second = disks[1] if count > 1 else None
        return Computer(name, place, self._loop, stream, disks[0], second)

    def _part(self, computer: Computer, how: str) -> list["Person"]:
        """Take the screen away from whoever sits there; returns who wrote."""
        there = [one for one in self._world.people if one.computer is computer and one.is_seated]
        writing = [one for one in there if one.is_writing]
        for person in there:
            person.leave(how)
        return writing

    def _look_at_disk(self, people: list["Person"]) -> None:
        """Hold what is on the disk now, and nowhere else, against what was typed."""
        for person in people:
            parting = person.parting
            if parting is not None and parting.disk_was_good:
                spool = self.spool_of(parting.computer).of_application(person.application_id)
                draft = recover(spool.segments(), person.card_key).draft
                self._world.watch.judge_disk(person, parting, (draft.paper, draft.slides))

    async def _run_kiosk(self, computer: Computer, program: Program) -> None:
        """Be the kiosk's main function: open the desk, and run it until killed."""
        desk = None
        while desk is None:
            try:
                desk = self._open_desk(computer, program)
            except HungError as hung:
                await asyncio.sleep(hung.until - self._loop.time())
        computer.desk = desk
        try:
            await desk.run()
        except BaseException as error:
            if program.is_alive:
                problem = f"the program of {computer.name} failed: {error!r}"
                self._world.story.violate("kiosk", problem)
            raise

    def _open_desk(self, computer: Computer, program: Program) -> Desk:
        link = VirtualLink(self._world.lan, self._loop, computer)
        machine = computer.machine_of(program)
        return Desk(computer.place.seat, link, self.spool_of(computer), machine)

    def _forget_one(self) -> Computer | None:
        """In some worlds let a spare PC be enrolled only later."""
        dice, late = self._world.dice.stream("late"), self.computers[-1]
        is_spare = all(person.computer is not late for person in self._world.people)
        if not is_spare or dice.random() >= _LATE_PC:
            return None
        seat_id, disk = late.seat_id, self._world.hub.disk
        disk.execute("delete from seats where id = ?", [seat_id])
        disk.execute("update pairing_codes set used_by = null where used_by = ?", [seat_id])
        disk.commit()
        late.is_lost = True
        self._world.spawn(self._enrol(late, dice.uniform(1.0, 40.0)))
        return late

    async def _enrol(self, computer: Computer, after: float) -> None:
        """Enrol a PC as the shipped server does, once it is there to be asked."""
        await asyncio.sleep(after)
        world, place = self._world, computer.place
        premises = world.premises

        def act(db: Database, now: ExamTime) -> EnrolReply:
            return enrol_seat(db, place.request, premises.authority, premises.exam_id, now, 8443)

        reply = await world.proctor.act(act)
        if reply is None:
            world.spawn(self._enrol(computer, 2.0))
            return
        world.story.fault("PC enrolled in mid-sitting", computer.name)
        computer.place = replace(place, certificate=reply.certificate)
        computer.is_lost = False
        self.start_kiosk(computer)
