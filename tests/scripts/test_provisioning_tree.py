"""A kiosk made of a real tree of Debian 12 and given back, with every step in it.

It takes minutes, so it runs only where somebody names a tree; the tree itself is not changed.
"""

import hashlib
import os
import subprocess
from pathlib import Path
from typing import Final

import pytest

from scripts.packing.wheels import gather_wheels
from scripts.provisioning.__main__ import main
from scripts.provisioning.packages import NEEDED

ROOT = Path(__file__).parents[2]
TREE: Final = os.environ.get("MAKALAH_DEBIAN_TREE")
_INCLUDED: Final = ",".join((*NEEDED, "linux-image-amd64", "initramfs-tools", "systemd-sysv"))
_HOW: Final = (
    "needs root and a tree of Debian 12: mmdebstrap --variant=minbase "
    f"--include={_INCLUDED} bookworm /srv/debian; then MAKALAH_DEBIAN_TREE=/srv/debian"
)
_MADE_BY_DEBIAN: Final = ("boot/initrd.img-", "var/lib/initramfs-tools/", "var/log/", "var/cache/")
"""What Debian's own programs write anew while steps are taken and taken back."""


@pytest.mark.skipif(TREE is None or os.geteuid() != 0, reason=_HOW)
def test_a_real_tree_becomes_a_kiosk_that_holds_and_is_given_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tree, wheels = tmp_path / "tree", tmp_path / "wheels"
    subprocess.run(["cp", "--archive", "--reflink=auto", f"{TREE}", tree], check=True)
    gather_wheels(ROOT, wheels)
    before = content_of(tree)
    command = ["kiosk", "--root", str(tree)]
    made = [*command, "--wheels", str(wheels), "--server", "192.168.1.10:8444", "--name", "PC-01"]
    assert main([*command, "--check"]) == 1
    assert main(made) == 0
    assert main([*command, "--check"]) == 0
    kiosk = content_of(tree)
    capsys.readouterr()
    assert main(made) == 0
    assert "Nothing had to be changed" in capsys.readouterr().out
    assert content_of(tree) == kiosk
    assert main([*command, "--check"]) == 0
    assert main([*command, "--undo"]) == 0
    assert differing(before, content_of(tree)) == []


def content_of(tree: Path) -> dict[str, tuple[int, int, str]]:
    """Return mode, owner and digest or target of everything in a tree that counts."""
    found = {}
    for path in sorted(tree.rglob("*")):
        name = str(path.relative_to(tree))
        if not name.startswith(_MADE_BY_DEBIAN) and "__pycache__" not in name:
            told = path.lstat()
            found[name] = (told.st_mode, told.st_uid, _said(path))
    return found


def _said(path: Path) -> str:
    if path.is_symlink():
        return str(path.readlink())
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def differing(
    one: dict[str, tuple[int, int, str]], other: dict[str, tuple[int, int, str]]
) -> list[str]:
    """Return the paths at which two trees differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
