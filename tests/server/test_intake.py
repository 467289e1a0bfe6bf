"""What kiosks bring: records, repeated, reordered, gapped, foreign, and of seats that were left."""

import os
from dataclasses import dataclass, replace
from typing import Any

import msgspec.inspect
import pytest

from exam.chronicle import DeedReported, decode_entry
from exam.events import Milestone, MilestoneReached
from exam.journal import Parent, Place, SegmentWriter, chain_head
from exam.protocol import (
    MESSAGE_BYTES,
    VERSION,
    BeatRequest,
    Held,
    SegmentPart,
    SignInReply,
    decode,
    encode,
)
from server import segments
from server.admission import allow_move, sign_in
from server.ceremony import Handouts
from server.intake import Taken, accept_beat
from server.office import OpenExam
from server.segments import journal_of
from tests.server.acting import Candidate, LocalSeat, Segment, beat, candidate, place_seat
from tests.server.at_work import stand


@dataclass(frozen=True)
class Sitting:
    """A candidate who has signed in at PC-01."""

    exam: OpenExam
    at: LocalSeat
    who: Candidate

    def beat(self, *parts: SegmentPart) -> tuple[Held, ...]:
        return self.send(beat(self.who.application_id, *parts)).held

    def send(self, request: BeatRequest, at: LocalSeat | None = None) -> Taken:
        seat = (at or self.at).seat
        now = self.exam.timeline.now()
        return self.exam.store.write_now(lambda db: accept_beat(db, self.exam, seat, request, now))

    def segment(self, text: str) -> Segment:
        segment = self.who.segment(self.at.seat.id)
        segment.type(text)
        return segment

    def stored(self) -> list[bytes]:
        journal = self.exam.store.read(lambda db: journal_of(db, self.who.application_id))
        return [record for part in journal for record in part.records]

    def move_to(self, at: LocalSeat) -> None:
        """Let the candidate go on at another seat."""
        now, who = self.exam.timeline.now(), self.who.application_id
        self.exam.store.write_now(
            lambda db: allow_move(db, self.exam, who, at.seat.id, "pengawas-1", now)
        )

    def left_behind(self, *parts: SegmentPart, at: LocalSeat | None = None) -> Taken:
        """Bring records from a seat at which nobody is signed in."""
        return self.send(BeatRequest(VERSION, left_behind=parts), at)


def _sit_down(exam: OpenExam, who: Candidate, at: LocalSeat) -> None:
    now = exam.timeline.now()
    exam.store.write_now(
        lambda db: sign_in(db, exam, at.seat, who.sign_in(), lambda *_: False, now)
    )


def _continue(
    who: Candidate, at: LocalSeat, before: Segment, count: int, admission: int
) -> Segment:
    """Begin a segment that goes on after so many records of another."""
    header = before.writer.header
    head = chain_head(before.writer.header_bytes, before.records[:count])
    parent = Parent(header.segment_id, header.generation, count, head)
    return Segment(SegmentWriter(who.owner, Place(at.seat.id, admission), parent, os.urandom))


@pytest.fixture
def sitting(exam: OpenExam, made: Handouts) -> Sitting:
    at = place_seat(exam, "PC-01")
    who = candidate(exam, made.cards[0])
    _sit_down(exam, who, at)
    return Sitting(exam, at, who)


def test_records_are_stored_and_acknowledged_by_count(sitting: Sitting) -> None:
    segment = sitting.segment("abc")
    assert sitting.beat(segment.part()) == (Held(segment.id, 3),)
    assert sitting.stored() == segment.records


def test_a_repeated_beat_stores_nothing_twice(sitting: Sitting) -> None:
    segment = sitting.segment("abc")
    first = sitting.beat(segment.part())
    assert sitting.beat(segment.part()) == first
    assert sitting.stored() == segment.records


def test_overlapping_records_are_stored_once(sitting: Sitting) -> None:
    segment = sitting.segment("abcde")
    sitting.beat(segment.part(0, 3))
    assert sitting.beat(segment.part(1, 5)) == (Held(segment.id, 5),)
    assert sitting.stored() == segment.records


def test_records_behind_a_gap_are_not_stored(sitting: Sitting) -> None:
    segment = sitting.segment("abcde")
    sitting.beat(segment.part(0, 2))
    assert sitting.beat(segment.part(3)) == (Held(segment.id, 2),)
    assert sitting.stored() == segment.records[:2]


def test_a_new_segment_behind_a_gap_is_not_begun(sitting: Sitting) -> None:
    segment = sitting.segment("abc")
    assert sitting.beat(segment.part(1)) == (Held(segment.id, 0),)
    assert sitting.exam.store.read(lambda db: db.table("segments").count) == 0


def test_beats_in_the_wrong_order_end_with_every_record_once(sitting: Sitting) -> None:
    segment = sitting.segment("abcdef")
    early, late = segment.part(0, 3), segment.part(3)
    counts = [sitting.beat(part)[0].count for part in (late, early, late, early)]
    assert counts == [0, 3, 6, 6]
    assert sitting.stored() == segment.records


def test_segments_come_back_in_the_order_in_which_they_arrived(sitting: Sitting) -> None:
    segments = [sitting.segment(text) for text in ("ab", "cd", "ef")]
    held = sitting.beat(*(segment.part() for segment in segments))
    assert held == tuple(Held(segment.id, 2) for segment in segments)
    journal = sitting.exam.store.read(lambda db: journal_of(db, sitting.who.application_id))
    assert [part.header for part in journal] == [one.writer.header_bytes for one in segments]


def test_one_beat_is_one_row_for_each_segment(sitting: Sitting) -> None:
    segment = sitting.segment("x" * 50)
    sitting.beat(segment.part())
    assert sitting.exam.store.read(lambda db: db.table("batches").count) == 1


def test_what_is_not_the_candidates_is_passed_over_and_the_rest_is_kept(
    sitting: Sitting, made: Handouts
) -> None:
    stranger = candidate(sitting.exam, made.cards[1]).segment(sitting.at.seat.id)
    later, own = sitting.who.segment(sitting.at.seat.id, admission=2), sitting.segment("abc")
    for segment in (stranger, later):
        segment.type("a")
    foreign = (stranger.part(), later.part(), SegmentPart(b"\x00", 0, (b"record",)))
    request = beat(sitting.who.application_id, *foreign, own.part())
    taken = sitting.send(request)
    assert (taken.held, taken.refused) == ((Held(own.id, 3),), 3)
    assert not taken.has_all_of(request)
    assert sitting.stored() == own.records


def test_a_segment_that_another_seat_wrote_may_be_brought_back(sitting: Sitting) -> None:
    segment = sitting.who.segment("a seat that this server does not know")
    segment.type("abc")
    assert sitting.beat(segment.part()) == (Held(segment.id, 3),)
    assert sitting.stored() == segment.records


def test_asking_for_a_count_adds_nothing(sitting: Sitting) -> None:
    known, unknown = sitting.segment("abc"), sitting.segment("de")
    sitting.beat(known.part())
    held = sitting.beat(known.part(3), unknown.part(2))
    assert held == (Held(known.id, 3), Held(unknown.id, 0))
    assert sitting.stored() == known.records


def test_a_long_segment_comes_back_in_parts_that_the_protocol_allows(sitting: Sitting) -> None:
    segment = sitting.segment("x" * 10_001)
    sitting.beat(segment.part(0, 9_000), segment.part(9_000))
    journal = sitting.exam.store.read(lambda db: journal_of(db, sitting.who.application_id))
    assert [(part.first, len(part.records)) for part in journal] == [(0, 10_000), (10_000, 1)]
    assert [decode(encode(part), SegmentPart) for part in journal] == list(journal)


def test_another_header_for_a_known_segment_is_passed_over(sitting: Sitting) -> None:
    segment = sitting.segment("ab")
    sitting.beat(segment.part(0, 1))
    damaged = bytearray(segment.writer.header_bytes)
    damaged[-1] ^= 1
    assert sitting.beat(SegmentPart(bytes(damaged), 1, tuple(segment.records[1:]))) == ()
    assert sitting.stored() == segment.records[:1]


def test_with_each_batch_stands_the_hash_over_all_before(sitting: Sitting) -> None:
    segment = sitting.segment("abcdef")
    for end in (2, 3, 6):
        sitting.beat(segment.part(0, end))
    query = "select first + count as held, head from batches order by first"
    rows = sitting.exam.store.read(lambda db: list(db.query(query)))
    header = segment.writer.header_bytes
    assert [(row["held"], row["head"]) for row in rows] == [
        (end, chain_head(header, segment.records[:end])) for end in (2, 3, 6)
    ]


def test_batches_without_a_hash_are_hashed_from_the_beginning(sitting: Sitting) -> None:
    segment = sitting.segment("abc")
    sitting.beat(segment.part(0, 2))
    sitting.exam.store.write_now(lambda db: db.execute("update batches set head = x''"))
    sitting.beat(segment.part())
    query = "select head from batches order by first desc"
    rows = sitting.exam.store.read(lambda db: list(db.query(query)))
    assert rows[0]["head"] == chain_head(segment.writer.header_bytes, segment.records)


@pytest.mark.parametrize(("application", "is_ahead"), [("", False), ("nobody.here", True)])
def test_a_beat_of_nobody_here_is_answered(
    sitting: Sitting, application: str, is_ahead: bool
) -> None:
    taken = sitting.send(beat(application, sitting.segment("a").part()))
    assert taken == Taken(held=(Held(taken.held[0].segment_id, 1),), is_ahead=is_ahead)


def test_a_seat_that_was_left_brings_its_records_beside_the_line_and_no_deeds(
    sitting: Sitting,
) -> None:
    segment, other = sitting.segment("abcde"), place_seat(sitting.exam, "PC-02")
    sitting.beat(segment.part(0, 2))
    sitting.move_to(other)
    moved = _continue(sitting.who, other, segment, 2, admission=2)
    moved.type("xy")
    assert (
        sitting.send(beat(sitting.who.application_id, moved.part(), admission=2), other).forks == 0
    )
    deed = MilestoneReached(Milestone.IDENTITY_CONFIRMED)
    late = sitting.send(beat(sitting.who.application_id, segment.part(2), deeds=(deed,)))
    assert late == Taken((Held(segment.id, 5),), forks=1)
    assert not stand(sitting.exam, sitting.who.application_id).has_reached(
        Milestone.IDENTITY_CONFIRMED
    )
    fork = _continue(sitting.who, sitting.at, segment, 5, admission=1)
    fork.type("z")
    sitting.left_behind(fork.part())
    sitting.left_behind(fork.part())
    beside = sitting.send(beat(sitting.who.application_id, admission=2), other)
    assert beside.forks == 2
    assert sitting.stored() == [*segment.records, *moved.records, *fork.records]


def test_any_seat_may_bring_what_was_left_behind_but_not_what_is_written_now(
    sitting: Sitting, made: Handouts
) -> None:
    messenger, segment = place_seat(sitting.exam, "PC-09"), sitting.segment("abc")
    assert sitting.left_behind(segment.part(), at=messenger) == Taken(refused=1)
    assert sitting.left_behind(segment.part(0, 1)) == Taken((Held(segment.id, 1),))
    sitting.move_to(place_seat(sitting.exam, "PC-02"))
    assert sitting.left_behind(segment.part(), at=messenger) == Taken((Held(segment.id, 3),))
    stranger = candidate(sitting.exam, made.cards[1]).segment(sitting.at.seat.id)
    stranger.type("a")
    foreign = replace(sitting.who.owner, exam_id=bytes(32))
    elsewhere = Segment(SegmentWriter(foreign, Place("PC-01", 1), None, os.urandom))
    elsewhere.type("a")
    assert sitting.left_behind(stranger.part(), elsewhere.part()) == Taken(refused=2)


def test_a_roll_call_says_what_is_here_of_anybody(sitting: Sitting) -> None:
    segment, unknown = sitting.segment("abc"), sitting.segment("de")
    sitting.beat(segment.part())
    sitting.move_to(place_seat(sitting.exam, "PC-02"))
    calls = (SegmentPart(one.writer.header_bytes, 0, ()) for one in (segment, unknown))
    assert sitting.left_behind(*calls).held == (Held(segment.id, 3), Held(unknown.id, 0))


def test_an_admission_that_is_not_known_here_is_answered_and_shows_what_was_forgotten(
    sitting: Sitting,
) -> None:
    other, segment = place_seat(sitting.exam, "PC-02"), sitting.segment("abc")
    theirs = sitting.who.segment(other.seat.id, admission=2)
    theirs.type("x")
    taken = sitting.send(beat(sitting.who.application_id, theirs.part(), admission=2), other)
    assert taken == Taken(refused=1, is_ahead=True)
    again = sitting.send(beat(sitting.who.application_id, segment.part(), admission=3))
    assert again == Taken((Held(segment.id, 3),), is_ahead=True)
    planted = sitting.who.segment(sitting.at.seat.id, admission=3)
    planted.type("x")
    ahead = sitting.send(beat(sitting.who.application_id, planted.part(), admission=3))
    assert ahead == Taken(refused=1, is_ahead=True)


def test_the_deeds_of_a_beat_are_known_of_the_sitting_and_stand_in_the_ledger(
    sitting: Sitting,
) -> None:
    deed = MilestoneReached(Milestone.IDENTITY_CONFIRMED)
    for _ in range(2):
        sitting.send(beat(sitting.who.application_id, deeds=(deed,)))
    stood = stand(sitting.exam, sitting.who.application_id)
    assert stood.has_reached(Milestone.IDENTITY_CONFIRMED)
    rows = sitting.exam.store.read(lambda db: list(db.query("select entry from ledger")))
    entries = [decode_entry(row["entry"]) for row in rows]
    (entry,) = [one for one in entries if isinstance(one, DeedReported)]
    assert (entry.application_id, entry.seat_id, entry.deed) == (
        sitting.who.application_id,
        sitting.at.seat.id,
        deed,
    )


def test_however_many_texts_lie_beside_it_a_sign_in_brings_the_line_and_then_the_newest_forks(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, other = sitting.segment("satu"), place_seat(sitting.exam, "PC-02")
    parent = Parent(first.writer.header.segment_id, 0, 1, first.writer.head)
    sitting.beat(first.part())
    sitting.move_to(other)
    place = Place(other.seat.id, 2)
    tip = Segment(SegmentWriter(sitting.who.owner, place, parent, os.urandom))
    tip.type("dua")
    request = beat(sitting.who.application_id, tip.part(), admission=2)
    sitting.send(request, other)
    forks = [sitting.segment(f"fork {number}") for number in range(4)]
    sitting.left_behind(*(fork.part() for fork in forks), at=other)
    line, parts = [first.part(), tip.part()], [fork.part() for fork in forks]

    def given(limit: str, most: int) -> list[SegmentPart]:
        with monkeypatch.context() as patched:
            patched.setattr(segments, limit, most)
            read = sitting.exam.store.read(lambda db: journal_of(db, sitting.who.application_id))
            return list(read)

    assert given("MOST_PARTS", 6) == line + parts
    assert given("MOST_PARTS", 4) == line + parts[2:]
    assert given("MOST_PARTS", 1) == [tip.part()]
    each = max(len(encode(part)) for part in (*line, *parts))
    assert given("MOST_BYTES", 3 * each) == [*line, parts[3]]
    assert given("MOST_BYTES", each) == [tip.part()]


def test_the_longest_journal_of_a_sign_in_is_within_what_its_reply_may_be() -> None:
    row: Any = msgspec.inspect.type_info(SignInReply)
    (journal,) = [field.type for field in row.fields if field.name == "journal"]
    assert journal.max_length > segments.MOST_PARTS
    assert MESSAGE_BYTES[SignInReply] - segments.MOST_BYTES > 20_000_000
