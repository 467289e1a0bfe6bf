"""The selection of the pictures: four posts of the Semarang exam, and the hours of its sitting.

Everybody in it is of the invented roster; what they do is the same each time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

import msgspec
from sqlite_utils import Database

from exam.chronicle import SeatEnrolled, encode_entry
from exam.clock import ExamTime
from exam.codes import Randomness
from exam.config import ExamConfig
from exam.events import Deed
from exam.messages import SeatStatus
from exam.pc_check import PcCheck
from exam.seal import Manuscript
from server.ceremony import Card, Handouts, create_exam
from server.hall import Hall
from server.office import OpenExam, open_exam
from server.pc_checks import note_pc_check
from server.places import draw_seats, planned_places
from server.plan import Plan, read_plan
from server.sittings import note_deeds
from server.store import append_entry
from tests.server.acting import Candidate, Hand, LocalSeat, candidate, place_seat
from tests.server.at_work import sit_down
from tests.server.sample_papers import sample_manuscript, sample_names

CONFIGS: Final = Path(__file__).parents[2] / "exam_configs"
CONFIG: Final = CONFIGS / "semarang.toml"
ROSTER: Final = CONFIGS / "semarang" / "roster.csv"
POSTS: Final = ("kesbangpol", "brida", "perdagangan", "lingkungan-hidup")
PROCTOR, OTHER_PROCTOR, SECRETARY = "pengawas-1", "pengawas-2", "sekretariat"
SEATS, SPARES = 24, 3
MINUTE: Final = 60_000
_WIB: Final = ZoneInfo("Asia/Jakarta")
_IMMODEST: Final = 5
_ABOUT_ONESELF: Final = (
    "Selama empat tahun memimpin bidang ini saya, {name}, mencatat sendiri perubahan itu setiap "
    "triwulan, dan catatan itulah dasar makalah ini."
)
_LEAST_LEFT: Final = 0.55
"""The shortest of several papers on one topic has so much of the sample."""


def moment(day: int, hour: int, minute: int) -> datetime:
    """Return an instant of the December of the exam."""
    return datetime(2026, 12, day, hour, minute, tzinfo=_WIB)


def pictured_plan() -> Plan:
    """Read the Semarang exam and keep a few of its posts, as a practice exam in one room."""
    plan = read_plan(CONFIG, ROSTER)
    return Plan(
        _smaller(plan.config),
        {
            sitting: {post: topic for post, topic in topics.items() if post in POSTS}
            for sitting, topics in plan.topics.items()
        },
        tuple(one for one in plan.applications if one.post_id in POSTS),
    )


def _smaller(config: ExamConfig) -> ExamConfig:
    change = msgspec.structs.replace
    (sitting,) = config.sittings
    interview = config.interview
    days = () if interview is None else interview.days
    kept = (
        change(day, posts=tuple(post for post in day.posts if post in POSTS))
        for day in days
        if set(day.posts) & set(POSTS)
    )
    return change(
        config,
        interview=interview and change(interview, days=tuple(kept)),
        exam=change(config.exam, practice=True, card_kdf="test-only"),
        posts=tuple(post for post in config.posts if post.id in POSTS),
        sittings=(change(sitting, seats=SEATS, spare_seats=SPARES, rows=(8, 8, 8)),),
    )


@dataclass
class Selection:
    """The exam at any moment; `people` are those who came, in the order of the roster."""

    exam: OpenExam
    made: Handouts
    hand: Hand
    dice: Randomness
    hall: Hall = field(default_factory=Hall)
    people: list[Candidate] = field(default_factory=list)
    places: dict[str, LocalSeat] = field(default_factory=dict)

    def go_to(self, when: datetime) -> None:
        """Let time pass until then."""
        self.hand.move(when.timestamp() - self.hand.wall / 1000)

    def draw_places(self) -> None:
        """Draw the lot, and put a PC at every place."""
        exam = self.exam
        exam.act_now(lambda db, now: draw_seats(db, exam.config, self.dice(32), SECRETARY, now))
        for number in range(1, SEATS + 1):
            name = f"PC-{number:02}"
            place = self.places[name] = place_seat(exam, name)
            exam.act_now(partial(_note_enrolment, place=place))

    def sit_down(self, cards: tuple[Card, ...]) -> None:
        """Sign people in, each where the lot put them."""
        planned = self.exam.store.read(planned_places)
        for card in cards:
            who = candidate(self.exam, card)
            sit_down(
                self.exam, who, self.places[planned[who.application_id]], self.exam.timeline.now()
            )
            self.people.append(who)
            self.hand.move(11)

    def spares(self) -> list[LocalSeat]:
        """Return the PCs at which nobody was put."""
        taken = self.exam.store.read(planned_places).values()
        return [place for name, place in self.places.items() if name not in taken]

    def place_of(self, who: Candidate) -> LocalSeat:
        """Return the PC at which somebody was put."""
        return self.places[self.exam.store.read(planned_places)[who.application_id]]

    def report(self, who: Candidate, *deeds: Deed) -> None:
        """Report deeds of a candidate."""
        seat, now = self.place_of(who).seat.id, self.exam.timeline.now()
        self.exam.store.write_now(lambda db: note_deeds(db, seat, who.application_id, deeds, now))

    def check_pcs(self, found: dict[str, PcCheck]) -> None:
        """Let every PC say what was found out about it."""
        for name, place in self.places.items():
            check = found.get(name, PcCheck())
            self.exam.act_now(partial(_note_check, seat_id=place.seat.id, check=check))
            status = SeatStatus(run=self.exam.timeline.run, pc_check=check)
            self.hear(place, "", status)

    def hear(
        self, place: LocalSeat, application_id: str, status: SeatStatus, typed: int = 0
    ) -> None:
        """Take in what a PC says of itself now."""
        now = self.exam.timeline.now()
        said = msgspec.structs.replace(status, run=self.exam.timeline.run, exam_time=now)
        self.hall.note_beat(place.seat.id, application_id, said, True, now, typed)

    def paper_of(self, who: Candidate) -> Manuscript:
        """Return what somebody wrote; of several papers on one topic each is another length."""
        place = [one.application_id for one in self.people].index(who.application_id)
        post = self.card_of(who).application.post_id
        names = [name for name in sample_names() if name.partition("-")[2] == post]
        sample = sample_manuscript(names[place % len(names)])
        lines = sample.paper.split("\n")
        kept = lines[: round(len(lines) * Random(place).uniform(_LEAST_LEFT, 1))]
        if place == _IMMODEST:
            kept.insert(3, _ABOUT_ONESELF.format(name=self.named))
        return Manuscript("\n".join(kept), sample.slides)

    @property
    def named(self) -> str:
        """Return the name, without titles, that somebody wrote into their own paper."""
        name = self.card_of(self.people[_IMMODEST]).application.name.partition(",")[0]
        return " ".join(word for word in name.split() if not word.endswith("."))

    def card_of(self, who: Candidate) -> Card:
        """Return the card of somebody."""
        return next(one for one in self.made.cards if one.application.number == who.number)


def _note_enrolment(db: Database, now: ExamTime, place: LocalSeat) -> None:
    seat = place.seat
    append_entry(db, encode_entry(SeatEnrolled(now, seat.id, seat.name, seat.signing_key.hex())))


def _note_check(db: Database, now: ExamTime, seat_id: str, check: PcCheck) -> None:
    note_pc_check(db, seat_id, check, now)


@contextmanager
def pictured_selection(root: Path, hand: Hand, random: Randomness) -> Iterator[Selection]:
    """Create the exam in an empty folder and hold it open."""
    made = create_exam(pictured_plan(), root, random, hand.clocks)
    with open_exam(root, hand.clocks) as exam:
        yield Selection(exam, made, hand, random)
