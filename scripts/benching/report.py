"""The results as tables in Markdown, which read the same on a terminal and in a document."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from scripts.benching.figures import Deed, Slowed, Typing, Upkeep
from scripts.benching.noise import Machine, Noise
from scripts.benching.results import Results
from scripts.benching.targets import Target

_OUTCOMES: Final = {True: "kept", False: "NOT KEPT", None: "not measured"}


def tables_of(results: Results, targets: Sequence[Target]) -> str:
    """Return everything that was measured, for people."""
    given_up = f"**Given up: {results.given_up}. What is missing was not measured.**"
    parts = [
        *([given_up] if results.given_up else []),
        setting(
            results.machine, results.noise, "terminal of 120×40", goes_first=results.goes_first
        ),
        "### Targets\n\n" + targets_table(targets),
        "### Typing\n\nKey to changed cell in ms: p50 / p95 / p99. Then bytes and ms of CPU per "
        "key.\n\n" + _typing(results.typing),
        "Ours in a short and in a long paper, by turns:\n\n" + _typing_of_one(results.growth),
        "### Other keys\n\nKey to changed cell in ms: p50 / longest. Then bytes.\n\n"
        + _actions(results.actions),
        "### Start, rest, memory\n\n" + _upkeep(results.upkeep),
        "### A whole sitting, and a quarter of the CPU\n\n" + _ours_alone(results),
    ]
    return "\n\n".join(parts) + "\n"


def setting(machine: Machine, noise: Noise | None, terminal: str, *, goes_first: bool) -> str:
    """Say where it was measured, and what else went on there."""
    priority = "raised" if goes_first else "ordinary"
    text = (
        f"{machine.cpu}, {machine.cpus} CPUs, Linux {machine.kernel}, Python {machine.python}; "
        f"{terminal}; all programs with {priority} priority."
    )
    if noise is None:
        return text
    echo = noise.echo
    took = f"{echo.p50:.2f} / {echo.p95:.2f} / {echo.p99:.2f} ms"
    return (
        f"{text}\nNoise in the same run: a bare echo (`cat`) took {took} "
        f"(p50 / p95 / p99, longest {echo.longest:.1f}); other programs used "
        f"{noise.others_cpus:.2f} CPUs in the mean, the host took {noise.stolen_cpus:.3f}. "
        f"The run took {noise.seconds / 60:.0f} min."
    )


def targets_table(targets: Iterable[Target]) -> str:
    """Draw the targets, each with what was measured."""
    rows = (
        (
            target.name,
            f"≤ {_figure(target.limit)} {target.unit}",
            "–" if target.measured is None else f"{_figure(target.measured)} {target.unit}",
            _OUTCOMES[target.passed],
            target.note,
        )
        for target in targets
    )
    return table(("Target", "Limit", "Measured", "", "Where"), rows)


def _typing(cells: Sequence[Typing]) -> str:
    programs = list(dict.fromkeys(each.program for each in cells))
    rows = []
    for (words, is_long, place), group in groupby(cells, key=_cell):
        by_program = {each.program: each for each in group}
        shown = (_typed(by_program.get(program)) for program in programs)
        rows.append((_document(words, is_long=is_long), place, *shown))
    return table(("Document", "Place", *programs), rows)


def _typing_of_one(cells: Sequence[Typing]) -> str:
    lengths = list(dict.fromkeys(each.words for each in cells))
    by_cell = {(each.place, each.words): each for each in cells}
    places = dict.fromkeys(each.place for each in cells)
    rows = (
        (place, *(_typed(by_cell.get((place, words))) for words in lengths)) for place in places
    )
    return table(("Place", *(f"{words:,} words" for words in lengths)), rows)


def _cell(each: Typing) -> tuple[int, bool, str]:
    return each.words, each.is_long, each.place


def _typed(cell: Typing | None) -> str:
    if cell is None:
        return "–"
    times = cell.milliseconds
    return (
        f"{times.p50:.1f} / {times.p95:.1f} / {times.p99:.1f}; "
        f"{cell.bytes_per_key:.0f} B; {cell.cpu_ms_per_key:.1f}"
    )


def _actions(deeds: Sequence[Deed]) -> str:
    programs = list(dict.fromkeys(each.program for each in deeds))
    rows = []
    for (words, is_long, action), group in groupby(deeds, key=_deed_cell):
        by_program = {each.program: each for each in group}
        shown = (_done(by_program.get(program)) for program in programs)
        rows.append((_document(words, is_long=is_long), action, *shown))
    return table(("Document", "Key", *programs), rows)


def _deed_cell(each: Deed) -> tuple[int, bool, str]:
    return each.words, each.is_long, each.action


def _done(deed: Deed | None) -> str:
    if deed is None:
        return "–"
    if deed.milliseconds is None:
        return "not available"
    times = deed.milliseconds
    return f"{times.p50:.1f} / {times.longest:.1f}; {deed.bytes_each:.0f} B"


def _upkeep(programs: Iterable[Upkeep]) -> str:
    rows = (
        (
            each.program,
            f"{each.start_ms.p50:.0f} ms (longest {each.start_ms.longest:.0f})",
            f"{each.idle_cpu_percent:.2f} %",
            f"{each.rss_mb:.1f} MB",
            "–" if each.pss_mb is None else f"{each.pss_mb:.1f} MB",
            str(each.processes),
        )
        for each in programs
    )
    return table(("", "Start to writing", "CPU at rest", "RSS", "PSS", "Processes"), rows)


def _ours_alone(results: Results) -> str:
    lines = []
    soak = results.soak
    if soak is not None:
        lines.append(
            f"- {soak.edits:,} edits: p50 / p95 of the first {soak.first.count:,} keys "
            f"{soak.first.p50:.1f} / {soak.first.p95:.1f} ms, of the last "
            f"{soak.last.p50:.1f} / {soak.last.p95:.1f} ms."
        )
    if results.slowed is None:
        lines.append("- A quarter of the CPU: not permitted here.")
    lines += [_slowed(each) for each in results.slowed or ()]
    return "\n".join(lines)


def _slowed(each: Slowed) -> str:
    times = each.typing
    return (
        f"- A quarter of the CPU, given out every {each.period_ms:.0f} ms: typing "
        f"{times.p50:.1f} / {times.p95:.1f} / {times.p99:.1f} ms; a key held for 3 s was shown "
        f"{each.backlog_ms:.1f} ms after its last repetition (worst)."
    )


def _document(words: int, *, is_long: bool) -> str:
    return f"{words:,} words" + (", long paragraph" if is_long else "")


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}".rstrip("0").rstrip(".")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Draw a table in Markdown, its columns as wide as they have to be."""
    body = [tuple(head), *rows]
    widths = [max(len(row[column]) for row in body) for column in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in body
    ]
    return "\n".join(
        [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]
    )
