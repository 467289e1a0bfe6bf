"""When and where people write or are heard, and the rules of the room."""

from datetime import date, time
from typing import Annotated, Final, Literal

from msgspec import Meta

from exam.clock import MILLISECONDS_PER_MINUTE
from exam.config.fields import WHOLE, Identifier, Minutes, Name, Record, WritingMinutes

USUAL_ROW: Final = 10
"""PCs in a row of a room that no config describes."""

Groups = Annotated[
    tuple[Name, ...],
    Meta(
        max_length=100,
        title="Kelompok",
        description="Who comes: these groups of the roster's column kelompok or sesi.",
    ),
]
PostIds = Annotated[
    tuple[Identifier, ...],
    Meta(max_length=200, title="Jabatan", description="Who comes: whoever applied for these."),
]
Day = Annotated[date, Meta(title="Tanggal", description="Written as 2026-12-05.")]
LocalTime = Annotated[
    time,
    Meta(tz=False, title="Jam mulai", description="Local time, written as 08:00:00; for printing."),
]
Room = Annotated[Name, Meta(title="Ruang", description="Where, as documents write it.")]


class Sitting(Record, frozen=True, kw_only=True):
    """People who write at the same time in the same room (sesi)."""

    id: Annotated[Identifier, Meta(title="Kode sesi", description="Short name in lower case.")]
    date: Day
    start: LocalTime
    room: Room
    seats: Annotated[
        int,
        Meta(ge=1, le=5000, title="Jumlah PC", description="PCs in the room, spare ones included."),
    ]
    spare_seats: Annotated[
        int,
        Meta(ge=0, le=1000, title="PC cadangan", description="How many of them are kept free."),
    ] = 0
    rows: Annotated[
        tuple[Annotated[int, Meta(ge=1, le=200)], ...],
        Meta(
            max_length=200,
            title="Deret",
            description="PCs in each row, from the front: [10, 10, 8]; rows of ten if left out.",
        ),
    ] = ()
    minutes: Annotated[
        WritingMinutes | None,
        Meta(title="Menit", description="Instead of sitting_rules.minutes, for this sitting."),
    ] = None
    groups: Groups = ()
    posts: PostIds = ()

    @property
    def begin_minutes(self) -> float:
        """Minutes from the first day of the calendar to the start; no date is too far for it."""
        start = self.start
        return (self.date.toordinal() * 24 + start.hour) * 60 + start.minute + start.second / 60

    @property
    def row_lengths(self) -> tuple[int, ...]:
        """How many PCs stand in each row, from the front."""
        if self.rows:
            return self.rows
        starts = range(0, self.seats, USUAL_ROW)
        return tuple(min(USUAL_ROW, self.seats - start) for start in starts)


class CheckIn(Record, frozen=True, kw_only=True):
    """When the door is open, in minutes before the start (registrasi)."""

    opens_minutes_before: Annotated[
        int, Meta(ge=1, le=480, title="Registrasi dibuka", description="Minutes before the start.")
    ] = 60
    closes_minutes_before: Annotated[
        int, Meta(ge=0, le=480, title="Registrasi ditutup", description="Minutes before the start.")
    ] = 5


class Lateness(Record, frozen=True, kw_only=True):
    """What happens to whoever comes after check-in has closed."""

    rule: Annotated[
        Literal["drop", "time-runs", "full-time"],
        Meta(
            title="Peserta terlambat",
            description="drop: may not write; time-runs: writes until the common end; full-time: "
            "has the whole time.",
        ),
    ] = "drop"
    latest_minutes: Annotated[
        int,
        Meta(
            ge=0,
            le=600,
            title="Terlambat paling lama",
            description="Minutes after the start; nobody is admitted later. 0 with drop.",
        ),
    ] = 0


class Accommodation(Record, frozen=True, kw_only=True):
    """A kind of longer time, for example for blind candidates: minutes or percent, not both."""

    id: Annotated[Identifier, Meta(title="Kode", description="Short name in lower case.")]
    name: Annotated[Name, Meta(title="Nama", description="For whom, as documents write it.")]
    extra_minutes: Annotated[
        Annotated[int, Meta(ge=1, le=600)] | None,
        Meta(title="Tambahan menit", description="Added to the writing time."),
    ] = None
    extra_percent: Annotated[
        Annotated[float, Meta(ge=1, le=300)] | None,
        Meta(title="Tambahan persen", description="Of the writing time, added to it."),
    ] = None

    def extra_milliseconds(self, writing_milliseconds: int) -> int:
        """How much longer than the given writing time."""
        if self.extra_minutes is not None:
            return self.extra_minutes * MILLISECONDS_PER_MINUTE
        return round(writing_milliseconds * (self.extra_percent or 0) / WHOLE)


class Interruptions(Record, frozen=True, kw_only=True):
    """How time that a fault took is given back, and when the sitting is given up for the day."""

    two_proctors_above_minutes: Annotated[
        int,
        Meta(
            ge=0,
            le=600,
            title="Dua pengawas di atas",
            description="Giving back more minutes than this needs two proctors.",
        ),
    ] = 15
    postpone_from_minutes: Annotated[
        int,
        Meta(
            ge=1,
            le=1440,
            title="Dijadwalkan ulang mulai",
            description="An outage of so many minutes means another day.",
        ),
    ] = 180
    postponed_by: Annotated[
        Literal["chair", "secretariat", "proctor"],
        Meta(title="Pemutus", description="Who decides that the sitting is postponed."),
    ] = "chair"


class SittingRules(Record, frozen=True, kw_only=True):
    """The rules of every sitting."""

    minutes: Annotated[
        WritingMinutes,
        Meta(title="Menit", description="Writing time for the paper and the slides together."),
    ]
    start_lead_seconds: Annotated[
        int,
        Meta(
            ge=3,
            le=600,
            title="Hitung mundur",
            description="Seconds from the proctor's start to the beginning of the time.",
        ),
    ] = 10
    warnings: Annotated[
        tuple[Annotated[int, Meta(ge=1, le=600)], ...],
        Meta(
            max_length=20,
            title="Peringatan waktu",
            description="Minutes before the end at which candidates are told.",
        ),
    ] = (60, 30, 15, 5, 1)
    grace_seconds: Annotated[
        int,
        Meta(
            ge=0,
            le=3600,
            title="Tenggang",
            description="Seconds after the end in which hand-ins may still arrive; nobody writes.",
        ),
    ] = 120
    check_in: Annotated[CheckIn, Meta(title="Registrasi", description="When the door is open.")] = (
        CheckIn()
    )
    lateness: Annotated[
        Lateness, Meta(title="Keterlambatan", description="What happens to latecomers.")
    ] = Lateness()
    accommodations: Annotated[
        tuple[Accommodation, ...],
        Meta(max_length=20, title="Tambahan waktu", description="Kinds of longer time."),
    ] = ()
    interruptions: Annotated[
        Interruptions, Meta(title="Gangguan", description="What follows a fault.")
    ] = Interruptions()

    @property
    def last_entry(self) -> int:
        """Until when somebody comes in, in milliseconds after the start; before it if negative."""
        late = self.lateness
        minutes = late.latest_minutes
        if late.rule == "drop":
            minutes = -self.check_in.closes_minutes_before
        return minutes * MILLISECONDS_PER_MINUTE

    def minutes_of(self, sitting: Sitting) -> float:
        """The writing time of a sitting, its own or the common one."""
        return self.minutes if sitting.minutes is None else sitting.minutes


class InterviewDay(Record, frozen=True, kw_only=True):
    """A day of interviews, and who is heard on it."""

    id: Annotated[Identifier, Meta(title="Kode hari", description="Short name in lower case.")]
    date: Day
    start: LocalTime
    room: Room
    groups: Groups = ()
    posts: PostIds = ()

    def is_for(self, post_id: str, group: str) -> bool:
        """Whether somebody is heard on this day, by post or by group."""
        if self.posts:
            return post_id in self.posts
        named = {one.casefold() for one in self.groups}
        return not named or group.casefold() in named


class InterviewSection(Record, frozen=True, kw_only=True):
    """How candidates are heard."""

    minutes: Annotated[Minutes, Meta(title="Menit", description="For each candidate.")]
    interviewers: Annotated[
        Annotated[int, Meta(ge=1, le=16)] | None,
        Meta(
            title="Pewawancara",
            description="Panel members who hear a candidate, one or two also; all if left out.",
        ),
    ] = None
    days: Annotated[
        tuple[InterviewDay, ...],
        Meta(max_length=60, title="Hari wawancara", description="May be left out."),
    ] = ()
