"""Rounds: nothing opens before the last commit, no name before the last lock."""

import os

import pytest

from exam import keys
from exam.chronicle import IdentitiesOpened
from exam.errors import KeyMismatchError, RefusedError, SealError
from exam.keys import sealing_public_key
from exam.scoring import ROUND_ONE, ROUND_TWO, Verdict, digest_of_sheets, encode_sheet
from exam.scoring_record import RoundBegan, RoundOpened, SheetCommitted
from server.chair import round_progress
from server.reveal import is_revealed
from server.rounds import awaited, begin_round, own_share, require_recorded_key, seal_sheet
from server.scored import KeyMaking
from server.scores import is_open, is_settled, scores_of, scores_of_round
from tests.server.bench import EXAM_ID, PANEL, PAPERS, Bench, make_bench


@pytest.fixture
def bench() -> Bench:
    return make_bench()


def all_but_last_commit(bench: Bench) -> None:
    for panelist_id in PANEL[:-1]:
        desk = bench.desk(panelist_id)
        bench.score_all(desk)
        bench.commit(desk)
    bench.score_all(bench.desk(PANEL[-1]))


def test_no_value_is_open_before_the_last_commit(bench: Bench) -> None:
    all_but_last_commit(bench)
    assert bench.count("scores") == 0
    assert scores_of(bench.db, "makalah") == {}
    assert not is_open(bench.db, "makalah", 1)
    assert awaited(bench.db, "makalah", 1) == {PANEL[-1]}


def test_the_last_commit_opens_every_value_of_round_one(bench: Bench) -> None:
    bench.open_round_one((60, 70, 80))
    scores = scores_of(bench.db, "makalah")
    assert scores == {
        code: {
            who: {"masalah": value, "gagasan": value}
            for who, value in zip(PANEL, (60, 70, 80), strict=True)
        }
        for code in PAPERS
    }
    assert is_open(bench.db, "makalah", 1)
    assert not is_settled(bench.db, "makalah")
    assert not is_revealed(bench.db)


def test_nothing_that_diverges_leaves_the_final_lock_alone(bench: Bench) -> None:
    bench.open_round_one((70, 75, 80))
    desk = bench.desk("ketua")
    assert desk.subjects(bench.db, 2) == ()
    assert desk.lacking(bench.db) == {}
    bench.commit(desk)
    assert desk.has_committed(bench.db, 2)


def test_what_diverges_is_confirmed_or_revised_with_a_reason(bench: Bench) -> None:
    for panelist_id, value in zip(PANEL, (60, 70, 80), strict=True):
        desk = bench.desk(panelist_id)
        bench.score_all(desk, 70)
        bench.score(desk, "7KQ2", value)
        bench.commit(desk)
    desk = bench.desk("penilai-3")
    assert desk.subjects(bench.db, 2) == ("7KQ2",)
    (lack,) = desk.lacking(bench.db).values()
    assert (lack.criteria, lack.reason) == ((), True)
    with pytest.raises(RefusedError) as refused:
        bench.commit(desk)
    assert refused.value.code == "marking.incomplete"
    bench.score(desk, "7KQ2", 72, "Terlalu murah hati.")
    bench.commit(desk)
    for panelist_id in PANEL[:2]:
        other = bench.desk(panelist_id)
        value = other.marks(bench.db, 2)["7KQ2"].scores["masalah"]
        bench.score(other, "7KQ2", value, "Tetap.")
        bench.commit(other)
    values = {
        who: given["masalah"] for who, given in scores_of(bench.db, "makalah")["7KQ2"].items()
    }
    assert values == {"ketua": 60, "penilai": 70, "penilai-3": 72}
    first = scores_of_round(bench.db, "makalah", 1)["7KQ2"]["penilai-3"]
    assert first == {"masalah": 80, "gagasan": 80}


def test_what_does_not_diverge_is_not_touched_in_round_two(bench: Bench) -> None:
    bench.open_round_one()
    with pytest.raises(RefusedError) as refused:
        bench.score(bench.desk("ketua"), "7KQ2", 10, "Sebab")
    assert refused.value.code == "marking.not-yours"


def test_no_name_is_open_before_the_last_final_lock(bench: Bench) -> None:
    bench.open_round_one()
    for panelist_id in PANEL[:-1]:
        bench.commit(bench.desk(panelist_id))
    assert bench.count("identities") == 0
    assert not is_settled(bench.db, "makalah")


def test_the_last_final_lock_opens_all_names(bench: Bench) -> None:
    bench.open_round_one()
    bench.lock_all()
    found = {row["paper_code"]: row["application_id"] for row in bench.db["identities"].rows}
    assert found == PAPERS
    assert is_settled(bench.db, "makalah")
    assert len(bench.entries(IdentitiesOpened)) == 1


def test_committing_twice_changes_nothing(bench: Bench) -> None:
    desk = bench.desk("ketua")
    bench.score_all(desk)
    bench.commit(desk)
    bench.commit(desk)
    assert len(bench.entries(SheetCommitted)) == 1


def test_a_page_of_round_one_commits_nothing_in_round_two(bench: Bench) -> None:
    bench.open_round_one()
    for number, times in ((1, 3), (2, 4)):
        bench.desk("ketua").commit(bench.db, number, bench.tick())
        assert len(bench.entries(SheetCommitted)) == times


def test_the_final_lock_waits_for_round_one(bench: Bench) -> None:
    desk = bench.desk("ketua")
    bench.score_all(desk)
    with pytest.raises(RefusedError) as refused:
        desk.commit(bench.db, 2, bench.tick())
    assert refused.value.code == "marking.other-round"


@pytest.mark.parametrize("number", [ROUND_ONE, ROUND_TWO])
def test_nothing_is_sealed_to_a_key_that_the_log_does_not_know(bench: Bench, number: int) -> None:
    if number == ROUND_TWO:
        bench.open_round_one()
    desk = bench.desk("ketua")
    bench.score_all(desk)
    other = sealing_public_key(bytes(32))
    (row,) = bench.db.query("select public_key from rounds where number = ?", [number])
    change = "update rounds set public_key = ? where number = ?"
    bench.db.execute(change, [other, number])
    sheets, entries = bench.count("sheets"), bench.entries(SheetCommitted)
    with pytest.raises(RefusedError) as refused:
        bench.commit(desk)
    assert refused.value.code == "marking.round-key"
    assert (bench.count("sheets"), bench.entries(SheetCommitted)) == (sheets, entries)
    bench.db.execute(change, [row["public_key"], number])
    bench.commit(desk)
    assert bench.count("sheets") == sheets + 1


def test_the_key_of_a_round_that_began_anew_is_the_one_that_counts(bench: Bench) -> None:
    (before,) = bench.db.query("select public_key from rounds where number = 1")
    making = KeyMaking(sealing_public_key(bench.panel_seed), os.urandom, bench.tick())
    with bench.db.atomic():
        begin_round(bench.db, bench.papers, ROUND_ONE, PANEL, making)
    require_recorded_key(bench.db, bench.papers, ROUND_ONE)
    bench.db.execute("update rounds set public_key = ? where number = 1", [before["public_key"]])
    with pytest.raises(RefusedError):
        require_recorded_key(bench.db, bench.papers, ROUND_ONE)


def test_a_damaged_share_stops_the_last_commit(bench: Bench) -> None:
    all_but_last_commit(bench)
    bench.db.execute("update sheets set round_share = ?", [bytes(32)])
    with pytest.raises(KeyMismatchError):
        bench.commit(bench.desk(PANEL[-1]))
    assert bench.count("scores") == 0


@pytest.mark.parametrize(
    "sheet",
    [
        {},
        {code: Verdict({"masalah": 1}) for code in PAPERS},
        {code: Verdict({"masalah": 1, "gagasan": 101}) for code in PAPERS},
    ],
)
def test_a_sheet_that_is_not_whole_stops_the_last_commit(
    bench: Bench, sheet: dict[str, Verdict]
) -> None:
    all_but_last_commit(bench)
    sealed = seal_sheet(bench.db, bench.papers, 1, "ketua", encode_sheet(sheet))
    bench.db.execute("update sheets set sealed = ? where panelist_id = 'ketua'", [sealed])
    with pytest.raises(SealError):
        bench.commit(bench.desk(PANEL[-1]))
    assert bench.count("sheets") == len(PANEL) - 1
    assert bench.count("scores") == 0


def test_a_sheet_put_in_anothers_place_does_not_open(bench: Bench) -> None:
    all_but_last_commit(bench)
    bench.db.execute(
        "update sheets set sealed = (select sealed from sheets where panelist_id = 'penilai') "
        "where panelist_id = 'ketua'"
    )
    with pytest.raises(KeyMismatchError):
        bench.commit(bench.desk(PANEL[-1]))


def test_a_map_that_was_not_committed_to_stops_the_last_lock(bench: Bench) -> None:
    bench.open_round_one()
    bench.db.execute("update opening set map_commitment = ?", [bytes(32)])
    with pytest.raises(SealError) as refused:
        bench.lock_all()
    assert refused.value.code == "seal.map"
    assert bench.count("identities") == 0


def test_a_map_of_other_papers_stops_the_last_lock(bench: Bench) -> None:
    bench.open_round_one()
    bench.db.table("papers").insert({"code": "ZZZZ", "post_id": "brida", "sealed": b"-"})
    with pytest.raises(SealError):
        bench.lock_all()
    assert bench.count("identities") == 0


def test_a_share_opens_with_its_own_panelists_seed_only(bench: Bench) -> None:
    with pytest.raises(KeyMismatchError):
        own_share(bench.db, bench.papers, 1, "ketua", bench.seeds["penilai"])


def test_the_ledger_tells_what_was_committed_and_opened_and_no_value(bench: Bench) -> None:
    bench.open_round_one((61, 67, 73))
    bench.lock_all()
    rows = {
        (row["number"], row["panelist_id"]): keys.digest("sealed-sheet", row["sealed"]).hex()
        for row in bench.db["sheets"].rows
    }
    committed = [entry for entry in bench.entries() if isinstance(entry, SheetCommitted)]
    assert {(entry.round, entry.staff_id): entry.digest for entry in committed} == rows
    opened = [entry for entry in bench.entries() if isinstance(entry, RoundOpened)]
    sheets = {
        who: {code: Verdict({"masalah": value, "gagasan": value}) for code in PAPERS}
        for who, value in zip(PANEL, (61, 67, 73), strict=True)
    }
    nothing: dict[str, dict[str, Verdict]] = {who: {} for who in PANEL}
    assert [entry.scores_digest for entry in opened] == [
        digest_of_sheets(sheets).hex(),
        digest_of_sheets(nothing).hex(),
    ]
    began = [entry for entry in bench.entries() if isinstance(entry, RoundBegan)]
    assert [(entry.round, entry.panelists) for entry in began] == [(1, PANEL), (2, PANEL)]


def test_whoever_has_no_part_in_a_stage_can_score_nothing_there(bench: Bench) -> None:
    desk = bench.desk("ketua", bench.interviews)
    with pytest.raises(RefusedError) as refused:
        bench.score(desk, "001", 5)
    assert refused.value.code == "marking.not-opened"
    with pytest.raises(RefusedError):
        own_share(bench.db, bench.interviews, 1, "ketua", bench.seeds["ketua"])


def test_progress_counts_and_names_nothing_else(bench: Bench) -> None:
    assert round_progress(bench.db, bench.interviews, 1) is None
    bench.score(bench.desk("ketua"), "7KQ2", 50)
    done = bench.desk("penilai")
    bench.score_all(done)
    bench.commit(done)
    progress = round_progress(bench.db, bench.papers, 1)
    assert progress is not None
    assert [(one.panelist_id, one.begun, one.has_committed) for one in progress.panelists] == [
        ("ketua", 1, False),
        ("penilai", 3, True),
        ("penilai-3", 0, False),
    ]
    assert (progress.awaited, progress.is_open) == (2, False)
    second = round_progress(bench.db, bench.papers, 2)
    assert second is not None
    assert {one.subjects for one in second.panelists} == {0}


def test_the_id_of_another_exam_opens_no_sheet(bench: Bench) -> None:
    all_but_last_commit(bench)
    (row,) = bench.db.query("select sealed from sheets where panelist_id = 'ketua'")
    seed = bench.seeds["ketua"]
    with pytest.raises(KeyMismatchError):
        keys.open_sealed(seed, row["sealed"], "sheet", "ketua", EXAM_ID, "makalah", 1)
