"""The command for accounts between two runs: what it writes, and what it refuses."""

from pathlib import Path

import pytest
from docx import Document

from exam.errors import RefusedError
from server import __main__ as program
from server.office import visit_exam
from server.staff import Login, log_in

Capture = pytest.CaptureFixture[str]
REFUSED = 2
WORDS = frozenset((Path(program.__file__).parent / "words.txt").read_text("utf-8").split())
NEW = ("--account", "pengawas-3", "--name", "Siti Aminah", "--role", "proctor")


def said(capsys: Capture, *arguments: str | Path, code: int = 0) -> str:
    """Run `staff` in English and return what it said."""
    assert program.run(["--language", "en", "staff", *map(str, arguments)]) == code
    out, err = capsys.readouterr()
    return str(out + err)


def passphrase_on(slip: Path) -> str:
    """Return the six drawn words in a row that a slip shows."""
    lines = {str(line).strip() for line in Document(str(slip)).element.body.itertext()}
    (found,) = (line for line in lines if len(line.split()) == 6 and WORDS.issuperset(line.split()))
    return found


def logged_in(root: Path, account: str, passphrase: str) -> Login:
    with visit_exam(root) as exam:
        profile = exam.config.kdf_profile
        return exam.store.read(lambda db: log_in(db, exam.exam_id, account, passphrase, profile))


def test_list_shows_who_works_here_and_no_passphrase(exam_root: Path, capsys: Capture) -> None:
    lines = said(capsys, "list", exam_root).splitlines()
    assert any(line.startswith("pengawas-1 ") and "proctor · " in line for line in lines)
    assert not any("closed" in line for line in lines)


def test_a_new_account_logs_in_with_what_its_slip_says(
    exam_root: Path, tmp_path: Path, capsys: Capture
) -> None:
    slip = tmp_path / "slip.docx"
    told = said(capsys, "add", *NEW, "--out", slip, exam_root)
    passphrase = passphrase_on(slip)
    assert str(slip) in told
    assert passphrase not in told
    assert slip.stat().st_mode & 0o077 == 0
    assert logged_in(exam_root, "pengawas-3", passphrase).name == "Siti Aminah"
    assert "Siti Aminah" in said(capsys, "list", exam_root)


def test_a_renewed_passphrase_takes_the_place_of_the_old_one(
    exam_root: Path, tmp_path: Path, capsys: Capture
) -> None:
    first, second = tmp_path / "first.docx", tmp_path / "second.docx"
    said(capsys, "add", *NEW, "--out", first, exam_root)
    said(capsys, "renew", "--account", "pengawas-3", "--out", second, exam_root)
    assert logged_in(exam_root, "pengawas-3", passphrase_on(second))
    with pytest.raises(RefusedError):
        logged_in(exam_root, "pengawas-3", passphrase_on(first))


def test_a_closed_account_stays_in_the_list_and_closing_again_changes_nothing(
    exam_root: Path, capsys: Capture
) -> None:
    for _ in range(2):
        assert "is closed" in said(capsys, "close", "--account", "pengamat", exam_root)
    assert said(capsys, "list", exam_root).splitlines()[-1].endswith(" · closed")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("close", "--account", "sekretariat"), "is the last open account"),
        (("close", "--account", "ketua"), "is of the panel"),
        (("close", "--account", "nobody"), "There is no account"),
        (("renew", "--account", "nobody", "--out", "{out}"), "There is no account"),
        (("add", *NEW[2:], "--account", "ketua", "--out", "{out}"), "one person for ever"),
        (("add", *NEW[2:], "--account", "Dua Kata", "--out", "{out}"), "small letters"),
        (("add", *NEW[:2], "--name", " ", *NEW[4:], "--out", "{out}"), "person's name"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence_and_leaves_no_slip(
    exam_root: Path, tmp_path: Path, capsys: Capture, arguments: tuple[str, ...], sentence: str
) -> None:
    out = tmp_path / "slip.docx"
    typed = [one.format(out=out) for one in arguments]
    assert sentence in said(capsys, *typed, exam_root, code=REFUSED)
    assert not out.exists()


@pytest.mark.parametrize("where", ["taken", "inside"])
def test_a_slip_that_cannot_lie_there_is_refused_before_anything_is_drawn(
    exam_root: Path, tmp_path: Path, capsys: Capture, where: str
) -> None:
    out = tmp_path / "taken.docx" if where == "taken" else exam_root / "slip.docx"
    (tmp_path / "taken.docx").write_bytes(b"kept")
    said(capsys, "add", *NEW, "--out", out, exam_root, code=REFUSED)
    assert (tmp_path / "taken.docx").read_bytes() == b"kept"
    assert "pengawas-3" not in said(capsys, "list", exam_root)


def test_a_role_that_the_panel_fixes_cannot_be_given(
    exam_root: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "slip.docx"
    told = said(capsys, "add", *NEW[:4], "--role", "chair", "--out", out, exam_root, code=REFUSED)
    assert "chair" in told
