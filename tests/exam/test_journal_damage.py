"""No change to a journal, however small, is read as what somebody wrote."""

from collections.abc import Sequence
from itertools import product, zip_longest

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.draft import Event
from exam.errors import JournalError
from exam.journal import (
    RECORD_BYTES,
    Owner,
    Parent,
    Place,
    _Chain,
    read_records,
)
from tests.exam.journals import CARD_KEY, OWNER, PARENT, SMALL, Segment, a_segment
from tests.exam.shapes import shown_shortly
from tests.exam.sources import APPLICATION, EXAM, OTHER_EXAM, each_bit_flipped

SEGMENT = a_segment(*SMALL, parent=PARENT)
HEADER, RECORDS, KEY = SEGMENT.header_bytes, SEGMENT.records, SEGMENT.key


def read_until_refused(
    records: Sequence[bytes], header: bytes = HEADER, key: bytes = KEY
) -> tuple[Event, ...]:
    """What is read before the refusal that has to come, which names the place."""
    good: list[Event] = []
    with pytest.raises(JournalError) as refused:
        good.extend(read_records(header, key, records))
    assert (refused.value.code, refused.value.details) == ("journal.record", {"index": len(good)})
    return tuple(good)


def in_place(records: Sequence[bytes]) -> int:
    """How many records stand where they were written, before the first that does not."""
    places = enumerate(zip_longest(records, RECORDS))
    return next((place for place, (one, own) in places if one != own), len(records))


def test_no_flipped_bit_of_a_record_is_read() -> None:
    for place, record in enumerate(RECORDS):
        for flipped in each_bit_flipped(record):
            records = [*RECORDS[:place], flipped, *RECORDS[place + 1 :]]
            assert read_until_refused(records) == SMALL[:place]


def test_a_record_cut_or_lengthened_anywhere_is_refused() -> None:
    for place, record in enumerate(RECORDS):
        for wrong in (*(record[:length] for length in range(len(record))), record + b"\x00"):
            assert read_until_refused([*RECORDS[:place], wrong]) == SMALL[:place]


def test_no_other_order_choice_or_repetition_of_records_is_read() -> None:
    for length in range(1, len(RECORDS) + 2):
        for records in product(RECORDS, repeat=length):
            good = in_place(records)
            if good == length:
                assert tuple(read_records(HEADER, KEY, records)) == SMALL[:length]
            else:
                assert read_until_refused(records) == SMALL[:good]


def test_a_journal_cut_between_records_is_good_so_far() -> None:
    for length in range(len(SMALL) + 1):
        assert tuple(read_records(HEADER, KEY, RECORDS[:length])) == SMALL[:length]


def test_what_was_read_before_the_damage_is_given_first() -> None:
    reading = read_records(HEADER, KEY, (RECORDS[0], RECORDS[1], b"damaged"))
    assert (next(reading), next(reading)) == SMALL[:2]
    with pytest.raises(JournalError):
        next(reading)


def _others() -> dict[str, Segment]:
    panel = OWNER.panel_public_key
    return {
        "segment": a_segment(*SMALL, parent=PARENT, seed="other"),
        "candidate": a_segment(
            *SMALL, parent=PARENT, owner=Owner(EXAM, "002.brida", CARD_KEY, panel)
        ),
        "exam": a_segment(
            *SMALL, parent=PARENT, owner=Owner(OTHER_EXAM, APPLICATION, CARD_KEY, panel)
        ),
        "admission": a_segment(*SMALL, parent=PARENT, place=Place("seat-1", 2)),
        "seat": a_segment(*SMALL, parent=PARENT, place=Place("seat-2", 1)),
        "parent": a_segment(*SMALL, parent=Parent(bytes(16), 0, 3, bytes(range(32)))),
        "line": a_segment(*SMALL),
    }


@pytest.mark.parametrize("kind", _others())
def test_records_of_another_journal_are_refused_at_the_first(kind: str) -> None:
    """But for the id and key of the segment, which a careless source of randomness may repeat."""
    other = _others()[kind]
    assert (other.key == KEY) == (kind != "segment")
    assert read_until_refused(other.records) == ()
    assert read_until_refused(RECORDS, other.header_bytes, other.key) == ()
    assert read_until_refused([RECORDS[0], *other.records[1:]]) == SMALL[:1]


def test_another_key_reads_nothing() -> None:
    assert read_until_refused(RECORDS, key=bytes(32)) == ()


@pytest.mark.parametrize(
    "plaintext",
    [
        b"",
        b"\xc1",
        msgspec.msgpack.encode(["x", 1]),
        msgspec.msgpack.encode(["e", 1, "paper", 0, ""]),
        msgspec.msgpack.encode(["e", 1, "title", 0, "", ""]),
        msgspec.msgpack.encode(["e", 1, "paper", -1, "", ""]),
        msgspec.msgpack.encode(["e", 1, "paper", 0, "", "x"])[:-1] + b"\xff",
        msgspec.msgpack.encode(["e", 1, "paper", 0, "", "x"]) + b"\x00",
        b"\x97" + msgspec.msgpack.encode(["e", 1, "paper", 0, "", "x"])[1:] + b"\x91" * 5000,
    ],
    ids=shown_shortly,
)
def test_a_record_that_holds_no_event_is_refused_though_it_opens(plaintext: bytes) -> None:
    chain = _Chain(SEGMENT.header, HEADER, KEY)
    record = chain._cipher.encrypt(chain._nonce(), plaintext, chain._aad())
    assert read_until_refused([record]) == ()


def test_the_longest_record_is_opened_and_none_beyond() -> None:
    def record_with(filling: int) -> bytes:
        """A record with a field more than this program knows."""
        plaintext = msgspec.msgpack.encode(["e", 1, "paper", 0, "", "a", bytes(filling)])
        chain = _Chain(SEGMENT.header, HEADER, KEY)
        return chain._cipher.encrypt(chain._nonce(), plaintext, chain._aad())

    longest = record_with(RECORD_BYTES - len(record_with(2**16)) + 2**16)
    assert len(longest) == RECORD_BYTES
    assert list(read_records(HEADER, KEY, [longest])) == [SMALL[1]]
    longer = record_with(RECORD_BYTES - len(record_with(2**16)) + 2**16 + 1)
    assert len(longer) == RECORD_BYTES + 1
    assert read_until_refused([longer]) == ()


@given(st.lists(st.sampled_from(RECORDS) | st.binary(max_size=60), max_size=4))
def test_whatever_lies_in_the_file_is_an_event_or_refused(records: list[bytes]) -> None:
    good = in_place(records)
    if good == len(records):
        assert tuple(read_records(HEADER, KEY, records)) == SMALL[:good]
    else:
        assert read_until_refused(records) == SMALL[:good]
