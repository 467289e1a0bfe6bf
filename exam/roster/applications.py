"""Applications: a candidate for one post, as the secretariat listed them."""

from dataclasses import dataclass
from typing import Final, NewType

from exam.roster.findings import Repair

ApplicationId = NewType("ApplicationId", str)

LONGEST_NUMBER: Final = 16
"""The most characters of a candidate number, which also names files."""


@dataclass(frozen=True, slots=True)
class Application:
    """One candidate for one post; group and accommodation are empty where the list has none.

    `number` belongs to this application alone. Whoever applies for several posts has a number for
    each and one of their own, `person`, which is empty where it is the same.

    `pseudonym` is drawn when the exam is created: whatever is signed and shown to outsiders knows
    the application by it, so that neither number nor name can be read off the evidence.
    """

    number: str
    name: str
    nip: str
    office: str
    unit: str
    post_id: str
    group: str = ""
    accommodation: str = ""
    pseudonym: str = ""
    person: str = ""

    @property
    def person_number(self) -> str:
        """The number of whoever applies, the same for all posts."""
        return self.person or self.number

    @property
    def id(self) -> ApplicationId:
        """Name of the application in journals, envelopes and the ledger.

        In a list that is not yet an exam it is number and post.
        """
        return ApplicationId(self.pseudonym or f"{self.number}.{self.post_id}")


@dataclass(frozen=True, slots=True)
class SetAside:
    """Somebody who applied for a post that is not held: all that lists of scores say of them."""

    number: str
    nip: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An application and the row of the list in which it stands."""

    row: int
    application: Application


@dataclass(frozen=True, slots=True)
class Roster:
    """The applications in the order of the list, and what was made of the list on the way.

    `set_aside` are those for posts that are not held; they take no part.
    """

    applications: tuple[Application, ...]
    repairs: tuple[Repair, ...] = ()
    set_aside: tuple[Application, ...] = ()

    @property
    def people(self) -> int:
        """How many people apply; somebody may apply for several posts."""
        return len({one.person_number for one in self.applications})
