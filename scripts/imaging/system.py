"""The system of the image: a minimal Debian 12 with the kiosk in it, as a tree."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scripts.packing.refusal import Refusal, run
from scripts.provisioning.packages import NEEDED

REPOSITORY: Final = Path(__file__).parents[2]
FILES: Final = Path(__file__).parent / "files"
PACKAGES: Final = (
    *NEEDED, "linux-image-amd64", "initramfs-tools", "busybox", "zstd", "systemd", "systemd-sysv",
    "kmod", "cryptsetup-bin", "e2fsprogs", "fdisk", "util-linux", "fonts-dejavu-extra",
    "iproute2", "tzdata",
)  # fmt: skip
FIRMWARE: Final = (
    "firmware-amd-graphics", "firmware-misc-nonfree", "firmware-realtek", "firmware-bnx2"
)  # fmt: skip
"""What graphics and network cards of lab PCs are given by their drivers; it is not free."""
_SCREEN: Final = "etc/modprobe.d/makalah-screen.conf"
_WITHOUT_FIRMWARE: Final = """\
# Without firmware these drivers take the firmware's own screen away and show nothing.
install amdgpu /bin/false
install radeon /bin/false
"""
PROGRAM: Final = "usr/local/lib/makalah-stick"
_SHARED: Final = "scripts/provisioning/files/kiosk/usr/local/lib/makalah"
MODULES: Final = (
    "scripts/__init__.py", "scripts/imaging/__init__.py", "scripts/imaging/again.py",
    "scripts/imaging/identity.py", "scripts/imaging/partitions.py", "scripts/imaging/work.py",
    "scripts/provisioning/__init__.py", f"{_SHARED}/anew.py", f"{_SHARED}/asking.py",
)  # fmt: skip
"""What runs at a PC before there is an environment; it needs nothing but Python."""
_UNITS: Final = ("makalah-work.service",)
_EMPTIED: Final = (
    "var/cache/apt", "var/lib/apt/lists", "var/log", "var/lib/makalah-before", "var/cache/debconf",
    "var/cache/ldconfig", "usr/share/man", "usr/share/locale", "tmp", "var/tmp", "run",
    "opt/makalah/wheels", "var/cache/fontconfig", "var/lib/dbus",
)  # fmt: skip
"""What differs from build to build, or is of no use at a PC."""
_HOST: Final = "makalah"


def make_debian(tree: Path, epoch: int, *, firmware: bool = False) -> None:
    """Install a minimal Debian 12 from this machine's own sources.

    Raises:
        Refusal: it cannot be installed, or these sources have no firmware.

    """
    if firmware:
        require_firmware()
    packages = (*PACKAGES, *FIRMWARE) if firmware else PACKAGES
    command = [
        "mmdebstrap", "--mode=root", "--variant=minbase", f"--include={','.join(packages)}",
        "--aptopt=APT::Install-Recommends \"false\"", "bookworm", str(tree),
    ]  # fmt: skip
    run(command, environment={**os.environ, "SOURCE_DATE_EPOCH": str(epoch)})


def require_firmware() -> None:
    """Refuse if this machine's sources have no firmware.

    Raises:
        Refusal: they have none.

    """
    known = run(["apt-cache", "pkgnames", "firmware-"]).split()
    if missing := sorted(set(FIRMWARE) - set(known)):
        raise Refusal(
            f"The sources of apt on this machine have no {', '.join(missing)}: add the component "
            "non-free-firmware to them and update, or leave out --firmware."
        )


def make_kiosk(tree: Path, wheels: Path, epoch: int) -> None:
    """Make the tree a kiosk, as any PC is made one, with what only a stick needs.

    What a stick needs comes first, so that the initramfs is made once, with all of it.

    Raises:
        Refusal: a step does not hold.

    """
    shutil.copytree(FILES, tree, dirs_exist_ok=True)
    if not (tree / "usr/lib/firmware/amdgpu").is_dir():
        (tree / _SCREEN).parent.mkdir(parents=True, exist_ok=True)
        (tree / _SCREEN).write_text(_WITHOUT_FIRMWARE)
    for module in MODULES:
        place = tree / PROGRAM / module
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(REPOSITORY / module, place)
    wants = tree / "etc/systemd/system/multi-user.target.wants"
    wants.mkdir(parents=True, exist_ok=True)
    for unit in _UNITS:
        (wants / unit).unlink(missing_ok=True)
        (wants / unit).symlink_to(f"/etc/systemd/system/{unit}")
    (tree / "etc/hostname").write_text(f"{_HOST}\n")
    (tree / "etc/hosts").write_text(f"127.0.0.1 localhost\n127.0.1.1 {_HOST}\n")
    (tree / "etc/machine-id").write_text("")
    run(
        [sys.executable, "-B", "-m", "scripts.provisioning", "kiosk", "--root", str(tree),
         "--wheels", str(wheels)],
        REPOSITORY, {**os.environ, "SOURCE_DATE_EPOCH": str(epoch)},
    )  # fmt: skip


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
