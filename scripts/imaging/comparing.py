"""Compares two images, and says in which of their parts they differ."""

import hashlib
import tempfile
from pathlib import Path
from typing import Final

from scripts.imaging.partitions import SECTOR_BYTES, TableError, read_table
from scripts.packing.refusal import Refusal, run

_EFI_TYPE: Final = 0xEF
_EFI: Final = "EFI partition"


def digest_of(file: Path) -> str:
    """Return a file's SHA-256."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def compare(one: Path, other: Path) -> int:
    """Say whether two images are the same, and else which parts differ; 1 if one does.

    Raises:
        Refusal: one of them is not there, or is no image.

    """
    for image in (one, other):
        if not image.is_file():
            raise Refusal(f"There is no image {image}.")
    if digest_of(one) == digest_of(other):
        print(f"{one} and {other} are the same.")
        return 0
    print(f"{one} and {other} differ.")
    for line in differences(parts_of(one), parts_of(other)):
        print(line)
    return 1


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Return a line for each part, by its digest: the same, or differing."""
    if one == other:
        return ["every file in them is the same: they differ in the frame, as in its dates"]
    return [
        f"{'same   ' if one.get(name) == other.get(name) else 'differs'} {name}"
        for name in sorted(one.keys() | other.keys())
    ]


def parts_of(image: Path) -> dict[str, str]:
    """Return the digest of every file in an image, and of its partition for UEFI.

    Raises:
        Refusal: it is no image.

    """
    with tempfile.TemporaryDirectory(prefix="makalah-compare-") as made:
        content = Path(made) / "content"
        run(["xorriso", "-osirrox", "on", "-indev", str(image), "-extract", "/", str(content)])
        found = {
            f"/{file.relative_to(content)}": digest_of(file)
            for file in sorted(content.rglob("*"))
            if file.is_file()
        }
    return found | {_EFI: _digest_of_efi(image)}


def _digest_of_efi(image: Path) -> str:
    with image.open("rb") as opened:
        try:
            table = read_table(opened.read(SECTOR_BYTES))
        except TableError:
            raise Refusal(f"{image} is no image of a stick.") from None
        digest = hashlib.sha256()
        for part in (part for part in table if part.kind == _EFI_TYPE):
            opened.seek(part.start * SECTOR_BYTES)
            digest.update(opened.read(part.sectors * SECTOR_BYTES))
    return digest.hexdigest()
