"""The chair's page of the opening: shares one after the other, then the papers."""

import html
from collections.abc import Iterator
from concurrent.futures import wait

import pytest

from server.accounts import is_opened
from server.ceremony import Handouts
from server.office import OpenExam
from server.release import waiting_codes
from server.unlocking import Unlocking
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.custody_acting import hand_in_three, open_three
from tests.server.panel_acting import passphrases_of

PAGE = "/panel/pembukaan"


@pytest.fixture
def chair(exam: OpenExam, made: Handouts) -> Iterator[Visitor]:
    with visiting(exam, passphrases_of(made)) as visitor:
        visitor.log_in("ketua")
        yield visitor


def enter(chair: Visitor, words: str, name: str = "", file: bytes = b"") -> int:
    """Send one share; returns the status of the answer."""
    data = {"_csrf_token": chair.token(), "words": words}
    files = {"file": (name, file)}
    return chair.client.post(
        f"{PAGE}/bagian", data=data, files=files, follow_redirects=False
    ).status_code


def enter_quorum(chair: Visitor, exam: OpenExam, made: Handouts) -> None:
    for share in made.shares[: exam.config.writing.threshold]:
        assert enter(chair, share.words) == 303


def begin(chair: Visitor, **fields: str) -> None:
    """Press the button and wait until the attempt is over."""
    assert chair.post(f"{PAGE}/buka", fields).status_code == 303
    unlocking: Unlocking = chair.client.app.state["unlocking"]
    assert unlocking.attempt is not None
    wait([unlocking.attempt])


def shown(chair: Visitor) -> str:
    return html.unescape(chair.get(PAGE).text)


def test_members_enter_their_shares_and_the_papers_open(
    exam: OpenExam, made: Handouts, chair: Visitor
) -> None:
    hand_in_three(exam, made)
    assert "0 dari 3 bagian kunci" in shown(chair)
    enter_quorum(chair, exam, made)
    page = shown(chair)
    assert "3 dari 3 bagian kunci" in page
    assert made.shares[0].name in page
    begin(chair)
    assert "3 naskah sudah dibuka." in shown(chair)
    assert exam.store.read(is_opened)


def test_no_word_of_a_share_that_was_taken_is_on_the_page(
    exam: OpenExam, made: Handouts, chair: Visitor
) -> None:
    hand_in_three(exam, made)
    enter(chair, made.shares[0].words)
    words = [word for word in made.shares[0].words.split() if len(word) > 7]
    assert not [word for word in words if word in shown(chair)]


def test_a_share_may_come_as_a_file(made: Handouts, chair: Visitor) -> None:
    assert enter(chair, "", "bagian-1.txt", made.shares[0].words.encode()) == 303
    assert "1 dari 3 bagian kunci" in shown(chair)


def test_a_typo_is_named_and_what_was_typed_can_be_mended(made: Handouts, chair: Visitor) -> None:
    words = made.shares[0].words.split()
    words[6] = "kataku"
    data = {"_csrf_token": chair.token(), "words": " ".join(words)}
    answer = chair.client.post(f"{PAGE}/bagian", data=data, files={"file": ("", b"")})
    assert answer.status_code == 422
    assert "“kataku” (kata ke-7)" in problem_of(answer)
    assert " ".join(words) in answer.text


def test_the_same_share_twice_and_a_file_that_is_none_are_refused(
    made: Handouts, chair: Visitor
) -> None:
    enter(chair, made.shares[0].words)
    assert enter(chair, made.shares[0].words) == 422
    assert enter(chair, "", "besar.bin", b"x" * 20_001) == 422
    assert "1 dari 3 bagian kunci" in shown(chair)


def test_shares_can_be_forgotten(made: Handouts, chair: Visitor) -> None:
    enter(chair, made.shares[0].words)
    assert chair.post(f"{PAGE}/ulang", {}).status_code == 303
    assert "0 dari 3 bagian kunci" in shown(chair)


def test_too_few_shares_open_nothing(exam: OpenExam, made: Handouts, chair: Visitor) -> None:
    hand_in_three(exam, made)
    enter(chair, made.shares[0].words)
    answer = chair.post(f"{PAGE}/buka", {})
    assert answer.status_code == 422
    assert not exam.store.read(is_opened)


def test_a_refusal_is_told_and_decided_on_the_page(
    exam: OpenExam, made: Handouts, chair: Visitor
) -> None:
    hand_in_three(exam, made)
    exam.store.write_now(
        lambda db: db.table("applications").update(made.cards[5].application.id, {"admission": 1})
    )
    enter_quorum(chair, exam, made)
    begin(chair)
    page = shown(chair)
    number = made.cards[5].application.number
    assert f'name="without" value="{number}"' in page
    assert "Tidak ada yang dibuka" in page
    begin(chair, without=number, sure="yes")
    assert "3 naskah sudah dibuka." in shown(chair)


def test_what_does_not_open_is_named_by_number_with_its_reason(
    exam: OpenExam, made: Handouts, chair: Visitor
) -> None:
    hand_in_three(exam, made)
    damage = "update envelopes set signed = x'00' where application_id = ?"
    who = made.cards[1].application
    exam.store.write_now(lambda db: db.execute(damage, [who.id]))
    enter_quorum(chair, exam, made)
    begin(chair)
    assert 'name="damage"' in shown(chair)
    begin(chair, damage="yes")
    page = shown(chair)
    assert "2 naskah sudah dibuka." in page
    assert f"Disisihkan: peserta {who.number}." in page


def test_progress_leads_back_to_the_page_once_it_is_over(chair: Visitor) -> None:
    answer = chair.get(f"{PAGE}/kemajuan")
    assert (answer.status_code, answer.headers["location"]) == (303, PAGE)
    polled = chair.get(f"{PAGE}/kemajuan", **{"HX-Request": "true"})
    assert polled.headers["hx-redirect"] == PAGE


def test_progress_is_shown_while_it_runs(
    exam: OpenExam, chair: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Unlocking, "is_running", True)
    assert exam
    assert "hx-get" in chair.get(f"{PAGE}/kemajuan").text
    assert "Naskah sedang dibuka" in shown(chair)


def test_the_chair_lets_papers_through_that_nobody_could_check(
    exam: OpenExam, made: Handouts, chair: Visitor
) -> None:
    open_three(exam, made)
    assert "3 naskah menunggu" in shown(chair)
    path = f"{PAGE}/tanpa-pemeriksaan"
    assert chair.post(path, {"reason": ""}).status_code == 422
    assert len(exam.store.read(waiting_codes)) == 3
    assert chair.post(path, {"reason": "Petugas sakit keras"}).status_code == 303
    assert exam.store.read(waiting_codes) == ()


def test_the_page_is_the_chairs(chair: Visitor) -> None:
    with chair.beside("penilai-2"):
        assert chair.get(PAGE).status_code == 403
