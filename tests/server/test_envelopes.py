"""Sealed envelopes: every genuine one is kept with one receipt, whoever brings it and when."""

import os
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from exam.chronicle import PaperReceived, decode_entry
from exam.errors import ExamError, RefusedError, SealError
from exam.hand_ins import outcome_of
from exam.protocol import VERSION, SubmitReply, SubmitRequest
from exam.receipts import SignedReceipt, read_receipt
from exam.seal import envelope_digest
from server.admission import allow_move
from server.ceremony import Handouts
from server.envelopes import accept_envelope, receipts_of
from server.office import OpenExam
from server.sittings import envelopes_of
from server.store import ledger_size
from tests.server.acting import Candidate, LocalSeat, candidate, place_seat
from tests.server.at_work import sit_down, stand


@dataclass(frozen=True)
class Sitting:
    """A candidate who has signed in at PC-01."""

    exam: OpenExam
    at: LocalSeat
    who: Candidate

    def envelope(self, text: str = "Isi makalah", **changes: object) -> bytes:
        arguments: dict[str, object] = {"text": text, **changes}
        return self.who.envelope(self.at.seat.id, self.at.signing_secret, **arguments)  # type: ignore[arg-type]

    def submit(self, envelope: bytes, receipt: SignedReceipt | None = None) -> SubmitReply:
        request = SubmitRequest(VERSION, envelope, receipt)
        now = self.exam.timeline.now()
        return self.exam.store.write_now(lambda db: accept_envelope(db, self.exam, request, now))

    def move(self) -> None:
        """Let the candidate go on at PC-02."""
        other, now = place_seat(self.exam, "PC-02").seat.id, self.exam.timeline.now()
        who = self.who.application_id
        self.exam.store.write_now(lambda db: allow_move(db, self.exam, who, other, "p", now))


@pytest.fixture
def sitting(exam: OpenExam, made: Handouts) -> Sitting:
    at, who = place_seat(exam, "PC-01"), candidate(exam, made.cards[0])
    sit_down(exam, who, at, exam.timeline.now())
    return Sitting(exam, at, who)


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


def test_what_a_seat_that_was_left_sealed_is_kept_and_does_not_count(sitting: Sitting) -> None:
    before = sitting.envelope("sebelum pindah")
    first = sitting.submit(before)
    sitting.move()
    assert sitting.submit(before) == first
    sitting.submit(sitting.envelope("sesudah pindah"))
    stood = stand(sitting.exam, sitting.who.application_id)
    assert len(stood.envelopes) == 2
    outcome = outcome_of(stood, grace=0)
    assert outcome.counted == stood.envelopes[0]
    assert outcome.forks == stood.envelopes[1:]


def test_every_envelope_of_a_revision_is_kept_and_its_receipt_beside_it(sitting: Sitting) -> None:
    sealed = [sitting.envelope(text) for text in ("yang pertama", "yang kedua", "yang ketiga")]
    given = {envelope_digest(one).hex(): sitting.submit(one).receipt for one in sealed}
    who = sitting.who.application_id
    received = sitting.exam.store.read(lambda db: envelopes_of(db, who))
    receipts = sitting.exam.store.read(lambda db: receipts_of(db, who))
    assert [given[one.digest] for one in received] == list(receipts)
    rows = sitting.exam.store.read(lambda db: list(db.query("select signed from envelopes")))
    assert {row["signed"] for row in rows} == set(sealed)


def test_a_receipt_that_the_server_has_forgotten_is_taken_back(sitting: Sitting) -> None:
    envelope, other = sitting.envelope(), sitting.envelope("lain")
    first = sitting.submit(envelope).receipt
    sitting.exam.store.write_now(lambda db: db.table("envelopes").delete_where())
    assert sitting.submit(other, first).receipt != first
    forged = SignedReceipt(first.body, bytes(64))
    assert sitting.submit(sitting.envelope("ketiga"), forged).receipt != forged
    assert sitting.submit(envelope, first).receipt == first
    (received, *_) = stand(sitting.exam, sitting.who.application_id).envelopes
    assert received.digest == envelope_digest(envelope).hex()
    assert (
        received.received_at
        == read_receipt(first, sitting.exam.manifest.server_signing_key).received_at
    )


def test_an_envelope_of_nobody_here_and_one_after_the_opening_are_refused(
    sitting: Sitting, made: Handouts
) -> None:
    stranger = Candidate("999", "999.nobody", bytes(32), sitting.who.owner)
    with pytest.raises(RefusedError, match=r"submit\.foreign"):
        sitting.submit(stranger.envelope(sitting.at.seat.id, sitting.at.signing_secret))
    known = sitting.envelope()
    first = sitting.submit(known)
    row = {"id": 1, "sealed_map": b"", "map_commitment": b""}
    sitting.exam.store.write_now(lambda db: db.table("opening").insert(row))
    assert sitting.submit(known) == first
    with pytest.raises(RefusedError, match=r"submit\.opened"):
        sitting.submit(sitting.envelope("terlambat"))
    assert made


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


def _of_a_seat_without_the_candidate(sitting: Sitting) -> bytes:
    other = place_seat(sitting.exam, "PC-02")
    return sitting.who.envelope(other.seat.id, other.signing_secret)


def _of_an_admission_that_is_not_known(sitting: Sitting) -> bytes:
    return sitting.envelope(admission=2)


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
        (_of_a_seat_without_the_candidate, RefusedError, "submit.foreign"),
        (_of_an_admission_that_is_not_known, RefusedError, "server.settling"),
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
