"""`scripts/bench panel`: a panel that reads at once, beside nginx that gives the very same bytes.

What a list costs may grow with the number of papers; the page of one paper, its slides and its
sheet cost the same however many there are.
"""

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, NamedTuple

from scripts.benching.crowd.rivals import nginx
from scripts.benching.crowd.stages import Stage
from scripts.benching.entry import Answer, Entry
from scripts.benching.growth import CONSTANT, Points, growth_targets
from scripts.benching.pages.browser import static_callers
from scripts.benching.pages.opened import WORDS, Opened, opened_exam
from scripts.benching.pages.reading import (
    BRISK_SECONDS,
    IN_HASTE,
    KINDS,
    LIST,
    LOG_IN,
    PAPER,
    SAVE,
    SHEETS,
    SLIDES,
    readers_of,
)
from scripts.benching.report import table
from scripts.benching.targets import Target

READERS: Final = 20
_TIMES: Final = (1, 2, 4, 8)
_PAPERS, _QUICK_PAPERS = 1000, 64
_FEW: Final = 4
"""So many readers are enough for what a request costs the server."""
_ROUNDS: Final = 4
_SECONDS, _QUICK_SECONDS = 4.0, 0.5
"""So often each of the panel opens a page: far quicker than anybody reads."""
_TURNS, _QUICK_TURNS = 4, 2
_OF_ONE: Final = (LOG_IN, PAPER, SLIDES, SAVE)
_OF_ALL: Final = (LIST, SHEETS)
_MOST_MS: Final = 250
_MOST_LIST_MS: Final = 1000


class Pace(NamedTuple):
    """So often everybody asks for each kind of page, each time after so many seconds."""

    turns: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Read:
    """What each kind of page cost with so many papers and readers, and how long pages are.

    `failed` are the requests that failed, also in rounds that did not count.
    """

    papers: int
    readers: int
    stages: Mapping[str, Stage]
    sizes: Mapping[str, int]
    failed: int

    def cpu_ms(self, kind: str) -> float:
        """CPU time of the server for one request."""
        stage = self.stages[kind]
        return 1000 * stage.server_cpu / max(1, stage.calls.count)


@dataclass(frozen=True, slots=True)
class Panel:
    """All that was measured: few readers with ever more papers, then the whole panel at once.

    `static` is what nginx took for the same bytes, asked for likewise, by turns. In
    `haste` ever more readers open papers as quickly as they are given.
    """

    pace: Pace
    few: tuple[Read, ...]
    whole: Read
    static: Mapping[str, Stage]
    haste: tuple[Stage, ...]


def answer_panel(quick: bool) -> Answer:
    """Let the panel read a thousand papers; a few dozen if it has to be quick."""
    most = _QUICK_PAPERS if quick else _PAPERS
    pace = Pace(_QUICK_TURNS, _QUICK_SECONDS) if quick else Pace(_TURNS, _SECONDS)
    panel = measure_panel([most * each // _TIMES[-1] for each in _TIMES], pace)
    return Answer(
        tables=panel_tables(panel),
        times=panel_times(panel),
        counts=panel_counts(panel),
        data=asdict(panel),
    )


ENTRY: Final = Entry("panel", "twenty of the panel read, and save scores", answer_panel, ("nginx",))


def measure_panel(sizes: Sequence[int], pace: Pace) -> Panel:
    """Measure exams with ever more papers, the last of them with the whole panel at once."""
    with ExitStack() as stack:
        exams = [stack.enter_context(opened_exam(papers)) for papers in sizes]
        few = _read_by_few(exams, pace.turns)
        whole, static, haste = _read_by_all(exams[-1], pace)
    return Panel(pace, few, whole, static, haste)


def _read_by_few(exams: Sequence[Opened], turns: int) -> tuple[Read, ...]:
    """Let a few read in each exam, by turns; that round of a page counts which cost the least.

    So whatever else goes on here befalls all of them alike.
    """
    with ExitStack() as stack:
        served = [
            stack.enter_context(readers_of(exam, _FEW, turns, BRISK_SECONDS)) for exam in exams
        ]
        rounds = {
            kind: [[one.read(kind) for one in served] for _ in range(_ROUNDS)] for kind in KINDS
        }
    return tuple(
        _least(exam, one.pages, {kind: [each[at] for each in rounds[kind]] for kind in KINDS})
        for at, (exam, one) in enumerate(zip(exams, served, strict=True))
    )


def _least(exam: Opened, pages: Mapping[str, bytes], rounds: Mapping[str, Sequence[Stage]]) -> Read:
    stages = {kind: min(found, key=_cost) for kind, found in rounds.items()}
    failed = sum(stage.failed for found in rounds.values() for stage in found)
    return Read(exam.papers, _FEW, stages, _sizes(pages), failed)


def _cost(stage: Stage) -> float:
    return stage.server_cpu


def _read_by_all(opened: Opened, pace: Pace) -> tuple[Read, Mapping[str, Stage], tuple[Stage, ...]]:
    """Let the whole panel read, and by turns ask nginx for the same bytes.

    Last is what papers cost that ever more of them open in haste.
    """
    turns, seconds = pace
    stages, static = dict[str, Stage](), dict[str, Stage]()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="makalah-rival-")))
        readers = stack.enter_context(readers_of(opened, READERS, turns, seconds))
        pages = readers.pages
        rival = stack.enter_context(
            nginx(
                folder / "nginx",
                lambda root: static_callers(root, pages, READERS, turns, seconds),
            )
        )
        for kind in KINDS:
            stages[kind] = readers.read(kind)
            if kind in pages:
                static[kind] = rival.stage(list(pages).index(kind))
        haste = [min((readers.hurry(n) for _ in range(_ROUNDS)), key=_cost) for n in IN_HASTE]
    failed = sum(stage.failed for stage in (*stages.values(), *static.values(), *haste))
    return Read(opened.papers, READERS, stages, _sizes(pages), failed), static, tuple(haste)


def _sizes(pages: Mapping[str, bytes]) -> dict[str, int]:
    return {kind: len(body) for kind, body in pages.items()}


def panel_times(panel: Panel) -> list[Target]:
    """Hold how long the panel waited against what is bearable."""
    note = f"{READERS} readers, {panel.whole.papers:,} papers"
    limits = {kind: _MOST_LIST_MS if kind in _OF_ALL else _MOST_MS for kind in KINDS}
    return [
        Target(f"{kind}: p99", "ms", limits[kind], panel.whole.stages[kind].calls.p99, note)
        for kind in KINDS
    ]


def panel_counts(panel: Panel) -> list[Target]:
    """Hold what does not depend on the machine against its limits."""
    reads = (*panel.few, panel.whole)
    failed = sum(read.failed for read in reads)
    by_papers = {kind: _by_papers(panel, kind) for kind in KINDS}
    by_readers: dict[str, Points] = {
        "CPU of a paper's page by requests": [
            (stage.calls.count, stage.server_cpu) for stage in panel.haste
        ]
    }
    return [
        Target("requests that failed", "", 0, float(failed)),
        *growth_targets({f"CPU of “{kind}” by papers": by_papers[kind] for kind in _OF_ALL}),
        *growth_targets(
            {f"CPU of “{kind}” by papers": by_papers[kind] for kind in _OF_ONE}, CONSTANT
        ),
        *growth_targets(
            {"bytes of a paper's page by papers": [_size(read, PAPER) for read in panel.few]},
            CONSTANT,
        ),
        *growth_targets({"bytes of the list by papers": [_size(read, LIST) for read in panel.few]}),
        *growth_targets(by_readers),
    ]


def _by_papers(panel: Panel, kind: str) -> Points:
    return [(read.papers, read.cpu_ms(kind)) for read in panel.few]


def _size(read: Read, kind: str) -> tuple[float, float]:
    return read.papers, read.sizes[kind]


def panel_tables(panel: Panel) -> str:
    """Return all of it for people."""
    whole = panel.whole
    said = (
        f"{READERS} browsers are logged in and each opens a page every {panel.pace.seconds:g} s; "
        f"{whole.papers:,} papers of {WORDS:,} words, all of which each reader has marked. "
        "Passphrases are stretched by the profile for tests."
    )
    grown = "CPU of the server for a request, in milliseconds, by the number of papers."
    return "\n\n".join((said, _whole_table(panel), grown, _growth_table(panel)))


def _whole_table(panel: Panel) -> str:
    head = (
        "Page",
        "Bytes",
        "p50 / p99 / longest",
        "CPU each",
        "nginx, the same bytes: p50 / p99",
        "CPU each",
        "Ours against it: p50, CPU",
    )
    return table(head, (_whole_row(panel, kind) for kind in KINDS))


def _whole_row(panel: Panel, kind: str) -> tuple[str, ...]:
    read, static = panel.whole, panel.static.get(kind)
    calls, ours = read.stages[kind].calls, read.cpu_ms(kind)
    own = (
        kind,
        f"{read.sizes[kind]:,}" if kind in read.sizes else "–",
        f"{calls.p50:.1f} / {calls.p99:.1f} / {calls.longest:.0f} ms",
        f"{ours:.2f} ms",
    )
    if static is None:
        return (*own, "–", "–", "–")
    theirs = 1000 * static.server_cpu / max(1, static.calls.count)
    ratio = f"{calls.p50 / static.calls.p50:.0f} ×, {ours / theirs:.0f} ×"
    spread = f"{static.calls.p50:.1f} / {static.calls.p99:.1f} ms"
    return (*own, spread, f"{theirs:.2f} ms", ratio)


def _growth_table(panel: Panel) -> str:
    head = ("Page", *(f"{read.papers:,}" for read in panel.few))
    rows = ((kind, *(f"{read.cpu_ms(kind):.2f}" for read in panel.few)) for kind in KINDS)
    return table(head, rows)
