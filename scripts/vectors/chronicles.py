"""Vectors of the ledger's entries: one of each kind, as it is written."""

from typing import Final

from exam.chronicle import (
    CardReplaced,
    DeedReported,
    ExamCreated,
    HeadRecorded,
    IdentitiesOpened,
    OrderIssued,
    OrderRecovered,
    PaperReceived,
    PapersOpened,
    RecoveryBegan,
    SeatEnrolled,
    SeatHeard,
    SeatRecovered,
    SeatWaived,
    TimeSettled,
    WorkImported,
    encode_entry,
)
from exam.entry import Entry
from exam.events import (
    CallAnswered,
    Cause,
    CreditGranted,
    EndOrdered,
    HandInReopened,
    HeadAcknowledged,
    HelpCalled,
    LockLifted,
    MessageRead,
    MessageSent,
    Milestone,
    MilestoneReached,
    PaperSealed,
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
from exam.pc_check import PcKind
from exam.proceedings import (
    AccountClosed,
    AccountOpened,
    AnnouncementEnded,
    AnnouncementMade,
    Attendance,
    AttendanceNoted,
    CardShown,
    CheckInClosed,
    CheckInOpened,
    CopyMade,
    CreditProposed,
    CreditWithdrawn,
    ExitEnded,
    ExitPermitted,
    IncidentKind,
    IncidentNoted,
    PassphraseRenewed,
    PcChecked,
    PlaceChanged,
    RehearsalFinding,
    RehearsalHeld,
    SeatRevoked,
    SeatsDrawn,
    TopicsUnlocked,
)
from scripts.vectors.custodies import CUSTODIES
from scripts.vectors.hearings import HEARINGS
from scripts.vectors.outcomes import OUTCOMES
from scripts.vectors.scorings import SCORINGS
from scripts.vectors.sources import APPLICATION, EXAM_ID, Vector, drawn

_PAUSE: Final = "00" * 15 + "02"
_MESSAGE: Final = "00" * 15 + "09"
_CALL: Final = "0d" * 16
_LOCK: Final = "00" * 15 + "0b"
_EXIT: Final = "0e" * 16
_INCIDENT: Final = "0f" * 16
_ANNOUNCEMENT: Final = "10" * 16
_SEAT: Final = "0123456789abcdef"
_BOTH: Final = ("pengawas-1", "pengawas-2")
_ORDERS: Final = (
    StartOrdered("00" * 15 + "01", 590_000, at=610_000),
    PauseOrdered(_PAUSE, 700_000, reason="listrik padam"),
    ResumeOrdered("00" * 15 + "03", 800_000, pause_id=_PAUSE, at=820_000),
    CreditGranted("00" * 15 + "04", 830_000, 300_000, ("pengawas-1",), "PC mati"),
    EndOrdered("00" * 15 + "05", 900_000, at=960_000, cause=Cause.ORDERED, reason="sakit"),
    HandInReopened("00" * 15 + "06", 990_000, 2, 600_000, _BOTH, "salah tekan"),
    SeatAdmitted("00" * 15 + "07", 991_000, admission=2, seat_id=_SEAT, seat_name="PC-07"),
    SittingClosed("00" * 15 + "08", 14_500_000),
    MessageSent(_MESSAGE, 910_000, "Mohon tenang."),
    CallAnswered("00" * 15 + "0a", 930_000, call_id=_CALL),
    WorkLocked(_LOCK, 940_000, reason="berbicara dengan peserta lain"),
    LockLifted("00" * 15 + "0c", 950_000, lock_id=_LOCK),
)
_DEEDS: Final = (
    MilestoneReached(Milestone.IDENTITY_CONFIRMED),
    PauseAcknowledged(_PAUSE, 700_800),
    PaperSealed(revision=1, admission=2, at=14_399_000, cause=Cause.TIME_UP),
    WritingInterrupted(begin=900_000, end=1_349_000),
    MessageRead(_MESSAGE, at=915_000),
    HelpCalled(_CALL, at=920_000),
    StartEntered(at=840_000),
)
_HEAD: Final = HeadAcknowledged(
    revision=1,
    admission=2,
    at=660_000,
    segment_id=drawn("segment id", 16).hex(),
    generation=1,
    count=420,
    head=drawn("head", 32).hex(),
)
_WALL: Final = 1_796_446_800_000
_DIGEST: Final = drawn("digest", 32).hex()
_MAP: Final = drawn("map", 32).hex()

_PROCEEDINGS: Final[tuple[Entry, ...]] = (
    CheckInOpened(500_000, "pengawas-1"),
    CheckInClosed(800_000, "pengawas-1"),
    AttendanceNoted(810_000, APPLICATION, Attendance.LATE, "pengawas-2", "banjir"),
    IncidentNoted(
        at=820_000,
        incident_id=_INCIDENT,
        kind=IncidentKind.POWER,
        application_id="",
        seat_id=_SEAT,
        staff_id="pengawas-1",
        text="listrik padam tiga menit",
    ),
    ExitPermitted(830_000, _EXIT, APPLICATION, "pengawas-1", "kamar kecil"),
    ExitEnded(840_000, _EXIT, "pengawas-2"),
    SeatRevoked(850_000, _SEAT, "pengawas-1", "papan ketik rusak"),
    CreditProposed(860_000, APPLICATION, 1_200_000, 0, "pengawas-1", "PC mati"),
    CreditWithdrawn(870_000, APPLICATION, "pengawas-2"),
    AnnouncementMade(880_000, _ANNOUNCEMENT, "pengawas-1", "Salat Zuhur pukul 12.00."),
    AnnouncementEnded(890_000, _ANNOUNCEMENT, "pengawas-1"),
    AccountOpened(1_000, "pengawas-3", "proctor", "sekretariat"),
    PassphraseRenewed(2_000, "pengawas-3", "sekretariat"),
    AccountClosed(3_000, "pengawas-3", "sekretariat"),
    SeatsDrawn(4_000, drawn("lot", 32).hex(), drawn("seat plan", 32).hex(), "sekretariat", ""),
    PlaceChanged(5_000, APPLICATION, "PC-07", "sekretariat", "kursi roda"),
    TopicsUnlocked(580_000, ("ketua", "sekretaris"), "pengawas-1"),
    CopyMade(14_600_000, 640, _DIGEST, "sekretariat"),
    PcChecked(
        590_000,
        _SEAT,
        stops=(PcKind.DISK,),
        passed=(PcKind.REMOTE_ACCESS,),
        warnings=(PcKind.WIFI,),
        notices=(PcKind.CLOCK,),
        unchecked=(PcKind.LOGINS,),
    ),
    CardShown(610_000, APPLICATION, "pengawas-1"),
    RehearsalHeld(
        6_000,
        "sekretariat",
        56,
        300,
        (RehearsalFinding("load", "look", {"percent": 70, "megabytes": 240}),),
    ),
)

EXAMPLES: Final[tuple[Entry, ...]] = (
    ExamCreated(0, EXAM_ID.hex(), 54, drawn("panel", 32).hex()),
    SeatEnrolled(1, _SEAT, "PC-01", drawn("seat key", 32).hex()),
    *(OrderIssued(order.issued_at, "pengawas-1", "pagi", APPLICATION, order) for order in _ORDERS),
    *(DeedReported(600_000, APPLICATION, _SEAT, deed) for deed in _DEEDS),
    HeadRecorded(660_000, APPLICATION, _HEAD),
    PaperReceived(
        at=14_400_000,
        application_id=APPLICATION,
        revision=1,
        admission=2,
        seat_id=_SEAT,
        cause="time-up",
        sealed_at=14_399_000,
        envelope_digest=_DIGEST,
        receipt_code="9SJ7S1MJMCG5",
    ),
    TimeSettled(14_400_100, run=3, basis="seats", seats=54, away=420_000, staff_id="", wall=_WALL),
    RecoveryBegan(14_400_200, known=530, own=498),
    OrderRecovered(14_400_300, _SEAT, APPLICATION, _ORDERS[6]),
    SeatRecovered(14_400_400, _SEAT, "PC-07", drawn("seat key", 32).hex()),
    SeatHeard(14_400_500, _SEAT),
    SeatWaived(14_400_600, _SEAT, "pengawas-1"),
    CardReplaced(14_400_700, APPLICATION, "pengawas-1"),
    WorkImported(14_400_800, _SEAT, "pengawas-1", _DIGEST, (APPLICATION,)),
    PapersOpened(
        15_000_000, 53, ("002.brida",), ("003.damkar",), _MAP, ("004.bkpp",), ("005.dispora",)
    ),
    IdentitiesOpened(17_000_000, _MAP),
    *_PROCEEDINGS,
    *SCORINGS,
    *HEARINGS,
    *CUSTODIES,
    *OUTCOMES,
)
"""One of each kind, with one of each kind of order and deed."""


def entries() -> Vector:
    """Every kind of entry, as it is written."""
    return {
        "description": (
            "Entries of the exam's log: JSON objects without spaces, the kind first, then the "
            "fields in this order, text as UTF-8. Of an entry there is no other form."
        ),
        "entries": [encode_entry(example).decode() for example in EXAMPLES],
    }
