"""The seat folder: there whole or not at all, for its owner only."""

import stat
from pathlib import Path

import msgspec
import pytest

from exam.errors import CodeError, DirectoryError, LinkError
from exam.protocol import VERSION, encode
from kiosk.desk import open_desk
from kiosk.settings import new_seat_folder, open_seat, write_seat_file
from tests.kiosk.room import Room


def test_a_pc_that_was_never_enrolled_says_so(tmp_path: Path) -> None:
    with pytest.raises(DirectoryError, match=r"seat\.missing"):
        open_desk(tmp_path / "seat")


@pytest.mark.parametrize("name", ["manifest.bin", "seat.json", "signing.key"])
def test_a_damaged_seat_folder_names_the_file(tmp_path: Path, name: str) -> None:
    for file in ("manifest.bin", "seat.json", "signing.key"):
        (tmp_path / file).write_bytes(b"{}")
    (tmp_path / name).unlink()
    (tmp_path / name).mkdir()
    with pytest.raises(DirectoryError, match=r"seat\.damaged"):
        open_seat(tmp_path)


def test_half_a_signing_key_is_found_when_the_kiosk_opens_and_not_at_the_hand_in(
    room: Room,
) -> None:
    seat = room.seat()
    seat.folder.root.mkdir()
    seat.folder.manifest.write_bytes(room.server.manifest_bytes)
    seat.folder.description.write_bytes(msgspec.json.encode(seat.description))
    seat.folder.signing_key.write_bytes(seat.signing_secret)
    assert open_seat(seat.folder.root) == seat
    seat.folder.signing_key.write_bytes(seat.signing_secret[:16])
    with pytest.raises(DirectoryError, match=r"seat\.damaged .*signing\.key"):
        open_seat(seat.folder.root)


def test_a_seat_of_an_exam_of_another_version_says_so(room: Room) -> None:
    seat = room.seat()
    seat.folder.root.mkdir()
    other = msgspec.structs.replace(seat.manifest, version=VERSION + 1)
    seat.folder.manifest.write_bytes(encode(other))
    seat.folder.description.write_bytes(msgspec.json.encode(seat.description))
    with pytest.raises(LinkError) as refused:
        open_seat(seat.folder.root)
    assert refused.value.code == "protocol.exam-version"
    assert refused.value.details == {"theirs": VERSION + 1, "ours": VERSION}


def test_a_new_folder_appears_whole_when_the_block_ends_well(tmp_path: Path) -> None:
    root = tmp_path / "deep" / "seat"
    with new_seat_folder(root) as folder:
        write_seat_file(folder.signing_key, b"secret")
        assert not root.exists()
    assert stat.S_IMODE(root.stat().st_mode) == 0o700
    assert stat.S_IMODE((root / "signing.key").stat().st_mode) == 0o600


def begin_and_fail(root: Path) -> None:
    with new_seat_folder(root) as folder:
        write_seat_file(folder.signing_key, b"secret")
        raise CodeError("code.check")


def test_nothing_stays_behind_when_the_block_fails(tmp_path: Path) -> None:
    with pytest.raises(CodeError):
        begin_and_fail(tmp_path / "seat")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("mine")
    with pytest.raises(DirectoryError, match=r"seat\.exists"), new_seat_folder(tmp_path):
        pass
    assert (tmp_path / "kept").read_text() == "mine"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(DirectoryError, match=r"seat\.write"),
        new_seat_folder(tmp_path / "file" / "seat"),
    ):
        pass
