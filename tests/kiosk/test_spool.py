"""What is on the kiosk's disk after cuts, refusals and repeats."""

import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from exam import keys
from exam.draft import Observed
from exam.errors import DirectoryError
from exam.journal import Owner, Place, SegmentWriter
from exam.ledger import SignedCheckpoint
from exam.protocol import SignedOrder
from exam.receipts import Receipt, sign_receipt
from kiosk.recovery import StoredSegment
from kiosk.segment_file import SegmentFile
from kiosk.shelf import number_content
from kiosk.spool import ApplicationSpool, Spool


@pytest.fixture
def writer() -> SegmentWriter:
    owner = Owner(b"e" * 32, "001.x", b"c" * 32, keys.sealing_public_key(b"p" * 32))
    return SegmentWriter(owner, Place("pc-01", 1), None, os.urandom)


@pytest.fixture
def spool(tmp_path: Path) -> ApplicationSpool:
    return Spool(tmp_path / "spool").of_application("001.x")


def save(file: SegmentFile) -> None:
    """Bring everything appended to the first folder."""
    job = file.write_job(0)
    job.run()
    file.note_written(job)


def write_three(spool: ApplicationSpool, writer: SegmentWriter) -> tuple[bytes, ...]:
    file = spool.begin_segment(writer.header, writer.header_bytes)
    records = []
    for name in ("a", "b", "c"):
        records.append(writer.append(Observed(0, name)))
        file.append(records[-1])
        save(file)
    file.close()
    return tuple(records)


def test_what_was_saved_is_read_back(spool: ApplicationSpool, writer: SegmentWriter) -> None:
    records = write_three(spool, writer)
    assert spool.segments() == (StoredSegment(writer.header_bytes, records),)


def test_nothing_is_on_disk_before_a_save(spool: ApplicationSpool, writer: SegmentWriter) -> None:
    file = spool.begin_segment(writer.header, writer.header_bytes)
    file.append(writer.append(Observed(0, "a")))
    assert not file.saved
    assert spool.segments() == ()


def test_a_write_that_was_refused_half_way_is_repeated_at_its_place(
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
        with pytest.raises(OSError, match="No space left"):
            save(file)
    records.append(writer.append(Observed(0, "b")))
    file.append(records[1])
    save(file)
    assert spool.segments() == (StoredSegment(writer.header_bytes, tuple(records)),)


def test_a_file_that_was_taken_away_is_noticed(
    spool: ApplicationSpool, writer: SegmentWriter, tmp_path: Path
) -> None:
    file = spool.begin_segment(writer.header, writer.header_bytes)
    save(file)
    file.require_there()
    shutil.rmtree(tmp_path / "spool")
    with pytest.raises(FileNotFoundError):
        file.require_there()
    file.append(writer.append(Observed(0, "a")))
    with pytest.raises(FileNotFoundError):
        save(file)
    file.close()


def test_only_the_owner_can_read_the_work(
    spool: ApplicationSpool, writer: SegmentWriter, tmp_path: Path
) -> None:
    write_three(spool, writer)
    spool.keep_envelope(1, 1, b"sealed")
    for path in (tmp_path / "spool").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_an_envelope_is_kept_whole_by_revision_and_admission(
    spool: ApplicationSpool, tmp_path: Path
) -> None:
    kept = {(1, 1): b"first", (1, 2): b"of another admission", (2, 2): b"second"}
    assert spool.envelopes() == ()
    for (revision, admission), signed in kept.items():
        spool.keep_envelope(revision, admission, signed)
    assert spool.envelopes() == tuple(kept.values())
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


def test_what_was_kept_is_found_in_either_folder(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    write_to(Spool(first, second), "1")
    write_to(Spool(second), "2")
    both = Spool(first, second)
    assert both.applications() == ("001.x", "002.y")
    assert len(both.orders()) == 2
    assert both.of_application("001.x").envelopes() == (b"1", b"2")
    assert both.of_application("002.y").admission().content == b"1"
    assert len(both.of_application("001.x").receipts()) == 2


def write_to(spool: Spool, what: str) -> None:
    """Keep a little of everything."""
    spool.keep_orders((SignedOrder(what.encode(), b"s" * 64),))
    spool.of_application("002.y").keep_admission(what.encode())
    spool.of_application("002.y").keep_admission(what.encode())
    spool.of_application("001.x").keep_envelope(int(what), 1, what.encode())
    receipt = Receipt(b"e" * 32, "001.x", int(what), b"d" * 32, 1)
    spool.of_application("001.x").keep_receipt(int(what), sign_receipt(receipt, b"k" * 32))


def keep_mark(spool: Spool, mark: bytes) -> None:
    """Keep a mark in the first folder that takes it."""
    for write in spool.mark_writes(mark):
        with suppress(OSError):
            write()
            return


def test_the_second_folder_keeps_what_the_first_refuses(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.touch()
    spool = Spool(first, second)
    write_to(spool, "1")
    keep_mark(spool, b"mark")
    assert spool.applications() == ("001.x", "002.y")
    assert [finding.code for finding in spool.findings] == ["spool.not-folder"]
    assert spool.findings[0].details == {"file": str(first)}
    assert Spool(second).mark() == b"mark"
    with pytest.raises(DirectoryError, match=r"spool\.disk"):
        write_to(Spool(first), "1")


def test_the_latest_admission_counts_wherever_it_lies(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    Spool(first).of_application("001.x").keep_admission(b"old")
    kept = Spool(second, first).of_application("001.x")
    kept.keep_admission(b"new")
    assert Spool(first, second).of_application("001.x").admission().content == b"new"
    (second / "application-001.x" / "admission").write_bytes(b"damaged")
    assert kept.admission().content == b"old"


def test_the_checkpoint_that_was_kept_last_comes_back(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    assert spool.checkpoint() is None
    for body in (b"one", b"two"):
        spool.keep_checkpoint(SignedCheckpoint(body, b"s" * 64))
    assert spool.checkpoint() == SignedCheckpoint(b"two", b"s" * 64)
    for damaged in (b"", number_content(9, b"what a newer program keeps")):
        (tmp_path / "checkpoint").write_bytes(damaged)
        assert spool.checkpoint() is None


def test_a_mark_survives_the_cut_of_the_next_one_at_any_byte(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    assert spool.mark() is None
    for number in range(3):
        keep_mark(spool, b"a longer mark %d" % number)
    before, after = (tmp_path / name for name in ("mark-1", "mark-0"))
    keep_mark(spool, b"mark 3")
    assert Spool(tmp_path).mark() == b"mark 3"
    whole = after.read_bytes()
    assert before.read_bytes() != whole
    for length in range(len(whole) - len("a longer mark") + len("mark") - 1):
        after.write_bytes(whole[:length] + bytes(9))
        assert Spool(tmp_path).mark() == b"a longer mark 2"


def test_marks_go_on_counting_after_a_restart_and_when_their_files_are_taken_away(
    tmp_path: Path,
) -> None:
    for number in range(5):
        spool = Spool(tmp_path)
        spool.mark()
        keep_mark(spool, b"mark %d" % number)
        assert Spool(tmp_path).mark() == b"mark %d" % number
    for name in ("mark-0", "mark-1"):
        (tmp_path / name).unlink()
    keep_mark(spool, b"again")
    keep_mark(spool, b"and again")
    assert spool.mark() == b"and again"
