"""A day on which much goes wrong, as its ledger has it; instants are exam time in milliseconds."""

from datetime import timedelta, timezone
from hashlib import sha256
from typing import Final

from exam.chronicle import (
    AnyEntry,
    CardReplaced,
    DeedReported,
    ExamCreated,
    HeadRecorded,
    OrderIssued,
    OrderRecovered,
    PaperReceived,
    RecoveryBegan,
    SeatEnrolled,
    SeatRecovered,
    SeatWaived,
    TimeSettled,
    WorkImported,
)
from exam.events import (
    AnyOrder,
    Cause,
    CreditGranted,
    Deed,
    EndOrdered,
    HandInReopened,
    HeadAcknowledged,
    LockLifted,
    Milestone,
    MilestoneReached,
    PauseAcknowledged,
    PauseOrdered,
    ResumeOrdered,
    SeatAdmitted,
    SittingClosed,
    StartEntered,
    StartOrdered,
    WorkLocked,
    WritingInterrupted,
)
from exam.proceedings import (
    AnnouncementEnded,
    AnnouncementMade,
    Attendance,
    AttendanceNoted,
    CheckInClosed,
    CheckInOpened,
    CreditProposed,
    CreditWithdrawn,
    ExitEnded,
    ExitPermitted,
    IncidentKind,
    IncidentNoted,
    PlaceChanged,
    SeatRevoked,
)
from server.day_record import Names
from server.minutes_data import Length
from server.roll import Entrant

MINUTE: Final = 60_000
HOUR: Final = 60 * MINUTE
WIB: Final = timezone(timedelta(hours=7))
EIGHT: Final = 1_796_432_400_000
"""Five December 2026, eight o'clock in Jakarta, as a wall clock counts it."""
START: Final = 2 * HOUR
"""Exam time at the start, which is at eight."""
BOTH: Final = ("pengawas-1", "pengawas-2")
ONE: Final = "pengawas-1"
ROLL: Final = (
    Entrant("a", "001", "Sri Rahayu", "197903012005032004", "Kepala Dinas", "PC-01", "Lab"),
    Entrant("b", "002", "Budi Santoso", "197708162002031001", "Kepala Badan", "PC-02", "Lab"),
    Entrant("c", "003", "Tono Wibowo", "197302022002031003", "Kepala Dinas", "PC-03", "Lab"),
    Entrant("d", "004", "Dewi Lestari", "197001121999122001", "Staf Ahli", "PC-04", "Lab"),
    Entrant("e", "005", "Made Astika", "198002162010042003", "Staf Ahli", "PC-05", "Lab"),
)
LENGTHS: Final = {one.application_id: Length(4 * HOUR, 0) for one in ROLL}
NAMES: Final = Names(
    entrants={one.application_id: one for one in ROLL},
    staff={"pengawas-1": "Pengawas Satu", "pengawas-2": "Pengawas Dua"},
    seats={f"s{at}": f"PC-{at:02}" for at in range(1, 7)},
)


def hex_id(number: int) -> str:
    """An id as orders have it."""
    return f"{number:032x}"


def digest(of: str) -> str:
    """A hash as entries have it."""
    return sha256(of.encode()).hexdigest()


def order(one: AnyOrder, who: str = "", staff_id: str = ONE) -> OrderIssued:
    """An order as the ledger has it."""
    return OrderIssued(one.issued_at, staff_id, "", who, one)


def deed(at: int, who: str, seat: str, one: Deed) -> DeedReported:
    """A deed as the ledger has it."""
    return DeedReported(at, who, seat, one)


def admit(number: int, at: int, who: str, seat: int, admission: int = 1) -> OrderIssued:
    """Somebody signs in at a seat."""
    admitted = SeatAdmitted(hex_id(number), at, admission, f"s{seat}", f"PC-{seat:02}")
    return order(admitted, who, "")


def paper(at: int, who: str, seat: int, cause: Cause, admission: int = 1) -> PaperReceived:
    """An envelope comes in."""
    return PaperReceived(
        at, who, 1, admission, f"s{seat}", cause, at, digest(f"{who}{at}"), "7KQ29M3F0ABC"
    )


def settled(at: int, run: int, basis: str, away: int = 0, off: int = 0) -> TimeSettled:
    """A run of the server, whose clock is `off` from the right hour."""
    return TimeSettled(at, run, basis, 4, away, "", EIGHT + at - START + off)


PAUSE: Final = PauseOrdered(hex_id(30), START + 30 * MINUTE, "Listrik padam")
LOCK: Final = WorkLocked(hex_id(32), START + 50 * MINUTE, "Identitas diperiksa")
CREDIT: Final = CreditGranted(
    hex_id(34), START + 70 * MINUTE, 20 * MINUTE, BOTH, "PC mati selama 20 menit"
)
FORGOTTEN: Final = CreditGranted(
    hex_id(35), START + 80 * MINUTE, 5 * MINUTE, (ONE,), "Jaringan putus"
)
CLOSE: Final = SittingClosed(hex_id(90), START + 5 * HOUR)
ENTRIES: Final[tuple[AnyEntry, ...]] = (
    ExamCreated(0, digest("exam"), 5, digest("panel")),
    settled(1_000, 2, "wall"),
    *(SeatEnrolled(2_000 + at, f"s{at}", f"PC-{at:02}", digest("key")) for at in range(1, 6)),
    PlaceChanged(5_000, "a", "PC-01", ONE, "Sebelum hari ujian"),
    CheckInOpened(START - HOUR, ONE),
    *(admit(10 + at, START - 40 * MINUTE + at, who, at) for at, who in enumerate("abc", 1)),
    *(
        deed(START - 30 * MINUTE, who, "s1", MilestoneReached(one))
        for who in "abcd"
        for one in Milestone
    ),
    CheckInClosed(START - 5 * MINUTE, ONE),
    AttendanceNoted(START - 4 * MINUTE, "d", Attendance.LATE, ONE, "Ban bocor"),
    admit(20, START - 3 * MINUTE, "d", 4),
    AttendanceNoted(START - 2 * MINUTE, "e", Attendance.ABSENT, ONE, ""),
    PlaceChanged(START - MINUTE, "d", "PC-06", ONE, "Kursi rusak"),
    order(StartOrdered(hex_id(29), START - 10_000, START)),
    deed(START + 40 * MINUTE, "d", "s4", StartEntered(START + 7 * MINUTE)),
    order(PAUSE),
    *(
        deed(START + 31 * MINUTE, who, "s1", PauseAcknowledged(PAUSE.id, START + 31 * MINUTE))
        for who in "abc"
    ),
    order(ResumeOrdered(hex_id(31), START + 40 * MINUTE, PAUSE.id, START + 41 * MINUTE)),
    IncidentNoted(
        START + 42 * MINUTE,
        hex_id(60),
        IncidentKind.POWER,
        "",
        "",
        ONE,
        "Listrik padam di lantai 2",
    ),
    order(LOCK, "b"),
    order(LockLifted(hex_id(33), START + 52 * MINUTE, LOCK.id), "b"),
    deed(
        START + 68 * MINUTE, "a", "s5", WritingInterrupted(START + 45 * MINUTE, START + 65 * MINUTE)
    ),
    admit(36, START + 65 * MINUTE, "a", 5, admission=2),
    CreditProposed(START + 66 * MINUTE, "a", 20 * MINUTE, 0, ONE, "PC mati"),
    CreditWithdrawn(START + 67 * MINUTE, "c", "pengawas-2"),
    order(CREDIT, "a"),
    SeatRevoked(START + 71 * MINUTE, "s1", ONE, "PC rusak"),
    ExitPermitted(START + 75 * MINUTE, hex_id(61), "c", ONE, "Ke kamar kecil"),
    ExitEnded(START + 79 * MINUTE, hex_id(61), ONE),
    ExitPermitted(START + 90 * MINUTE, hex_id(62), "b", ONE, "Sakit"),
    AnnouncementMade(START + 91 * MINUTE, hex_id(63), ONE, "Waktu ditambah bagi yang terganggu"),
    AnnouncementEnded(START + 95 * MINUTE, hex_id(63), ONE),
    settled(START + 100 * MINUTE, 3, "seats", away=7 * MINUTE, off=3 * MINUTE),
    RecoveryBegan(START + 101 * MINUTE, 950, 900),
    OrderRecovered(START + 101 * MINUTE, "s2", "b", FORGOTTEN),
    OrderRecovered(
        START + 101 * MINUTE, "s2", "b", LockLifted(hex_id(37), START + 81 * MINUTE, hex_id(99))
    ),
    SeatRecovered(START + 102 * MINUTE, "s6", "PC-06", digest("key")),
    SeatWaived(START + 103 * MINUTE, "s1", ONE),
    settled(START + 103 * MINUTE, 4, "unquestioned", off=3 * MINUTE),
    CardReplaced(START + 104 * MINUTE, "c", ONE),
    paper(START + 3 * HOUR, "a", 5, Cause.SUBMITTED, admission=2),
    order(
        HandInReopened(hex_id(38), START + 190 * MINUTE, 2, 10 * MINUTE, BOTH, "Salah tekan"), "a"
    ),
    order(
        EndOrdered(hex_id(39), START + 200 * MINUTE, START + 201 * MINUTE, Cause.ORDERED, "Sakit"),
        "b",
    ),
    paper(START + 201 * MINUTE, "b", 2, Cause.ORDERED),
    WorkImported(START + 250 * MINUTE, "s3", ONE, digest("file"), ("c",)),
    paper(START + 250 * MINUTE, "c", 3, Cause.TIME_UP),
    HeadRecorded(
        START + 5 * HOUR,
        "d",
        HeadAcknowledged(1, 1, START + 3 * HOUR, hex_id(70), 1, 420, digest("head")),
    ),
    order(CLOSE),
    IncidentNoted(
        START + 5 * HOUR + MINUTE, hex_id(64), IncidentKind.OTHER, "c", "", ONE, "Kartu tertinggal"
    ),
)
LEAVES: Final = tuple(sha256(bytes([at])).digest() for at in range(len(ENTRIES)))
CLOSED_AFTER: Final = len(ENTRIES) - 1
"""How many entries there were when the sitting had just been closed."""
