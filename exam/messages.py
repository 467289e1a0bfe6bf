"""What travels between kiosk and server: MessagePack arrays, every field with its limit.

Fields are only ever added at the end of a message, with a default; `exam.protocol` says why, and
reads and writes them.
"""

from typing import Annotated, Final

import msgspec

from exam import keys
from exam.draft import MOST_DEEDS
from exam.errors import Detail, ExamError, RefusedError
from exam.events import AnyOrder, Deed, EnvelopeReceived, PauseAcknowledged
from exam.journal import HEADER_BYTES, RECORD_BYTES
from exam.ledger import SignedCheckpoint
from exam.limits import (
    LARGEST_WHOLE,
    LONGEST_REASON,
    Count,
    Hash32,
    Id16,
    Instant,
    Name,
    Reason,
    Signature,
    Span,
    Version,
    Whole,
)
from exam.pc_check import PcCheck
from exam.receipts import SignedReceipt

MEGABYTE: Final = 1_000_000
ORDER_BYTES: Final = 32_768
"""The longest order, unsigned."""
PART_RECORDS: Final = 10_000
"""The most records in one part."""

Record = Annotated[bytes, msgspec.Meta(max_length=RECORD_BYTES)]
_Header = Annotated[bytes, msgspec.Meta(max_length=HEADER_BYTES)]
_Records = Annotated[tuple[Record, ...], msgspec.Meta(max_length=PART_RECORDS)]
_Certificate = Annotated[bytes, msgspec.Meta(max_length=4096)]
_PublicKey = Annotated[bytes, msgspec.Meta(max_length=2048)]
_Port = Annotated[int, msgspec.Meta(ge=1, le=65535)]
_Order = Annotated[bytes, msgspec.Meta(max_length=ORDER_BYTES)]
_TopicKey = Annotated[bytes, msgspec.Meta(max_length=keys.KEY_BYTES)]
_RosterText = Annotated[str, msgspec.Meta(max_length=300)]
"""As long as a text of the roster may be."""


_MOST_PARTS: Final = 64
_Address = Annotated[str, msgspec.Meta(max_length=262)]
_Addresses = Annotated[tuple[_Address, ...], msgspec.Meta(max_length=16)]
_Age = Annotated[int, msgspec.Meta(ge=-1, le=2**36)]
_HashOrNone = Annotated[bytes, msgspec.Meta(max_length=32)]


class Message(msgspec.Struct, frozen=True, array_like=True):
    """Anything that travels."""


class Manifest(Message, frozen=True):
    """What the exam is; the digest of its bytes is the exam id.

    `panel_public_key` is what papers are sealed to; empty where nothing is written. `proctor_pin`
    is the hash by which a kiosk knows the proctors' PIN, without a server; empty if there is none.
    """

    version: Version
    ca_certificate: _Certificate
    server_signing_key: Hash32
    panel_public_key: _PublicKey
    config: Annotated[bytes, msgspec.Meta(max_length=MEGABYTE)]
    proctor_pin: _HashOrNone = b""


class EnrolRequest(Message, frozen=True):
    """A PC asks for a seat: one-time code, its name, a CSR (DER) and its Ed25519 key."""

    version: Version
    code: Name
    seat_name: Name
    csr: _Certificate
    signing_key: Hash32


class EnrolReply(Message, frozen=True):
    """The seat's certificate (DER), the port for kiosks on the same address, and other addresses.

    `addresses` are where kiosks find this server or one that takes its place, as HOST:PORT.
    """

    seat_id: Name
    certificate: _Certificate
    kiosk_port: _Port
    addresses: _Addresses = ()


class ServerTime(Message, frozen=True):
    """Exam time by that run of the server.

    A restarted server that has not settled its time yet says so; a seat that knows better waits.
    """

    run: Count
    exam_time: Instant
    is_settled: bool = True


class SegmentPart(Message, frozen=True):
    """Records `first` onwards of one journal segment."""

    header: _Header
    first: Count
    records: _Records


_Parts = Annotated[tuple[SegmentPart, ...], msgspec.Meta(max_length=_MOST_PARTS)]


class SealedTopic(Message, frozen=True):
    """The topic of one post under the topic key that the start order carries."""

    post_id: Name
    sealed: Annotated[bytes, msgspec.Meta(max_length=65_536)]


class SignedOrder(Message, frozen=True):
    """An order's bytes with the server's signature."""

    body: _Order
    signature: Signature


class IssuedOrder(Message, frozen=True):
    """An order and whom it concerns: an empty id means all that it might name.

    `topic_key` opens the sealed topics; only an order to start has one.
    """

    exam_id: Hash32
    sitting_id: Name
    application_id: Name
    order: AnyOrder
    topic_key: _TopicKey = b""

    @property
    def is_common(self) -> bool:
        """Whether all of a sitting, or of the exam, are meant."""
        return not self.application_id

    def concerns(self, application_id: str, sitting_id: str = "") -> bool:
        """Whether an application of a sitting is meant."""
        return self.application_id in ("", application_id) and self.sitting_id in ("", sitting_id)


Orders = Annotated[tuple[SignedOrder, ...], msgspec.Meta(max_length=1000)]


class SignInRequest(Message, frozen=True):
    """A candidate at a seat: number, and the auth key that the card code stretches to."""

    version: Version
    number: Name
    auth: Hash32


class SignInReply(Message, frozen=True):
    """Who they are, what they may do, and everything that is known of their sitting.

    `duration` and `accommodation` are milliseconds; `orders` are all that concern the application,
    the admission to this seat among them. `received` are the envelopes that are at the server, and
    `receipts` what it signed for them, in the same order. `office` and `unit` are the present ones,
    as the roster has them: a kiosk warns whoever names them in a paper that is read without names.
    `heard_at` is when a seat was last heard of at which the candidate sat, 0 if none was. `deeds`
    are what seats reported: a journal that this card does not open, or that is damaged, lacks some.
    """

    application_id: Name
    number: Name
    name: _RosterText
    nip: Name
    post_id: Name
    duration: Span
    accommodation: Span
    time: ServerTime
    topic: SealedTopic
    orders: Orders
    journal: Annotated[tuple[SegmentPart, ...], msgspec.Meta(max_length=1000)]
    received: Annotated[tuple[EnvelopeReceived, ...], msgspec.Meta(max_length=100)] = ()
    receipts: Annotated[tuple[SignedReceipt, ...], msgspec.Meta(max_length=100)] = ()
    sitting_id: Name = ""
    office: _RosterText = ""
    unit: _RosterText = ""
    heard_at: Instant = 0
    deeds: Annotated[tuple[Deed, ...], msgspec.Meta(max_length=MOST_DEEDS)] = ()


class SeatStatus(Message, frozen=True):
    """What a seat says of itself: phase, words, and exam time as it holds it (run 0: unknown).

    `disk_age` and `stick_age` say how old, in milliseconds, the text is that lies on the PC's disk
    and on a proctor's stick: 0 is the present one, -1 none at all. `trouble` is the code of an
    error that the proctor should know of. `doubt` is by how many milliseconds exam time may be
    wrong there, because the call that told it took so long. `pc_check` is what was found out about
    the PC, None while it was not checked.
    """

    phase: Name = ""
    words: Count = 0
    run: Count = 0
    exam_time: Instant = 0
    disk_age: _Age = 0
    stick_age: _Age = -1
    trouble: Name = ""
    doubt: Count = 0
    pc_check: PcCheck | None = None


class BeatRequest(Message, frozen=True):
    """Every two seconds: status and new records; `application_id` is empty before sign-in.

    `deeds` are what the server must know of the journal, which it cannot read. `left_behind` are
    records of anybody who does not write here now, on whichever line they lie. `orders` go up only
    to a server that recovers, and with the last of all that the seat keeps it `is_all`.
    """

    version: Version
    application_id: Name = ""
    admission: Count = 0
    status: SeatStatus = SeatStatus()
    journal: _Parts = ()
    deeds: Annotated[tuple[Deed, ...], msgspec.Meta(max_length=MOST_DEEDS)] = ()
    checkpoint: SignedCheckpoint | None = None
    orders: Orders = ()
    left_behind: _Parts = ()
    is_all: bool = False


class Held(Message, frozen=True):
    """The server has, durably, so many records of a segment."""

    segment_id: Id16
    count: Count


class BeatReply(Message, frozen=True):
    """What the server holds, its exam time, the orders in force and the latest checkpoint.

    A server that `is_recovering` asks for everything that a seat keeps, orders and envelopes too.
    `addresses` are where a server is to be found, as HOST:PORT; `forks` is how many texts of the
    candidate lie beside the line, written at a seat that was left. `pauses` is which pauses the
    candidate has acknowledged, as far as the server was told: a seat may have lost that. `wall` is
    what the server's clock shows, in milliseconds since 1970 (UTC), 0 if it does not say: it
    decides nothing, and a PC whose own clock is far from it says so.
    """

    time: ServerTime
    held: Annotated[tuple[Held, ...], msgspec.Meta(max_length=2 * _MOST_PARTS)] = ()
    orders: Orders = ()
    checkpoint: SignedCheckpoint | None = None
    is_recovering: bool = False
    addresses: _Addresses = ()
    forks: Count = 0
    pauses: Annotated[tuple[PauseAcknowledged, ...], msgspec.Meta(max_length=MOST_DEEDS)] = ()
    wall: Instant = 0


class SubmitRequest(Message, frozen=True):
    """A sealed envelope, and the receipt that a server once gave for it and may have forgotten."""

    version: Version
    envelope: Annotated[bytes, msgspec.Meta(max_length=16 * MEGABYTE)]
    receipt: SignedReceipt | None = None


class SubmitReply(Message, frozen=True):
    """The receipt; the same envelope always gets the same one."""

    receipt: SignedReceipt


class Refusal(Message, frozen=True):
    """Why a call was refused: a code and details of `exam.errors`."""

    code: Name
    details: Annotated[dict[Name, Reason | Whole], msgspec.Meta(max_length=32)]

    @classmethod
    def of(cls, error: ExamError) -> "Refusal":
        """Return an error as it travels: what is too long for that is cut."""
        return cls(error.code, {name: _fitting(value) for name, value in error.details.items()})

    def to_error(self) -> RefusedError:
        """Return the error that the other side raised."""
        return RefusedError(self.code, **self.details)


def _fitting(detail: Detail) -> Detail:
    if isinstance(detail, int):
        return max(-LARGEST_WHOLE, min(detail, LARGEST_WHOLE))
    return detail[:LONGEST_REASON].encode("utf-8", "replace").decode()
