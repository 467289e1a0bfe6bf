"""Vectors of interviews: what is written down of them, and who is heard when."""

from typing import Final

import msgspec

from exam.entry import Entry
from exam.hearing_record import (
    Appointment,
    HearingMissed,
    HearingMoved,
    HearingsScheduled,
    Pause,
    Session,
)
from exam.hearings import Candidate, Schedule, draw_hearings
from scripts.vectors.sources import APPLICATION, Vector, drawn

_BY: Final = ("ketua", "penilai-2")
_SESSION: Final = Session("2026-12-14", "Ruang Rapat I", 480, 960, _BY, (Pause(720, 780),))
_FIRST: Final = Appointment(APPLICATION, "2026-12-14", "Ruang Rapat I", 480, _BY)
_LATER: Final = Appointment(APPLICATION, "2026-12-14", "Ruang Rapat I", 900, _BY)

HEARINGS: Final[tuple[Entry, ...]] = (
    HearingsScheduled(
        17_100_000, drawn("hearings", 32).hex(), 60, (_SESSION,), (_FIRST,), "sekretariat", ""
    ),
    HearingMoved(17_200_000, _LATER, "sekretariat", "dinas luar"),
    HearingMissed(17_300_000, APPLICATION, True, "sekretariat", "sakit"),
)


_POSTS: Final = ("brida", "damkar")
_PEOPLE: Final = tuple(
    Candidate(f"{number:03}.{_POSTS[number % 2]}", f"{number:03}", _POSTS[number % 2])
    for number in range(1, 11)
)


def hearings() -> Vector:
    """One lot with a seed, and the same candidates by number."""
    next_day = Session("2026-12-15", "Ruang Rapat I", 480, 960, _BY, (Pause(720, 780),))
    schedules = []
    for seed in (drawn("hearings", 32), None):
        found = draw_hearings((_SESSION, next_day), 60, _PEOPLE, _POSTS, seed)
        by_application = {one.application_id: one for one in found}
        shown = "" if seed is None else seed.hex()
        schedule = Schedule(60, shown, (_SESSION, next_day), by_application)
        schedules.append(
            {
                "seed": shown,
                "hours": [[one.date, one.begins, one.application_id] for one in found],
                "digest": schedule.digest,
            }
        )
    return {
        "description": "The schedule of docs/interviews.md: who is heard when, for each seed.",
        "minutes": 60,
        "sessions": msgspec.to_builtins((_SESSION, next_day)),
        "posts": list(_POSTS),
        "candidates": [[one.application_id, one.number, one.post_id] for one in _PEOPLE],
        "schedules": schedules,
    }
