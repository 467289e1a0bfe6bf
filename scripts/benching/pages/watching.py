"""A room of so many seats before proctors: what the page costs, a look, and each who watches."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Final

from exam.config import parse_config
from exam.protocol import SERVER_NAME
from scripts.benching.crowd.errand import Errand, write_file
from scripts.benching.crowd.rivals import nginx
from scripts.benching.crowd.room import CONFIG, Child, play
from scripts.benching.crowd.stages import Stage, staged
from scripts.benching.pages.audience import Audience
from scripts.benching.pages.browser import Browser, Scene, callers_of, get_request, static_callers
from scripts.benching.pages.looks import Bench, Looks, measure_looks
from scripts.benching.pages.paint import CHROMIUM, first_paints
from scripts.benching.pages.seats import Hand, SimulatedRoom
from scripts.practice.office import Proctor
from scripts.practice.premises import Slip
from server.ceremony import Handouts
from server.office import open_exam
from server.rehearsal.stand_in import stand_in
from server.settings import ExamDirectory
from server.web.hall_parts import news_of

WATCHERS: Final = (2, 16)
_PROCTOR: Final = "pengawas-1"
_HOST: Final = "127.0.0.1"
_PAGE: Final = "/pengawas"
_TURN_SECONDS: Final = 0.5
_MINUTES: Final = 240


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is measured: seats, seconds of looks and of watching, pages asked for, paints."""

    seats: int
    looks: int
    watched: int
    asked: int
    paints: int


@dataclass(frozen=True, slots=True)
class Watched:
    """What so many proctors cost who watch: CPU seconds of a second, and bytes to each in it."""

    watchers: int
    cpu: float
    told_bytes: float


@dataclass(frozen=True, slots=True)
class Seats:
    """A room of so many seats: its page, looks at it by what happens, and who watches it."""

    seats: int
    page: Stage
    page_bytes: int
    looks: Mapping[str, Looks]
    watched: tuple[Watched, ...]

    @property
    def page_cpu(self) -> float:
        """CPU seconds of the server for the page."""
        return self.page.server_cpu / max(1, self.page.calls.count)


class ServedRoom:
    """A room that is served by a child, before a proctor who is logged in."""

    def __init__(self, server: Child, root: Path, slip: Slip) -> None:
        self._server = server
        self._slip = slip
        self._folder = root.parent
        self._authority = ExamDirectory(root).ca_certificate
        self._port = int(server.hear())
        address = f"https://{_HOST}:{self._port}"
        with Proctor(address, self._authority, slip) as proctor:
            self.page = proctor.download(_PAGE)
            self._cookies = proctor.cookies

    def ask(self, times: int) -> Stage:
        """Ask for the page so often."""
        asking = Browser("", {_PAGE: (get_request(_PAGE, self._cookies),) * times})
        callers = callers_of([asking], [Scene(_PAGE, _TURN_SECONDS)])
        authority = self._authority.read_text("utf-8")
        file = self._folder / "errand"
        write_file(file, Errand(_HOST, self._port, authority, SERVER_NAME, callers))
        load = Child("scripts.benching.crowd.load", str(file))
        try:
            return staged(lambda: play(load, 0), lambda: self._server.cpu_seconds)[0]
        finally:
            load.end()

    def watch(self, watchers: int, seconds: int) -> Watched:
        """Let so many watch for so long while everybody writes."""
        authority = self._authority.read_text("utf-8")
        told, played = list[int](), 0.0
        with Audience(self._port, authority, self._cookies, watchers) as audience:
            before = self._server.cpu_seconds
            for _ in range(seconds):
                played += float(self._server.ask("second"))
                told += audience.hear(1)
            cpu = self._server.cpu_seconds - before - played
        return Watched(watchers, cpu / seconds, mean(told))

    def paint(self, rounds: int) -> tuple[float, ...]:
        """Let a browser paint the page so often; not at all where there is none."""
        return first_paints(self._port, self._slip, rounds) if CHROMIUM.exists() else ()


def measure_room(amount: Amount) -> tuple[Seats, Stage, tuple[float, ...]]:
    """Measure a room; returns it, what nginx took for its page, and first paints of that (ms)."""
    with served_room(amount.seats) as room:
        watched = tuple(room.watch(watchers, amount.watched) for watchers in WATCHERS)
        page = room.ask(amount.asked)
        static, paints = ask_nginx(room.page, amount.asked), room.paint(amount.paints)
    looks = looks_at(amount.seats, amount.looks)
    return Seats(amount.seats, page, len(room.page), looks, watched), static, paints


def ask_nginx(body: bytes, times: int) -> Stage:
    """Ask nginx as often for the very bytes of a page."""
    with tempfile.TemporaryDirectory(prefix="makalah-rival-") as name:
        pages = {_PAGE: body}
        with nginx(
            Path(name) / "nginx",
            lambda root: static_callers(root, pages, 1, times, _TURN_SECONDS),
        ) as rival:
            return rival.stage(0)


def looks_at(seats: int, seconds: int) -> dict[str, Looks]:
    """Look at a room of so many from this process, which hears nothing else."""
    with empty_room() as (root, _handouts):
        hand = Hand()
        with open_exam(root, hand.clocks) as exam:
            room = SimulatedRoom(exam, hand)
            room.fill(seats)
            return measure_looks(Bench(room, news_of(exam, room.hall, hand.read_wall)), seconds)


@contextmanager
def served_room(seats: int) -> Iterator[ServedRoom]:
    """Serve a room of so many writing seats for the length of a block."""
    with empty_room() as (root, handouts):
        server = Child("scripts.benching.pages.watched", str(root), str(seats))
        try:
            yield ServedRoom(server, root, slip_of_a_proctor(handouts))
        finally:
            server.end()


@contextmanager
def empty_room() -> Iterator[tuple[Path, Handouts]]:
    """Make an exam whose seats are filled in later, for the length of a block."""
    config = parse_config(CONFIG.read_bytes(), CONFIG.name)
    with (
        tempfile.TemporaryDirectory(prefix="makalah-hall-") as name,
        stand_in(config, 1, _MINUTES, Path(name)) as made,
    ):
        yield made


def slip_of_a_proctor(handouts: Handouts) -> Slip:
    """Return what a proctor logs in with."""
    one = next(one for one in handouts.staff if one.staff_id == _PROCTOR)
    return Slip(one.staff_id, one.name, one.role.value, one.passphrase)
