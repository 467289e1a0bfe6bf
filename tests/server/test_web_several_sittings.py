"""The pages of an exam of two days: one sitting is chosen, and a form acts on the one it showed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from exam.codes import show_code
from exam.topic_code import topic_code_of
from server.announcements import standing_announcements
from server.door import door_of
from server.hall import Hall
from server.office import OpenExam, open_exam
from server.places import plan_of
from server.recovering import begin_recovery
from server.starting import start_of
from server.topics import key_of_sitting
from server.web import evening_pages
from tests.server.acting import Hand, place_seat
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.panel_acting import passphrases_of
from tests.server.ready_made import ReadyMade
from tests.server.several_days import FIRST, MORNING, ROSTER, SECOND, House, two_days_config
from tests.server.test_several_sittings import day_of_one
from tests.server.test_web_proctor_acts import form_of

DOOR, START, TOPICS = "/pengawas/registrasi", "/pengawas/mulai", "/pengawas/tema"
ANNOUNCE = "/pengawas/pengumuman"


@pytest.fixture
def hand() -> Hand:
    return Hand(wall=MORNING)


@pytest.fixture
def house(tmp_path: Path, ready_made: ReadyMade, hand: Hand) -> Iterator[House]:
    made = ready_made.copy_to(tmp_path / "exam", two_days_config(tmp_path), ROSTER)
    with open_exam(tmp_path / "exam", hand.clocks) as exam:
        yield House(exam, made)


@pytest.fixture
def visitor(house: House) -> Iterator[Visitor]:
    with visiting(house.exam, passphrases_of(house.made), Hall()) as found:
        yield found


@pytest.fixture
def proctor(visitor: Visitor) -> Visitor:
    """A proctor who chose the first day, whatever the date is today."""
    visitor.log_in("pengawas-1")
    visitor.get(f"/pengawas?pilih-sesi={FIRST}")
    return visitor


@pytest.fixture
def secretariat(visitor: Visitor) -> Visitor:
    visitor.log_in("sekretariat")
    visitor.get(f"/sekretariat?pilih-sesi={FIRST}")
    return visitor


def is_open(exam: OpenExam, sitting_id: str) -> bool:
    return exam.store.read(lambda db: door_of(db, sitting_id)).is_open


def numbers_in(text: str, house: House, sitting_id: str) -> int:
    """How many of those who come to a sitting a page names."""
    names = {card.application.name for card in house.cards_of(sitting_id)}
    return sum(name.split(",")[0] in text for name in names)


def test_the_hall_shows_who_comes_to_the_chosen_sitting_and_nobody_else(
    proctor: Visitor, house: House
) -> None:
    shown = proctor.get("/pengawas").text
    assert numbers_in(shown, house, FIRST) == len(house.cards_of(FIRST))
    assert numbers_in(shown, house, SECOND) == 0
    assert f'<option value="{FIRST}" selected>' in shown
    other = proctor.get(f"/pengawas?pilih-sesi={SECOND}").text
    assert numbers_in(other, house, SECOND) == len(house.cards_of(SECOND))
    assert f'data-sitting="{SECOND}"' in other
    assert f'<option value="{SECOND}" selected>' in proctor.get("/pengawas").text


def test_looking_at_a_sitting_once_chooses_nothing(proctor: Visitor) -> None:
    assert f'data-sitting="{SECOND}"' in proctor.get(f"/pengawas?sesi={SECOND}").text
    assert f'data-sitting="{FIRST}"' in proctor.get("/pengawas").text


def test_a_form_acts_on_the_sitting_that_its_page_showed(proctor: Visitor, house: House) -> None:
    form = form_of(proctor.get(DOOR).text, DOOR)
    assert form["sitting"] == FIRST
    proctor.get(f"/pengawas?pilih-sesi={SECOND}")
    assert proctor.post(DOOR, form).status_code == 303
    assert (is_open(house.exam, FIRST), is_open(house.exam, SECOND)) == (True, False)


def test_a_form_that_names_no_sitting_does_nothing(proctor: Visitor, house: House) -> None:
    refused = proctor.post(DOOR, {"door": "open"})
    assert refused.status_code == 403
    assert not is_open(house.exam, FIRST)


@pytest.mark.parametrize("path", ["/pengawas?sesi=hari-3", "/layar?sesi=hari-3"])
def test_a_sitting_that_there_is_not_is_refused_in_a_sentence(proctor: Visitor, path: str) -> None:
    assert "hari-3" in problem_of(proctor.get(path))


def test_topics_are_unlocked_and_a_sitting_is_started_for_itself(
    proctor: Visitor, house: House
) -> None:
    key = key_of_sitting(house.made.topic_key, FIRST)
    code = "\n".join(map(show_code, topic_code_of(key)))
    assert proctor.get(START).headers["location"] == TOPICS
    unlocked = proctor.post(TOPICS, {"code": code, "sitting": FIRST})
    assert unlocked.headers["location"] == START
    form = form_of(proctor.get(START).text, START)
    done = proctor.post(START, {**form, "whom": "all", "when": "now"})
    assert done.status_code == 303
    exam = house.exam
    assert exam.store.read(lambda db: start_of(db, FIRST)) is not None
    assert exam.store.read(lambda db: start_of(db, SECOND)) is None
    assert proctor.get(f"{START}?sesi={SECOND}").headers["location"] == TOPICS


def test_the_holders_unlock_the_sitting_of_the_page(proctor: Visitor, house: House) -> None:
    (holder,) = house.made.topic_holders
    field = f"passphrase-{holder.holder_id}"
    proctor.post(TOPICS, {field: holder.passphrase, "sitting": SECOND})
    expected = key_of_sitting(house.made.topic_key, SECOND)
    assert house.exam.topics.of_sitting == {SECOND: expected}


def test_an_announcement_stands_on_the_wall_of_its_sitting(proctor: Visitor, house: House) -> None:
    text = proctor.get("/pengawas/catatan").text
    fields = {**form_of(text, ANNOUNCE), "text": "Salat Zuhur"}
    assert proctor.post(ANNOUNCE, fields).status_code == 303
    read = house.exam.store.read
    assert [one.text for one in read(lambda db: standing_announcements(db, FIRST))] == [
        "Salat Zuhur"
    ]
    assert read(lambda db: standing_announcements(db, SECOND)) == ()


def test_the_wall_shows_the_sitting_that_its_address_names(visitor: Visitor, house: House) -> None:
    house.open_door(FIRST)
    house.start(FIRST)
    assert visitor.get("/layar/keadaan").json()["phase"] == "before"
    assert visitor.get(f"/layar/keadaan?sesi={SECOND}").json()["phase"] == "waiting"
    assert SECOND in visitor.get(f"/layar?sesi={SECOND}").text


def test_the_lot_is_drawn_for_the_chosen_sitting(secretariat: Visitor, house: House) -> None:
    draw = "/sekretariat/denah/undi"
    secretariat.get(f"/sekretariat/denah?pilih-sesi={SECOND}")
    form = form_of(secretariat.get(draw).text, draw)
    assert secretariat.post(draw, form).status_code == 303
    exam = house.exam
    assert exam.store.read(lambda db: plan_of(db, exam.config, SECOND)).is_drawn
    assert not exam.store.read(lambda db: plan_of(db, exam.config, FIRST)).is_drawn


def test_papers_are_printed_for_the_chosen_sitting_under_its_name(secretariat: Visitor) -> None:
    for sitting_id in (FIRST, SECOND):
        file = secretariat.get(f"/sekretariat/cetak/daftar-hadir.docx?sesi={sitting_id}")
        assert f'filename="{sitting_id}-daftar-hadir.docx"' in file.headers["content-disposition"]


@pytest.mark.parametrize(
    "path", ["/sekretariat", "/sekretariat/cetak", "/sekretariat/denah", "/sekretariat/penutupan"]
)
def test_every_page_of_the_secretariat_says_which_sitting_it_is_about(
    secretariat: Visitor, path: str
) -> None:
    assert f'<option value="{FIRST}" selected>' in secretariat.get(path).text


@pytest.mark.parametrize("path", ["/pengawas/pesan", "/pengawas/catatan", DOOR, TOPICS])
def test_every_page_for_all_says_which_sitting_it_is_about(proctor: Visitor, path: str) -> None:
    assert FIRST in proctor.get(path).text


def test_a_candidates_page_is_that_of_their_own_sitting(proctor: Visitor, house: House) -> None:
    house.open_door(SECOND)
    place = place_seat(house.exam, "PC-05")
    house.sit_down(house.comer(SECOND), place)
    number = house.cards_of(SECOND)[0].application.number
    assert "PC-05" in proctor.get(f"/pengawas/peserta/{number}").text


def test_nobody_of_a_closed_sitting_is_said_to_sit_at_a_pc(
    proctor: Visitor, house: House, hand: Hand
) -> None:
    place = place_seat(house.exam, "PC-05")
    day_of_one(house, FIRST, place, hand)
    house.open_door(SECOND)
    house.sit_down(house.comer(SECOND), place)
    house.exam.store.write_now(lambda db: begin_recovery(db, 50, house.exam.timeline.now()))
    yesterday, today = (house.cards_of(one)[0].application.name for one in (FIRST, SECOND))
    for path in (f"/pengawas/cabut/{place.seat.id}", "/pengawas/pemulihan"):
        shown = proctor.get(path).text
        assert today in shown
        assert yesterday not in shown


def test_an_observer_sees_where_the_whole_exam_stands(visitor: Visitor) -> None:
    visitor.log_in("pengamat")
    assert visitor.get("/pengamat").status_code == 200


def test_the_command_for_the_evening_names_the_sitting(
    secretariat: Visitor, house: House, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evening_pages, "copy_places", tuple)
    day_of_one(house, FIRST, place_seat(house.exam, "PC-05"), hand)
    page = secretariat.get("/sekretariat/penutupan").text
    assert f"{house.exam.directory.root} --sitting {FIRST} --out …" in page
