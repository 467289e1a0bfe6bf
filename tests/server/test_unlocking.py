"""The opening while the server runs: shares wait in memory, and one attempt follows another."""

from concurrent.futures import wait

import pytest

from exam.errors import ShareError
from server.accounts import is_opened
from server.ceremony import Handouts
from server.office import OpenExam
from server.shares import split_seed
from server.unlocking import FORGET_MILLISECONDS, Unlocking
from tests.server.acting import Hand, candidate
from tests.server.handing_in import hand_in, sit_down


def bring(unlocking: Unlocking, made: Handouts) -> None:
    for share in made.shares[: unlocking.quorum.needed]:
        unlocking.add(share.words.encode(), share.name)


def attempt(unlocking: Unlocking, *waived: str, despite_damage: bool = False) -> None:
    """Begin to open, and wait for the end of it."""
    unlocking.begin(waived, despite_damage=despite_damage)
    assert unlocking.attempt is not None
    wait([unlocking.attempt])


def refusal_of(unlocking: Unlocking) -> str:
    """Return why the last attempt opened nothing, or an empty code."""
    error = unlocking.refusal
    return "" if error is None else error.code


def held(unlocking: Unlocking) -> int:
    return len(unlocking.quorum.members)


def test_a_quorum_opens_the_papers_and_is_forgotten(exam: OpenExam, made: Handouts) -> None:
    hand_in(exam, candidate(exam, made.cards[0]), "Isi")
    unlocking = Unlocking(exam)
    assert (unlocking.is_running, unlocking.opening, unlocking.refusal) == (False, None, None)
    bring(unlocking, made)
    attempt(unlocking)
    assert unlocking.opening is not None
    assert len(unlocking.opening.codes) == 1
    assert unlocking.refusal is None
    assert unlocking.progress == (1, 1)
    assert held(unlocking) == 0
    assert exam.store.read(is_opened)


def test_too_few_shares_begin_nothing_and_stay(exam: OpenExam, made: Handouts) -> None:
    unlocking = Unlocking(exam)
    unlocking.add(made.shares[0].words.encode(), "Kartu")
    with pytest.raises(ShareError) as caught:
        unlocking.begin((), despite_damage=False)
    assert caught.value.code == "share.few"
    assert held(unlocking) == 1


def test_shares_of_another_exam_are_forgotten(exam: OpenExam) -> None:
    unlocking = Unlocking(exam)
    needed, holders = unlocking.quorum.needed, len(exam.config.panel.members)
    for line in split_seed(bytes(32), needed, holders)[:needed]:
        unlocking.add(line.encode(), "Kartu")
    with pytest.raises(ShareError) as caught:
        unlocking.begin((), despite_damage=False)
    assert caught.value.code == "share.other-exam"
    assert held(unlocking) == 0


def test_what_was_decided_for_one_attempt_stands_for_the_next(
    exam: OpenExam, made: Handouts
) -> None:
    hand_in(exam, candidate(exam, made.cards[0]), "Isi")
    absent = candidate(exam, made.cards[1])
    sit_down(exam, absent, "PC-99")
    hand_in(exam, candidate(exam, made.cards[2]), "Ini yang hilang")
    query = "select application_id from envelopes order by rowid desc limit 1"
    drop = "delete from envelopes where application_id = ?"
    ((lost,),) = exam.store.read(lambda db: db.execute(query).fetchall())
    exam.store.write_now(lambda db: db.execute(drop, [lost]))
    unlocking = Unlocking(exam)
    bring(unlocking, made)
    attempt(unlocking)
    assert refusal_of(unlocking) == "damage.found"
    attempt(unlocking, despite_damage=True)
    assert refusal_of(unlocking) == "opening.missing"
    assert unlocking.refusal is not None
    missing = str(unlocking.refusal.details["numbers"]).split(", ")
    attempt(unlocking, *missing)
    assert unlocking.opening is not None
    assert len(unlocking.opening.codes) == 1


def test_shares_that_nobody_uses_are_forgotten(exam: OpenExam, made: Handouts) -> None:
    hand = Hand()
    unlocking = Unlocking(exam, lambda: hand.monotonic)
    unlocking.add(made.shares[0].words.encode(), "Kartu 1")
    hand.move(FORGET_MILLISECONDS / 1000)
    unlocking.add(made.shares[1].words.encode(), "Kartu 2")
    assert held(unlocking) == 2
    hand.move(FORGET_MILLISECONDS / 1000 + 1)
    assert held(unlocking) == 0


def test_starting_over_forgets_shares_and_refusals(exam: OpenExam, made: Handouts) -> None:
    unlocking = Unlocking(exam)
    bring(unlocking, made)
    attempt(unlocking)
    assert refusal_of(unlocking) == "opening.no-papers"
    unlocking.start_over()
    assert (refusal_of(unlocking), held(unlocking)) == ("", 0)


def test_a_fault_of_the_program_is_told_as_one(
    exam: OpenExam, made: Handouts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("server.unlocking.open_papers", break_down)
    unlocking = Unlocking(exam)
    bring(unlocking, made)
    attempt(unlocking)
    assert refusal_of(unlocking) == "page.breakdown"
    assert unlocking.opening is None
