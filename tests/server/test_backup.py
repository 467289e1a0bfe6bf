"""The second copy of an exam, and the way back from it."""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from exam.chronicle import RecoveryBegan, decode_entry
from exam.errors import ExamError
from server import __main__ as program
from server.backup import Copied, Follower, back_up
from server.ceremony import Handouts
from server.office import OpenExam, open_exam
from server.reconcile import DamageError
from server.restoring import restore_exam
from server.settings import ExamDirectory
from server.store import ledger_size
from tests.server.acting import place_seat
from tests.server.at_work import TwoAtWork, two_at_work

Capture = pytest.CaptureFixture[str]


def tables(root: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return everything in a database, with the numbers of its rows."""
    with closing(sqlite3.connect(ExamDirectory(root).database)) as db:
        names = db.execute("select name, sql from sqlite_master where sql is not null order by 1")
        found: dict[str, list[tuple[object, ...]]] = {"": names.fetchall()}
        for name, sql in found[""]:
            if str(sql).startswith("CREATE TABLE"):
                found[str(name)] = db.execute(f'select rowid, * from "{name}"').fetchall()
    return found


@pytest.fixture
def copy(tmp_path: Path) -> ExamDirectory:
    """Where the copy goes."""
    return ExamDirectory(tmp_path / "stick" / "copy")


@pytest.fixture(autouse=True)
def _stick(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()


@pytest.fixture
def room(exam: OpenExam, made: Handouts) -> TwoAtWork:
    """Two candidates at work."""
    return two_at_work(exam, made)


def test_a_copy_is_a_whole_exam_and_only_what_is_new_is_copied(
    room: TwoAtWork, copy: ExamDirectory
) -> None:
    exam = room.exam
    first = back_up(exam.directory, copy)
    assert first.entries == exam.store.read(ledger_size)
    assert back_up(exam.directory, copy).rows == 0
    room.hand_in(0, 80_000)
    place_seat(exam, "PC-03")
    exam.store.write_now(lambda db: db.execute("delete from pairing_codes where used_by is null"))
    exam.store.write_now(lambda db: db.execute("update applications set admission = 9"))
    second = back_up(exam.directory, copy)
    codes, applications, envelope_and_entry, seat = 60, 54, 2, 1
    assert second.rows == codes + applications + envelope_and_entry + seat
    assert tables(copy.root) == tables(exam.directory.root)
    for path in (*exam.directory.keys, exam.directory.manifest):
        assert (copy.root / path.relative_to(exam.directory.root)).read_bytes() == path.read_bytes()
    modes = [path.stat().st_mode & 0o077 for path in (copy.root, *copy.root.rglob("*"))]
    assert set(modes) == {0}
    with open_exam(copy.root) as opened:
        assert opened.exam_id == exam.exam_id


def test_the_server_need_not_run_and_its_database_is_not_written_to(
    exam_root: Path, copy: ExamDirectory
) -> None:
    before = ExamDirectory(exam_root).database.read_bytes()
    back_up(ExamDirectory(exam_root), copy)
    assert ExamDirectory(exam_root).database.read_bytes() == before
    assert tables(copy.root) == tables(exam_root)


def test_a_copy_of_older_tables_is_made_anew(exam: OpenExam, copy: ExamDirectory) -> None:
    back_up(exam.directory, copy)
    with closing(sqlite3.connect(copy.database)) as db:
        db.execute("alter table heads add column older text")
        db.commit()
    back_up(exam.directory, copy)
    assert tables(copy.root) == tables(exam.directory.root)


def refusal(act: Callable[[], object]) -> ExamError:
    with pytest.raises(ExamError) as refused:
        act()
    return refused.value


def test_a_copy_that_knows_more_or_other_things_is_left_alone(
    room: TwoAtWork, copy: ExamDirectory, tmp_path: Path
) -> None:
    exam = room.exam
    back_up(exam.directory, copy)
    older = tmp_path / "older"
    restore_exam(copy.root, older)
    room.hand_in(0, 80_000)
    back_up(exam.directory, copy)
    before = tables(copy.root)
    assert refusal(lambda: back_up(ExamDirectory(older), copy)).code == "backup.ahead"
    with open_exam(older, away=0) as restored:
        for name in ("PC-07", "PC-08", "PC-09"):
            place_seat(restored, name)
        assert refusal(lambda: back_up(ExamDirectory(older), copy)).code == "backup.ahead"
    assert tables(copy.root) == before
    with closing(sqlite3.connect(copy.database)) as db:
        db.execute("alter table heads add column older text")
        db.commit()
    before = tables(copy.root)
    assert refusal(lambda: back_up(ExamDirectory(older), copy)).code == "backup.ahead"
    assert tables(copy.root) == before


def test_places_that_do_not_fit_are_refused(
    exam: OpenExam, copy: ExamDirectory, tmp_path: Path
) -> None:
    source, taken = exam.directory, tmp_path / "taken"
    taken.mkdir()
    (taken / "letter.txt").write_text("surat")
    cases = {
        "backup.inside": source.root / "copy",
        "backup.not-empty": taken,
        "directory.missing": tmp_path / "no" / "copy",
        "directory.not-folder": taken / "letter.txt",
    }
    for code, target in cases.items():
        assert refusal(lambda: back_up(source, ExamDirectory(target))).code == code  # noqa: B023
    back_up(source, copy)
    copy.manifest.write_bytes(b"of another exam")
    assert refusal(lambda: back_up(source, copy)).code == "backup.other-exam"
    assert refusal(lambda: back_up(ExamDirectory(taken), copy)).code == "directory.not-exam"


def test_a_copy_that_is_served_or_kept_busy_is_not_written_to(
    exam: OpenExam, copy: ExamDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(exam.directory, copy)
    with open_exam(copy.root):
        assert refusal(lambda: back_up(exam.directory, copy)).code == "directory.in-use"
    monkeypatch.setattr("server.backup._BUSY_SECONDS", 0.01)
    with closing(sqlite3.connect(copy.database, isolation_level=None)) as db:
        db.execute("begin exclusive")
        error = refusal(lambda: back_up(exam.directory, copy))
    assert (error.code, error.details["problem"]) == ("directory.os", "database is locked")


def test_trouble_is_told_once_and_that_it_is_over(exam: OpenExam, copy: ExamDirectory) -> None:
    back_up(exam.directory, copy)
    follower = Follower(exam.directory, copy)
    unplugged = copy.root.with_name("unplugged")
    assert follower.turn() is None
    copy.root.rename(unplugged)
    told = [follower.turn(), follower.turn()]
    copy.root.mkdir()
    told += [follower.turn()]
    copy.root.rmdir()
    unplugged.rename(copy.root)
    told += [follower.turn(), follower.turn()]
    assert [str(one) for one in told[:3]] == [f"backup.gone (path={copy.root})", "None", "None"]
    assert isinstance(told[3], Copied)
    assert told[4] is None


def test_what_was_interrupted_at_any_moment_is_finished_by_the_next_round(
    exam: OpenExam, copy: ExamDirectory, tmp_path: Path
) -> None:
    back_up(exam.directory, copy)
    copy.database.unlink()
    assert refusal(lambda: restore_exam(copy.root, tmp_path / "new")).code == "directory.not-exam"
    copy.database.touch()
    assert refusal(lambda: restore_exam(copy.root, tmp_path / "new")).code == "backup.incomplete"
    back_up(exam.directory, copy)
    copy.manifest.unlink()
    assert refusal(lambda: back_up(exam.directory, copy)).code == "backup.not-empty"
    assert not (tmp_path / "new").exists()


def test_a_restored_exam_waits_for_every_seat_and_begins_at_the_time_of_the_copy(
    room: TwoAtWork, copy: ExamDirectory, tmp_path: Path
) -> None:
    exam, root = room.exam, tmp_path / "new"
    room.hand_in(0, 80_000)
    exam.store.write_now(exam.timeline.persist)
    back_up(exam.directory, copy)
    before = tables(copy.root)
    restored = restore_exam(copy.root, root)
    assert tables(copy.root) == before
    assert (restored.entries, restored.seats) == (exam.store.read(ledger_size), 2)
    with open_exam(root) as opened:
        assert not opened.timeline.is_settled
        assert opened.timeline.now() - restored.at < 60_000
        query = "select entry from ledger order by position desc limit 1"
        (row,) = opened.store.read(lambda db: list(db.query(query)))
        size = restored.entries
        assert decode_entry(row["entry"]) == RecoveryBegan(restored.at, size, size)
    modes = [path.stat().st_mode & 0o077 for path in (root, *root.rglob("*"))]
    assert set(modes) == {0}


def test_after_the_opening_nothing_is_waited_for(
    exam: OpenExam, copy: ExamDirectory, tmp_path: Path
) -> None:
    place_seat(exam, "PC-01")
    row = {"id": 1, "sealed_map": b"", "map_commitment": b""}
    exam.store.write_now(lambda db: db.table("opening").insert(row))
    back_up(exam.directory, copy)
    assert restore_exam(copy.root, tmp_path / "new").seats == 0
    with open_exam(tmp_path / "new") as opened:
        assert opened.timeline.is_settled


def test_an_exam_that_a_dead_machine_left_is_restored_with_its_write_ahead_log(
    room: TwoAtWork, tmp_path: Path
) -> None:
    room.hand_in(0, 80_000)
    left = tmp_path / "disk"
    shutil.copytree(room.exam.directory.root, left)
    assert ExamDirectory(left).database.with_name("exam.db-wal").stat().st_size
    restored = restore_exam(left, tmp_path / "new")
    assert restored.entries == room.exam.store.read(ledger_size)


def cut(copy: ExamDirectory) -> None:
    copy.database.write_bytes(copy.database.read_bytes()[:-5000])


def scribble(copy: ExamDirectory) -> None:
    raw = bytearray(copy.database.read_bytes())
    raw[8192:12288] = os.urandom(4096)
    copy.database.write_bytes(bytes(raw))


def overwrite(copy: ExamDirectory) -> None:
    copy.database.write_bytes(b"not a database" * 1000)


def lose_key(copy: ExamDirectory) -> None:
    copy.signing_key.unlink()


def mix(copy: ExamDirectory) -> None:
    with closing(sqlite3.connect(copy.database)) as db:
        db.execute("delete from ledger where position = 0")
        db.commit()


def lose_paper(copy: ExamDirectory) -> None:
    with closing(sqlite3.connect(copy.database)) as db:
        db.execute("delete from envelopes")
        db.commit()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (cut, "backup.damaged"),
        (scribble, "backup.damaged"),
        (overwrite, "backup.damaged"),
        (lose_key, "directory.missing"),
        (mix, "backup.mixed"),
        (lose_paper, "damage.found"),
    ],
)
def test_an_odd_copy_is_named_and_nothing_is_made(
    room: TwoAtWork,
    copy: ExamDirectory,
    tmp_path: Path,
    spoil: Callable[[ExamDirectory], None],
    code: str,
) -> None:
    room.hand_in(0, 80_000)
    back_up(room.exam.directory, copy)
    spoil(copy)
    error = refusal(lambda: restore_exam(copy.root, tmp_path / "new"))
    assert error.code == code
    assert sorted(path.name for path in tmp_path.iterdir()) == ["exam", "practice.toml", "stick"]
    if code == "damage.found":
        assert isinstance(error, DamageError)
        assert [str(one) for one in error.problems[1:]] == ["damage.paper (number=001, revision=1)"]
        assert restore_exam(copy.root, tmp_path / "new", despite_damage=True).entries


def test_a_copy_in_use_and_a_taken_place_are_refused(
    exam: OpenExam, copy: ExamDirectory, tmp_path: Path
) -> None:
    back_up(exam.directory, copy)
    with copy.lock.open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert refusal(lambda: restore_exam(copy.root, tmp_path / "new")).code == "directory.in-use"
    copy.lock.unlink()
    assert restore_exam(copy.root, tmp_path / "new").seats == 0
    assert refusal(lambda: restore_exam(copy.root, tmp_path / "new")).code == "directory.exists"
    assert refusal(lambda: restore_exam(tmp_path, tmp_path / "a")).code == "directory.not-exam"
    inside = copy.root / "new"
    assert refusal(lambda: restore_exam(copy.root, inside)).code == "directory.inside-exam"


def test_every_command_says_what_it_did(
    room: TwoAtWork, copy: ExamDirectory, tmp_path: Path, capsys: Capture
) -> None:
    exam, new = str(room.exam.directory.root), str(tmp_path / "new")
    english = ["--language", "en"]
    assert program.run([*english, "backup", str(copy.root), exam]) == 0
    assert "The copy is complete" in capsys.readouterr().out
    assert program.run([*english, "restore", str(copy.root), new]) == 0
    said = capsys.readouterr().out
    assert "asks all 2 of them" in said
    assert f"makalah-server serve {new}" in said
    assert program.run([*english, "restore", str(tmp_path), new]) == 2
    assert capsys.readouterr().err.startswith(f"{tmp_path} is not an exam directory.")


def test_following_goes_on_until_it_is_stopped(
    exam: OpenExam, copy: ExamDirectory, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = copy.root.with_name("gone")

    def stop() -> None:
        raise KeyboardInterrupt

    happens = iter([lambda: copy.root.rename(gone), lambda: gone.rename(copy.root), stop])
    slept: list[int] = []

    def sleep(seconds: int) -> None:
        slept.append(seconds)
        next(happens)()

    monkeypatch.setattr("time.sleep", sleep)
    options = ["--language", "en", "backup", "--follow", "--every", "7"]
    assert program.run([*options, str(copy.root), str(exam.directory.root)]) == 130
    lines = capsys.readouterr().out.splitlines()
    assert [line[:24] for line in lines] == [
        "The copy is complete: " + str(copy.root)[:2],
        "If this machine fails: m",
        "The copy waits and is tr",
        "The copy is up to date a",
    ]
    assert slept == [7, 7, 7]
