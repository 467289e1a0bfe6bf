"""What `scripts/bench` makes of answers: tables, JSON, documents, and what decides a run."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from scripts.benching import __main__ as command
from scripts.benching.entries import (
    ENTRIES,
    PERFORMANCE,
    Found,
    as_json,
    found_for,
    growth_of,
    tables_of,
    write_figures,
)
from scripts.benching.entry import Answer, Entry
from scripts.benching.noise import Machine
from scripts.benching.targets import Target

MACHINE = Machine("a CPU", 2, "6.1", "3.11")
SLOW, HEAVY = Target("late", "ms", 10, 20.0), Target("bytes", "B", 10, 20.0)
LIGHT, GROWN = Target("bytes", "B", 10, 5.0), Target("growth: calls", "", 1.15, 1.0)


def entry(times: Sequence[Target], counts: Sequence[Target], name: str = "one") -> Entry:
    """Return a question that has its answer already."""
    return Entry(name, "a question", lambda _quick: Answer("tables", times, counts, {"n": 1}))


@pytest.mark.parametrize(
    ("times", "counts", "quick", "passed"),
    [
        ([SLOW], [LIGHT], True, True),
        ([SLOW], [LIGHT], False, False),
        ([SLOW], [HEAVY], True, False),
        ([], [LIGHT], False, True),
        ([replace(SLOW, measured=None)], [LIGHT], False, True),
    ],
)
def test_times_decide_in_a_full_run_only_and_counts_in_every_run(
    times: Sequence[Target], counts: Sequence[Target], quick: bool, passed: bool
) -> None:
    (found,) = found_for([entry(times, counts)], quick=quick)
    assert found.passed is passed
    assert as_json([found], MACHINE)["passed"] is passed


def test_one_question_that_failed_fails_all() -> None:
    found = found_for([entry([], [LIGHT]), entry([], [HEAVY], "two")], quick=True)
    told = as_json(found, MACHINE)
    assert not told["passed"]
    assert {name: one["passed"] for name, one in told["entries"].items()} == {
        "one": True,
        "two": False,
    }
    assert told["entries"]["two"]["counts"][0]["measured"] == 20.0
    assert told["entries"]["one"]["n"] == 1


def test_tables_name_the_command_and_the_machine() -> None:
    found = Found(entry([], []), Answer("all of it", [SLOW], [GROWN], {}), True, 0.5)
    tables = tables_of(found, MACHINE)
    assert "`scripts/bench one --quick`, a CPU, 2 CPUs" in tables
    assert tables.index("NOT KEPT") < tables.index("growth: calls") < tables.index("all of it")
    assert "--quick" not in tables_of(found._replace(is_quick=False), MACHINE)


def test_of_growth_only_exponents_are_shown() -> None:
    found = Found(entry([], []), Answer("all of it", [SLOW], [GROWN, HEAVY], {}), True, 0.5)
    shown = growth_of([found])
    assert "growth: calls" in shown
    assert "bytes" not in shown


def test_figures_replace_the_last_ones_and_nothing_else(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    place = "<!-- figures of scripts/bench {} -->\n{}<!-- end of figures -->\n"
    document.write_text(f"a\n{place.format('one', 'old')}b\n{place.format('two', 'kept')}c\n")
    write_figures("new\n", document, "one")
    write_figures("newer\n", document, "one")
    written = document.read_text()
    assert "old" not in written
    assert "new\n" not in written
    assert written.startswith("a\n")
    assert "\nnewer\n" in written
    assert written.endswith(f"b\n{place.format('two', 'kept')}c\n")


def test_a_document_without_a_place_is_left_alone(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text("nothing")
    with pytest.raises(ValueError, match="one"):
        write_figures("new", document, "one")
    assert document.read_text() == "nothing"


def test_the_document_has_a_place_for_every_question() -> None:
    text = PERFORMANCE.read_text("utf-8")
    for name in (*(each.name for each in ENTRIES), "editor", "recovery"):
        assert text.count(f"<!-- figures of scripts/bench {name} -->\n") == 1


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Call the command with two questions of which one fails."""
    entries = (entry([SLOW], [LIGHT]), entry([], [HEAVY], "two"))
    monkeypatch.setattr(command, "ENTRIES", entries)
    monkeypatch.setattr(command, "BY_NAME", {each.name: each for each in entries})
    monkeypatch.setattr(sys, "argv", ["scripts/bench", *arguments])
    return command.main()


@pytest.mark.parametrize(
    ("arguments", "code", "asked"),
    [
        (("one", "--quick"), 0, ["one"]),
        (("--quick", "one"), 0, ["one"]),
        (("one",), 1, ["one"]),
        (("two", "--quick"), 1, ["two"]),
        (("--quick",), 1, ["one", "two"]),
        (("growth", "--quick"), 1, ["one", "two"]),
    ],
)
def test_the_command_answers_what_it_is_asked(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: tuple[str, ...],
    code: int,
    asked: list[str],
) -> None:
    file = tmp_path / "found.json"
    assert run(monkeypatch, *arguments, "--json", str(file)) == code
    told = msgspec.json.decode(file.read_bytes())
    assert list(told["entries"]) == asked
    assert told["passed"] is (code == 0)


def test_a_missing_program_is_named_and_nothing_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lacking = replace(entry([], [LIGHT]), needs=("no-such-program",))
    monkeypatch.setattr(command, "ENTRIES", (lacking,))
    monkeypatch.setattr(sys, "argv", ["scripts/bench", "--quick"])
    assert command.main() == 2
    said = capsys.readouterr()
    assert "apt-get install no-such-program" in said.err
    assert not said.out
