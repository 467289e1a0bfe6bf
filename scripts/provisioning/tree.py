"""A Debian tree, running or not, and the only ways in which it is changed.

Whatever is changed is kept as it was first. Files appear whole or not at all.
"""

import os
import stat
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from scripts.provisioning.originals import FRESH, Originals
from scripts.provisioning.refusal import Refusal

_ENVIRONMENT: Final = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "LC_ALL": "C.UTF-8",
    "DEBIAN_FRONTEND": "noninteractive",
}
_TIME: Final = "SOURCE_DATE_EPOCH"
"""The time that what is made here is to bear, so that the same gives the same bytes."""


class Tree:
    """The tree at `root`; paths are written as from its own `/`, and `owner` owns what lands."""

    def __init__(self, root: Path, owner: int = 0) -> None:
        self.root = root
        self.owner = owner
        self.originals = Originals(root)

    @property
    def is_running(self) -> bool:
        """Whether this is the machine itself."""
        return self.root == Path("/")

    def at(self, path: str) -> Path:
        """Return where a path lies; links of the tree above the last name stay in the tree."""
        return self.root / path.lstrip("/")

    def text(self, path: str) -> str:
        """Return what a file says, nothing if it is not there."""
        try:
            return self.at(path).read_text("utf-8")
        except (FileNotFoundError, NotADirectoryError):
            return ""

    def exists(self, path: str) -> bool:
        """Whether something is there, also a link that leads nowhere."""
        return os.path.lexists(self.at(path))

    def put(self, path: str, content: bytes, mode: int = 0o644) -> None:
        """Put a file at a path."""
        if not self.differs(path, content, mode):
            return
        self.originals.keep(path)
        self._make_way(path)
        place = self.at(path)
        fresh = place.with_name(place.name + FRESH)
        with fresh.open("wb") as file:
            file.write(content)
            os.fchmod(file.fileno(), mode)
            os.fchown(file.fileno(), self.owner, -1)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(place)

    def differs(self, path: str, content: bytes, mode: int = 0o644) -> bool:
        """Whether a path has another content, mode or owner than it is to have."""
        place = self.at(path)
        try:
            told = place.lstat()
            return (
                not stat.S_ISREG(told.st_mode)
                or stat.S_IMODE(told.st_mode) != mode
                or told.st_uid != self.owner
                or place.read_bytes() != content
            )
        except (FileNotFoundError, NotADirectoryError):
            return True

    def link(self, path: str, target: str) -> None:
        """Put a link at a path."""
        if self.leads_to(path, target):
            return
        self.originals.keep(path)
        self._make_way(path)
        place = self.at(path)
        fresh = place.with_name(place.name + FRESH)
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(target)
        fresh.replace(place)

    def leads_to(self, path: str, target: str) -> bool:
        """Whether a path is a link to a target."""
        with suppress(OSError):
            return str(self.at(path).readlink()) == target
        return False

    def make_folder(self, path: str, mode: int, user: int, group: int) -> None:
        """Make a folder, or set its owner and mode."""
        if self.is_folder(path, mode, user, group):
            return
        self.originals.keep_folder(path)
        self._make_way(path)
        place = self.at(path)
        with suppress(FileExistsError):
            place.mkdir()
        os.chown(place, user, group)
        place.chmod(mode)

    def is_folder(self, path: str, mode: int, user: int, group: int) -> bool:
        """Whether a path is a folder of this mode and owner."""
        try:
            told = self.at(path).lstat()
        except OSError:
            return False
        seen = (stat.S_ISDIR(told.st_mode), stat.S_IMODE(told.st_mode), told.st_uid, told.st_gid)
        return seen == (True, mode, user, group)

    def _make_way(self, path: str) -> None:
        """Make the folders above a path, which others may enter."""
        for folder in reversed(self.at(path).parents):
            if not folder.exists():
                folder.mkdir()
                folder.chmod(0o755)

    def rewrite(self, path: str, text: str) -> None:
        """Put another text into a file that is shared with the system; mode and owner stay."""
        place = self.at(path)
        told = place.stat()
        fresh = place.with_name(place.name + FRESH)
        with fresh.open("w", encoding="utf-8") as file:
            file.write(text)
            os.fchown(file.fileno(), told.st_uid, told.st_gid)
            os.fchmod(file.fileno(), stat.S_IMODE(told.st_mode))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(place)

    def run(self, *command: str, environment: Mapping[str, str] | None = None) -> str:
        """Run a program of the tree, in it; returns what it prints.

        Raises:
            Refusal: it is not there, or failed.

        """
        time = {_TIME: os.environ[_TIME]} if _TIME in os.environ else {}
        within: Sequence[str] = () if self.is_running else ("/usr/sbin/chroot", str(self.root))
        try:
            done = subprocess.run(
                [*within, *command],
                env={**_ENVIRONMENT, **time, **(environment or {})},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )
        except OSError as error:
            raise Refusal(f"“{command[0]}” cannot be run: {error.strerror}.") from None
        if done.returncode:
            lines = (done.stderr or done.stdout).strip().splitlines()[-3:]
            raise Refusal(f"“{' '.join(command[:3])}” failed: {' '.join(lines)}")
        return done.stdout
