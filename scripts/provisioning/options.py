"""What a technician chose for a PC, kept so that a later run without options means the same."""

import json
from dataclasses import asdict, dataclass, replace
from typing import Final

from scripts.provisioning.tree import Tree

ZONES: Final = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
_CHOSEN: Final = "chosen"


@dataclass(frozen=True, slots=True)
class Options:
    """What was given at the command; None and nothing mean “as it was chosen before”."""

    servers: tuple[str, ...] = ()
    name: str | None = None
    kiosk_port: int | None = None
    address: str | None = None
    time_zone: str | None = None

    def over(self, tree: Tree) -> "Options":
        """Return these options with what was chosen before where nothing was given."""
        noted = tree.originals.note(_CHOSEN)
        if noted is None:
            return self
        before = json.loads(noted)
        before["servers"] = tuple(before["servers"])
        return replace(Options(**before), **{k: v for k, v in asdict(self).items() if v})

    def keep(self, tree: Tree) -> None:
        """Keep what was chosen."""
        text = json.dumps(asdict(self))
        if tree.originals.note(_CHOSEN) != text:
            tree.originals.set_note(_CHOSEN, text)
