"""The choice of a sitting in the browser: what is shown, what a form then acts on."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from server.ceremony import Handouts
from server.door import door_of
from server.office import OpenExam
from tests.browser.conftest import LogIn
from tests.server.several_days import FIRST, SECOND, House, two_days_config

pytestmark = pytest.mark.alone


@pytest.fixture
def config_file(tmp_path: Path) -> Path:
    """The config of two days instead of that of one."""
    return two_days_config(tmp_path)


def is_open(exam: OpenExam, sitting_id: str) -> bool:
    return exam.store.read(lambda db: door_of(db, sitting_id)).is_open


def test_a_proctor_chooses_a_sitting_and_opens_its_door(
    log_in: LogIn, exam: OpenExam, made: Handouts
) -> None:
    house = House(exam, made)
    page = log_in("pengawas-1")
    chooser = page.get_by_role("region", name="Sesi")
    for sitting_id in (FIRST, SECOND):
        chooser.get_by_label("Sesi").select_option(sitting_id)
        chooser.get_by_role("button", name="Tampilkan").click()
        expect(chooser.get_by_label("Sesi")).to_have_value(sitting_id)
        name = house.cards_of(sitting_id)[0].application.name
        other = SECOND if sitting_id == FIRST else FIRST
        expect(page.locator("#rows")).to_contain_text(name)
        expect(page.locator("#rows")).not_to_contain_text(house.cards_of(other)[0].application.name)
    page.get_by_role("link", name="Buka registrasi").click()
    expect(page.get_by_role("region", name="Sesi")).to_contain_text(SECOND)
    page.get_by_role("button", name="Ya, buka registrasi").click()
    page.wait_for_url("**/pengawas/catatan")
    assert (is_open(exam, FIRST), is_open(exam, SECOND)) == (False, True)


def test_news_of_the_hall_are_those_of_the_sitting_that_the_page_shows(
    log_in: LogIn, exam: OpenExam, made: Handouts
) -> None:
    house = House(exam, made)
    page = log_in("pengawas-1")
    page.goto(f"/pengawas?pilih-sesi={FIRST}")
    beside = log_in("pengawas-2")
    beside.goto(f"/pengawas?pilih-sesi={SECOND}")
    with page.expect_response(lambda one: "/pengawas/permintaan" in one.url) as fetched:
        house.open_door(FIRST)
        house.start(FIRST)
    assert f"sesi={FIRST}" in fetched.value.url
    expect(page.locator("#part-start")).not_to_be_empty()
    expect(beside.locator("#part-start")).not_to_contain_text("Mulai pukul")
