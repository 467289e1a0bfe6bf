"""New folders appear whole or not at all; what the machine refuses is named."""

import errno
import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from exam.errors import DirectoryError
from server.files import naming_database_problems, naming_problems, read_file, write_private
from server.staging import new_folders, require_apart, require_new, require_new_or_empty


def code_of(caught: pytest.ExceptionInfo[DirectoryError]) -> str:
    return caught.value.code


def test_both_folders_appear_together_and_are_private(tmp_path: Path) -> None:
    with new_folders(tmp_path / "a", tmp_path / "b") as (one, other):
        (one / "x").write_text("x")
        (other / "y").write_text("y")
        assert not (tmp_path / "a").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700
    assert (tmp_path / "b" / "y").read_text() == "y"


@pytest.mark.parametrize("interruption", [ValueError, KeyboardInterrupt])
def test_nothing_stays_when_the_work_is_interrupted(
    tmp_path: Path, interruption: type[BaseException]
) -> None:
    def begin() -> None:
        with new_folders(tmp_path / "a", tmp_path / "b") as (one, _other):
            (one / "x").write_text("x")
            raise interruption

    with pytest.raises(interruption):
        begin()
    assert list(tmp_path.iterdir()) == []


def test_the_first_folder_is_taken_back_when_the_second_cannot_take_its_place(
    tmp_path: Path,
) -> None:
    def fill() -> None:
        with new_folders(tmp_path / "a", tmp_path / "b"):
            (tmp_path / "b").mkdir()
            (tmp_path / "b" / "late").touch()

    with pytest.raises(DirectoryError) as caught:
        fill()
    assert code_of(caught) == "directory.exists"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b"]


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    require_new_or_empty(target)
    with new_folders(target) as (stage,):
        (stage / "x").touch()
    assert [path.name for path in target.iterdir()] == ["x"]


def test_places_that_are_taken_are_refused(tmp_path: Path) -> None:
    file, folder = tmp_path / "file", tmp_path / "folder"
    file.touch()
    folder.mkdir()
    (folder / "x").touch()
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for path in (file, folder, tmp_path / "dangling"):
        with pytest.raises(DirectoryError) as caught:
            require_new(path)
        assert code_of(caught) == "directory.exists"
    with pytest.raises(DirectoryError) as caught:
        require_new_or_empty(folder)
    assert code_of(caught) == "directory.not-empty"
    with pytest.raises(DirectoryError) as caught:
        require_new_or_empty(file)
    assert code_of(caught) == "directory.exists"


def test_a_place_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DirectoryError) as caught:
        require_new(tmp_path / "missing" / "exam")
    assert code_of(caught) == "directory.missing"
    assert caught.value.details["path"] == str(tmp_path / "missing")


@pytest.mark.parametrize(
    ("one", "other"), [("a", "a"), ("a/b", "a"), ("a", "a/b"), ("a/../b/c", "b")]
)
def test_two_places_of_which_one_holds_the_other_are_refused(
    tmp_path: Path, one: str, other: str
) -> None:
    with pytest.raises(DirectoryError) as caught:
        require_apart(tmp_path / one, tmp_path / other)
    assert code_of(caught) == "directory.cards-inside"


def test_places_side_by_side_are_apart(tmp_path: Path) -> None:
    require_apart(tmp_path / "exam-cards", tmp_path / "exam")


def test_a_link_into_the_exam_is_not_apart(tmp_path: Path) -> None:
    (tmp_path / "exam").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "exam")
    with pytest.raises(DirectoryError):
        require_apart(tmp_path / "link" / "cards", tmp_path / "exam")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "directory.full"),
        (errno.EDQUOT, "directory.full"),
        (errno.EACCES, "directory.permission"),
        (errno.EROFS, "directory.permission"),
        (errno.ENOENT, "directory.missing"),
        (errno.EIO, "directory.os"),
    ],
)
def test_what_the_machine_refuses_is_named(number: int, code: str) -> None:
    with pytest.raises(DirectoryError) as caught, naming_problems(Path("/exam")):
        raise OSError(number, os.strerror(number))
    assert (code_of(caught), caught.value.details["path"]) == (code, "/exam")


def test_a_file_that_could_not_be_written_whole_is_not_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DirectoryError) as caught:
        write_private(tmp_path / "x", b"secret")
    assert code_of(caught) == "directory.full"
    assert list(tmp_path.iterdir()) == []


def test_a_written_file_is_private_and_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "x"
    write_private(path, b"first")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(DirectoryError) as caught:
        write_private(path, b"second")
    assert code_of(caught) == "directory.exists"
    assert read_file(path) == b"first"


def test_a_folder_where_a_file_is_needed_is_named(tmp_path: Path) -> None:
    with pytest.raises(DirectoryError) as caught:
        read_file(tmp_path)
    assert code_of(caught) == "directory.folder"


def fill_database(path: Path) -> None:
    """Let SQLite come to the end of its room."""
    with closing(sqlite3.connect(path)) as db, naming_database_problems(path):
        db.execute("pragma max_page_count = 2")
        db.execute("create table t (x)")
        db.execute("insert into t values (zeroblob(100000))")


def write_read_only(path: Path) -> None:
    """Write through a connection that may only read."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table t (x)")
    uri = f"{path.as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as db, naming_database_problems(path):
        db.execute("insert into t values (1)")


def read_garbage(path: Path) -> None:
    """Read a file that is no database."""
    path.write_bytes(b"x" * 4096)
    with closing(sqlite3.connect(path)) as db, naming_database_problems(path):
        db.execute("select * from sqlite_master")


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (fill_database, "directory.full"),
        (write_read_only, "directory.permission"),
        (read_garbage, "directory.damaged"),
    ],
)
def test_what_the_database_refuses_is_named(
    tmp_path: Path, act: Callable[[Path], None], code: str
) -> None:
    with pytest.raises(DirectoryError) as caught:
        act(tmp_path / "exam.db")
    assert (code_of(caught), caught.value.details["path"]) == (code, str(tmp_path / "exam.db"))


def test_a_mistake_in_a_query_is_not_blamed_on_the_disk(tmp_path: Path) -> None:
    def query() -> None:
        with closing(sqlite3.connect(":memory:")) as db, naming_database_problems(tmp_path):
            db.execute("select nothing from nowhere")

    with pytest.raises(sqlite3.OperationalError):
        query()
