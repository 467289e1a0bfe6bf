"""`scripts/offline-archive`: one archive with which a lab without internet is set up."""

import argparse
import hashlib
import shutil
import sys
import tarfile
import tempfile
import time
from pathlib import Path
from typing import Final

from scripts.packing.archive import check, pack, write_sums
from scripts.packing.debs import gather_debs
from scripts.packing.refusal import Refusal, run
from scripts.packing.wheels import gather_wheels

ROOT: Final = Path(__file__).parents[2]
FILES: Final = Path(__file__).parent / "files"


def main() -> int:
    """Make an archive or check one; returns the exit code."""
    parser = argparse.ArgumentParser(prog="scripts/offline-archive", description=__doc__)
    parser.add_argument("--check", action="store_true", help="check the archive PATH instead")
    parser.add_argument("path", metavar="PATH", type=Path, help="folder for the archive")
    options = parser.parse_args()
    try:
        if options.check:
            print(f"{options.path}: {check(options.path)} files, all as their checksums say")
        else:
            make(options.path)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


def make(folder: Path) -> Path:
    """Make the archive of the tree's last commit in a folder, and tell its sizes."""
    begun = time.monotonic()
    epoch = int(_git("log", "-1", "--format=%ct"))
    name = f"makalah-{_git('rev-parse', '--short=12', 'HEAD')}-debian12-amd64"
    if _git("status", "--porcelain"):
        print("· what is not committed yet is not in the archive", file=sys.stderr)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="makalah-packing-") as made:
        work, content = Path(made), Path(made) / name
        _export(work / "source", work)
        gather_wheels(work / "source", content / "wheels")
        gather_debs(content / "debs", work / "apt")
        _export(content / "program", work)
        shutil.copytree(FILES, content, dirs_exist_ok=True)
        write_sums(content)
        target = folder / f"{name}.tar"
        pack(content, target, epoch)
        for part in ("program", "wheels", "debs"):
            _tell(part, content / part)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    size = target.stat().st_size / 1e6
    print(f"{target}\n{size:.1f} MB in {time.monotonic() - begun:.0f} s\nSHA-256 {digest}")
    return target


def _git(*words: str) -> str:
    return run(["git", "-C", str(ROOT), *words]).strip()


def _export(target: Path, work: Path) -> None:
    """Write the files of the last commit, without its tests."""
    packed = work / "tree.tar"
    _git("archive", f"--output={packed}", "HEAD", "--", ".", ":(exclude)tests")
    with tarfile.open(packed) as tree:
        tree.extractall(target, filter="data")


def _tell(part: str, folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    print(f"{part}: {len(files)} files, {sum(one.stat().st_size for one in files) / 1e6:.1f} MB")


if __name__ == "__main__":
    sys.exit(main())
