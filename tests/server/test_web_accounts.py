"""The secretariat's page of accounts: a passphrase shown once, and sessions that end with it."""

from collections.abc import Iterator
from html import unescape
from io import BytesIO

import pytest
from docx import Document

from server.ceremony import Handouts
from server.office import OpenExam
from server.store import ledger_size
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.panel_acting import passphrases_of

ACCOUNTS = "/sekretariat/akun"
TYPED = {"account": "pengawas-3", "name": "Siti Aminah", "role": "proctor"}
NEW = {**TYPED, "sure": "1"}


@pytest.fixture
def secretariat(exam: OpenExam, made: Handouts) -> Iterator[Visitor]:
    with visiting(exam, passphrases_of(made)) as visitor:
        visitor.log_in("sekretariat")
        yield visitor


def passphrase_on(page: str) -> str:
    return unescape(page.partition('class="code passphrase">')[2].partition("<")[0])


def mark_on(page: str) -> str:
    return page.partition('name="mark" value="')[2].partition('"')[0]


def test_a_new_account_is_shown_its_passphrase_and_pressed_twice_the_same(
    secretariat: Visitor,
) -> None:
    first = secretariat.post(ACCOUNTS, NEW)
    again = secretariat.post(ACCOUNTS, NEW)
    passphrase = passphrase_on(first.text)
    assert len(passphrase.split()) == 6
    assert passphrase_on(again.text) == passphrase
    assert first.headers["cache-control"] == "no-store"
    secretariat.log_out()
    assert secretariat.log_in("pengawas-3", passphrase).headers["location"] == "/pengawas"


def test_nothing_is_opened_before_it_was_asked_once_more(
    secretariat: Visitor, exam: OpenExam
) -> None:
    before = exam.store.read(ledger_size)
    asked = secretariat.post(ACCOUNTS, {**TYPED, "account": "Pengawas-3", "name": " Siti  Aminah"})
    assert "Buka akun untuk Siti Aminah?" in asked.text
    assert 'value="pengawas-3"' in asked.text
    assert not passphrase_on(asked.text)
    assert exam.store.read(ledger_size) == before
    refused = secretariat.post(ACCOUNTS, {**TYPED, "account": "ketua"})
    assert refused.status_code == 409


def test_the_slip_can_be_downloaded_to_print(secretariat: Visitor) -> None:
    passphrase = passphrase_on(secretariat.post(ACCOUNTS, NEW).text)
    slip = secretariat.post(ACCOUNTS, {**NEW, "print": "1"})
    cells = Document(BytesIO(slip.content)).element.body.itertext()
    assert passphrase in " ".join(cells)


def test_an_account_that_cannot_be_opened_keeps_what_was_typed(secretariat: Visitor) -> None:
    answer = secretariat.post(ACCOUNTS, {**NEW, "account": "ketua"})
    assert answer.status_code == 409
    assert "satu akun selamanya untuk satu orang" in problem_of(answer)
    assert 'value="Siti Aminah"' in answer.text


def test_renewing_a_passphrase_ends_the_sessions_of_the_old_one(secretariat: Visitor) -> None:
    own = dict(secretariat.client.cookies)
    secretariat.client.cookies.clear()
    secretariat.log_in("pengawas-1")
    proctor = dict(secretariat.client.cookies)
    secretariat.client.cookies.clear()
    secretariat.client.cookies.update(own)
    path = f"{ACCOUNTS}/pengawas-1/sandi"
    mark = mark_on(secretariat.get(path).text)
    token = secretariat.token()
    data = {"_csrf_token": token, "mark": mark}
    answer = secretariat.client.post(path, data=data)
    assert len(passphrase_on(answer.text).split()) == 6
    secretariat.client.cookies.clear()
    secretariat.client.cookies.update(proctor)
    assert secretariat.get("/pengawas").headers["location"] == "/masuk"


def test_closing_an_account_ends_its_sessions_and_says_why_not_for_the_last(
    secretariat: Visitor,
) -> None:
    assert secretariat.post(f"{ACCOUNTS}/pengamat/tutup", {}).headers["location"] == ACCOUNTS
    assert "ditutup" in secretariat.get(ACCOUNTS).text
    refused = secretariat.post(f"{ACCOUNTS}/sekretariat/tutup", {})
    assert refused.status_code == 409
    assert "akun terakhir" in problem_of(refused)
