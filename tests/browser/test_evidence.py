"""An observer saves the evidence in a real browser, and it verifies."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from exam.evidence.verifying import verify_package
from server.ceremony import Handouts
from server.office import OpenExam
from tests.browser.conftest import LogIn
from tests.server.whole_exam import WholeExam, whole_exam


@pytest.fixture
def whole(made: Handouts, exam_root: Path) -> Iterator[WholeExam]:
    with whole_exam(exam_root, made) as opened:
        yield opened


@pytest.fixture
def exam(whole: WholeExam) -> OpenExam:
    """The exam that is served here: one whose clocks are moved by the test."""
    return whole.exam


def test_the_evidence_is_saved_once_a_sitting_is_closed(whole: WholeExam, log_in: LogIn) -> None:
    page = log_in("pengamat")
    save = page.get_by_role("link", name="Simpan bukti")
    expect(page.get_by_text("Bukti tersedia setelah suatu sesi ditutup.")).to_be_visible()
    expect(save).to_have_count(0)
    whole.seat_everybody(2)
    for who in whole.people:
        whole.hand_in(who, "Pendahuluan")
    whole.close()
    page = log_in("pengamat")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Simpan bukti").press("Enter")
    assert saved.value.suggested_filename == "bukti.zip"
    assert verify_package(Path(saved.value.path()).read_bytes()).holds
