"""The secretariat's pages: the day, the seat plan, the lot and changes of places."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from exam.clock import ExamTime
from server.ceremony import Handouts
from server.office import OpenExam
from server.places import SeatPlan, plan_of
from server.web.hall_view import WallClock
from server.web.moments import Moments
from tests.server.acting import place_seat
from tests.server.browsing import Visitor, visiting
from tests.server.panel_acting import passphrases_of


@pytest.fixture
def secretary(exam: OpenExam, made: Handouts) -> Iterator[Visitor]:
    with visiting(exam, passphrases_of(made)) as visitor:
        visitor.log_in("sekretariat")
        yield visitor


def plan_in(exam: OpenExam) -> SeatPlan:
    return exam.store.read(lambda db: plan_of(db, exam.config))


def draw(secretary: Visitor, **fields: str) -> int:
    return secretary.post("/sekretariat/denah/undi", fields).status_code


@pytest.mark.parametrize(
    ("ago_hours", "shown"), [(0, "07.15"), (7, "00.15"), (8, "23.15 (04-12-2026)")]
)
def test_an_instant_of_another_day_is_shown_with_its_date(ago_hours: int, shown: str) -> None:
    now = ExamTime(100_000_000)
    moments = Moments(now, datetime(2026, 12, 5, 7, 15, tzinfo=UTC))
    assert moments.show(now - ago_hours * 3_600_000) == shown


def test_a_record_has_the_date_of_every_line_even_of_today() -> None:
    moments = Moments(ExamTime(0), datetime(2026, 12, 5, 7, 15, tzinfo=UTC))
    assert moments.dated(-60_000) == "05-12-2026 07.14"


def test_the_clock_of_the_hall_has_a_date_only_on_another_day() -> None:
    clock = WallClock(ExamTime(0), datetime(2026, 12, 5, 7, 15, tzinfo=UTC))
    assert clock.show(-60_000) == "07.14.00"
    assert clock.show(-86_400_000) == "07.15.00 (04-12-2026)"


def test_the_day_names_what_comes_next(secretary: Visitor, exam: OpenExam) -> None:
    place_seat(exam, "PC-01")
    page = secretary.get("/sekretariat").text
    assert "1 dari 60 PC" in page
    (after,) = re.findall(r'aria-current="step">.*?<strong>\s*(.*?)\s*</strong>', page, re.DOTALL)
    assert after == "PC didaftarkan"


def test_the_lot_is_drawn_after_a_question_and_shown_with_its_seed(
    secretary: Visitor, exam: OpenExam
) -> None:
    assert "/sekretariat/denah/undi" in secretary.get("/sekretariat/denah").text
    assert 'name="plan" value=""' in secretary.get("/sekretariat/denah/undi").text
    assert draw(secretary, plan="") == 303
    page = secretary.get("/sekretariat/denah").text
    assert plan_in(exam).digest in page
    assert page.count('class="place-who"') == 54
    assert '<span class="place-post">Kepala Dinas Lingkungan Hidup</span>' in page
    assert "Sekretariat Panitia Seleksi" in page


def test_a_second_lot_needs_the_plan_that_stands_and_a_reason(
    secretary: Visitor, exam: OpenExam
) -> None:
    draw(secretary, plan="")
    first = plan_in(exam)
    assert draw(secretary, plan="") == 409
    assert draw(secretary, plan=first.digest) == 422
    assert plan_in(exam) == first
    assert draw(secretary, plan=first.digest, reason="PC rusak") == 303
    assert plan_in(exam) != first
    assert "PC rusak" in secretary.get("/sekretariat/denah").text


def test_a_change_of_place_is_shown_before_it_is_made(
    secretary: Visitor, exam: OpenExam, made: Handouts
) -> None:
    draw(secretary, plan="")
    who = made.cards[0].application
    question = secretary.get(f"/sekretariat/denah/tukar?nomor={who.number}&tempat=PC-06").text
    assert who.number in question
    assert "PC cadangan" in question
    assert plan_in(exam).place_of(who.id) != "PC-06"
    fields = {"number": who.number, "place": "PC-06"}
    assert secretary.post("/sekretariat/denah/tukar", fields).status_code == 422
    answer = secretary.post("/sekretariat/denah/tukar", {**fields, "reason": "silau"})
    assert answer.status_code == 303
    assert plan_in(exam).place_of(who.id) == "PC-06"
    again = secretary.get(f"/sekretariat/denah/tukar?nomor={who.number}&tempat=PC-06").text
    assert "<form" not in again.split("<main")[1]
    asked = secretary.get("/sekretariat/denah/tukar?nomor=999&tempat=PC-06")
    assert asked.status_code == 404


def test_once_somebody_has_signed_in_the_lot_is_not_offered_and_wrong_places_are_marked(
    secretary: Visitor, exam: OpenExam, made: Handouts
) -> None:
    draw(secretary, plan="")
    seat, who = place_seat(exam, "PC-06").seat, made.cards[0].application.id
    query = "update applications set seat_id = ?, admission = 1 where id = ?"
    exam.store.write_now(lambda db: db.execute(query, [seat.id, who]))
    page = secretary.get("/sekretariat/denah").text
    assert "/sekretariat/denah/undi" not in page
    assert page.count("duduk di tempat lain") == 1
    assert secretary.get("/sekretariat/denah/undi").status_code == 409


def test_a_proctor_has_no_business_here(secretary: Visitor) -> None:
    with secretary.beside("pengawas-1"):
        for path in ("/sekretariat", "/sekretariat/denah"):
            assert secretary.get(path).status_code == 403
