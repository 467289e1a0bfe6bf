"""The opening as it goes on while the server runs: a quorum in memory, and how far it is.

Shares that nobody used for a while are forgotten. One opening runs at a time, on a thread of its
own; a refusal keeps the shares, unless it is the shares that are wrong.
"""

import os
from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Final

from exam.errors import ExamError, RefusedError, ShareError
from server.office import OpenExam
from server.opening import Opening, open_papers
from server.quorum import Quorum, quorum_for
from server.reconcile import require_undamaged
from server.timeline import MACHINE

FORGET_MILLISECONDS: Final = 15 * 60 * 1000
"""How long shares wait in memory for the next one."""


class Unlocking:
    """What the panel brings together in this process, and what came of it."""

    def __init__(self, exam: OpenExam, clock: Callable[[], int] = MACHINE.monotonic) -> None:
        self._exam = exam
        self._clock = clock
        self._quorum = quorum_for(exam)
        self._used_at = clock()
        self._guard = Lock()
        self._thread = ThreadPoolExecutor(1, "opening")
        self.attempt: Future[Opening] | None = None
        """The last attempt, done or not."""
        self._waived: set[str] = set()
        self._despite_damage = False
        self.progress = (0, 0)
        """How many candidates are done, of how many."""

    @property
    def quorum(self) -> Quorum:
        """The shares that are here now."""
        if not self.is_running and self._clock() - self._used_at > FORGET_MILLISECONDS:
            self._quorum.forget()
        return self._quorum

    @property
    def is_running(self) -> bool:
        """Whether papers are being opened at this moment."""
        return self.attempt is not None and not self.attempt.done()

    @property
    def opening(self) -> Opening | None:
        """How it went, once it has gone well."""
        if self.attempt is None or not self.attempt.done() or self.attempt.exception():
            return None
        return self.attempt.result()

    @property
    def refusal(self) -> ExamError | None:
        """Why the last attempt opened nothing."""
        if self.attempt is None or not self.attempt.done():
            return None
        error = self.attempt.exception()
        if error is None or isinstance(error, ExamError):
            return error
        return RefusedError("page.breakdown")

    def add(self, raw: bytes, name: str) -> None:
        """Take one share.

        Raises:
            ShareError: as `Quorum.add` says.

        """
        quorum = self.quorum
        self._used_at = self._clock()
        quorum.add(raw, name)

    def start_over(self) -> None:
        """Forget the shares that are here, unless they are in use."""
        if not self.is_running:
            self._quorum.forget()
            self.attempt = None
            self._waived.clear()
            self._despite_damage = False

    def begin(self, waived: Collection[str], *, despite_damage: bool) -> None:
        """Begin to open the papers; while that goes on, beginning again changes nothing.

        What was decided for one attempt stands for those after it.

        Raises:
            ShareError: there are too few shares, or they are of another exam.

        """
        with self._guard:
            if self.is_running:
                return
            seed = self._seed()
            self.progress = (0, 0)
            self._waived |= set(waived)
            self._despite_damage = self._despite_damage or despite_damage
            self.attempt = self._thread.submit(self._open, seed)

    def _seed(self) -> bytes:
        try:
            return self.quorum.seed()
        except ShareError as error:
            if error.code != "share.few":
                self._quorum.forget()
            raise

    def _open(self, seed: bytes) -> Opening:
        if not self._despite_damage:
            require_undamaged(self._exam)
        opening = open_papers(self._exam, seed, os.urandom, self._waived, self._tell)
        self._quorum.forget()
        return opening

    def _tell(self, done: int, everybody: int) -> None:
        self.progress = (done, everybody)
