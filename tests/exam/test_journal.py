"""The encrypted record chain of one sitting."""

import json
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam import keys
from exam.errors import JournalError, KeyMismatchError
from exam.journal import (
    Draft,
    Edited,
    Event,
    Noted,
    Opened,
    Owner,
    Parent,
    SegmentWriter,
    Snapshot,
    chain_head,
    parse_header,
    read_records,
    replay,
    tip_of,
    unlock_with_card,
    unlock_with_panel,
)
from exam.manuscript import Part
from tests.exam.sources import (
    APPLICATION,
    EXAM,
    OTHER_EXAM,
    PANEL_SEED,
    each_bit_flipped,
    each_byte_changed,
    fixed,
)

CARD_KEY = bytes(range(32))
OWNER = Owner(EXAM, APPLICATION, CARD_KEY, keys.sealing_public_key(PANEL_SEED))
EVENTS: tuple[Event, ...] = (
    Opened(0, 1000, "seat-1"),
    Noted(5, "identity-confirmed"),
    Edited(10, Part.PAPER, 0, "", "Bab"),
    Edited(20, Part.SLIDES, 0, "", "S"),
    Snapshot(30, "Bab I", "S", ("identity-confirmed",)),
)
VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text())


def a_segment(
    *events: Event, owner: Owner = OWNER, parent: Parent | None = None, seed: str = "s"
) -> tuple[SegmentWriter, list[bytes]]:
    writer = SegmentWriter(owner, "seat-1", parent, fixed(seed))
    return writer, [writer.append(event) for event in events]


def key_of(writer: SegmentWriter) -> bytes:
    return unlock_with_card(writer.header, CARD_KEY)


def read_until_refused(header: bytes, key: bytes, records: Sequence[bytes]) -> list[Event]:
    """What is read before the refusal that has to come."""
    good: list[Event] = []
    with pytest.raises(JournalError) as refused:
        good.extend(read_records(header, key, records))
    assert refused.value.code == "journal.record"
    return good


def read_by_card(header: bytes, records: Sequence[bytes]) -> list[Event]:
    return list(read_records(header, unlock_with_card(parse_header(header), CARD_KEY), records))


def test_what_was_appended_is_read_by_card_and_by_panel() -> None:
    writer, records = a_segment(*EVENTS)
    header = parse_header(writer.header_bytes)
    for key in (unlock_with_card(header, CARD_KEY), unlock_with_panel(header, PANEL_SEED)):
        assert tuple(read_records(writer.header_bytes, key, records)) == EVENTS
    assert writer.count == len(EVENTS)


def test_a_segment_that_was_stored_is_still_read() -> None:
    header_bytes = bytes.fromhex(VECTORS["journal_header"])
    records = [bytes.fromhex(record) for record in VECTORS["journal_records"]]
    header = parse_header(header_bytes)
    for key in (unlock_with_card(header, CARD_KEY), unlock_with_panel(header, PANEL_SEED)):
        assert tuple(read_records(header_bytes, key, records)) == EVENTS
    assert chain_head(header_bytes, records).hex() == VECTORS["journal_head"]


def test_the_head_needs_no_key_and_moves_with_every_record() -> None:
    writer, records = a_segment(*EVENTS)
    heads = [chain_head(writer.header_bytes, records[:length]) for length in range(6)]
    assert heads[-1] == writer.head
    assert len(set(heads)) == 6


def test_every_flipped_bit_of_a_record_is_refused() -> None:
    writer, records = a_segment(*EVENTS)
    for changed in each_bit_flipped(records[1]):
        good = read_until_refused(writer.header_bytes, key_of(writer), [records[0], changed])
        assert good == [EVENTS[0]]


def test_no_other_order_of_records_is_accepted() -> None:
    writer, records = a_segment(*EVENTS[:4])
    for order in permutations(records):
        if list(order) != records:
            read_until_refused(writer.header_bytes, key_of(writer), order)


def test_a_repeated_a_missing_and_a_cut_record_are_refused() -> None:
    writer, records = a_segment(*EVENTS)
    key = key_of(writer)
    for wrong in (
        [records[0], records[0]],
        records[1:],
        [records[0], *records[2:]],
        [records[0][:-1]],
        [b""],
    ):
        read_until_refused(writer.header_bytes, key, wrong)


def test_a_record_of_another_segment_is_refused() -> None:
    writer, _ = a_segment(*EVENTS)
    _, others = a_segment(*EVENTS, seed="other")
    read_until_refused(writer.header_bytes, key_of(writer), others)


@pytest.mark.parametrize(
    "owner",
    [
        Owner(OTHER_EXAM, APPLICATION, CARD_KEY, OWNER.panel_public_key),
        Owner(EXAM, "002.kesbangpol", CARD_KEY, OWNER.panel_public_key),
    ],
    ids=["exam", "application"],
)
def test_records_under_the_header_of_another_exam_or_candidate_are_refused(owner: Owner) -> None:
    writer, records = a_segment(*EVENTS)
    other, _ = a_segment(owner=owner)
    read_until_refused(other.header_bytes, key_of(writer), records)


def test_records_under_a_changed_header_are_refused() -> None:
    writer, records = a_segment(*EVENTS)
    moved = msgspec.msgpack.encode(msgspec.structs.replace(writer.header, seat_id="seat-2"))
    assert read_until_refused(moved, key_of(writer), records) == []


def test_a_record_that_holds_no_event_is_refused() -> None:
    writer, _ = a_segment()
    nonsense = writer._chain.encrypt(msgspec.msgpack.encode(["x", 1]))
    assert read_until_refused(writer.header_bytes, key_of(writer), [nonsense]) == []


def test_no_changed_header_byte_leads_to_another_reading() -> None:
    writer, records = a_segment(*EVENTS)
    for changed in each_byte_changed(writer.header_bytes):
        with pytest.raises((JournalError, KeyMismatchError)):
            read_by_card(changed, records)


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xc1", b"\x90", b"\x01", msgspec.msgpack.encode(["x"] * 12)],
)
def test_what_is_no_header_is_refused_as_one(raw: bytes) -> None:
    with pytest.raises(JournalError) as refused:
        parse_header(raw)
    assert refused.value.code == "journal.header"


def test_a_header_with_text_that_is_not_utf_8_is_refused_as_one() -> None:
    writer, _ = a_segment()
    with pytest.raises(JournalError) as refused:
        parse_header(writer.header_bytes.replace(b"seat-1", b"seat\xff1"))
    assert refused.value.code == "journal.header"


def test_a_header_of_a_newer_version_says_so() -> None:
    writer, _ = a_segment()
    newer = msgspec.msgpack.encode(msgspec.structs.replace(writer.header, version=2))
    with pytest.raises(JournalError) as refused:
        parse_header(newer)
    assert (refused.value.code, refused.value.details) == ("journal.version", {"version": 2})


def test_another_card_and_another_panel_unlock_nothing() -> None:
    writer, _ = a_segment()
    with pytest.raises(KeyMismatchError):
        unlock_with_card(writer.header, bytes(32))
    with pytest.raises(KeyMismatchError):
        unlock_with_panel(writer.header, bytes(32))


def test_a_key_that_the_header_is_not_committed_to_is_refused() -> None:
    writer, _ = a_segment()
    forged = msgspec.structs.replace(writer.header, key_commitment=bytes(32))
    for unlock, secret in ((unlock_with_card, CARD_KEY), (unlock_with_panel, PANEL_SEED)):
        with pytest.raises(KeyMismatchError) as refused:
            unlock(forged, secret)
        assert refused.value.details == {"purpose": "segment-commitment"}


@pytest.mark.parametrize("segment_id", [b"", b"short", bytes(17)])
def test_a_header_with_an_id_that_cannot_travel_is_refused(segment_id: bytes) -> None:
    writer, _ = a_segment()
    header = msgspec.structs.replace(writer.header, segment_id=segment_id)
    with pytest.raises(JournalError) as refused:
        parse_header(msgspec.msgpack.encode(header))
    assert refused.value.code == "journal.header"


def test_a_segment_names_the_one_that_it_continues() -> None:
    first, _ = a_segment(*EVENTS)
    parent = Parent(first.header.segment_id, 0, first.count, first.head)
    second, _ = a_segment(parent=parent, seed="t")
    assert (first.header.generation, first.header.parent_id) == (0, b"")
    assert second.header.generation == 1
    assert second.header.parent_id == first.header.segment_id
    assert second.header.parent_count == 5
    assert second.header.parent_head == first.head
    assert second.header.segment_id != first.header.segment_id


def test_the_tip_is_the_longest_line_and_then_the_last_named() -> None:
    root, _ = a_segment()
    parent = Parent(root.header.segment_id, 0, 0, root.head)
    child, _ = a_segment(parent=parent, seed="child")
    fork, _ = a_segment(parent=parent, seed="fork")
    late, _ = a_segment(seed="late")
    assert tip_of([root.header]) is root.header
    assert tip_of([root.header, child.header, late.header]) is child.header
    assert tip_of([child.header, fork.header]) is fork.header


# Drafts


def test_events_add_up_to_the_texts_and_milestones() -> None:
    draft = replay(EVENTS)
    assert draft == Draft("Bab I", "S", ("identity-confirmed",))
    assert (draft.text(Part.PAPER), draft.text(Part.SLIDES)) == ("Bab I", "S")
    assert replay(()) == Draft()


def test_a_milestone_is_kept_once_in_the_order_reached() -> None:
    noted = [Noted(at, name) for at, name in enumerate(["b", "a", "b"])]
    assert replay(noted).milestones == ("b", "a")


@given(st.data())
def test_any_edits_replay_to_the_text_that_they_made(data: st.DataObject) -> None:
    text, events = "", list[Event]()
    for at_once in data.draw(st.lists(st.text(max_size=5), max_size=12)):
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, len(text)))
        events.append(Edited(len(events), Part.PAPER, at, text[at:end], at_once))
        text = text[:at] + at_once + text[end:]
    assert replay(events) == Draft(paper=text)
    assert replay([*events, Snapshot(9, "x", "y", ("z",))]) == Draft("x", "y", ("z",))


@pytest.mark.parametrize(
    ("at", "removed"),
    [(0, "b"), (1, "a"), (2, "b"), (3, "x"), (4, ""), (-1, ""), (-1, "c"), (0, "abcd")],
)
def test_an_edit_that_does_not_fit_is_refused(at: int, removed: str) -> None:
    with pytest.raises(JournalError) as refused:
        Draft(paper="abc").after(Edited(0, Part.PAPER, at, removed, "neu"))
    assert (refused.value.code, refused.value.details) == ("journal.edit", {"at": at})
