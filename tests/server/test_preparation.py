"""An exam that is prepared on a page: bad input leaves nothing, good input makes it once."""

import os
from pathlib import Path

import pytest

from exam.errors import ExamError
from server.office import read_manifest
from server.plan import read_draft
from server.preparation import Drafts, Preparation

GOOD = ("ujian", "kartu")


@pytest.fixture
def drafts(config_file: Path, roster_file: Path) -> Drafts:
    topics = roster_file.with_name("topics.toml")
    return Drafts(read_draft(config_file), read_draft(topics), read_draft(roster_file))


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """An empty folder in which the program was started."""
    folder = tmp_path / "here"
    folder.mkdir()
    return folder


@pytest.fixture
def preparation(here: Path, drafts: Drafts) -> Preparation:
    prepared = Preparation(here, os.urandom)
    prepared.look_at(drafts)
    return prepared


def test_looking_at_the_files_creates_nothing(preparation: Preparation, here: Path) -> None:
    assert preparation.found is not None
    assert preparation.found.can_run
    assert list(here.iterdir()) == []


def test_an_exam_is_created_as_the_command_does_it_and_only_once(
    preparation: Preparation, here: Path
) -> None:
    preparation.begin(*GOOD)
    preparation.begin("lain", "lain-kartu")
    assert preparation.founded is not None
    assert sorted(path.name for path in here.iterdir()) == ["kartu", "ujian"]
    _raw, _manifest, config = read_manifest(here / "ujian")
    assert config == preparation.founded.plan.config
    assert len(preparation.founded.handouts.cards) == 54


@pytest.mark.parametrize(
    ("directory", "cards", "code"),
    [
        ("", "kartu", "new.folder"),
        ("ujian", "  ", "new.folder"),
        ("ujian", "kartu\n", "new.folder"),
        ("ujian", "ujian/kartu", "directory.cards-inside"),
        ("tidak/ada", "kartu", "directory.missing"),
    ],
)
def test_folders_that_cannot_be_used_leave_nothing(
    preparation: Preparation, here: Path, directory: str, cards: str, code: str
) -> None:
    with pytest.raises(ExamError) as refused:
        preparation.begin(directory, cards)
    assert refused.value.code == code
    assert list(here.iterdir()) == []
    assert preparation.founded is None


def test_files_that_cannot_be_held_found_no_exam(here: Path, drafts: Drafts) -> None:
    text = drafts.config.raw.replace(b"spare_seats = 6", b"spare_seats = 10")
    config = type(drafts.config)(drafts.config.name, text)
    prepared = Preparation(here, os.urandom)
    prepared.look_at(Drafts(config, drafts.topics, drafts.roster))
    with pytest.raises(ExamError, match=r"new\.cannot-run"):
        prepared.begin(*GOOD)
    assert list(here.iterdir()) == []


def test_there_is_nothing_to_found_before_the_files(here: Path) -> None:
    with pytest.raises(ExamError, match=r"new\.no-files"):
        Preparation(here, os.urandom).begin(*GOOD)
