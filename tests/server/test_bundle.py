"""The evidence bundle of a played exam: whole, without names, the same twice, and verified."""

import os
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database

from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.errors import EvidenceError, RefusedError, ShareError
from exam.evidence import contents
from exam.evidence.package import read_package
from exam.evidence.report import Subject, Verdict
from exam.evidence.verifying import verify_package
from exam.proceedings import IncidentKind, IncidentNoted
from server.bundle import bundle_of, make_bundle
from server.bundle_papers import disclosed_papers
from server.ceremony import Handouts
from server.corrections import Change
from server.excusal import Excusal, JoinedCards, force_reveal
from server.retention import destroy_keys
from server.store import append_entry
from tests.server.test_opening import seed_of
from tests.server.whole_exam import (
    WholeExam,
    hear_all,
    issue,
    play,
    score_all,
    take_scores,
    whole_exam,
)

TEXTS = ("Pendahuluan satu", "Pendahuluan dua", "Pendahuluan tiga", "Pendahuluan empat")


@pytest.fixture
def whole(made: Handouts, exam_root: Path) -> Iterator[WholeExam]:
    with whole_exam(exam_root, made) as opened:
        yield opened


def live(whole: WholeExam) -> None:
    """Play everything that an exam can have on its record."""
    panel = play(whole, TEXTS)
    whole.recuse("penilai-3", panel.codes[0], "Pernah menjadi atasan penulis.")
    score_all(panel)
    whole.correct("penilai-2", "ketua", Change(panel.codes[1], "gagasan", 75, "Salah ketik."))
    hear_all(whole, panel, ("ketua", "penilai-5"))
    take_scores(whole)
    issue(whole)


def not_yet(raw: bytes) -> set[Subject]:
    """Verify a bundle in which nothing is wrong; returns what is not due."""
    report = verify_package(raw)
    assert [str(problem) for problem in report.problems] == []
    return {check.subject for check in report.checks if check.verdict is Verdict.NOT_YET}


def test_a_whole_exam_verifies_and_gives_the_same_bytes_twice(whole: WholeExam) -> None:
    live(whole)
    raw = bundle_of(whole.exam)
    assert not_yet(raw) == {Subject.DISCLOSED}
    whole.hand.move(600)
    assert bundle_of(whole.exam) == raw


def test_at_every_moment_there_is_evidence_that_verifies(whole: WholeExam) -> None:
    late = {Subject.OUTSIDE, Subject.RANKING, Subject.DISCLOSED, Subject.IDENTITIES}
    unscored = {*late, Subject.SCORES}
    unopened = {*unscored, Subject.OPENING, Subject.SHEETS, Subject.ROUNDS}
    assert not_yet(bundle_of(whole.exam)) == unopened
    whole.seat_everybody(3)
    whole.hand_in(whole.people[1], "Pendahuluan")
    assert not_yet(bundle_of(whole.exam)) == unopened
    whole.hand_in(whole.people[0], "Pendahuluan")
    whole.hand_in(whole.people[2], "Pendahuluan")
    whole.close()
    assert not_yet(bundle_of(whole.exam)) == unopened
    panel = whole.open()
    assert not_yet(bundle_of(whole.exam)) == unscored
    panel.open_round_one()
    assert not_yet(bundle_of(whole.exam)) == late
    panel.lock_all()
    assert not_yet(bundle_of(whole.exam)) == {Subject.OUTSIDE, Subject.DISCLOSED}


def note_incident(whole: WholeExam, text: str) -> None:
    """Write down that something went wrong, in somebody's words."""
    incident = (os.urandom(16).hex(), IncidentKind.HEALTH, "", "", "pengawas-1", text)

    def write(db: Database, now: ExamTime) -> None:
        append_entry(db, encode_entry(IncidentNoted(now, *incident)))

    whole.exam.act_now(write)


def test_no_name_number_or_nip_of_a_candidate_is_in_it(whole: WholeExam) -> None:
    people = [card.application for card in whole.made.cards]
    note_incident(whole, f"{people[0].name} sakit")
    note_incident(whole, f"Peserta {people[1].number} terlambat")
    note_incident(whole, f"NIP {people[2].nip} keliru")
    note_incident(whole, "Listrik padam")
    live(whole)
    raw = bundle_of(whole.exam)
    assert not_yet(raw) == {Subject.DISCLOSED}
    members = read_package(raw).members
    ledger = members[contents.LEDGER]
    assert (ledger.count(b'{"withheld":'), ledger.count(b"Listrik padam")) == (3, 1)
    for who in people:
        assert who.name.encode() not in raw
        assert who.nip.encode() not in raw
        assert f'"{who.number}"'.encode() not in raw
        assert f"{who.number}.".encode() not in b"".join(
            content for name, content in members.items() if name.endswith(".jsonl")
        )


def test_of_what_is_not_open_there_is_no_share_and_no_map(whole: WholeExam) -> None:
    panel = play(whole, TEXTS)
    for desk in panel.desks()[:-1]:
        panel.score_all(desk, 80)
        panel.commit(desk)
    raw = bundle_of(whole.exam)
    members = read_package(raw).members
    assert contents.MAP not in members
    assert contents.RESULT not in members
    assert members[contents.SCORES] == b""
    shares = whole.exam.store.read(
        lambda db: [row["round_share"] for row in db.query("select round_share from sheets")]
    )
    assert len(shares) == 4
    for share in shares:
        assert share not in raw
        assert share.hex().encode() not in raw


def test_no_text_of_a_paper_is_in_it_unless_a_quorum_chooses_so(whole: WholeExam) -> None:
    live(whole)
    raw = bundle_of(whole.exam)
    shown = whole.exam.store.read(
        lambda db: make_bundle(
            db, whole.exam, disclosed_papers(db, whole.exam, seed_of(whole.made))
        )
    )
    assert not_yet(shown) == set()
    for text in TEXTS:
        assert text.encode() not in raw
        assert text.encode() in shown


def test_papers_are_shown_only_after_the_last_lock_and_by_this_panels_key(
    whole: WholeExam,
) -> None:
    panel = play(whole, TEXTS)
    seed = seed_of(whole.made)
    with pytest.raises(EvidenceError, match=r"evidence\.not-revealed"):
        whole.exam.store.read(lambda db: disclosed_papers(db, whole.exam, seed))
    score_all(panel)
    with pytest.raises(ShareError, match=r"share\.other-exam"):
        whole.exam.store.read(lambda db: disclosed_papers(db, whole.exam, bytes(32)))
    files = whole.exam.store.read(partial(disclosed_papers, exam=whole.exam, panel_seed=seed))
    assert len(files) == 2 * len(TEXTS)


def test_a_paper_that_does_not_open_is_named_by_its_candidate(whole: WholeExam) -> None:
    score_all(play(whole, TEXTS))
    numbers = {card.application.number for card in whole.made.cards[: len(TEXTS)]}
    whole.exam.store.write_now(lambda db: db.execute("update envelopes set signed = x'00'"))
    with pytest.raises(EvidenceError, match=r"evidence\.paper") as refused:
        whole.exam.store.read(lambda db: disclosed_papers(db, whole.exam, seed_of(whole.made)))
    assert refused.value.details["number"] in numbers


def test_after_keys_were_destroyed_there_is_only_what_was_saved_before(whole: WholeExam) -> None:
    score_all(play(whole, TEXTS))
    today = date(2027, 12, 5)
    destroy_keys(whole.exam, today, today, "Masa simpan berakhir.")
    with pytest.raises(RefusedError, match=r"evidence\.destroyed"):
        bundle_of(whole.exam)


@pytest.mark.parametrize("after", [0, 1], ids=["before round one", "between the rounds"])
def test_an_exam_that_went_on_without_a_lost_panelist_verifies(
    whole: WholeExam, after: int
) -> None:
    panel = play(whole, TEXTS)
    if after:
        panel.open_round_one((60, 70, 80, 90, 95))
    else:
        for desk in panel.desks()[:-1]:
            panel.score_all(desk, 80)
            panel.commit(desk)
    lost, members = "penilai-5", ("ketua", "penilai-2", "penilai-3")
    excusal = Excusal(whole.papers, lost, "Sakit keras.", "ketua")
    joined = JoinedCards(seed_of(whole.made), members, whole.exam.manifest.panel_public_key)
    whole.exam.act_now(lambda db, now: force_reveal(db, excusal, joined, now))
    assert Subject.IDENTITIES in not_yet(bundle_of(whole.exam))
    for desk in panel.desks()[:-1]:
        panel.confirm_all(desk)
        panel.commit(desk)
    assert not_yet(bundle_of(whole.exam)) == {Subject.OUTSIDE, Subject.DISCLOSED}
