"""How old the copies of a candidate's text are: on this disk, at the server, on a proctor's stick.

A copy is as old as the first change that it lacks.
"""

from collections.abc import Callable

from exam.protocol import SeatStatus
from exam.sitting import Phase
from kiosk.view import Copies


class CopyAges:
    """Remembers which change each copy lacks first; `boottime` in milliseconds."""

    def __init__(self, boottime: Callable[[], int]) -> None:
        self._boottime = boottime
        self._server = _Copy()
        self._stick = _Copy()

    def note_edit(self) -> None:
        """The text changes."""
        now = self._boottime()
        self._server.note_edit(now)
        self._stick.note_edit(now)

    def note_at_server(self) -> None:
        """The server has the present text."""
        self._server.note_present()

    def note_lack_at_server(self) -> None:
        """The server lacks something, whatever it had."""
        self._server.note_edit(self._boottime())

    def note_on_stick(self) -> None:
        """A stick has the present text."""
        self._stick.note_present()

    def told(self, unsaved_ms: int | None) -> Copies:
        """Return all ages; the disk knows its own."""
        now = self._boottime()
        return Copies(unsaved_ms, self._server.age(now), self._stick.age(now))


class _Copy:
    """One copy: whether there is any, and since when it lacks something."""

    def __init__(self) -> None:
        self._exists = False
        self._lacks_since: int | None = None

    def note_edit(self, now: int) -> None:
        if self._lacks_since is None:
            self._lacks_since = now

    def note_present(self) -> None:
        self._exists, self._lacks_since = True, None

    def age(self, now: int) -> int | None:
        if not self._exists:
            return None
        return 0 if self._lacks_since is None else now - self._lacks_since


def status_of(
    phase: Phase, words: int, told: tuple[int, int], copies: Copies, trouble: str
) -> SeatStatus:
    """Say in a beat where a candidate stands; `told` are run and exam time by the clock."""
    disk, stick = (-1 if age is None else age for age in (copies.disk, copies.stick))
    return SeatStatus(phase.value, words, *told, disk_age=disk, stick_age=stick, trouble=trouble)
