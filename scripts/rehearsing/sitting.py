"""One sitting, from the check-in to the close, with what goes wrong in it."""

import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk.language import load_catalog
from kiosk.view import QUIET_MILLISECONDS
from scripts.practice.premises import Card, Premises, Server
from scripts.practice.samples import Sample
from scripts.rehearsing.hall import Hall, Kiosk, Writer
from scripts.rehearsing.plan import AT_SCREENS, Role, Scale
from scripts.rehearsing.proctors import HallProctor
from scripts.rehearsing.report import Fault, SittingReport
from scripts.rehearsing.screens import ScreenWriter
from scripts.rehearsing.visiting import Reception
from server.rooms import places_in


@dataclass(frozen=True, slots=True)
class House:
    """What all sittings of a rehearsal share: the premises, the server, the hall with its PCs."""

    premises: Premises
    server: Server
    reception: Reception
    hall: Hall
    homes: Mapping[str, Path]
    scale: Scale


class SittingPlay:
    """A sitting while it is played; afterwards `written` and `receipts` are by number."""

    def __init__(
        self,
        house: House,
        sitting_id: str,
        roles: Mapping[str, Role],
        cards: Mapping[str, Card],
        samples: Mapping[str, Sample],
        *,
        barred: Sequence[str],
        server_dies: bool,
    ) -> None:
        self._house = house
        self._sitting_id = sitting_id
        self._roles = roles
        self._barred = barred
        self._server_dies = server_dies
        self._writers: dict[str, Writer] = {}
        self._screens: dict[str, ScreenWriter] = {}
        writing = house.premises.config.writing
        places = places_in(writing, sitting_id)
        self._seats = [one.name for one in places if not one.is_spare]
        self._spares = [one.name for one in places if one.is_spare]
        name = writing.sitting_of(sitting_id).id
        self.report = SittingReport(name, len(roles), len(places))
        self._cards, self._samples = cards, samples

    @property
    def written(self) -> dict[str, Sample]:
        """What everybody wrote who came."""
        return {one.card.number: one.sample for one in self._everybody()}

    @property
    def receipts(self) -> dict[str, str]:
        """Everybody's receipt code."""
        return {one.card.number: one.receipt for one in self._everybody()}

    def play(self) -> None:
        """Play it from the check-in to the close."""
        with ExitStack() as stack:
            stack.callback(self._switch_off)
            with self._proctor() as proctor:
                proctor.open_check_in()
                self._send_back()
                self._seat_everybody()
                self._note(proctor, Role.ABSENT, "absent")
                proctor.start(self._house.premises.topic_passphrases())
            crowd = stack.enter_context(ThreadPoolExecutor(max(1, len(self._screens))))
            work = [
                *(crowd.submit(self._write_at_screen, one) for one in self._screens.values()),
                *(self._house.hall.start(self._write(one)) for one in self._present()),
            ]
            self._let_things_happen()
            for each in work:
                each.result()
            with self._proctor() as proctor:
                proctor.close()
        self.report.wrote = len(self.receipts)
        self.report.screens = len(self._screens)

    def _everybody(self) -> Iterator[Writer | ScreenWriter]:
        yield from self._writers.values()
        yield from self._screens.values()

    # -- who sits where

    def _seat_everybody(self) -> None:
        """Let everybody sign in who comes in time, at a PC each."""
        free = iter(self._seats)
        for number, role in self._roles.items():
            if role in AT_SCREENS:
                self._screens[number] = self._at_screen(number, next(free))
            elif role is not Role.ABSENT:
                kiosk = self._kiosk(next(free))
                self._writers[number] = Writer(self._cards[number], self._samples[number], kiosk)
        arriving = [self._house.hall.start(one.arrive()) for one in self._present()]
        with ThreadPoolExecutor(max(1, len(self._screens))) as crowd:
            list(crowd.map(ScreenWriter.arrive, self._screens.values()))
        for each in arriving:
            each.result()

    def _present(self) -> Iterator[Writer]:
        """Whoever is there before the start and has no screen."""
        late = self._of(Role.LATE)
        return (one for number, one in self._writers.items() if number not in late)

    def _of(self, role: Role) -> list[str]:
        return [number for number, its in self._roles.items() if its is role]

    def _kiosk(self, name: str) -> Kiosk:
        return Kiosk(name, self._house.homes[name])

    def _at_screen(self, number: str, name: str) -> ScreenWriter:
        catalog = load_catalog(self._house.premises.config.exam.language)
        card, sample = self._cards[number], self._samples[number]
        return ScreenWriter(card, sample, name, self._house.homes[name], catalog)

    def _send_back(self) -> None:
        """Let somebody come who did not go on from a stage before; the door refuses them."""
        for number in self._barred[:1]:
            kiosk = self._kiosk((self._spares or self._seats)[0])
            writer = Writer(self._cards[number], self._samples[number], kiosk)
            code = self._house.hall.play(writer.be_sent_back())
            self._tell("comes though not going on, sent back", number, note=code)

    # -- writing

    async def _write(self, writer: Writer) -> None:
        """Write, and hand in or let the clock run out."""
        if writer.card.number in self._of(Role.MOVED):
            await self._write_and_move(writer)
        await writer.write(self._house.scale.writing_seconds)
        if writer.card.number in self._of(Role.TIME_UP):
            cause = await writer.take_receipt()
            self._tell(Role.TIME_UP, writer.card.number, note=f"handed in: {cause}")
            return
        await writer.hand_in()
        await writer.take_receipt()

    def _write_at_screen(self, writer: ScreenWriter) -> None:
        writer.write()
        if writer.card.number in self._of(Role.SCREEN_KILLED):
            seconds = writer.survive_kill()
            self._tell(Role.SCREEN_KILLED, writer.card.number, seconds, "nothing lost")
        writer.hand_in()

    # -- what goes wrong

    def _let_things_happen(self) -> None:
        """Let one after the other go wrong while people write."""
        late = [self._let_late_in(number) for number in self._of(Role.LATE)]
        if self._server_dies:
            self._kill_server()
        for number in self._of(Role.MOVED):
            self._allow_move(number)
        for each in late:
            each.result()

    def _let_late_in(self, number: str) -> "Future[None]":
        """Note somebody as late; they sign in when the others write already."""
        with self._proctor() as proctor:
            proctor.note(number, "late")
        self._tell(Role.LATE, number)
        return self._house.hall.start(self._come_late(self._writers[number]))

    async def _come_late(self, writer: Writer) -> None:
        await writer.arrive()
        await self._write(writer)

    def _kill_server(self) -> None:
        """Kill the server and start it again, until every PC without a screen was answered."""
        began = time.monotonic()
        self._house.server.cut()
        self._house.server.start()
        self._house.hall.play(self._await_answers(began))
        self._tell("the server is killed and started again", "everybody", time.monotonic() - began)

    async def _await_answers(self, began: float) -> None:
        moving = self._of(Role.MOVED)
        for writer in self._present():
            if writer.card.number in moving:
                continue
            await writer.await_view(
                lambda view: (
                    view.synced_ago is not None
                    and view.synced_ago < min((time.monotonic() - began) * 1000, QUIET_MILLISECONDS)
                ),
                "answer of the server",
            )

    async def _write_and_move(self, writer: Writer) -> None:
        """Write a while until the PC dies, and sign in at a spare one."""
        seconds = self._house.scale.writing_seconds / 2
        await writer.write_half(seconds)
        began = time.monotonic()
        lost = seconds * await writer.go_on_at(self._kiosk(self._spares[0]))
        said = f"{lost:.1f} s of writing lost, a minute given"
        self._tell(Role.MOVED, writer.card.number, time.monotonic() - began, said)

    def _allow_move(self, number: str) -> None:
        """Let somebody go on whose PC has died, and give them a minute."""
        with self._proctor() as proctor:
            proctor.allow_move()
            proctor.give_minute(number)

    def _note(self, proctor: HallProctor, role: Role, word: str) -> None:
        for number in self._of(role):
            proctor.note(number, word)
            self._tell(role, number)

    def _tell(self, what: str, whom: str, seconds: float | None = None, note: str = "") -> None:
        self.report.faults.append(Fault(str(what), whom, seconds, note))

    # -- people and PCs

    @contextmanager
    def _proctor(self) -> Iterator[HallProctor]:
        with self._house.reception.proctor() as proctor:
            proctor.watch(self._sitting_id)
            yield proctor

    def _switch_off(self) -> None:
        for screen in self._screens.values():
            screen.close()
        for writer in self._writers.values():
            self._house.hall.play(writer.kiosk.switch_off())
