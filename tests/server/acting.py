"""Seats and candidates as the tests play them, by the rules of `exam` alone."""

import os
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from exam import keys
from exam.draft import Edited
from exam.events import Deed
from exam.journal import Owner, Place, SegmentWriter
from exam.manuscript import Part
from exam.protocol import (
    VERSION,
    BeatRequest,
    SeatStatus,
    SegmentPart,
    SignInRequest,
)
from exam.seal import HandIn, Manuscript, seal_manuscript
from server.authority import load_authority, public_key_bytes
from server.ceremony import Card
from server.enrolment import Seat
from server.office import OpenExam
from server.timeline import Clocks


@dataclass
class Hand:
    """The hands of the machine's clocks, moved by the test (milliseconds)."""

    monotonic: int = 1_000
    wall: int = 1_790_000_000_000

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self.monotonic += round(seconds * 1000)
        self.wall += round(seconds * 1000)

    @property
    def clocks(self) -> Clocks:
        """The clocks that show these hands."""
        return Clocks(lambda: self.monotonic, lambda: self.wall)


@dataclass(frozen=True)
class Candidate:
    """Somebody with a card: what the code stretches to, and whose journal it is."""

    number: str
    application_id: str
    auth: bytes
    owner: Owner

    def sign_in(self) -> SignInRequest:
        """Ask to sign in."""
        return SignInRequest(VERSION, self.number, self.auth)

    def segment(self, seat_id: str, admission: int = 1) -> "Segment":
        """Begin a journal segment at a seat."""
        return Segment(SegmentWriter(self.owner, Place(seat_id, admission), None, os.urandom))

    def envelope(
        self,
        seat_id: str,
        signing_secret: bytes,
        text: str = "Isi makalah",
        revision: int = 1,
        admission: int = 1,
        cause: str = "submitted",
        exam_id: bytes | None = None,
        sealed_at: int = 0,
    ) -> bytes:
        """Seal a paper at a seat."""
        hand_in = HandIn(
            exam_id=self.owner.exam_id if exam_id is None else exam_id,
            application_id=self.application_id,
            revision=revision,
            admission=admission,
            seat_id=seat_id,
            sealed_at=sealed_at,
            cause=cause,
            journal_head=bytes(32),
        )
        panel_key = self.owner.panel_public_key
        return seal_manuscript(Manuscript(text, ""), hand_in, panel_key, signing_secret, os.urandom)


def candidate(exam: OpenExam, card: Card) -> Candidate:
    """Let the owner of a card come in."""
    who = card.application
    stretched = keys.stretch(
        card.code, "card", exam.exam_id, who.number, profile=exam.config.kdf_profile
    )
    owner = Owner(exam.exam_id, who.id, stretched.wrap, exam.manifest.panel_public_key)
    return Candidate(who.number, who.id, stretched.auth, owner)


@dataclass
class Segment:
    """A journal segment with its records at hand, to be sent in any order."""

    writer: SegmentWriter
    records: list[bytes] = field(default_factory=list)

    @property
    def id(self) -> bytes:
        """The segment's id."""
        return self.writer.header.segment_id

    def type(self, text: str) -> None:
        """Write one record for each character."""
        for character in text:
            event = Edited(0, Part.PAPER, len(self.records), "", character)
            self.records.append(self.writer.append(event))

    def part(self, first: int = 0, end: int | None = None) -> SegmentPart:
        """Return some of the records as a beat carries them."""
        return SegmentPart(self.writer.header_bytes, first, tuple(self.records[first:end]))


def beat(
    application_id: str,
    *parts: SegmentPart,
    phase: str = "writing",
    words: int = 0,
    admission: int = 1,
    deeds: tuple[Deed, ...] = (),
) -> BeatRequest:
    """Write a beat of the current version."""
    status = SeatStatus(phase, words)
    return BeatRequest(VERSION, application_id, admission, status, parts, deeds)


@dataclass(frozen=True)
class LocalSeat:
    """A seat that stands in the database without having enrolled over the network."""

    seat: Seat
    signing_secret: bytes
    certificate: bytes


def place_seat(exam: OpenExam, name: str) -> LocalSeat:
    """Put a seat into the database."""
    secret = os.urandom(32)
    seat, certificate = Seat(f"id-{name}", name, keys.signing_public_key(secret)), os.urandom(32)
    row = {
        "id": seat.id,
        "name": seat.name,
        "certificate_digest": sha256(certificate).digest(),
        "signing_key": seat.signing_key,
    }
    exam.store.write_now(lambda db: db.table("seats").insert(row))
    return LocalSeat(seat, secret, certificate)


def certificate(exam: OpenExam, name: str, seat_id: str | None = None) -> tuple[bytes, str]:
    """Issue a certificate that no server remembers; returns it with its seat id."""
    tls, signing = ec.generate_private_key(ec.SECP256R1()).public_key(), os.urandom(32)
    named = keys.digest("seat-id", public_key_bytes(tls), signing)[:8].hex()
    seat_id = named if seat_id is None else seat_id
    issued = load_authority(exam.directory).issue_seat(seat_id, name, tls, signing)
    return issued.public_bytes(Encoding.DER), seat_id
