"""What the program needs to run: the part of requirements.lock that its dependencies lead to."""

import re
import tomllib
from collections.abc import Collection
from email.parser import HeaderParser
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TARGET: Final = {
    "python_version": "3.11",
    "python_full_version": "3.11.2",
    "implementation_name": "cpython",
    "implementation_version": "3.11.2",
    "platform_python_implementation": "CPython",
    "os_name": "posix",
    "sys_platform": "linux",
    "platform_system": "Linux",
    "platform_machine": "x86_64",
}
"""Debian 12 on a PC, whatever machine the archive is made on."""
_PIN: Final = re.compile(
    r"^([\w.-]+)==([^\s;]+)[^\n]*\n((?: +--hash=sha256:[0-9a-f]{64}.*\n?)+)", re.MULTILINE
)
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def read_lock(text: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Return version and hashes of every package that a lock names."""
    return {
        canonicalize_name(name): (version, frozenset(_HASH.findall(hashes)))
        for name, version, hashes in _PIN.findall(text)
    }


def pins(locked: dict[str, tuple[str, frozenset[str]]], names: Collection[str]) -> str:
    """Return the lines of a lock for these packages, without markers."""
    lines = []
    for name in sorted(names):
        version, hashes = locked[name]
        lines.append(
            " \\\n".join(
                [f"{name}=={version}", *(f"    --hash=sha256:{one}" for one in sorted(hashes))]
            )
        )
    return "".join(f"{line}\n" for line in lines)


def wanted_first(project: Path) -> list[Requirement]:
    """Return what a pyproject.toml names as needed to run."""
    told = tomllib.loads(project.read_text("utf-8"))["project"]["dependencies"]
    return [Requirement(one) for one in told]


def wanted_by(wheel: Path, extras: set[str]) -> list[Requirement]:
    """Return what a wheel needs on the target, with these extras of it."""
    with ZipFile(wheel) as packed:
        name = next(one for one in packed.namelist() if one.endswith(".dist-info/METADATA"))
        headers = HeaderParser().parsestr(packed.read(name).decode("utf-8"))
    needed = [Requirement(one) for one in headers.get_all("Requires-Dist", [])]
    return [one for one in needed if _counts(one, extras)]


def _counts(needed: Requirement, extras: set[str]) -> bool:
    marker = needed.marker
    if marker is None:
        return True
    return any(marker.evaluate({**TARGET, "extra": extra}) for extra in extras | {""})
