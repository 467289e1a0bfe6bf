"""What a beat carries, against what the server says that it holds."""

import os
from collections.abc import Iterable

from exam import keys
from exam.journal import Owner, Place, SegmentWriter, parse_header
from exam.protocol import Held
from kiosk.outbox import BEAT_BYTES, Outbox, fitting


class Records:
    """Records in memory, which may have to be fetched first."""

    def __init__(self, sizes: Iterable[int]) -> None:
        self.records = tuple(bytes(size) for size in sizes)
        self.is_at_hand = True
        self.wanted: list[int] = []

    @property
    def count(self) -> int:
        return len(self.records)

    def records_from(self, first: int, most_bytes: int) -> tuple[bytes, ...]:
        return fitting(self.records[first:], most_bytes) if self.is_at_hand else ()

    def want(self, first: int) -> None:
        self.wanted.append(first)


def new_writer() -> SegmentWriter:
    owner = Owner(b"e" * 32, "001.x", b"c" * 32, keys.sealing_public_key(b"p" * 32))
    return SegmentWriter(owner, Place("pc-01", 1), None, os.urandom)


def fill(outbox: Outbox, writer: SegmentWriter, sizes: list[int]) -> Records:
    source = Records(sizes)
    outbox.add_segment(writer.header_bytes, source)
    return source


def test_only_what_the_server_lacks_is_sent() -> None:
    outbox, writer = Outbox(), new_writer()
    fill(outbox, writer, [1, 1, 1])
    outbox.note_held([Held(writer.header.segment_id, 2)])
    (part,) = outbox.parts(roll_call=False)
    assert (part.first, len(part.records)) == (2, 1)
    assert outbox.waiting == 1


def test_a_server_that_holds_less_than_before_is_refilled() -> None:
    outbox, writer = Outbox(), new_writer()
    fill(outbox, writer, [1, 1, 1])
    assert not outbox.note_held([Held(writer.header.segment_id, 3)])
    assert outbox.parts(roll_call=False) == ()
    assert outbox.note_held([Held(writer.header.segment_id, 1)])
    (part,) = outbox.parts(roll_call=False)
    assert (part.first, len(part.records)) == (1, 2)


def test_a_beat_is_cut_at_its_limit_and_the_next_one_goes_on() -> None:
    outbox, writer = Outbox(), new_writer()
    fill(outbox, writer, [BEAT_BYTES // 3 + 1] * 5)
    held = 0
    sizes = []
    while outbox.waiting:
        (part,) = outbox.parts(roll_call=False)
        assert sum(map(len, part.records)) <= BEAT_BYTES
        held += len(part.records)
        sizes.append(len(part.records))
        outbox.note_held([Held(writer.header.segment_id, held)])
    assert sizes == [2, 2, 1]


def test_a_record_beyond_the_limit_travels_alone() -> None:
    outbox, writer = Outbox(), new_writer()
    fill(outbox, writer, [BEAT_BYTES + 1, 1])
    (part,) = outbox.parts(roll_call=False)
    assert len(part.records) == 1


def test_a_roll_call_names_complete_segments_too() -> None:
    outbox, old, new = Outbox(), new_writer(), new_writer()
    fill(outbox, old, [1])
    fill(outbox, new, [1])
    outbox.note_held([Held(old.header.segment_id, 1)])
    assert [part.header for part in outbox.parts(roll_call=False)] == [new.header_bytes]
    called = outbox.parts(roll_call=True)
    assert {part.header for part in called} == {old.header_bytes, new.header_bytes}


def test_counts_of_segments_that_are_not_ours_change_nothing() -> None:
    outbox, writer = Outbox(), new_writer()
    fill(outbox, writer, [1])
    outbox.note_held([Held(b"?" * 16, 9), Held(writer.header.segment_id, 99)])
    assert outbox.waiting == 0


def test_what_the_server_is_known_to_hold_is_not_sent_to_it() -> None:
    outbox, writer = Outbox(), new_writer()
    source = Records([1, 2, 3])
    outbox.add_segment(writer.header_bytes, source, held=2)
    (part,) = outbox.parts(roll_call=True)
    assert (part.first, part.records) == (2, (bytes(3),))
    outbox.add_segment(writer.header_bytes, Records([1]), held=2)
    assert outbox.waiting == 0


def test_what_must_be_fetched_first_holds_nothing_else_up() -> None:
    outbox, old, new = Outbox(), new_writer(), new_writer()
    source = fill(outbox, old, [1, 1])
    fill(outbox, new, [1])
    source.is_at_hand = False
    assert [part.header for part in outbox.parts(roll_call=False)] == [new.header_bytes]
    outbox.note_held([Held(old.header.segment_id, 1)])
    assert source.wanted == [1]
    source.is_at_hand = True
    assert len(outbox.parts(roll_call=False)) == 2


def test_records_that_were_given_up_are_neither_sent_nor_missed() -> None:
    outbox, writer = Outbox(), new_writer()
    source = fill(outbox, writer, [1, 1, 1])
    outbox.note_held([Held(writer.header.segment_id, 2)])
    source.records = source.records[:1]
    assert (outbox.waiting, outbox.parts(roll_call=False)) == (0, ())
    assert not outbox.note_held([Held(writer.header.segment_id, 2)])


def test_a_server_that_forgot_everything_is_asked_for_the_count_of_every_segment() -> None:
    outbox, writers = Outbox(), [new_writer() for _ in range(150)]
    for writer in writers:
        fill(outbox, writer, [1])
    outbox.note_held(Held(writer.header.segment_id, 1) for writer in writers)
    assert (outbox.waiting, outbox.is_counted) == (0, True)
    outbox.doubt_counts()
    kept: dict[bytes, int] = {}
    while outbox.waiting or not outbox.is_counted:
        parts = outbox.parts(roll_call=True)
        ids = [parse_header(part.header).segment_id for part in parts]
        for segment_id, part in zip(ids, parts, strict=True):
            if part.first <= kept.setdefault(segment_id, 0):
                kept[segment_id] = part.first + len(part.records)
        outbox.note_held(Held(segment_id, kept[segment_id]) for segment_id in ids)
    assert sorted(kept) == sorted(writer.header.segment_id for writer in writers)
    assert set(kept.values()) == {1}
