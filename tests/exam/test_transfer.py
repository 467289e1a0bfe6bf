"""The file that is carried by hand: read as it was written, or refused whole."""

import pytest
from hypothesis import given, settings

from exam import keys
from exam.encoding import encode_versioned
from exam.errors import SealError
from exam.protocol import SegmentPart, SignedOrder
from exam.receipts import SignedReceipt
from exam.transfer import (
    SignedTransfer,
    Transfer,
    Work,
    peek_transfer,
    read_transfer,
    write_transfer,
)
from tests.exam.shapes import values_of
from tests.exam.sources import APPLICATION, EXAM, SEAT_SECRET, SERVER_SECRET, each_bit_flipped

SEAT = keys.signing_public_key(SEAT_SECRET)
RECEIPT = SignedReceipt(b"receipt", bytes(64))
WORK = Work(APPLICATION, (SegmentPart(b"header", 0, (b"record",)),), (b"envelope",), (RECEIPT,))
TRANSFER = Transfer(EXAM, "seat-1", 5_000, (WORK,), (SignedOrder(b"order", bytes(64)),))
BEGINNING = b"makalah transfer\n"
FILE = write_transfer(TRANSFER, SEAT_SECRET)


def refusal_of(raw: bytes, key: bytes = SEAT) -> str:
    with pytest.raises(SealError) as refused:
        read_transfer(raw, key)
    return refused.value.code


def test_a_file_says_what_the_seat_put_into_it() -> None:
    assert read_transfer(FILE, SEAT) == TRANSFER
    assert peek_transfer(FILE) == TRANSFER


@settings(max_examples=30)
@given(values_of(Transfer))
def test_whatever_keeps_the_limits_is_read_as_it_was_written(transfer: Transfer) -> None:
    assert read_transfer(write_transfer(transfer, SEAT_SECRET), SEAT) == transfer


def test_a_file_of_another_seat_is_refused() -> None:
    assert refusal_of(FILE, keys.signing_public_key(SERVER_SECRET)) == "transfer.signature"


def test_a_file_with_any_bit_flipped_is_refused() -> None:
    for flipped in each_bit_flipped(FILE):
        assert refusal_of(flipped).startswith("transfer.")


@pytest.mark.parametrize("length", range(0, len(FILE), 7))
def test_a_file_cut_short_is_refused(length: int) -> None:
    assert refusal_of(FILE[:length]) == "transfer.damaged"


def test_a_file_of_a_newer_version_is_called_so() -> None:
    assert refusal_of(BEGINNING + b"\x02" + FILE[len(BEGINNING) + 1 :]) == "transfer.version"
    body = b"\x02" + encode_versioned(TRANSFER)[1:]
    signed = SignedTransfer(body, keys.sign(SEAT_SECRET, body, "transfer"))
    assert refusal_of(BEGINNING + encode_versioned(signed)) == "transfer.version"


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", FILE[len(BEGINNING) :], b"\x01" * 200])
def test_another_kind_of_file_is_called_damaged(raw: bytes) -> None:
    assert refusal_of(raw) == "transfer.damaged"


def test_a_file_that_is_longer_than_any_can_be_is_refused_unread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("exam.transfer.TRANSFER_BYTES", len(FILE) - 1)
    assert refusal_of(FILE) == "transfer.damaged"
