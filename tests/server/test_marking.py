"""Marking: own drafts, the lock, and the reveal by the last one."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import msgspec
import pytest
from sqlite_utils import Database

from exam import keys
from exam.chronicle import IdentitiesOpened, ScoresLocked, decode_entry
from exam.errors import InputError, KeyMismatchError, RefusedError, SealError
from exam.keys import sealing_public_key
from server.ceremony import Handouts
from server.marking import LONGEST_NOTE, MarkingDesk, Marks, progress, read_marks
from server.office import OpenExam
from server.store import append_entry
from tests.server.panel_acting import SAMPLES, Panel, open_panel
from tests.server.sample_papers import sample_manuscript


@pytest.fixture
def panel(exam: OpenExam, made: Handouts) -> Panel:
    return open_panel(exam, made)


def rows(exam: OpenExam, table: str) -> list[dict[str, Any]]:
    return exam.store.read(lambda db: list(db.query(f"select * from {table}")))


def entries(exam: OpenExam, kind: type) -> list[Any]:
    ledger = [decode_entry(row["entry"]) for row in rows(exam, "ledger")]
    return [entry for entry in ledger if isinstance(entry, kind)]


def lock_all(panel: Panel, values: tuple[int, ...] = (60, 70, 80, 90, 100)) -> None:
    for desk, value in zip(panel.desks(), values, strict=True):
        panel.score_all(desk, value)
        panel.lock(desk)


def test_every_panelist_reads_the_papers_that_were_handed_in(panel: Panel) -> None:
    written = {sample_manuscript(name) for name in SAMPLES}
    for desk in panel.desks():
        read = {panel.exam.store.read(partial(desk.read, code=code)) for code in panel.codes}
        assert read == written


def test_papers_are_grouped_by_post_in_an_order_of_the_panelists_own(panel: Panel) -> None:
    orders = [[line.code for line in panel.exam.store.read(desk.papers)] for desk in panel.desks()]
    assert all(sorted(order) == sorted(panel.codes) for order in orders)
    desk = panel.desk("ketua")
    posts = [line.post_id for line in panel.exam.store.read(desk.papers)]
    assert posts == ["kesbangpol", "kesbangpol", "lingkungan-hidup"]


def test_the_own_order_is_the_same_after_logging_in_again(panel: Panel) -> None:
    first, second = (panel.exam.store.read(panel.desk("ketua").papers) for _ in range(2))
    assert first == second


def test_different_panelists_read_in_different_orders(exam: OpenExam) -> None:
    db = Database(memory=True)
    db.table("papers").insert_all(
        {"code": f"P{number:03}", "post_id": "brida"} for number in range(30)
    )
    desks = [
        MarkingDesk(exam.exam_id, exam.config, "ketua", bytes([number]) * 32) for number in range(5)
    ]
    orders = {desk.papers(db) for desk in desks}
    db.close()
    assert len(orders) == len(desks)


def test_a_draft_comes_back_to_its_author(panel: Panel) -> None:
    desk = panel.desk("penilai-2")
    code = panel.codes[0]
    marks = Marks({"masalah": 75, "gagasan": 0}, "Baik, tetapi biaya belum jelas.\n")
    panel.exam.store.write_now(lambda db: desk.save(db, code, marks, os.urandom))
    assert panel.exam.store.read(desk.marks) == {code: marks}


def test_a_later_draft_replaces_the_earlier_one(panel: Panel) -> None:
    desk = panel.desk("penilai-2")
    panel.score(desk, panel.codes[0], 10)
    panel.score(desk, panel.codes[0], 20)
    (marks,) = panel.exam.store.read(desk.marks).values()
    assert marks.scores == {"masalah": 20}


def test_no_other_panelist_can_open_a_draft(panel: Panel) -> None:
    panel.score(panel.desk("penilai-2"), panel.codes[0], 75)
    (row,) = rows(panel.exam, "drafts")
    key = keys.derive_key(panel.desk("ketua").seed, "score-key")
    with pytest.raises(KeyMismatchError):
        keys.decrypt(key, row["sealed"], "draft", "penilai-2", panel.codes[0])
    assert panel.exam.store.read(panel.desk("ketua").marks) == {}


def test_a_draft_moved_to_another_paper_does_not_open(panel: Panel) -> None:
    desk = panel.desk("penilai-2")
    panel.score(desk, panel.codes[0], 75)
    panel.exam.store.write_now(
        lambda db: db.execute("update drafts set paper_code = ?", [panel.codes[1]])
    )
    with pytest.raises(KeyMismatchError):
        panel.exam.store.read(desk.marks)


def test_marks_for_an_unknown_paper_are_refused(panel: Panel) -> None:
    with pytest.raises(RefusedError) as refused:
        panel.score(panel.desk("ketua"), "ZZZZ", 1)
    assert refused.value.code == "marking.no-paper"


def test_an_unknown_paper_cannot_be_read(panel: Panel) -> None:
    with pytest.raises(RefusedError) as refused:
        panel.exam.store.read(lambda db: panel.desk("ketua").read(db, "ZZZZ"))
    assert refused.value.code == "marking.no-paper"


def test_locking_before_the_opening_is_refused(exam: OpenExam) -> None:
    desk = MarkingDesk(exam.exam_id, exam.config, "ketua", bytes(32))
    with pytest.raises(RefusedError) as refused:
        exam.store.write_now(lambda db: desk.lock(db, exam.timeline.now()))
    assert refused.value.code == "marking.not-opened"


def test_a_missing_score_prevents_the_lock_and_is_named(panel: Panel) -> None:
    desk = panel.desk("ketua")
    panel.score_all(desk)
    panel.score(desk, panel.codes[0], 80, 80, 80)
    with pytest.raises(RefusedError) as refused:
        panel.lock(desk)
    assert (refused.value.code, refused.value.details) == ("marking.incomplete", {"papers": 1})
    lacking = panel.exam.store.read(desk.lacking)
    assert {code: [one.id for one in criteria] for code, criteria in lacking.items()} == {
        panel.codes[0]: ["penyajian"]
    }
    assert rows(panel.exam, "locks") == []


def test_locked_scores_cannot_be_changed(panel: Panel) -> None:
    desk = panel.desk("ketua")
    panel.score_all(desk)
    panel.lock(desk)
    with pytest.raises(RefusedError) as refused:
        panel.score(desk, panel.codes[0], 99)
    assert refused.value.code == "marking.locked"
    assert all(
        marks.scores["masalah"] == 80 for marks in panel.exam.store.read(desk.marks).values()
    )


def test_locking_twice_changes_nothing(panel: Panel) -> None:
    desk = panel.desk("ketua")
    panel.score_all(desk)
    panel.lock(desk)
    before = rows(panel.exam, "locks")
    panel.lock(desk)
    assert rows(panel.exam, "locks") == before
    assert len(entries(panel.exam, ScoresLocked)) == 1


def test_before_the_last_lock_no_score_and_no_identity_is_open(panel: Panel) -> None:
    *first, last = panel.desks()
    for desk in first:
        panel.score_all(desk)
        panel.lock(desk)
    panel.score_all(last)
    assert rows(panel.exam, "scores") == []
    assert rows(panel.exam, "identities") == []
    state = panel.exam.store.read(lambda db: progress(db, panel.exam.config))
    assert (len(state.locked), state.revealed) == (4, False)
    shares = [row["round_share"] for row in rows(panel.exam, "locks")]
    (opening,) = rows(panel.exam, "opening")
    assert sealing_public_key(keys.join_shares(shares)) != opening["round_public_key"]


def test_the_last_lock_opens_all_scores_and_identities(panel: Panel) -> None:
    lock_all(panel)
    scores = rows(panel.exam, "scores")
    assert len(scores) == 5 * len(panel.codes) * len(panel.exam.config.writing.rubric)
    by_panelist = {row["panelist_id"]: row["value"] for row in scores}
    assert by_panelist == dict(
        zip(
            [member.id for member in panel.exam.config.panel.members],
            (60, 70, 80, 90, 100),
            strict=True,
        )
    )
    identities = rows(panel.exam, "identities")
    submitted = {row["application_id"] for row in rows(panel.exam, "envelopes")}
    assert {row["application_id"] for row in identities} == submitted
    assert {row["paper_code"] for row in identities} == set(panel.codes)
    (opened,) = entries(panel.exam, IdentitiesOpened)
    (opening,) = rows(panel.exam, "opening")
    assert opened.map_commitment == opening["map_commitment"].hex()


def test_locks_at_the_same_instant_open_everything_once(panel: Panel) -> None:
    desks = panel.desks()
    for desk in desks:
        panel.score_all(desk)
    with ThreadPoolExecutor(2 * len(desks)) as pool:
        list(pool.map(panel.lock, desks * 2))
    assert len(entries(panel.exam, ScoresLocked)) == len(desks)
    assert len(entries(panel.exam, IdentitiesOpened)) == 1
    assert len(rows(panel.exam, "identities")) == len(panel.codes)


def test_an_identity_leads_to_the_paper_that_its_owner_wrote(panel: Panel) -> None:
    lock_all(panel)
    posts = {row["id"]: row["post_id"] for row in rows(panel.exam, "applications")}
    papers = {row["code"]: row["post_id"] for row in rows(panel.exam, "papers")}
    for row in rows(panel.exam, "identities"):
        assert posts[row["application_id"]] == papers[row["paper_code"]]


def test_a_map_that_was_not_committed_to_stops_the_last_lock(panel: Panel) -> None:
    panel.exam.store.write_now(
        lambda db: db.execute("update opening set map_commitment = ?", [bytes(32)])
    )
    with pytest.raises(SealError) as refused:
        lock_all(panel)
    assert refused.value.code == "seal.map"
    assert len(rows(panel.exam, "locks")) == 4
    assert rows(panel.exam, "scores") == []


def test_a_forged_share_stops_the_last_lock(panel: Panel) -> None:
    *first, last = panel.desks()
    for desk in first:
        panel.score_all(desk)
        panel.lock(desk)
    panel.exam.store.write_now(
        lambda db: db.execute(
            "update locks set round_share = ? where panelist_id = 'ketua'", [bytes(32)]
        )
    )
    panel.score_all(last)
    with pytest.raises(KeyMismatchError):
        panel.lock(last)
    assert rows(panel.exam, "scores") == []


@pytest.mark.parametrize("forged", [{}, {"masalah": 101}, {"masalah": -1}, {"lain": 5}])
def test_a_sheet_that_is_not_whole_stops_the_last_lock(
    panel: Panel, forged: dict[str, int]
) -> None:
    *first, last = panel.desks()
    for desk in first:
        panel.score_all(desk)
        panel.lock(desk)
    (opening,) = rows(panel.exam, "opening")
    sealed = keys.seal_to(
        opening["round_public_key"],
        msgspec.msgpack.encode(dict.fromkeys(panel.codes, forged)),
        "scores",
        panel.exam.exam_id,
        "ketua",
    )
    panel.exam.store.write_now(
        lambda db: db.execute(
            "update locks set sealed_scores = ? where panelist_id = 'ketua'", [sealed]
        )
    )
    panel.score_all(last)
    with pytest.raises(SealError):
        panel.lock(last)


def test_the_ledger_names_the_sealed_scores_of_each_lock(panel: Panel) -> None:
    lock_all(panel)
    digests = {
        row["panelist_id"]: keys.digest("sealed-scores", row["sealed_scores"]).hex()
        for row in rows(panel.exam, "locks")
    }
    locked = entries(panel.exam, ScoresLocked)
    assert {entry.staff_id: entry.sealed_scores_digest for entry in locked} == digests


def test_nothing_readable_of_scores_is_in_the_database_before_the_reveal(panel: Panel) -> None:
    desk = panel.desk("ketua")
    marks = Marks({"masalah": 80}, "catatan yang mudah dicari")
    panel.exam.store.write_now(lambda db: desk.save(db, panel.codes[0], marks, os.urandom))
    panel.exam.store.write_now(lambda db: append_entry(db, b"{}"))
    files = panel.exam.directory.root.glob("exam.db*")
    assert not any(b"mudah dicari" in file.read_bytes() for file in files)


@pytest.mark.parametrize(
    "typed", ["101", "-1", "8o", "80,5", "80.0", "1000", "８０", "0x10", "1 0"]
)
def test_what_is_no_whole_number_to_100_is_no_score(exam: OpenExam, typed: str) -> None:
    with pytest.raises(InputError) as refused:
        read_marks({"gagasan": typed}, "", exam.config)
    assert refused.value.code == "marking.score"
    assert refused.value.details["criterion"] == "Gagasan dan kebaruan"


@pytest.mark.parametrize(("typed", "value"), [("0", 0), ("100", 100), (" 75 ", 75), ("007", 7)])
def test_whole_numbers_to_100_are_scores(exam: OpenExam, typed: str, value: int) -> None:
    assert read_marks({"gagasan": typed}, "", exam.config).scores == {"gagasan": value}


def test_a_blank_field_is_not_yet_scored(exam: OpenExam) -> None:
    assert read_marks({"gagasan": "  "}, "", exam.config) == Marks()


def test_fields_that_are_not_of_the_rubric_are_not_kept(exam: OpenExam) -> None:
    assert read_marks({"lain": "50"}, "", exam.config) == Marks()


def test_a_note_that_is_too_long_is_refused(exam: OpenExam) -> None:
    assert read_marks({}, "x" * LONGEST_NOTE, exam.config).note
    with pytest.raises(InputError) as refused:
        read_marks({}, "x" * (LONGEST_NOTE + 1), exam.config)
    assert refused.value.code == "marking.note"
