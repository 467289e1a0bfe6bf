"""Joins the exam with what was answered: the room's file, the network, and the enrolment itself."""

import json
import subprocess
from pathlib import Path
from typing import Final

from . import cards
from .asking import Slip
from .room import ROOM, Room, write_room

SEAT: Final = Path("/var/lib/makalah/seat")
STICK: Final = "/media/stick"
_KIOSK: Final = "/opt/makalah/venv/bin/makalah-kiosk"
_ACCOUNT: Final = "kiosk"
_AS_ACCOUNT: Final = (
    "/usr/bin/setpriv", f"--reuid={_ACCOUNT}", f"--regid={_ACCOUNT}", "--init-groups", "--reset-env"
)  # fmt: skip
_RELOAD: Final = ("/usr/bin/systemctl", "reload", "makalah-net.service")
_ADDRESS_SECONDS: Final = 10.0
_PORTS: Final = range(1, 65_536)


def join(room: Room, code: str) -> str:
    """Make this PC a seat; returns what the program says of it.

    Raises:
        Slip: it is none; the text says why.

    """
    try:
        keep(room, ROOM)
        subprocess.run(_RELOAD, check=False)
        if not cards.wait_for_address(_ADDRESS_SECONDS, room.address):
            raise Slip("PC ini belum mempunyai alamat di jaringan. Periksa kabel, atau ketik 3.")
        said = enrol(room, code)
        learn_port(room)
    except OSError as error:
        raise Slip(f"Pendaftaran gagal: {error}") from None
    return said


def keep(room: Room, file: Path) -> None:
    """Write the room's file whole or not at all."""
    fresh = file.with_suffix(".fresh")
    fresh.write_text(write_room(room), "utf-8")
    fresh.chmod(0o644)
    fresh.replace(file)


def enrol(room: Room, code: str) -> str:
    """Enrol as the exam's account; returns what the program says.

    Raises:
        Slip: the server refused, or cannot be reached; its sentence is the text.

    """
    servers = [f"--server={server}" for server in room.servers]
    done = subprocess.run(
        [*_AS_ACCOUNT, _KIOSK, f"--home={SEAT}", "enrol", *servers, f"--code={code}",
         f"--name={room.name}", f"--stick={STICK}"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Slip(done.stderr.strip() or "Pendaftaran gagal. Coba sekali lagi.")
    return done.stdout.strip()


def learn_port(room: Room) -> None:
    """Let the kiosks' port through that the server told, where it is not the usual one."""
    told = port_of(SEAT)
    if told != room.kiosk_port:
        keep(room._replace(kiosk_port=told), ROOM)
        subprocess.run(_RELOAD, check=False)


def port_of(seat: Path) -> int:
    """Return the kiosks' port that a seat was told.

    Raises:
        Slip: the seat does not say it.

    """
    try:
        told = json.loads((seat / "seat.json").read_bytes())["kiosk_port"]
        return _PORTS[_PORTS.index(told)]
    except (OSError, ValueError, TypeError, KeyError):
        raise Slip("Pendaftaran tidak tersimpan. Coba sekali lagi.") from None
