"""What a beat carries, against what the server says that it holds."""

import os

from exam import keys
from exam.journal import Owner, Place, SegmentWriter
from exam.protocol import Held
from kiosk.outbox import BEAT_BYTES, Outbox


def new_writer() -> SegmentWriter:
    owner = Owner(b"e" * 32, "001.x", b"c" * 32, keys.sealing_public_key(b"p" * 32))
    return SegmentWriter(owner, Place("pc-01", 1), None, os.urandom)


def fill(outbox: Outbox, writer: SegmentWriter, sizes: list[int]) -> None:
    outbox.add_segment(writer.header_bytes)
    for size in sizes:
        outbox.append(writer.header.segment_id, bytes(size))


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
    records = [bytes([number]) for number in range(3)]
    outbox.add_segment(writer.header_bytes, records, held=2)
    (part,) = outbox.parts(roll_call=True)
    assert (part.first, part.records) == (2, (records[2],))
    outbox.add_segment(writer.header_bytes, records[:1], held=2)
    assert outbox.waiting == 0
