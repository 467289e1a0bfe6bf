"""What a proctor orders on the pages: asked once more, done once, and who was first is named."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from exam.events import (
    CallAnswered,
    EndOrdered,
    HelpCalled,
    LockLifted,
    MessageRead,
    Order,
    PauseAcknowledged,
    PauseOrdered,
    ResumeOrdered,
    WorkLocked,
)
from server.ceremony import Handouts
from server.hall import Hall
from server.office import OpenExam, open_exam
from tests.server.acting import Hand, place_seat
from tests.server.at_work import TwoAtWork, two_at_work
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.panel_acting import passphrases_of

MINUTE = 60_000
ONE = "/pengawas/peserta/001"
ALL = "/pengawas/semua"
CALL = "c" * 32
WHY = {"reason": "Listrik padam"}


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def exam(exam_root: Path, hand: Hand) -> Iterator[OpenExam]:
    """The practice exam, an hour old."""
    with open_exam(exam_root, hand.clocks) as opened:
        hand.move(3600)
        yield opened


@pytest.fixture
def room(exam: OpenExam, made: Handouts) -> TwoAtWork:
    """Two who have been writing for half an hour."""
    return two_at_work(exam, made, exam.timeline.now() - 30 * MINUTE)


@pytest.fixture
def proctor(room: TwoAtWork, made: Handouts) -> Iterator[Visitor]:
    with visiting(room.exam, passphrases_of(made), Hall()) as visitor:
        visitor.log_in("pengawas-1")
        yield visitor


def form_of(page: str, action: str) -> dict[str, str]:
    """Read the hidden fields of the form that goes to an address."""
    form = re.search(rf'action="{action}".*?</form>', page, re.DOTALL)
    assert form is not None
    fields = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', form[0]))
    del fields["_csrf_token"]
    return fields


def asked(proctor: Visitor, path: str, **typed: str) -> dict[str, str]:
    """Open the page that asks once more; return what its form sends."""
    return {**form_of(proctor.get(path).text, path), **typed}


def orders(room: TwoAtWork, at: int, kind: type[Order]) -> int:
    return len(room.sitting(at).orders(kind))


ACTS: list[tuple[str, dict[str, str], type[Order]]] = [
    (f"{ONE}/jeda", WHY, PauseOrdered),
    (f"{ALL}/jeda", WHY, PauseOrdered),
    (f"{ONE}/kunci", WHY, WorkLocked),
    (f"{ONE}/akhiri", WHY, EndOrdered),
    (f"{ALL}/akhiri", {**WHY, "minutes": "5"}, EndOrdered),
]


@pytest.mark.parametrize(("path", "typed", "kind"), ACTS)
def test_an_act_says_what_follows_asks_why_and_counts_once_however_often_it_is_pressed(
    proctor: Visitor, room: TwoAtWork, path: str, typed: dict[str, str], kind: type[Order]
) -> None:
    page = proctor.get(path).text
    assert "Alasan (dicatat)" in page
    fields = {**form_of(page, path), **typed}
    for _ in range(2):
        answer = proctor.post(path, fields)
        assert answer.status_code == 303
        assert answer.headers["location"] in (ONE, "/pengawas")
    assert orders(room, 0, kind) == 1
    assert orders(room, 1, kind) == (1 if path.startswith(ALL) else 0)


@pytest.mark.parametrize(("path", "typed", "kind"), ACTS)
def test_of_two_proctors_at_once_the_second_reads_who_was_first_and_when(
    proctor: Visitor, room: TwoAtWork, path: str, typed: dict[str, str], kind: type[Order]
) -> None:
    fields = asked(proctor, path, **typed)
    with proctor.beside("pengawas-2"):
        proctor.post(path, asked(proctor, path, **typed))
    late = proctor.post(path, fields)
    assert late.status_code == 409
    assert "Sudah dilakukan" in late.text
    assert "Pengawas Ruang 2 melakukannya" in late.text
    assert re.search(r"Pukul \d\d\.\d\d\.\d\d ", late.text)
    assert orders(room, 0, kind) == 1


def test_without_a_reason_nothing_is_ordered(proctor: Visitor, room: TwoAtWork) -> None:
    for path, _, kind in ACTS:
        answer = proctor.post(path, asked(proctor, path, reason="  ", minutes="5"))
        assert answer.status_code == 422
        assert problem_of(answer).startswith("Tulis alasannya")
        assert orders(room, 0, kind) == 0


def test_a_form_that_is_not_of_its_page_is_refused(proctor: Visitor) -> None:
    for path, _, _ in ACTS:
        for fields in ({}, {"press": "x", "seen": "0"}, {"press": "a" * 32, "seen": "-1"}):
            assert proctor.post(path, {**WHY, **fields}).status_code == 400


def test_what_is_not_there_has_no_page(proctor: Visitor) -> None:
    nowhere = "/pengawas/peserta/999"
    for path in (f"{nowhere}/jeda", f"{nowhere}/tambahan", f"{nowhere}/pindah"):
        assert proctor.get(path).status_code == 404
    for path in (f"{ONE}/terbang", f"{ALL}/kunci", "/pengawas/pesan/none"):
        assert proctor.get(path).status_code == 404


def test_an_act_that_does_not_fit_says_why_and_has_no_form(
    proctor: Visitor, room: TwoAtWork
) -> None:
    room.hand_in(0, room.exam.timeline.now())
    for name in ("jeda", "kunci", "akhiri", "lanjut", "buka-kunci"):
        page = proctor.get(f"{ONE}/{name}").text
        assert 'class="notice warn"' in page
        assert f'action="{ONE}/{name}"' not in page


def test_a_pause_is_shown_as_open_until_the_seat_acknowledges_and_then_runs_on(
    proctor: Visitor, room: TwoAtWork, hand: Hand
) -> None:
    proctor.post(f"{ONE}/jeda", asked(proctor, f"{ONE}/jeda", **WHY))
    assert "waktu belum berhenti" in proctor.get(ONE).text
    (paused,) = room.sitting(0).orders(PauseOrdered)
    room.report(0, PauseAcknowledged(paused.id, room.exam.timeline.now()))
    page = proctor.get(ONE).text
    assert "waktu belum berhenti" not in page
    assert "Waktu dihentikan, diperintahkan pukul" in page
    assert "Listrik padam" in page
    hand.move(60)
    proctor.post(f"{ONE}/lanjut", asked(proctor, f"{ONE}/lanjut"))
    assert orders(room, 0, ResumeOrdered) == 1
    hand.move(30)
    assert "Waktu dihentikan, diperintahkan" not in proctor.get(ONE).text


def test_a_lock_stands_on_the_page_with_its_reason_until_it_is_lifted(
    proctor: Visitor, room: TwoAtWork, hand: Hand
) -> None:
    proctor.post(f"{ONE}/kunci", asked(proctor, f"{ONE}/kunci", reason="Dugaan <b>curang</b>"))
    page = proctor.get(ONE).text
    assert "Dugaan &lt;b&gt;curang&lt;/b&gt;" in page
    assert f'href="{ONE}/kunci"' not in page
    hand.move(1)
    proctor.post(f"{ONE}/buka-kunci", asked(proctor, f"{ONE}/buka-kunci"))
    assert orders(room, 0, LockLifted) == 1
    history = proctor.get(ONE).text
    for text in ("naskah dikunci", "kunci dibuka", "Pengawas Ruang 1"):
        assert text in history


def test_a_message_goes_to_all_or_to_the_ticked_and_the_page_says_who_has_read_it(
    proctor: Visitor, room: TwoAtWork
) -> None:
    form = asked(proctor, "/pengawas/pesan", text=" Mohon  tenang. ", whom="some")
    ticked = {**form, f"one-{room.ids[0]}": "1", f"one-{room.ids[1]}": "1"}
    for _ in range(2):
        answer = proctor.post("/pengawas/pesan", ticked)
        assert (answer.status_code, answer.headers["location"]) == (303, "/pengawas/pesan")
    (message,) = room.sitting(0).messages
    assert message.text == "Mohon tenang."
    room.report(0, MessageRead(message.id, room.exam.timeline.now()))
    page = proctor.get("/pengawas/pesan").text
    assert "dibaca 1 dari 2" in page
    assert "<html" not in proctor.get("/pengawas/pesan/terbaca").text
    found = re.search(r'href="(/pengawas/pesan/\w{32})"', page)
    assert found is not None
    who = proctor.get(found[1]).text
    unread, read = who.split("Sudah membaca")
    assert room.people[1].number in unread
    assert room.people[0].number in read
    assert "1 pesan belum dibaca" in proctor.get("/pengawas/peserta/002").text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"whom": "all", "text": " "}, "Tulis pesan paling banyak 500"),
        ({"whom": "all", "text": "x" * 501}, "Tulis pesan paling banyak 500"),
        ({"whom": "some", "text": "x"}, "Pilih semua peserta"),
        ({"whom": "all", "text": "x", "one-1": "1"}, "Pilih semua peserta"),
        ({"text": "x"}, "Pilih semua peserta"),
    ],
)
def test_a_message_to_nobody_or_of_nothing_is_refused_in_a_sentence(
    proctor: Visitor, room: TwoAtWork, fields: dict[str, str], says: str
) -> None:
    answer = proctor.post("/pengawas/pesan", asked(proctor, "/pengawas/pesan", **fields))
    assert answer.status_code == 422
    assert problem_of(answer).startswith(says)
    assert room.sitting(0).messages == ()


def test_a_message_to_somebody_who_is_not_there_is_refused(proctor: Visitor) -> None:
    fields = {"whom": "some", "text": "x", "one-999.nobody": "1"}
    answer = proctor.post("/pengawas/pesan", asked(proctor, "/pengawas/pesan", **fields))
    assert answer.status_code == 404


def test_a_call_is_answered_by_one_and_the_other_is_told(proctor: Visitor, room: TwoAtWork) -> None:
    room.report(0, HelpCalled(CALL, room.exam.timeline.now()))
    page = proctor.get(ONE).text
    assert "memanggil pengawas sejak" in page
    fields = form_of(page, "/pengawas/panggilan")
    with proctor.beside("pengawas-2"):
        for _ in range(2):
            assert proctor.post("/pengawas/panggilan", fields).headers["location"] == ONE
    late = proctor.post("/pengawas/panggilan", fields)
    assert late.status_code == 409
    assert "panggilan dijawab" in late.text
    assert orders(room, 0, CallAnswered) == 1
    assert "memanggil pengawas sejak" not in proctor.get(ONE).text


def test_a_proposal_waits_on_the_candidates_page_and_the_other_may_decline_it(
    proctor: Visitor, room: TwoAtWork
) -> None:
    form = form_of(proctor.get(f"{ONE}/tambahan").text, "/pengawas/tambahan")
    proctor.post("/pengawas/tambahan", {**form, **WHY, "minutes": "20"})
    own = proctor.get(ONE).text
    assert "Pengawas lain perlu menyetujui" in own
    fields = form_of(own, "/pengawas/tarik")
    with proctor.beside("pengawas-2"):
        assert "Tolak" in proctor.get(ONE).text
        assert proctor.post("/pengawas/tarik", fields).headers["location"] == ONE
    late = proctor.post("/pengawas/tarik", fields)
    assert late.status_code == 409
    assert "usul dibatalkan" in late.text
    history = proctor.get(ONE).text
    for text in ("tambahan waktu diusulkan", "20 mnt", "usul dibatalkan"):
        assert text in history
    assert room.sitting(0).credits == ()


def test_a_closed_sitting_offers_nothing_that_is_ordered(
    proctor: Visitor, room: TwoAtWork, hand: Hand
) -> None:
    hand.move(5 * 3600)
    proctor.post("/pengawas/tutup", {})
    page = proctor.get(ONE).text
    assert "Sesi sudah ditutup." in page
    for name in ("jeda", "kunci", "akhiri", "tambahan", "lanjut"):
        assert f'href="{ONE}/{name}"' not in page


def test_no_page_of_a_candidate_says_anything_of_text_or_card_code(
    proctor: Visitor, room: TwoAtWork, made: Handouts
) -> None:
    place_seat(room.exam, "PC-07")
    for path in (ONE, f"{ONE}/jeda", f"{ONE}/pindah", f"{ONE}/tambahan", "/pengawas/pesan"):
        page = proctor.get(path).text
        assert made.cards[0].code not in page.replace("-", "").replace(" ", "")
