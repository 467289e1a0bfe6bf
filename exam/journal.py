"""The encrypted record chain of one sitting: append, verify, replay.

A segment is what one kiosk process wrote: a header and records. Record `n` is an event encrypted
under the segment's own key with nonce `n`; the hash of all before it is in its AAD. No other
process ever appends to a segment, so no nonce repeats. A segment that continues another names it
as its parent and begins with a snapshot, so each can be read alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from exam import keys
from exam.codes import Randomness
from exam.errors import JournalError, KeyMismatchError
from exam.manuscript import Part

SEGMENT_ID_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_SEGMENT_ID: Final = msgspec.Meta(min_length=SEGMENT_ID_BYTES, max_length=SEGMENT_ID_BYTES)


class Opened(msgspec.Struct, frozen=True, array_like=True, tag="o"):
    """The segment began at this PC, at that exam time (milliseconds)."""

    elapsed: int
    exam_time: int
    seat_id: str


class Edited(msgspec.Struct, frozen=True, array_like=True, tag="e"):
    """At a character offset of a part, `removed` gave way to `inserted`."""

    elapsed: int
    part: Part
    at: int
    removed: str
    inserted: str


class Snapshot(msgspec.Struct, frozen=True, array_like=True, tag="s"):
    """Both texts and the milestones so far, whole."""

    elapsed: int
    paper: str
    slides: str
    milestones: tuple[str, ...]


class Noted(msgspec.Struct, frozen=True, array_like=True, tag="n"):
    """Something happened that is not an edit; `milestone` is a name of `exam.sitting`."""

    elapsed: int
    milestone: str
    detail: str = ""


Event = Opened | Edited | Snapshot | Noted


class SegmentHeader(msgspec.Struct, frozen=True, array_like=True):
    """Names a segment, its parent (empty for the first) and who can open its key."""

    version: int
    exam_id: bytes
    application_id: str
    segment_id: Annotated[bytes, _SEGMENT_ID]
    seat_id: str
    generation: int
    parent_id: bytes
    parent_count: int
    parent_head: bytes
    key_for_card: bytes
    key_for_panel: bytes
    key_commitment: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """What a chain of events amounts to: the two texts and the milestones reached."""

    paper: str = ""
    slides: str = ""
    milestones: tuple[str, ...] = ()

    def text(self, part: Part) -> str:
        """Return the text of one part."""
        return self.paper if part is Part.PAPER else self.slides

    def _with(self, part: Part, text: str) -> "Draft":
        return replace(self, paper=text) if part is Part.PAPER else replace(self, slides=text)

    def after(self, event: Event) -> "Draft":
        """Return the draft that this event leads to.

        Raises:
            JournalError: an edit removes what does not stand there.

        """
        match event:
            case Edited(part=part, at=at, removed=removed, inserted=inserted):
                text = self.text(part)
                end = at + len(removed)
                if not 0 <= at <= len(text) or text[at:end] != removed:
                    raise JournalError("journal.edit", at=at)
                return self._with(part, text[:at] + inserted + text[end:])
            case Snapshot(paper=paper, slides=slides, milestones=milestones):
                return Draft(paper, slides, milestones)
            case Noted(milestone=milestone) if milestone not in self.milestones:
                return replace(self, milestones=(*self.milestones, milestone))
            case _:
                return self


def replay(events: Iterable[Event]) -> Draft:
    """Fold events into the draft that they lead to."""
    draft = Draft()
    for event in events:
        draft = draft.after(event)
    return draft


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose journal it is, and the two keys to which each segment key is wrapped."""

    exam_id: bytes
    application_id: str
    card_key: bytes
    panel_public_key: bytes


@dataclass(frozen=True, slots=True)
class Parent:
    """The segment that a new one continues, and how far it was read."""

    segment_id: bytes
    generation: int
    count: int
    head: bytes


class SegmentWriter:
    """A segment being written by this process; holds its key, count and head."""

    def __init__(
        self, owner: Owner, seat_id: str, parent: Parent | None, random: Randomness
    ) -> None:
        key = random(keys.KEY_BYTES)
        segment_id = random(SEGMENT_ID_BYTES)
        names = (owner.exam_id, owner.application_id, segment_id)
        self.header = SegmentHeader(
            version=1,
            exam_id=owner.exam_id,
            application_id=owner.application_id,
            segment_id=segment_id,
            seat_id=seat_id,
            generation=parent.generation + 1 if parent else 0,
            parent_id=parent.segment_id if parent else b"",
            parent_count=parent.count if parent else 0,
            parent_head=parent.head if parent else b"",
            key_for_card=keys.encrypt(owner.card_key, key, "segment-card", *names, random=random),
            key_for_panel=keys.seal_to(owner.panel_public_key, key, "segment-panel", *names),
            key_commitment=_commitment(key, segment_id),
        )
        self.header_bytes = msgspec.msgpack.encode(self.header)
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
        """Encrypt one event as the next record."""
        return self._chain.encrypt(msgspec.msgpack.encode(event))


def parse_header(raw: bytes) -> SegmentHeader:
    """Read a segment header.

    Raises:
        JournalError: not a header, or of a newer version.

    """
    try:
        header = msgspec.msgpack.decode(raw, type=SegmentHeader)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise JournalError("journal.header") from None
    if header.version != 1:
        raise JournalError("journal.version", version=header.version)
    return header


def unlock_with_card(header: SegmentHeader, card_key: bytes) -> bytes:
    """Return the segment key, by the candidate's card key."""
    names = (header.exam_id, header.application_id, header.segment_id)
    return _committed(header, keys.decrypt(card_key, header.key_for_card, "segment-card", *names))


def unlock_with_panel(header: SegmentHeader, seed: bytes) -> bytes:
    """Return the segment key, by the panel's seed."""
    names = (header.exam_id, header.application_id, header.segment_id)
    return _committed(header, keys.open_sealed(seed, header.key_for_panel, "segment-panel", *names))


def read_records(header_bytes: bytes, key: bytes, records: Iterable[bytes]) -> Iterator[Event]:
    """Decrypt records in order; what was yielded before an error is good.

    Raises:
        JournalError: the next record is damaged, out of order or of another segment.

    """
    chain = _Chain(parse_header(header_bytes), header_bytes, key)
    for record in records:
        yield chain.decrypt(record)


def chain_head(header_bytes: bytes, records: Iterable[bytes]) -> bytes:
    """Hash over a header and records, which needs no key."""
    head = keys.digest("journal-header", header_bytes)
    for record in records:
        head = _next_head(head, record)
    return head


def tip_of(headers: Sequence[SegmentHeader]) -> SegmentHeader:
    """Choose the segment with the latest text: the longest line of parents, then the last named."""
    return max(enumerate(headers), key=lambda item: (item[1].generation, item[0]))[1]


class _Chain:
    """The running state of one segment: where we are and the hash of all before."""

    def __init__(self, header: SegmentHeader, header_bytes: bytes, key: bytes) -> None:
        self._names = (header.exam_id, header.application_id, header.segment_id)
        self._cipher = AESGCM(key)
        self.count = 0
        self.head = keys.digest("journal-header", header_bytes)

    def encrypt(self, plaintext: bytes) -> bytes:
        record = self._cipher.encrypt(self._nonce(), plaintext, self._aad())
        self._advance(record)
        return record

    def decrypt(self, record: bytes) -> Event:
        try:
            plaintext = self._cipher.decrypt(self._nonce(), record, self._aad())
            event: Event = msgspec.msgpack.decode(plaintext, type=Event)
        except (InvalidTag, ValueError):
            raise JournalError("journal.record", index=self.count) from None
        self._advance(record)
        return event

    def _nonce(self) -> bytes:
        return self.count.to_bytes(_NONCE_BYTES, "big")

    def _aad(self) -> bytes:
        return keys.bind("journal-record", *self._names, self.count, self.head)

    def _advance(self, record: bytes) -> None:
        self.head = _next_head(self.head, record)
        self.count += 1


def _next_head(head: bytes, record: bytes) -> bytes:
    return keys.digest("journal-chain", head, record)


def _commitment(key: bytes, segment_id: bytes) -> bytes:
    return keys.derive_key(key, "segment-commitment", segment_id)


def _committed(header: SegmentHeader, key: bytes) -> bytes:
    if _commitment(key, header.segment_id) != header.key_commitment:
        raise KeyMismatchError("keys.mismatch", purpose="segment-commitment")
    return key
