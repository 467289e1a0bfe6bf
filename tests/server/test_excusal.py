"""A panelist who is lost: shares out of the escrow by cards, or a fresh round without panel key."""

import os

import pytest

from exam import keys
from exam.chronicle import IdentitiesOpened
from exam.errors import RefusedError, SealError, ShareError
from exam.scoring_record import PanelistExcused, Recused, RevealForced, RoundBegan
from server.assignments import lost_panelists
from server.excusal import Excusal, JoinedCards, excuse, force_reveal
from server.noteworthy import notes_of
from server.recusal import recuse
from server.reveal import is_revealed
from server.rounds import awaited, open_escrow, seal_escrow
from server.scored import KeyMaking
from server.scores import is_open, is_settled, scores_of
from tests.server.bench import PANEL, PAPERS, Bench, make_bench


@pytest.fixture
def bench() -> Bench:
    return make_bench()


def work(bench: Bench, *panelists: str) -> None:
    """Let these panelists score what is asked of them, and commit it."""
    for panelist_id in panelists:
        desk = bench.desk(panelist_id)
        bench.score_all(desk)
        bench.commit(desk)


def test_cards_open_the_round_that_waited_for_a_lost_panelist_alone(bench: Bench) -> None:
    work(bench, "ketua", "penilai")
    bench.force("penilai-3")
    scores = scores_of(bench.db, "makalah")
    assert all(given.keys() == {"ketua", "penilai"} for given in scores.values())
    assert not is_revealed(bench.db)
    work(bench, "ketua", "penilai")
    assert is_revealed(bench.db)


def test_cards_open_nothing_while_others_still_score(bench: Bench) -> None:
    work(bench, "ketua")
    bench.score_all(bench.desk("penilai"))
    bench.force("penilai-3")
    assert bench.count("scores") == 0
    assert awaited(bench.db, "makalah", 1) == {"penilai"}
    bench.commit(bench.desk("penilai"))
    assert is_open(bench.db, "makalah", 1)


def test_what_a_lost_panelist_had_committed_counts(bench: Bench) -> None:
    bench.open_round_one((60, 70, 75))
    bench.force("penilai-3")
    work(bench, "ketua", "penilai")
    assert is_settled(bench.db, "makalah")
    assert scores_of(bench.db, "makalah")["7KQ2"]["penilai-3"]["masalah"] == 75


def test_cards_for_whom_alone_the_names_waited_open_them(bench: Bench) -> None:
    bench.open_round_one()
    work(bench, "ketua", "penilai")
    bench.force("penilai-3")
    assert is_revealed(bench.db)
    assert {row["paper_code"] for row in bench.db["identities"].rows} == set(PAPERS)
    (forced,) = bench.entries(RevealForced)
    assert isinstance(forced, RevealForced)
    assert (forced.panelist_id, forced.cards, forced.members) == ("penilai-3", 2, PANEL[:2])
    assert forced.reason == "Sakit keras"
    assert len(bench.entries(IdentitiesOpened)) == 1


def test_a_panel_that_is_lost_one_by_one_keeps_nothing_shut(bench: Bench) -> None:
    work(bench, "ketua", "penilai")
    for panelist_id in PANEL:
        bench.force(panelist_id)
    assert is_settled(bench.db, "makalah")
    assert is_revealed(bench.db)
    assert scores_of(bench.db, "makalah")["7KQ2"].keys() == {"ketua", "penilai"}


def test_a_lost_panelist_scores_and_commits_nothing_more(bench: Bench) -> None:
    bench.score_all(bench.desk("penilai-3"))
    bench.force("penilai-3")
    for act in (bench.commit, bench.score_all):
        with pytest.raises(RefusedError) as refused:
            act(bench.desk("penilai-3"))
        assert refused.value.code == "marking.excused"


def test_cards_of_another_exam_are_refused(bench: Bench) -> None:
    panel_key = keys.sealing_public_key(bench.panel_seed)
    lost = Excusal(bench.papers, "penilai-3", "Sakit")
    with pytest.raises(ShareError) as refused:
        force_reveal(bench.db, lost, JoinedCards(bytes(32), PANEL[:2], panel_key), bench.tick())
    assert refused.value.code == "share.other-exam"


def test_nobody_is_lost_without_a_reason(bench: Bench) -> None:
    with pytest.raises(RefusedError) as refused:
        bench.force("penilai-3", " ")
    assert refused.value.code == "recusal.reason"
    assert lost_panelists(bench.db, "makalah") == frozenset()


def test_nobody_is_lost_twice_or_after_their_final_lock(bench: Bench) -> None:
    bench.force("penilai-3")
    work(bench, "ketua", "penilai")
    work(bench, "ketua")
    for panelist_id in ("penilai-3", "ketua", "siapa"):
        with pytest.raises(RefusedError) as refused:
            bench.force(panelist_id)
        assert refused.value.code == "excusal.not-awaited"


def test_no_paper_is_left_without_anybody_who_scores_it(bench: Bench) -> None:
    recuse(bench.db, bench.papers, "ketua", "7KQ2", "Atasan", bench.tick())
    recuse(bench.db, bench.papers, "penilai", "7KQ2", "Saudara", bench.tick())
    with pytest.raises(RefusedError) as refused:
        bench.force("penilai-3")
    assert refused.value.code == "excusal.last"
    work(bench, *PANEL)
    bench.force("penilai-3")
    assert lost_panelists(bench.db, "makalah") == {"penilai-3"}


def test_a_damaged_escrow_changes_nothing(bench: Bench) -> None:
    bench.db.execute("update rounds set escrow = x'00' where number = 2")
    with pytest.raises(Exception, match=r"keys\.") as refused:
        bench.force("penilai-3")
    assert type(refused.value).__name__ == "KeyMismatchError"
    assert bench.count("forced_shares") == 0
    assert bench.count("excused") == 0


def test_an_escrow_without_that_holder_is_damaged() -> None:
    seed = os.urandom(32)
    escrow = seal_escrow(keys.sealing_public_key(seed), {"ketua": b"x"}, "makalah")
    assert open_escrow(seed, escrow, "ketua", "makalah") == b"x"
    with pytest.raises(SealError):
        open_escrow(seed, escrow, "penilai", "makalah")


def test_what_was_out_of_the_ordinary_is_noted_from_the_log_in_its_order(bench: Bench) -> None:
    assert notes_of(bench.db).notes == ()
    recuse(bench.db, bench.papers, "ketua", "7KQ2", "Atasan", bench.tick())
    work(bench, "ketua", "penilai")
    bench.force("penilai-3", "Sakit keras")
    found = notes_of(bench.db)
    assert [type(note.entry) for note in found.notes] == [Recused, RevealForced]
    assert [note.entry.reason for note in found.notes] == ["Atasan", "Sakit keras"]
    log = bench.entries()
    assert [log[note.position] for note in found.notes] == [note.entry for note in found.notes]
    assert found.names["penilai-3"] == "penilai-3"


# Without a panel key


def hear(bench: Bench, *panelists: str) -> None:
    for panelist_id in panelists:
        desk = bench.desk(panelist_id, bench.interviews)
        bench.score_all(desk)
        bench.commit(desk)


@pytest.fixture
def keyless(bench: Bench) -> Bench:
    bench.open_round_one()
    bench.lock_all()
    bench.begin_interviews(keyless=True)
    return bench


def test_without_panel_key_the_round_begins_anew_among_the_others(keyless: Bench) -> None:
    hear(keyless, "ketua")
    keyless.excuse("penilai-3")
    assert awaited(keyless.db, "wawancara", 1) == {"ketua", "penilai"}
    desk = keyless.desk("ketua", keyless.interviews)
    assert len(desk.marks(keyless.db, 1)) == len(PAPERS)
    keyless.commit(desk)
    hear(keyless, "penilai")
    hear(keyless, "ketua", "penilai")
    assert is_settled(keyless.db, "wawancara")
    assert len(keyless.entries(PanelistExcused)) == 1
    began = [
        (entry.round, len(entry.panelists))
        for entry in keyless.entries(RoundBegan)
        if isinstance(entry, RoundBegan) and entry.stage_id == "wawancara"
    ]
    assert began == [(1, 3), (2, 3), (1, 2), (2, 2)]


def test_an_open_round_stays_open_when_the_second_begins_anew(keyless: Bench) -> None:
    hear(keyless, *PANEL)
    hear(keyless, "ketua")
    keyless.excuse("penilai-3")
    assert awaited(keyless.db, "wawancara", 2) == {"ketua", "penilai"}
    hear(keyless, "ketua", "penilai")
    assert is_settled(keyless.db, "wawancara")
    assert all(len(given) == 3 for given in scores_of(keyless.db, "wawancara").values())


def test_whoever_has_committed_round_one_is_left_out_of_the_second_only(keyless: Bench) -> None:
    hear(keyless, "penilai-3")
    keyless.excuse("penilai-3")
    assert awaited(keyless.db, "wawancara", 1) == {"ketua", "penilai"}
    assert awaited(keyless.db, "wawancara", 2) == {"ketua", "penilai"}
    hear(keyless, "ketua", "penilai")
    assert all(len(given) == 3 for given in scores_of(keyless.db, "wawancara").values())


def test_with_a_panel_key_the_chair_alone_excuses_nobody(bench: Bench) -> None:
    making = KeyMaking(keys.sealing_public_key(bench.panel_seed), os.urandom, bench.tick())
    with pytest.raises(RefusedError) as refused:
        excuse(bench.db, Excusal(bench.papers, "penilai-3", "Sakit", "ketua"), making)
    assert refused.value.code == "excusal.cards"


def test_whoever_is_lost_stays_out_of_a_round_that_begins_anew_once_more(keyless: Bench) -> None:
    hear(keyless, "penilai-3")
    keyless.excuse("penilai-3")
    keyless.excuse("penilai")
    assert awaited(keyless.db, "wawancara", 1) == {"ketua"}
    hear(keyless, "ketua")
    hear(keyless, "ketua")
    assert is_settled(keyless.db, "wawancara")
    assert all(given.keys() == {"ketua"} for given in scores_of(keyless.db, "wawancara").values())


def test_whose_sheet_goes_with_the_round_does_not_remain_for_anybody(bench: Bench) -> None:
    bench.open_round_one()
    bench.lock_all()
    heard = dict.fromkeys(PAPERS.values(), PANEL)
    bench.begin_interviews(heard | {"001": PANEL[1:]}, keyless=True)
    hear(bench, "penilai-3")
    bench.excuse("penilai-3")
    with pytest.raises(RefusedError) as refused:
        bench.excuse("penilai")
    assert refused.value.code == "excusal.last"


def test_the_last_who_locks_is_not_excused_without_a_panel_key(keyless: Bench) -> None:
    hear(keyless, *PANEL)
    for panelist_id in ("penilai", "penilai-3"):
        keyless.excuse(panelist_id)
    with pytest.raises(RefusedError) as refused:
        keyless.excuse("ketua")
    assert refused.value.code == "excusal.last-lock"
    hear(keyless, "ketua")
    assert is_settled(keyless.db, "wawancara")
