"""The wheels of all that the program needs, and of pip, for Python 3.11 of Debian 12."""

import sys
from collections.abc import Collection
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from scripts.packing.lock import pins, read_lock, wanted_by, wanted_first
from scripts.packing.refusal import Refusal, run

_LIST: Final = "requirements.txt"
_NEWEST_GLIBC: Final = 36
"""The minor version of Debian 12's C library."""
_PLATFORMS: Final = [
    *(f"manylinux_2_{minor}_x86_64" for minor in range(_NEWEST_GLIBC, 4, -1)),
    "manylinux2014_x86_64",
    "linux_x86_64",
]


def gather_wheels(tree: Path, target: Path) -> None:
    """Put the wheels of all that the program in `tree` needs, and of pip, into a folder.

    Raises:
        Refusal: something is not locked, or cannot be fetched with a hash of the lock.

    """
    locked = read_lock((tree / "requirements.lock").read_text("utf-8"))
    target.mkdir(parents=True)
    there: dict[str, Path] = {}
    extras: dict[str, set[str]] = {}
    waiting = [Requirement("pip"), *wanted_first(tree / "pyproject.toml")]
    while waiting:
        names = {canonicalize_name(one.name) for one in waiting} - set(there)
        if missing := sorted(names - set(locked)):
            raise Refusal(f"requirements.lock does not name {', '.join(missing)}.")
        there |= _fetch(pins(locked, names), names, target)
        waiting = [found for one in waiting for found in _news(one, there, extras)]
    (target / _LIST).unlink()


def _news(
    needed: Requirement, there: dict[str, Path], extras: dict[str, set[str]]
) -> list[Requirement]:
    """Return what a requirement brings that was not followed before."""
    name = canonicalize_name(needed.name)
    known = extras.get(name)
    if known is not None and needed.extras <= known:
        return []
    extras[name] = (known or set()) | needed.extras
    return wanted_by(there[name], extras[name])


def _fetch(lines: str, names: Collection[str], target: Path) -> dict[str, Path]:
    if not names:
        return {}
    listed = target / _LIST
    listed.write_text(lines, "utf-8")
    platforms = [f"--platform={one}" for one in _PLATFORMS]
    run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes",
         "--only-binary=:all:", "--python-version=3.11", "--implementation=cp", *platforms,
         f"--dest={target}", f"--requirement={listed}"]
    )  # fmt: skip
    wheels = {parse_wheel_filename(one.name)[0]: one for one in target.glob("*.whl")}
    return {name: path for name, path in wheels.items() if name in names}
