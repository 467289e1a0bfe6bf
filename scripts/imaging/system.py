"""The system of the image: a minimal Debian 12 with the kiosk in it, as a tree."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scripts.packing.refusal import run
from scripts.provisioning.packages import NEEDED

REPOSITORY: Final = Path(__file__).parents[2]
FILES: Final = Path(__file__).parent / "files"
PACKAGES: Final = (
    *NEEDED, "linux-image-amd64", "initramfs-tools", "busybox", "zstd", "systemd", "systemd-sysv",
    "kmod", "cryptsetup-bin", "e2fsprogs", "fdisk", "util-linux", "fonts-dejavu-extra",
    "iproute2", "tzdata",
)  # fmt: skip
PROGRAM: Final = "usr/local/lib/makalah-stick"
MODULES: Final = (
    "scripts/__init__.py", "scripts/imaging/__init__.py", "scripts/imaging/asking.py",
    "scripts/imaging/identity.py", "scripts/imaging/partitions.py", "scripts/imaging/setup.py",
    "scripts/imaging/work.py", "scripts/provisioning/__init__.py",
    "scripts/provisioning/files/kiosk/usr/local/lib/makalah/room.py",
)  # fmt: skip
"""What runs at a PC before there is an environment; it needs nothing but Python."""
_UNITS: Final = ("makalah-work.service", "makalah-setup.service")
_EMPTIED: Final = (
    "var/cache/apt", "var/lib/apt/lists", "var/log", "var/lib/makalah-before", "var/cache/debconf",
    "var/cache/ldconfig", "usr/share/man", "usr/share/locale", "tmp", "var/tmp", "run",
    "opt/makalah/wheels",
)  # fmt: skip
"""What differs from build to build, or is of no use at a PC."""
_HOST: Final = "makalah"
_CHROOT: Final = ("env", "LC_ALL=C.UTF-8", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "chroot")


def make_debian(tree: Path, epoch: int) -> None:
    """Install a minimal Debian 12 from this machine's own sources.

    Raises:
        Refusal: it cannot be installed.

    """
    command = [
        "mmdebstrap", "--mode=root", "--variant=minbase", f"--include={','.join(PACKAGES)}",
        "--aptopt=APT::Install-Recommends \"false\"", "bookworm", str(tree),
    ]  # fmt: skip
    run(command, environment={**os.environ, "SOURCE_DATE_EPOCH": str(epoch)})


def make_kiosk(tree: Path, wheels: Path) -> None:
    """Make the tree a kiosk, as any PC is made one, and add what only a stick needs.

    Raises:
        Refusal: a step does not hold.

    """
    run([sys.executable, "-B", "-m", "scripts.provisioning", "kiosk", "--root", str(tree),
         "--wheels", str(wheels)], REPOSITORY)  # fmt: skip
    shutil.copytree(FILES, tree, dirs_exist_ok=True)
    for module in MODULES:
        place = tree / PROGRAM / module
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(REPOSITORY / module, place)
    wants = tree / "etc/systemd/system/multi-user.target.wants"
    for unit in _UNITS:
        (wants / unit).unlink(missing_ok=True)
        (wants / unit).symlink_to(f"/etc/systemd/system/{unit}")
    (tree / "etc/hostname").write_text(f"{_HOST}\n")
    (tree / "etc/hosts").write_text(f"127.0.0.1 localhost\n127.0.1.1 {_HOST}\n")
    (tree / "etc/machine-id").write_text("")
    run([*_CHROOT, str(tree), "update-initramfs", "-u", "-k", "all"])


def clean(tree: Path) -> None:
    """Take away what is of no use, and all that differs from build to build."""
    for path in _EMPTIED:
        for found in _within(tree / path):
            if found.is_dir() and not found.is_symlink():
                shutil.rmtree(found)
            else:
                found.unlink()
    for cache in sorted(tree.rglob("__pycache__")):
        if "opt/makalah" not in str(cache):
            shutil.rmtree(cache)
    for backup in ("passwd-", "group-", "shadow-", "gshadow-"):
        (tree / "etc" / backup).unlink(missing_ok=True)


def _within(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.iterdir()) if folder.is_dir() else ()
