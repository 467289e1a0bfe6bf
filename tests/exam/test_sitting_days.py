"""Whole days of one candidate, told moment by moment.

Each moment says what became known at that minute, and where the candidate then stands: the phase,
the minutes left, and why the paper has to be handed in now, if it has to. The sitting begins at
minute 60 and lasts four hours, to minute 300.
"""

from typing import Final, NamedTuple

import pytest

from exam.events import Cause, SittingEvent
from exam.sitting import Phase, Sitting
from tests.exam.sittings import (
    ACCEPTED,
    CONFIRMED,
    DURATION,
    MINUTE,
    SEATED,
    acknowledged,
    admitted,
    closed,
    credited,
    ended,
    head,
    knowing,
    lifted,
    locked,
    minute,
    paused,
    received,
    reopened,
    resumed,
    sealed,
    started,
)


class Moment(NamedTuple):
    """What became known at a minute, and where the candidate then stands."""

    at: float
    known: tuple[SittingEvent, ...]
    phase: Phase
    left: float
    cause: Cause | None = None


SIGNED_IN, READY, WRITING = Phase.SIGNED_IN, Phase.READY, Phase.WRITING
LOCKED, PAUSED, SEALED, SUBMITTED = (
    Phase.LOCKED,
    Phase.PAUSED,
    Phase.SEALED,
    Phase.SUBMITTED,
)

BEGUN: Final = [
    Moment(30, SEATED, READY, 240),
    Moment(59.5, (started(minute(60)),), READY, 240),
    Moment(60, (), WRITING, 240),
]

ORDINARY: Final = [
    Moment(30, (admitted(1, minute(30)),), SIGNED_IN, 240),
    Moment(31, (CONFIRMED,), Phase.IDENTITY_CONFIRMED, 240),
    Moment(32, (ACCEPTED,), READY, 240),
    Moment(59.5, (started(minute(60)),), READY, 240),
    Moment(60, (), WRITING, 240),
    Moment(299.5, (), WRITING, 0.5),
    Moment(299.6, (sealed(minute(299.6)),), SEALED, 0.4),
    Moment(299.7, (received(minute(299.7), sealed_at=minute(299.6)),), SUBMITTED, 0.3),
    Moment(310, (closed(minute(310)),), SUBMITTED, 0),
]

TIME_UP_WITHOUT_NETWORK: Final = [
    *BEGUN,
    Moment(300, (), WRITING, 0, Cause.TIME_UP),
    Moment(300, (sealed(minute(300), cause=Cause.TIME_UP),), SEALED, 0),
    Moment(330, (received(minute(330), sealed_at=minute(300)),), SUBMITTED, 0),
]

LATE: Final = [
    Moment(59.5, (started(minute(60)),), SIGNED_IN, 240),
    Moment(80, (admitted(1, minute(80)), CONFIRMED), Phase.IDENTITY_CONFIRMED, 220),
    Moment(81, (ACCEPTED,), WRITING, 219),
    Moment(82, (credited(20 * MINUTE, minute(82)),), WRITING, 238),
    Moment(319, (), WRITING, 1),
    Moment(320, (), WRITING, 0, Cause.TIME_UP),
]

NEVER_CAME: Final = [
    Moment(59.5, (started(minute(60)),), SIGNED_IN, 240),
    Moment(300, (), SIGNED_IN, 0),
    Moment(310, (closed(minute(310)),), SIGNED_IN, 0),
]

PAUSED_AND_RESUMED: Final = [
    *BEGUN,
    Moment(100, (paused(minute(100)),), WRITING, 200),
    Moment(101, (), WRITING, 199),
    Moment(101, (acknowledged(minute(101)),), PAUSED, 199),
    Moment(130, (), PAUSED, 199),
    Moment(130, (resumed(minute(131), minute(130)),), PAUSED, 199),
    Moment(131, (), WRITING, 199),
    Moment(150, (paused(minute(150), "again"),), WRITING, 180),
    Moment(150, (acknowledged(minute(150), "again"),), PAUSED, 180),
    Moment(160, (resumed(minute(161), minute(160), "again", "go on"),), PAUSED, 180),
    Moment(341, (), WRITING, 0, Cause.TIME_UP),
]

PAUSE_NEVER_HEARD: Final = [
    *BEGUN,
    Moment(100, (paused(minute(100)),), WRITING, 200),
    Moment(110, (resumed(minute(110)),), WRITING, 190),
    Moment(120, (acknowledged(minute(120)),), WRITING, 180),
]

CREDITED: Final = [
    *BEGUN,
    Moment(290, (credited(10 * MINUTE, minute(290)),), WRITING, 20),
    Moment(300, (), WRITING, 10),
    Moment(310, (), WRITING, 0, Cause.TIME_UP),
    Moment(312, (credited(3 * MINUTE, minute(312), name="second"),), WRITING, 1),
    Moment(313, (), WRITING, 0, Cause.TIME_UP),
]

ENDED_EARLY: Final = [
    *BEGUN,
    Moment(100, (ended(minute(110), minute(100)),), WRITING, 10),
    Moment(105, (credited(2 * MINUTE, minute(105)),), WRITING, 7),
    Moment(112, (), WRITING, 0, Cause.ENDED_EARLY),
    Moment(112, (sealed(minute(112), cause=Cause.ENDED_EARLY),), SEALED, 0),
]

FORCED_HAND_IN: Final = [
    *BEGUN,
    Moment(100, (ended(minute(101), minute(100), Cause.ORDERED),), WRITING, 1),
    Moment(100.5, (paused(minute(100.5)), acknowledged(minute(100.5))), PAUSED, 0.5),
    Moment(120, (resumed(minute(121), minute(120)),), PAUSED, 0.5),
    Moment(121.5, (), WRITING, 0, Cause.ORDERED),
    Moment(121.5, (sealed(minute(121.5), cause=Cause.ORDERED),), SEALED, 0),
    Moment(121.6, (received(minute(121.6)),), SUBMITTED, 0),
]

MOVED: Final = [
    *BEGUN,
    Moment(100, (head(minute(100)),), WRITING, 200),
    Moment(105, (admitted(2, minute(105)),), WRITING, 195),
    Moment(106, (sealed(minute(106)),), WRITING, 194),
    Moment(107, (received(minute(107)),), WRITING, 193),
    Moment(299, (sealed(minute(299), admission=2),), SEALED, 1),
    Moment(299, (received(minute(299), admission=2),), SUBMITTED, 1),
]

SEALED_AT_THE_LOST_SEAT: Final = [
    *BEGUN,
    Moment(200, (sealed(minute(200)),), SEALED, 100),
    Moment(205, (admitted(2, minute(205)),), WRITING, 95, Cause.SUBMITTED),
    Moment(205, (sealed(minute(205), admission=2),), SEALED, 95),
    Moment(206, (received(minute(206), admission=2),), SUBMITTED, 94),
    Moment(207, (received(minute(207)),), SUBMITTED, 93),
]

REOPENED: Final = [
    *BEGUN,
    Moment(200, (sealed(minute(200)), received(minute(200))), SUBMITTED, 100),
    Moment(203, (reopened(2, 3 * MINUTE, minute(203)),), WRITING, 100),
    Moment(303, (), WRITING, 0, Cause.TIME_UP),
    Moment(303, (sealed(minute(303), 2, cause=Cause.TIME_UP),), SEALED, 0),
    Moment(304, (received(minute(304), 2),), SUBMITTED, 0),
]

REOPENED_AFTER_TIME_UP: Final = [
    *BEGUN,
    Moment(300, (sealed(minute(300), cause=Cause.TIME_UP), received(minute(300))), SUBMITTED, 0),
    Moment(320, (reopened(2, 30 * MINUTE, minute(320)),), WRITING, 10),
    Moment(325, (admitted(2, minute(325)),), WRITING, 5),
    Moment(330, (), WRITING, 0, Cause.TIME_UP),
    Moment(330, (sealed(minute(330), 2, 2, Cause.TIME_UP),), SEALED, 0),
    Moment(331, (received(minute(331), 2, 2),), SUBMITTED, 0),
]

CLOSED: Final = [
    *BEGUN,
    Moment(300, (sealed(minute(300), cause=Cause.TIME_UP),), SEALED, 0),
    Moment(310, (closed(minute(310)),), SEALED, 0),
    Moment(311, (received(minute(311), sealed_at=minute(300)),), SEALED, 0),
]

LOCKED_AND_FORGOTTEN: Final = [
    *BEGUN,
    Moment(100, (locked(minute(100)),), LOCKED, 200),
    Moment(110, (lifted(minute(110)),), WRITING, 190),
    Moment(120, (locked(minute(120), "again"),), LOCKED, 180),
    Moment(130, (paused(minute(130)), acknowledged(minute(130))), PAUSED, 170),
    Moment(140, (resumed(minute(141), minute(140)),), PAUSED, 170),
    Moment(141, (), LOCKED, 170),
    Moment(311, (), WRITING, 0, Cause.TIME_UP),
    Moment(311, (sealed(minute(311), cause=Cause.TIME_UP),), SEALED, 0),
]

DAYS: Final = {
    "ordinary": ORDINARY,
    "time up without network": TIME_UP_WITHOUT_NETWORK,
    "late": LATE,
    "never came": NEVER_CAME,
    "paused and resumed": PAUSED_AND_RESUMED,
    "a pause never heard": PAUSE_NEVER_HEARD,
    "credited": CREDITED,
    "ended early": ENDED_EARLY,
    "forced hand-in": FORCED_HAND_IN,
    "moved to another seat": MOVED,
    "sealed at the lost seat": SEALED_AT_THE_LOST_SEAT,
    "reopened": REOPENED,
    "reopened after time-up": REOPENED_AFTER_TIME_UP,
    "closed": CLOSED,
    "locked and forgotten": LOCKED_AND_FORGOTTEN,
}


def require_moment(sitting: Sitting, moment: Moment) -> None:
    now = minute(moment.at)
    assert sitting.phase_at(now) is moment.phase, moment.at
    assert sitting.remaining_at(now) == minute(moment.left), moment.at
    assert sitting.cause_to_hand_in_at(now) is moment.cause, moment.at


@pytest.mark.parametrize("day", DAYS.values(), ids=list(DAYS))
def test_a_day_goes_as_it_is_told(day: list[Moment]) -> None:
    sitting = Sitting(DURATION)
    for moment in day:
        for fact in moment.known:
            sitting = sitting.after(fact)
        require_moment(sitting, moment)


@pytest.mark.parametrize("day", DAYS.values(), ids=list(DAYS))
def test_a_day_ends_the_same_when_everything_is_heard_at_its_end_and_backwards(
    day: list[Moment],
) -> None:
    facts = [fact for moment in day for fact in moment.known]
    require_moment(knowing(*reversed(facts), *facts), day[-1])


def test_an_accommodated_candidate_has_the_same_day_with_more_time() -> None:
    sitting = knowing(*SEATED, started(minute(60)), accommodation=60 * MINUTE)
    for moment in (
        Moment(60, (), WRITING, 300),
        Moment(300, (), WRITING, 60),
        Moment(359, (), WRITING, 1),
        Moment(360, (), WRITING, 0, Cause.TIME_UP),
    ):
        require_moment(sitting, moment)
    over = sitting.after(ended(minute(330), minute(320)))
    require_moment(over, Moment(330, (), WRITING, 0, Cause.ENDED_EARLY))
