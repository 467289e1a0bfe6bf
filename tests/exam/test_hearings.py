"""Interviews: hours without breaks, the lot within a post, changes, and what is refused."""

from collections.abc import Sequence
from hashlib import sha256

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.chronicle import decode_entry, encode_entry
from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.hearing_record import (
    Appointment,
    HearingMissed,
    HearingMoved,
    HearingsScheduled,
    Pause,
    Session,
)
from exam.hearings import (
    Candidate,
    Hour,
    Schedule,
    clash,
    draw_hearings,
    hours_of,
    move,
    parted_posts,
    schedule_of,
)
from tests.exam.vectors import vectors

SEED = bytes(range(32))
POSTS = ("brida", "damkar")
DAY, NEXT = "2026-12-14", "2026-12-15"
BY, OTHERS = ("ketua", "penilai-2"), ("penilai-3",)
LUNCH = (Pause(720, 780),)


def session(
    begins: int = 480, ends: int = 960, *, date: str = DAY, room: str = "R1", by: Sequence[str] = BY
) -> Session:
    return Session(date, room, begins, ends, tuple(by), LUNCH)


def people(count: int, post: str = "brida", first: int = 1) -> list[Candidate]:
    numbers = (f"{number:03}" for number in range(first, first + count))
    return [Candidate(f"{number}.{post}", number, post) for number in numbers]


def drawn(*appointments: Appointment, sessions: Sequence[Session] = (session(),)) -> Schedule:
    entry = HearingsScheduled(
        ExamTime(1), SEED.hex(), 60, tuple(sessions), appointments, "sekretariat"
    )
    found = schedule_of([entry])
    assert found is not None
    return found


def at(hour: int, who: str = "001.brida", *, room: str = "R1", date: str = DAY) -> Appointment:
    return Appointment(who, date, room, hour * 60, BY)


@pytest.mark.parametrize(
    ("begins", "ends", "minutes", "hours"),
    [
        (480, 960, 60, [8, 9, 10, 11, 13, 14, 15]),
        (480, 719, 60, [8, 9, 10]),
        (690, 840, 60, [13]),
        (730, 840, 60, [13]),
        (480, 539, 60, []),
        (480, 720, 240, [8]),
        (780, 900, 120, [13]),
    ],
)
def test_nobody_is_heard_in_a_break_or_after_the_end(
    begins: int, ends: int, minutes: int, hours: list[int]
) -> None:
    found = hours_of(session(begins, ends), minutes)
    assert [hour.begins for hour in found] == [hour * 60 for hour in hours]


@given(
    st.integers(0, 1440),
    st.integers(0, 1440),
    st.integers(1, 300),
    st.lists(st.tuples(st.integers(0, 1440), st.integers(0, 1440)), max_size=4),
)
def test_hours_lie_in_the_session_and_in_no_break_and_do_not_overlap(
    begins: int, ends: int, minutes: int, breaks: list[tuple[int, int]]
) -> None:
    pauses = tuple(Pause(*sorted(each)) for each in breaks)
    found = hours_of(Session(DAY, "R", begins, ends, BY, pauses), minutes)
    last = begins
    for hour in found:
        assert last <= hour.begins
        last = hour.begins + minutes
        assert last <= ends
        assert not any(p.begins < last and hour.begins < p.ends for p in pauses)


def test_posts_follow_each_other_and_within_one_the_lot_decides() -> None:
    everybody = [*people(4, "damkar"), *people(3, "brida", 5)]
    found = draw_hearings([session()], 60, everybody, POSTS, SEED)
    posts = [one.application_id.partition(".")[2] for one in found]
    assert posts == ["brida"] * 3 + ["damkar"] * 4
    assert [one.begins for one in found] == [480, 540, 600, 660, 780, 840, 900]
    assert found == draw_hearings([session()], 60, everybody[::-1], POSTS, SEED)
    others = {
        tuple(
            one.application_id
            for one in draw_hearings([session()], 60, everybody, POSTS, bytes([n]) * 32)
        )
        for n in range(20)
    }
    assert len(others) > 10


def test_without_a_seed_numbers_decide() -> None:
    found = draw_hearings([session()], 60, people(4)[::-1], POSTS, None)
    assert [one.application_id[:3] for one in found] == ["001", "002", "003", "004"]


def test_a_second_program_after_the_document_draws_the_same_order() -> None:
    everybody = [*people(9, "damkar"), *people(11, "brida", 20)]
    order = sorted(everybody, key=lambda one: one.number)
    turn, limit = 0, 2**64
    for last in range(len(order) - 1, 0, -1):
        number = limit
        while number >= limit - limit % (last + 1):
            raw = sha256(b"makalah hearings v1" + SEED + turn.to_bytes(8, "big")).digest()
            number, turn = int.from_bytes(raw[:8], "big"), turn + 1
        other = number % (last + 1)
        order[last], order[other] = order[other], order[last]
    by_post = [one for post in POSTS for one in order if one.post_id == post]
    days = [session(date=f"2026-12-{day}") for day in range(14, 18)]
    found = draw_hearings(days, 60, everybody[::-1], POSTS, SEED)
    assert [one.application_id for one in found] == [one.application_id for one in by_post]


def test_the_program_draws_the_schedules_of_the_vectors() -> None:
    kept = vectors("hearings")
    sessions = msgspec.convert(kept["sessions"], tuple[Session, ...])
    everybody = [Candidate(*one) for one in kept["candidates"]]
    for wanted in kept["schedules"]:
        seed = bytes.fromhex(wanted["seed"]) or None
        found = draw_hearings(sessions, kept["minutes"], everybody, kept["posts"], seed)
        assert [[one.date, one.begins, one.application_id] for one in found] == wanted["hours"]
        appointments = {one.application_id: one for one in found}
        schedule = Schedule(kept["minutes"], wanted["seed"], sessions, appointments)
        assert schedule.digest == wanted["digest"]


def test_everybody_is_first_about_as_often_as_anybody_else() -> None:
    firsts = [
        draw_hearings([session()], 60, people(4), POSTS, n.to_bytes(32, "big"))[0].application_id
        for n in range(400)
    ]
    assert all(70 < firsts.count(one.application_id) < 130 for one in people(4))


def test_a_session_of_some_posts_or_groups_hears_nobody_else() -> None:
    first = Session(DAY, "R1", 480, 720, BY, posts=("damkar",))
    second = Session(DAY, "R2", 480, 720, OTHERS, groups=("Pagi",))
    third = Session(NEXT, "R1", 480, 720, BY)
    early = Candidate("009.brida", "009", "brida", "PAGI")
    everybody = [*people(1, "damkar"), early, *people(1, "brida", 5)]
    found = draw_hearings([first, second, third], 60, everybody, POSTS, None)
    assert {one.application_id: (one.date, one.room) for one in found} == {
        "001.damkar": (DAY, "R1"),
        "009.brida": (DAY, "R2"),
        "005.brida": (NEXT, "R1"),
    }


def test_somebody_with_two_posts_is_never_in_two_rooms_at_once() -> None:
    rooms = [session(room="R1"), session(room="R2", by=OTHERS)]
    both = [
        Candidate("a.brida", "001-1", "brida", person="001"),
        Candidate("b.damkar", "001-2", "damkar", person="001"),
    ]
    first, second = draw_hearings(
        [Session(DAY, "R1", 480, 540, BY), rooms[1]], 60, both, POSTS, None
    )
    assert (first.begins, second.begins) == (480, 540)


def test_too_few_hours_name_those_without_one() -> None:
    with pytest.raises(RefusedError) as refused:
        draw_hearings([session()], 60, people(9), POSTS, None)
    assert refused.value.code == "hearing.few-hours"
    assert refused.value.details == {"people": 2, "numbers": "008, 009"}
    with pytest.raises(RefusedError) as refused:
        draw_hearings([session()], 60, people(30), POSTS, None)
    assert str(refused.value.details["numbers"]).endswith("017, …")


@pytest.mark.parametrize(
    ("sessions", "code"),
    [
        ([session(480, 500)], "hearing.no-hour"),
        ([Session(DAY, "R", 480, 960, BY, (Pause(700, 700),))], "hearing.break"),
        ([session(), session(600, 700, room="r1", by=OTHERS)], "hearing.same-room"),
        ([session(), session(600, 700, room="R2")], "hearing.same-people"),
        ([session(), session(room="R2", by=OTHERS)], None),
        ([session(480, 600), session(600, 700)], None),
        ([session(), session(date=NEXT)], None),
    ],
)
def test_sessions_that_cannot_be_are_refused(sessions: list[Session], code: str | None) -> None:
    if code is None:
        assert draw_hearings(sessions, 60, people(1), POSTS, None)
        return
    with pytest.raises(RefusedError) as refused:
        draw_hearings(sessions, 60, people(1), POSTS, None)
    assert refused.value.code == code


def test_free_hours_are_those_that_disturb_nobody() -> None:
    schedule = drawn(at(8), at(10, "002.brida", room="Lain"))
    assert [hour.begins // 60 for hour in schedule.free()] == [9, 11, 13, 14, 15]


def test_a_move_to_a_free_hour_changes_one_and_to_a_taken_one_exchanges_two() -> None:
    schedule = drawn(at(8), at(9, "002.brida"))
    free = Hour(DAY, "R1", 600, BY)
    assert move(schedule, "001.brida", free) == (at(10),)
    assert move(schedule, "001.brida", Hour(DAY, "r1", 540, ("siapa",))) == (
        at(9),
        at(8, "002.brida"),
    )
    assert move(schedule, "001.brida", Hour(DAY, "R1", 480, BY)) == ()


@pytest.mark.parametrize(
    ("who", "hour", "code"),
    [
        ("009.brida", Hour(DAY, "R1", 600, BY), "hearing.nobody"),
        ("001.brida", Hour(DAY, "R1", 570, BY), "hearing.taken"),
        ("001.brida", Hour(DAY, "R2", 540, ("penilai-2",)), "hearing.taken"),
    ],
)
def test_a_move_that_disturbs_somebody_is_refused(who: str, hour: Hour, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        move(drawn(at(8), at(9, "002.brida")), who, hour)
    assert refused.value.code == code


def test_no_move_brings_somebody_with_two_posts_into_two_rooms_at_once() -> None:
    second_room = Appointment("001.damkar", DAY, "R2", 600, OTHERS)
    other = Appointment("002.damkar", DAY, "R2", 480, OTHERS)
    schedule, persons = drawn(at(8), second_room, other), {"001.brida": "1", "001.damkar": "1"}
    for who, hour in (
        ("001.brida", Hour(DAY, "R1", 600, BY)),
        ("001.damkar", Hour(DAY, "R2", 480, OTHERS)),
        ("002.damkar", Hour(DAY, "R2", 600, OTHERS)),
    ):
        assert move(schedule, who, hour)
        with pytest.raises(RefusedError) as refused:
            move(schedule, who, hour, persons)
        assert refused.value.code == "hearing.same-person"
    after = move(schedule, "001.brida", Hour(DAY, "R1", 540, BY), persons)
    assert after == (at(9),)


def test_the_same_hour_of_another_day_or_room_disturbs_nobody() -> None:
    assert clash(Hour(DAY, "R1", 500, OTHERS), at(8), 60)
    assert not clash(Hour(DAY, "R2", 500, OTHERS), at(8), 60)
    assert not clash(Hour(NEXT, "R1", 480, BY), at(8), 60)
    assert not clash(Hour(DAY, "R1", 540, BY), at(8), 60)


def test_the_schedule_is_what_the_entries_come_to_one_after_the_other() -> None:
    first = HearingsScheduled(
        ExamTime(1), "", 60, (session(),), (at(8), at(9, "002.brida")), "sekretariat"
    )
    moved = HearingMoved(ExamTime(2), at(15), "sekretariat", "dinas")
    missed = HearingMissed(ExamTime(3), "002.brida", True, "sekretariat", "sakit")
    back = HearingMissed(ExamTime(4), "002.brida", False, "sekretariat", "datang")
    assert schedule_of([moved, missed]) is None
    assert schedule_of([]) is None
    found = schedule_of([first, moved, missed])
    assert found is not None
    assert [(one.application_id, one.begins) for one in found.in_order()] == [
        ("002.brida", 540),
        ("001.brida", 900),
    ]
    assert found.absent == {"002.brida"}
    for end in (back, HearingMoved(ExamTime(5), at(10, "002.brida"), "sekretariat", "susulan")):
        after = schedule_of([first, missed, end])
        assert after is not None
        assert not after.absent
    assert schedule_of([first, moved, missed, first]) == schedule_of([first])


def test_another_hour_or_other_interviewers_give_another_digest() -> None:
    other = Appointment("001.brida", DAY, "R1", 480, OTHERS)
    digests = {drawn(one).digest for one in (at(8), at(9), at(8, room="R2"), other)}
    assert len(digests) == 4
    assert drawn(at(8), at(9, "002.brida")).digest == drawn(at(9, "002.brida"), at(8)).digest


def test_posts_that_are_heard_by_different_people_are_named() -> None:
    other = Appointment("002.brida", DAY, "R2", 480, OTHERS)
    posts = {"001.brida": "brida", "002.brida": "brida", "003.damkar": "damkar"}
    schedule = drawn(at(8), other, at(9, "003.damkar"))
    assert parted_posts(schedule, posts) == {"brida": {BY, OTHERS}}
    assert parted_posts(drawn(at(8), at(9, "002.brida")), posts) == {}


def test_entries_of_interviews_are_read_as_they_were_written() -> None:
    entry = HearingsScheduled(
        ExamTime(1), SEED.hex(), 60, (session(),), (at(8),), "sekretariat", "hujan"
    )
    assert decode_entry(encode_entry(entry)) == entry
