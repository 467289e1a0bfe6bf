"""What technicians type at a PC, read as what it means."""

import ipaddress
from typing import Final

from .asking import Slip
from .room import ZONES, Room, RoomError, Server, parse_room, parse_server, write_room

Own = tuple[ipaddress.IPv4Interface | None, ipaddress.IPv4Address | None]
"""A PC's own address and its gateway; without: those that the network gives."""
CITIES: Final = {"WIB": "Jakarta", "WITA": "Makassar", "WIT": "Jayapura"}
_LONGEST_NAME: Final = 40
_MOST_SERVERS: Final = 8
_SOME_SERVER: Final = "192.168.1.10:8444"


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


def servers_of(typed: str) -> tuple[Server, ...]:
    """Read the addresses and ports of servers, with commas between them; the main one is first.

    Raises:
        Slip: one of them is none, or there are too many.

    """
    servers = tuple(dict.fromkeys(_server_of(one.strip()) for one in typed.split(",")))
    if len(servers) > _MOST_SERVERS:
        raise Slip(f"Paling banyak {_MOST_SERVERS} server.")
    return servers


def _server_of(typed: str) -> Server:
    try:
        return parse_server(typed)
    except RoomError:
        raise Slip(
            f"“{typed}” bukan alamat server. Ketik ALAMAT:PORT dengan angka, "
            f"misalnya {_SOME_SERVER}."
        ) from None


def own_of(typed: str) -> Own:
    """Read ADDRESS/PREFIX and, behind a space, a gateway; nothing means: from the network.

    Raises:
        Slip: it is no address of a PC, or the gateway is not in its network.

    """
    if not typed:
        return None, None
    address, _, gateway = typed.partition(" ")
    text = f'name = "PC"\nservers = ["{_SOME_SERVER}"]\naddress = "{address}"\n'
    way = gateway.strip()
    try:
        room = parse_room(f'{text}gateway = "{way}"\n' if way else text)
    except RoomError:
        room = None
    if "/" not in address or room is None or not _can_be_a_pc(room.address):
        raise Slip(
            f"“{typed}” tidak dapat dipakai. Ketik ALAMAT/PANJANG, misalnya 192.168.1.21/24; "
            "gateway, bila perlu, di belakangnya setelah spasi."
        )
    return room.address, room.gateway


def _can_be_a_pc(own: ipaddress.IPv4Interface | None) -> bool:
    """Whether an address is one that a single PC can have."""
    if own is None or own.ip.is_loopback or own.ip.is_multicast or own.ip.is_unspecified:
        return False
    return own.ip not in (own.network.network_address, own.network.broadcast_address)


def zone_of(typed: str) -> str:
    """Read a time zone by its number or its letters.

    Raises:
        Slip: it is none of Indonesia's.

    """
    for number, (name, zone) in enumerate(ZONES.items(), 1):
        if typed.upper() in (str(number), name):
            return zone
    raise Slip("Ketik 1, 2, atau 3.")


def code_of(typed: str) -> str:
    """Read a pairing code, as whole as it was typed.

    Raises:
        Slip: there is none.

    """
    if not typed or typed.startswith("-"):
        raise Slip("Ketik kode penyandingan dari daftar sekretariat.")
    return typed
