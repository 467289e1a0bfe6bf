"""The secretariat draws the lot and changes a place, as it is done in a browser."""

import pytest
from playwright.sync_api import expect

from server.ceremony import Handouts
from server.office import OpenExam
from server.places import SeatPlan, last_lot, plan_of
from tests.browser.conftest import LogIn

pytestmark = pytest.mark.alone


def plan_in(exam: OpenExam) -> SeatPlan:
    return exam.store.read(lambda db: plan_of(db, exam.config))


def test_the_lot_and_a_change_of_place_are_asked_for_once_more_and_then_done(
    log_in: LogIn, exam: OpenExam, made: Handouts
) -> None:
    page = log_in("sekretariat")
    page.get_by_role("navigation").get_by_role("link", name="Denah tempat duduk").click()
    page.get_by_role("link", name="Undi tempat duduk").click()
    assert not plan_in(exam).is_drawn
    page.get_by_role("button", name="Undi sekarang").click()
    page.get_by_text("Cara memeriksa undian").wait_for()
    lot = exam.store.read(last_lot)
    assert lot is not None
    expect(page.get_by_text(lot.seed)).to_be_visible()

    who = made.cards[0].application
    page.get_by_label("Peserta").select_option(who.number)
    page.get_by_label("Tempat baru").select_option("PC-06")
    page.get_by_role("button", name="Lihat perubahannya").click()
    page.get_by_label("Alasan").fill("silau dari jendela")
    page.get_by_role("button", name="Ubah tempat").click()
    page.get_by_text("Sesudah itu ada tempat yang diubah").wait_for()
    assert plan_in(exam).place_of(who.id) == "PC-06"
