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

    @property
    def id(self) -> ApplicationId:
        """Name of the application in journals, envelopes and the ledger.

        In a list that is not yet an exam it is number and post.
        """
        return ApplicationId(self.pseudonym or f"{self.number}.{self.post_id}")


@dataclass(frozen=True, slots=True)
class Roster:
    """The applications in the order of the list, and what was made of the list on the way."""

    applications: tuple[Application, ...]
    repairs: tuple[Repair, ...] = ()
