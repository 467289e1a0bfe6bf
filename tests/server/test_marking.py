"""The panelist's desk: papers in own order, own drafts only, and a commit by the real panel."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from sqlite_utils import Database

from exam import keys
from exam.chronicle import IdentitiesOpened, decode_entry
from exam.clock import ExamTime
from exam.errors import InputError, KeyMismatchError, RefusedError, SealError
from exam.limits import LONGEST_REASON
from exam.scoring_record import SheetCommitted
from exam.seal import pad
from server.assignments import assign
from server.ceremony import Handouts
from server.drafts import LONGEST_NOTE, Drafts, Marks, read_marks
from server.marking import MarkingDesk, Standing
from server.office import OpenExam
from server.release import release_paper
from server.score_desk import ScoreDesk
from server.scored import find_stage
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


def own_marks(panel: Panel, panelist_id: str) -> dict[str, Marks]:
    scoring = panel.paper_desk(panel.desk(panelist_id))
    return panel.exam.store.read(lambda db: scoring.marks(db, 1))


def test_every_panelist_reads_the_papers_that_were_handed_in(panel: Panel) -> None:
    written = {sample_manuscript(name) for name in SAMPLES}
    for desk in panel.desks():
        read = {panel.exam.store.read(partial(desk.read, code=code)) for code in panel.codes}
        assert read == written


def test_a_paper_that_was_not_checked_for_names_is_not_read(exam: OpenExam, made: Handouts) -> None:
    panel = open_panel(exam, made, released=False)
    desk = panel.desk("ketua")
    assert not any(line.is_released for line in exam.store.read(desk.papers))
    with pytest.raises(RefusedError) as refused:
        exam.store.read(lambda db: desk.read(db, panel.codes[0]))
    assert refused.value.code == "marking.not-released"


def test_papers_are_grouped_by_post_in_an_order_of_the_panelists_own(panel: Panel) -> None:
    orders = [[line.code for line in panel.exam.store.read(desk.papers)] for desk in panel.desks()]
    assert all(sorted(order) == sorted(panel.codes) for order in orders)
    desk = panel.desk("ketua")
    posts = [line.post_id for line in panel.exam.store.read(desk.papers)]
    assert posts == ["kesbangpol", "kesbangpol", "lingkungan-hidup"]


def test_the_own_order_is_the_same_after_logging_in_again(panel: Panel) -> None:
    first, second = (panel.exam.store.read(panel.desk("ketua").papers) for _ in range(2))
    assert first == second


def test_different_panelists_read_in_different_orders(panel: Panel) -> None:
    exam = panel.exam
    more = [f"P{at:03}" for at in range(30)]
    papers = [{"code": code, "post_id": "brida", "sealed": b"-"} for code in more]
    members = [member.id for member in exam.config.panel.members]
    groups = {code: at % 2 for at, code in enumerate(more)}

    def act(db: Database) -> None:
        db.execute("delete from assignments")
        db.table("papers").insert_all(papers)
        assign(db, panel.stage_id, dict.fromkeys(more, members), os.urandom, groups)

    exam.store.write_now(act)
    orders = [[line.code for line in exam.store.read(desk.papers)] for desk in panel.desks()]
    assert len({tuple(order) for order in orders}) == len(members)
    for order in orders:
        assert {groups[code] for code in order[:15]} == {0}


def released(db: Database, now: ExamTime, code: str) -> None:
    release_paper(db, code, "pemeriksa", now)


def test_a_paper_stands_between_those_that_can_be_read(exam: OpenExam, made: Handouts) -> None:
    panel = open_panel(exam, made, released=False)
    desk = panel.desk("ketua")
    first, second, third = (line.code for line in exam.store.read(desk.papers))

    def standings() -> list[Standing]:
        return [
            exam.store.read(partial(desk.standing, code=code)) for code in (first, second, third)
        ]

    assert standings() == [Standing(at, 3, None, None) for at in (1, 2, 3)]
    for code in (third, first):
        exam.act_now(partial(released, code=code))
    assert standings() == [
        Standing(1, 3, None, third),
        Standing(2, 3, first, third),
        Standing(3, 3, first, None),
    ]


def test_a_paper_of_nobody_stands_nowhere(panel: Panel) -> None:
    with pytest.raises(RefusedError) as refused:
        panel.exam.store.read(lambda db: panel.desk("ketua").standing(db, "ZZZZ"))
    assert refused.value.code == "marking.not-yours"


def test_a_draft_comes_back_to_its_author(panel: Panel) -> None:
    scoring = panel.paper_desk(panel.desk("penilai-2"))
    code = panel.codes[0]
    marks = Marks({"masalah": 75, "gagasan": 0}, "Baik, tetapi biaya belum jelas.\n")
    panel.exam.store.write_now(lambda db: scoring.save(db, code, marks, os.urandom))
    assert own_marks(panel, "penilai-2") == {code: marks}


def test_a_later_draft_replaces_the_earlier_one(panel: Panel) -> None:
    desk = panel.desk("penilai-2")
    panel.score(desk, panel.codes[0], 10)
    panel.score(desk, panel.codes[0], 20)
    (marks,) = own_marks(panel, "penilai-2").values()
    assert marks.scores == {"masalah": 20}


def test_no_other_panelist_can_open_a_draft(panel: Panel) -> None:
    panel.score(panel.desk("penilai-2"), panel.codes[0], 75)
    (row,) = rows(panel.exam, "drafts")
    key = keys.derive_key(panel.desk("ketua").seed, "score-key")
    place = (panel.stage_id, 1, "penilai-2", panel.codes[0])
    with pytest.raises(KeyMismatchError):
        keys.decrypt(key, row["sealed"], "draft", *place)
    assert own_marks(panel, "ketua") == {}


def test_a_draft_moved_to_another_paper_does_not_open(panel: Panel) -> None:
    panel.score(panel.desk("penilai-2"), panel.codes[0], 75)
    panel.exam.store.write_now(
        lambda db: db.execute("update drafts set subject = ?", [panel.codes[1]])
    )
    with pytest.raises(KeyMismatchError):
        own_marks(panel, "penilai-2")


def test_what_is_no_draft_is_damaged() -> None:
    db, seed = Database(memory=True), os.urandom(32)
    key = keys.derive_key(seed, "score-key")
    context = ("makalah", 1, "ketua", "7KQ2")
    sealed = keys.encrypt(key, pad(b"\xc0"), "draft", *context, random=os.urandom)
    place = {"stage_id": "makalah", "panelist_id": "ketua", "number": 1, "subject": "7KQ2"}
    db.table("drafts").insert({**place, "sealed": sealed})
    with pytest.raises(SealError):
        Drafts("makalah", "ketua", seed).of_round(db, 1)
    db.close()


def test_marks_for_an_unknown_paper_are_refused(panel: Panel) -> None:
    with pytest.raises(RefusedError) as refused:
        panel.score(panel.desk("ketua"), "ZZZZ", 1)
    assert refused.value.code == "marking.not-yours"


def test_an_unknown_paper_or_stage_is_not_found(panel: Panel) -> None:
    with pytest.raises(RefusedError) as refused:
        panel.exam.store.read(lambda db: panel.desk("ketua").read(db, "ZZZZ"))
    assert refused.value.code == "marking.no-paper"
    for stage_id in ("rekam-jejak", "lain"):
        with pytest.raises(RefusedError) as refused:
            find_stage(panel.exam.exam_id, panel.exam.config, stage_id)
        assert refused.value.code == "marking.no-stage"


def test_a_panelist_works_at_every_stage_that_is_scored_here(panel: Panel) -> None:
    stages = [scoring.scored.stage_id for scoring in panel.desk("ketua").stages()]
    assert stages == ["makalah", "wawancara"]


def test_committing_before_the_opening_is_refused(exam: OpenExam) -> None:
    scoring = MarkingDesk(exam.exam_id, exam.config, "ketua", bytes(32)).scoring("makalah")
    with pytest.raises(RefusedError) as refused:
        exam.act_now(lambda db, now: scoring.commit(db, 1, now))
    assert refused.value.code == "marking.not-opened"


def test_reading_before_the_opening_is_refused(exam: OpenExam) -> None:
    exam.store.write_now(
        lambda db: db.table("papers").insert({"code": "7KQ2", "post_id": "x", "sealed": b"-"})
    )
    desk = MarkingDesk(exam.exam_id, exam.config, "ketua", bytes(32))
    with pytest.raises(RefusedError) as refused:
        exam.store.read(lambda db: desk.read(db, "7KQ2"))
    assert refused.value.code == "marking.not-opened"


def test_a_missing_score_prevents_the_commit_and_is_named(panel: Panel) -> None:
    desk = panel.desk("ketua")
    panel.score_all(desk)
    panel.score(desk, panel.codes[0], 80, 80, 80)
    with pytest.raises(RefusedError) as refused:
        panel.commit(desk)
    assert (refused.value.code, refused.value.details) == ("marking.incomplete", {"papers": 1})
    lacking = panel.exam.store.read(panel.paper_desk(desk).lacking)
    assert {code: [one.id for one in lack.criteria] for code, lack in lacking.items()} == {
        panel.codes[0]: ["penyajian"]
    }
    assert rows(panel.exam, "sheets") == []


def test_committed_scores_cannot_be_changed(panel: Panel) -> None:
    desk = panel.desk("ketua")
    panel.score_all(desk)
    panel.commit(desk)
    with pytest.raises(RefusedError) as refused:
        panel.score(desk, panel.codes[0], 99)
    assert refused.value.code == "marking.locked"
    assert all(marks.scores["masalah"] == 80 for marks in own_marks(panel, "ketua").values())


def test_the_last_lock_of_all_opens_scores_and_names(panel: Panel) -> None:
    panel.open_round_one((60, 70, 75, 78, 79))
    assert rows(panel.exam, "identities") == []
    panel.lock_all()
    scores = rows(panel.exam, "scores")
    assert len(scores) == 5 * len(panel.codes) * len(panel.exam.config.writing.rubric)
    submitted = {row["application_id"] for row in rows(panel.exam, "envelopes")}
    identities = rows(panel.exam, "identities")
    assert {row["application_id"] for row in identities} == submitted
    posts = {row["id"]: row["post_id"] for row in rows(panel.exam, "applications")}
    papers = {row["code"]: row["post_id"] for row in rows(panel.exam, "papers")}
    assert all(posts[row["application_id"]] == papers[row["paper_code"]] for row in identities)
    (opened,) = entries(panel.exam, IdentitiesOpened)
    (opening,) = rows(panel.exam, "opening")
    assert opened.map_commitment == opening["map_commitment"].hex()


def test_commits_at_the_same_instant_open_everything_once(panel: Panel) -> None:
    desks = panel.desks()
    for desk in desks:
        panel.score_all(desk)
    scorings = [panel.paper_desk(desk) for desk in desks]
    for number in (1, 2):
        acts = [partial(_commit, panel, scoring, number) for scoring in scorings * 2]
        with ThreadPoolExecutor(len(acts)) as pool:
            list(pool.map(lambda act: act(), acts))
    assert len(entries(panel.exam, SheetCommitted)) == 2 * len(desks)
    assert len(entries(panel.exam, IdentitiesOpened)) == 1


def _commit(panel: Panel, scoring: ScoreDesk, number: int) -> None:
    panel.exam.act_now(lambda db, now: scoring.commit(db, number, now))


def test_nothing_readable_of_scores_is_in_the_database_before_the_reveal(panel: Panel) -> None:
    scoring = panel.paper_desk(panel.desk("ketua"))
    marks = Marks({"masalah": 80}, "catatan yang mudah dicari")
    panel.exam.store.write_now(lambda db: scoring.save(db, panel.codes[0], marks, os.urandom))
    panel.exam.store.write_now(lambda db: append_entry(db, b"{}"))
    files = panel.exam.directory.root.glob("exam.db*")
    assert not any(b"mudah dicari" in file.read_bytes() for file in files)


def read(exam: OpenExam, typed: dict[str, str], note: str = "", reason: str = "") -> Marks:
    return read_marks(typed, note, exam.config.writing.rubric, reason)


@pytest.mark.parametrize(
    "typed", ["101", "-1", "8o", "80,5", "80.0", "1000", "８０", "0x10", "1 0"]
)
def test_what_is_no_whole_number_to_100_is_no_score(exam: OpenExam, typed: str) -> None:
    with pytest.raises(InputError) as refused:
        read(exam, {"gagasan": typed})
    assert refused.value.code == "marking.score"
    assert refused.value.details["criterion"] == "Gagasan dan kebaruan"


@pytest.mark.parametrize(("typed", "value"), [("0", 0), ("100", 100), (" 75 ", 75), ("007", 7)])
def test_whole_numbers_to_100_are_scores(exam: OpenExam, typed: str, value: int) -> None:
    assert read(exam, {"gagasan": typed}).scores == {"gagasan": value}


def test_a_blank_field_is_not_yet_scored(exam: OpenExam) -> None:
    assert read(exam, {"gagasan": "  "}) == Marks()


def test_fields_that_are_not_of_the_rubric_are_not_kept(exam: OpenExam) -> None:
    assert read(exam, {"lain": "50"}) == Marks()


def test_a_note_or_reason_that_is_too_long_is_refused(exam: OpenExam) -> None:
    assert read(exam, {}, "x" * LONGEST_NOTE, "x" * LONGEST_REASON).note
    for note, reason, code in (
        ("x" * (LONGEST_NOTE + 1), "", "marking.note"),
        ("", "x" * (LONGEST_REASON + 1), "marking.long-reason"),
    ):
        with pytest.raises(InputError) as refused:
            read(exam, {}, note, reason)
        assert refused.value.code == code
