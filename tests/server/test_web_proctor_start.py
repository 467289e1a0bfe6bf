"""The page to start: for all, some or one, at once or at a time of day, and never twice."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from exam.clock import ExamTime
from exam.protocol import SeatStatus
from exam.sitting import Phase
from server.ceremony import Handouts
from server.hall import Hall
from server.office import OpenExam
from server.starting import order_start, start_of, starts_of
from tests.server.acting import place_seat
from tests.server.at_work import stand
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.panel_acting import passphrases_of
from tests.server.test_web_proctor_acts import form_of

START = "/pengawas/mulai"
NOW = {"whom": "all", "when": "now"}


@pytest.fixture
def hall() -> Hall:
    return Hall()


@pytest.fixture
def proctor(exam: OpenExam, made: Handouts, hall: Hall) -> Iterator[Visitor]:
    with visiting(exam, passphrases_of(made), hall) as visitor:
        visitor.log_in("pengawas-1")
        yield visitor


def asked(proctor: Visitor, **typed: str) -> dict[str, str]:
    return {**form_of(proctor.get(START).text, START), **typed}


def test_the_start_is_asked_for_twice_and_names_who_is_not_ready(
    proctor: Visitor, exam: OpenExam, made: Handouts, hall: Hall
) -> None:
    seat, who = place_seat(exam, "PC-01").seat, made.cards[0].application
    exam.store.write_now(
        lambda db: db.execute("update applications set seat_id = ? where id = ?", [seat.id, who.id])
    )
    at = exam.timeline.now()
    status = SeatStatus(Phase.READY, 0, exam.timeline.run, at)
    hall.note_beat(seat.id, who.id, status, True, at)
    page = proctor.get(START).text
    assert "1 dari 54 peserta siap." in page
    assert "53 peserta belum siap" in page
    assert exam.store.read(start_of) is None


def test_the_page_says_how_long_before_the_start_check_in_closes(
    proctor: Visitor, exam: OpenExam
) -> None:
    rules = exam.config.writing.sitting_rules
    assert (rules.lateness.rule, rules.check_in.closes_minutes_before) == ("drop", 5)
    page = proctor.get(START).text
    assert "Registrasi ditutup 5 menit sebelum mulai" in page
    assert "Ya, perintahkan mulai" in page
    assert "Registrasi ditutup" not in proctor.get(f"{START}?peserta=001").text


@pytest.mark.parametrize("change", [{"lateness": ("time-runs", 15)}, {"closes": 0}])
def test_a_start_after_which_the_door_stays_open_names_no_minutes(
    exam: OpenExam, made: Handouts, change: dict[str, Any]
) -> None:
    rules = exam.config.writing.sitting_rules
    rule, latest = change.get("lateness", ("drop", 0))
    closes = change.get("closes", 5)
    changed = msgspec.structs.replace(
        rules,
        lateness=msgspec.structs.replace(rules.lateness, rule=rule, latest_minutes=latest),
        check_in=msgspec.structs.replace(rules.check_in, closes_minutes_before=closes),
    )
    other = replace(exam, config=msgspec.structs.replace(exam.config, sitting_rules=changed))
    with visiting(other, passphrases_of(made)) as visitor:
        visitor.log_in("pengawas-1")
        page = visitor.get(START).text
    assert "Ya, perintahkan mulai" in page
    assert "Registrasi ditutup" not in page


def test_the_start_is_ordered_once_however_often_it_is_pressed(
    proctor: Visitor, exam: OpenExam
) -> None:
    fields = asked(proctor, **NOW)
    for _ in range(2):
        answer = proctor.post(START, fields)
        assert (answer.status_code, answer.headers["location"]) == (303, "/pengawas")
    assert len(exam.store.read(starts_of)) == 1
    assert proctor.get(START).headers["location"] == "/pengawas"


def test_of_two_proctors_who_start_the_second_reads_that_it_is_done(
    proctor: Visitor, exam: OpenExam
) -> None:
    fields = asked(proctor, **NOW)
    with proctor.beside("pengawas-2"):
        proctor.post(START, asked(proctor, **NOW))
    late = proctor.post(START, fields)
    assert late.status_code == 409
    assert "Pengawas Ruang 2 melakukannya" in late.text
    assert len(exam.store.read(starts_of)) == 1


def test_a_start_at_a_time_of_day_may_be_ordered_anew_and_says_who_ordered_it(
    proctor: Visitor, exam: OpenExam
) -> None:
    later = (datetime.now().astimezone() + timedelta(minutes=30)).strftime("%H.%M")
    proctor.post(START, asked(proctor, whom="all", when="at", clock=later))
    first = exam.store.read(start_of)
    assert first is not None
    assert 28 * 60_000 < first - exam.timeline.now() < 31 * 60_000
    page = proctor.get(START).text
    assert re.search(r"perintahkan mulai pukul [\d.]+(?: \([\d-]+\))? oleh Pengawas Ruang 1", page)
    proctor.post(START, {**form_of(page, START), **NOW})
    second = exam.store.read(start_of)
    assert second is not None
    assert second < first


def test_one_candidate_is_ticked_where_the_page_is_opened_for_them(
    proctor: Visitor, exam: OpenExam, made: Handouts
) -> None:
    who, other = (card.application.id for card in made.cards[:2])
    page = proctor.get(f"{START}?peserta=001").text
    assert "Mulai ujian untuk peserta ini?" in page
    assert re.findall(r'name="(one-[^"]+)" value="1" checked', page) == [f"one-{who}"]
    fields = form_of(page, START)
    proctor.post(START, {**fields, "whom": "some", "when": "now", f"one-{who}": "1"})
    assert stand(exam, who).start is not None
    assert stand(exam, other).start is None
    assert exam.store.read(start_of) is None


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"whom": "some"}, "Pilih semua peserta"),
        ({"whom": "all", "when": "at", "clock": "25.00"}, "Tulis pukul berapa"),
        ({"whom": "all", "when": "at"}, "Tulis pukul berapa"),
    ],
)
def test_what_is_typed_wrongly_starts_nothing(
    proctor: Visitor, exam: OpenExam, fields: dict[str, str], says: str
) -> None:
    answer = proctor.post(START, asked(proctor, **fields))
    assert answer.status_code == 422
    assert problem_of(answer).startswith(says)
    assert exam.store.read(starts_of) == ()


def test_a_start_that_lies_far_ahead_by_a_wrong_clock_is_ordered_anew(
    proctor: Visitor, exam: OpenExam
) -> None:
    late = ExamTime(exam.timeline.now() + 3_600_000)
    exam.store.write_now(lambda db: order_start(db, exam, "pengawas-1", late))
    assert "saat jam server salah" in proctor.get("/pengawas").text
    fields = asked(proctor, **NOW)
    for _ in range(2):
        proctor.post(START, fields)
    start = exam.store.read(start_of)
    assert start is not None
    assert start < late
    assert "saat jam server salah" not in proctor.get("/pengawas").text
    assert len(exam.store.read(starts_of)) == 2


def test_a_start_without_the_forms_token_is_refused(proctor: Visitor, exam: OpenExam) -> None:
    answer = proctor.client.post(START, data={}, follow_redirects=False)
    assert answer.status_code == 403
    assert exam.store.read(start_of) is None


def test_a_panelist_cannot_start_the_exam(exam: OpenExam, made: Handouts) -> None:
    with visiting(exam, passphrases_of(made)) as visitor:
        visitor.log_in("ketua")
        answer = visitor.post(START, {})
        assert answer.status_code == 403
        assert "Halaman ini untuk pengawas" in problem_of(answer)
        assert visitor.get("/pengawas").status_code == 403
    assert exam.store.read(start_of) is None
