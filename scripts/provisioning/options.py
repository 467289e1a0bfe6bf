"""What a technician chose for a PC, kept so that a later run without options means the same."""

import json
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from scripts.provisioning.files.kiosk.usr.local.lib.makalah import room
from scripts.provisioning.tree import Tree

ZONES: Final = tuple(room.ZONES.values())
ROOM: Final = str(room.ROOM)
_CHOSEN: Final = "chosen"


@dataclass(frozen=True, slots=True)
class Options:
    """What was given at the command; None and nothing mean “as it was chosen before”."""

    servers: tuple[str, ...] = ()
    name: str | None = None
    kiosk_port: int | None = None
    address: str | None = None
    time_zone: str | None = None
    gateway: str | None = None

    def over(self, tree: Tree) -> "Options":
        """Return these options with what was chosen before where nothing was given.

        What the room's file says counts more than the last run, because the PC's questions or a
        technician changed it since.
        """
        noted = tree.originals.note(_CHOSEN)
        before = Options()
        if noted is not None:
            said = json.loads(noted)
            before = Options(**(said | {"servers": tuple(said["servers"])}))
        before = replace(before, **_given(_in_file(tree)))
        chosen = replace(before, **_given(self))
        return replace(chosen, kiosk_port=chosen.kiosk_port or room.KIOSK_PORT)

    def keep(self, tree: Tree) -> None:
        """Keep what was chosen."""
        text = json.dumps(asdict(self))
        if tree.originals.note(_CHOSEN) != text:
            tree.originals.set_note(_CHOSEN, text)


def _given(options: Options) -> dict[str, Any]:
    """Return what is something."""
    return {key: value for key, value in asdict(options).items() if value}


def _in_file(tree: Tree) -> Options:
    """Return what the room's file says; a file that cannot be used says nothing."""
    try:
        found = room.read_room(tree.at(ROOM), tree.owner)
    except room.RoomError:
        found = None
    if found is None:
        return Options()
    return Options(
        tuple(map(str, found.servers)),
        None if found.name == room.UNNAMED else found.name,
        found.kiosk_port,
        _text(found.address),
        found.time_zone,
        _text(found.gateway),
    )


def _text(value: object | None) -> str | None:
    return None if value is None else str(value)
