"""How a text was written, by its journal: when it grew, when it rested, what came in at once.

A fold over events, without a clock of its own. Times are exam milliseconds. It says what was
done, not who did it, and judges nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from exam.draft import Draft, Edited, Event, Opened
from exam.errors import JournalError
from exam.manuscript import Part, count_words

LARGE_CHARACTERS: Final = 200
"""An insertion of so many at once was not typed."""
LONG_PAUSE: Final = 3 * 60_000
INTERVAL: Final = 10 * 60_000


@dataclass(frozen=True, slots=True)
class Place:
    """From then on it was written at this seat."""

    at: int
    seat_id: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing was written for so long from then on."""

    at: int
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Insertion:
    """So much came in at once; `is_own` if the same had stood in the candidate's own text."""

    at: int
    part: Part
    text: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Stand:
    """The texts as they stood then."""

    at: int
    paper: str
    slides: str

    @property
    def words(self) -> tuple[int, int]:
        """Words of the paper and of the slides."""
        return count_words(self.paper), count_words(self.slides)


@dataclass(frozen=True, slots=True)
class Writing:
    """All that a journal tells of how a text came to be; `is_broken` if an edit did not fit."""

    places: tuple[Place, ...]
    pauses: tuple[Pause, ...]
    insertions: tuple[Insertion, ...]
    stands: tuple[Stand, ...]
    typed: int
    removed: int
    is_broken: bool

    @property
    def begun_at(self) -> int:
        """When the first edit was made, 0 if there is none."""
        return self.stands[0].at if self.stands else 0

    @property
    def ended_at(self) -> int:
        """When the last edit was made, 0 if there is none."""
        return self.stands[-1].at if self.stands else 0


def writing_of(events: Iterable[Event]) -> Writing:
    """Fold the events of all segments, first to last, into an account of the writing."""
    replay = _Replay()
    for event in events:
        if not replay.take(event):
            break
    return replay.finish()


class _Replay:
    """The running state of a replay."""

    def __init__(self) -> None:
        self._draft = Draft()
        self._began = 0
        self._last: int | None = None
        self._next_stand = 0
        self._cut: list[str] = []
        self._places: list[Place] = []
        self._pauses: list[Pause] = []
        self._insertions: list[Insertion] = []
        self._stands: list[Stand] = []
        self._typed = self._removed = 0
        self._is_broken = False

    def take(self, event: Event) -> bool:
        """Go on by one event; False if it does not fit what stands there."""
        if isinstance(event, Opened):
            self._began = event.exam_time
            self._move(event.exam_time, event.seat_id)
        elif isinstance(event, Edited):
            self._note_edit(event)
        try:
            self._draft = self._draft.after(event)
        except JournalError:
            self._is_broken = True
            return False
        if self._last is not None and not self._stands:
            self._stand(self._last)
            self._next_stand = self._last + INTERVAL
        return True

    def finish(self) -> Writing:
        """Return the account."""
        if self._stands and self._last is not None:
            self._stand(self._last)
        return Writing(
            tuple(self._places),
            tuple(self._pauses),
            tuple(self._insertions),
            tuple(self._stands),
            self._typed,
            self._removed,
            self._is_broken,
        )

    def _move(self, at: int, seat_id: str) -> None:
        if not self._places or self._places[-1].seat_id != seat_id:
            self._places.append(Place(at, seat_id))

    def _note_edit(self, event: Edited) -> None:
        at = self._began + event.elapsed
        if self._last is not None:
            if at - self._last >= LONG_PAUSE:
                self._pauses.append(Pause(self._last, at - self._last))
            if at >= self._next_stand:
                self._stand(self._last)
                self._next_stand += INTERVAL * ((at - self._next_stand) // INTERVAL + 1)
        if len(event.inserted) >= LARGE_CHARACTERS:
            is_own = self._was_here(event.inserted)
            self._insertions.append(Insertion(at, event.part, event.inserted, is_own))
        if len(event.removed) >= LARGE_CHARACTERS:
            self._cut.append(event.removed)
        self._typed += len(event.inserted)
        self._removed += len(event.removed)
        self._last = at

    def _stand(self, at: int) -> None:
        stand = Stand(at, self._draft.paper, self._draft.slides)
        if self._stands and self._stands[-1].at == at:
            self._stands.pop()
        self._stands.append(stand)

    def _was_here(self, text: str) -> bool:
        """Whether a text stands somewhere now, or was cut out before."""
        wanted = text.strip()
        now = (self._draft.text(part) for part in Part)
        return any(wanted in one for one in (*self._cut, *now))
