"""What kiosks bring: records and envelopes, repeated, reordered, gapped and foreign."""

import os
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from exam.chronicle import DeedReported, PaperReceived, decode_entry
from exam.errors import ExamError, JournalError, RefusedError, SealError
from exam.events import Milestone, MilestoneReached
from exam.protocol import (
    VERSION,
    BeatRequest,
    Held,
    SegmentPart,
    SubmitReply,
    SubmitRequest,
    decode,
    encode,
)
from exam.seal import envelope_digest, read_receipt
from server.admission import sign_in
from server.ceremony import Handouts
from server.intake import accept_beat, accept_envelope, journal_of, receipts_of
from server.office import OpenExam
from server.store import ledger_size
from tests.server.acting import Candidate, LocalSeat, Segment, beat, candidate, place_seat
from tests.server.at_work import stand


@dataclass(frozen=True)
class Sitting:
    """A candidate who has signed in at PC-01."""

    exam: OpenExam
    at: LocalSeat
    who: Candidate

    def beat(self, *parts: SegmentPart) -> tuple[Held, ...]:
        return self.send(beat(self.who.application_id, *parts))

    def send(self, request: BeatRequest) -> tuple[Held, ...]:
        now = self.exam.timeline.now()
        return self.exam.store.write_now(
            lambda db: accept_beat(db, self.exam, self.at.seat, request, now)
        )

    def segment(self, text: str) -> Segment:
        segment = self.who.segment(self.at.seat.id)
        segment.type(text)
        return segment

    def envelope(self, text: str = "Isi makalah", **changes: object) -> bytes:
        arguments: dict[str, object] = {"text": text, **changes}
        return self.who.envelope(self.at.seat.id, self.at.signing_secret, **arguments)  # type: ignore[arg-type]

    def submit(self, envelope: bytes, at: LocalSeat | None = None) -> SubmitReply:
        seat = (at or self.at).seat
        request = SubmitRequest(VERSION, envelope)
        now = self.exam.timeline.now()
        return self.exam.store.write_now(
            lambda db: accept_envelope(db, self.exam, seat, request, now)
        )

    def stored(self) -> list[bytes]:
        journal = self.exam.store.read(lambda db: journal_of(db, self.who.application_id))
        return [record for part in journal for record in part.records]


def _sit_down(exam: OpenExam, who: Candidate, at: LocalSeat) -> None:
    now = exam.timeline.now()
    exam.store.write_now(
        lambda db: sign_in(db, exam, at.seat, who.sign_in(), lambda *_: False, now)
    )


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


def test_a_segment_of_another_candidate_is_refused(sitting: Sitting, made: Handouts) -> None:
    stranger = candidate(sitting.exam, made.cards[1]).segment(sitting.at.seat.id)
    stranger.type("a")
    with pytest.raises(JournalError, match=r"journal\.foreign"):
        sitting.beat(stranger.part())


def test_a_segment_that_another_seat_wrote_may_be_brought_back(sitting: Sitting) -> None:
    segment = sitting.who.segment("a seat that this server does not know")
    segment.type("abc")
    assert sitting.beat(segment.part()) == (Held(segment.id, 3),)
    assert sitting.stored() == segment.records


def test_a_segment_of_a_later_admission_than_the_seat_has_is_refused(sitting: Sitting) -> None:
    segment = sitting.who.segment(sitting.at.seat.id, admission=2)
    segment.type("abc")
    with pytest.raises(JournalError, match=r"journal\.foreign"):
        sitting.beat(segment.part())
    assert sitting.exam.store.read(lambda db: db.table("segments").count) == 0


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


def test_another_header_for_a_known_segment_is_refused(sitting: Sitting) -> None:
    segment = sitting.segment("ab")
    sitting.beat(segment.part(0, 1))
    damaged = bytearray(segment.writer.header_bytes)
    damaged[-1] ^= 1
    with pytest.raises(JournalError, match=r"journal\.foreign"):
        sitting.beat(SegmentPart(bytes(damaged), 1, tuple(segment.records[1:])))
    assert sitting.stored() == segment.records[:1]


def test_a_header_that_is_none_is_refused(sitting: Sitting) -> None:
    with pytest.raises(JournalError, match=r"journal\.header"):
        sitting.beat(SegmentPart(b"\x00", 0, (b"record",)))


def test_a_beat_for_somebody_who_never_signed_in_is_refused(
    sitting: Sitting, made: Handouts
) -> None:
    with pytest.raises(RefusedError, match=r"seat\.sign-in-first"):
        sitting.send(beat(made.cards[1].application.id))


def test_a_beat_before_sign_in_needs_no_candidate(sitting: Sitting) -> None:
    assert sitting.send(beat("", phase="")) == ()


def test_the_seat_that_was_left_is_fenced(sitting: Sitting) -> None:
    segment = sitting.segment("abc")
    sitting.beat(segment.part(0, 2))
    _sit_down(sitting.exam, sitting.who, place_seat(sitting.exam, "PC-02"))
    with pytest.raises(RefusedError) as refused:
        sitting.beat(segment.part(2))
    assert (refused.value.code, refused.value.details) == ("seat.fenced", {"seat": "PC-02"})
    with pytest.raises(RefusedError, match=r"seat\.fenced"):
        sitting.submit(sitting.envelope())
    assert sitting.stored() == segment.records[:2]


def test_an_admission_of_before_is_fenced_at_the_same_seat_too(sitting: Sitting) -> None:
    for place in (place_seat(sitting.exam, "PC-02"), sitting.at):
        _sit_down(sitting.exam, sitting.who, place)
    segment = sitting.segment("abc")
    for admission in (1, 2):
        with pytest.raises(RefusedError, match=r"seat\.fenced"):
            sitting.send(beat(sitting.who.application_id, segment.part(), admission=admission))
    with pytest.raises(RefusedError, match=r"seat\.fenced"):
        sitting.submit(sitting.envelope(admission=1))
    sitting.send(beat(sitting.who.application_id, segment.part(), admission=3))
    sitting.submit(sitting.envelope(admission=3))


def test_a_move_that_a_restored_server_has_forgotten_is_signed_in_again(sitting: Sitting) -> None:
    moved = Sitting(sitting.exam, place_seat(sitting.exam, "PC-02"), sitting.who)
    with pytest.raises(RefusedError, match=r"seat\.sign-in-first"):
        moved.send(beat(sitting.who.application_id, admission=2))
    with pytest.raises(RefusedError, match=r"seat\.fenced"):
        moved.send(beat(sitting.who.application_id, admission=1))
    sitting.send(beat(sitting.who.application_id, admission=3))


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


def test_a_seat_that_was_left_reports_no_deeds(sitting: Sitting) -> None:
    _sit_down(sitting.exam, sitting.who, place_seat(sitting.exam, "PC-02"))
    deed = MilestoneReached(Milestone.IDENTITY_CONFIRMED)
    with pytest.raises(RefusedError, match=r"seat\.fenced"):
        sitting.send(beat(sitting.who.application_id, deeds=(deed,)))
    stood = stand(sitting.exam, sitting.who.application_id)
    assert not stood.has_reached(Milestone.IDENTITY_CONFIRMED)


def test_a_receipt_names_the_envelope_and_is_signed_by_the_server(sitting: Sitting) -> None:
    envelope = sitting.envelope()
    receipt = read_receipt(
        sitting.submit(envelope).receipt, sitting.exam.manifest.server_signing_key
    )
    assert receipt.envelope_digest == envelope_digest(envelope)
    assert (receipt.exam_id, receipt.application_id, receipt.revision) == (
        sitting.exam.exam_id,
        sitting.who.application_id,
        1,
    )


def test_the_same_envelope_twice_gets_the_same_receipt_and_one_entry(sitting: Sitting) -> None:
    envelope = sitting.envelope()
    first = sitting.submit(envelope)
    size = sitting.exam.store.read(ledger_size)
    assert sitting.submit(envelope) == first
    assert sitting.exam.store.read(ledger_size) == size
    assert sitting.exam.store.read(lambda db: receipts_of(db, sitting.who.application_id)) == (
        first.receipt,
    )


def test_the_same_envelope_gets_its_receipt_even_from_a_seat_that_was_left(
    sitting: Sitting,
) -> None:
    envelope = sitting.envelope()
    first = sitting.submit(envelope)
    _sit_down(sitting.exam, sitting.who, place_seat(sitting.exam, "PC-02"))
    assert sitting.submit(envelope) == first


def test_another_envelope_of_the_same_revision_is_refused(sitting: Sitting) -> None:
    first = sitting.envelope("yang pertama")
    sitting.submit(first)
    with pytest.raises(RefusedError, match=r"submit\.other-envelope"):
        sitting.submit(sitting.envelope("yang kedua"))
    (row,) = sitting.exam.store.read(lambda db: list(db.query("select signed from envelopes")))
    assert row["signed"] == first


def test_a_received_paper_stands_in_the_ledger(sitting: Sitting) -> None:
    envelope = sitting.envelope(cause="time-up")
    sitting.submit(envelope)
    rows = sitting.exam.store.read(lambda db: list(db.query("select entry from ledger")))
    (entry,) = [
        found for row in rows if isinstance(found := decode_entry(row["entry"]), PaperReceived)
    ]
    assert (entry.application_id, entry.revision, entry.seat_id, entry.cause) == (
        sitting.who.application_id,
        1,
        sitting.at.seat.id,
        "time-up",
    )
    assert entry.envelope_digest == envelope_digest(envelope).hex()


def _signed_by_another(sitting: Sitting) -> bytes:
    return sitting.who.envelope(sitting.at.seat.id, os.urandom(32))


def _of_another_exam(sitting: Sitting) -> bytes:
    return sitting.envelope(exam_id=bytes(32))


def _naming_another_seat(sitting: Sitting) -> bytes:
    return sitting.who.envelope("PC-99", sitting.at.signing_secret)


def _of_a_later_revision(sitting: Sitting) -> bytes:
    return sitting.envelope(revision=2)


def _for_no_known_cause(sitting: Sitting) -> bytes:
    return sitting.envelope(cause="because")


def _cut_short(sitting: Sitting) -> bytes:
    return sitting.envelope()[:-1]


@pytest.mark.parametrize(
    ("make", "kind", "code"),
    [
        (_signed_by_another, SealError, "seal.signature"),
        (_of_another_exam, RefusedError, "submit.foreign"),
        (_naming_another_seat, RefusedError, "submit.foreign"),
        (_of_a_later_revision, RefusedError, "submit.revision"),
        (_for_no_known_cause, SealError, "seal.damaged"),
        (_cut_short, SealError, "seal.damaged"),
    ],
)
def test_an_envelope_that_is_not_acceptable_is_refused_and_not_kept(
    sitting: Sitting, make: Callable[[Sitting], bytes], kind: type[ExamError], code: str
) -> None:
    envelope = make(sitting)
    with pytest.raises(kind) as refused:
        sitting.submit(envelope)
    assert refused.value.code == code
    assert sitting.exam.store.read(lambda db: db.table("envelopes").count) == 0
