"""Which sittings are over, and which one people mean who name none: what is on, or comes next.

Only a proposal for a page: whatever is done to a sitting names it.
"""

from datetime import date

from sqlite_utils import Database

from exam.config import Writing
from server.door import door_of
from server.sittings import ONLY, common_sitting


def usual_sitting(db: Database, writing: Writing, today: date) -> str:
    """Return the id of the sitting to look at: open ones come first, closed ones last."""
    if not writing.has_several:
        return ONLY
    return min(writing.sitting_ids, key=lambda one: _rank(db, writing, one, today))


def sittings_over(db: Database, writing: Writing) -> frozenset[str]:
    """Return which sittings of several are closed, so that nobody of them is at a PC any more."""
    return frozenset(
        one
        for one in writing.sitting_ids
        if one and common_sitting(db, 0, one).closed_at is not None
    )


def _rank(
    db: Database, writing: Writing, sitting_id: str, today: date
) -> tuple[bool, bool, bool, date]:
    sitting, common = writing.sitting_of(sitting_id), common_sitting(db, 0, sitting_id)
    is_closed = common.closed_at is not None
    is_on = common.start is not None or door_of(db, sitting_id).opened_at is not None
    when = date.max - (sitting.date - date.min) if is_closed else sitting.date
    return is_closed, not is_on, sitting.date < today, when
