"""The page on which the topics are unlocked, ahead of the start."""

from collections.abc import Iterator

import pytest

from exam.codes import show_code
from exam.topic_code import topic_code_of
from server.ceremony import Handouts
from server.lockout import FREE_TRIES
from server.office import OpenExam
from server.starting import start_of
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.panel_acting import passphrases_of

PAGE = "/pengawas/tema"
PRESS = {"press": "ab" * 16, "seen": "0", "whom": "all"}
"""What the form of the start carries."""


@pytest.fixture
def proctor(exam: OpenExam, made: Handouts) -> Iterator[Visitor]:
    exam.topics.key = None
    with visiting(exam, passphrases_of(made)) as visitor:
        visitor.log_in("pengawas-1")
        yield visitor


def test_the_start_asks_for_the_holders_passphrase_first(
    proctor: Visitor, exam: OpenExam, made: Handouts
) -> None:
    (holder,) = made.topic_holders
    assert proctor.get("/pengawas/mulai").headers["location"] == PAGE
    shown = proctor.get(PAGE).text
    assert f"Frasa sandi {holder.name}" in shown
    assert 'type="password" autocomplete="off"' in shown
    answer = proctor.post(PAGE, {"passphrase-ketua": holder.passphrase.upper()})
    assert (answer.status_code, answer.headers["location"]) == (303, "/pengawas/mulai")
    assert "Mulai ujian" in proctor.get("/pengawas/mulai").text
    assert proctor.get(PAGE).headers["location"] == "/pengawas/mulai"
    assert exam.store.read(start_of) is None
    assert proctor.post("/pengawas/mulai", PRESS).status_code == 303
    assert exam.store.read(start_of) is not None


def test_another_passphrase_is_refused_and_not_shown_again(
    proctor: Visitor, exam: OpenExam, made: Handouts
) -> None:
    answer = proctor.post(PAGE, {"passphrase-ketua": made.staff[0].passphrase})
    assert answer.status_code == 403
    assert made.topic_holders[0].name in problem_of(answer)
    assert made.staff[0].passphrase not in answer.text
    assert exam.topics.key is None


def test_without_a_holder_the_envelopes_code_unlocks(
    proctor: Visitor, exam: OpenExam, made: Handouts
) -> None:
    lines = [show_code(line) for line in topic_code_of(made.topic_key)]
    wrong = proctor.post(PAGE, {"code": "\n".join(lines[:4])})
    assert "lima baris" in problem_of(wrong)
    right = proctor.post(PAGE, {"code": "\n".join(lines)})
    assert right.headers["location"] == "/pengawas/mulai"
    assert exam.topics.key == made.topic_key


def test_who_tries_too_often_waits_and_the_right_words_do_not_help_meanwhile(
    proctor: Visitor, exam: OpenExam, made: Handouts
) -> None:
    for _ in range(FREE_TRIES + 1):
        proctor.post(PAGE, {"passphrase-ketua": "salah"})
    right = proctor.post(PAGE, {"passphrase-ketua": made.topic_holders[0].passphrase})
    assert right.status_code == 429
    assert exam.topics.key is None


def test_a_start_is_refused_while_the_topics_are_locked(proctor: Visitor, exam: OpenExam) -> None:
    assert "Tema belum dibuka kuncinya" in problem_of(proctor.post("/pengawas/mulai", PRESS))
    assert exam.store.read(start_of) is None
