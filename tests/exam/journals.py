"""Journals as kiosks write them: whose, what, and the segments that hold it."""

from dataclasses import dataclass

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
    unlock_with_card,
)
from exam.manuscript import Part
from tests.exam.sources import APPLICATION, EXAM, PANEL_SEED, fixed

CARD_KEY = bytes(range(32))
OTHER_CARD_KEY = bytes(range(1, 33))
OWNER = Owner(EXAM, APPLICATION, CARD_KEY, keys.sealing_public_key(PANEL_SEED))
PLACE = Place("seat-1", 1)

CONFIRMED = MilestoneReached(Milestone.IDENTITY_CONFIRMED)
ACCEPTED = MilestoneReached(Milestone.RULES_ACCEPTED)
SEALED = PaperSealed(revision=1, admission=1, at=14_400_000, cause=Cause.TIME_UP)

TOPIC_KEY = bytes(range(32)).hex()
EVENTS: tuple[Event, ...] = (
    Opened(0, 1, 1000, "seat-1"),
    Snapshot(1, "", "", "", ()),
    Noted(5, CONFIRMED),
    Edited(10, Part.PAPER, 0, "", "Bab"),
    Edited(20, Part.SLIDES, 0, "", "S"),
    Edited(30, Part.PAPER, 2, "b", "k 𝒩"),
    TopicOpened(35, TOPIC_KEY),
    Observed(40, "focus", "lost"),
    Noted(50, SEALED),
)
"""One of each kind, and they fit each other."""

SMALL: tuple[Event, ...] = (
    Opened(0, 1, 5, "A"),
    Edited(1, Part.PAPER, 0, "", "a"),
    Edited(2, Part.PAPER, 1, "", "b"),
)
PARENT = Parent(bytes(range(16)), 0, 3, bytes(range(32)))
"""Few and short, for whoever tries every bit of them."""


@dataclass(frozen=True)
class Segment:
    """A segment as it lies on a disk, and who wrote it."""

    writer: SegmentWriter
    records: tuple[bytes, ...]

    @property
    def header(self) -> SegmentHeader:
        return self.writer.header

    @property
    def header_bytes(self) -> bytes:
        return self.writer.header_bytes

    @property
    def key(self) -> bytes:
        return unlock_with_card(self.header, CARD_KEY)

    @property
    def as_parent(self) -> Parent:
        writer = self.writer
        return Parent(self.header.segment_id, self.header.generation, writer.count, writer.head)


def a_segment(
    *events: Event,
    owner: Owner = OWNER,
    place: Place = PLACE,
    parent: Parent | None = None,
    seed: str = "s",
) -> Segment:
    """Write a segment."""
    writer = SegmentWriter(owner, place, parent, fixed(seed))
    return Segment(writer, tuple(writer.append(event) for event in events))


_TEMPLATE = a_segment().header


def a_header(
    name: int,
    parent: SegmentHeader | None = None,
    *,
    admission: int = 1,
    count: int = 0,
    **claims: object,
) -> SegmentHeader:
    """Make a header without its keys; the name is a number for its id."""
    known: dict[str, object] = {
        "segment_id": name.to_bytes(16, "big"),
        "admission": admission,
        "generation": parent.generation + 1 if parent else 0,
        "parent_id": parent.segment_id if parent else b"",
        "parent_count": count,
        "parent_head": bytes(32) if parent else b"",
    }
    return msgspec.structs.replace(_TEMPLATE, **known | claims)
