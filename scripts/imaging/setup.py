"""Makes a PC that was started from the stick a seat: name, server, pairing code.

Runs as root before the exam, while there is no seat. Enrolment itself runs as the exam's account.
"""

import subprocess
import sys
from pathlib import Path
from typing import Final

from scripts.imaging.asking import Slip, ask, begin, say
from scripts.provisioning.files.kiosk.usr.local.lib.makalah.room import (
    KIOSK_PORT,
    ROOM,
    Room,
    RoomError,
    Server,
    parse_server,
    write_room,
)

_TITLE: Final = "Makalah - menyiapkan PC ini"
_INTRODUCTION: Final = (
    "PC ini belum terdaftar. Jawab tiga pertanyaan berikut; kode pendaftaran\n"
    "dibuat di halaman pengawas, bagian PC.\n"
)
_KIOSK: Final = "/opt/makalah/venv/bin/makalah-kiosk"
_SEAT: Final = "/var/lib/makalah/seat"
_ACCOUNT: Final = "kiosk"
_STICK: Final = "/media/stick"
_LONGEST_NAME: Final = 40


def server_of(typed: str) -> Server:
    """Read a server's address and port.

    Raises:
        Slip: it is none.

    """
    try:
        return parse_server(typed)
    except RoomError:
        raise Slip(
            f"“{typed}” bukan alamat server. Ketik ALAMAT:PORT dengan angka, "
            "misalnya 192.168.1.10:8444."
        ) from None


def name_of(typed: str) -> str:
    """Read the PC's name.

    Raises:
        Slip: it cannot be one.

    """
    try:
        write_room(Room(typed, ()))
    except RoomError:
        raise Slip("Ketik nama PC tanpa tanda kutip, misalnya PC-01.") from None
    if len(typed) > _LONGEST_NAME:
        raise Slip(f"Nama itu terlalu panjang: paling banyak {_LONGEST_NAME} huruf.")
    return typed


def code_of(typed: str) -> str:
    """Read a pairing code, as whole as it was typed.

    Raises:
        Slip: there is none.

    """
    if not typed or typed.startswith("-"):
        raise Slip("Ketik kode pendaftaran yang tampil di halaman pengawas.")
    return typed


def keep(room: Room, file: Path) -> None:
    """Write the room's file whole or not at all."""
    fresh = file.with_suffix(".fresh")
    fresh.write_text(write_room(room), "utf-8")
    fresh.chmod(0o644)
    fresh.replace(file)


def enrol(room: Room, code: str) -> None:
    """Enrol as the exam's account.

    Raises:
        Slip: the server refused, or cannot be reached; its sentence is the text.

    """
    servers = [f"--server={server}" for server in room.servers]
    done = subprocess.run(
        ["/usr/bin/setpriv", f"--reuid={_ACCOUNT}", f"--regid={_ACCOUNT}", "--init-groups",
         "--reset-env", _KIOSK, f"--home={_SEAT}", "enrol", *servers, f"--code={code}",
         f"--name={room.name}", f"--stick={_STICK}"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Slip(done.stderr.strip() or "Pendaftaran gagal. Coba sekali lagi.")
    say(done.stdout.strip())


def main() -> int:
    """Ask until this PC is a seat."""
    begin(_TITLE)
    say(_INTRODUCTION)
    while True:
        name = ask("Nama PC ini (misalnya PC-01)", name_of)
        server = ask("Alamat server (misalnya 192.168.1.10:8444)", server_of)
        code = ask("Kode pendaftaran", code_of)
        room = Room(name, (server,), KIOSK_PORT)
        keep(room, ROOM)
        subprocess.run(["/usr/bin/systemctl", "reload", "makalah-net.service"], check=False)
        say("Mendaftarkan PC ini, harap tunggu ...")
        try:
            enrol(room, code)
        except Slip as slip:
            say(f"\n{slip}\n\nPC ini belum terdaftar. Periksa jawaban Anda dan ulangi.\n")
        else:
            return 0


if __name__ == "__main__":
    sys.exit(main())
