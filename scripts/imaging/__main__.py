"""`scripts/build-image`: the image of a stick from which a PC is started as a kiosk.

Writes makalah.img, its checksum, and what Debian packages are in it. The PC's own disks stay as
they are. It needs root, and this machine's own sources of packages and wheels.
"""

import argparse
import hashlib
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from scripts.imaging.stick import make_stick
from scripts.imaging.system import REPOSITORY, clean, make_debian, make_kiosk
from scripts.packing.refusal import Refusal, run
from scripts.packing.wheels import gather_wheels

_IMAGE: Final = "makalah.img"
_LIST: Final = "makalah.packages"


def main() -> int:
    """Make the image or compare two; returns the exit code."""
    parser = argparse.ArgumentParser(prog="scripts/build-image", description=__doc__)
    parser.add_argument(
        "--compare", type=Path, metavar="IMAGE", help="say whether the new image is this one"
    )
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="folder for the image")
    options = parser.parse_args()
    try:
        image = build(options.folder)
        if options.compare is not None:
            return compare(options.compare, image)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    return 0


def build(folder: Path) -> Path:
    """Make the image in a folder, and tell what it took.

    Raises:
        Refusal: this is not root, or a part cannot be made.

    """
    if os.geteuid() != 0:
        raise Refusal("An image is made as root, for instance with sudo.")
    begun = time.monotonic()
    epoch = int(run(["git", "log", "-1", "--format=%ct"], REPOSITORY))
    folder.mkdir(parents=True, exist_ok=True)
    image = folder / _IMAGE
    with tempfile.TemporaryDirectory(prefix="makalah-image-", dir=folder) as made:
        work, tree = Path(made), Path(made) / "tree"
        _tell("wheels", begun)
        gather_wheels(REPOSITORY, work / "wheels")
        _tell("Debian", begun)
        make_debian(tree, epoch)
        _tell("kiosk", begun)
        make_kiosk(tree, work / "wheels")
        listed = run(["dpkg-query", f"--admindir={tree}/var/lib/dpkg", "--show"])
        clean(tree)
        _tell("image", begun)
        number = make_stick(tree, work, image, epoch)
    (folder / _LIST).write_text(listed)
    digest = digest_of(image)
    (folder / f"{_IMAGE}.sha256").write_text(f"{digest}  {_IMAGE}\n")
    megabytes = image.stat().st_size / 1e6
    print(f"{image}: {number}, {megabytes:.0f} MB, {time.monotonic() - begun:.0f} s, {digest}")
    return image


def _tell(part: str, begun: float) -> None:
    print(f"· {part} ({time.monotonic() - begun:.0f} s)", file=sys.stderr)


def digest_of(file: Path) -> str:
    """Return a file's SHA-256."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def compare(one: Path, other: Path) -> int:
    """Say whether two images are the same; 1 if not.

    Raises:
        Refusal: one of them is not there.

    """
    for image in (one, other):
        if not image.is_file():
            raise Refusal(f"There is no image {image}.")
    if digest_of(one) == digest_of(other):
        print(f"{one} and {other} are the same.")
        return 0
    print(f"{one} and {other} differ.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
