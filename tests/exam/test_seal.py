"""Hand-in envelopes: what is handed in is what the panel opens, one by one if need be."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.errors import SealError
from exam.limits import LONGEST_TEXT
from exam.seal import (
    LARGEST_ENVELOPE_BYTES,
    PADDED_BYTES,
    Envelope,
    HandIn,
    Manuscript,
    content_key_of,
    envelope_digest,
    open_envelope,
    open_with_content_key,
    pad,
    peek_envelope,
    read_claimed_envelope,
    read_envelope,
    unpad,
)
from tests.exam.sealing import (
    HAND_IN,
    MANUSCRIPT,
    OTHER_CLAIMS,
    SALT,
    SEAT,
    SMALL_ROOM,
    forged,
    sealed,
)
from tests.exam.sources import (
    APPLICATION,
    PANEL_SEED,
    each_bit_flipped,
)

# What is handed in is what the panel opens


def test_what_is_handed_in_is_what_the_panel_opens() -> None:
    envelope = read_envelope(sealed(), SEAT)
    assert open_envelope(envelope, PANEL_SEED) == MANUSCRIPT
    for name in OTHER_CLAIMS:
        assert getattr(envelope, name) == getattr(HAND_IN, name)


def test_an_envelope_is_checked_by_the_key_of_the_seat_that_it_names() -> None:
    keys_of = {HAND_IN.seat_id: SEAT}
    raw = sealed()
    envelope = read_claimed_envelope(raw, lambda claimed: keys_of[claimed.seat_id])
    assert envelope == read_envelope(raw, SEAT)


@given(st.text(max_size=2000), st.text(max_size=100), st.integers(min_value=1, max_value=300))
def test_every_text_survives_sealing(paper: str, slides: str, room_bytes: int) -> None:
    manuscript = Manuscript(paper, slides)
    envelope = read_envelope(sealed(manuscript, room_bytes=room_bytes), SEAT)
    assert open_envelope(envelope, PANEL_SEED) == manuscript


@given(
    st.builds(
        HandIn,
        exam_id=st.binary(min_size=32, max_size=32),
        application_id=st.from_regex(r"\A[0-9A-Za-z.-]{1,16}\.[a-z0-9-]{1,64}\Z"),
        revision=st.integers(1, 2**16 - 1),
        admission=st.integers(0, 2**32),
        seat_id=st.from_regex(r"\A[0-9a-f]{16}\Z"),
        sealed_at=st.integers(0, 2**48),
        cause=st.sampled_from(["submitted", "time-up", "ended-early", "ordered"]),
        journal_head=st.binary(min_size=32, max_size=32),
    )
)
def test_every_hand_in_that_can_happen_is_sealed_and_read(hand_in: HandIn) -> None:
    envelope = read_envelope(sealed(hand_in=hand_in, room_bytes=SMALL_ROOM), SEAT)
    assert open_envelope(envelope, PANEL_SEED) == MANUSCRIPT
    assert {name: getattr(envelope, name) for name in OTHER_CLAIMS} == {
        name: getattr(hand_in, name) for name in OTHER_CLAIMS
    }


def test_the_longest_text_that_can_be_written_fits_into_an_envelope() -> None:
    longest = Manuscript("\U0001f4dd" * LONGEST_TEXT, "\U0001f4dd" * LONGEST_TEXT)
    raw = sealed(longest)
    assert len(raw) < LARGEST_ENVELOPE_BYTES
    assert open_envelope(read_envelope(raw, SEAT), PANEL_SEED) == longest


def test_the_size_of_an_envelope_does_not_tell_whose_it_is() -> None:
    sizes = {len(sealed(Manuscript("a" * length, ""))) for length in (0, 1, 20_000, 120_000)}
    assert len(sizes) == 1
    assert len(sealed(Manuscript("a" * PADDED_BYTES, ""))) - sizes.pop() == PADDED_BYTES


def test_an_envelope_is_padded_to_the_size_that_the_exam_asks_for() -> None:
    sizes = {len(sealed(Manuscript("a" * length, ""), room_bytes=512)) for length in (0, 400)}
    assert sizes == {len(sealed(room_bytes=256)) + 256}


def test_an_envelope_holds_no_word_in_clear() -> None:
    assert b"Judul" not in sealed()


def test_two_envelopes_of_one_text_share_no_key_and_no_hash() -> None:
    one, other = (peek_envelope(sealed(random=seed)) for seed in "ab")
    assert one.plaintext_hash != other.plaintext_hash
    assert content_key_of(one, PANEL_SEED) != content_key_of(other, PANEL_SEED)


# One paper disclosed


def test_one_paper_is_disclosed_by_its_own_key_and_no_other_with_it() -> None:
    mine, other = (peek_envelope(sealed(random=seed)) for seed in ("mine", "other"))
    key = content_key_of(mine, PANEL_SEED)
    assert open_with_content_key(mine, key) == MANUSCRIPT
    with pytest.raises(SealError) as refused:
        open_with_content_key(other, key)
    assert refused.value.code == "seal.content-key"
    assert refused.value.details == {"application": APPLICATION}


@pytest.mark.parametrize("key", [b"", bytes(31), bytes(32), bytes(33)])
def test_what_is_no_content_key_discloses_nothing(key: bytes) -> None:
    with pytest.raises(SealError, match=r"seal\.content-key"):
        open_with_content_key(peek_envelope(sealed()), key)


def test_a_disclosed_paper_is_the_one_of_the_signed_hash() -> None:
    plaintext = b"\x92" + SALT + b"\x92\xa0\xa0"
    envelope = peek_envelope(forged(pad(plaintext), b"another"))
    with pytest.raises(SealError) as refused:
        open_with_content_key(envelope, content_key_of(envelope, PANEL_SEED))
    assert refused.value.code == "seal.contents"
    assert refused.value.details == {"application": APPLICATION}


def test_the_digest_names_the_bytes_that_were_sent() -> None:
    assert envelope_digest(b"a") != envelope_digest(b"b")
    assert len(envelope_digest(sealed())) == 32


# Padding


def lengths_around(room_bytes: int) -> Iterator[int]:
    yield from (0, 1, room_bytes - 5, room_bytes - 4, room_bytes - 3, room_bytes, room_bytes + 1)


@given(st.binary(max_size=300), st.integers(min_value=1, max_value=128))
def test_padding_is_undone_and_always_a_whole_number_of_rooms(
    plaintext: bytes, room_bytes: int
) -> None:
    padded = pad(plaintext, room_bytes=room_bytes)
    assert len(padded) % room_bytes == 0
    assert len(padded) - len(plaintext) < room_bytes + 4
    assert unpad(padded) == plaintext


def test_a_text_takes_the_least_room_that_holds_it() -> None:
    rooms = [len(pad(b"\x07" * length)) // PADDED_BYTES for length in lengths_around(PADDED_BYTES)]
    assert rooms == [1, 1, 1, 1, 2, 2, 2]
    assert pad(b"isi", room_bytes=8) == b"\x00\x00\x00\x03isi\x00"
    assert pad(b"teks", room_bytes=8) == b"\x00\x00\x00\x04teks"


def test_padding_can_be_made_to_reach_the_size_of_a_longer_text() -> None:
    longer = pad(bytes(PADDED_BYTES))
    padded = pad(b"short", len(longer))
    assert len(padded) == len(longer) == 2 * PADDED_BYTES
    assert unpad(padded) == b"short"


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        b"\x00\x00",
        b"\x00\x00\x00",
        b"\x00\x00\x00\x01",
        b"\xff" * 8,
        b"\x00\x00\x00\x00\x01",
        b"\x00\x00\x00\x03isi\x00\x01",
        b"\x00\x00\x00\x03isi\x01\x00",
        b"\x00\x00\x00\x03isiX",
    ],
)
def test_a_length_or_a_padding_that_does_not_fit_is_refused(padded: bytes) -> None:
    with pytest.raises(SealError, match=r"seal\.padding"):
        unpad(padded)


def text_in(padded: bytes) -> bytes | None:
    try:
        return unpad(padded)
    except SealError:
        return None


def test_no_flipped_bit_of_a_padded_text_gives_the_same_text() -> None:
    assert text_in(pad(b"isi", room_bytes=16)) == b"isi"
    for other in each_bit_flipped(pad(b"isi", room_bytes=16)):
        assert text_in(other) != b"isi"


def test_an_envelope_names_its_fields_in_the_order_of_its_bytes() -> None:
    assert Envelope.__struct_fields__[: len(OTHER_CLAIMS)] == tuple(OTHER_CLAIMS)
