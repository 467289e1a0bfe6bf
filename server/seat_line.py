"""One line of the proctor's page: a seat with what it last said, and whoever sits there."""

from dataclasses import dataclass, field

from exam.clock import ExamTime
from exam.events import HelpCalled
from exam.pc_check import PcCheck
from exam.sitting import Phase
from server.credits import Loss
from server.day import Notes
from server.hall import Report
from server.proposals import Proposal
from server.sittings import Row


@dataclass(frozen=True, slots=True)
class Copies:
    """How old each copy of a text is (milliseconds): 0 is the present text, None no copy."""

    disk: int | None
    server: int | None
    stick: int | None


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One line of the proctor's page; words are rounded to hundreds, times in milliseconds.

    `drift` is by how much the PC's time is ahead of the server's, None if it cannot be compared.
    `silent` is the writing time that passed since the PC of somebody who writes was last heard of.
    `pc_check` is what the PC last said of itself. Time `is_running` while it grows less. The seat
    `is_obeyed` when the PC itself says that the candidate stands at `phase`. `planned` is where
    they should sit if they sit elsewhere. `barred_at` is the stage after which somebody who has not
    signed in takes no part any more. `at` is the instant at which all this is so.
    """

    seat_name: str | None
    seat_id: str = ""
    application_id: str = ""
    number: str | None = None
    name: str | None = None
    post_name: str | None = None
    phase: Phase | None = None
    words: int = 0
    remaining: int | None = None
    last_beat_age: int | None = None
    receipt_code: str | None = None
    drift: int | None = None
    is_time_confirmed: bool = True
    copies: Copies | None = None
    trouble: str = ""
    pc_check: PcCheck | None = None
    forks: int = 0
    loss: Loss | None = None
    silent: int = 0
    waits: Proposal | None = None
    notes: Notes = field(default_factory=Notes)
    is_running: bool = False
    is_obeyed: bool = False
    is_pause_open: bool = False
    unread: int = 0
    planned: str = ""
    call: HelpCalled | None = None
    barred_at: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A seat, or none, with what it last said, at a moment."""

    seat: Row | None
    report: Report | None
    now: ExamTime

    @property
    def id(self) -> str:
        """The seat's id, empty for none."""
        return "" if self.seat is None else str(self.seat["id"])

    @property
    def name(self) -> str | None:
        """What people call the seat."""
        return None if self.seat is None else str(self.seat["name"])

    @property
    def age(self) -> int | None:
        """How long ago it was last heard of."""
        return None if self.report is None else self.now - self.report.at

    @property
    def trouble(self) -> str:
        """The code of what the PC has trouble with, empty for nothing."""
        return "" if self.report is None else self.report.status.trouble

    @property
    def pc_check(self) -> PcCheck | None:
        """What the PC last said of itself, None if it never did."""
        return None if self.report is None else self.report.status.pc_check

    @property
    def is_time_confirmed(self) -> bool:
        """Whether the PC knows the time; one that has said nothing since sign-in was told it."""
        said = None if self.report is None else self.report.status
        return said is None or said.run > 0 or not said.phase

    def empty(self) -> SeatLine:
        """Return the line of a seat at which nobody sits."""
        return SeatLine(
            self.name,
            self.id,
            last_beat_age=self.age,
            trouble=self.trouble,
            pc_check=self.pc_check,
            at=self.now,
        )

    def copies(self) -> Copies | None:
        """Return how old the copies are by now: what a silent PC said grows older."""
        if self.report is None:
            return None
        said, at = self.report.status, self.report.complete_at
        since = self.now - self.report.at
        return Copies(
            disk=_grown(said.disk_age, since),
            server=None if at is None else self.now - at,
            stick=_grown(said.stick_age, since),
        )


def _grown(age: int, since: int) -> int | None:
    """Return an age by now; a copy of the present text is that still, as far as anybody knows."""
    if age < 0:
        return None
    return age + since if age else 0
