"""What the ledger records."""

import json
from typing import get_args

import pytest

from exam.chronicle import (
    AnyEntry,
    Entry,
    ExamCreated,
    IdentitiesOpened,
    PaperReceived,
    PapersOpened,
    ScoresLocked,
    SeatEnrolled,
    SignedIn,
    StartOrdered,
    decode_entry,
    encode_entry,
)
from exam.errors import LedgerError

ENTRIES: list[Entry] = [
    ExamCreated(0, "00ff", 54, "ab"),
    SeatEnrolled(1, "seat-1", "PC-01", "cd"),
    SignedIn(2, "001.kesbangpol", "seat-1"),
    StartOrdered(3, "pengawas-1", 10_003),
    PaperReceived(4, "001.kesbangpol", 1, "seat-1", "submitted", "ef", "0000"),
    PapersOpened(5, 3, ("002.brida",), ("003.damkar",), "aa"),
    ScoresLocked(6, "ketua", "bb"),
    IdentitiesOpened(7, "aa"),
]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: type(entry).__name__)
def test_an_entry_is_read_as_it_was_written(entry: Entry) -> None:
    raw = encode_entry(entry)
    assert decode_entry(raw) == entry
    told = json.loads(raw)
    assert told["event"] == type(entry).__name__
    assert told["at"] == entry.at


def test_every_kind_of_entry_is_tried_here() -> None:
    assert {type(entry) for entry in ENTRIES} == set(get_args(AnyEntry))


def test_an_entry_has_one_form() -> None:
    written = b'{"event":"SignedIn","at":2,"application_id":"001.kesbangpol","seat_id":"seat-1"}'
    assert encode_entry(ENTRIES[2]) == written


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"[]",
        b'{"event":"Unheard","at":1}',
        b'{"event":"ScoresLocked","at":1}',
        b'{"event":"IdentitiesOpened","at":"1","map_commitment":""}',
        b'{"event":"IdentitiesOpened","at":1,"map_commitment":"\xff"}',
    ],
)
def test_what_is_no_entry_is_refused(raw: bytes) -> None:
    with pytest.raises(LedgerError) as refused:
        decode_entry(raw)
    assert refused.value.code == "ledger.entry"
