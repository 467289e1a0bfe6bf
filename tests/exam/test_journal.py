"""The encrypted record chain of one sitting: writing, reading, and whose it is."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam import keys
from exam.draft import MOST_DEEDS, Draft, Edited, Event, Noted, Observed, Opened, Snapshot, replay
from exam.errors import ExamError, JournalError, KeyMismatchError
from exam.events import PaperSealed, StartOrdered
from exam.journal import (
    HEADER_BYTES,
    RECORD_BYTES,
    Owner,
    Parent,
    Place,
    SegmentWriter,
    chain_head,
    parse_header,
    read_records,
    unlock_with_card,
    unlock_with_panel,
)
from exam.limits import LONGEST_REASON, LONGEST_TEXT
from exam.manuscript import Part
from tests.exam.journals import (
    CARD_KEY,
    EVENTS,
    OTHER_CARD_KEY,
    OWNER,
    PLACE,
    SEALED,
    a_segment,
)
from tests.exam.shapes import shown_shortly, values_of
from tests.exam.sources import APPLICATION, EXAM, PANEL_SEED, fixed

LONGEST_NAME = "𝒩" * 200
FULL = "𝒩" * LONGEST_TEXT
ONE_OF_ALL = values_of(Event)


def refusal_of_append(event: Event) -> str:
    segment = a_segment(EVENTS[0])
    head = segment.writer.head
    with pytest.raises(JournalError) as refused:
        segment.writer.append(event)
    assert (segment.writer.count, segment.writer.head) == (1, head)
    return refused.value.code


@given(st.lists(ONE_OF_ALL, max_size=5))
def test_whatever_was_appended_is_read_as_it_was(events: list[Event]) -> None:
    segment = a_segment(*events)
    assert list(read_records(segment.header_bytes, segment.key, segment.records)) == events
    assert segment.writer.count == len(events)


def test_card_and_panel_open_the_same_journal() -> None:
    segment = a_segment(*EVENTS)
    header = parse_header(segment.header_bytes)
    assert header == segment.header
    for key in (unlock_with_card(header, CARD_KEY), unlock_with_panel(header, PANEL_SEED)):
        assert tuple(read_records(segment.header_bytes, key, segment.records)) == EVENTS


def test_a_journal_replays_to_the_draft_that_was_written() -> None:
    segment = a_segment(*EVENTS)
    events = read_records(segment.header_bytes, segment.key, segment.records)
    assert replay(events) == replay(EVENTS) != Draft()


def test_the_head_needs_no_key_and_moves_with_every_record() -> None:
    segment = a_segment(*EVENTS)
    lengths = range(len(EVENTS) + 1)
    heads = [chain_head(segment.header_bytes, segment.records[:length]) for length in lengths]
    assert heads[-1] == segment.writer.head
    assert len(set(heads)) == len(EVENTS) + 1
    assert {len(head) for head in heads} == {32}


def test_a_header_says_whose_it_is_and_where_it_was_written() -> None:
    header = a_segment(place=Place("seat-7", 3)).header
    assert (header.version, header.exam_id, header.application_id) == (1, EXAM, APPLICATION)
    assert (header.seat_id, header.admission) == ("seat-7", 3)
    assert (header.generation, header.parent_id) == (0, b"")
    assert (header.parent_count, header.parent_head) == (0, b"")


def test_a_segment_names_the_one_that_it_continues() -> None:
    first = a_segment(*EVENTS)
    second = a_segment(parent=first.as_parent, seed="t")
    header = parse_header(second.header_bytes)
    assert header.generation == 1
    assert header.parent_id == first.header.segment_id != header.segment_id
    assert (header.parent_count, header.parent_head) == (len(EVENTS), first.writer.head)
    third = a_segment(parent=second.as_parent, seed="u")
    assert (third.header.generation, third.header.parent_count) == (2, 0)


# Keys


def test_another_card_and_another_panel_unlock_nothing() -> None:
    header = a_segment().header
    for unlock, secret in ((unlock_with_card, OTHER_CARD_KEY), (unlock_with_panel, bytes(32))):
        with pytest.raises(KeyMismatchError) as refused:
            unlock(header, secret)
        assert refused.value.code == "keys.mismatch"


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_secret_of_another_length_unlocks_nothing(length: int) -> None:
    header = a_segment().header
    for unlock in (unlock_with_card, unlock_with_panel):
        with pytest.raises(KeyMismatchError) as refused:
            unlock(header, bytes(length))
        assert refused.value.code == "keys.length"


def test_a_key_that_the_header_is_not_committed_to_is_refused() -> None:
    header = a_segment().header
    names = (header.exam_id, header.application_id, header.segment_id)
    wrong = bytes(range(7, 39))
    by_card = keys.encrypt(CARD_KEY, wrong, "segment-card", *names, random=fixed())
    by_panel = keys.seal_to(OWNER.panel_public_key, wrong, "segment-panel", *names)
    for forged, unlock, secret in (
        (msgspec.structs.replace(header, key_for_card=by_card), unlock_with_card, CARD_KEY),
        (msgspec.structs.replace(header, key_for_panel=by_panel), unlock_with_panel, PANEL_SEED),
    ):
        with pytest.raises(KeyMismatchError) as refused:
            unlock(forged, secret)
        assert refused.value.code == "keys.mismatch"
        assert refused.value.details == {"purpose": "segment-commitment"}


def test_every_segment_has_an_id_and_a_key_of_its_own() -> None:
    segments = [a_segment(seed=seed) for seed in ("a", "b", "c")]
    assert len({segment.key for segment in segments}) == 3
    assert len({segment.header.segment_id for segment in segments}) == 3


# What could not be read back


def test_every_kind_of_event_fits_at_its_largest() -> None:
    deeds = tuple(
        PaperSealed(65_535 - number, 65_535, 2**48, SEALED.cause) for number in range(MOST_DEEDS)
    )
    for event in (
        Opened(2**36, 2**32, 2**48, LONGEST_NAME),
        Edited(2**36, Part.SLIDES, 2**32, FULL, FULL),
        Snapshot(2**36, FULL, FULL, FULL, deeds),
        Noted(2**36, deeds[0]),
        Observed(2**36, LONGEST_NAME, "𝒩" * LONGEST_REASON),
    ):
        segment = a_segment(event)
        assert len(segment.records[0]) <= RECORD_BYTES
        assert list(read_records(segment.header_bytes, segment.key, segment.records)) == [event]


@pytest.mark.parametrize(
    "event",
    [
        Opened(0, -1, 0, "seat-1"),
        Opened(0, 0, 2**48 + 1, "seat-1"),
        Opened(0, 0, 0, LONGEST_NAME + "x"),
        Edited(-1, Part.PAPER, 0, "", "x"),
        Edited(2**36 + 1, Part.PAPER, 0, "", "x"),
        Edited(0, Part.PAPER, -1, "", "x"),
        Edited(0, Part.PAPER, 2**32 + 1, "", "x"),
        Edited(0, Part.PAPER, 2**64, "", "x"),
        Edited(0, "title", 0, "", "x"),  # type: ignore[arg-type]
        Edited(0, Part.PAPER, 0, "", "x" * (LONGEST_TEXT + 1)),
        Edited(0, Part.PAPER, 0, "x" * (LONGEST_TEXT + 1), ""),
        Edited(0, Part.PAPER, 0, "", "\udcff"),
        Snapshot(0, "", "", "", (SEALED,) * (MOST_DEEDS + 1)),
        Snapshot(0, "", "", "x" * (LONGEST_TEXT + 1), ()),
        Noted(0, StartOrdered("0" * 32, 0, 0)),  # type: ignore[arg-type]
        Noted(0, PaperSealed(0, 1, 0, SEALED.cause)),
        Observed(0, "", "x" * (LONGEST_REASON + 1)),
    ],
    ids=shown_shortly,
)
def test_what_could_not_be_read_back_is_not_written(event: Event) -> None:
    assert refusal_of_append(event) == "journal.event"


def test_a_journal_goes_on_after_a_change_that_it_refused() -> None:
    segment = a_segment(EVENTS[0])
    with pytest.raises(JournalError):
        segment.writer.append(Edited(0, Part.PAPER, -1, "", "x"))
    records = (*segment.records, segment.writer.append(EVENTS[1]))
    read = list(read_records(segment.header_bytes, segment.key, records))
    assert read == [EVENTS[0], EVENTS[1]]
    assert segment.writer.head == chain_head(segment.header_bytes, records)


def test_a_header_with_the_longest_names_is_read() -> None:
    owner = Owner(EXAM, LONGEST_NAME, CARD_KEY, OWNER.panel_public_key)
    parent = Parent(bytes(16), 2**32 - 1, 2**32, bytes(32))
    segment = a_segment(owner=owner, place=Place(LONGEST_NAME, 65_535), parent=parent)
    assert len(segment.header_bytes) <= HEADER_BYTES
    assert parse_header(segment.header_bytes) == segment.header


@pytest.mark.parametrize(
    ("owner", "place", "parent"),
    [
        (OWNER, Place(LONGEST_NAME + "x", 1), None),
        (OWNER, Place("seat\udcff", 1), None),
        (OWNER, Place("seat-1", 0), None),
        (OWNER, Place("seat-1", 65_536), None),
        (OWNER, Place("seat-1", -(2**64)), None),
        (Owner(bytes(31), APPLICATION, CARD_KEY, OWNER.panel_public_key), PLACE, None),
        (Owner(EXAM, LONGEST_NAME + "x", CARD_KEY, OWNER.panel_public_key), PLACE, None),
        (OWNER, PLACE, Parent(bytes(15), 0, 0, bytes(32))),
        (OWNER, PLACE, Parent(b"", 0, 0, b"")),
        (OWNER, PLACE, Parent(bytes(16), -1, 0, bytes(32))),
        (OWNER, PLACE, Parent(bytes(16), 2**32, 0, bytes(32))),
        (OWNER, PLACE, Parent(bytes(16), 0, -1, bytes(32))),
        (OWNER, PLACE, Parent(bytes(16), 0, 0, bytes(31))),
    ],
    ids=shown_shortly,
)
def test_a_segment_whose_header_could_not_be_read_back_is_not_begun(
    owner: Owner, place: Place, parent: Parent | None
) -> None:
    with pytest.raises(JournalError) as refused:
        SegmentWriter(owner, place, parent, fixed())
    assert refused.value.code == "journal.header"


def test_a_panel_key_that_is_none_begins_no_segment() -> None:
    with pytest.raises(ExamError) as refused:
        SegmentWriter(Owner(EXAM, APPLICATION, CARD_KEY, bytes(5)), PLACE, None, fixed())
    assert refused.value.code == "keys.public-key"


@pytest.mark.parametrize("length", [0, 5, 16, 24, 31, 33])
def test_records_are_not_tried_with_a_key_of_another_length(length: int) -> None:
    segment = a_segment(*EVENTS)
    with pytest.raises(KeyMismatchError) as refused:
        list(read_records(segment.header_bytes, bytes(length), segment.records))
    assert (refused.value.code, refused.value.details) == ("keys.mismatch", {"purpose": "segment"})
