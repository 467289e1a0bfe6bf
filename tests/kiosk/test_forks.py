"""Texts beside the line: found, read with the candidate's card, and told once."""

import os

from exam.codes import Randomness
from exam.draft import Edited, Opened, Snapshot
from exam.journal import Owner, Parent, Place, SegmentWriter, chain_head, parse_header
from exam.keys import sealing_public_key
from exam.manuscript import Part
from kiosk.forks import forks_of
from kiosk.recovery import StoredSegment
from kiosk.view import Fork

CARD, OTHER_CARD = b"\x01" * 32, b"\x02" * 32
PANEL = sealing_public_key(b"\x03" * 32)
NAMES = {"a": "PC-01", "b": "PC-02"}


def written(
    text: str,
    more: str = "",
    *,
    seat: str = "a",
    admission: int = 1,
    after: tuple[StoredSegment, int] | None = None,
    card: bytes = CARD,
    random: Randomness = os.urandom,
) -> StoredSegment:
    """A segment that begins with a text and adds to it."""
    parent = None
    if after is not None:
        stored, count = after
        header = parse_header(stored.header)
        head = chain_head(stored.header, stored.records[:count])
        parent = Parent(header.segment_id, header.generation, count, head)
    owner = Owner(b"\x04" * 32, "001.brida", card, PANEL)
    writer = SegmentWriter(owner, Place(seat, admission), parent, random)
    records = [
        writer.append(Opened(0, 1, 0, seat)),
        writer.append(Snapshot(0, text, "", "", ())),
    ]
    if more:
        records.append(writer.append(Edited(1, Part.PAPER, len(text), "", more)))
    return StoredSegment(writer.header_bytes, tuple(records))


def fork(name: str, text: str) -> Fork:
    texts = {Part.PAPER: text, Part.SLIDES: "", Part.NOTES: ""}
    return Fork(name, texts, len(text.split()))


def test_one_line_has_no_forks() -> None:
    first = written("Satu", " dua")
    second = written("Satu dua", " tiga", after=(first, 3))
    assert forks_of([first, second], CARD, NAMES) == ()
    assert forks_of([], CARD, NAMES) == ()


def test_what_a_left_seat_wrote_on_is_a_fork_under_its_name() -> None:
    first = written("Satu", " dua")
    second = written("Satu", " tiga", seat="b", admission=2, after=(first, 2))
    assert forks_of([first, second], CARD, NAMES) == (fork("PC-01", "Satu dua"),)


def test_a_segment_beside_the_line_is_a_fork_and_its_longest_copy_counts() -> None:
    first = written("Satu")
    beside = written("Satu", " dua", after=(first, 2))
    line = written("Satu", " tiga", seat="b", admission=2, after=(first, 2))
    short = StoredSegment(beside.header, beside.records[:2])
    assert forks_of([first, short, line, beside], CARD, NAMES) == (fork("PC-01", "Satu dua"),)


def test_a_text_that_stands_in_the_line_is_no_fork_and_neither_is_an_empty_one() -> None:
    first = written("Satu")
    beside, empty = written("Satu", after=(first, 2)), written("")
    line = written("Satu", " tiga", seat="b", admission=2, after=(first, 2))
    assert forks_of([first, beside, empty, line], CARD, NAMES) == ()


def test_what_another_card_wrote_or_what_is_damaged_is_left_out() -> None:
    first = written("Satu", card=OTHER_CARD)
    line = written("", " tiga", seat="b", admission=2, after=(first, 2))
    damaged = written("Dua", " kata", seat="unknown")
    cut = StoredSegment(damaged.header, (*damaged.records[:2], b"noise"))
    found = forks_of([StoredSegment(b"noise", ()), first, cut, line], CARD, NAMES)
    assert found == (fork("unknown", "Dua"),)
