"""What proctors note of the day, each act in a real browser and in the ledger once."""

from typing import TypeVar

import pytest
from playwright.sync_api import Page, expect

from exam.entry import Entry
from exam.proceedings import (
    AnnouncementEnded,
    AnnouncementMade,
    Attendance,
    AttendanceNoted,
    CheckInClosed,
    CheckInOpened,
    ExitEnded,
    ExitPermitted,
    IncidentKind,
    IncidentNoted,
    SeatRevoked,
)
from tests.browser.floor import Floor, floor, ground, handouts, open_door, page, proctors

__all__ = ["floor", "ground", "handouts", "open_door", "page", "proctors"]

pytestmark = pytest.mark.alone

WHY = "Diputuskan sekretariat"
_E = TypeVar("_E", bound=Entry)


def noted(floor: Floor, kind: type[_E]) -> list[_E]:
    return [one for one in floor.entries() if isinstance(one, kind)]


def test_check_in_is_closed_and_opened_again(page: Page, floor: Floor) -> None:
    for link, button, after in (
        ("Tutup registrasi", "Ya, tutup registrasi", "Buka registrasi"),
        ("Buka registrasi", "Ya, buka registrasi kembali", "Tutup registrasi"),
    ):
        page.goto("/pengawas/catatan")
        page.get_by_role("link", name=link).click()
        page.get_by_role("button", name=button).dblclick()
        expect(page.get_by_role("link", name=after)).to_be_visible()
    assert [one.staff_id for one in noted(floor, CheckInClosed)] == ["pengawas-1"]
    assert [one.staff_id for one in noted(floor, CheckInOpened)] == ["pengawas-1"]


def test_whoever_did_not_come_is_noted_and_the_latest_word_counts(page: Page, floor: Floor) -> None:
    for word in ("tidak hadir", "datang terlambat"):
        page.goto("/pengawas/peserta/030")
        page.get_by_role("link", name="Terlambat atau tidak hadir").click()
        page.get_by_label(word).check()
        page.get_by_label("Alasan (dicatat)").fill(WHY)
        page.get_by_role("button", name="Catat", exact=True).dblclick()
        expect(page.locator(".noted")).to_contain_text(f"{word} – {WHY}")
    words = [one.attendance for one in noted(floor, AttendanceNoted)]
    assert words == [Attendance.ABSENT, Attendance.LATE]


def test_somebody_goes_out_and_comes_back(page: Page, floor: Floor) -> None:
    page.goto(floor.page(2))
    page.get_by_role("link", name="Izin keluar ruangan").click()
    page.get_by_label("Alasan (dicatat)").fill("Ke kamar kecil")
    page.get_by_role("button", name="Ya, peserta keluar sekarang").dblclick()
    expect(page.locator(".noted")).to_contain_text("Ke kamar kecil")
    page.goto(floor.page(2))
    page.get_by_role("button", name="Sudah kembali").dblclick()
    expect(page.get_by_role("link", name="Izin keluar ruangan")).to_be_visible()
    (out,) = noted(floor, ExitPermitted)
    assert out.application_id == floor.people[2].application_id
    assert [one.exit_id for one in noted(floor, ExitEnded)] == [out.exit_id]


def test_an_incident_is_noted_with_its_kind(page: Page, floor: Floor) -> None:
    page.goto(floor.page(3))
    page.get_by_role("link", name="Catat kejadian").click()
    page.get_by_label("Jenis").select_option(IncidentKind.POWER.value)
    page.get_by_label("Yang terjadi").fill("Listrik padam dua menit")
    page.get_by_role("button", name="Catat", exact=True).dblclick()
    expect(page.get_by_text("Listrik padam dua menit").first).to_be_visible()
    (one,) = noted(floor, IncidentNoted)
    assert (one.kind, one.application_id, one.staff_id) == (
        IncidentKind.POWER,
        floor.people[3].application_id,
        "pengawas-1",
    )


def test_an_announcement_stands_on_the_wall_until_it_is_taken_down(
    page: Page, floor: Floor
) -> None:
    page.goto("/pengawas/catatan")
    page.get_by_label("Pengumuman baru").fill("Mohon tenang.")
    page.get_by_role("button", name="Tampilkan di layar").dblclick()
    expect(page.get_by_role("button", name="Cabut: Mohon tenang.")).to_be_visible()
    page.goto("/layar")
    expect(page.get_by_text("Mohon tenang.")).to_be_visible()
    page.goto("/pengawas/catatan")
    page.get_by_role("button", name="Cabut: Mohon tenang.").dblclick()
    expect(page.get_by_role("button", name="Cabut: Mohon tenang.")).to_have_count(0)
    (made,) = noted(floor, AnnouncementMade)
    assert [one.announcement_id for one in noted(floor, AnnouncementEnded)] == [
        made.announcement_id
    ]


def test_a_pc_that_nobody_needs_is_withdrawn(page: Page, floor: Floor) -> None:
    page.goto("/pengawas/catatan")
    page.get_by_text("Pilih PC").click()
    page.get_by_role("link", name="PC-90").click()
    page.get_by_label("Alasan (dicatat)").fill("Hilang")
    page.get_by_label("PC ini tidak diperlukan siapa pun lagi.").check()
    page.get_by_role("button", name="Ya, cabut PC-90").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Catatan hari ini")
    (one,) = noted(floor, SeatRevoked)
    assert (one.staff_id, one.reason) == ("pengawas-1", "Hilang")
