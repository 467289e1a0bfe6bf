"""Four hours of people who type, without waiting for them: what a sitting leaves on the disk.

A real exam is open at a clock that is turned by hand. What the typing trace of the simulator brings
every two seconds goes the way of a beat into the database, a minute of it in one commit, and at the
end everybody hands in what then stands there. So a sitting is over in seconds, and every byte of it
is on the disk where a real one would have left it.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from exam.clock import BEAT_SECONDS, MILLISECONDS_PER_MINUTE, ExamTime
from exam.config import parse_config
from exam.keys import signing_public_key
from exam.protocol import VERSION, SignInRequest, SubmitRequest
from scripts.benching.crowd.kiosks import Kiosk, pages_of, waiting_beat
from scripts.benching.crowd.muster import Muster
from scripts.benching.crowd.room import CONFIG
from scripts.benching.growth import Points
from scripts.benching.steps import Steps, Tally
from server.admission import sign_in
from server.door import open_check_in
from server.enrolment import Seat
from server.envelopes import accept_envelope
from server.forecast import Forecast, forecast_of
from server.heads import record_heads
from server.intake import accept_beat
from server.office import OpenExam, open_exam
from server.rehearsal.stand_in import stand_in
from server.timeline import Clocks

HOURS: Final = 4
_MINUTES_AN_HOUR: Final = 60
_BEATS_A_MINUTE: Final = 60 // BEAT_SECONDS
_NOBODY: Final = ""


@dataclass(frozen=True, slots=True)
class Minute:
    """A minute of everybody: edits, bytes of their records, steps of one beat that brings some.

    `database_bytes` is how large the whole database then is.
    """

    typed: int
    record_bytes: int
    steps: Steps
    database_bytes: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """A whole sitting of so many candidates, minute by minute.

    `before_bytes` is the size of the database when all had signed in, `after_bytes` that after the
    last receipt.
    """

    candidates: int
    minutes: tuple[Minute, ...]
    before_bytes: int
    after_bytes: int

    @property
    def typed(self) -> int:
        """All keys that were pressed."""
        return sum(each.typed for each in self.minutes)

    @property
    def journal_bytes(self) -> int:
        """By how much the database grew while people typed."""
        return self.minutes[-1].database_bytes - self.before_bytes

    @property
    def used_bytes(self) -> int:
        """By how much it grew until everything was handed in."""
        return self.after_bytes - self.before_bytes

    @property
    def foretold(self) -> float:
        """What was foretold of that growth, against what it came to."""
        forecast = self.forecast
        return (forecast.journals + forecast.envelopes) / self.used_bytes

    def calls(self) -> Points:
        """What Python called for a beat after 1/8, 1/4, 1/2 and all of the time."""
        return [(len(to), min(each.steps.calls for each in last)) for to, last in self._until()]

    def instructions(self) -> Points:
        """What SQLite carried out for one."""
        return [
            (len(to), min(each.steps.instructions for each in last)) for to, last in self._until()
        ]

    def grown(self) -> Points:
        """By how much the database had grown by then."""
        return [(len(to), to[-1].database_bytes - self.before_bytes) for to, _last in self._until()]

    def _until(self) -> list[tuple[Sequence[Minute], Sequence[Minute]]]:
        """Return the minutes up to each eighth that is a double of the one before, and its own."""
        share = len(self.minutes) // 8
        ends = (share, 2 * share, 4 * share, 8 * share)
        return [(self.minutes[:end], self.minutes[end - share : end]) for end in ends]

    @property
    def forecast(self) -> Forecast:
        """What was foretold for so many candidates and minutes."""
        return forecast_of([float(len(self.minutes))] * self.candidates)


def simulated(candidates: int, hours: float = HOURS) -> Sitting:
    """Let so many candidates sign in, type for so long and hand in."""
    config, minutes = parse_config(CONFIG.read_bytes(), CONFIG.name), hours * _MINUTES_AN_HOUR
    with tempfile.TemporaryDirectory(prefix="makalah-hours-") as name:
        folder, hand = Path(name), Hand()
        clocks = Clocks(monotonic=lambda: hand.milliseconds, wall=lambda: hand.milliseconds)
        with (
            stand_in(config, candidates, minutes, folder) as (root, handouts),
            open_exam(root, clocks) as exam,
        ):
            muster = Muster(exam, handouts, folder)
            return _Afternoon(exam, muster, muster.enrol_all(), hand).play(round(minutes))


@dataclass
class Hand:
    """The hand of a clock that somebody turns, in milliseconds."""

    milliseconds: int = 0

    def turn(self) -> None:
        """Let a minute pass."""
        self.milliseconds += MILLISECONDS_PER_MINUTE


class _Afternoon:
    """One sitting at an exam that is open, played minute by minute."""

    def __init__(self, exam: OpenExam, muster: Muster, kiosks: Sequence[Kiosk], hand: Hand) -> None:
        self._exam = exam
        self._muster = muster
        self._kiosks = kiosks
        self._hand = hand
        self._papers = ["" for _ in kiosks]
        self._typing = [pages_of(kiosk, at) for at, kiosk in enumerate(kiosks)]

    def play(self, minutes: int) -> Sitting:
        """Sign in, type for so many minutes, hand in."""
        before = self._exam.act_now(self._sign_in)
        typed = tuple(self._exam.act_now(self._type_a_minute) for _ in range(minutes))
        after = self._exam.act_now(self._hand_in)
        return Sitting(len(self._kiosks), typed, before, after)

    def _sign_in(self, db: Database, now: ExamTime) -> int:
        open_check_in(db, _NOBODY, now)
        for kiosk in self._kiosks:
            request = SignInRequest(VERSION, kiosk.number, kiosk.auth)
            sign_in(db, self._exam, _seat(kiosk), request, lambda *_: False, now)
            beat = waiting_beat(kiosk, is_first=True)
            accept_beat(db, self._exam, _seat(kiosk), beat, now)
        return _size(db)

    def _type_a_minute(self, db: Database, now: ExamTime) -> Minute:
        pages = [
            (_seat(kiosk), page)
            for kiosk, typing in zip(self._kiosks, self._typing, strict=True)
            for page in islice(typing, _BEATS_A_MINUTE)
        ]
        self._papers = [page.paper for _seat, page in pages[_BEATS_A_MINUTE - 1 :: _BEATS_A_MINUTE]]
        counted = next(page for _seat, page in pages if page.edits)
        tally = Tally()
        for seat, page in pages:
            if page is counted:
                tally.begin(db)
            accept_beat(db, self._exam, seat, page.beat, now)
            if page is counted:
                tally.end(db)
        record_heads(db, self._exam, now)
        self._hand.turn()
        return Minute(
            sum(page.edits for _seat, page in pages),
            sum(page.record_bytes for _seat, page in pages),
            tally.steps,
            _size(db),
        )

    def _hand_in(self, db: Database, now: ExamTime) -> int:
        for kiosk, paper in zip(self._kiosks, self._papers, strict=True):
            envelope = self._muster.envelope_of(kiosk, paper)
            accept_envelope(db, self._exam, SubmitRequest(VERSION, envelope), now)
        return _size(db)


def _seat(kiosk: Kiosk) -> Seat:
    return Seat(kiosk.seat_id, kiosk.number, signing_public_key(kiosk.signing_secret))


def _size(db: Database) -> int:
    """Return how large the database is, with what this act has written."""
    ((pages, size),) = db.execute("select * from pragma_page_count, pragma_page_size")
    return int(pages) * int(size)
