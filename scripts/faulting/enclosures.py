"""Namespaces of their own for single programs: another network, or other mounts.

As an ordinary user where the kernel permits that, else as root.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from typing import Final

_END_SECONDS: Final = 60
_AS_USER: Final = ("--user", "--map-root-user")
_READY: Final = b"ready\n"


class EnclosureError(Exception):
    """A namespace could not be made as it was wanted; holds what was said."""


@cache
def _ways_in(kind: str) -> tuple[str, ...] | None:
    """Return what `unshare` has to be told to make a namespace here, None if nothing helps."""
    for how in (_AS_USER, ()):
        done = subprocess.run(["unshare", *how, kind, "true"], capture_output=True, check=False)
        if done.returncode == 0:
            return how
    return None


def are_permitted(kind: str) -> bool:
    """Whether `--net` or `--mount` namespaces can be made here."""
    try:
        return _ways_in(kind) is not None
    except FileNotFoundError:
        return False


class Enclosure:
    """A namespace, held by a program in it that says `ready`; that ends when it is closed."""

    def __init__(self, kind: str, command: Sequence[str], handles: Sequence[int] = ()) -> None:
        how = _ways_in(kind)
        if how is None:
            raise EnclosureError(f"no {kind} namespace is permitted here")
        self._flags = (*(("--user", "--preserve-credentials") if how else ()), kind)
        self._holder = subprocess.Popen(
            ["unshare", *how, kind, "--", *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=tuple(handles),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        said = self._holder.stdout.readline() if self._holder.stdout else b""
        if said != _READY:
            self.close()
            raise EnclosureError(said.decode("utf-8", "replace"))

    @property
    def entering(self) -> tuple[str, ...]:
        """What a command has to begin with to run in here."""
        return ("nsenter", f"--target={self._holder.pid}", *self._flags, "--")

    def run(self, *command: str) -> "subprocess.CompletedProcess[bytes]":
        """Run a command in here to its end, however it ends."""
        return subprocess.run([*self.entering, *command], capture_output=True, check=False)

    def close(self) -> None:
        """Let the holder end; what else runs in here goes on."""
        self._holder.communicate(timeout=_END_SECONDS)
