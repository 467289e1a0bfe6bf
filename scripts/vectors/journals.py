"""Vectors of the journal: a segment's header, its keys, and one record of each kind."""

from typing import Final

import msgspec

from exam import keys
from exam.draft import Edited, Event, Noted, Observed, Opened, Snapshot, TopicOpened
from exam.events import Cause, Milestone, MilestoneReached, PaperSealed
from exam.journal import (
    Owner,
    Parent,
    Place,
    SegmentHeader,
    SegmentWriter,
    _Chain,
    parse_header,
    unlock_with_panel,
)
from exam.manuscript import Part
from scripts.vectors.sources import (
    APPLICATION,
    EXAM_ID,
    KEY,
    PANEL_SEED,
    InTurn,
    Vector,
    drawn,
    kept_or_sealed,
)

_FILE: Final = "journal.json"
_SEAT_ID: Final = "0123456789abcdef"
_SEGMENT_KEY: Final = drawn("segment key", 32)
_EVENTS: Final[tuple[Event, ...]] = (
    Opened(0, 1, 600_000, _SEAT_ID),
    Snapshot(1, "Bab", "", "coret", (MilestoneReached(Milestone.IDENTITY_CONFIRMED),)),
    Edited(900, Part.PAPER, 2, "b", "k – 𝒩"),
    Edited(1_300, Part.SLIDES, 0, "", "S"),
    Noted(2_000, PaperSealed(revision=1, admission=2, at=602_000, cause=Cause.SUBMITTED)),
    TopicOpened(2_050, drawn("topic key", 32).hex()),
    Observed(2_100, "focus", "lost"),
)


def journal() -> Vector:
    """One segment that continues another, and a record of each kind in it."""
    header_bytes = kept_or_sealed(_FILE, "header", _opens, _header_anew)
    header = parse_header(header_bytes)
    return {
        "description": (
            "A segment. Header: MessagePack array of the claims in this order, the key under the "
            "card key (purpose 'segment-card'), the key sealed to the panel ('segment-panel'), "
            "both bound to exam, application and segment, and the commitment: the key derived "
            "with the purpose 'segment-commitment' and, as context, the same header with an empty "
            "commitment. The first head is the digest of the header ('journal-header'), each next "
            "one the digest of head and record ('journal-chain'). Record n: AES-256-GCM under the "
            "segment key, nonce n in twelve bytes, big-endian; AAD is the bound context (purpose "
            "'journal-record') of exam, application, segment, n and the head before it. "
            "Plaintext: a MessagePack array that begins with the tag of its kind."
        ),
        "card_key": KEY.hex(),
        "panel_seed": PANEL_SEED.hex(),
        "segment_key": _SEGMENT_KEY.hex(),
        "header": header_bytes.hex(),
        "claims": [_shown(header, name) for name in SegmentHeader.__struct_fields__],
        "records": _records(header, header_bytes),
        "sealed_once": {"header": header_bytes.hex()},
    }


def _opens(header_bytes: bytes) -> None:
    """Refuse a kept header that cannot be read or does not open."""
    header = parse_header(header_bytes)
    unlock_with_panel(header, PANEL_SEED)


def _header_anew() -> bytes:
    owner = Owner(EXAM_ID, APPLICATION, KEY, keys.sealing_public_key(PANEL_SEED))
    parent = Parent(drawn("parent id", 16), 0, 7, drawn("parent head", 32))
    random = InTurn(_SEGMENT_KEY, drawn("segment id", 16), drawn("segment nonce", 12))
    return SegmentWriter(owner, Place(_SEAT_ID, 2), parent, random).header_bytes


def _shown(header: SegmentHeader, name: str) -> Vector:
    value = getattr(header, name)
    return {name: value.hex() if isinstance(value, bytes) else value}


def _records(header: SegmentHeader, header_bytes: bytes) -> list[Vector]:
    chain = _Chain(header, header_bytes, _SEGMENT_KEY)
    lines = []
    for event in _EVENTS:
        plaintext = msgspec.msgpack.encode(event)
        record = chain.encrypt(event)
        line = {
            "event": msgspec.to_builtins(event),
            "plaintext": plaintext.hex(),
            "record": record.hex(),
            "head": chain.head.hex(),
        }
        lines.append(line)
    return lines
