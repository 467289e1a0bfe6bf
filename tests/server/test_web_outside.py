"""The secretariat brings in scores from outside: choose, look, take."""

import re
from collections.abc import Iterator

import pytest
from httpx import Response

from server.ceremony import Handouts
from server.office import OpenExam
from server.outside import taken_files
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.panel_acting import passphrases_of
from tests.server.result_acting import ASSESSED, list_of

PAGE = "/sekretariat/nilai"


@pytest.fixture
def office(exam: OpenExam, made: Handouts) -> Iterator[Visitor]:
    with visiting(exam, passphrases_of(made)) as visitor:
        visitor.log_in("sekretariat")
        yield visitor


@pytest.fixture
def numbers(made: Handouts) -> list[str]:
    return sorted(card.application.number for card in made.cards)


def look(office: Visitor, raw: bytes, stage: str = ASSESSED, name: str = "nilai.csv") -> Response:
    return office.client.post(
        f"{PAGE}/{stage}",
        data={"_csrf_token": office.token()},
        files={"file": (name, raw, "text/csv")},
        follow_redirects=False,
    )


def take(office: Visitor, shown: Response, **fields: str) -> Response:
    found = re.search(r'name="file" value="(\w+)"', shown.text)
    assert found is not None
    return office.post(f"{PAGE}/{ASSESSED}/ambil", {"file": found[1], **fields})


def test_a_file_is_shown_before_it_counts(
    office: Visitor, exam: OpenExam, numbers: list[str]
) -> None:
    assert "masih ditunggu" in office.get(PAGE).text
    shown = look(office, list_of({numbers[0]: "80,25", numbers[1]: "75"}))
    assert shown.status_code == 200
    assert "80,25" in shown.text
    assert "52 peserta tidak mempunyai nilai dalam berkas ini" in shown.text
    assert "koma desimal" in shown.text
    assert exam.store.read(lambda db: taken_files(db, ASSESSED)) == ()
    answer = take(office, shown)
    assert (answer.status_code, answer.headers["location"]) == (303, PAGE)
    assert "2 nilai sudah ada" in office.get(PAGE).text


def test_everything_that_is_wrong_with_a_file_is_told_at_once(
    office: Visitor, numbers: list[str]
) -> None:
    shown = look(office, list_of({"999": "80", numbers[0]: "101"}))
    assert shown.status_code == 422
    assert shown.text.count("line-wrong") == 2
    assert "Tidak ada" not in shown.text.split("line-wrong")[0]


def test_a_file_that_replaces_one_shows_what_changes_and_asks_why(
    office: Visitor, numbers: list[str]
) -> None:
    take(office, look(office, list_of(dict.fromkeys(numbers, "80"))))
    shown = look(office, list_of(dict.fromkeys(numbers, "80") | {numbers[3]: "81"}))
    assert "1 nilai berubah" in shown.text
    assert take(office, shown).status_code == 422
    assert take(office, shown, reason="Koreksi tim asesor").status_code == 303
    page = office.get(PAGE).text
    assert "Koreksi tim asesor" in page
    assert "1 berkas sebelumnya, tetap tercatat" in page


def test_only_the_file_that_was_shown_is_taken(
    office: Visitor, exam: OpenExam, numbers: list[str]
) -> None:
    nothing = office.post(f"{PAGE}/{ASSESSED}/ambil", {"file": "00" * 32})
    assert nothing.status_code == 409
    first = look(office, list_of({numbers[0]: "80"}))
    look(office, list_of({numbers[0]: "90"}))
    answer = take(office, first)
    assert answer.status_code == 409
    assert "Pilih kembali berkasnya" in problem_of(answer)
    assert exam.store.read(lambda db: taken_files(db, ASSESSED)) == ()


def test_what_one_person_looks_at_another_does_not_take(
    office: Visitor, numbers: list[str]
) -> None:
    shown = look(office, list_of({numbers[0]: "80"}))
    with office.beside("ketua"):
        assert take(office, shown).status_code == 403


def test_a_stage_that_is_scored_here_takes_no_file(office: Visitor) -> None:
    assert look(office, b"x", "makalah").status_code == 404


def test_a_form_without_a_file_is_refused(office: Visitor) -> None:
    answer = office.post(f"{PAGE}/{ASSESSED}", {})
    assert answer.status_code == 422
