"""Programs that run with a document in them, ready to be typed into."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.benching.processes import Memory, cpu_nanoseconds, family, memory
from scripts.benching.programs import Program, environment
from scripts.benching.session import COLUMNS, ROWS, Session
from scripts.benching.terminal import PseudoTerminal
from scripts.benching.texts import Paper, Place

_READY_SECONDS: Final = 0.4


@dataclass(frozen=True, slots=True)
class Running:
    """A program that runs, the document that it shows, and its folder."""

    program: Program
    paper: Paper
    session: Session
    folder: Path

    def go(self, place: Place) -> None:
        """Bring the cursor to a place."""
        self.program.go(self.session, self.paper, place, self.folder)

    @property
    def pids(self) -> tuple[int, ...]:
        """All its processes."""
        return family(self.session.terminal.pid)

    def cpu_nanoseconds(self) -> int:
        """CPU time so far."""
        return cpu_nanoseconds(self.pids)

    def memory(self) -> Memory:
        """Memory now."""
        return memory(self.pids)


@contextmanager
def started(program: Program, paper: Paper, group: Path | None = None) -> Iterator[Running]:
    """Start a program with a document; it has shown it when the block begins."""
    with tempfile.TemporaryDirectory(prefix="makalah-bench-") as made:
        folder = Path(made)
        command = program.command(folder, paper)
        terminal = PseudoTerminal(command, environment(folder), (COLUMNS, ROWS), group)
        try:
            session = Session(terminal, program.margins)
            session.wait_for_text()
            yield Running(program, paper, session, folder)
        finally:
            terminal.close()


@contextmanager
def all_started(programs: Sequence[Program], paper: Paper) -> Iterator[list[Running]]:
    """Start several programs with the same document, and let them settle."""
    with ExitStack() as stack:
        running = [stack.enter_context(started(program, paper)) for program in programs]
        for one in running:
            one.session.settle(_READY_SECONDS)
        yield running
