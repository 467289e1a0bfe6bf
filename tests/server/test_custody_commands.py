"""Commands of the panel key's keepers: typing shares, rehearsing, disclosing, destroying."""

from collections.abc import Callable
from pathlib import Path

import pytest

from exam.codes import show_code
from exam.custody_record import KeysDestroyed, PaperDisclosed, SharesRehearsed
from exam.pairing import fingerprint_of
from exam.sentences import SENTENCES
from server import __main__ as program
from server.ceremony import Handouts
from server.office import OpenExam, open_exam
from tests.server.acting import candidate
from tests.server.custody_acting import hand_in_three, open_three
from tests.server.handing_in import hand_in
from tests.server.test_custody import entries

Capture = pytest.CaptureFixture[str]
ENGLISH = ("--language", "en")


@pytest.fixture
def shares(made: Handouts, tmp_path: Path) -> list[str]:
    """Options that bring the shares of a quorum."""
    options = []
    for share in made.shares[:3]:
        path = tmp_path / f"{share.panelist_id}.txt"
        path.write_text(share.words, "utf-8")
        options += ["--share", str(path)]
    return options


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str]], list[str]]:
    """Let somebody answer what is asked; returns what was asked."""
    asked: list[str] = []

    def answer(lines: list[str]) -> list[str]:
        waiting = iter(lines)

        def prompt(text: str, **_: object) -> str:
            asked.append(text)
            return next(waiting)

        monkeypatch.setattr("click.prompt", prompt)
        return asked

    return answer


def confirming(monkeypatch: pytest.MonkeyPatch, *, answer: bool) -> list[str]:
    """Let somebody say yes or no to what is asked; returns what was asked."""
    asked: list[str] = []

    def confirm(text: str, **_: object) -> bool:
        asked.append(text)
        return answer

    monkeypatch.setattr("click.confirm", confirm)
    return asked


def fingerprint(root: Path) -> str:
    with open_exam(root) as exam:
        return show_code(fingerprint_of(exam.exam_id))


def run(*arguments: str) -> int:
    return program.run([*ENGLISH, *arguments])


def inside(root: Path, kind: type) -> list[object]:
    with open_exam(root) as exam:
        return entries(exam, kind)


def finish(exam: OpenExam, made: Handouts) -> None:
    """Open three papers and the names behind them."""
    opening = open_three(exam, made)
    ids = [card.application.id for card in made.cards[:3]]
    exam.store.write_now(
        lambda db: db.table("identities").insert_all(
            {"paper_code": code, "application_id": one}
            for code, one in zip(opening.codes, ids, strict=True)
        )
    )


def test_shares_are_rehearsed_before_the_exam(
    exam_root: Path, shares: list[str], made: Handouts, capsys: Capture
) -> None:
    code = fingerprint(exam_root)
    assert run("rehearse-shares", *shares, "--fingerprint", code, str(exam_root)) == 0
    said = capsys.readouterr().out
    assert made.shares[0].name in said
    assert code in said
    assert "No share was kept" in said
    assert len(inside(exam_root, SharesRehearsed)) == 1


def test_a_card_of_another_exam_ends_the_rehearsal(
    exam_root: Path, shares: list[str], capsys: Capture
) -> None:
    assert run("rehearse-shares", *shares, "--fingerprint", "0000", str(exam_root)) == 2
    assert capsys.readouterr().err.strip() == SENTENCES["share.fingerprint"]
    assert inside(exam_root, SharesRehearsed) == []


def test_shares_are_typed_one_after_the_other_and_a_typo_once_more(
    exam_root: Path,
    made: Handouts,
    typing: Callable[[list[str]], list[str]],
    capsys: Capture,
) -> None:
    words = [share.words for share in made.shares[:3]]
    wrong = words[1].replace(words[1].split()[3], "kataku", 1)
    asked = typing([fingerprint(exam_root), words[0], wrong, *words[1:]])
    assert run("rehearse-shares", "--type", str(exam_root)) == 0
    said = capsys.readouterr()
    assert "Share 2: “kataku” (word 4) is not in the list of words" in said.err
    assert said.out.count(" is taken; it is of ") == 3
    assert [text[:7] for text in asked[1:]] == ["Share 1", "Share 2", "Share 2", "Share 3"]


def test_the_papers_open_with_typed_shares(
    exam_root: Path, made: Handouts, typing: Callable[[list[str]], list[str]], capsys: Capture
) -> None:
    with open_exam(exam_root) as exam:
        hand_in_three(exam, made)
    typing([share.words for share in made.shares[2:5]])
    assert run("open", "--type", str(exam_root)) == 0
    assert "3 papers are opened" in capsys.readouterr().out


def test_one_paper_is_disclosed_into_a_file(
    exam_root: Path, made: Handouts, shares: list[str], tmp_path: Path, capsys: Capture
) -> None:
    with open_exam(exam_root) as exam:
        finish(exam, made)
    out = tmp_path / "sanggahan.docx"
    number = made.cards[0].application.number
    command = ["disclose", *shares, "--number", number, "--reason", "Sanggahan"]
    assert run(*command, "--out", str(out), str(exam_root)) == 0
    assert str(out) in capsys.readouterr().out
    assert out.read_bytes()[:2] == b"PK"
    assert len(inside(exam_root, PaperDisclosed)) == 1
    assert run(*command, "--out", str(out), str(exam_root)) == 2
    assert run(*command, "--out", str(exam_root / "x.docx"), str(exam_root)) == 2
    assert len(inside(exam_root, PaperDisclosed)) == 1


def test_keys_are_destroyed_without_asking_where_the_evidence_is_said_to_be_saved(
    exam_root: Path, made: Handouts
) -> None:
    with open_exam(exam_root) as exam:
        finish(exam, made)
    asked = ["--due", "2020-12-31", "--reason", "x", "--fingerprint", fingerprint(exam_root)]
    assert run("destroy-keys", *asked, "--bundle-saved", str(exam_root)) == 0
    assert len(inside(exam_root, KeysDestroyed)) == 1


def test_keys_are_destroyed_once_their_day_has_come(
    exam_root: Path, made: Handouts, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    with open_exam(exam_root) as exam:
        finish(exam, made)
    code = fingerprint(exam_root)
    options = ["--reason", "Masa simpan berakhir", "--fingerprint", code, str(exam_root)]
    assert run("destroy-keys", "--due", "2999-12-31", "--bundle-saved", *options) == 2
    assert "2999-12-31" in capsys.readouterr().err
    for answer, ends in ((False, 2), (True, 0)):
        asked = confirming(monkeypatch, answer=answer)
        assert run("destroy-keys", "--due", "2020-12-31", *options) == ends
        assert "No evidence bundle can be written after this" in asked[0]
        assert len(inside(exam_root, KeysDestroyed)) == int(answer)
    said = capsys.readouterr().out
    assert "3 share cards together still open 3 envelopes" in said
    assert len(inside(exam_root, KeysDestroyed)) == 1


def test_keys_of_papers_that_are_needed_stay(
    exam_root: Path,
    made: Handouts,
    typing: Callable[[list[str]], list[str]],
    capsys: Capture,
) -> None:
    with open_exam(exam_root) as exam:
        hand_in(exam, candidate(exam, made.cards[0]), "Isi")
    typing([fingerprint(exam_root)])
    assert run("destroy-keys", "--due", "2020-12-31", "--reason", "x", str(exam_root)) == 2
    assert capsys.readouterr().err.strip() == SENTENCES["retention.unfinished"]
