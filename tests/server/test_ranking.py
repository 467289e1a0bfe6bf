"""What the ranking is worked out from: rounds, files from outside, decisions."""

import os
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.proceedings import Attendance
from exam.result_record import Decision
from exam.standings import StepState
from server.attendance import note_attendance
from server.ceremony import Handouts
from server.corrections import Change, ask_correction, consent
from server.figures import show_decimal, show_score
from server.office import OpenExam
from server.recusal import note_unheard, recuse
from server.results import decide
from server.score_changes import ScoreChange, changes_of
from server.scored import find_stage
from tests.server.panel_acting import open_panel
from tests.server.result_acting import ASSESSED, HEARD, PAPER, RECORD, Selection


@pytest.fixture
def selection(exam: OpenExam, made: Handouts) -> Selection:
    return Selection(open_panel(exam, made))


@pytest.mark.parametrize(
    ("score", "shown"),
    [("75.5", "75,50"), ("0.005", "0,01"), ("79.995", "80,00"), ("100", "100,00"), ("0", "0,00")],
)
def test_scores_are_shown_rounded_half_up_with_a_comma(score: str, shown: str) -> None:
    assert show_score(Fraction(score), "id") == shown


def test_english_pages_show_a_point() -> None:
    assert show_score(Fraction(2, 3), "en") == "0.67"
    assert (show_decimal(Decimal("80.5"), "en"), show_decimal(Decimal(80), "id")) == ("80.5", "80")
    assert show_decimal(Decimal("80.5"), "id") == "80,5"


def test_there_is_no_result_before_the_last_lock(selection: Selection) -> None:
    selection.bring_all()
    selection.panel.open_round_one()
    with pytest.raises(RefusedError) as refused:
        selection.result()
    assert refused.value.code == "ranking.not-revealed"


def test_after_the_papers_the_other_stages_are_awaited(selection: Selection) -> None:
    selection.score_papers()
    result = selection.result()
    assert result.ranking.awaited == (ASSESSED, HEARD, RECORD)
    for application_id in selection.authors():
        step = result.standing(application_id).step(PAPER)
        assert step.score is not None
        assert step.score.score == 79
        assert len(step.score.sheets) == 5
        assert result.standing(application_id).total == Fraction("19.75")


def test_a_paper_is_its_authors_and_carries_its_code(selection: Selection) -> None:
    selection.score_papers()
    result = selection.result()
    authors = selection.exam.store.read(
        lambda db: {row["paper_code"]: row["application_id"] for row in db["identities"].rows}
    )
    assert {code: name for name, code in result.codes.items()} == authors
    assert set(authors.values()) == set(selection.authors())


def test_all_stages_count_with_their_weights(selection: Selection) -> None:
    selection.finish()
    result = selection.result()
    assert result.ranking.is_final
    first, second, _ = selection.authors()
    assert result.standing(first).total == 24 + Fraction("19.75") + Fraction("17.5") + 16
    assert result.standing(second).total == result.standing(first).total + Fraction("1.25")
    (kesbangpol, *_rest) = result.ranking.posts
    assert [one.application_id for one in kesbangpol.shortlist] == [second, first]


def test_whoever_wrote_nothing_was_absent_and_is_not_ranked(selection: Selection) -> None:
    selection.finish()
    result = selection.result()
    everybody = [one for post in result.ranking.posts for one in post.standings]
    assert len(everybody) == 54
    absent = [one for one in everybody if one.step(PAPER).state is StepState.ABSENT]
    assert len(absent) == 51
    assert all(one.rank is None for one in absent)


def test_a_decision_counts_until_it_is_taken_back(selection: Selection) -> None:
    selection.finish()
    name = selection.authors()[1]

    def say(decision: Decision, reason: str) -> None:
        selection.exam.act_now(
            lambda db, now: decide(
                db, selection.config, name, decision, HEARD, "ketua", reason, now
            )
        )

    say(Decision.WITHDRAWN, "Menarik diri dengan surat.")
    out = selection.result()
    assert out.standing(name).step(HEARD).state is StepState.WITHDRAWN
    assert out.standing(name).rank is None
    assert out.reasons[name] == "Menarik diri dengan surat."
    say(Decision.READMITTED, "Surat dicabut.")
    assert selection.result().standing(name).rank == 1


def test_who_steps_back_from_somebody_is_not_in_the_mean(selection: Selection) -> None:
    selection.score_papers()
    selection.bring_all()
    scored = find_stage(selection.exam.exam_id, selection.config, HEARD)
    values = dict.fromkeys(selection.authors(), 80)
    first, *_ = values
    selection.begin_hearing(values)
    selection.exam.act_now(
        lambda db, now: recuse(db, scored, "penilai-2", first, "Bekas atasan.", now)
    )
    selection.score_hearing(values)
    score = selection.result().standing(first).step(HEARD).score
    assert score is not None
    assert "penilai-2" not in [sheet.panelist_id for sheet in score.sheets]
    assert (len(score.sheets), score.score) == (4, Fraction(80))


def test_whoever_was_not_heard_was_absent_with_the_reason_of_that(selection: Selection) -> None:
    selection.score_papers()
    selection.bring_all()
    scored = find_stage(selection.exam.exam_id, selection.config, HEARD)
    values = dict.fromkeys(selection.authors(), 80)
    first, *_ = values
    selection.begin_hearing(values)
    selection.exam.act_now(lambda db, now: note_unheard(db, scored, first, "Sakit.", "ketua", now))
    selection.score_hearing(values)
    result = selection.result()
    assert result.standing(first).step(HEARD).state is StepState.ABSENT
    assert result.reasons[first] == "Sakit."


def test_why_somebody_was_absent_on_the_day_is_told(selection: Selection) -> None:
    query = "select id from applications where seat_id is null order by number desc limit 1"
    (row,) = selection.exam.store.read(lambda db: list(db.query(query)))
    absent = Attendance.ABSENT
    selection.exam.act_now(
        lambda db, now: note_attendance(db, row["id"], absent, "pengawas-1", "Sakit.", now)
    )
    selection.score_papers()
    assert selection.result().reasons == {row["id"]: "Sakit."}


def test_a_correction_counts_and_keeps_the_value_before(selection: Selection) -> None:
    selection.score_papers()
    name = selection.authors()[0]
    code = selection.result().codes[name]
    scored = find_stage(selection.exam.exam_id, selection.config, PAPER)
    change = Change(code, "gagasan", 100, "Salah baca lembar.")

    def correct(db: Database, now: ExamTime) -> None:
        made = ask_correction(db, scored, "penilai-2", change, os.urandom, now)
        consent(db, scored, made, "ketua", now)

    selection.exam.act_now(correct)
    score = selection.result().standing(name).step(PAPER).score
    assert score is not None
    assert score.score == 79 + Fraction(30 * 30, 100 * 5)
    (found,) = selection.exam.store.read(lambda db: changes_of(db, PAPER, code))
    assert found == ScoreChange("penilai-2", "gagasan", 70, 100, "Salah baca lembar.", True)


def test_what_was_revised_in_round_two_shows_both_values(selection: Selection) -> None:
    panel = selection.panel
    panel.open_round_one((60, 70, 80, 90, 95))
    code = panel.codes[0]
    assert selection.exam.store.read(lambda db: changes_of(db, PAPER, code)) == ()
    for desk in panel.desks():
        panel.confirm_all(desk)
        if desk.panelist_id == "ketua":
            panel.score(desk, code, 60, 75, 60, 60, reason="Gagasannya baru.")
        panel.commit(desk)
    (found,) = selection.exam.store.read(lambda db: changes_of(db, PAPER, code))
    assert found == ScoreChange("ketua", "gagasan", 60, 75, "Gagasannya baru.", False)


def test_an_application_that_is_not_there_has_no_place(selection: Selection) -> None:
    selection.score_papers()
    with pytest.raises(RefusedError) as refused:
        selection.result().standing("tidak-ada")
    assert refused.value.code == "page.not-found"
