"""Makes this PC a seat: its name, the servers, and a pairing code are asked at the console.

Runs as root before the exam, while there is no seat. What is known already is not asked, and what
was answered can be changed until a code is typed. Enrolment itself runs as the exam's account.
"""

import sys
import time
from collections.abc import Callable
from typing import Final

from . import cards, joining
from .answers import CITIES, code_of, name_of, own_of, servers_of, zone_of
from .asking import Slip, ask, begin, say
from .room import KIOSK_PORT, ROOM, UNNAMED, ZONES, Room, RoomError, read_room

_TITLE: Final = "Makalah - menyiapkan PC ini"
_INTRODUCTION: Final = (
    "PC ini belum terdaftar. Jawab pertanyaan berikut; kode penyandingan ada pada daftar\n"
    "dari sekretariat. Semua jawaban dapat diubah sebelum kode diketik.\n"
)
_BEFORE_CODE: Final = "Jika sudah benar, ketik kode penyandingan. Untuk mengubah, ketik nomornya."
_PATIENCE_SECONDS: Final = 15.0
"""A network that gives addresses has given one by then."""
_NO_CARD: Final = (
    "Kartu jaringan PC ini tidak dikenali. Matikan PC ini dan pakai PC lain, atau pasang kartu\n"
    "jaringan yang lain. Kartu jaringan USB tidak dapat dipakai."
)
_NO_CABLE: Final = "Kabel jaringan tidak terpasang, atau ujung lainnya tidak tersambung."
_NO_ANSWER: Final = (
    "Jaringan ini tidak memberi alamat kepada PC ini. Jika di ruang ini alamat ditentukan\n"
    "sendiri, ketik alamat untuk PC ini."
)


def known() -> Room:
    """Return what is known of this PC already."""
    try:
        found = read_room(ROOM)
    except RoomError:
        found = None
    return found or Room(UNNAMED, (), KIOSK_PORT)


def ask_name(room: Room) -> Room:
    """Ask for the name."""
    return room._replace(name=ask("Nama PC ini (misalnya PC-01)", name_of))


def ask_servers(room: Room) -> Room:
    """Ask for the main server and those to spare."""
    question = "Alamat server (misalnya 192.168.1.10:8444; cadangan setelah koma)"
    return room._replace(servers=ask(question, servers_of))


def ask_own(room: Room) -> Room:
    """Ask for this PC's own address."""
    say("Contoh: 192.168.1.21/24, atau dengan gateway: 192.168.1.21/24 192.168.1.1")
    address, gateway = ask("Alamat PC ini (Enter saja: dari jaringan)", own_of)
    return room._replace(address=address, gateway=gateway)


def ask_zone(room: Room) -> Room:
    """Ask for the time zone."""
    zones = ", ".join(f"{at} {name} ({CITIES[name]})" for at, name in enumerate(ZONES, 1))
    return room._replace(time_zone=ask(f"Zona waktu: {zones}", zone_of))


_CHANGES: Final[dict[str, Callable[[Room], Room]]] = {
    "1": ask_name, "2": ask_servers, "3": ask_own, "4": ask_zone
}  # fmt: skip


def ask_missing(room: Room, begun: float) -> Room:
    """Ask for what is not known yet; for an address only where the network gives none."""
    if room.name == UNNAMED:
        room = ask_name(room)
    if not room.servers:
        room = ask_servers(room)
    left = begun + _PATIENCE_SECONDS - time.monotonic()
    while room.address is None and not _has_address(left):
        say(f"\n{_why_none()}")
        room, left = ask_own(room), _PATIENCE_SECONDS
    return room


def _has_address(seconds: float) -> bool:
    if not cards.addresses() and seconds > 0:
        say("Menunggu alamat dari jaringan ...")
    return cards.wait_for_address(seconds)


def _why_none() -> str:
    if not cards.wired():
        return _NO_CARD
    return _NO_ANSWER if cards.has_cable() else _NO_CABLE


def summary(room: Room) -> str:
    """Return what was answered, by the numbers with which it can be changed."""
    main, *spare = map(str, room.servers)
    spares = f" (cadangan: {', '.join(spare)})" if spare else ""
    zone = room.time_zone or next(iter(ZONES.values()))
    name = next(name for name, each in ZONES.items() if each == zone)
    return "\n".join(
        [
            "",
            f"  1  Nama PC      {room.name}",
            f"  2  Server       {main}{spares}",
            f"  3  Alamat PC    {_own(room)}",
            f"  4  Zona waktu   {name} ({CITIES[name]})",
            "",
            _BEFORE_CODE,
        ]
    )


def _own(room: Room) -> str:
    if room.address is None:
        given = ", ".join(map(str, cards.addresses()))
        return f"{given}, dari jaringan" if given else "dari jaringan"
    return f"{room.address}" + (f", gateway {room.gateway}" if room.gateway else "")


def main() -> int:
    """Ask until this PC is a seat."""
    begin(_TITLE)
    say(_INTRODUCTION)
    room = ask_missing(known(), time.monotonic())
    while True:
        say(summary(room))
        typed = ask("Kode penyandingan", code_of)
        if typed in _CHANGES:
            room = _CHANGES[typed](room)
            continue
        say("Mendaftarkan PC ini, harap tunggu ...")
        try:
            say(joining.join(room, typed))
        except Slip as slip:
            say(f"\n{slip}\n\nPC ini belum terdaftar. Periksa jawaban Anda.")
        else:
            return 0


if __name__ == "__main__":
    sys.exit(main())
