"""A PC that QEMU plays in software: it is started, typed at, looked at and cut off from power.

Whoever opens one closes it: `close` ends QEMU by its own process number, whatever happened before.
"""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from scripts.escaping.keyboard import chord_for, keys_of, strokes_of
from scripts.escaping.picture import Picture
from scripts.escaping.qmp import Monitor, MonitorError

QEMU: Final = "qemu-system-x86_64"
_ANSWER_SECONDS: Final = 60
_END_SECONDS: Final = 10
_KEY_SECONDS: Final = 0.03
"""A person's quickest key; the emulated keyboard holds 16 events that the PC has not taken."""
_SCALE: Final = 0x7FFF
"""Where QEMU's screens end, to the right and below."""


class MachineError(Exception):
    """The machine cannot be had; the message is for people."""


class Machine:
    """One start of a PC; `folder` has its socket, the frames of its network and its log."""

    def __init__(self, disk: Path) -> None:
        if shutil.which(QEMU) is None:
            raise MachineError(f"{QEMU} is missing: apt-get install qemu-system-x86")
        self.folder = Path(tempfile.mkdtemp(prefix="makalah-machine-"))
        self._disk = disk
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._start()
        except BaseException:
            self.close()
            raise

    @property
    def frames(self) -> Path:
        """The file of all that went over the PC's network."""
        return self.folder / "lan.pcap"

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
        """Press keys faster than a person, and as fast as the PC lets them in."""
        for key in keys:
            self.monitor.run("input-send-event", events=strokes_of(keys_of(key)))

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

    def push_power_button(self) -> None:
        """Push the button for a moment."""
        self.monitor.run("system_powerdown")

    def look(self) -> Picture:
        """Return what the screen shows."""
        file = self.folder / "screen.ppm"
        self.monitor.run("screendump", filename=str(file))
        return Picture.read(file)

    def close(self) -> None:
        """End the machine and delete its folder."""
        self._end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _send(self, events: list[dict[str, object]]) -> None:
        self.monitor.run("input-send-event", events=events)
        time.sleep(_KEY_SECONDS)

    def _start(self) -> None:
        socket = self.folder / "monitor"
        with (self.folder / "qemu.log").open("wb") as log:
            self._process = subprocess.Popen(
                command_of(self._disk, self.folder, socket),
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


def command_of(disk: Path, folder: Path, socket: Path) -> list[str]:
    """Return the command line of QEMU; emulated, because not every host lends its processor."""
    drive = f"if=none,id=disk,format=qcow2,file={disk}"
    return [
        QEMU, "-machine", "q35", "-accel", "tcg,thread=multi", "-smp", "2",
        "-m", "2048", "-display", "none", "-no-user-config", "-nodefaults",
        "-device", "virtio-vga,xres=1024,yres=768", "-rtc", "base=utc",
        "-qmp", f"unix:{socket},server=on,wait=off",
        "-drive", drive, "-device", "qemu-xhci,id=usb", "-device", "usb-tablet,bus=usb.0",
        "-netdev", "user,id=lan", "-device", "e1000,netdev=lan,mac=52:54:00:12:34:56",
        "-object", f"filter-dump,id=dump,netdev=lan,file={folder / 'lan.pcap'}",
        "-device", "usb-storage,bus=usb.0,drive=disk,removable=on,bootindex=0",
    ]  # fmt: skip
