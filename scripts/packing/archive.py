"""The archive itself: one folder, packed so that the same content gives the same bytes."""

import hashlib
import io
import tarfile
from pathlib import Path
from typing import Final

from scripts.packing.refusal import Refusal

SUMS: Final = "SHA256SUMS"


def write_sums(folder: Path) -> None:
    """Write the checksums of everything in a folder, as sha256sum checks them."""
    lines = [f"{_digest(path.read_bytes())}  {_name(path, folder)}\n" for path in _files(folder)]
    (folder / SUMS).write_text("".join(lines), "utf-8")


def pack(folder: Path, target: Path, epoch: int) -> None:
    """Write a folder as a .tar of plain files: order, times, owners and modes are always alike."""
    fresh = target.with_name(f"{target.name}.new")
    with tarfile.open(fresh, "w", format=tarfile.GNU_FORMAT) as packed:
        for path in _files(folder):
            name = _name(path, folder)
            entry = tarfile.TarInfo(f"{folder.name}/{name}")
            entry.size = path.stat().st_size
            entry.mtime = epoch
            with path.open("rb") as content:
                entry.mode = 0o755 if content.read(2) == b"#!" else 0o644
                content.seek(0)
                packed.addfile(entry, content)
    fresh.replace(target)


def check(archive: Path) -> int:
    """Compare an archive with its own checksums; returns how many files it has.

    Raises:
        Refusal: it cannot be read, or a file is wrong, missing or too much.

    """
    try:
        with tarfile.open(archive, "r:") as packed:
            found = dict(_read(packed))
    except (OSError, tarfile.TarError) as error:
        raise Refusal(f"{archive} cannot be read: {error}.") from None
    if SUMS not in found:
        raise Refusal(f"{archive} has no {SUMS}: it is no archive of this program.")
    content = io.StringIO(found.pop(SUMS))
    told = {
        name: digest for digest, _, name in (line.rstrip("\n").partition("  ") for line in content)
    }
    wrong = sorted(name for name in told.keys() | found.keys() if told.get(name) != found.get(name))
    if wrong:
        raise Refusal(
            f"{archive} is not whole; wrong, missing or too much: {', '.join(wrong[:9])}."
        )
    return len(found)


def _read(packed: tarfile.TarFile) -> list[tuple[str, str]]:
    """Return the digest of each file, and of the list of checksums its text."""
    entries = []
    for entry in packed:
        content = packed.extractfile(entry)
        name = entry.name.partition("/")[2]
        if content is None:
            raise Refusal(f"{entry.name} is no plain file.")
        with content:
            data = content.read()
        entries.append((name, data.decode("utf-8", "replace") if name == SUMS else _digest(data)))
    return entries


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
