"""What is on the kiosk's disk after cuts, refusals and repeats."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from exam import keys
from exam.draft import Observed
from exam.errors import DirectoryError
from exam.journal import Owner, Place, SegmentWriter
from exam.protocol import SignedOrder
from exam.seal import Receipt, sign_receipt
from kiosk.recovery import StoredSegment
from kiosk.spool import ApplicationSpool, SegmentFile, Spool


@pytest.fixture
def writer() -> SegmentWriter:
    owner = Owner(b"e" * 32, "001.x", b"c" * 32, keys.sealing_public_key(b"p" * 32))
    return SegmentWriter(owner, Place("pc-01", 1), None, os.urandom)


@pytest.fixture
def spool(tmp_path: Path) -> ApplicationSpool:
    return Spool(tmp_path / "spool").of_application("001.x")


def is_saved(file: SegmentFile) -> bool:
    return file.saved


def segment_in(folder: Path) -> Path:
    (path,) = folder.rglob("*.segment")
    return path


async def write_three(spool: ApplicationSpool, writer: SegmentWriter) -> tuple[bytes, ...]:
    file = spool.begin_segment(writer.header, writer.header_bytes)
    records = []
    for name in ("a", "b", "c"):
        records.append(writer.append(Observed(0, name)))
        file.append(records[-1])
        await file.save()
    file.close()
    return tuple(records)


async def test_what_was_saved_is_read_back(spool: ApplicationSpool, writer: SegmentWriter) -> None:
    records = await write_three(spool, writer)
    assert spool.segments() == (StoredSegment(writer.header_bytes, records),)


async def test_nothing_is_on_disk_before_a_save(
    spool: ApplicationSpool, writer: SegmentWriter
) -> None:
    file = spool.begin_segment(writer.header, writer.header_bytes)
    file.append(writer.append(Observed(0, "a")))
    assert not file.saved
    assert spool.segments() == ()


async def test_a_file_cut_anywhere_keeps_every_whole_record(
    spool: ApplicationSpool, writer: SegmentWriter, tmp_path: Path
) -> None:
    records = await write_three(spool, writer)
    path = segment_in(tmp_path)
    whole = path.read_bytes()
    ends = [4 + len(writer.header_bytes)]
    for record in records:
        ends.append(ends[-1] + 4 + len(record))
    around = {end + step for end in ends for step in (-5, -4, -1, 0, 1, 3)}
    for length in sorted({0, 1, 3, 4, 5} | {one for one in around if one <= len(whole)}):
        path.write_bytes(whole[:length])
        complete = sum(end <= length for end in ends)
        expected = (StoredSegment(writer.header_bytes, records[: complete - 1]),)
        assert spool.segments() == (expected if complete else ())


async def test_zeros_that_a_power_cut_left_behind_are_not_records(
    spool: ApplicationSpool, writer: SegmentWriter, tmp_path: Path
) -> None:
    records = await write_three(spool, writer)
    path = segment_in(tmp_path)
    path.write_bytes(path.read_bytes() + bytes(4096))
    assert spool.segments() == (StoredSegment(writer.header_bytes, records),)


async def test_a_disk_that_refuses_loses_nothing_once_it_writes_again(
    spool: ApplicationSpool, writer: SegmentWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = spool.begin_segment(writer.header, writer.header_bytes)
    records = [writer.append(Observed(0, "a"))]
    file.append(records[0])
    write = os.pwrite

    def write_half_and_fail(handle: int, data: bytes, offset: int) -> int:
        write(handle, data[: len(data) // 2], offset)
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "pwrite", write_half_and_fail)
        with pytest.raises(DirectoryError, match=r"spool\.disk .*No space left"):
            await file.save()
    assert not is_saved(file)
    records.append(writer.append(Observed(0, "b")))
    file.append(records[1])
    await file.save()
    assert is_saved(file)
    assert spool.segments() == (StoredSegment(writer.header_bytes, tuple(records)),)


async def test_a_file_that_was_taken_away_is_written_anew_whole(
    spool: ApplicationSpool, writer: SegmentWriter, tmp_path: Path
) -> None:
    file = spool.begin_segment(writer.header, writer.header_bytes)
    records = []
    for name in ("a", "b"):
        records.append(writer.append(Observed(0, name)))
        file.append(records[-1])
        await file.save()
        assert is_saved(file)
        assert spool.segments() == (StoredSegment(writer.header_bytes, tuple(records)),)
        shutil.rmtree(tmp_path / "spool")
    file.close()


async def test_only_the_owner_can_read_the_work(
    spool: ApplicationSpool, writer: SegmentWriter, tmp_path: Path
) -> None:
    await write_three(spool, writer)
    spool.keep_envelope(1, 1, b"sealed")
    for path in (tmp_path / "spool").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_an_envelope_is_kept_whole_by_revision_and_admission(
    spool: ApplicationSpool, tmp_path: Path
) -> None:
    kept = {(1, 1): b"first", (1, 2): b"of another admission", (2, 2): b"second"}
    assert spool.envelope(1, 1) is None
    for (revision, admission), signed in kept.items():
        spool.keep_envelope(revision, admission, signed)
    assert {place: spool.envelope(*place) for place in kept} == kept
    assert spool.envelope(2, 1) is None
    assert not list(tmp_path.rglob("*.new"))


def test_a_second_receipt_does_not_push_out_the_first(
    spool: ApplicationSpool, tmp_path: Path
) -> None:
    for received_at in (1, 2, 2):
        receipt = Receipt(b"e" * 32, "001.x", 1, b"d" * 32, received_at)
        spool.keep_receipt(1, sign_receipt(receipt, b"k" * 32))
    assert len(list(tmp_path.rglob("receipt-1-*"))) == 2


def test_orders_come_back_and_damage_means_none(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    orders = (SignedOrder(b"body", b"s" * 64),)
    assert spool.orders() == ()
    spool.keep_orders(orders)
    assert spool.orders() == orders
    (tmp_path / "orders").write_bytes(b"\xff")
    assert spool.orders() == ()


@pytest.mark.parametrize("application_id", ["../../etc", "a/b.x", "..", "001.kesbangpol"])
def test_no_application_id_leads_out_of_the_spool(tmp_path: Path, application_id: str) -> None:
    root = tmp_path / "spool"
    Spool(root).of_application(application_id).keep_envelope(1, 1, b"sealed")
    (folder,) = root.iterdir()
    assert [path.name for path in folder.iterdir()] == ["envelope-1-1"]
