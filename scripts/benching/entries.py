"""Every question about the server that `scripts/bench` answers, and what becomes of an answer.

A figure that a slow or busy machine changes is held against its target in a full run only; what
holds on every machine is held in both.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, NamedTuple

from scripts.benching import opening, verifying
from scripts.benching.crowd import intake, start, time_up
from scripts.benching.entry import Answer, Entry
from scripts.benching.noise import Listener, Machine
from scripts.benching.pages import hall, panel
from scripts.benching.report import targets_table
from scripts.benching.targets import Target, all_passed

ENTRIES: Final[tuple[Entry, ...]] = (
    intake.ENTRY,
    start.ENTRY,
    time_up.ENTRY,
    opening.ENTRY,
    verifying.ENTRY,
    panel.ENTRY,
    hall.ENTRY,
)
BY_NAME: Final[Mapping[str, Entry]] = {entry.name: entry for entry in ENTRIES}
GROWTH: Final = "growth: "
DOCS: Final = Path(__file__).parents[2] / "docs"
PERFORMANCE: Final = DOCS / "performance.md"
_END: Final = "<!-- end of figures -->"


class Found(NamedTuple):
    """An answer, to which question, from which run: quick or not, and what others used (CPUs)."""

    entry: Entry
    answer: Answer
    is_quick: bool
    others_cpus: float

    @property
    def judged(self) -> list[Target]:
        """The targets that decide whether this run passed."""
        return [*([] if self.is_quick else self.answer.times), *self.answer.counts]

    @property
    def passed(self) -> bool:
        """Whether each of them that could be measured was kept."""
        return all_passed(self.judged)

    @property
    def growth(self) -> list[Target]:
        """The exponents, those of times as well."""
        every = (*self.answer.times, *self.answer.counts)
        return [target for target in every if target.name.startswith(GROWTH)]


def found_for(entries: Sequence[Entry], *, quick: bool) -> list[Found]:
    """Answer one question after the other; says on stderr how far it is."""
    listener, answers = Listener(), []
    for entry in entries:
        print(f"{entry.name}: {entry.help}", file=sys.stderr)
        answers.append(entry.answer(quick))
    others = listener.others_cpus()
    return [
        Found(entry, answer, quick, others) for entry, answer in zip(entries, answers, strict=True)
    ]


def tables_of(found: Found, machine: Machine) -> str:
    """Return where and how it was measured, the targets, and everything else, for people."""
    command = f"scripts/bench {found.entry.name}{' --quick' if found.is_quick else ''}"
    setting = (
        f"`{command}`, {machine.cpu}, {machine.cpus} CPUs, Linux {machine.kernel}, "
        f"Python {machine.python}; other programs used {found.others_cpus:.2f} CPUs in the mean."
    )
    parts = [setting]
    if found.answer.times:
        parts.append("Times:\n\n" + targets_table(found.answer.times))
    parts += ["Counts:\n\n" + targets_table(found.answer.counts), found.answer.tables.strip()]
    return "\n\n".join(parts) + "\n"


def growth_of(found: Sequence[Found]) -> str:
    """Return the exponents of all costs, for people."""
    return "\n\n".join(f"### {one.entry.name}\n\n{targets_table(one.growth)}" for one in found)


def as_json(found: Sequence[Found], machine: Machine) -> dict[str, Any]:
    """Return everything for programs."""
    return {
        "passed": all(each.passed for each in found),
        "machine": asdict(machine),
        "entries": {each.entry.name: _one_as_json(each) for each in found},
    }


def _one_as_json(found: Found) -> dict[str, Any]:
    return {
        "passed": found.passed,
        "quick": found.is_quick,
        "others_cpus": round(found.others_cpus, 2),
        "times": [told(each) for each in found.answer.times],
        "counts": [told(each) for each in found.answer.counts],
        **found.answer.data,
    }


def told(target: Target) -> dict[str, Any]:
    """Return a target with whether it was kept."""
    return asdict(target) | {"passed": target.passed}


def write_figures(tables: str, document: Path, name: str) -> None:
    """Put tables where the last ones of an entry stand in a document.

    Raises:
        ValueError: the document has no place for them.

    """
    begin = f"<!-- figures of scripts/bench {name} -->\n"
    before, here, rest = document.read_text("utf-8").partition(begin)
    _, ended, after = rest.partition(_END)
    if not (here and ended):
        raise ValueError(name)
    document.write_text(f"{before}{begin}\n{tables}\n{_END}{after}", "utf-8")
