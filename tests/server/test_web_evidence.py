"""The observers' page offers the evidence from the close on, and hands out what verifies."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exam.evidence.verifying import verify_package
from server.bundle import bundle_of
from server.ceremony import Handouts
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.panel_acting import passphrases_of
from tests.server.whole_exam import WholeExam, whole_exam

PAGE, FILE = "/pengamat", "/pengamat/bukti.zip"


@pytest.fixture
def whole(made: Handouts, exam_root: Path) -> Iterator[WholeExam]:
    with whole_exam(exam_root, made) as opened:
        yield opened


@pytest.fixture
def observer(whole: WholeExam, made: Handouts) -> Iterator[Visitor]:
    with visiting(whole.exam, passphrases_of(made)) as visitor:
        visitor.log_in("pengamat")
        yield visitor


def test_before_the_close_there_is_nothing_to_take_home(observer: Visitor) -> None:
    assert FILE not in observer.get(PAGE).text
    refused = observer.get(FILE)
    assert refused.status_code == 403
    assert "sesi ditutup" in problem_of(refused)


def test_from_the_close_on_the_observer_saves_what_verifies(
    whole: WholeExam, observer: Visitor
) -> None:
    whole.seat_everybody(2)
    for who in whole.people:
        whole.hand_in(who, "Pendahuluan")
    whole.close()
    observer.log_in("pengamat")
    page = observer.get(PAGE).text
    assert f'href="{FILE}"' in page
    assert re.search(r'data-label="Tanggal dan pukul">\d\d-\d\d-\d{4} \d\d\.\d\d<', page)
    given = observer.get(FILE)
    assert given.headers["content-type"] == "application/zip"
    assert given.headers["content-disposition"] == 'attachment; filename="bukti.zip"'
    assert verify_package(given.content).holds
    assert given.content == bundle_of(whole.exam)


def test_nothing_is_handed_out_while_values_of_round_one_could_reach_the_panel(
    whole: WholeExam, observer: Visitor
) -> None:
    whole.seat_everybody(2)
    for who in whole.people:
        whole.hand_in(who, "Pendahuluan")
    whole.close()
    stage: dict[str, Any] = {"stage_id": "makalah", "public_key": b"k", "escrow": b""}
    rounds = [stage | {"number": 1, "opened_at": 5}, stage | {"number": 2, "opened_at": None}]
    whole.exam.store.write_now(lambda db: db.table("rounds").insert_all(rounds))
    observer.log_in("pengamat")
    assert "setelah panitia seleksi mengunci" in observer.get(PAGE).text
    assert observer.get(FILE).status_code == 403
