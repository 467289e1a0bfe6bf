"""What may be ordered, and what is refused before it is signed."""

from contextlib import suppress
from typing import Final

import pytest

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import AnyOrder
from exam.rulings import Terms, require_orderable
from tests.exam.ruled import ABSENT, HANDED_IN, HELD, SEALED, TERMS, Known, code
from tests.exam.sittings import (
    ACCEPTED,
    CONFIRMED,
    LEAD,
    MINUTE,
    SEATED,
    START,
    TIME_UP,
    WRITES,
    admitted,
    answered,
    closed,
    credited,
    ended,
    knowing,
    lifted,
    locked,
    minute,
    paused,
    reopened,
    resumed,
    sealed,
    started,
    told,
)

EACH_ORDER: Final[tuple[AnyOrder, ...]] = (
    started(minute(500), name="anew"),
    paused(minute(400), name="new"),
    resumed(minute(500), name="new"),
    credited(1, minute(400), name="new"),
    ended(minute(500), name="new"),
    reopened(2, 500 * MINUTE, minute(400)),
    admitted(2, minute(400)),
    closed(minute(400), name="again"),
    told(minute(400)),
    answered(minute(400)),
    locked(minute(400)),
    lifted(minute(400)),
)


@pytest.mark.parametrize("order", EACH_ORDER, ids=lambda order: type(order).__name__)
def test_nothing_is_ordered_in_a_closed_sitting(order: AnyOrder) -> None:
    assert code((*WRITES, closed(minute(390))), order) == "order.closed"


@pytest.mark.parametrize("known", [(), ABSENT, SEATED, WRITES, HELD, SEALED, HANDED_IN])
@pytest.mark.parametrize("order", EACH_ORDER, ids=lambda order: type(order).__name__)
def test_a_ruling_changes_nothing(known: Known, order: AnyOrder) -> None:
    sitting = knowing(*known)
    with suppress(RefusedError):
        require_orderable(sitting, order, TERMS)
    assert sitting == knowing(*known)


@pytest.mark.parametrize(
    ("known", "order", "refused"),
    [
        ((), started(START, START - LEAD), None),
        (SEATED, started(START, START - LEAD), None),
        ((), started(START, START - LEAD + 1), "order.too-soon"),
        ((), started(START, START), "order.too-soon"),
        ((), started(START, START + 1), "order.too-soon"),
        ((started(),), started(minute(90), START - LEAD, "anew"), None),
        ((started(),), started(minute(90), START - LEAD + 1, "anew"), "order.begun"),
        ((started(),), started(minute(90), START, "anew"), "order.begun"),
        ((started(),), started(minute(90), minute(80), "anew"), "order.begun"),
        ((started(minute(90)),), started(START, START - LEAD, "sooner"), None),
        ((started(minute(90)),), started(START, START - LEAD + 1, "sooner"), "order.too-soon"),
    ],
)
def test_a_start_is_ordered_a_lead_ahead_of_itself_and_of_the_one_it_replaces(
    known: Known, order: AnyOrder, refused: str | None
) -> None:
    assert code(known, order) == refused


PAUSED_ONCE: Known = (*HELD, resumed(minute(110)))


@pytest.mark.parametrize(
    ("known", "order", "refused"),
    [
        (SEATED, paused(minute(59)), "order.not-begun"),
        (WRITES, paused(START - 1), "order.not-begun"),
        (WRITES, paused(START), None),
        (ABSENT, paused(START), None),
        (WRITES, paused(TIME_UP - 1), None),
        (WRITES, paused(TIME_UP), "order.over"),
        ((*WRITES, credited(1, 0)), paused(TIME_UP), None),
        ((*WRITES, ended(minute(90))), paused(minute(90)), "order.over"),
        (HELD, paused(minute(102), "second"), "order.paused"),
        ((*WRITES, paused(minute(100))), paused(minute(102), "second"), "order.paused"),
        (PAUSED_ONCE, paused(minute(102), "second"), None),
        (PAUSED_ONCE, paused(minute(120), "second"), None),
        (SEALED, paused(minute(102)), "order.handed-in"),
        (HANDED_IN, paused(minute(102)), "order.handed-in"),
    ],
)
def test_a_pause_is_ordered_once_and_only_for_who_has_time_to_write(
    known: Known, order: AnyOrder, refused: str | None
) -> None:
    assert code(known, order) == refused


@pytest.mark.parametrize(
    ("known", "order", "refused"),
    [
        (HELD, resumed(minute(110), minute(110) - LEAD), None),
        (HELD, resumed(minute(110), minute(110) - LEAD + 1), "order.too-soon"),
        ((*WRITES, paused(minute(100))), resumed(minute(110)), None),
        (WRITES, resumed(minute(110)), "order.not-paused"),
        (HELD, resumed(minute(110), pause="other"), "order.not-paused"),
        (PAUSED_ONCE, resumed(minute(120), name="second"), "order.not-paused"),
        ((*HELD, paused(minute(102), "both")), resumed(minute(120), pause="both"), None),
        ((*HELD, sealed(minute(102))), resumed(minute(110)), None),
    ],
)
def test_a_pause_is_ended_once_and_a_lead_ahead(
    known: Known, order: AnyOrder, refused: str | None
) -> None:
    assert code(known, order) == refused


@pytest.mark.parametrize(
    ("known", "order", "refused"),
    [
        (SEATED, ended(minute(50)), "order.not-begun"),
        (WRITES, ended(START + LEAD - 1, START - 1), "order.not-begun"),
        (WRITES, ended(START + LEAD, START), None),
        (WRITES, ended(START + LEAD - 1, START), "order.too-soon"),
        (ABSENT, ended(minute(90)), None),
        (HELD, ended(minute(120)), None),
        (SEALED, ended(minute(120)), "order.handed-in"),
        (HANDED_IN, ended(minute(120)), "order.handed-in"),
        (WRITES, ended(TIME_UP - 1, minute(100)), None),
        (WRITES, ended(TIME_UP, minute(100)), "order.ends-before"),
        (WRITES, ended(minute(900), minute(100)), "order.ends-before"),
        (WRITES, ended(TIME_UP, TIME_UP - 1), "order.too-soon"),
        (WRITES, ended(TIME_UP + LEAD, TIME_UP), "order.over"),
        ((*WRITES, ended(minute(150))), ended(minute(140), name="sooner"), None),
        (
            (*WRITES, ended(minute(150), minute(90))),
            ended(minute(150), minute(100), name="same"),
            "order.ends-before",
        ),
        (
            (*WRITES, ended(minute(150), minute(90))),
            ended(minute(160), minute(100), name="later"),
            "order.ends-before",
        ),
        (HELD, ended(minute(110) + TIME_UP - minute(101), minute(110)), "order.ends-before"),
        (HELD, ended(minute(110) + TIME_UP - minute(101) - 1, minute(110)), None),
    ],
)
def test_an_end_is_ordered_a_lead_ahead_and_only_if_it_takes_time(
    known: Known, order: AnyOrder, refused: str | None
) -> None:
    assert code(known, order) == refused


@pytest.mark.parametrize(
    ("known", "order", "refused"),
    [
        ((), admitted(1, 5), None),
        ((), admitted(2, 5), None),
        (SEATED, admitted(1, 5), "order.admission"),
        (SEATED, admitted(2, 5), None),
        (SEATED, admitted(1003, 5), None),
        (HELD, admitted(2, minute(110)), None),
        (HANDED_IN, admitted(2, minute(110)), None),
        (WRITES, admitted(2, TIME_UP), None),
    ],
)
def test_an_admission_has_a_higher_number_at_any_time_of_the_day(
    known: Known, order: AnyOrder, refused: str | None
) -> None:
    assert code(known, order) == refused


ON_ITS_WAY: Known = (*WRITES, sealed(minute(100)))
AWAY_AFTER: Known = (*WRITES, sealed(TIME_UP), admitted(2, ExamTime(TIME_UP + 1)))


@pytest.mark.parametrize(
    ("known", "at", "refused"),
    [
        ((), 0, "order.not-begun"),
        (SEATED, minute(50), "order.not-begun"),
        (ABSENT, START - 1, "order.not-begun"),
        (ABSENT, START, None),
        ((started(), CONFIRMED, ACCEPTED), minute(100), None),
        (WRITES, minute(100), "order.still-writing"),
        ((started(), admitted(1)), minute(100), "order.still-writing"),
        ((started(), admitted(1), CONFIRMED), minute(100), "order.still-writing"),
        (HELD, minute(110), "order.still-writing"),
        (HELD, minute(900), "order.still-writing"),
        (WRITES, TIME_UP, "order.still-writing"),
        (WRITES, TIME_UP + LEAD - 1, "order.still-writing"),
        (WRITES, TIME_UP + LEAD, None),
        ((*WRITES, ended(minute(90))), minute(90) + LEAD - 1, "order.still-writing"),
        ((*WRITES, ended(minute(90))), minute(90) + LEAD, None),
        (ON_ITS_WAY, minute(100) + LEAD - 1, "order.still-writing"),
        (ON_ITS_WAY, minute(100) + LEAD, None),
        (ON_ITS_WAY, minute(100) - LEAD + 1, "order.still-writing"),
        (ON_ITS_WAY, minute(100) - LEAD, None),
        (HANDED_IN, minute(100), None),
        (AWAY_AFTER, TIME_UP + LEAD - 1, "order.still-writing"),
        (AWAY_AFTER, TIME_UP + LEAD, None),
        ((*HANDED_IN, reopened(2, 0, minute(105))), minute(110), "order.still-writing"),
    ],
)
def test_a_sitting_is_closed_once_nobody_writes_or_may_be_handing_in(
    known: Known, at: int, refused: str | None
) -> None:
    assert code(known, closed(at)) == refused


@pytest.mark.parametrize(
    ("after", "grace", "refused"),
    [
        (LEAD, 0, None),
        (LEAD, 120_000, "order.still-writing"),
        (119_999, 120_000, "order.still-writing"),
        (120_000, 120_000, None),
        (LEAD - 1, 1, "order.still-writing"),
    ],
)
def test_nobody_is_closed_out_in_the_grace(after: int, grace: int, refused: str | None) -> None:
    order, terms = closed(TIME_UP + after), Terms(LEAD, 0, grace)
    if refused is None:
        require_orderable(knowing(*WRITES), order, terms)
    else:
        with pytest.raises(RefusedError, match=refused):
            require_orderable(knowing(*WRITES), order, terms)
