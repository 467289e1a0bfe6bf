"""The evidence at the command line: written from an exam, checked without one."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from exam.chronicle import decode_entry
from exam.codes import show_code
from exam.custody_record import PapersShown
from exam.evidence import package
from exam.evidence.package import read_package, write_package
from exam.pairing import fingerprint_of
from exam.sentences import SENTENCES
from server import __main__ as program
from server.ceremony import Handouts
from server.commands import evidence as commands
from server.evidence import checkpoint_at_close
from server.office import open_exam
from tests.server.whole_exam import play, score_all, whole_exam

Capture = pytest.CaptureFixture[str]
ENGLISH = ("--language", "en")
TEXTS = ("Pendahuluan satu", "Pendahuluan dua")


@dataclass(frozen=True)
class Home:
    """A bundle that somebody took home, and what they wrote down at the exam."""

    root: Path
    file: Path
    fingerprint: str
    checkpoint: str
    receipt: str
    shares: list[str]


@pytest.fixture
def home(made: Handouts, exam_root: Path, tmp_path: Path, capsys: Capture) -> Home:
    with whole_exam(exam_root, made) as whole:
        score_all(play(whole, TEXTS))
        closed = whole.exam.store.read(checkpoint_at_close)
        assert closed is not None
        fingerprint = show_code(fingerprint_of(whole.exam.exam_id))
        receipt = show_code(whole.receipts[whole.people[0].number])
    shares = []
    for share in made.shares[:3]:
        path = tmp_path / f"{share.panelist_id}.txt"
        path.write_text(share.words, "utf-8")
        shares += ["--share", str(path)]
    file = tmp_path / "bukti.zip"
    assert program.run([*ENGLISH, "bundle", str(exam_root), str(file)]) == 0
    assert capsys.readouterr().out.strip() == f"Written: {file}"
    return Home(exam_root, file, fingerprint, closed.short, receipt, shares)


def verify(*arguments: str) -> int:
    return program.run([*ENGLISH, "verify", *arguments])


def test_what_was_taken_home_is_verified_without_the_exam(home: Home, capsys: Capture) -> None:
    shutil.rmtree(home.root)
    written = ("--exam", home.fingerprint, "--checkpoint", home.checkpoint)
    assert verify(*written, "--receipt", home.receipt.lower(), str(home.file)) == 0
    said = capsys.readouterr().out
    assert "Everything that was checked holds." in said
    assert f"The receipt {home.receipt} is genuine: hand-in 1" in said
    assert f"to compare with the cards: {home.fingerprint}" in said
    assert f"to compare with the minutes: {home.checkpoint}" in said
    rows = [line.split() for line in said.splitlines()]
    assert ["Scores,", "recomputed", "from", "the", "sheets", "40", "holds"] in rows
    assert rows[0][-1] == "holds"


def test_a_second_bundle_is_the_same_and_takes_no_place_of_the_first(
    home: Home, tmp_path: Path, capsys: Capture
) -> None:
    second = tmp_path / "lagi.zip"
    assert program.run([*ENGLISH, "bundle", str(home.root), str(second)]) == 0
    assert second.read_bytes() == home.file.read_bytes()
    assert second.stat().st_mode & 0o777 == 0o600
    assert program.run([*ENGLISH, "bundle", str(home.root), str(second)]) == 2
    assert "lagi.zip" in capsys.readouterr().err


def test_what_was_changed_is_named_and_ends_with_one(home: Home, capsys: Capture) -> None:
    raw = home.file.read_bytes()
    place = raw.index(b'"event":"PapersOpened"')
    home.file.write_bytes(raw[:place] + b"'" + raw[place + 1 :])
    assert verify(str(home.file)) == 1
    said = capsys.readouterr().out
    assert "- ledger.jsonl is not as it was written." in said
    assert "BROKEN" in said
    assert "This evidence is not whole, or was changed." in said


def test_what_does_not_fit_the_paper_is_told(home: Home, capsys: Capture) -> None:
    assert verify("--checkpoint", "0000-0000-0000-0000", str(home.file)) == 1
    assert "The log never had the checkpoint 0000-0000-0000-0000" in capsys.readouterr().out


def test_a_receipt_that_is_not_there_or_mistyped_is_told(home: Home, capsys: Capture) -> None:
    assert verify("--receipt", "0000-00KA-AAN3", str(home.file)) == 2
    assert "No receipt of this exam has the code" in capsys.readouterr().err
    assert verify("--receipt", "0000-00KA-AAN4", str(home.file)) == 2
    assert verify("--receipt", home.receipt, str(home.file)) == 0


def test_something_else_than_a_bundle_is_told_in_the_language_of_the_machine(
    tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "lain.zip"
    file.write_bytes(os.urandom(500))
    assert verify(str(file)) == 1
    said = capsys.readouterr().out
    assert "it is not known of which exam this is" in said
    assert "fingerprint" not in said


def test_the_verifier_speaks_the_language_of_the_exam(home: Home, capsys: Capture) -> None:
    assert program.run(["verify", str(home.file)]) == 0
    assert "Semua yang diperiksa terbukti." in capsys.readouterr().out


def shown_in(root: Path) -> list[PapersShown]:
    """Return what the log says of papers shown in clear."""
    with open_exam(root) as exam:
        rows = exam.store.read(lambda db: list(db.query("select entry from ledger")))
    found = (decode_entry(row["entry"]) for row in rows)
    return [entry for entry in found if isinstance(entry, PapersShown)]


def test_papers_are_shown_with_the_shares_of_a_quorum(
    home: Home, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "dengan-naskah.zip"
    wanted = ["bundle", "--with-papers", str(home.root), str(out)]
    assert program.run([*ENGLISH, *wanted, *home.shares, "--reason", " "]) == 2
    assert capsys.readouterr().err.strip() == SENTENCES["evidence.reason"]
    wanted += ["--reason", "Permintaan auditor"]
    assert program.run([*ENGLISH, *wanted]) == 2
    assert "0 shares were given" in capsys.readouterr().err
    assert shown_in(home.root) == []
    assert program.run([*ENGLISH, *wanted, *home.shares]) == 0
    (entry,) = shown_in(home.root)
    assert (entry.papers, entry.staff_id, len(entry.members)) == (len(TEXTS), "", 3)
    assert entry.reason == "Permintaan auditor"
    assert verify(str(out)) == 0
    members = read_package(out.read_bytes()).members
    shown = {content.decode() for name, content in members.items() if name.endswith(".paper.txt")}
    assert shown == set(TEXTS)
    assert b"PapersShown" in members["ledger.jsonl"]


def test_names_in_a_file_do_not_steer_the_terminal_and_few_are_told(
    tmp_path: Path, home: Home, capsys: Capture
) -> None:
    members = dict(read_package(home.file.read_bytes()).members)
    members |= {f"\x1b]0;{number}\x07": b"" for number in range(300)}
    file = tmp_path / "lain.zip"
    file.write_bytes(write_package(members))
    assert verify(str(file)) == 1
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "\\x1b]0;0\\x07 was added later." in said
    assert said.count("was added later") == 200
    assert "And 100 more of what is wrong is not shown." in said


def test_a_file_without_end_is_read_no_further_than_any_package_goes(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    for module in (commands, package):
        monkeypatch.setattr(module, "LARGEST_PACKAGE_BYTES", 1000)
    assert verify("/dev/zero") == 1
    assert "larger than any bundle of evidence" in capsys.readouterr().out
