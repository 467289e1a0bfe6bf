"""An exam served for a whole module: a dozen write, and two proctors are logged in once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from exam.chronicle import AnyEntry, OrderIssued, decode_entry
from exam.clock import ExamTime
from exam.events import Deed, Order
from exam.protocol import VERSION, SubmitRequest
from exam.sitting import Sitting
from server.authorship import Press
from server.ceremony import Handouts
from server.envelopes import accept_envelope
from server.office import OpenExam, open_exam
from server.places import draw_seats
from server.sittings import note_deeds
from server.starting import StartWish, order_wished_start
from server.timeline import MACHINE, Clocks
from tests.browser.conftest import PATIENCE_MILLISECONDS, await_inside
from tests.server.acting import Candidate, LocalSeat, candidate, place_seat
from tests.server.at_work import WRITING_DEEDS, sit_down, stand
from tests.server.conftest import ROSTER, practice_toml
from tests.server.panel_acting import passphrases_of
from tests.server.ready_made import ReadyMade
from tests.server.remote import Served, serving

HOUR = 3_600_000
PEOPLE = 13


@dataclass(frozen=True)
class Floor:
    """A served exam in which a dozen have been writing for half an hour, each at a PC."""

    exam: OpenExam
    people: tuple[Candidate, ...]
    seats: tuple[LocalSeat, ...]

    def report(self, at: int, *deeds: Deed) -> None:
        """Report deeds of a candidate."""
        who, seat = self.people[at].application_id, self.seats[at].seat.id
        now = self.exam.timeline.now()
        self.exam.store.write_now(lambda db: note_deeds(db, seat, who, deeds, now))

    def hand_in(self, at: int) -> None:
        """Hand in."""
        who, seat = self.people[at], self.seats[at]
        request = SubmitRequest(VERSION, who.envelope(seat.seat.id, seat.signing_secret))
        now = self.exam.timeline.now()
        self.exam.store.write_now(lambda db: accept_envelope(db, self.exam, request, now))

    def sitting(self, at: int) -> Sitting:
        """Where a candidate's sitting stands."""
        return stand(self.exam, self.people[at].application_id)

    def page(self, at: int) -> str:
        """The address of a candidate's page."""
        return f"/pengawas/peserta/{self.people[at].number}"

    def entries(self) -> list[AnyEntry]:
        """The whole ledger."""
        rows = self.exam.store.read(
            lambda db: list(db.query("select entry from ledger order by position"))
        )
        return [decode_entry(row["entry"]) for row in rows]

    def given(self, kind: type[Order], at: int | None = None) -> list[tuple[str, Order]]:
        """Who gave which orders of a kind, to one or to all, as the ledger has it."""
        whom = "" if at is None else self.people[at].application_id
        return [
            (one.staff_id, one.order)
            for one in self.entries()
            if isinstance(one, OrderIssued)
            and isinstance(one.order, kind)
            and one.application_id == whom
        ]

    def giver(self, kind: type[Order], at: int | None = None) -> str:
        """Who gave the one order of a kind."""
        ((staff_id, _),) = self.given(kind, at)
        return staff_id


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the module's own; the exam lies in it."""
    return tmp_path_factory.mktemp("floor")


@pytest.fixture(scope="module")
def handouts(ground: Path, ready_made: ReadyMade) -> Handouts:
    """What was handed out of the exam."""
    config = ground / "floor.toml"
    config.write_text(practice_toml(), "utf-8")
    return ready_made.copy_to(ground / "exam", config, ROSTER)


@pytest.fixture(scope="module")
def floor(handouts: Handouts, ground: Path) -> Iterator[Floor]:
    """The exam, an hour old; the start of all is still to be ordered."""
    moved = [0]
    clocks = Clocks(lambda: MACHINE.monotonic() + moved[0], MACHINE.wall)
    with open_exam(ground / "exam", clocks) as exam:
        moved[0] = HOUR
        exam.topics.key = handouts.topic_key
        exam.act_now(lambda db, now: draw_seats(db, exam.config, bytes(32), "sekretariat", now))
        people = tuple(candidate(exam, card) for card in handouts.cards[:PEOPLE])
        seats = tuple(place_seat(exam, f"PC-{at:02}") for at in range(PEOPLE))
        began = exam.timeline.now() - HOUR // 2
        for who, seat in zip(people, seats, strict=True):
            sit_down(exam, who, seat, began)
        ids = tuple(who.application_id for who in people[: PEOPLE - 1])
        wish = StartWish(Press("pengawas-2", "0" * 32), ids)
        exam.store.write_now(lambda db: order_wished_start(db, exam, wish, ExamTime(began)))
        made = Floor(exam, people, seats)
        for at in range(PEOPLE):
            made.report(at, *WRITING_DEEDS)
        place_seat(exam, "PC-90")
        yield made


@pytest.fixture(scope="module")
def open_door(floor: Floor) -> Iterator[Served]:
    with serving(floor.exam) as found:
        yield found


@pytest.fixture(scope="module")
def proctors(
    browser: Browser, open_door: Served, handouts: Handouts
) -> Iterator[Callable[[str], Page]]:
    """The browser of each account, logged in once; no page may raise an error."""
    faults: list[str] = []
    pages: dict[str, Page] = {}

    def page_of(account: str) -> Page:
        if account not in pages:
            context = browser.new_context(
                base_url=f"https://127.0.0.1:{open_door.people_port}",
                ignore_https_errors=True,
                locale="id-ID",
                viewport={"width": 1366, "height": 768},
            )
            context.set_default_timeout(PATIENCE_MILLISECONDS)
            page = pages[account] = context.new_page()
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.goto("/masuk")
            page.get_by_label("Akun").fill(account)
            page.get_by_label("Frasa sandi").fill(passphrases_of(handouts)[account])
            page.get_by_role("button", name="Masuk").click()
            await_inside(page)
        return pages[account]

    yield page_of
    for page in pages.values():
        page.context.close()
    assert faults == []


@pytest.fixture
def page(proctors: Callable[[str], Page]) -> Page:
    """The browser of the first proctor."""
    return proctors("pengawas-1")


@pytest.fixture
def other(proctors: Callable[[str], Page]) -> Page:
    """The browser of the second proctor."""
    return proctors("pengawas-2")
