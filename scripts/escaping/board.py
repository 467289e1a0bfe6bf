"""The PC that QEMU is told to play, as its command line."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.escaping.inside import Inside

QEMU: Final = "qemu-system-x86_64"
DISK: Final = "disk"
SERIAL: Final = "serial.log"
FRAMES: Final = "lan.pcap"
_FIRMWARE: Final = Path("/usr/share/OVMF")
_CODE, _VARIABLES = "OVMF_CODE_4M.fd", "OVMF_VARS_4M.fd"


class MachineError(Exception):
    """The machine cannot be had; the message is for people."""


@dataclass(frozen=True, slots=True)
class Board:
    """What one PC has and another has not: the address of its network card, and its firmware.

    With `inside` it is not the firmware that starts the stick, and the PC's serial line is kept.
    """

    card: str = "52:54:00:12:34:56"
    is_uefi: bool = False
    inside: Inside | None = None


USUAL: Final = Board()


def command_of(disk: Path, folder: Path, socket: Path, board: Board = USUAL) -> list[str]:
    """Return the command line of QEMU; emulated, because not every host lends its processor.

    Raises:
        MachineError: the firmware is not on this machine.

    """
    drive = f"if=none,id={DISK},format=qcow2,file={disk}"
    return [
        QEMU, "-machine", "q35", "-accel", "tcg,thread=multi", "-smp", "2",
        "-m", "2048", "-display", "none", "-no-user-config", "-nodefaults",
        "-device", "virtio-vga,xres=1024,yres=768", "-rtc", "base=utc",
        "-qmp", f"unix:{socket},server=on,wait=off",
        "-drive", drive, "-device", "qemu-xhci,id=usb", "-device", "usb-tablet,bus=usb.0",
        "-netdev", "user,id=lan", "-device", f"e1000,netdev=lan,mac={board.card}",
        "-object", f"filter-dump,id=dump,netdev=lan,file={folder / FRAMES}",
        *_start_of(folder, board),
    ]  # fmt: skip


def _start_of(folder: Path, board: Board) -> list[str]:
    """Return what makes the PC start from its stick."""
    stick = f"usb-storage,bus=usb.0,drive={DISK},removable=on"
    if (inside := board.inside) is None:
        firmware = _uefi(folder) if board.is_uefi else []
        return ["-device", f"{stick},bootindex=0", *firmware]
    return [
        "-device", stick, "-kernel", str(inside.kernel), "-initrd", str(inside.first),
        "-append", inside.arguments, "-serial", f"file:{folder / SERIAL}",
    ]  # fmt: skip


def _uefi(folder: Path) -> list[str]:
    """Return what gives the PC a firmware with UEFI and variables of its own."""
    try:
        shutil.copyfile(_FIRMWARE / _VARIABLES, folder / _VARIABLES)
    except OSError:
        raise MachineError(f"{_FIRMWARE} is missing: apt-get install ovmf") from None
    flash = "if=pflash,format=raw"
    return [
        "-drive", f"{flash},readonly=on,file={_FIRMWARE / _CODE}",
        "-drive", f"{flash},file={folder / _VARIABLES}",
    ]  # fmt: skip
