"""What lies in the spool and cannot be used is told with its path and kept; the rest is used."""

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from exam import keys
from exam.draft import Opened, Snapshot
from exam.errors import ExamError
from exam.journal import Owner, SegmentWriter
from exam.journal import Place as SegmentPlace
from exam.sentences import SENTENCES
from kiosk.files import LOCAL_DISK, LocalDisk
from kiosk.framing import begin_file, frame
from kiosk.recovery import recover
from kiosk.spool import Spool
from tests.kiosk.disks import CARD_KEY, OWNER


def segment_of(exam_id: bytes = OWNER.exam_id, application_id: str = "001.x") -> tuple[str, bytes]:
    """The name and the content of a segment file."""
    owner = Owner(exam_id, application_id, CARD_KEY, OWNER.panel_public_key)
    writer = SegmentWriter(owner, SegmentPlace("pc-01", 1), None, os.urandom)
    records = [writer.append(Opened(0, 1, 0, "pc-01")), writer.append(Snapshot(0, "x", "", "", ()))]
    content = begin_file(writer.header_bytes) + b"".join(map(frame, records))
    return f"0000-{writer.header.segment_id.hex()}.segment", content


def of_newer_program(name: str, content: bytes) -> tuple[str, bytes]:
    return name, b"\x02" + bytes(100) + content


def with_newer_header(name: str, content: bytes) -> tuple[str, bytes]:
    header = msgspec.msgpack.encode([7, "whatever a newer program writes"])
    return name, begin_file(header) + content


def empty(name: str, _content: bytes) -> tuple[str, bytes]:
    return name, b""


def zeros(name: str, _content: bytes) -> tuple[str, bytes]:
    return name, bytes(4096)


def huge_length(name: str, content: bytes) -> tuple[str, bytes]:
    return name, b"\x01\xff\xff\xff\x7f" + content * 5


def endless_length(name: str, content: bytes) -> tuple[str, bytes]:
    return name, b"\x01" + b"\xff" * 9000 + content


def under_another_name(_name: str, content: bytes) -> tuple[str, bytes]:
    return f"0000-{'ab' * 16}.segment", content


Spoil = Callable[[str, bytes], tuple[str, bytes]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an application in which one good segment lies."""
    folder = tmp_path / "spool" / "application-001.x"
    name, content = segment_of()
    LOCAL_DISK.replace(folder / name, content)
    return folder


def finding_beside_good_work(folder: Path, path: Path) -> ExamError:
    """Read the spool; returns what it says of a file beside the good one."""
    spool = Spool(folder.parent, exam_id=OWNER.exam_id)
    recovery = recover(spool.of_application("001.x").segments(), CARD_KEY)
    assert (recovery.draft.paper, recovery.trouble) == ("x", None)
    (finding,) = spool.findings
    assert finding.details["file"] == str(path)
    assert str(path) in SENTENCES[finding.code].format(**finding.details)
    return finding


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (empty, "spool.empty"),
        (zeros, "spool.empty"),
        (huge_length, "spool.damaged"),
        (endless_length, "spool.damaged"),
        (under_another_name, "spool.damaged"),
        (of_newer_program, "spool.version"),
        (with_newer_header, "spool.version"),
    ],
)
def test_a_file_that_is_no_good_segment_is_told_and_kept(
    folder: Path, spoil: Spoil, code: str
) -> None:
    name, content = spoil(*segment_of())
    (folder / name).write_bytes(content)
    assert finding_beside_good_work(folder, folder / name).code == code
    assert (folder / name).read_bytes() == content


@pytest.mark.parametrize(
    ("exam_id", "application_id", "code"),
    [
        (keys.digest("another"), "001.x", "spool.other-exam"),
        (OWNER.exam_id, "002.x", "spool.other-candidate"),
    ],
)
def test_work_of_somebody_else_is_told_and_kept(
    folder: Path, exam_id: bytes, application_id: str, code: str
) -> None:
    name, content = segment_of(exam_id, application_id)
    (folder / name).write_bytes(content)
    assert finding_beside_good_work(folder, folder / name).code == code
    assert (folder / name).read_bytes() == content


def test_a_folder_or_a_pipe_where_a_file_should_be_is_told_and_kept(folder: Path) -> None:
    path = folder / "0000-00.segment"
    path.mkdir()
    assert finding_beside_good_work(folder, path).code == "spool.folder"
    path.rmdir()
    os.mkfifo(path)
    assert finding_beside_good_work(folder, path).code == "spool.unreadable"


class Guarded(LocalDisk):
    """The file system of this PC, one path of which nobody may read, not even a superuser."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def names(self, folder: Path) -> tuple[str, ...]:
        """Return the names in a folder."""
        self._require_allowed(folder)
        return super().names(folder)

    def read(self, path: Path) -> bytes:
        """Return a whole file."""
        self._require_allowed(path)
        return super().read(path)

    def _require_allowed(self, path: Path) -> None:
        if self._path in (path, *path.parents):
            raise PermissionError(13, "Permission denied")


def test_what_may_not_be_read_is_told(folder: Path) -> None:
    (file,) = folder.iterdir()
    for refused in (file, folder, folder.parent):
        spool = Spool(folder.parent, disk=Guarded(refused))
        spool.applications()
        assert spool.of_application("001.x").segments() == ()
        (finding,) = spool.findings
        assert finding.code == "spool.permission"
        assert finding.details == {"file": str(refused)}


def test_a_file_that_can_be_read_again_is_no_finding_any_more(folder: Path) -> None:
    name, content = segment_of()
    (folder / name).write_bytes(b"")
    spool = Spool(folder.parent)
    application = spool.of_application("001.x")
    application.segments()
    (finding,) = spool.findings
    (folder / name).write_bytes(content)
    assert len(application.segments()) == 2
    assert finding not in spool.findings


def test_receipts_that_cannot_be_read_are_told(folder: Path) -> None:
    (folder / "receipt-1-x").write_bytes(b"\xff")
    spool = Spool(folder.parent)
    assert spool.of_application("001.x").receipts() == ()
    assert [finding.code for finding in spool.findings] == ["spool.damaged"]
