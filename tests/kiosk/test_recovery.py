"""Choosing where to go on from copies that are short, damaged, forked or somebody else's."""

import os

from exam import keys
from exam.draft import Draft, Edited, Event, Opened, Snapshot
from exam.journal import Owner, Parent, Place, SegmentWriter
from exam.manuscript import Part
from exam.protocol import SegmentPart
from kiosk.recovery import StoredSegment, join_parts, recover

CARD_KEY = b"c" * 32
OWNER = Owner(b"e" * 32, "001.x", CARD_KEY, keys.sealing_public_key(b"p" * 32))


def write_segment(
    text: str, parent: Parent | None = None, typed: str = ""
) -> tuple[StoredSegment, SegmentWriter]:
    """A segment that begins with a text and adds what is typed, one character a record."""
    writer = SegmentWriter(OWNER, Place("pc-01", 1), parent, os.urandom)
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


def test_a_damaged_longer_copy_gives_way_to_a_good_one() -> None:
    segment, _ = write_segment("", typed="abcdef")
    recovery = recover([cut(segment, 6), spoil(segment, 3)], CARD_KEY)
    assert recovery.draft.paper == "abcd"


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
