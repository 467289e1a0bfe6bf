"""Scores from outside: looked at, taken, replaced on the record."""

from decimal import Decimal

import pytest

from exam.chronicle import decode_entry
from exam.errors import RefusedError, RosterError
from exam.result_record import OutsideScoresImported
from server.office import OpenExam
from server.outside import (
    Preview,
    imported_stage,
    imported_stages,
    preview_outside,
    take_outside,
    taken_files,
)
from server.plan import Draft
from tests.server.result_acting import ASSESSED, list_of

NAME = "nilai.csv"


def numbers(exam: OpenExam) -> list[str]:
    query = "select number from applications order by number"
    return [row["number"] for row in exam.store.read(lambda db: list(db.query(query)))]


def preview(exam: OpenExam, raw: bytes, stage_id: str = ASSESSED) -> Preview:
    draft = Draft(NAME, raw)
    return exam.store.read(lambda db: preview_outside(db, exam.config, stage_id, draft))


def take(exam: OpenExam, raw: bytes, reason: str = "") -> Preview:
    draft, seen = Draft(NAME, raw), preview(exam, raw)
    exam.act_now(lambda db, now: take_outside(db, seen, draft, "sekretariat", reason, now))
    return seen


def entries(exam: OpenExam) -> list[OutsideScoresImported]:
    rows = exam.store.read(lambda db: list(db.query("select entry from ledger order by position")))
    found = (decode_entry(row["entry"]) for row in rows)
    return [entry for entry in found if isinstance(entry, OutsideScoresImported)]


def test_the_stages_from_outside_are_those_of_the_config(exam: OpenExam) -> None:
    assert [stage.id for stage in imported_stages(exam.config)] == ["asesmen", "rekam-jejak"]
    with pytest.raises(RefusedError) as refused:
        imported_stage(exam.config, "makalah")
    assert refused.value.code == "outside.no-stage"


def test_looking_at_a_file_changes_nothing(exam: OpenExam) -> None:
    first, *others = numbers(exam)
    seen = preview(exam, list_of({first: "80,5"}))
    top, *_rest = seen.lines
    assert (top.application.number, top.score) == (first, Decimal("80.5"))
    assert [line.application.number for line in seen.without] == others
    assert (seen.replaces, seen.changed) == (False, ())
    assert exam.store.read(lambda db: taken_files(db, ASSESSED)) == ()
    assert entries(exam) == []


def test_what_is_taken_counts_and_stands_on_the_record(exam: OpenExam) -> None:
    first, second, *_ = numbers(exam)
    seen = take(exam, list_of({first: "80", second: "75.25"}))
    (file,) = exam.store.read(lambda db: taken_files(db, ASSESSED))
    assert (file.name, file.scores, file.who) == (NAME, 2, "Sekretariat Panitia Seleksi")
    (entry,) = entries(exam)
    assert (entry.stage_id, entry.rows, entry.reason) == (ASSESSED, 2, "")
    assert entry.file_digest == seen.digest.hex()


def test_a_file_is_read_before_the_act_and_not_inside_it(
    exam: OpenExam, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = list_of({numbers(exam)[0]: "80"})
    seen, draft = preview(exam, raw), Draft(NAME, raw)
    monkeypatch.setattr("server.outside.parse_outside", None)
    exam.act_now(lambda db, now: take_outside(db, seen, draft, "sekretariat", "", now))
    assert len(entries(exam)) == 1


def test_a_file_that_was_read_before_another_was_taken_needs_a_reason(exam: OpenExam) -> None:
    first = numbers(exam)[0]
    raw = list_of({first: "80"})
    seen, draft = preview(exam, raw), Draft(NAME, raw)
    take(exam, list_of({first: "70"}))
    with pytest.raises(RefusedError) as refused:
        exam.act_now(lambda db, now: take_outside(db, seen, draft, "sekretariat", "", now))
    assert refused.value.code == "outside.reason"


def test_the_same_file_again_adds_nothing(exam: OpenExam) -> None:
    raw = list_of({numbers(exam)[0]: "80"})
    take(exam, raw)
    take(exam, raw)
    assert len(entries(exam)) == 1


def test_a_file_that_replaces_another_needs_a_reason_and_keeps_it(exam: OpenExam) -> None:
    first, second, *_ = numbers(exam)
    take(exam, list_of({first: "80", second: "70"}))
    corrected = list_of({first: "81", second: "70"})
    with pytest.raises(RefusedError) as refused:
        take(exam, corrected)
    assert refused.value.code == "outside.reason"
    seen = preview(exam, corrected)
    assert [(line.application.number, line.before, line.score) for line in seen.changed] == [
        (first, Decimal(80), Decimal(81))
    ]
    take(exam, corrected, "Salah ketik tim asesor.")
    now, before = exam.store.read(lambda db: taken_files(db, ASSESSED))
    assert (now.reason, before.reason) == ("Salah ketik tim asesor.", "")
    assert len(exam.store.read(lambda db: list(db["outside_scores"].rows))) == 4
    assert [entry.reason for entry in entries(exam)] == ["", "Salah ketik tim asesor."]


def test_somebody_who_drops_out_of_a_replaced_file_is_shown(exam: OpenExam) -> None:
    first, second, *_ = numbers(exam)
    take(exam, list_of({first: "80", second: "70"}))
    seen = preview(exam, list_of({first: "80"}))
    assert [line.application.number for line in seen.changed] == [second]


def test_a_file_that_cannot_be_used_changes_nothing(exam: OpenExam) -> None:
    with pytest.raises(RosterError) as refused:
        take(exam, list_of({"999999": "80"}))
    assert refused.value.code == "outside.unknown"
    assert entries(exam) == []
