"""Starts the exam on the screen: in a window where the PC can have one, else on the console.

A line has to hold a hundred letters, and a page thirty lines; what is left makes the letters
larger. The screen's size is what the kernel says of what is connected. A window needs a graphics
driver that can take in the memory of others; without one the exam is on the console itself, with
letters of its own, and as locked.
"""

import fcntl
import os
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

DISPLAYS: Final = Path("/sys/class/drm")
DEVICES: Final = Path("/dev/dri")
FRAMEBUFFER: Final = Path("/sys/class/graphics/fb0/virtual_size")
CHOSEN: Final = Path("/run/makalah-screen")
WINDOW, CONSOLE = "window", "console"
PATIENCE_SECONDS: Final = 10
"""A driver that is coming has come by then."""
COLUMNS: Final = 100
ROWS: Final = 30
SIZES: Final = range(12, 49)
"""Letters in pixels: what is smaller cannot be read, and what is larger needs no more."""
USUAL: Final = (1366, 768)
LETTERS: Final = "/usr/share/consolefonts"
FONTS: Final = ((16, 8), (20, 10), (22, 11), (24, 12), (28, 14), (32, 16))
"""Height and width of the console's letters, in pixels."""
_PLAIN_WIDTH: Final = 8
# drm/drm.h: struct drm_get_cap, and that memory of others can be taken in.
_CAPABILITY: Final = struct.Struct("QQ")
_GET_CAPABILITY: Final = 0xC010640C
_PRIME, _IMPORT = 5, 1
_WIDTH, _HEIGHT, _EM = 1233, 2384, 2048
"""A letter of DejaVu Sans Mono, in parts of its size; the height is that of a line."""
_WINDOW: Final = (
    "/usr/bin/cage", "-d", "--",
    "/usr/bin/python3", "-I", "/usr/local/lib/makalah/screen.py", "show",
)  # fmt: skip
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


def has_window(devices: Path = DEVICES) -> bool:
    """Whether one of the PC's screens can have a window."""
    return any(map(_takes_memory, sorted(devices.glob("card*"))))


def _takes_memory(card: Path) -> bool:
    try:
        with card.open("rb") as opened:
            answer = fcntl.ioctl(opened, _GET_CAPABILITY, _CAPABILITY.pack(_PRIME, 0))
    except OSError:
        return False
    return bool(_CAPABILITY.unpack(answer)[1] & _IMPORT)


def font_for(width: int, height: int) -> tuple[int, int]:
    """Return height and width of the largest letters of the console with which a page fits."""
    fits = (one for one in FONTS if one[1] * COLUMNS <= width and one[0] * ROWS <= height)
    return max(fits, default=FONTS[0])


def _framebuffer() -> tuple[int, int]:
    """Return the console's width and height in pixels, nothing if it has letters only."""
    try:
        width, height = FRAMEBUFFER.read_text().split(",")
        return int(width), int(height)
    except (OSError, ValueError):
        return 0, 0


def prepare() -> None:
    """Say what the exam is shown in, and give the console its letters; for root."""
    for _ in range(PATIENCE_SECONDS):
        if has_window():
            _choose(WINDOW)
            return
        time.sleep(1)
    _choose(CONSOLE)
    height, width = font_for(*_framebuffer())
    name = f"{height}" if width == _PLAIN_WIDTH else f"{height}x{width}"
    subprocess.run(
        ["/usr/bin/setfont", "-C", "/dev/tty1", f"{LETTERS}/Lat15-Terminus{name}.psf.gz"],
        env={"PATH": "/usr/bin"},  # where gzip is
        check=False,
    )


def _choose(what: str) -> None:
    """Keep what was chosen for the exam's account, which can read it and not change it."""
    CHOSEN.write_text(what)
    CHOSEN.chmod(0o644)


def start() -> None:
    """Become the window, or the exam on the console."""
    if CHOSEN.read_text() == WINDOW:
        os.execv(_WINDOW[0], _WINDOW)
    for handle in (1, 2):
        os.dup2(0, handle)
    os.execv(_KIOSK, [_KIOSK])


def show() -> None:
    """Become the terminal with the exam in it; for the window."""
    size = min((letters_for(*one) for one in sizes_of(DISPLAYS)), default=letters_for(*USUAL))
    font = f"--font=DejaVu Sans Mono:pixelsize={size}"
    os.execv(_COMMAND[0], [*_COMMAND, font, "--", _KIOSK])


if __name__ == "__main__":
    {"prepare": prepare, "start": start, "show": show}[sys.argv[1]]()
