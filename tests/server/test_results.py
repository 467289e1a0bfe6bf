"""What the chair decides on the way to the result, and that nothing of it is ever lost."""

import pytest
from sqlite_utils import Database

from exam.chronicle import decode_entry
from exam.clock import ExamTime
from exam.entry import Entry
from exam.errors import RefusedError
from exam.result_record import Decision, ParticipationDecided, ResultIssued, StageAnnounced
from server.ceremony import Handouts
from server.office import OpenExam
from server.results import (
    announce_stage,
    announced,
    decide,
    decisions_of,
    digest_of,
    issue_result,
    issued,
)
from tests.server.panel_acting import open_panel
from tests.server.result_acting import ASSESSED, HEARD, PAPER, RECORD, Selection


@pytest.fixture
def selection(exam: OpenExam, made: Handouts) -> Selection:
    return Selection(open_panel(exam, made))


def say(
    selection: Selection, decision: Decision, stage_id: str = HEARD, name: str | None = None
) -> None:
    who = selection.authors()[0] if name is None else name

    def act(db: Database, now: ExamTime) -> None:
        decide(db, selection.config, who, decision, stage_id, "ketua", "Surat.", now)

    selection.exam.act_now(act)


def announce(selection: Selection, stage_id: str) -> None:
    selection.exam.act_now(
        lambda db, now: announce_stage(db, selection.config, stage_id, "ketua", now)
    )


def issue(selection: Selection, reason: str = "") -> None:
    selection.exam.act_now(lambda db, now: issue_result(db, selection.config, "ketua", reason, now))


def entries(selection: Selection, kind: type[Entry]) -> list[Entry]:
    rows = selection.exam.store.read(
        lambda db: list(db.query("select entry from ledger order by position"))
    )
    found = (decode_entry(row["entry"]) for row in rows)
    return [entry for entry in found if isinstance(entry, kind)]


def refused_announcement(selection: Selection, stage_id: str) -> str:
    with pytest.raises(RefusedError) as refused:
        announce(selection, stage_id)
    return refused.value.code


def refused_issue(selection: Selection) -> str:
    with pytest.raises(RefusedError) as refused:
        issue(selection)
    return refused.value.code


def test_decisions_stand_one_after_the_other(selection: Selection) -> None:
    say(selection, Decision.DISQUALIFIED, ASSESSED)
    say(selection, Decision.READMITTED, ASSESSED)
    made = selection.exam.store.read(lambda db: decisions_of(db, selection.authors()[0]))
    assert [one.decision for one in made] == [Decision.DISQUALIFIED, Decision.READMITTED]
    assert made[0].who == "Sekretaris Daerah selaku Ketua Panitia Seleksi"
    assert [one.reason for one in made] == ["Surat.", "Surat."]
    first, _ = entries(selection, ParticipationDecided)
    assert isinstance(first, ParticipationDecided)
    assert (first.decision, first.stage_id) == (Decision.DISQUALIFIED, ASSESSED)


@pytest.mark.parametrize(
    ("decision", "stage_id", "name", "code"),
    [
        (Decision.ABSENT, "tidak-ada", None, "outside.no-stage"),
        (Decision.ABSENT, ASSESSED, "tidak-ada", "page.not-found"),
        (Decision.READMITTED, ASSESSED, None, "result.takes-part"),
        (Decision.ABSENT, PAPER, None, "result.stage-hidden"),
        (Decision.WITHDRAWN, HEARD, None, "result.stage-hidden"),
    ],
)
def test_a_decision_is_about_somebody_and_a_stage(
    selection: Selection, decision: Decision, stage_id: str, name: str | None, code: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        say(selection, decision, stage_id, name)
    assert refused.value.code == code
    assert entries(selection, ParticipationDecided) == []


def test_whoever_takes_part_again_cannot_be_taken_back_twice(selection: Selection) -> None:
    say(selection, Decision.ABSENT, ASSESSED)
    say(selection, Decision.READMITTED, ASSESSED)
    with pytest.raises(RefusedError):
        say(selection, Decision.READMITTED, ASSESSED)


def test_a_stage_is_announced_once_its_scores_are_in(selection: Selection) -> None:
    assert refused_announcement(selection, PAPER) == "result.stage-awaited"
    selection.score_papers()
    assert refused_announcement(selection, ASSESSED) == "result.stage-awaited"
    announce(selection, PAPER)
    assert refused_announcement(selection, PAPER) == "result.announced"
    (entry,) = entries(selection, StageAnnounced)
    assert isinstance(entry, StageAnnounced)
    assert (entry.stage_id, entry.staff_id) == (PAPER, "ketua")


def test_what_changes_later_shows_that_the_announcement_is_not_what_holds(
    selection: Selection,
) -> None:
    selection.score_papers()
    announce(selection, PAPER)
    ranking = selection.result().ranking
    assert selection.exam.store.read(lambda db: announced(db, ranking))[PAPER].is_current
    say(selection, Decision.DISQUALIFIED, PAPER)
    ranking = selection.result().ranking
    assert not selection.exam.store.read(lambda db: announced(db, ranking))[PAPER].is_current
    announce(selection, PAPER)
    assert len(entries(selection, StageAnnounced)) == 2


def test_a_later_stage_does_not_change_what_was_announced(selection: Selection) -> None:
    selection.score_papers()
    announce(selection, PAPER)
    selection.bring(RECORD, dict.fromkeys(selection.numbers(), "80"))
    ranking = selection.result().ranking
    assert selection.exam.store.read(lambda db: announced(db, ranking))[PAPER].is_current


def test_there_is_no_result_to_issue_while_a_stage_is_awaited(selection: Selection) -> None:
    selection.score_papers()
    assert refused_issue(selection) == "result.awaited"
    assert entries(selection, ResultIssued) == []


def test_the_issued_result_stands_on_the_record_by_its_digest(selection: Selection) -> None:
    selection.finish()
    issue(selection)
    ranking = selection.result().ranking
    (entry,) = entries(selection, ResultIssued)
    assert isinstance(entry, ResultIssued)
    assert entry.digest == digest_of(ranking).hex()
    said = selection.exam.store.read(lambda db: issued(db, ranking))
    assert said is not None
    assert (said.digest, said.is_current) == (digest_of(ranking), True)
    assert refused_issue(selection) == "result.issued"


def test_a_result_that_replaces_another_needs_a_reason_and_keeps_it(selection: Selection) -> None:
    selection.finish()
    issue(selection)
    say(selection, Decision.DISQUALIFIED)
    assert refused_issue(selection) == "result.reason"
    issue(selection, "Putusan sanggah.")
    first, second = entries(selection, ResultIssued)
    assert isinstance(first, ResultIssued)
    assert isinstance(second, ResultIssued)
    assert (first.reason, second.reason) == ("", "Putusan sanggah.")
    assert first.digest != second.digest
    assert selection.exam.store.read(lambda db: db["results"].count) == 2
