"""What seats report of exam time to a server that may have lost it.

Each seat is remembered with the best that it ever said: of the highest run, and of that the latest
time, because a call that was late makes a time look earlier, never later. No seat alone can push
time or runs to where nothing follows: a report beyond belief is not taken, and a run that this
server never had counts only once it is known to have been restored.
"""

from dataclasses import dataclass
from typing import Final

from exam.clock import ExamTime, SeatTime

BELIEVABLE_RUNS: Final = 1000
"""By how many runs seats may know more than what is persisted here."""
BELIEVABLE_AWAY: Final = 30 * 24 * 60 * 60 * 1000
"""By how many milliseconds seats may be ahead of what is persisted here."""
_AHEAD: Final = 2000
_BEHIND: Final = 60_000
"""From so many milliseconds on a seat of the same run disagrees; behind it may be a late call."""
_PATIENCE: Final = 60_000
"""So often at most, in milliseconds, a seat that disagrees begins a new run."""
_RIPE: Final = 25_000
"""A single report counts so many milliseconds later: it may have been a late call.

Who is in touch says it again within seconds; who is not was waiting for an answer all that time.
"""
_DOUBTFUL: Final = 1000
"""A seat that may be wrong by more milliseconds counts only while no other knows better.

It went to sleep during the call that told it the time, or the network was slow.
"""


@dataclass(frozen=True, slots=True)
class _Report:
    """A seat's exam time less the boot clock of this machine, and its run."""

    run: int
    offset: int

    def agrees(self, offset: int) -> bool:
        """Whether it may be the time of a mapping, told over a slow network."""
        return -_BEHIND <= self.offset - offset <= _AHEAD

    def repeats(self, wrong: "_Report") -> bool:
        """Whether it says what this server said in error, by a call that may have been late."""
        return self.run == wrong.run and self.agrees(wrong.offset)


class Reports:
    """The reports of one run of the server; whoever shares them between threads locks."""

    def __init__(
        self,
        expected: frozenset[str],
        last_run: int,
        known_offset: int,
        *,
        is_restored: bool,
        doubted_run: int,
    ) -> None:
        self._expected = expected
        self._last_run = last_run
        self._is_restored = is_restored
        self._doubted_run = doubted_run
        self._doubted_runs = range(0)
        self._latest_offset = known_offset + BELIEVABLE_AWAY
        self._first: dict[str, _Report] = {}
        self._first_at: dict[str, int] = {}
        self._best: dict[str, _Report] = {}
        self._repeated: set[str] = set()
        self._doubtful: set[str] = set()
        self._told: set[str] = set()
        self._disowned: _Report | None = None
        self._disagreed = False
        self._raised_at: int | None = None

    @property
    def latest_run(self) -> int:
        """The latest run that any seat knows, 0 if none does."""
        return max((report.run for report in self._best.values()), default=0)

    def note(self, seat_id: str, report: SeatTime, boot: int, own: SeatTime) -> None:
        """Take in what a seat says at a moment of the boot clock, and what is said here."""
        if report.run - self._last_run > BELIEVABLE_RUNS:
            return
        new = _Report(report.run, report.exam_time - boot)
        if new.offset > self._latest_offset:
            return
        (self._doubtful.add if report.doubt > _DOUBTFUL else self._doubtful.discard)(seat_id)
        offset = own.exam_time - boot
        self._disagreed |= new.run == own.run and not new.agrees(offset)
        if seat_id not in self._best:
            was_told = seat_id in self._told
            self._first[seat_id] = _Report(0, new.offset) if was_told else new
            self._best[seat_id] = self._owned(new) if was_told else new
            self._first_at[seat_id] = boot
            return
        self._repeated.add(seat_id)
        known, again = self._best[seat_id], self._owned(new)
        self._best[seat_id] = max(known, again, key=lambda one: (one.run, one.offset))

    def note_told(self, seat_id: str) -> None:
        """Remember that a seat was told the time: what it says from now on may be that."""
        self._told.add(seat_id)

    def suffice(self, boot: int, *, is_late: bool) -> bool:
        """Whether a seat knows the time and all that were at work have said what they know."""
        knowing = [seat for seat, one in self._best.items() if self._credible_run(one)]
        ripe = self._ripe(boot)
        everybody = bool(self._expected) and self._expected <= self._best.keys()
        return bool(ripe) and (is_late or (everybody and len(ripe) == len(knowing)))

    def _ripe(self, boot: int) -> list[str]:
        """Return the seats that know the time and did not say it once only, by a late call.

        Those that may be far off are among them only if no other is.
        """
        ripe = [
            seat
            for seat, one in self._best.items()
            if self._credible_run(one)
            and (seat in self._repeated or boot - self._first_at[seat] >= _RIPE)
        ]
        return [seat for seat in ripe if seat not in self._doubtful] or ripe

    @property
    def is_known(self) -> bool:
        """Whether any seat knows the time."""
        return any(map(self._credible_run, self._best.values()))

    def is_awaited(self, boot: int) -> bool:
        """Whether a seat has said the time once, and will soon have repeated it, or it is ripe."""
        return self.is_known and not self._ripe(boot)

    def at(self, boot: int) -> list[SeatTime]:
        """Return what seats hold exam time to be at a moment: those that said it surely, if any."""
        telling = self._ripe(boot) or self._best
        return [
            SeatTime(self._credible_run(one), ExamTime(one.offset + boot))
            for one in map(self._best.__getitem__, telling)
        ]

    def believe_later_runs(self) -> None:
        """Take it that this server was restored, and that seats may know runs which it lost."""
        self._is_restored = True

    def _credible_run(self, report: _Report) -> int:
        if report.run == self._doubted_run or report.run in self._doubted_runs:
            return 0
        return report.run if self._is_restored or report.run <= self._last_run else 0

    def want_higher(self, run: int, boot: int) -> bool:
        """Whether seats can only be led by a higher run than this one."""
        is_free = self._raised_at is None or boot - self._raised_at >= _PATIENCE
        if self._disagreed and is_free:
            self._disagreed, self._raised_at = False, boot
            return True
        return self.latest_run > run

    def doubt_runs(self, first: int, last: int) -> None:
        """Believe nobody who holds the time of a run before the last of those in doubt.

        Of the last one itself, what a seat says first in this run of the program is its own.
        """
        self._doubted_runs = range(first, last) if first else range(0)

    def disown(self, run: int, offset: int) -> None:
        """Believe no seat that only repeats what this server said in error.

        What a seat says first in this run of the program it has from elsewhere, unless it was told
        the time before, by signing in.
        """
        self._disowned = _Report(run, offset)
        for seat, report in self._best.items():
            own = self._owned(report)
            self._best[seat] = report if own is report else self._first[seat]

    def _owned(self, report: _Report) -> _Report:
        is_wrong = self._disowned is not None and report.repeats(self._disowned)
        return _Report(0, report.offset) if is_wrong else report
