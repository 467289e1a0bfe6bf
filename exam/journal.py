"""The encrypted record chain of one sitting: append, verify, replay.

A segment is what one kiosk process wrote: a header and records. Record `n` is an event encrypted
under the segment's own key with nonce `n`; the hash of all before it is in its AAD. No other
process ever appends to a segment, so no nonce repeats. A segment that continues another names it
as its parent and begins with a snapshot, so each can be read alone. The key is committed to in the
header, together with everything else that the header says, so whoever opens a segment has the
header as it was written.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from exam import keys
from exam.codes import Randomness
from exam.draft import Event
from exam.errors import JournalError, KeyMismatchError
from exam.limits import Count, Hash32, Id16, Name, Ordinal, Version

SEGMENT_ID_BYTES: Final = 16
VERSION: Final = 1
HEADER_BYTES: Final = 4096
RECORD_BYTES: Final = 5_000_000
"""The longest header and record that there can be; a snapshot of all parts, full, fits."""

_NONCE_BYTES: Final = 12
_HEAD_BYTES: Final = 32
_EVENT: Final[msgspec.msgpack.Decoder[Event]] = msgspec.msgpack.Decoder(Event)
_CHAIN: Final = keys.bind("journal-chain")
_EIGHT: Final = (8).to_bytes(4, "big")
_HEAD_LENGTH: Final = _HEAD_BYTES.to_bytes(4, "big")
_TAG_BYTES: Final = 16
_CARD_WRAP_BYTES: Final = len(keys.VERSION) + _NONCE_BYTES + keys.KEY_BYTES + _TAG_BYTES
_PANEL_WRAP_BYTES: Final = keys.KEY_BYTES + keys.SEALING_OVERHEAD_BYTES
_IdOrNone = Annotated[bytes, msgspec.Meta(max_length=SEGMENT_ID_BYTES)]
_HeadOrNone = Annotated[bytes, msgspec.Meta(max_length=_HEAD_BYTES)]
_WrappedForCard = Annotated[
    bytes, msgspec.Meta(min_length=_CARD_WRAP_BYTES, max_length=_CARD_WRAP_BYTES)
]
_WrappedForPanel = Annotated[
    bytes, msgspec.Meta(min_length=_PANEL_WRAP_BYTES, max_length=_PANEL_WRAP_BYTES)
]


class SegmentHeader(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Names a segment, its parent (empty for the first) and who can open its key.

    `admission` is the number under which the server let the candidate write at that seat, and
    `generation` how many segments lie before it on its line.
    """

    version: Version
    exam_id: Hash32
    application_id: Name
    admission: Ordinal
    segment_id: Id16
    seat_id: Name
    generation: Count
    parent_id: _IdOrNone
    parent_count: Count
    parent_head: _HeadOrNone
    key_for_card: _WrappedForCard
    key_for_panel: _WrappedForPanel
    key_commitment: Hash32


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose journal it is, and the two keys to which each segment key is wrapped."""

    exam_id: bytes
    application_id: str
    card_key: bytes
    panel_public_key: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """At which seat it is written, under which admission."""

    seat_id: str
    admission: int


@dataclass(frozen=True, slots=True)
class Parent:
    """The segment that a new one continues, and how far it was read."""

    segment_id: bytes
    generation: int
    count: int
    head: bytes


class SegmentWriter:
    """A segment being written by this process; holds its key, count and head.

    Raises:
        JournalError: a name or number is beyond what can be read back, so nothing is begun.

    """

    def __init__(
        self, owner: Owner, place: Place, parent: Parent | None, random: Randomness
    ) -> None:
        key = random(keys.KEY_BYTES)
        try:
            self.header = _header_of(owner, place, parent, key, random)
            self.header_bytes = msgspec.msgpack.encode(self.header)
        except (ValueError, OverflowError):
            raise JournalError("journal.header") from None
        parse_header(self.header_bytes)
        self._chain = _Chain(self.header, self.header_bytes, key)

    @property
    def count(self) -> int:
        """How many records it has."""
        return self._chain.count

    @property
    def head(self) -> bytes:
        """Hash over header and all records so far, 32 bytes."""
        return self._chain.head

    def append(self, event: Event) -> bytes:
        """Encrypt one event as the next record.

        Raises:
            JournalError: the event could not be read back, so it is not written.

        """
        return self._chain.encrypt(event)


def _header_of(
    owner: Owner, place: Place, parent: Parent | None, key: bytes, random: Randomness
) -> SegmentHeader:
    segment_id = random(SEGMENT_ID_BYTES)
    names = (owner.exam_id, owner.application_id, segment_id)
    claims = SegmentHeader(
        version=VERSION,
        exam_id=owner.exam_id,
        application_id=owner.application_id,
        admission=place.admission,
        segment_id=segment_id,
        seat_id=place.seat_id,
        generation=parent.generation + 1 if parent else 0,
        parent_id=parent.segment_id if parent else b"",
        parent_count=parent.count if parent else 0,
        parent_head=parent.head if parent else b"",
        key_for_card=keys.encrypt(owner.card_key, key, "segment-card", *names, random=random),
        key_for_panel=keys.seal_to(owner.panel_public_key, key, "segment-panel", *names),
        key_commitment=b"",
    )
    return msgspec.structs.replace(claims, key_commitment=_commitment(key, claims))


def parse_header(raw: bytes) -> SegmentHeader:
    """Read a segment header; of a header there is one encoding only.

    Raises:
        JournalError: not a header, or of another version.

    """
    try:
        version = msgspec.msgpack.decode(raw, type=_Versioned).version
        if version != VERSION:
            raise JournalError("journal.version", version=version)
        header = msgspec.msgpack.decode(raw, type=SegmentHeader)
    except (ValueError, RecursionError):
        raise JournalError("journal.header") from None
    if msgspec.msgpack.encode(header) != raw or not _names_whole_parent(header):
        raise JournalError("journal.header")
    return header


def _names_whole_parent(header: SegmentHeader) -> bool:
    """Whether it names a parent with id and head, or as the first one nothing of a parent."""
    lengths = (len(header.parent_id), len(header.parent_head))
    if header.generation:
        return lengths == (SEGMENT_ID_BYTES, _HEAD_BYTES)
    return lengths == (0, 0) and header.parent_count == 0


class _Versioned(msgspec.Struct, array_like=True):
    version: Version


def unlock_with_card(header: SegmentHeader, card_key: bytes) -> bytes:
    """Return the segment key, by the candidate's card key.

    Raises:
        KeyMismatchError: another card, or the key is not the one that the header commits to.

    """
    names = _names_of(header)
    return _committed(header, keys.decrypt(card_key, header.key_for_card, "segment-card", *names))


def unlock_with_panel(header: SegmentHeader, seed: bytes) -> bytes:
    """Return the segment key, by the panel's seed.

    Raises:
        KeyMismatchError: another panel, or the key is not the one that the header commits to.

    """
    names = _names_of(header)
    return _committed(header, keys.open_sealed(seed, header.key_for_panel, "segment-panel", *names))


def read_records(header_bytes: bytes, key: bytes, records: Iterable[bytes]) -> Iterator[Event]:
    """Decrypt records in order; what was yielded before an error is good.

    Raises:
        JournalError: the next record is damaged, out of order or of another segment.
        KeyMismatchError: the key is none.

    """
    chain = _Chain(parse_header(header_bytes), header_bytes, key)
    for record in records:
        yield chain.decrypt(record)


def chain_head(header_bytes: bytes, records: Iterable[bytes]) -> bytes:
    """Hash over a header and records, which needs no key."""
    return extend_head(keys.digest("journal-header", header_bytes), records)


def extend_head(head: bytes, records: Iterable[bytes]) -> bytes:
    """Hash over all that a head stands for and the records that follow."""
    for record in records:
        head = _next_head(head, record)
    return head


class _Chain:
    """The running state of one segment: where we are and the hash of all before."""

    def __init__(self, header: SegmentHeader, header_bytes: bytes, key: bytes) -> None:
        self._context = keys.bind("journal-record", *_names_of(header))
        if len(key) != keys.KEY_BYTES:
            raise KeyMismatchError("keys.mismatch", purpose="segment")
        self._cipher = AESGCM(key)
        self.count = 0
        self.head = keys.digest("journal-header", header_bytes)

    def encrypt(self, event: Event) -> bytes:
        try:
            plaintext = msgspec.msgpack.encode(event)
            _decode_event(plaintext)
        except (ValueError, OverflowError):
            raise JournalError("journal.event") from None
        record = self._cipher.encrypt(self._nonce(), plaintext, self._aad())
        self._advance(record)
        return record

    def decrypt(self, record: bytes) -> Event:
        if len(record) > RECORD_BYTES:
            raise JournalError("journal.record", index=self.count)
        try:
            plaintext = self._cipher.decrypt(self._nonce(), record, self._aad())
            event = _decode_event(plaintext)
        except (InvalidTag, ValueError, RecursionError):
            raise JournalError("journal.record", index=self.count) from None
        self._advance(record)
        return event

    def _nonce(self) -> bytes:
        return self.count.to_bytes(_NONCE_BYTES, "big")

    def _aad(self) -> bytes:
        """Bind a record to its place; what stays the same was bound once."""
        count = self.count.to_bytes(8, "big")
        return b"".join((self._context, _EIGHT, count, _HEAD_LENGTH, self.head))

    def _advance(self, record: bytes) -> None:
        self.head = _next_head(self.head, record)
        self.count += 1


def _decode_event(plaintext: bytes) -> Event:
    event: Event = _EVENT.decode(plaintext)
    return event


def _next_head(head: bytes, record: bytes) -> bytes:
    """Digest, with the purpose `journal-chain`, of a head and the record that follows."""
    length = len(record).to_bytes(4, "big")
    return sha256(b"".join((_CHAIN, _HEAD_LENGTH, head, length, record))).digest()


def _names_of(header: SegmentHeader) -> tuple[bytes, str, bytes]:
    return (header.exam_id, header.application_id, header.segment_id)


def _commitment(key: bytes, header: SegmentHeader) -> bytes:
    """Derive from the key, and from all that the header says, what the header commits to."""
    claims = msgspec.structs.replace(header, key_commitment=b"")
    return keys.derive_key(key, "segment-commitment", msgspec.msgpack.encode(claims))


def _committed(header: SegmentHeader, key: bytes) -> bytes:
    if _commitment(key, header) != header.key_commitment:
        raise KeyMismatchError("keys.mismatch", purpose="segment-commitment")
    return key
