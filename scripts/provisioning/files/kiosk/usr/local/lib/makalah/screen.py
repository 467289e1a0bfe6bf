"""Starts the exam in the terminal, with letters as large as the screen allows.

A line has to hold a hundred letters, and a page thirty lines; what is left makes the letters
larger. The screen's size is what the kernel says of what is connected.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

DISPLAYS: Final = Path("/sys/class/drm")
COLUMNS: Final = 100
ROWS: Final = 30
SIZES: Final = range(12, 49)
"""Letters in pixels: what is smaller cannot be read, and what is larger needs no more."""
USUAL: Final = (1366, 768)
_WIDTH, _HEIGHT, _EM = 1233, 2384, 2048
"""A letter of DejaVu Sans Mono, in parts of its size; the height is that of a line."""
_COMMAND: Final = ("/usr/bin/foot", "--config=/etc/makalah/foot/foot.ini")
_KIOSK: Final = "/opt/makalah/venv/bin/makalah-kiosk"


def sizes_of(displays: Path) -> Iterator[tuple[int, int]]:
    """Yield width and height of every connected display, in pixels; the first mode is used."""
    for status in sorted(displays.glob("card*-*/status")):
        try:
            if status.read_text().strip() != "connected":
                continue
            first, *_ = status.with_name("modes").read_text().split()
            width, height = first.rstrip("i").split("x")
            yield int(width), int(height)
        except (OSError, ValueError):
            continue


def letters_for(width: int, height: int) -> int:
    """Return the size of letters with which a page fits, in pixels."""
    fits = [
        size
        for size in SIZES
        if -(-size * _WIDTH // _EM) * COLUMNS <= width
        and -(-size * _HEIGHT // _EM) * ROWS <= height
    ]
    return max(fits, default=SIZES[0])


def main() -> None:
    """Become the terminal with the exam in it."""
    size = min((letters_for(*one) for one in sizes_of(DISPLAYS)), default=letters_for(*USUAL))
    font = f"--font=DejaVu Sans Mono:pixelsize={size}"
    os.execv(_COMMAND[0], [*_COMMAND, font, "--", _KIOSK])


if __name__ == "__main__":
    main()
