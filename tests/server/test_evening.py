"""The end of the day: what is done stands in the log, and nothing of it is done twice."""

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from exam.chronicle import decode_entry
from exam.codes import show_code
from exam.errors import DirectoryError
from exam.events import SittingClosed
from exam.ledger import leaf_hash, merkle_root
from exam.pairing import fingerprint_of
from exam.proceedings import CopyMade
from server.__main__ import run
from server.ceremony import Handouts
from server.closing import close_sitting
from server.copy_places import copy_places
from server.copying import copies_of, is_that_copy, make_final_copy
from server.evening import Evening, evening_of
from server.evidence import checkpoint_at_close
from server.office import OpenExam, open_exam
from server.reconcile import DamageError
from server.store import ledger_size
from tests.server.acting import Hand
from tests.server.at_work import LENGTH, TwoAtWork, two_at_work


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def exam(exam_root: Path, hand: Hand) -> Iterator[OpenExam]:
    """The practice exam by clocks that the test moves."""
    with open_exam(exam_root, hand.clocks) as opened:
        yield opened


@pytest.fixture
def room(exam: OpenExam, made: Handouts, hand: Hand) -> TwoAtWork:
    """Two whose time is over; one has handed in."""
    hand.move(60)
    found = two_at_work(exam, made, exam.timeline.now())
    hand.move(LENGTH / 1000 + 600)
    found.hand_in(0, exam.timeline.now())
    return found


def evening(exam: OpenExam) -> Evening:
    return exam.store.read(lambda db: evening_of(db, exam))


def close(exam: OpenExam, staff_id: str = "sekretaris") -> None:
    exam.act_now(lambda db, now: close_sitting(db, exam, staff_id, now))


def test_before_the_start_there_is_nothing_to_do(exam: OpenExam) -> None:
    now = evening(exam)
    assert (now.has_begun, now.closed, now.copies, now.is_done) == (False, None, (), False)


def test_the_close_brings_a_checkpoint_that_stays_whatever_is_written_down_later(
    room: TwoAtWork, tmp_path: Path
) -> None:
    assert room.exam.store.read(checkpoint_at_close) is None
    close(room.exam)
    first = evening(room.exam).closed
    assert first is not None
    entries = room.exam.store.read(lambda db: list(db.query("select entry from ledger")))
    leaves = [leaf_hash(row["entry"]) for row in entries]
    assert (first.checkpoint.size, first.checkpoint.root) == (len(leaves), merkle_root(leaves))
    assert SittingClosed.__name__.encode() in entries[-1]["entry"]
    assert first.checkpoint.staff_id == "sekretaris"
    assert first.closing.escrowed + first.closing.without == ("002",)
    assert first.checkpoint.short == show_code(fingerprint_of(merkle_root(leaves)))
    close(room.exam, "pengawas-1")
    make_final_copy(room.exam, tmp_path / "copy", "pengawas-1")
    assert evening(room.exam).closed == first


def test_a_copy_is_on_the_record_with_the_digest_of_its_database(
    room: TwoAtWork, tmp_path: Path
) -> None:
    close(room.exam)
    before = room.exam.store.read(ledger_size)
    final = make_final_copy(room.exam, tmp_path / "copy", "pengawas-1")
    (copy,) = evening(room.exam).copies
    content = (tmp_path / "copy" / "exam.db").read_bytes()
    assert copy.digest == final.digest == hashlib.sha256(content).hexdigest()
    assert (copy.entries, copy.staff_id) == (before, "pengawas-1")
    assert evening(room.exam).is_done
    assert is_that_copy(tmp_path / "copy", copy)
    assert not is_that_copy(tmp_path / "elsewhere", copy)
    rows = room.exam.store.read(lambda db: list(db.query("select entry from ledger")))
    assert decode_entry(rows[-1]["entry"]) == copy


def test_a_copy_from_before_the_close_is_not_the_last_one(room: TwoAtWork, tmp_path: Path) -> None:
    make_final_copy(room.exam, tmp_path / "copy", "pengawas-1")
    close(room.exam)
    assert len(room.exam.store.read(copies_of)) == 1
    assert not evening(room.exam).is_done
    make_final_copy(room.exam, tmp_path / "copy", "pengawas-1")
    assert [type(one) for one in evening(room.exam).copies] == [CopyMade]


def test_a_copy_that_lacks_a_hand_in_is_not_put_on_the_record(
    room: TwoAtWork, tmp_path: Path
) -> None:
    close(room.exam)
    room.exam.store.write_now(lambda db: db.execute("delete from envelopes"))
    with pytest.raises(DamageError):
        make_final_copy(room.exam, tmp_path / "copy", "pengawas-1")
    assert evening(room.exam).copies == ()


def test_a_folder_with_something_else_in_it_is_not_used(room: TwoAtWork, tmp_path: Path) -> None:
    close(room.exam)
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "letter.txt").write_text("x", "utf-8")
    with pytest.raises(DirectoryError, match=r"backup\.not-empty"):
        make_final_copy(room.exam, tmp_path / "copy", "pengawas-1")
    assert evening(room.exam).copies == ()


def test_only_disks_that_are_plugged_in_are_offered(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    assert copy_places(mounts) == ()
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\n"
        "/dev/sdb1 /media/nobody/STIK\\040BKD vfat rw 0 0\n"
        "proc /proc proc rw 0 0\n",
        "utf-8",
    )
    assert copy_places(mounts) == ()
    assert all(
        str(place.root).startswith(("/media", "/run/media", "/mnt")) for place in copy_places()
    )


def test_a_disk_that_is_seen_twice_at_its_place_is_offered_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/sdb1 /media/cadangan vfat rw 0 0\n" * 2, "utf-8")
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=5_000))
    assert [place.name for place in copy_places(mounts)] == ["cadangan"]


def test_a_disk_that_takes_nothing_is_not_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sdb1 /media/u/PENUH vfat rw 0 0\n"
        "/dev/sdc1 /media/u/TERKUNCI vfat ro,relatime 0 0\n"
        "/dev/sdd1 /media/u/STIK\\040BKD vfat rw,relatime 0 0\n",
        "utf-8",
    )
    free = {"PENUH": 0, "TERKUNCI": 9_000, "STIK BKD": 5_000}
    monkeypatch.setattr(
        "shutil.disk_usage", lambda path: SimpleNamespace(free=free[Path(path).name])
    )
    assert [(place.name, place.free) for place in copy_places(mounts)] == [("STIK BKD", 5_000)]


def test_the_command_does_each_step_once_and_goes_on_where_it_was_left(
    exam_root: Path, made: Handouts, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand = Hand(wall=time.time_ns() // 1_000_000 - LENGTH - 3_600_000)
    with open_exam(exam_root, hand.clocks) as exam:
        hand.move(60)
        room = two_at_work(exam, made, exam.timeline.now())
        hand.move(LENGTH / 1000 + 600)
        for at in (0, 1):
            room.hand_in(at, exam.timeline.now())
        exam.store.write_now(exam.timeline.persist)
    out = tmp_path / "evening"
    (tmp_path / "evening").mkdir()
    (out / "berita-acara-gangguan.docx").write_text("signed", "utf-8")
    for _ in range(2):
        assert run(["evening", "--out", str(out), str(exam_root)]) == 0
    first, second = capsys.readouterr().out.split("Sesi sudah ditutup.")[1:]
    assert first == second
    assert (out / "berita-acara-gangguan.docx").read_text("utf-8") == "signed"
    names = {path.name for path in out.iterdir()}
    assert names == {
        "berita-acara-gangguan.docx",
        "berita-acara-pelaksanaan.docx",
        "ledger.jsonl",
        "copy",
    }
    with open_exam(exam_root, hand.clocks) as exam:
        now = evening(exam)
        assert now.is_done
        assert now.closed is not None
        assert now.closed.checkpoint.short in first
        assert len(exam.store.read(copies_of)) == 1


def test_the_evening_is_not_put_into_the_exam(exam_root: Path) -> None:
    assert run(["evening", "--out", str(exam_root / "evening"), str(exam_root)]) == 2
    assert not (exam_root / "evening").exists()
