"""A folder that one program has at a time, and what the disk of this PC does with files."""

import os
from pathlib import Path

import pytest

from exam.errors import DirectoryError
from kiosk.files import LOCAL_DISK, hold_alone


def test_a_folder_is_held_by_one_program_and_free_again_after_it(tmp_path: Path) -> None:
    with hold_alone(tmp_path):
        with pytest.raises(DirectoryError, match=r"seat\.in-use"), hold_alone(tmp_path):
            pass
        with pytest.raises(DirectoryError, match=r"seat\.in-use"), hold_alone(tmp_path):
            pass
    with hold_alone(tmp_path):
        pass


def test_a_folder_that_is_not_there_cannot_be_held(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name in ("nowhere", "file"):
        with pytest.raises(DirectoryError, match=r"seat\.missing"), hold_alone(tmp_path / name):
            pass


def test_what_was_replaced_is_read_back_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "file"
    for content in (b"old", b"new"):
        LOCAL_DISK.replace(path, content)
        assert LOCAL_DISK.read(path) == content
    assert LOCAL_DISK.names(path.parent) == ("file",)
    assert LOCAL_DISK.names(tmp_path / "nowhere") == ()


def test_a_replacement_that_the_disk_refuses_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    LOCAL_DISK.replace(tmp_path / "file", b"old")

    def refuse(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", refuse)
        with pytest.raises(OSError, match="No space"):
            LOCAL_DISK.replace(tmp_path / "file", b"new")
        with pytest.raises(OSError, match="No space"):
            LOCAL_DISK.open(tmp_path / "another")
    assert LOCAL_DISK.read(tmp_path / "file") == b"old"
    assert LOCAL_DISK.names(tmp_path) == ("another", "file")


def test_folders_and_files_are_on_the_disk_before_anybody_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    sync, sync_data = os.fsync, os.fdatasync

    def note(handle: int) -> None:
        synced.append(os.fstat(handle).st_ino)
        sync(handle)

    monkeypatch.setattr(os, "fsync", note)

    def note_data(handle: int) -> None:
        note(handle)
        sync_data(handle)

    monkeypatch.setattr(os, "fdatasync", note_data)
    path = tmp_path / "new" / "deep" / "file"
    file = LOCAL_DISK.open(path)
    file.write(0, b"content")
    file.close()
    expected = [tmp_path, path.parent.parent, path.parent, path]
    assert synced == [one.stat().st_ino for one in expected]
    LOCAL_DISK.replace(path, b"other")
    assert synced[4:] == [path.stat().st_ino, path.parent.stat().st_ino]


def test_a_file_is_written_at_any_place_and_tells_whether_it_is_there(tmp_path: Path) -> None:
    path = tmp_path / "file"
    file = LOCAL_DISK.open(path)
    file.write(0, b"abcdef")
    file.write(2, b"CD")
    assert (file.read(1, 3), file.read(4, 99), file.is_there) == (b"bCD", b"ef", True)
    path.unlink()
    assert file.read(0, 6) == b"abCDef"
    assert not file.is_there
    file.close()


def test_only_plain_files_are_opened_and_nobody_waits_for_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    for name in ("folder", "pipe", "link"):
        for refuse in (LOCAL_DISK.read, LOCAL_DISK.open):
            with pytest.raises(OSError, match=r"directory|argument|symbolic"):
                refuse(tmp_path / name)
    with (tmp_path / "endless").open("wb") as endless:
        endless.truncate(2_000_000_000)
    with pytest.raises(OSError, match="large"):
        LOCAL_DISK.read(tmp_path / "endless")
