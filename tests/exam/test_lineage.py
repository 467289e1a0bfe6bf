"""Which segments led to the present text, and which are forks."""

from collections.abc import Sequence
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.draft import Edited, Opened, Snapshot, replay
from exam.journal import Parent, Place, SegmentHeader, chain_head, read_records
from exam.lineage import Lineage, lineage_of, tip_of
from exam.manuscript import Part
from tests.exam.journals import Segment, a_header, a_segment

FIRST = a_header(1)
SECOND = a_header(2, FIRST, count=7)
THIRD = a_header(3, SECOND, count=9)


def line_of(*headers: SegmentHeader) -> tuple[SegmentHeader, ...]:
    """The line, which has to be the same in whatever order the headers come."""
    lines = {lineage_of(order).line for order in permutations(headers)}
    assert len(lines) == 1
    return lines.pop()


def test_without_segments_there_is_no_line() -> None:
    assert tip_of([]) is None
    assert lineage_of([]) == Lineage((), (), {})


def test_one_segment_is_a_line_of_its_own() -> None:
    assert lineage_of([FIRST]) == Lineage((FIRST,), (), {})


def test_restarts_at_one_seat_are_one_line_from_first_to_last() -> None:
    assert line_of(FIRST, SECOND, THIRD) == (FIRST, SECOND, THIRD)
    found = lineage_of([THIRD, FIRST, SECOND])
    assert found.forks == ()
    assert found.counts == {FIRST.segment_id: 7, SECOND.segment_id: 9}


def test_a_longer_line_goes_before_a_shorter_one_of_the_same_admission() -> None:
    assert line_of(FIRST, SECOND, THIRD, a_header(4), a_header(5, FIRST)) == (FIRST, SECOND, THIRD)


def test_a_seat_that_was_cut_off_writes_a_fork_however_long() -> None:
    moved = a_header(4, FIRST, admission=2, count=5)
    found = lineage_of([FIRST, SECOND, THIRD, moved])
    assert found == Lineage((FIRST, moved), (SECOND, THIRD), {FIRST.segment_id: 5})
    assert line_of(FIRST, SECOND, THIRD, moved) == (FIRST, moved)


def test_a_seat_that_is_admitted_again_goes_on_from_the_other_seat() -> None:
    elsewhere = a_header(4, SECOND, admission=2, count=1)
    back = a_header(5, elsewhere, admission=3, count=2)
    found = lineage_of([THIRD, back, FIRST, elsewhere, SECOND])
    assert found.line == (FIRST, SECOND, elsewhere, back)
    assert found.forks == (THIRD,)
    assert found.counts == {
        FIRST.segment_id: 7,
        SECOND.segment_id: 1,
        elsewhere.segment_id: 2,
    }


def test_an_admission_that_found_nothing_to_go_on_from_begins_a_new_line() -> None:
    anew = a_header(4, admission=2)
    assert lineage_of([FIRST, SECOND, anew]) == Lineage((anew,), (FIRST, SECOND), {})


def test_a_parent_that_is_not_at_hand_ends_the_line() -> None:
    assert lineage_of([THIRD, FIRST]) == Lineage((THIRD,), (FIRST,), {})


def test_of_equal_segments_the_last_named_counts() -> None:
    one, other = a_header(4, FIRST), a_header(5, FIRST)
    assert tip_of([FIRST, one, other]) is other
    assert tip_of([other, one, FIRST]) is one
    assert lineage_of([one, FIRST, other]) == Lineage((FIRST, other), (one,), {FIRST.segment_id: 0})


def test_a_segment_that_is_named_twice_counts_once() -> None:
    fork = a_header(4, FIRST)
    found = lineage_of([SECOND, fork, FIRST, fork, SECOND, THIRD, THIRD])
    assert found.line == (FIRST, SECOND, THIRD)
    assert found.forks == (fork,)


# Lies


def test_a_circle_of_parents_ends() -> None:
    one = a_header(1, generation=1, parent_id=(2).to_bytes(16, "big"))
    two = a_header(2, one)
    assert lineage_of([one, two]).line == (one, two)
    itself = a_header(3, generation=1, parent_id=(3).to_bytes(16, "big"))
    assert lineage_of([itself]).line == (itself,)


@pytest.mark.parametrize("generation", [0, 1, 3, 2**32])
def test_a_parent_of_another_generation_than_the_child_says_is_none(generation: int) -> None:
    liar = a_header(3, SECOND, admission=2, generation=generation)
    assert lineage_of([FIRST, SECOND, liar]) == Lineage((liar,), (FIRST, SECOND), {})


def test_a_parent_of_a_later_admission_is_none() -> None:
    late = a_header(1, admission=2)
    child = a_header(2, late, admission=1)
    tip = a_header(3, child, admission=3)
    assert lineage_of([late, child, tip]) == Lineage((child, tip), (late,), {child.segment_id: 0})


# Any room


@st.composite
def rooms(draw: st.DrawFn) -> list[SegmentHeader]:
    """Segments as honest kiosks write them: each continues one that was there, or none."""
    headers: list[SegmentHeader] = []
    for name in range(1, draw(st.integers(1, 8)) + 1):
        parent = draw(st.sampled_from([None, *headers]))
        least = parent.admission if parent else 1
        admission, count = draw(st.integers(least, least + 2)), draw(st.integers(0, 9))
        headers.append(a_header(name, parent, admission=admission, count=count))
    return headers


def check(headers: Sequence[SegmentHeader]) -> Lineage:
    """What holds of every lineage."""
    found = lineage_of(headers)
    assert found.line[-1] == tip_of(headers)
    assert sorted((*found.line, *found.forks), key=headers.index) == list(dict.fromkeys(headers))
    for parent, child in pairwise(found.line):
        assert child.parent_id == parent.segment_id
        assert child.generation == parent.generation + 1
        assert child.admission >= parent.admission
    assert found.counts == {child.parent_id: child.parent_count for child in found.line[1:]}
    return found


@given(rooms())
def test_in_any_room_the_line_goes_from_a_first_segment_to_the_tip(
    headers: list[SegmentHeader],
) -> None:
    found = check(headers)
    assert (found.line[0].generation, found.line[0].parent_id) == (0, b"")


@given(rooms(), st.data())
def test_the_order_in_which_segments_come_matters_only_between_equal_tips(
    headers: list[SegmentHeader], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(headers))
    found, again = check(headers), check(shuffled)
    best = [(one.admission, one.generation) for one in (found.line[-1], again.line[-1])]
    assert best[0] == best[1] == max((one.admission, one.generation) for one in headers)
    if sum((one.admission, one.generation) == best[0] for one in headers) == 1:
        assert (found.line, found.counts) == (again.line, again.counts)
        assert set(found.forks) == set(again.forks)


@given(rooms(), st.data())
def test_a_room_in_which_segments_are_missing_has_a_line_too(
    headers: list[SegmentHeader], data: st.DataObject
) -> None:
    check(data.draw(st.lists(st.sampled_from(headers), min_size=1, unique=True)))


FORGED = st.builds(
    lambda name, parent, generation, admission, count: a_header(
        name,
        admission=admission,
        generation=generation,
        parent_id=parent.to_bytes(16, "big"),
        parent_count=count,
    ),
    *(st.integers(least, 5) for least in (1, 0, 0, 1, 0)),
)


@given(st.lists(FORGED, min_size=1, max_size=8, unique_by=lambda header: header.segment_id))
def test_whatever_headers_claim_there_is_a_line_and_it_ends(headers: list[SegmentHeader]) -> None:
    check(headers)


# With what was written


def read(segment: Segment, count: int | None = None) -> str:
    records = segment.records[:count]
    return replay(read_records(segment.header_bytes, segment.key, records)).paper


def test_a_move_takes_over_what_was_synced_and_keeps_the_rest_as_a_fork() -> None:
    first = a_segment(
        Opened(0, 1, 0, "seat-1"),
        Snapshot(0, "", "", "", ()),
        Edited(1, Part.PAPER, 0, "", "synced"),
        Edited(2, Part.PAPER, 6, "", " and lost"),
    )
    synced = chain_head(first.header_bytes, first.records[:3])
    moved = a_segment(
        Opened(0, 1, 60_000, "seat-2"),
        Snapshot(0, "synced", "", "", ()),
        Edited(1, Part.PAPER, 6, "", " on"),
        place=Place("seat-2", 2),
        parent=Parent(first.header.segment_id, 0, 3, synced),
        seed="moved",
    )
    found = lineage_of([first.header, moved.header])
    assert found.line == (first.header, moved.header)
    assert found.counts == {first.header.segment_id: 3}
    assert read(first, found.counts[first.header.segment_id]) == "synced"
    assert read(first) == "synced and lost"
    assert read(moved) == "synced on"
