"""The figure of the opening comes from an exam that is opened."""

import re
import sys

import pytest

from exam.manuscript import count_words
from scripts import opening_cost


def run(monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    monkeypatch.setattr(sys, "argv", ["opening_cost", "--papers", "3", "--words", "60", *options])
    return opening_cost.main()


def test_papers_and_journals_are_opened_and_timed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch) == 0
    said = capsys.readouterr().out
    assert "3 papers opened, 1 of them from journals" in said
    assert re.search(r"60 words each; opened in \d+\.\d s", said)


def test_an_opening_that_takes_too_long_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "--most-seconds", "0") == 1


def test_a_paper_has_the_words_that_were_asked_for() -> None:
    assert abs(count_words(opening_cost.paper_of(500)) - 500) <= 20
