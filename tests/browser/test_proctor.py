"""A proctor under stress in a real browser: a PC dies, a candidate moves, time is given back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import CreditGranted, WritingInterrupted
from server.ceremony import Handouts
from server.office import OpenExam, open_exam
from server.starting import order_start
from server.timeline import MACHINE, Clocks
from tests.browser.conftest import LogIn
from tests.server.acting import beat, candidate
from tests.server.at_work import WRITING_DEEDS, stand
from tests.server.remote import RemoteSeat, Served

pytestmark = pytest.mark.alone

HOUR = 3_600_000


@pytest.fixture
def exam(exam_root: Path, made: Handouts) -> Iterator[OpenExam]:
    """The practice exam, an hour old."""
    moved = [0]
    clocks = Clocks(lambda: MACHINE.monotonic() + moved[0], MACHINE.wall)
    with open_exam(exam_root, clocks) as opened:
        moved[0] = HOUR
        opened.topics.key = made.topic_key
        yield opened


def test_a_proctor_allows_a_move_and_gives_back_what_was_lost(
    served: Served, made: Handouts, log_in: LogIn, tmp_path: Path
) -> None:
    exam, who = served.exam, candidate(served.exam, made.cards[0])
    first, second = (
        RemoteSeat(served, made.pairing_codes[at], f"PC-0{at + 1}", tmp_path) for at in (0, 1)
    )
    with first, second:
        first.sign_in(who)
        began = ExamTime(exam.timeline.now() - HOUR // 2)
        exam.store.write_now(lambda db: order_start(db, exam, "pengawas-1", began))
        first.beat(beat(who.application_id, deeds=WRITING_DEEDS))
        page = log_in("pengawas-1")
        with pytest.raises(RefusedError, match=r"sign-in\.ask-proctor"):
            second.sign_in(who)
        asked = page.get_by_role("alert").filter(has_text="ingin melanjutkan di PC-02")
        asked.get_by_role("button", name="Izinkan pindah").dblclick()
        expect(asked).to_have_count(0)
        second.sign_in(who)
        now = exam.timeline.now()
        lost = WritingInterrupted(now - 60_000, now)
        second.beat(beat(who.application_id, admission=2, deeds=(lost,)))
        row = page.get_by_role("row").filter(has_text="PC-02")
        expect(row).to_contain_text("Kehilangan 1 mnt")
        row.get_by_role("button", name="Kembalikan").dblclick()
        expect(row).not_to_contain_text("Kehilangan")
        row.get_by_role("link", name=who.number).click()
        expect(page.get_by_role("row").filter(has_text="duduk di PC-02")).to_be_visible()
        expect(page.get_by_role("row").filter(has_text="tambahan waktu")).to_contain_text("1 mnt")
    assert len(stand(exam, who.application_id).orders(CreditGranted)) == 1
