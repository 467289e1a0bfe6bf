"""Who sits where: the lot follows from its seed, and keeps to the rules of the room."""

import hashlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.errors import RefusedError
from exam.placing import Place, Seated, draw_places, place_name, places_of_room, plan_digest
from tests.exam.vectors import vectors

SEED = bytes(range(32))
seeds = st.binary(min_size=32, max_size=32)


def people(count: int, posts: int, in_front: tuple[int, ...] = ()) -> list[Seated]:
    return [Seated(f"{one:03}.x", f"post-{one % posts}", one in in_front) for one in range(count)]


def neighbours_of_one_post(places: tuple[Place, ...], taken: dict[str, str]) -> int:
    """Count pairs who sit beside each other and write for one post, by their numbers."""
    at = {(place.row, place.position): taken.get(place.name) for place in places}
    pairs = [(who, at.get((row, position + 1))) for (row, position), who in at.items()]
    return sum(one is not None and other is not None and one == other for one, other in pairs)


def numbers(seed: bytes) -> Iterator[int]:
    turn = 0
    while True:
        block = hashlib.sha256(b"makalah seats v1" + seed + turn.to_bytes(8, "big")).digest()
        yield int.from_bytes(block[:8], "big")
        turn += 1


def shuffled(items: list[str], draws: Iterator[int]) -> list[str]:
    for i in range(len(items) - 1, 0, -1):
        bound = i + 1
        while (d := next(draws)) >= 2**64 - 2**64 % bound:
            pass
        j = d % bound
        items[i], items[j] = items[j], items[i]
    return items


def drawn_by_the_document(
    seed: bytes, rows: list[int], spares: int, given: list[tuple[str, str, bool]]
) -> dict[str, str]:
    """Draw the lot as docs/seating.md says it, without the program."""
    total, draws = sum(rows), numbers(seed)
    spare = {(2 * k + 1) * total // (2 * spares) + 1 for k in range(spares)}
    where = [(row, at) for row, length in enumerate(rows, 1) for at in range(1, length + 1)]
    ends = {(row, at) for row, at in where if at in (1, rows[row - 1])}
    free = [one for number, one in enumerate(where, 1) if number not in spare]
    post = {who: post for who, post, _ in given}
    front = shuffled(sorted(who for who, _, early in given if early), draws)
    free_in_order = sorted(
        free, key=lambda one: (one[0] != 1 and one not in ends, one[0], one not in ends, one[1])
    )
    sits = dict(zip(free_in_order, front, strict=False))
    names = {f"{row}/{at}": (row, at) for row, at in free if (row, at) not in sits}
    movable = list(names.values())
    others = sorted(who for who, _, early in given if not early)
    for name, who in zip(shuffled(list(names), draws), others, strict=False):
        sits[names[name]] = who

    def alike(one: tuple[int, int]) -> int:
        here = post.get(sits.get(one, ""))
        beside = [(one[0], one[1] - 1), (one[0], one[1] + 1)]
        return sum(here is not None and post.get(sits.get(near, "")) == here for near in beside)

    def exchange(one: tuple[int, int], other: tuple[int, int]) -> None:
        sits[one], sits[other] = sits.get(other, ""), sits.get(one, "")

    changed = True
    while changed:
        changed = False
        for one in movable:
            for other in movable if alike(one) else []:
                if post.get(sits.get(one, "")) == post.get(sits.get(other, "")):
                    continue
                before = alike(one) + alike(other)
                exchange(one, other)
                if alike(one) + alike(other) < before:
                    changed = True
                    break
                exchange(one, other)
    return {f"PC-{where.index(one) + 1:02}": who for one, who in sits.items() if who}


def test_the_program_and_the_document_draw_the_lots_of_the_vectors() -> None:
    kept = vectors("seats")
    places = places_of_room(kept["rows"], kept["spares"])
    given = [Seated(*one) for one in kept["people"]]
    for lot in kept["lots"]:
        seed = bytes.fromhex(lot["seed"])
        assert draw_places(seed, places, reversed(given)) == lot["taken"]
        assert plan_digest(places, lot["taken"]) == lot["digest"]
        told = drawn_by_the_document(seed, kept["rows"], kept["spares"], kept["people"])
        assert told == lot["taken"]


@given(seeds, st.integers(0, 26), st.integers(1, 4))
def test_the_document_is_enough_to_draw_any_lot_again(seed: bytes, count: int, posts: int) -> None:
    who = people(count, posts, in_front=(2, 5, 11))
    places = places_of_room((7, 10, 11), 2)
    told = [(one.application_id, one.post_id, one.in_front) for one in who]
    assert draw_places(seed, places, who) == drawn_by_the_document(seed, [7, 10, 11], 2, told)


@given(seeds, st.integers(0, 54))
def test_everybody_gets_a_place_of_their_own_that_is_not_spare(seed: bytes, count: int) -> None:
    places, who = places_of_room((10,) * 6, 6), people(count, 11)
    taken = draw_places(seed, places, who)
    assert sorted(taken.values()) == [one.application_id for one in who]
    assert not {place.name for place in places if place.is_spare} & set(taken)


def test_another_seed_gives_another_plan_and_the_same_seed_the_same() -> None:
    places, who = places_of_room((10,) * 6, 6), people(54, 11)
    first = draw_places(SEED, places, who)
    assert draw_places(SEED, places, who) == first
    assert draw_places(bytes(32), places, who) != first


def test_every_place_is_as_likely_as_any_other() -> None:
    places, who = places_of_room((4,), 0), people(4, 4)
    counts = dict.fromkeys((place.name for place in places), 0)
    for number in range(2000):
        taken = draw_places(number.to_bytes(32, "big"), places, who)
        counts[next(name for name, one in taken.items() if one == "000.x")] += 1
    assert all(440 < count < 560 for count in counts.values())


@pytest.mark.parametrize("posts", [3, 4, 11])
def test_candidates_for_one_post_do_not_sit_side_by_side(posts: int) -> None:
    places, who = places_of_room((10,) * 6, 6), people(54, posts)
    of = {one.application_id: one.post_id for one in who}
    for number in range(20):
        taken = draw_places(number.to_bytes(32, "big"), places, who)
        by_post = {name: of[one] for name, one in taken.items()}
        assert neighbours_of_one_post(places, by_post) == 0


def test_where_all_write_for_one_post_everybody_still_has_a_place() -> None:
    assert len(draw_places(SEED, places_of_room((10, 10), 2), people(18, 1))) == 18


def test_whoever_has_a_longer_time_sits_at_the_ends_of_the_front_row_then_in_it() -> None:
    places = places_of_room((5, 5, 5), 0)
    taken = draw_places(SEED, places, people(15, 5, in_front=(4, 8, 12)))
    early = {"004.x", "008.x", "012.x"}
    assert {name for name, one in taken.items() if one in early} == {"PC-01", "PC-05", "PC-02"}
    many = draw_places(SEED, places, people(15, 5, in_front=tuple(range(7))))
    in_front = {f"{one:03}.x" for one in range(7)}
    wanted = {"PC-01", "PC-02", "PC-03", "PC-04", "PC-05", "PC-06", "PC-10"}
    assert {name for name, one in many.items() if one in in_front} == wanted


def test_spare_places_are_spread_over_the_room() -> None:
    room = places_of_room((10,) * 6, 6)
    assert [place.row for place in room if place.is_spare] == [1, 2, 3, 4, 5, 6]
    assert [place.name for place in room[:2]] == [place_name(1), place_name(2)]
    assert [place.position for place in places_of_room((2, 3), 0)] == [1, 2, 1, 2, 3]
    assert [place.is_aisle for place in places_of_room((3,), 0)] == [True, False, True]


def test_more_people_than_places_are_refused() -> None:
    with pytest.raises(RefusedError) as refused:
        draw_places(SEED, places_of_room((3,), 1), people(3, 1))
    assert (refused.value.code, refused.value.details) == ("places.few", {"people": 3, "places": 2})


def test_the_digest_names_every_place_and_who_has_it() -> None:
    places = places_of_room((2,), 1)
    lines = b"PC-01\t1\t1\t0\t001.x\nPC-02\t1\t2\t1\t\n"
    assert plan_digest(places, {"PC-01": "001.x"}) == hashlib.sha256(lines).hexdigest()
