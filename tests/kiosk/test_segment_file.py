"""What a segment that is being written keeps in memory, and what it reads back."""

import os
import tracemalloc
from pathlib import Path

import pytest

from exam.journal import Place as SegmentPlace
from exam.journal import SegmentWriter
from kiosk.files import LOCAL_DISK
from kiosk.segment_file import WINDOW_BYTES, SegmentFile
from tests.kiosk.disks import OWNER

MOST_MEMORY_BYTES = 4_000_000
_KEYS = 30_000


def new_file(folder: Path) -> tuple[SegmentFile, bytes]:
    writer = SegmentWriter(OWNER, SegmentPlace("pc-01", 1), None, os.urandom)
    return SegmentFile(LOCAL_DISK, [folder / "segment"], writer.header_bytes), writer.header_bytes


def save(file: SegmentFile) -> None:
    while not file.saved:
        job = file.write_job(0)
        job.run()
        file.note_written(job)


def read_back(file: SegmentFile, first: int) -> tuple[bytes, ...]:
    """Ask for records as the outbox does, and fetch them if they are not at hand."""
    found = file.records_from(first, 1_000_000)
    job = file.read_job()
    if found or job is None:
        return found
    file.note_read(job, job.run())
    return file.records_from(first, 1_000_000)


def test_typing_on_without_a_server_stays_small_in_memory(tmp_path: Path) -> None:
    file, _ = new_file(tmp_path)
    tracemalloc.start()
    for number in range(_KEYS):
        file.append(number.to_bytes(36, "big"))
        if number % 1000 == 0:
            save(file)
    save(file)
    now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert now < MOST_MEMORY_BYTES
    assert peak < 2 * MOST_MEMORY_BYTES
    first = 0
    while first < _KEYS:
        found = read_back(file, first)
        assert found == tuple(n.to_bytes(36, "big") for n in range(first, first + len(found)))
        assert found
        first += len(found)
        file.want(first)
    file.close()


def test_what_was_read_back_is_let_go_of_when_the_server_has_it(tmp_path: Path) -> None:
    file, _ = new_file(tmp_path)
    for number in range(5 * WINDOW_BYTES // 1000):
        file.append(number.to_bytes(2000, "big"))
    save(file)
    assert read_back(file, 0)
    file.want(3)
    assert file.records_from(3, 10) == ((3).to_bytes(2000, "big"),)
    file.want(file.count)
    assert file.records_from(3, 10) == ()
    file.close()


def test_what_the_disk_changed_is_never_sent_on(tmp_path: Path) -> None:
    file, header = new_file(tmp_path)
    for _ in range(3 * WINDOW_BYTES // 1000):
        file.append(os.urandom(2000))
    save(file)
    raw = bytearray((tmp_path / "segment").read_bytes())
    raw[len(header) + 500] ^= 1
    (tmp_path / "segment").write_bytes(raw)
    assert file.records_from(0, 1000) == ()
    job = file.read_job()
    assert job is not None
    with pytest.raises(OSError, match="Input/output"):
        job.run()
    file.close()


def test_records_given_up_while_they_are_written_leave_the_count_right(tmp_path: Path) -> None:
    file, _ = new_file(tmp_path)
    file.append(b"x" * 40)
    save(file)
    file.append(b"y" * 40)
    job = file.write_job(0)
    job.run()
    assert file.give_up_unsaved() == 1
    file.note_written(job)
    assert (file.count, file.saved, file.unsaved_bytes) == (1, True, 0)
    file.close()
