"""The page on which the day ends."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.ceremony import Handouts
from server.copy_places import CopyPlace
from server.evening import Evening, evening_of
from server.office import OpenExam, open_exam
from server.web import evening_pages
from tests.server.acting import Hand
from tests.server.at_work import LENGTH, two_at_work
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.panel_acting import passphrases_of

PAGE = "/sekretariat/penutupan"


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def exam(exam_root: Path, hand: Hand, made: Handouts) -> Iterator[OpenExam]:
    """The practice exam, with two at work whose time is over."""
    with open_exam(exam_root, hand.clocks) as opened:
        hand.move(60)
        room = two_at_work(opened, made, opened.timeline.now())
        hand.move(LENGTH / 1000 + 600)
        room.hand_in(0, opened.timeline.now())
        yield opened


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CopyPlace:
    """A stick that is plugged into the server."""
    (tmp_path / "STIK").mkdir()
    place = CopyPlace("STIK", tmp_path / "STIK", 8_000_000_000)
    monkeypatch.setattr(evening_pages, "copy_places", lambda: (place,))
    return place


@pytest.fixture
def proctor(exam: OpenExam, made: Handouts) -> Iterator[Visitor]:
    with visiting(exam, passphrases_of(made)) as visitor:
        visitor.log_in("pengawas-1")
        yield visitor


def evening(exam: OpenExam) -> Evening:
    return exam.store.read(lambda db: evening_of(db, exam))


def test_the_day_is_closed_and_copied_step_by_step(
    proctor: Visitor, exam: OpenExam, stick: CopyPlace
) -> None:
    assert "1 peserta belum mengumpulkan" in proctor.get(PAGE).text
    early = proctor.post(f"{PAGE}/cadangan", {"place": str(stick.root), "copies": "0"})
    assert "belum ditutup" in problem_of(early)
    for _ in range(2):
        assert proctor.post(f"{PAGE}/tutup", {}).status_code == 303
    closed = evening(exam).closed
    assert closed is not None
    page = proctor.get(PAGE).text
    assert closed.checkpoint.short in page
    assert "STIK – 8,0 GB kosong" in page
    assert closed.checkpoint.staff_id == "pengawas-1"
    for _ in range(2):
        answer = proctor.post(f"{PAGE}/cadangan", {"place": str(stick.root), "copies": "0"})
        assert answer.status_code == 303
    (copy,) = evening(exam).copies
    assert copy.digest in proctor.get(PAGE).text
    assert (stick.folder(exam.exam_id) / "exam.db").is_file()


def test_nothing_is_copied_to_a_place_that_somebody_typed(
    proctor: Visitor, exam: OpenExam, stick: CopyPlace, tmp_path: Path
) -> None:
    proctor.post(f"{PAGE}/tutup", {})
    fields = {"place": str(tmp_path / "elsewhere"), "copies": "0"}
    assert proctor.post(f"{PAGE}/cadangan", fields).status_code == 403
    assert not (tmp_path / "elsewhere").exists()
    assert evening(exam).copies == ()
    assert list(stick.root.iterdir()) == []


def test_without_a_stick_the_page_says_what_else_can_be_done(
    proctor: Visitor, exam: OpenExam, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evening_pages, "copy_places", tuple)
    proctor.post(f"{PAGE}/tutup", {})
    command = f"<code>makalah-server evening {exam.directory.root} --out …</code>"
    assert command in proctor.get(PAGE).text
