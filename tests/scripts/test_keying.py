"""What listens to a terminal hears what must not be said, wherever the pieces are cut."""

import gzip
from pathlib import Path

import pytest

from scripts.keying.console import letters_of
from scripts.keying.geometry import view_of
from scripts.keying.keyboard import FORMS
from scripts.keying.output import Listener

ON_PAGE = b"\x1b[?1049h"
FORBIDDEN = {
    b"\x1b]52;c;cmFoYXNpYQ==\x07": "52;c",
    b"\x1b]8;;https://example.org\x1b\\": "8;;",
    b"\x1b]2;judul\x07": "2;judul",
    b"\x1bPq#0\x1b\\": "Pq#0",
    b"\x1b[22;0t": "to the window",
}


def hear(output: bytes, piece: int) -> Listener:
    """Hear an output in pieces."""
    listener = Listener()
    for start in range(0, len(output), piece):
        listener.hear(output[start : start + piece])
    return listener


@pytest.mark.parametrize("piece", [1, 2, 5, 1000])
@pytest.mark.parametrize("said", FORBIDDEN)
def test_what_leaves_the_page_is_heard_in_pieces_of_any_length(said: bytes, piece: int) -> None:
    faults = hear(ON_PAGE + b"satu" + said + b"dua", piece).faults
    assert len(faults) == 1
    assert FORBIDDEN[said] in faults[0]


@pytest.mark.parametrize("output", [b"rahasia", ON_PAGE + b"satu\x1b[?1049lrahasia\r\n"])
def test_words_outside_the_alternate_page_are_heard(output: bytes) -> None:
    assert "rahasia" in hear(output, 1000).faults[0]


def test_a_picture_is_no_fault_and_is_counted() -> None:
    listener = hear(ON_PAGE + b"\x1b[1;1H\x1b[38;2;1;2;3msatu\x1b[0m\x1b[?1049l\r\n", 3)
    assert (listener.faults, listener.pictures) == ([], 1)


def test_modes_that_are_left_on_are_named() -> None:
    left = hear(b"\x1b[?1000;1006h\x1b[?25l\x1b[?2004h\x1b[?1000l\x1b[?25h", 4).left()
    assert left == ["mode 1006 was left on", "mode 2004 was left on"]


def test_a_key_has_the_forms_of_xterm_and_of_the_console() -> None:
    assert {b"\x1bOP", b"\x1b[11~", b"\x1b[[A"} <= set(FORMS["f1"])
    assert {b"\x1b[H", b"\x1bOH", b"\x1b[1~"} <= set(FORMS["home"])
    assert FORMS["ctrl+shift+left"] == [b"\x1b[1;6D"]


def test_the_text_of_a_wide_terminal_stands_in_the_middle_of_what_the_outline_leaves() -> None:
    assert view_of(80, 24, is_finding=False) == (3, 2, 74, 20)
    assert view_of(109, 30, is_finding=True) == (16, 3, 77, 23)
    assert view_of(120, 30, is_finding=True) == (36, 3, 77, 23)


@pytest.mark.parametrize(
    ("font", "wanted"),
    [
        (b"\x36\x04\x02\x01" + bytes(256) + b"a\0\xff\xff\xac\x20\xfe\xff\xff\xff", "a€"),
        (
            b"\x72\xb5\x4a\x86"
            + b"".join(n.to_bytes(4, "little") for n in (0, 32, 1, 2, 1, 1, 8))
            + bytes(2)
            + "a\xff".encode("latin-1")
            + "€".encode()
            + b"\xff",
            "a€",
        ),
    ],
)
def test_letters_of_both_kinds_of_console_fonts_are_read(
    tmp_path: Path, font: bytes, wanted: str
) -> None:
    path = tmp_path / "font.psf.gz"
    path.write_bytes(gzip.compress(font))
    assert letters_of(path) == set(wanted)
