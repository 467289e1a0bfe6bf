"""The room and the seat: where this PC stands, and where the work of who sits there is kept."""

import os
from dataclasses import dataclass
from typing import Final

from scripts.provisioning.account import HOME, numbers_of
from scripts.provisioning.files.kiosk.usr.local.lib.makalah import room
from scripts.provisioning.options import ROOM, ZONES, Options
from scripts.provisioning.refusal import Refusal
from scripts.provisioning.steps import FILES
from scripts.provisioning.tree import Tree

STATE: Final = "/var/lib/makalah"
STICK: Final = "/media/stick"
"""Where a proctor's stick is mounted: what a seat's setting `stick` is to be."""
_STATE_MODE: Final = 0o1771
_PRIVATE: Final = 0o700
_CLOCK, _ZONE = "/etc/localtime", "/etc/timezone"
_TMPFILES: Final = "/etc/tmpfiles.d/makalah.conf"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of the work and of the stick."""

    name: str = "Folders of the work"
    why: str = "Work lies in one folder that only the exam's account can read; nothing else is its."

    def problems(self, tree: Tree) -> list[str]:
        """Return the folders that are missing or belong to others."""
        try:
            user, group = numbers_of(tree)
        except Refusal as refusal:
            return [str(refusal)]
        places = self._places(tree, user, group)
        wrong = [f"{path} is missing or not as it is to be" for path, *how in places
                 if not tree.is_folder(path, *how)]  # fmt: skip
        if tree.differs(_TMPFILES, _tmpfiles()):
            wrong.append(f"{_TMPFILES} differs")
        return wrong

    def _places(self, tree: Tree, user: int, group: int) -> list[tuple[str, int, int, int]]:
        return [
            (STATE, _STATE_MODE, tree.owner, group),
            (HOME, _PRIVATE, user, group),
            (STICK, 0o755, tree.owner, tree.owner),
        ]

    def require(self, tree: Tree) -> None:
        """Folders can always be made."""

    def apply(self, tree: Tree) -> None:
        """Make the folders."""
        user, group = numbers_of(tree)
        for path, mode, owner, of_group in self._places(tree, user, group):
            tree.make_folder(path, mode, owner, of_group)
        tree.put(_TMPFILES, _tmpfiles())

    def undo(self, tree: Tree) -> list[str]:
        """Keep work that is there: give it to root, so that no later account reads it."""
        seat = tree.at(HOME)
        if not seat.is_dir() or not any(seat.iterdir()):
            return []
        for folder, _, files in os.walk(seat):
            for path in (folder, *(os.path.join(folder, file) for file in files)):  # noqa: PTH118
                os.chown(path, tree.owner, tree.owner, follow_symlinks=False)
        return [f"{HOME} stays, because a seat and work are in it; it is root's now."]


def _tmpfiles() -> bytes:
    return (FILES / _TMPFILES.lstrip("/")).read_bytes()


@dataclass(frozen=True, slots=True)
class Room:
    """The file that says which servers this PC may reach."""

    options: Options
    name: str = "Room"
    why: str = "room.toml names the servers that the PC may reach and takes its time from."

    def problems(self, tree: Tree) -> list[str]:
        """Return what is wrong with the file, if one is there or wanted."""
        try:
            found = room.read_room(tree.at(ROOM), tree.owner)
        except room.RoomError as error:
            return [f"{ROOM}: {error}"]
        wanted = self.wanted()
        if wanted is not None and found != wanted:
            return [f"{ROOM} does not say what was chosen"]
        return _unkept(tree, ROOM)

    def wanted(self) -> room.Room | None:
        """Return the room that was chosen, None if no server was.

        Raises:
            Refusal: a server, the name or the address cannot be used.

        """
        if not self.options.servers:
            return None
        port = self.options.kiosk_port or room.KIOSK_PORT
        servers = tuple(_server(typed) for typed in self.options.servers)
        name, zone = self.options.name or room.UNNAMED, self.options.time_zone
        chosen = room.Room(name, servers, port, time_zone=zone)
        own = {"address": self.options.address, "gateway": self.options.gateway}
        lines = [f'{key} = "{value}"\n' for key, value in own.items() if value]
        try:
            return room.parse_room(room.write_room(chosen) + "".join(lines))
        except room.RoomError as error:
            raise Refusal(str(error)) from None

    def require(self, tree: Tree) -> None:
        """Refuse a server, name or address that cannot be used."""
        self.wanted()

    def apply(self, tree: Tree) -> None:
        """Write the file, if a server was chosen; the PC's questions may write it later."""
        tree.originals.keep(ROOM)
        wanted = self.wanted()
        if wanted is not None:
            tree.put(ROOM, room.write_room(wanted).encode())

    def undo(self, tree: Tree) -> list[str]:
        """Leave it to the originals."""
        return []


def _unkept(tree: Tree, *paths: str) -> list[str]:
    """Return what the PC itself may change later, and of which nothing is kept yet."""
    return [f"of {path} nothing is kept" for path in paths if not tree.originals.has(path)]


def _server(typed: str) -> room.Server:
    try:
        return room.parse_server(typed)
    except room.RoomError as error:
        raise Refusal(str(error)) from None


@dataclass(frozen=True, slots=True)
class Zone:
    """The time zone of the room."""

    options: Options
    name: str = "Time zone"
    why: str = "Clocks on the screen show the time of the room: Jakarta, Makassar or Jayapura."

    def _zone(self) -> str:
        return self.options.time_zone or ZONES[0]

    def problems(self, tree: Tree) -> list[str]:
        """Return the zone that is set, if it is another."""
        if not tree.leads_to(_CLOCK, f"/usr/share/zoneinfo/{self._zone()}"):
            return [f"the time zone is not {self._zone()}"]
        return _unkept(tree, _CLOCK, _ZONE)

    def require(self, tree: Tree) -> None:
        """A zone can always be set."""

    def apply(self, tree: Tree) -> None:
        """Set the zone."""
        for path in (_CLOCK, _ZONE):
            tree.originals.keep(path)
        tree.link(_CLOCK, f"/usr/share/zoneinfo/{self._zone()}")
        tree.put(_ZONE, f"{self._zone()}\n".encode())

    def undo(self, tree: Tree) -> list[str]:
        """Leave it to the originals."""
        return []
