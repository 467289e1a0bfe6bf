"""Presses every key in a real terminal, and tells what each did: xterm, or foot under cage.

The keys come from an X server of its own (Xvfb) as from a keyboard, so what a terminal keeps for
itself is seen. What is printed is what `docs/terminals.md` says; with a folder, pictures are taken
instead. Needs the Debian packages xvfb, xterm, foot, cage, xwayland, xdotool, xclip, x11-xkb-utils
and imagemagick; cage does not run as root.
"""

import argparse
import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from exam.manuscript import Part
from kiosk.machine import THIS_MACHINE
from scripts.keying.expectations import NOTHING, TEXT, checks
from scripts.keying.geometry import view_of
from scripts.keying.program import LENGTH_BYTES, ROOT, Standing, write_texts

_COMMAND: Final = (
    "import os, socket, sys; end = socket.socket(socket.AF_UNIX); end.connect(sys.argv[1]);"
    "os.set_inheritable(end.fileno(), True);"
    "os.execv(sys.executable, [sys.executable, '-m', 'scripts.keying.program',"
    " *sys.argv[2:], str(end.fileno())])"
)
_LAYOUT: Final = ("us", "altgr-intl", "compose:menu")
_QUIET_SECONDS: Final = 0.25
_SLOW_KEYS: Final = {"Escape": 0.5, "F1": 0.8, "F2": 0.8, "F3": 0.5, "F10": 0.8, "ctrl+f": 0.5}
_START_SECONDS: Final = 60.0
_LAST_PICTURE: Final = "9-ctrl-click"
"""What a terminal may show of its own; it keeps the keyboard."""
_SHOWN: Final = (
    "\ue001Pendahuluan\nKota yang tertib dimulai dari data. Setiap kelurahan mencatat sendiri "
    "kejadian banjir, kebakaran dan pohon tumbang; catatan itu jarang dibaca siapa pun.\n"
    "\ue002Latar belakang\nDalam lima tahun terjadi 1.248 kejadian – sepertiganya berulang.\n"
    "\ue011Data tercatat di buku yang berbeda-beda.\n\ue011Laporan lewat “grup” tidak bernomor.\n"
    "\ue001Permasalahan\nAnggaran Rp 3,4 miliar habis untuk tanggap darurat … ½ 10° 5×3 é ü 漢字\n"
)


class Kind(NamedTuple):
    """A terminal: how it is started, its cells in pixels, and what it shows of columns and rows."""

    command: Sequence[str]
    cell: tuple[int, int]
    size: tuple[int, int]


_XTERM: Final = ("xterm", "-geometry", "100x30", "-fa", "DejaVu Sans Mono", "-fs", "12")
_LOCKED: Final = (
    "-xrm", "*omitTranslation: popup-menu,paging,shift-fonts,fullscreen,reset,select",
    "-xrm", "*metaSendsEscape: true",
)  # fmt: skip
KINDS: Final = {
    "xterm": Kind((*_XTERM, "-e"), (10, 20), (100, 30)),
    "locked-xterm": Kind((*_XTERM, *_LOCKED, "-e"), (10, 20), (100, 30)),
    "foot": Kind(("cage", "--", "foot", "--font=DejaVu Sans Mono:size=12"), (10, 19), (102, 40)),
}


class Window:
    """A terminal with the kiosk in it; `press` and `point` are what keyboard and mouse do."""

    def __init__(self, kind: Kind, environment: Mapping[str, str], paper: str) -> None:
        folder = Path(tempfile.mkdtemp(prefix="makalah-window-"))
        self._environment = {**os.environ, **environment, "XDG_RUNTIME_DIR": str(folder)}
        self._kind = kind
        home, began = folder / "seat", THIS_MACHINE.boottime()
        home.mkdir()
        asyncio.run(write_texts(home, began, {Part.PAPER: paper, Part.SLIDES: "\ue001Gagasan"}))
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(folder / "asked"))
            listener.listen()
            listener.settimeout(_START_SECONDS)
            program = [sys.executable, "-c", _COMMAND, str(folder / "asked"), str(home), str(began)]
            self._process = subprocess.Popen(
                [*kind.command, *program],
                env=self._environment,
                cwd=ROOT,
                stderr=subprocess.DEVNULL,
            )
            self._asking, _ = listener.accept()
        time.sleep(4)

    def run(self, *command: str, told: str = "") -> None:
        """Run a program on the same display."""
        subprocess.run(command, env=self._environment, input=told, text=True, check=True)

    def press(self, *keys: str) -> None:
        """Press keys by their names, one after the other."""
        for key in keys:
            self.run("xdotool", "key", key)
            time.sleep(_SLOW_KEYS.get(key, 0.03))

    def type(self, text: str) -> None:
        """Type a text."""
        self.run("xdotool", "type", "--delay", "8", text)

    def point(self, column: int, row: int, *act: str) -> None:
        """Do something with the mouse at a cell of the text."""
        view = view_of(*self._kind.size, is_finding=False)
        width, height = self._kind.cell
        x = 2 + width * (view.left + column) + width // 2
        y = 2 + height * (view.top + row) + height // 2
        self.run("xdotool", "mousemove", str(x), str(y), *act)
        time.sleep(0.15)

    @property
    def paper(self) -> str:
        """The paper as it stands at the desk."""
        time.sleep(_QUIET_SECONDS)
        self._asking.sendall(b"?")
        length = int.from_bytes(self._receive(LENGTH_BYTES))
        standing = msgspec.msgpack.decode(self._receive(length), type=Standing)
        return standing.texts[Part.PAPER]

    def _receive(self, length: int) -> bytes:
        received = b""
        while len(received) < length:
            received += self._asking.recv(length - len(received))
        return received

    def close(self) -> None:
        """End the terminal."""
        self._process.terminate()
        self._process.wait(10)
        self._asking.close()


@contextmanager
def open_window(name: str, paper: str) -> Iterator[Window]:
    """Open a terminal on a display of its own, with a keyboard that has dead keys."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-noreset", "-displayfd", str(writer), "-screen", "0", "1100x780x24"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    with ExitStack() as stack:
        stack.callback(server.wait)
        stack.callback(server.terminate)
        display = f":{os.read(reader, 10).decode().strip()}"
        layout, variant, option = _LAYOUT
        environment = {
            "DISPLAY": display,
            "LANG": "C.UTF-8",
            "WLR_BACKENDS": "x11",
            "WLR_RENDERER": "pixman",
            "XKB_DEFAULT_LAYOUT": layout,
            "XKB_DEFAULT_VARIANT": variant,
            "XKB_DEFAULT_OPTIONS": option,
        }
        keyboard = ["setxkbmap", "-display", display, layout, variant, "-option", option]
        subprocess.run(keyboard, check=True)
        window = Window(KINDS[name], environment, paper)
        stack.callback(window.close)
        for selection in ("primary", "clipboard"):
            window.run("xclip", "-selection", selection, told="DARI LUAR")
        window.point(50, 15)
        yield window


def check_keys(window: Window) -> Iterator[tuple[str, str]]:
    """Press every key at the same place; yield its name and what it did."""
    for name, check in checks().items():
        _begin_again(window)
        window.press(*check.keys, "asciicircum")
        found = window.paper
        yield name, "as told" if found == check.wanted else _told(found)


def check_mouse(window: Window) -> Iterator[tuple[str, str]]:
    """Do everything that a mouse can; the second line stands in the second row."""
    acts: dict[str, Callable[[], None]] = {
        "click": lambda: window.point(6, 1, "click", "1"),
        "double click": lambda: window.point(7, 1, "click", "--repeat", "2", "1"),
        "triple click": lambda: window.point(8, 1, "click", "--repeat", "3", "1"),
        "drag": lambda: _drag(window),
        "shift+drag": lambda: _drag(window, "shift"),
        "wheel": lambda: window.point(6, 1, "click", "5", "click", "4"),
        "middle click": lambda: window.point(6, 1, "click", "2"),
        "shift+middle click": lambda: window.point(
            6, 1, "keydown", "shift", "click", "2", "keyup", "shift"
        ),
        "right click": lambda: window.point(6, 1, "click", "3"),
    }
    for name, act in acts.items():
        _begin_again(window)
        act()
        window.press("asciicircum")
        yield name, _told(window.paper)


def _drag(window: Window, held: str = "") -> None:
    keys = (("keydown", held), ("keyup", held)) if held else ((), ())
    window.point(6, 1, *keys[0], "mousedown", "1")
    window.point(8, 1)
    window.point(10, 1, "mouseup", "1", *keys[1])


def _begin_again(window: Window) -> None:
    """Write the text with keys that every terminal has, and go to the place."""
    window.press("Escape", "ctrl+a", "BackSpace", "BackSpace")
    first, *others = TEXT.split("\n")
    window.type(first)
    for line in others:
        window.press("Return")
        window.type(line)
    window.press("ctrl+t", "ctrl+d", "ctrl+l", "Right", "Right")


def _told(found: str) -> str:
    return "nothing" if found == NOTHING else repr(found)


def take_pictures(window: Window, folder: Path) -> None:
    """Show what a page can show, and keep each picture."""
    scenes: dict[str, Sequence[str]] = {
        "1-writing": ("ctrl+End",),
        "2-selection": ("shift+Up", "shift+Up", "shift+ctrl+Left"),
        "3-selecting": ("Escape", "ctrl+t", "ctrl+d", "F8", "F8", "F8"),
        "4-find": ("Escape", "ctrl+f", "d", "a", "t", "a"),
        "5-help": ("Escape", "F1"),
        "6-topic": ("Escape", "F2"),
        "7-hand-in": ("Escape", "F10"),
        "8-slides": ("Escape", "F3"),
        "9-ctrl-click": ("F3",),
    }
    for name, keys in scenes.items():
        window.press(*keys)
        if name == _LAST_PICTURE:
            window.point(6, 1, "keydown", "ctrl", "mousedown", "1")
        time.sleep(1)
        window.run("import", "-window", "root", str(folder / f"{name}.png"))


def main() -> None:
    """Print the table for a terminal, or take its pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("terminal", choices=sorted(KINDS))
    parser.add_argument("--pictures", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    with open_window(options.terminal, _SHOWN if options.pictures else TEXT) as window:
        if options.pictures:
            take_pictures(window, options.pictures)
            return
        for check in (check_mouse, check_keys):
            for name, did in check(window):
                print(f"{name:28} {did}", flush=True)


if __name__ == "__main__":
    main()
