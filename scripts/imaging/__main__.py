"""`scripts/build-image`: the image of a stick from which a PC is started as a kiosk.

Writes makalah.img, its checksum, and what Debian packages are in it. The PC's own disks stay as
they are. It needs root, and this machine's own sources of packages and wheels.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from scripts.imaging.comparing import compare, digest_of
from scripts.imaging.stick import make_stick, squash
from scripts.imaging.system import REPOSITORY, clean, make_debian, make_kiosk
from scripts.packing.refusal import Refusal, run
from scripts.packing.wheels import gather_wheels

_IMAGE: Final = "makalah.img"
_LIST: Final = "makalah.packages"


def main() -> int:
    """Make the image or compare two; returns the exit code."""
    parser = argparse.ArgumentParser(prog="scripts/build-image", description=__doc__)
    parser.add_argument(
        "--compare", nargs=2, type=Path, metavar="IMAGE", help="say in which parts two differ"
    )
    parser.add_argument(
        "--firmware", action="store_true", help="with firmware for graphics and network cards"
    )
    parser.add_argument("folder", metavar="FOLDER", type=Path, nargs="?", help="for the image")
    options = parser.parse_args()
    if (options.folder is None) is (options.compare is None):
        parser.error("say either a folder or --compare with two images")
    try:
        if options.compare is not None:
            return compare(*options.compare)
        build(options.folder, firmware=options.firmware)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    return 0


def build(folder: Path, *, firmware: bool = False) -> Path:
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
        make_debian(tree, epoch, firmware=firmware)
        _tell("kiosk", begun)
        make_kiosk(tree, work / "wheels", epoch)
        listed = run(["dpkg-query", f"--admindir={tree}/var/lib/dpkg", "--show"])
        clean(tree)
        _tell("image", begun)
        if firmware:
            _tell_firmware(tree, work, epoch)
        number = make_stick(tree, work, image, epoch)
    (folder / _LIST).write_text(listed)
    digest = digest_of(image)
    (folder / f"{_IMAGE}.sha256").write_text(f"{digest}  {_IMAGE}\n")
    megabytes = image.stat().st_size / 1e6
    print(f"{image}: {number}, {megabytes:.0f} MB, {time.monotonic() - begun:.0f} s, {digest}")
    return image


def _tell(part: str, begun: float) -> None:
    print(f"· {part} ({time.monotonic() - begun:.0f} s)", file=sys.stderr)


def _tell_firmware(tree: Path, work: Path, epoch: int) -> None:
    """Say how much of the image is firmware, packed as it is there."""
    packed = work / "firmware.squashfs"
    squash(tree / "usr/lib/firmware", packed, epoch)
    print(f"· {packed.stat().st_size / 1e6:.0f} MB of it are firmware", file=sys.stderr)
    packed.unlink()


if __name__ == "__main__":
    sys.exit(main())
