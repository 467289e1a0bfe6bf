"""The register of the room is as if everything were read anew, and less is read."""

from collections.abc import Callable

import pytest

from exam.chronicle import HeadRecorded, SeatEnrolled, encode_entry
from exam.clock import ExamTime
from exam.events import HeadAcknowledged, Milestone, MilestoneReached
from server.ceremony import Handouts
from server.office import OpenExam
from server.register import Register, Registrar
from server.sittings import note_deeds
from server.store import append_entry
from tests.server.acting import candidate, place_seat
from tests.server.at_work import NOW, TwoAtWork, pause, sit_down, two_at_work


@pytest.fixture
def room(exam: OpenExam, made: Handouts) -> TwoAtWork:
    return two_at_work(exam, made)


@pytest.fixture
def registrar() -> Registrar:
    return Registrar()


def reading(exam: OpenExam, registrar: Registrar) -> Callable[[], Register]:
    def read() -> Register:
        found = exam.store.read(registrar.read)
        assert found == exam.store.read(Registrar().read)
        return found

    return read


def test_while_nothing_is_recorded_the_register_stays_the_same(
    room: TwoAtWork, registrar: Registrar
) -> None:
    read = reading(room.exam, registrar)
    assert read() is read()


def test_what_one_candidate_does_is_read_of_that_one_alone(
    room: TwoAtWork, registrar: Registrar
) -> None:
    read = reading(room.exam, registrar)
    before = read()
    room.order(pause(), room.ids[0])
    after = read()
    assert after.sittings[room.ids[0]] != before.sittings[room.ids[0]]
    assert after.sittings[room.ids[1]] is before.sittings[room.ids[1]]


def test_an_order_for_all_reaches_every_sitting(room: TwoAtWork, registrar: Registrar) -> None:
    read = reading(room.exam, registrar)
    before = read()
    room.order(pause())
    after = read()
    assert all(after.sittings[one] != before.sittings[one] for one in room.ids)


def test_whoever_signs_in_sits_there(room: TwoAtWork, made: Handouts, registrar: Registrar) -> None:
    read = reading(room.exam, registrar)
    read()
    place, who = place_seat(room.exam, "PC-03"), candidate(room.exam, made.cards[2])
    entry = SeatEnrolled(NOW, place.seat.id, "PC-03", "00" * 32)
    room.exam.store.write_now(lambda db: append_entry(db, encode_entry(entry)))
    sit_down(room.exam, who, place)
    after = read()
    assert [row["id"] for row in after.at_seat[place.seat.id]] == [who.application_id]
    assert [seat["name"] for seat in after.seats] == ["PC-01", "PC-02", "PC-03"]


def test_how_far_journals_came_changes_nothing_here(room: TwoAtWork, registrar: Registrar) -> None:
    before = room.exam.store.read(registrar.read)
    head = HeadAcknowledged(1, 1, NOW, "00" * 16, 0, 5, "00" * 32)
    entry = encode_entry(HeadRecorded(NOW, room.ids[0], head))
    room.exam.store.write_now(lambda db: append_entry(db, entry))
    after = room.exam.store.read(registrar.read)
    assert after.size == before.size + 1
    assert after.applications is before.applications
    assert after.sittings is before.sittings


def test_forks_are_seen_although_no_entry_counts_them(
    room: TwoAtWork, registrar: Registrar
) -> None:
    read = reading(room.exam, registrar)
    read()
    room.exam.store.write_now(
        lambda db: db.execute("update applications set forks = 2 where id = ?", [room.ids[0]])
    )
    assert read().applications[room.ids[0]]["forks"] == 2


def test_however_many_do_something_the_register_is_as_if_read_anew(
    room: TwoAtWork, registrar: Registrar, made: Handouts
) -> None:
    read = reading(room.exam, registrar)
    read()
    deed = (MilestoneReached(Milestone.IDENTITY_CONFIRMED),)
    seat = room.seats[0].seat.id
    for card in made.cards[2:]:
        who = card.application.id
        room.exam.store.write_now(
            lambda db, who=who: note_deeds(db, seat, who, deed, ExamTime(NOW))  # type: ignore[misc]
        )
    after = read()
    assert after.sittings[made.cards[5].application.id].has_reached(Milestone.IDENTITY_CONFIRMED)
