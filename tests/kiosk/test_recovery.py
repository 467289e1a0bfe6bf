"""Choosing where to go on from copies that are short, damaged, forked or somebody else's."""

import os

from hypothesis import given, settings
from hypothesis import strategies as st

from exam import keys
from exam.draft import Draft, Edited, Event, Opened, Snapshot
from exam.errors import JournalError
from exam.journal import Owner, Parent, Place, SegmentWriter
from exam.manuscript import Part
from exam.protocol import SegmentPart
from kiosk.recovery import StoredSegment, join_parts, recover

CARD_KEY = b"c" * 32
OWNER = Owner(b"e" * 32, "001.x", CARD_KEY, keys.sealing_public_key(b"p" * 32))


def write_segment(
    text: str, parent: Parent | None = None, typed: str = "", owner: Owner = OWNER
) -> tuple[StoredSegment, SegmentWriter]:
    """A segment that begins with a text and adds what is typed, one character a record."""
    writer = SegmentWriter(owner, Place("pc-01", 1), parent, os.urandom)
    events: list[Event] = [Opened(0, 1, 0, "pc-01"), Snapshot(0, text, "", "", ())]
    events += [
        Edited(0, Part.PAPER, len(text) + place, "", character)
        for place, character in enumerate(typed)
    ]
    records = tuple(writer.append(event) for event in events)
    return StoredSegment(writer.header_bytes, records), writer


def cut(segment: StoredSegment, count: int) -> StoredSegment:
    return StoredSegment(segment.header, segment.records[:count])


def spoil(segment: StoredSegment, index: int) -> StoredSegment:
    records = list(segment.records)
    records[index] = bytes(len(records[index]))
    return StoredSegment(segment.header, tuple(records))


def parent_of(writer: SegmentWriter) -> Parent:
    header = writer.header
    return Parent(header.segment_id, header.generation, writer.count, writer.head)


def test_nothing_at_hand_is_an_empty_draft() -> None:
    recovery = recover([], CARD_KEY)
    assert (recovery.draft, recovery.parent, recovery.trouble) == (Draft(), None, None)


def test_the_longest_copy_of_a_segment_counts_in_either_order() -> None:
    segment, writer = write_segment("", typed="abcdef")
    for copies in ([cut(segment, 4), segment], [segment, cut(segment, 4)]):
        recovery = recover(copies, CARD_KEY)
        assert recovery.draft.paper == "abcdef"
        assert recovery.parent == parent_of(writer)
        assert recovery.segments == (segment,)


def test_a_damaged_longer_copy_is_made_good_by_a_shorter_one() -> None:
    segment, _ = write_segment("", typed="abcdef")
    recovery = recover([cut(segment, 6), spoil(segment, 3)], CARD_KEY)
    assert recovery.draft.paper == "abcdef"
    assert (recovery.segments, recovery.trouble) == ((segment,), None)


def test_two_copies_that_lack_the_same_record_lead_no_further() -> None:
    segment, _ = write_segment("", typed="abcdef")
    recovery = recover([spoil(segment, 3), spoil(spoil(segment, 3), 5)], CARD_KEY)
    assert recovery.draft.paper == "a"
    assert recovery.trouble is not None


def test_where_this_card_opens_nothing_the_journal_goes_on_from_the_locked_tip() -> None:
    first, writer = write_segment("", typed="abc")
    second, last = write_segment("abc", parent_of(writer), typed="def")
    recovery = recover([first, cut(second, 3), second], b"n" * 32)
    assert recovery.draft == Draft()
    assert recovery.parent == parent_of(last)
    assert set(recovery.locked) == {first, second}
    assert (recovery.segments, recovery.last_at) == ((), None)
    assert recovery.trouble is not None
    assert recovery.trouble.code == "journal.locked"


def test_what_another_card_wrote_before_is_no_trouble() -> None:
    old, writer = write_segment("", typed="abc")
    owner = Owner(OWNER.exam_id, OWNER.application_id, b"n" * 32, OWNER.panel_public_key)
    new, tip = write_segment("abc", parent_of(writer), typed="d", owner=owner)
    recovery = recover([old, new], b"n" * 32)
    assert (recovery.draft.paper, recovery.trouble) == ("abcd", None)
    assert (recovery.parent, recovery.locked) == (parent_of(tip), (old,))


def test_damage_is_told_and_never_sent_on() -> None:
    segment, _ = write_segment("", typed="abcdef")
    recovery = recover([spoil(segment, 5)], CARD_KEY)
    assert recovery.draft.paper == "abc"
    assert recovery.segments == (cut(segment, 5),)
    assert recovery.trouble is not None
    assert recovery.trouble.code == "journal.record"


def test_the_longest_line_of_parents_is_continued() -> None:
    first, writer = write_segment("", typed="abc")
    second, _ = write_segment("abc", parent_of(writer), typed="def")
    assert recover([second, first], CARD_KEY).draft.paper == "abcdef"


def test_a_segment_cut_off_before_its_snapshot_is_not_continued() -> None:
    first, writer = write_segment("", typed="abc")
    second, _ = write_segment("abc", parent_of(writer))
    for count in (0, 1):
        recovery = recover([first, cut(second, count)], CARD_KEY)
        assert recovery.draft.paper == "abc"
        assert recovery.trouble is None


def test_of_two_forks_the_last_named_is_continued_and_both_are_kept() -> None:
    first, writer = write_segment("", typed="abc")
    left, _ = write_segment("abc", parent_of(writer), typed="L")
    right, _ = write_segment("abc", parent_of(writer), typed="R")
    recovery = recover([first, left, right], CARD_KEY)
    assert recovery.draft.paper == "abcR"
    assert recovery.segments == (first, left, right)


def test_what_this_card_does_not_open_is_set_aside_and_told() -> None:
    segment, _ = write_segment("", typed="abc")
    for header in (b"garbage", segment.header.replace(b"001.x", b"002.x")):
        recovery = recover([segment, StoredSegment(header, ())], CARD_KEY)
        assert recovery.draft.paper == "abc"
        assert recovery.trouble is not None


def test_parts_of_a_segment_are_joined_and_overlaps_counted_once() -> None:
    parts = [
        SegmentPart(b"h", 0, (b"0", b"1")),
        SegmentPart(b"other", 0, (b"x",)),
        SegmentPart(b"h", 1, (b"1", b"2")),
        SegmentPart(b"h", 9, (b"gap",)),
    ]
    assert join_parts(parts) == (
        StoredSegment(b"h", (b"0", b"1", b"2")),
        StoredSegment(b"other", (b"x",)),
    )


_EDITS = st.lists(
    st.tuples(
        st.sampled_from(Part),
        st.integers(0, 6),
        st.sampled_from(["", "", "", "a", "b"]),
        st.sampled_from(["a", "b", "ab", "c" * 150_000]),
        st.booleans(),
    ),
    max_size=12,
)


@settings(max_examples=100, deadline=None)
@given(edits=_EDITS)
def test_what_is_read_is_the_fold_of_the_events_up_to_the_first_that_does_not_fit(
    edits: list[tuple[Part, int, str, str, bool]],
) -> None:
    events: list[Event] = [Opened(0, 1, 7, "pc-01"), Snapshot(0, "ab", "", "", ())]
    at = 0
    for number, (part, place, removed, inserted, goes_on) in enumerate(edits):
        events.append(Edited(number, part, at if goes_on else place, removed, inserted))
        at = (at if goes_on else place) + len(inserted)
    writer = SegmentWriter(OWNER, Place("pc-01", 1), None, os.urandom)
    records = tuple(map(writer.append, events))
    recovery = recover([StoredSegment(writer.header_bytes, records)], CARD_KEY)
    draft, good = Draft(), 0
    for event in events:
        try:
            draft = draft.after(event)
        except JournalError:
            break
        good += 1
    assert (recovery.draft, recovery.last_at) == (draft, 7 + events[good - 1].elapsed)
    assert recovery.segments == (StoredSegment(writer.header_bytes, records[:good]),)
    assert (recovery.trouble is None) == (good == len(events))
