"""A journal as a stranger reads it from the documents, and a stored one that must stay readable."""

from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from exam.draft import Event
from exam.errors import JournalError
from exam.journal import (
    SegmentHeader,
    chain_head,
    parse_header,
    read_records,
    unlock_with_card,
    unlock_with_panel,
)
from tests.exam import stranger
from tests.exam.vectors import vectors

JOURNAL = vectors("journal")
HEADER = bytes.fromhex(JOURNAL["header"])
RECORDS = [bytes.fromhex(one["record"]) for one in JOURNAL["records"]]
CARD_KEY, PANEL_SEED = bytes.fromhex(JOURNAL["card_key"]), bytes.fromhex(JOURNAL["panel_seed"])
KEY = bytes.fromhex(JOURNAL["segment_key"])
FIELDS: list[Any] = msgspec.msgpack.decode(HEADER)
EXAM_ID, APPLICATION, SEGMENT_ID = FIELDS[1], FIELDS[2].encode(), FIELDS[4]
NAMES = (EXAM_ID, APPLICATION, SEGMENT_ID)


def test_a_stranger_finds_every_claim_in_its_place() -> None:
    names = [name for claim in JOURNAL["claims"] for name in claim]
    assert names == list(SegmentHeader.__struct_fields__)
    shown = [value for claim in JOURNAL["claims"] for value in claim.values()]
    assert shown == [field.hex() if isinstance(field, bytes) else field for field in FIELDS]


def test_a_stranger_opens_the_key_with_the_card_and_with_the_panel() -> None:
    by_card, by_panel = FIELDS[10], FIELDS[11]
    assert stranger.decrypt(CARD_KEY, by_card, stranger.bind("segment-card", NAMES)) == KEY
    context = stranger.bind("segment-panel", NAMES)
    assert stranger.open_sealed(PANEL_SEED, by_panel, context) == KEY


def test_a_stranger_finds_the_commitment_to_key_and_header() -> None:
    without = msgspec.msgpack.encode([*FIELDS[:-1], b""])
    context = stranger.bind("segment-commitment", [without])
    assert stranger.expand(stranger.extract(b"", KEY), context, 32) == FIELDS[-1]


def test_a_stranger_reads_every_record_in_its_place() -> None:
    head = stranger.digest("journal-header", HEADER)
    for number, one in enumerate(JOURNAL["records"]):
        associated = stranger.bind("journal-record", [*NAMES, number.to_bytes(8, "big"), head])
        nonce = number.to_bytes(12, "big")
        plaintext = AESGCM(KEY).decrypt(nonce, RECORDS[number], associated)
        assert plaintext.hex() == one["plaintext"]
        assert msgspec.msgpack.decode(plaintext) == one["event"]
        head = stranger.digest("journal-chain", head, RECORDS[number])
        assert head.hex() == one["head"]


@pytest.mark.parametrize(
    ("unlock", "secret"),
    [(unlock_with_card, CARD_KEY), (unlock_with_panel, PANEL_SEED)],
    ids=["card", "panel"],
)
def test_a_stored_segment_is_still_read(unlock: Any, secret: bytes) -> None:
    key = unlock(parse_header(HEADER), secret)
    read = list(read_records(HEADER, key, RECORDS))
    assert read == msgspec.convert([one["event"] for one in JOURNAL["records"]], list[Event])
    assert chain_head(HEADER, RECORDS).hex() == JOURNAL["records"][-1]["head"]


def test_a_stored_segment_without_a_record_is_refused_from_there_on() -> None:
    reading = read_records(HEADER, KEY, [RECORDS[0], RECORDS[2]])
    next(reading)
    with pytest.raises(JournalError):
        next(reading)
