"""The stream of a terminal, cut into keys: whole sequences or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.sequences import CUT_SECONDS, ESCAPE, ESCAPE_SECONDS, PASTE, Cutter

KEYS = [
    "a", "é", "世", "\r", "\x7f", "\x03", "\x00", "\x1b[A", "\x1bOA", "\x1b[1;5D", "\x1b[1;6H",
    "\x1b[5~", "\x1b[[A", "\x1b[17;2~", "\x1bOP", "\x1bx", "\x1b\r", "\x1b[<0;10;5M",
    "\x1b[<0;10;5m",    "\x1b[?2026;2$y", "\x1b[I", "\x1b[97;5u", "\x1b(",
]  # fmt: skip
RUBBISH = [
    "\x1b]52;c;cmFoYXNpYQ==\x07", "\x1b]8;;http://x\x1b\\", "\x1bP1$r0m\x1b\\", "\x1b_G i=1\x1b\\",
    "\x1b^pesan\x1b\\", "\x1bXsos\x1b\\", "\x1b[" + "1;" * 40 + "m", "\x1b[97;1:3u", "\x1b[:;u",
    "\x1b[9999999999u", "\x1b[48;0;0;0;0t", "\x1bO5A", "\x1b[<35;-1;-4M", "\x1b[M !!", "\u009b1;5D",
    "\u009d52;c;x\x07",
]  # fmt: skip


def cut(*pieces: str) -> list[str]:
    """Cut pieces that come at once."""
    cutter = Cutter()
    return [token for piece in pieces for token in cutter.feed(piece, 0.0)]


def whole(text: str) -> str:
    """The sequence as it is told."""
    return "".join(ESCAPE + chr(ord(c) - 0x40) if "\x80" <= c < "\xa0" else c for c in text)


@given(st.lists(st.sampled_from(KEYS + RUBBISH), max_size=12), st.data())
def test_a_stream_falls_into_its_keys_however_it_is_torn(
    keys: list[str], data: st.DataObject
) -> None:
    stream = "".join(keys)
    torn = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    pieces = [stream[a:b] for a, b in zip([0, *torn], [*torn, len(stream)], strict=True)]
    assert cut(*pieces) == [whole(key) for key in keys]


@given(st.lists(st.text(max_size=20), max_size=8))
def test_nothing_that_comes_breaks_the_cutting(pieces: list[str]) -> None:
    cutter = Cutter()
    for number, piece in enumerate(pieces):
        tokens = [*cutter.feed(piece, float(number)), *cutter.settle(float(number) + CUT_SECONDS)]
        assert all(len(token) == 1 or token.startswith(ESCAPE) for token in tokens)
    assert not cutter.is_waiting or list(cutter.settle(1e9)) in ([], [ESCAPE])
    assert not cutter.is_waiting


@pytest.mark.parametrize(
    "pasted",
    ["", "dari luar", "abc\x1b[31m" + "x" * 50, "\x1b\x1bb", "\x1b[200~", "a\rb\x03" * 999],
)
def test_a_paste_is_one_thing_whatever_is_in_it(pasted: str) -> None:
    stream = f"a\x1b[200~{pasted}\x1b[201~b"
    assert cut(stream) == cut(*stream) == ["a", PASTE, "b"]


def test_a_paste_without_an_end_is_over_when_nothing_more_comes() -> None:
    cutter = Cutter()
    assert list(cutter.feed("\x1b[200~dari luar", 0.0)) == [PASTE]
    assert list(cutter.settle(CUT_SECONDS / 2)) == []
    assert list(cutter.feed("masih", CUT_SECONDS / 2)) == []
    assert list(cutter.settle(CUT_SECONDS)) == []
    assert cutter.is_waiting
    assert list(cutter.settle(CUT_SECONDS * 2)) == []
    assert list(cutter.feed("a", CUT_SECONDS * 2)) == ["a"]


def test_the_end_of_a_paste_may_come_in_two() -> None:
    cutter = Cutter()
    assert list(cutter.feed("\x1b[200~dari luar\x1b", 0.0)) == [PASTE]
    assert list(cutter.settle(CUT_SECONDS * 0.9)) == []
    assert list(cutter.feed("[201~a", CUT_SECONDS * 0.9)) == ["a"]


def test_an_escape_alone_is_the_key_after_a_moment() -> None:
    cutter = Cutter()
    assert list(cutter.feed(ESCAPE, 0.0)) == []
    assert list(cutter.settle(ESCAPE_SECONDS / 2)) == []
    assert list(cutter.settle(ESCAPE_SECONDS)) == [ESCAPE]
    assert not cutter.is_waiting


def test_a_key_whose_rest_comes_late_is_still_that_key() -> None:
    cutter = Cutter()
    assert list(cutter.feed("\x1b[1;", 0.0)) == []
    assert list(cutter.settle(CUT_SECONDS * 0.9)) == []
    assert list(cutter.feed("5D", CUT_SECONDS * 0.9)) == ["\x1b[1;5D"]


@pytest.mark.parametrize(
    ("begun", "seconds"),
    [("\x1b[1;", CUT_SECONDS), ("\x1bO", CUT_SECONDS), ("\x1b]52;c", ESCAPE_SECONDS)],
)
def test_what_is_never_ended_is_dropped(begun: str, seconds: float) -> None:
    cutter = Cutter()
    assert list(cutter.feed(begun, 0.0)) == []
    assert list(cutter.settle(seconds)) == []
    assert list(cutter.feed("5", seconds)) == ["5"]


@pytest.mark.parametrize(
    ("stream", "tokens"),
    [
        ("\x1b[1;5\x1b[A", ["\x1b[1;5", "\x1b[A"]),
        ("\x1b[1é", ["\x1b[1", "é"]),
        ("\x1b]52;c\x1b[A", ["\x1b]52;c", "\x1b[A"]),
        ("\x1bx\x1b[D", ["\x1bx", "\x1b[D"]),
        ("\x1b\x1b[D", [ESCAPE, "\x1b[D"]),
    ],
)
def test_a_new_sequence_breaks_off_the_one_before(stream: str, tokens: list[str]) -> None:
    assert cut(stream) == tokens


def test_a_sequence_without_end_takes_no_more_memory_than_a_key() -> None:
    cutter = Cutter()
    for _ in range(100):
        assert list(cutter.feed("9" * 5000 if cutter.is_waiting else "\x1b]", 0.0)) == []
    assert len(cutter._kept) <= 4096
    assert list(cutter.feed("\x07a", 0.0)) == ["\x1b]\x07", "a"]
