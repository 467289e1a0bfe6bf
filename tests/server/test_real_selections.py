"""The selections of this repository as a secretariat prepares them: checked, created, scored."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.ceremony import create_exam
from server.inspection import inspect_drafts
from server.office import OpenExam, open_exam
from server.outside import (
    Preview,
    TakenFile,
    imported_stages,
    preview_outside,
    take_outside,
    taken_files,
)
from server.plan import read_draft, read_plan, topics_beside
from tests.server.conftest import CONFIGS

TERABYTE = 10**12
NAMES = sorted(path.stem for path in CONFIGS.glob("*.toml"))


def the_file(name: str, stem: str) -> Path:
    (path,) = (CONFIGS / name).glob(f"{stem}.*")
    return path


def quick_config(name: str, folder: Path) -> Path:
    """Write a selection as a practice exam with the cheapest keys, and its topics beside it."""
    text = (CONFIGS / f"{name}.toml").read_text("utf-8")
    text = text.replace("practice = false", "practice = true")
    text = text.replace("practice = true\n", 'practice = true\ncard_kdf = "test-only"\n', 1)
    text = text.replace('card_kdf = "standard"\n', "")
    (folder / name).mkdir()
    for topics in (CONFIGS / name).glob("topics.toml"):
        (folder / name / "topics.toml").write_bytes(topics.read_bytes())
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    return path


def take(exam: OpenExam, stage_id: str, path: Path) -> tuple[Preview, TakenFile]:
    """Look at the scores of a stage and take them."""
    draft = read_draft(path)
    seen = exam.store.read(lambda db: preview_outside(db, exam.config, stage_id, draft))
    exam.act_now(lambda db, now: take_outside(db, seen, draft, "", "", now))
    (taken,) = exam.store.read(lambda db: taken_files(db, stage_id))
    return seen, taken


@pytest.fixture
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenExam]:
    """An exam of the selection that is asked for, open for work."""
    plan = read_plan(quick_config(request.param, tmp_path), the_file(request.param, "roster"))
    root = tmp_path / "exam"
    root.mkdir(mode=0o700)
    create_exam(plan, root, os.urandom)
    with open_exam(root) as exam:
        yield exam


@pytest.mark.parametrize("name", NAMES)
def test_every_selection_can_be_held_as_it_is(name: str) -> None:
    config = CONFIGS / f"{name}.toml"
    roster = read_draft(the_file(name, "roster"))
    found = inspect_drafts(read_draft(config), topics_beside(config), roster, TERABYTE)
    assert [str(problem) for problem in found.problems] == []
    assert found.can_run


@pytest.mark.parametrize(("name", "opened"), [(name, name) for name in NAMES], indirect=["opened"])
def test_every_selection_is_created_and_takes_its_scores_from_outside(
    name: str, opened: OpenExam
) -> None:
    for stage in imported_stages(opened.config):
        seen, taken = take(opened, stage.id, the_file(name, stage.id))
        assert taken.scores + len(seen.without) == len(seen.lines)
        assert len(seen.without) < len(seen.lines) / 4
