"""How frames are written, and what reading makes of bytes that are none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exam.journal import HEADER_BYTES, RECORD_BYTES
from kiosk.framing import begin_file, frame, frames_from, is_torn

_CONTENT = st.binary(min_size=17, max_size=300)


@settings(max_examples=50)
@given(contents=st.lists(_CONTENT), tail=st.binary(max_size=16))
def test_what_was_framed_is_split_again_and_the_rest_left(
    contents: list[bytes], tail: bytes
) -> None:
    raw = b"".join(map(frame, contents))
    assert frames_from(raw, 0) == (contents, len(raw))
    frames, end = frames_from(raw + tail, 0)
    assert (frames[: len(contents)], end) == (contents, len(raw))


@settings(max_examples=50)
@given(raw=st.binary(max_size=400), start=st.integers(0, 20))
def test_any_bytes_at_all_are_split_within_their_bounds(raw: bytes, start: int) -> None:
    frames, end = frames_from(raw, start)
    assert start + sum(len(frame(one)) for one in frames) <= max(start, end)
    assert end <= max(start, len(raw))


@pytest.mark.parametrize(
    ("length", "cost"),
    [(36, 1), (127, 1), (128, 2), (HEADER_BYTES, 2), (16_384, 3), (RECORD_BYTES, 4)],
)
def test_a_short_record_costs_one_byte_more_and_the_longest_four(length: int, cost: int) -> None:
    content = bytes(length)
    assert len(frame(content)) == length + cost
    assert frames_from(frame(content), 0) == ([content], length + cost)


def test_a_file_begins_with_a_version_and_the_header() -> None:
    header = bytes(range(200))
    assert begin_file(header)[0] == 1
    assert frames_from(begin_file(header), 1)[0] == [header]


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        (b"", True),
        (bytes(50), True),
        (frame(bytes(40))[:20], True),
        (frame(b"x" * 40)[:20] + bytes(100), True),
        (frame(b"x" * 40), True),
        (frame(b"x" * 40) + bytes(9), True),
        (frame(b"x" * 40) + b"y", False),
        (frame(b"x" * 40) * 2, False),
        (b"\x05" + b"x" * 40, False),
        (bytes(5) + b"x", False),
    ],
)
def test_only_one_unfinished_record_and_zeros_look_like_a_cut(rest: bytes, expected: bool) -> None:
    assert is_torn(rest) is expected
