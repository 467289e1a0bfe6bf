"""Where a copy may be put from a page: sticks and disks that are plugged in, and nothing else.

Nobody types a path into a page; a folder there is named after the exam.
"""

import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MOUNTS: Final = Path("/proc/self/mounts")
_REMOVABLE: Final = ("/media/", "/run/media/", "/mnt/")
_OCTAL: Final = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class CopyPlace:
    """A disk beside the server's own, and how many bytes are free on it."""

    name: str
    root: Path
    free: int

    def folder(self, exam_id: bytes) -> Path:
        """Where the copy of an exam lies on it."""
        return self.root / f"makalah-{exam_id.hex()[:8]}"


def copy_places(mounts: Path = MOUNTS) -> tuple[CopyPlace, ...]:
    """Return the disks that are plugged in and take something, by name.

    One that cannot be asked, may only be read, or is full is left out. A service that is shut off
    from the system's disk sees a stick twice at the same place: it is one.
    """
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ()
    found = {}
    for line in lines:
        _device, where, _kind, options, *_rest = line.split(" ")
        root = Path(_unescaped(where))
        if f"{root}/".startswith(_REMOVABLE) and "ro" not in options.split(","):
            with suppress(OSError):
                found[root] = CopyPlace(root.name, root, shutil.disk_usage(root).free)
    return tuple(sorted((one for one in found.values() if one.free), key=lambda place: place.name))


def _unescaped(field: str) -> str:
    r"""Read a field of the table of mounts, which writes a space as \040."""
    return _OCTAL.sub(lambda found: chr(int(found[1], 8)), field)
