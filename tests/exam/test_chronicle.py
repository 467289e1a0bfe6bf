"""What the ledger records: every entry in one form, and nothing else."""

import json
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.chronicle import (
    ENTRY_BYTES,
    AnyEntry,
    DeedReported,
    IdentitiesOpened,
    OrderIssued,
    PapersOpened,
    SeatEnrolled,
    decode_entry,
    encode_entry,
)
from exam.entry import Entry
from exam.errors import LedgerError
from exam.events import AnyOrder, Deed, PaperSealed, PauseOrdered, StartOrdered
from scripts.vectors.chronicles import EXAMPLES
from tests.exam.journals import SEALED
from tests.exam.shapes import shown_shortly, values_of
from tests.exam.sources import each_bit_flipped
from tests.exam.vectors import vectors

LINES = [line.encode() for line in vectors("entries")["entries"]]
HASH = "ab" * 32
WIDEST = "𝒩" * 200
each_line = pytest.mark.parametrize("line", LINES, ids=lambda line: line[10:40].decode())


def refusal_of(raw: bytes) -> str:
    with pytest.raises(LedgerError) as refused:
        decode_entry(raw)
    return refused.value.code


@given(values_of(AnyEntry))
def test_whatever_keeps_the_limits_is_read_as_it_was_written(entry: AnyEntry) -> None:
    assert decode_entry(encode_entry(entry)) == entry


@pytest.mark.parametrize(("entry", "line"), zip(EXAMPLES, LINES, strict=True))
def test_an_entry_keeps_the_line_that_it_was_given(entry: Entry, line: bytes) -> None:
    assert encode_entry(entry) == line
    assert decode_entry(line) == entry


@each_line
def test_a_line_tells_a_stranger_what_happened_and_when(line: bytes) -> None:
    told = json.loads(line)
    assert list(told)[:2] == ["event", "at"]
    assert told["event"] in {kind.__name__ for kind in get_args(AnyEntry)}
    assert json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() == line


def test_there_is_a_line_for_every_kind_of_entry_order_and_deed() -> None:
    assert {type(entry) for entry in EXAMPLES} == set(get_args(AnyEntry))
    orders = {type(entry.order) for entry in EXAMPLES if isinstance(entry, OrderIssued)}
    deeds = {type(entry.deed) for entry in EXAMPLES if isinstance(entry, DeedReported)}
    assert (orders, deeds) == (set(get_args(AnyOrder)), set(get_args(Deed)))


# Other forms of the same


@pytest.mark.parametrize(
    "raw",
    [
        b' {"event":"IdentitiesOpened","at":1,"map_commitment":"%s"}',
        b'{"event":"IdentitiesOpened","at":1,"map_commitment":"%s"}\n',
        b'{"event":"IdentitiesOpened", "at":1,"map_commitment":"%s"}',
        b'{"at":1,"event":"IdentitiesOpened","map_commitment":"%s"}',
        b'{"event":"IdentitiesOpened","map_commitment":"%s","at":1}',
        b'{"event":"IdentitiesOpened","at":1.0,"map_commitment":"%s"}',
        b'{"event":"IdentitiesOpened","at":1e0,"map_commitment":"%s"}',
        b'{"event":"IdentitiesOpened","at":1,"at":1,"map_commitment":"%s"}',
        b'{"event":"IdentitiesOpened","at":2,"at":1,"map_commitment":"%s"}',
        b'{"event":"IdentitiesOpened","at":1,"map_commitment":"%s","more":0}',
        b'{"event":"IdentitiesOpened","at":1,"map_commitment":"%s","more":[[]]}',
        b'{"event":"Identities\\u004fpened","at":1,"map_commitment":"%s"}',
        b'\xef\xbb\xbf{"event":"IdentitiesOpened","at":1,"map_commitment":"%s"}',
    ],
)
def test_an_entry_in_any_other_form_is_refused(raw: bytes) -> None:
    plain = b'{"event":"IdentitiesOpened","at":1,"map_commitment":"%s"}'
    assert decode_entry(plain % HASH.encode()) == IdentitiesOpened(1, HASH)
    assert refusal_of(raw % HASH.encode()) == "ledger.entry"


@each_line
def test_no_changed_bit_of_a_line_says_the_same(line: bytes) -> None:
    said = decode_entry(line)
    for changed in each_bit_flipped(line):
        try:
            read = decode_entry(changed)
        except LedgerError:
            continue
        assert read != said


@each_line
def test_a_line_that_is_cut_is_refused(line: bytes) -> None:
    for length in range(len(line)):
        assert refusal_of(line[:length]) == "ledger.entry"


@each_line
def test_an_entry_without_one_of_its_fields_or_with_one_more_is_refused(line: bytes) -> None:
    told = json.loads(line)
    wrong = [{name: told[name] for name in told if name != missing} for missing in told]
    for one in (*wrong, told | {"more": 1}):
        raw = json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode()
        assert refusal_of(raw) == "ledger.entry"


# What is no entry


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"{}",
        b"[]",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"event":"SeatHeard","more":' + b"[" * 100_000,
        b'{"event":"SeatHeard","at":' + b"9" * 100_000,
        b'{"event":"SeatHeard","at":-' + b"9" * 5000 + b"}",
        b'{"event":"SeatHeard","at":1e999999}',
        b'{"event":"SeatHeard","at":0.' + b"0" * 100_000 + b"1}",
        b'{"event":' + b"9" * 5000 + b"}",
        b'{"event":"' + b"x" * 100_000 + b'"}',
        b'{"event":"Unheard","at":1}',
        b'{"event":"Entry","at":1}',
        b'{"event":"SeatHeard","at":1}',
        b'{"event":"IdentitiesOpened","at":"1","map_commitment":"%s"}' % HASH.encode(),
        b'{"event":"IdentitiesOpened","at":-1,"map_commitment":"%s"}' % HASH.encode(),
        b'{"event":"IdentitiesOpened","at":true,"map_commitment":"%s"}' % HASH.encode(),
        b'{"event":"IdentitiesOpened","at":1,"map_commitment":"%s"}' % HASH.upper().encode(),
        b'{"event":"IdentitiesOpened","at":1,"map_commitment":"\xff"}',
        b'{"event":"IdentitiesOpened","at":1,"map_commitment":"\\ud800"}',
        b'{"event":"SeatHeard","at":1,"seat_id":"\\ud800"}',
        b'{"event":"SeatHeard","at":1,"seat_id":"\xed\xa0\x80"}',
    ],
    ids=shown_shortly,
)
def test_what_is_no_entry_is_refused(raw: bytes) -> None:
    assert refusal_of(raw) == "ledger.entry"


@given(st.binary(max_size=80))
def test_whatever_comes_is_no_entry(raw: bytes) -> None:
    assert refusal_of(raw) == "ledger.entry"


@given(st.sampled_from(LINES), st.integers(0, 300), st.integers(0, 9), st.binary(max_size=9))
def test_a_line_with_other_bytes_in_it_is_another_entry_or_none(
    line: bytes, at: int, cut: int, other: bytes
) -> None:
    changed = line[:at] + other + line[at + cut :]
    try:
        read = decode_entry(changed)
    except LedgerError:
        return
    assert encode_entry(read) == changed


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(st.sampled_from(LINES), st.data(), JSON)
def test_a_line_with_another_value_anywhere_is_another_entry_or_none(
    line: bytes, data: st.DataObject, value: Any
) -> None:
    told = json.loads(line)
    told[data.draw(st.sampled_from(sorted(told)))] = value
    changed = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        read = decode_entry(changed)
    except LedgerError:
        return
    assert json.loads(encode_entry(read)) == told


# Lengths


def test_the_longest_entry_that_is_read_has_so_many_bytes() -> None:
    wide = PapersOpened(0, 0, (), ("x" * 197,) * 9_999, HASH)
    raw = encode_entry(wide)
    room = ENTRY_BYTES - len(raw) - len('"",')
    full = PapersOpened(0, 0, ("x" * (room + 1),), wide.missing, HASH)
    assert len(encode_entry(full)) == ENTRY_BYTES
    longer = PapersOpened(0, 0, (f"{full.refused[0]}x",), wide.missing, HASH)
    with pytest.raises(LedgerError) as refused:
        encode_entry(longer)
    assert refused.value.code == "ledger.writing"
    assert refusal_of(raw + b" " * ENTRY_BYTES) == "ledger.entry"


@pytest.mark.parametrize(
    "entry",
    [
        IdentitiesOpened(-1, HASH),
        IdentitiesOpened(2**70, HASH),
        IdentitiesOpened(1, HASH[1:]),
        SeatEnrolled(1, WIDEST + "x", "", HASH),
        SeatEnrolled(1, "\udcff", "", HASH),
        PapersOpened(1, 1, ("",) * 10_001, (), HASH),
        OrderIssued(1, "", "", "", PauseOrdered("0" * 32, 1, "x" * 2001)),
        OrderIssued(1, "", "", "", SEALED),  # type: ignore[arg-type]
        DeedReported(1, "", "", StartOrdered("0" * 32, 1, 1)),  # type: ignore[arg-type]
        DeedReported(1, "", "", PaperSealed(0, 1, 0, SEALED.cause)),
    ],
    ids=shown_shortly,
)
def test_an_entry_that_could_not_be_read_back_is_not_written(entry: Entry) -> None:
    with pytest.raises(LedgerError) as refused:
        encode_entry(entry)
    assert refused.value.code == "ledger.writing"
