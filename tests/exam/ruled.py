"""Where a sitting may stand when somebody orders something, and what becomes of the order."""

from typing import Final

from exam.errors import RefusedError
from exam.events import AnyOrder, SittingEvent
from exam.rulings import Terms, require_orderable
from tests.exam.sittings import (
    LEAD,
    MINUTE,
    WRITES,
    acknowledged,
    knowing,
    minute,
    paused,
    received,
    sealed,
    started,
)

TERMS: Final = Terms(lead=LEAD, credit_of_one=15 * MINUTE)
ALONE: Final = ("pengawas-1",)
Known = tuple[SittingEvent, ...]

ABSENT: Known = (started(),)
HANDED_IN: Known = (*WRITES, sealed(minute(100)), received(minute(100)))
SEALED: Known = (*WRITES, sealed(minute(100)))
HELD: Known = (*WRITES, paused(minute(100)), acknowledged(minute(101)))


def refusal(known: Known, order: AnyOrder, terms: Terms = TERMS) -> RefusedError | None:
    """Return why an order is refused, or None if it passes."""
    sitting = knowing(*known)
    try:
        require_orderable(sitting, order, terms)
    except RefusedError as error:
        return error
    return None


def code(known: Known, order: AnyOrder) -> str | None:
    """Return the code of the refusal of an order, or None if it passes."""
    error = refusal(known, order)
    return None if error is None else error.code
