"""The schema in docs is what the language of a selection says."""

import json
import sys
from pathlib import Path

import pytest

from scripts import schema


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["schema", *arguments])
    return schema.main()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another place for the schema."""
    path = tmp_path / "config.schema.json"
    monkeypatch.setattr(schema, "FILE", path)
    return path


def test_the_schema_in_docs_is_in_step() -> None:
    assert schema.is_in_step(schema.FILE)


def test_what_is_written_is_in_step(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "--check") == 1
    assert run(monkeypatch) == 0
    assert run(monkeypatch, "--check") == 0
    file.write_text(file.read_text().replace('"maximum": 5000', '"maximum": 5001'))
    assert run(monkeypatch, "--check") == 1


def test_it_can_be_printed_without_being_written(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "--print") == 0
    assert json.loads(capsys.readouterr().out)["title"] == "ExamConfig"
    assert not file.exists()


def test_what_is_out_of_step_is_told_with_the_command_that_helps(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("{}")
    assert run(monkeypatch, "--check") == 1
    assert "python -m scripts.schema" in capsys.readouterr().err
