"""No change to a header, however small, opens a journal or names another."""

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.errors import JournalError, KeyMismatchError
from exam.journal import (
    HEADER_BYTES,
    Owner,
    Parent,
    Place,
    SegmentHeader,
    parse_header,
    read_records,
    unlock_with_card,
    unlock_with_panel,
)
from tests.exam.journals import CARD_KEY, OWNER, PARENT, SMALL, a_segment
from tests.exam.shapes import shown_shortly
from tests.exam.sources import OTHER_EXAM, PANEL_SEED, each_bit_flipped, each_byte_changed

SEGMENT = a_segment(*SMALL, parent=PARENT)
HEADER, RECORDS, KEY = SEGMENT.header_bytes, SEGMENT.records, SEGMENT.key


def refusal_of_header(raw: bytes) -> str:
    with pytest.raises(JournalError) as refused:
        parse_header(raw)
    return refused.value.code


def changed(header: SegmentHeader, **claims: object) -> bytes:
    return msgspec.msgpack.encode(msgspec.structs.replace(header, **claims))


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("unlock", "secret"),
    [(unlock_with_card, CARD_KEY), (unlock_with_panel, PANEL_SEED)],
    ids=["card", "panel"],
)
def test_no_header_with_a_changed_byte_opens(
    unlock: Callable[[SegmentHeader, bytes], bytes], secret: bytes
) -> None:
    for raw in each_byte_changed(HEADER):
        with pytest.raises((JournalError, KeyMismatchError)):
            unlock(parse_header(raw), secret)


@pytest.mark.no_cover
def test_no_record_is_read_under_a_header_with_a_flipped_bit() -> None:
    for raw in each_bit_flipped(HEADER):
        with pytest.raises(JournalError):
            next(read_records(raw, KEY, RECORDS))


@pytest.mark.parametrize("name", msgspec.structs.asdict(SEGMENT.header))
def test_no_claim_of_a_header_can_be_changed_even_without_records(name: str) -> None:
    other = a_segment(
        owner=Owner(OTHER_EXAM, "002.brida", bytes(32), OWNER.panel_public_key),
        place=Place("B", 2),
        parent=Parent(bytes(16), 4, 9, bytes(32)),
        seed="other",
    )
    raw = changed(SEGMENT.header, **{name: getattr(other.header, name)})
    if name == "version":
        assert raw == HEADER
        return
    assert raw != HEADER
    for unlock, secret in ((unlock_with_card, CARD_KEY), (unlock_with_panel, PANEL_SEED)):
        with pytest.raises(KeyMismatchError):
            unlock(parse_header(raw), secret)


def test_a_header_cut_or_lengthened_anywhere_is_refused_as_one() -> None:
    for length in range(len(HEADER)):
        assert refusal_of_header(HEADER[:length]) == "journal.header"
    for more in (b"\x00", b"\xc0", HEADER):
        assert refusal_of_header(HEADER + more) == "journal.header"


def test_a_header_in_another_encoding_of_the_same_values_is_refused() -> None:
    fields = msgspec.msgpack.decode(HEADER)
    assert msgspec.msgpack.encode(fields) == HEADER
    for raw in (
        b"\xdc\x00\x0d" + HEADER[1:],
        HEADER[:1] + b"\xcc\x01" + HEADER[2:],
        msgspec.msgpack.encode([1.0, *fields[1:]]),
        msgspec.msgpack.encode([*fields, 0]),
        msgspec.msgpack.encode(dict(zip(SEGMENT.header.__struct_fields__, fields, strict=True))),
    ):
        assert refusal_of_header(raw) == "journal.header"


@pytest.mark.parametrize("version", [0, 2, 65_535])
@pytest.mark.parametrize(
    "rest",
    [[], ["x"], [1.5, None, [{}], {"a": b"\xff" * 5000}], [[[[[[0]]]]]], [b"x"] * 100],
    ids=["nothing", "text", "kinds", "nested", "many"],
)
def test_a_header_of_another_version_is_refused_by_name_whatever_follows(
    version: int, rest: list[object]
) -> None:
    with pytest.raises(JournalError) as refused:
        parse_header(msgspec.msgpack.encode([version, *rest]))
    assert (refused.value.code, refused.value.details) == ("journal.version", {"version": version})


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x90",
        b"\x01",
        b"\xc1",
        b"\x91\xa11",
        b"\x91\xc0",
        b"\x91\xc3",
        b"\x91\xff",
        b"\x91\xce\x00\x01\x00\x00",
        b"\x92\x02" + b"\x91" * 5000,
        b"\x92\x01" + b"\x91" * 5000,
        b"\x92\x02\xc1",
        HEADER.replace(b"seat-1", b"seat\xff1"),
        bytes(HEADER_BYTES + 1),
        changed(SEGMENT.header, application_id="x" * HEADER_BYTES),
        changed(SEGMENT.header, key_for_panel=bytes(HEADER_BYTES)),
    ],
    ids=shown_shortly,
)
def test_what_is_no_header_is_refused_as_one(raw: bytes) -> None:
    assert refusal_of_header(raw) == "journal.header"


@pytest.mark.parametrize(
    "claims",
    [
        {"parent_id": b""},
        {"parent_id": bytes(15)},
        {"parent_id": bytes(17)},
        {"parent_head": b""},
        {"parent_head": bytes(31)},
        {"parent_head": bytes(33)},
        {"generation": 0},
        {"generation": 0, "parent_id": b""},
        {"generation": 0, "parent_head": b""},
        {"generation": 0, "parent_id": b"", "parent_head": b""},
        {"generation": 2**32 + 1},
        {"parent_count": -1},
        {"segment_id": bytes(15)},
        {"segment_id": bytes(17)},
        {"admission": 0},
        {"exam_id": bytes(33)},
        {"key_for_card": bytes(60)},
        {"key_for_card": bytes(62)},
        {"key_for_panel": bytes(1168)},
        {"key_for_panel": bytes(1170)},
        {"key_commitment": bytes(31)},
    ],
)
def test_a_header_that_names_half_a_parent_or_keys_of_another_length_is_refused(
    claims: dict[str, object],
) -> None:
    assert refusal_of_header(changed(SEGMENT.header, **claims)) == "journal.header"


def test_the_records_of_a_bad_header_are_not_touched() -> None:
    with pytest.raises(JournalError) as refused:
        list(read_records(b"", KEY, RECORDS))
    assert refused.value.code == "journal.header"


@given(st.binary(max_size=80))
def test_whatever_comes_is_no_header(raw: bytes) -> None:
    assert refusal_of_header(raw) in ("journal.header", "journal.version")


@given(st.integers(0, len(HEADER)), st.integers(0, 40), st.binary(max_size=40))
def test_a_header_with_other_bytes_anywhere_opens_nothing(at: int, cut: int, other: bytes) -> None:
    raw = HEADER[:at] + other + HEADER[at + cut :]
    if raw == HEADER:
        assert unlock_with_card(parse_header(raw), CARD_KEY) == KEY
    else:
        with pytest.raises((JournalError, KeyMismatchError)):
            unlock_with_card(parse_header(raw), CARD_KEY)
