"""Time that one person would give, waiting for a second one; for one candidate one thing waits.

What waits is in the database, so it outlives a restart; the ledger says who proposed and withdrew.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from sqlite_utils import Database

from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.proceedings import CreditProposed, CreditWithdrawn
from server.sittings import first_row
from server.store import append_entry

_WAITING: Final = """
    select application_id, milliseconds, given, staff_id, reason, revision from proposals
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page said of a proposal; by that it is told from another one."""

    application_id: str
    milliseconds: int
    given: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Time that one proctor would give (milliseconds), when so much had been given already.

    With a `revision` it lets somebody who has handed in write on, and that one is handed in next.
    """

    application_id: str
    milliseconds: int
    given: int
    staff_id: str
    reason: str
    revision: int = 0

    @property
    def shown(self) -> Shown:
        """What the forms about it carry."""
        return Shown(self.application_id, self.milliseconds, self.given)


def proposals_of(db: Database) -> Mapping[str, Proposal]:
    """Return what waits for a second person, by application."""
    return {row[0]: Proposal(*row) for row in db.execute(_WAITING)}


def proposal_for(db: Database, application_id: str) -> Proposal | None:
    """Return what waits for a candidate, if anything does."""
    row = first_row(db, f"{_WAITING} where application_id = ?", application_id)
    return None if row is None else Proposal(**row)


def propose(db: Database, proposal: Proposal, now: ExamTime) -> None:
    """Let time wait for a second person, inside an act; what waited before is replaced."""
    if proposal_for(db, proposal.application_id) == proposal:
        return
    db.table("proposals").upsert({**asdict(proposal), "at": now}, pk="application_id")
    entry = CreditProposed(
        at=now,
        application_id=proposal.application_id,
        milliseconds=proposal.milliseconds,
        revision=proposal.revision,
        staff_id=proposal.staff_id,
        reason=proposal.reason,
    )
    append_entry(db, encode_entry(entry))


def withdraw(db: Database, waiting: Proposal, staff_id: str, now: ExamTime) -> None:
    """Take back what waits, or say no to it, inside an act."""
    settle(db, waiting.application_id)
    entry = CreditWithdrawn(now, waiting.application_id, staff_id)
    append_entry(db, encode_entry(entry))


def settle(db: Database, application_id: str) -> None:
    """Let nothing wait for a candidate any more, inside an act that says why."""
    db.execute("delete from proposals where application_id = ?", [application_id])
