"""The card that was made last, in memory for a minute: whoever presses twice gets it again."""

from dataclasses import dataclass
from threading import Lock
from typing import Final

_KEPT_MILLISECONDS: Final = 60_000


@dataclass(frozen=True, slots=True)
class Made:
    """What was just made and is shown once: for whom, in place of which, by whom, and itself."""

    application_id: str
    replaced: str
    staff_id: str
    at: int
    file: bytes


class FreshCard:
    """The card that was made last, for a minute, in memory only."""

    def __init__(self) -> None:
        self.guard = Lock()
        self._made: Made | None = None

    def keep(self, made: Made) -> None:
        """Keep a card in place of the one before."""
        self._made = made

    def forget_old(self, now: int) -> None:
        """Forget the card once a minute has passed; while another is being made, later."""
        if not self.guard.acquire(blocking=False):
            return
        try:
            if self._made is not None and now - self._made.at > _KEPT_MILLISECONDS:
                self._made = None
        finally:
            self.guard.release()

    def again(self, application_id: str, replaced: str, staff_id: str, now: int) -> bytes | None:
        """Return it if the same person asks for the same card within a minute."""
        made = self._made
        if made is None or now - made.at > _KEPT_MILLISECONDS:
            self._made = None
            return None
        same = (made.application_id, made.replaced, made.staff_id)
        return made.file if same == (application_id, replaced, staff_id) else None
