"""`scripts/bench opening`: sealed papers become papers without names, and files to read.

The opening is one act in one process. A file is made when somebody asks for it and never kept; no
command makes those of all papers, so all of them are what a panel asks for in the course of days.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from scripts.benching.documenting import Documents, Kind, measure_documents
from scripts.benching.entry import Answer, Entry
from scripts.benching.figures import Spread
from scripts.benching.growth import Points, growth_targets
from scripts.benching.report import table
from scripts.benching.steps import Steps, growth_of_steps
from scripts.benching.targets import Target
from scripts.benching.unsealing import Opened, measure_opening, opening_steps

WORDS: Final = 3500
_TIMES: Final = (1, 2, 4, 8)
_PAPERS: Final = 1000
_COUNTED: Final = 20
"""Of each twenty one is made from its journal."""
_MOST_SECONDS, _MOST_DOCUMENT_SECONDS = 60, 120
_MOST_DOCX_RATIO, _MOST_PPTX_RATIO = 1.0, 2.0
_MOST_DOCX_BYTES, _MOST_PPTX_BYTES = 1.25, 1.5
"""Ours are stored and the library's compressed, so that equal input is equal bytes everywhere."""


OpeningSteps = Sequence[tuple[int, Steps]]
"""Pairs of how many papers were opened, and the steps of that."""


def answer_opening(quick: bool) -> Answer:
    """Open a thousand papers and write their files; a few dozen if it has to be quick."""
    papers, by_turns, written = (160, 8, 16) if quick else (_PAPERS, 104, _PAPERS)
    steps = [opening_steps(_COUNTED * each) for each in _TIMES]
    opened = measure_opening(papers, WORDS)
    return answer_of(opened, steps, measure_documents(by_turns, written, WORDS, _TIMES))


def answer_of(opened: Opened, steps: OpeningSteps, documents: Documents) -> Answer:
    """Hold what was measured and counted against the targets."""
    return Answer(
        tables=_tables(opened, steps, documents),
        times=_times(opened, documents),
        counts=_counts(opened, steps, documents),
        data={
            "opened": asdict(opened),
            "steps": [{"papers": papers, **asdict(each)} for papers, each in steps],
            "documents": asdict(documents),
        },
    )


ENTRY: Final = Entry(
    "opening", "open a thousand papers, and write them for Word and PowerPoint", answer_opening
)


def _times(opened: Opened, documents: Documents) -> list[Target]:
    """Hold what a thousand papers take against what was promised."""
    opening = opened.seconds * _PAPERS / opened.papers
    writing = documents.seconds * _PAPERS / documents.papers
    docx, pptx = documents.docx, documents.pptx
    note = f"by {documents.papers:,} on {documents.cores} cores"
    return [
        Target(
            "opening: 1,000 papers",
            "s",
            _MOST_SECONDS,
            round(opening, 1),
            f"by {opened.papers:,} in one process",
        ),
        Target(
            "documents: both of 1,000 papers", "s", _MOST_DOCUMENT_SECONDS, round(writing, 1), note
        ),
        Target("documents: .docx against python-docx alone", "×", _MOST_DOCX_RATIO, _ratio(docx)),
        Target("documents: .pptx against python-pptx alone", "×", _MOST_PPTX_RATIO, _ratio(pptx)),
    ]


def _ratio(kind: Kind) -> float:
    return round(kind.ours.p50 / kind.plain.p50, 2)


def _counts(opened: Opened, steps: OpeningSteps, documents: Documents) -> list[Target]:
    docx, pptx = documents.docx, documents.pptx
    costs: dict[str, Points] = {
        "calls in Python of a .docx by words": documents.docx_growth,
        "calls in Python of a .pptx by slides": documents.pptx_growth,
    }
    per_thousand = "bytes for 1,000 words against the library's"
    return [
        Target("opening: papers that did not open", "", 0, opened.missing),
        Target(
            f".docx: {per_thousand}", "×", _MOST_DOCX_BYTES, _bytes(docx), f"{docx.ours_bytes:,.0f}"
        ),
        Target(
            f".pptx: {per_thousand}", "×", _MOST_PPTX_BYTES, _bytes(pptx), f"{pptx.ours_bytes:,.0f}"
        ),
        *growth_of_steps("the opening by papers", steps),
        *growth_targets(costs),
    ]


def _bytes(kind: Kind) -> float:
    return round(kind.ours_bytes / kind.plain_bytes, 2)


def _tables(opened: Opened, steps: OpeningSteps, documents: Documents) -> str:
    return "\n\n".join(
        (
            f"Papers of {documents.words:,} words are opened; one in twenty is made from its "
            "journal, in which every key press is a record. Milliseconds each: p50 / p99.",
            _opened_table(opened),
            "Calls in Python and steps of SQLite of the opening, by papers, which are short here.",
            _steps_table(steps),
            "Both files of a paper are written. Milliseconds: p50 / p99.",
            _documents_table(documents),
            f"Both files of {documents.papers:,} papers on {documents.cores} cores at once: "
            f"{documents.seconds:.1f} s.",
        )
    )


def _opened_table(opened: Opened) -> str:
    head = ("Papers", "Seconds", "CPU s", "From an envelope", "× bare keys", "From a journal")
    row = (
        f"{opened.papers:,}",
        f"{opened.seconds:.2f}",
        f"{opened.cpu:.2f}",
        _spread(opened.from_envelope),
        f"{opened.against_bare:.1f}",
        _spread(opened.from_journal),
    )
    return table(head, [row])


def _steps_table(steps: OpeningSteps) -> str:
    head = ("Papers", "Calls", "Steps of SQLite")
    rows = ((f"{papers:,}", f"{each.calls:,}", f"{each.instructions:,}") for papers, each in steps)
    return table(head, rows)


def _documents_table(documents: Documents) -> str:
    head = ("File", "Ours", "CPU", "Library alone", "Ratio", "Bytes for 1,000 words", "Library's")
    kinds = {".docx": documents.docx, ".pptx": documents.pptx}
    rows = (
        (
            name,
            _spread(kind.ours),
            f"{kind.cpu:.1f}",
            _spread(kind.plain),
            f"{_ratio(kind):.2f}",
            f"{kind.ours_bytes:,.0f}",
            f"{kind.plain_bytes:,.0f}",
        )
        for name, kind in kinds.items()
    )
    return table(head, rows)


def _spread(milliseconds: Spread) -> str:
    return f"{milliseconds.p50:.1f} / {milliseconds.p99:.1f}"
