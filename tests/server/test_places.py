"""The seat plan: the lot on the record, changes of places, and who sits elsewhere."""

import pytest

from exam.chronicle import decode_entry
from exam.errors import RefusedError
from exam.placing import Seated, draw_places
from exam.proceedings import PlaceChanged, SeatsDrawn
from server.ceremony import Handouts
from server.office import OpenExam
from server.places import (
    SeatPlan,
    change_place,
    draw_seats,
    last_lot,
    misplaced,
    plan_of,
    planned_places,
    room_of,
)
from tests.server.acting import place_seat

SEED = bytes(range(32))
OTHER = bytes(32)


def drawn(exam: OpenExam, seed: bytes = SEED, reason: str = "", instead_of: str = "") -> SeatPlan:
    return exam.act_now(
        lambda db, now: draw_seats(db, exam.config, seed, "sekretariat", now, reason, instead_of)
    )


def changed(exam: OpenExam, number: str, place: str) -> None:
    exam.act_now(
        lambda db, now: change_place(db, exam.config, number, place, "sekretariat", "silau", now)
    )


def present(exam: OpenExam) -> SeatPlan:
    return exam.store.read(lambda db: plan_of(db, exam.config))


def changes(exam: OpenExam) -> list[PlaceChanged]:
    rows = exam.store.read(lambda db: list(db.query("select entry from ledger")))
    entries = (decode_entry(row["entry"]) for row in rows)
    return [entry for entry in entries if isinstance(entry, PlaceChanged)]


def signed_in(exam: OpenExam, application_id: str, pc: str) -> None:
    seat = place_seat(exam, pc).seat
    query = "update applications set seat_id = ?, admission = 1 where id = ?"
    exam.store.write_now(lambda db: db.execute(query, [seat.id, application_id]))


def test_the_lot_gives_every_candidate_the_place_that_its_seed_says(
    exam: OpenExam, made: Handouts
) -> None:
    assert not present(exam).is_drawn
    plan = drawn(exam)
    people = [Seated(one.application.id, one.application.post_id) for one in made.cards]
    assert plan.taken == draw_places(SEED, room_of(exam.config), people)
    assert present(exam) == plan
    assert exam.store.read(planned_places) == {who: name for name, who in plan.taken.items()}


def test_whoever_has_a_longer_time_is_drawn_to_the_front(exam: OpenExam, made: Handouts) -> None:
    who = made.cards[20].application.id
    query = "update applications set accommodation = 1 where id = ?"
    exam.store.write_now(lambda db: db.execute(query, [who]))
    assert drawn(exam).place_of(who) == "PC-01"


def test_the_lot_stands_in_the_ledger_with_its_seed_and_what_it_gave(exam: OpenExam) -> None:
    assert exam.store.read(last_lot) is None
    plan = drawn(exam)
    lot = exam.store.read(last_lot)
    assert isinstance(lot, SeatsDrawn)
    assert (lot.seed, lot.plan_digest, lot.staff_id) == (SEED.hex(), plan.digest, "sekretariat")


def test_a_second_press_draws_nothing_and_says_who_was_first(exam: OpenExam) -> None:
    first = drawn(exam)
    with pytest.raises(RefusedError) as refused:
        drawn(exam, OTHER)
    assert (refused.value.code, refused.value.details) == ("places.changed", {"who": "sekretariat"})
    assert present(exam) == first


def test_the_lot_is_drawn_again_only_with_a_reason(exam: OpenExam) -> None:
    first = drawn(exam)
    with pytest.raises(RefusedError, match=r"places\.drawn"):
        drawn(exam, OTHER, instead_of=first.digest)
    second = drawn(exam, OTHER, "PC rusak", first.digest)
    lot = exam.store.read(last_lot)
    assert present(exam) == second != first
    assert lot is not None
    assert (lot.seed, lot.reason) == (OTHER.hex(), "PC rusak")


def test_nobody_draws_a_lot_once_somebody_has_signed_in(exam: OpenExam, made: Handouts) -> None:
    first = drawn(exam)
    signed_in(exam, made.cards[0].application.id, "PC-02")
    with pytest.raises(RefusedError) as refused:
        drawn(exam, OTHER, "lagi", first.digest)
    assert (refused.value.code, refused.value.details) == ("places.signed-in", {"people": 1})


def test_two_candidates_change_places_on_the_record(exam: OpenExam, made: Handouts) -> None:
    plan = drawn(exam)
    one, other = (made.cards[at].application for at in (0, 1))
    before, target = plan.place_of(one.id), plan.place_of(other.id)
    assert before is not None
    assert target is not None
    changed(exam, one.number, target.lower())
    after = present(exam)
    assert (after.place_of(one.id), after.place_of(other.id)) == (target, before)
    told = [(entry.application_id, entry.place, entry.reason) for entry in changes(exam)]
    assert told == [(one.id, target, "silau"), (other.id, before, "silau")]


def test_a_candidate_may_be_given_a_spare_place_and_a_second_press_changes_nothing(
    exam: OpenExam, made: Handouts
) -> None:
    before = drawn(exam).place_of(made.cards[0].application.id)
    for _ in range(2):
        changed(exam, made.cards[0].application.number, "PC-06")
    assert present(exam).place_of(made.cards[0].application.id) == "PC-06"
    assert before not in present(exam).taken
    assert len(changes(exam)) == 1


@pytest.mark.parametrize(
    ("number", "place", "code"),
    [("999", "PC-01", "order.nobody"), ("001", "PC-99", "places.unknown")],
)
def test_there_is_no_change_for_nobody_and_to_nowhere(
    exam: OpenExam, number: str, place: str, code: str
) -> None:
    drawn(exam)
    with pytest.raises(RefusedError) as refused:
        changed(exam, number, place)
    assert refused.value.code == code


def test_there_are_no_places_to_change_before_the_lot(exam: OpenExam) -> None:
    with pytest.raises(RefusedError, match=r"places\.undrawn"):
        changed(exam, "001", "PC-01")


def test_whoever_signs_in_at_another_pc_than_planned_is_told_of(
    exam: OpenExam, made: Handouts
) -> None:
    plan = drawn(exam)
    right, wrong = (made.cards[at].application.id for at in (0, 1))
    place, planned = plan.place_of(right), plan.place_of(wrong)
    assert place is not None
    signed_in(exam, right, place.lower())
    signed_in(exam, wrong, "PC-06")
    assert exam.store.read(misplaced) == {wrong: planned}


def test_a_lot_for_more_people_than_places_is_refused(exam: OpenExam) -> None:
    def crowd(number: int) -> dict[str, object]:
        person = {"id": f"x{number}", "number": f"x{number}", "name": "N", "nip": "1"}
        return {
            **person,
            "office": "",
            "unit": "",
            "post_id": "brida",
            "auth_hash": b"",
            "length": 1,
        }

    exam.store.write_now(lambda db: db.table("applications").insert_all(map(crowd, range(7))))
    with pytest.raises(RefusedError, match=r"places\.few"):
        drawn(exam)
    assert not present(exam).is_drawn
