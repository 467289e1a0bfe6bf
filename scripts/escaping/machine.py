"""A PC that QEMU plays in software: it is started, typed at, looked at and cut off from power.

Whoever opens one closes it: `close` ends QEMU by its own process number, whatever happened before.
"""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from scripts.escaping.board import (
    DISK,
    FRAMES,
    QEMU,
    SERIAL,
    USUAL,
    Board,
    MachineError,
    command_of,
)
from scripts.escaping.keyboard import MODIFIERS, chord_for, keys_of, strokes_of
from scripts.escaping.picture import Picture
from scripts.escaping.qmp import Monitor, MonitorError

_ANSWER_SECONDS: Final = 60
_END_SECONDS: Final = 10
_KEY_SECONDS: Final = 0.03
"""A person's quickest key; the emulated keyboard holds 16 events that the PC has not taken."""
_USB_KEY_SECONDS: Final = 0.15
"""On USB the PC fetches them one by one, and what is typed faster is lost before it gets there."""
_USB_KEYBOARD: Final = "usb-kbd"
_CALL_SECONDS: Final = 0.5
_STICK_BYTES: Final = 16 * 1024**2
_SCALE: Final = 0x7FFF
"""Where QEMU's screens end, to the right and below."""


class Machine:
    """One start of a PC; `folder` has its socket, the frames of its network and its log."""

    def __init__(self, disk: Path, board: Board = USUAL) -> None:
        if shutil.which(QEMU) is None:
            raise MachineError(f"{QEMU} is missing: apt-get install qemu-system-x86")
        self.folder = Path(tempfile.mkdtemp(prefix="makalah-machine-"))
        self._disk = disk
        self._board = board
        self._process: subprocess.Popen[bytes] | None = None
        self._key_seconds = _KEY_SECONDS
        try:
            self._start()
        except BaseException:
            self.close()
            raise

    @property
    def frames(self) -> Path:
        """The file of all that went over the PC's network."""
        return self.folder / FRAMES

    @property
    def events(self) -> list[str]:
        """What QEMU told of the machine so far, such as RESET."""
        self.monitor.listen()
        return self.monitor.events

    def press(self, chord: str, times: int = 1) -> None:
        """Press a chord, such as "ctrl+alt+f2"."""
        for _ in range(times):
            self._send(strokes_of(keys_of(chord)))

    def type(self, text: str) -> None:
        """Type characters as a keyboard would."""
        for character in text:
            self._send(strokes_of(chord_for(character)))

    def flood(self, keys: Iterable[str]) -> None:
        """Press keys faster than a person, and as fast as the PC lets them in.

        QEMU's keyboard drops single bytes of what does not fit. What it says of the Windows key has
        two, and the first of them turns the next Alt into an AltGr that nobody lets go. So all that
        can be held is pressed once more, as hands would.
        """
        for key in keys:
            self.monitor.run("input-send-event", events=strokes_of(keys_of(key)))
        for key in MODIFIERS:
            self.press(key)

    def point(self, across: float, down: float) -> None:
        """Move the mouse to a place, in shares of the screen's width and height."""
        self._send(
            [
                {"type": "abs", "data": {"axis": axis, "value": round(share * _SCALE)}}
                for axis, share in (("x", across), ("y", down))
            ]
        )

    def button(self, name: str, *, down: bool) -> None:
        """Press or let go a mouse button: left, middle, right, wheel-up, wheel-down."""
        self._send([{"type": "btn", "data": {"button": name, "down": down}}])

    def click(self, name: str) -> None:
        """Press and let go a mouse button."""
        self.button(name, down=True)
        self.button(name, down=False)

    def plug(self, name: str, device: str, **options: object) -> None:
        """Plug a device into a USB port: QEMU's name for its kind, and what it is to be told."""
        self.monitor.run("device_add", driver=device, id=name, bus="usb.0", **options)
        if device == _USB_KEYBOARD:
            self._key_seconds = _USB_KEY_SECONDS

    def plug_stick(self, name: str, label: str) -> None:
        """Plug in a stick with an empty FAT file system of that name."""
        file = self.folder / f"{name}.img"
        with file.open("wb") as image:
            image.truncate(_STICK_BYTES)
        _run(["mformat", "-i", str(file), "-v", label, "::"])
        # A drive that was added in this way goes together with its stick.
        self._say(f"drive_add 0 if=none,id={name},format=raw,file={file}")
        self.plug(name, "usb-storage", drive=name, removable=True)

    def pull(self, name: str) -> None:
        """Pull out what was plugged in under that name; the PC's own keyboard is used again."""
        self.monitor.run("device_del", id=name)
        self._key_seconds = _KEY_SECONDS

    def call(self, kind: str, port: int) -> None:
        """Call the PC from its network by tcp or udp; what it answers is among its frames."""
        sort = socket.SOCK_STREAM if kind == "tcp" else socket.SOCK_DGRAM
        with socket.socket(socket.AF_INET, sort) as free:
            free.bind(("127.0.0.1", 0))
            way = f"{kind}:127.0.0.1:{free.getsockname()[1]}"
            near = free.getsockname()
        if refused := self._say(f"hostfwd_add lan {way}-:{port}"):
            raise MachineError(refused)
        with suppress(OSError), socket.socket(socket.AF_INET, sort) as caller:
            caller.settimeout(_CALL_SECONDS)
            caller.connect(near)
            caller.send(b"\r\n")
            caller.recv(1)
        self._say(f"hostfwd_remove lan {way}")

    @property
    def bytes_read(self) -> int:
        """How much the PC has read of its disk since it was switched on."""
        drives = self.monitor.run("query-blockstats")
        return sum(one["stats"]["rd_bytes"] for one in drives if one["device"] == DISK)

    def push_power_button(self) -> None:
        """Push the button for a moment."""
        self.monitor.run("system_powerdown")

    @property
    def serial(self) -> str:
        """What the PC said on its serial line so far."""
        file = self.folder / SERIAL
        return file.read_text("utf-8", "replace") if file.is_file() else ""

    def look(self) -> Picture:
        """Return what the screen shows."""
        file = self.folder / "screen.ppm"
        self.monitor.run("screendump", filename=str(file))
        return Picture.read(file)

    def cut(self) -> None:
        """Cut the power: what the PC had not brought to its disk is lost."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(_END_SECONDS)

    def close(self) -> None:
        """End the machine and delete its folder."""
        self._end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _say(self, line: str) -> str:
        """Give a command that only QEMU's monitor for people has; returns what it says."""
        return str(self.monitor.run("human-monitor-command", **{"command-line": line})).strip()

    def _send(self, events: list[dict[str, object]]) -> None:
        self.monitor.run("input-send-event", events=events)
        time.sleep(self._key_seconds)

    def _start(self) -> None:
        socket = self.folder / "monitor"
        command = command_of(self._disk, self.folder, socket, self._board)
        with (self.folder / "qemu.log").open("wb") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        try:
            self.monitor = Monitor(socket, _ANSWER_SECONDS)
        except MonitorError as error:
            said = (self.folder / "qemu.log").read_text("utf-8", "replace").strip()
            raise MachineError(f"QEMU did not start: {said or error}") from None

    def _end(self) -> None:
        if self._process is None:
            return
        process, self._process = self._process, None
        with suppress(AttributeError):
            self.monitor.close()
        try:
            process.wait(0 if process.poll() is not None else 1)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(_END_SECONDS)


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, capture_output=True, text=True, check=True)
    except FileNotFoundError:
        raise MachineError(f"{command[0]} is missing: apt-get install mtools") from None
    except subprocess.CalledProcessError as error:
        raise MachineError(f"{command[0]}: {error.stderr.strip()}") from None


def overlay_of(image: Path, folder: Path) -> Path:
    """Return a disk that begins as the image and keeps what is written to itself.

    Raises:
        MachineError: it cannot be made; holds what was said.

    """
    overlay = folder / "disk.qcow2"
    form = "qcow2" if image.suffix == ".qcow2" else "raw"
    command = [
        "qemu-img",
        "create",
        "-q",
        "-f",
        "qcow2",
        "-F",
        form,
        "-b",
        str(image),
        str(overlay),
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise MachineError("qemu-img is missing: apt-get install qemu-utils") from None
    if done.returncode:
        raise MachineError(done.stderr.strip())
    return overlay
