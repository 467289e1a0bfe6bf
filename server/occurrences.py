"""Things that disturb an exam, each told once, and when those that last came to their end."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from exam.chronicle import AnyEntry, DeedReported, OrderIssued, OrderRecovered
from exam.events import LockLifted, Order, PauseAcknowledged, ResumeOrdered
from exam.proceedings import AnnouncementEnded, ExitEnded


class Kind(StrEnum):
    """What sort of thing happened."""

    INCIDENT = "incident"
    PAUSE = "pause"
    LOCK = "lock"
    CREDIT = "credit"
    REOPENING = "reopening"
    PROPOSAL = "proposal"
    WITHDRAWAL = "withdrawal"
    END = "end"
    MOVE = "move"
    PLACE = "place"
    INTERRUPTION = "interruption"
    START_ENTERED = "start-entered"
    EXIT = "exit"
    REVOCATION = "revocation"
    CARD = "card"
    IMPORT = "import"
    ANNOUNCEMENT = "announcement"
    RESTART = "restart"
    RECOVERY = "recovery"
    ORDER_RECOVERED = "order-recovered"
    SEAT_RECOVERED = "seat-recovered"
    SEAT_WAIVED = "seat-waived"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One thing that happened; ids name people and seats, instants are exam time.

    `detail` is what somebody wrote, or a word of the ledger: the kind of an incident, on what a
    restart's time rests. `milliseconds` is a length of time, `count` how many PCs it concerned.
    """

    at: int
    kind: Kind
    application_ids: tuple[str, ...] = ()
    seat_id: str = ""
    until: int | None = None
    milliseconds: int = 0
    count: int = 0
    word: str = ""
    detail: str = ""
    staff_ids: tuple[str, ...] = ()

    def named(self, word: str, detail: str) -> "Occurrence":
        """Return it with these two words."""
        return replace(self, word=word, detail=detail)


class Ends:
    """When each thing that lasts came to its end, and who acknowledged a pause."""

    def __init__(self, entries: Iterable[AnyEntry]) -> None:
        self.at: dict[str, int] = {}
        self.answers: dict[str, dict[str, int]] = {}
        for entry in entries:
            if isinstance(entry, OrderIssued | OrderRecovered):
                self._note_order(entry.order)
            elif isinstance(entry, DeedReported) and isinstance(entry.deed, PauseAcknowledged):
                answers = self.answers.setdefault(entry.deed.pause_id, {})
                answers.setdefault(entry.application_id, entry.deed.at)
            elif isinstance(entry, ExitEnded):
                self.at.setdefault(entry.exit_id, entry.at)
            elif isinstance(entry, AnnouncementEnded):
                self.at.setdefault(entry.announcement_id, entry.at)

    def _note_order(self, order: Order) -> None:
        if isinstance(order, ResumeOrdered):
            self.at.setdefault(order.pause_id, order.at)
        elif isinstance(order, LockLifted):
            self.at.setdefault(order.lock_id, order.issued_at)
