"""A start of the stick with files of ours laid over its system, to see from inside or to weaken it.

Kernel and first programs are those of the image. They are started by the emulator in place of the
boot loader, and lay what is added over the system in memory; the stick is not changed.
"""

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from scripts.imaging.stick import arguments_of

_SCRIPT: Final = Path(__file__).parents[1] / "imaging/files/etc/initramfs-tools/scripts/makalah"
_ADDED: Final = PurePosixPath("added")
_COPY: Final = f'    cp -a /{_ADDED}/. "$rootmnt/"\n}}\n'
_ALIGNED: Final = 512
_MARK: Final = "MAKALAH-"


class InsideError(Exception):
    """The image cannot be started so; the message is for people."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What the emulator starts: kernel, first programs, and what the kernel is told."""

    kernel: Path
    first: Path
    arguments: str


class Stick:
    """What is needed of a raw image to start it so; `folder` is for what is taken out of it."""

    def __init__(self, image: Path, folder: Path) -> None:
        self._folder = folder
        content = folder / "content"
        _run("xorriso", "-osirrox", "on", "-indev", str(image), "-extract_l", "/", str(content),
             "/makalah/vmlinuz", "/makalah/initrd", "/.disk")  # fmt: skip
        self._makalah = content / "makalah"
        (number,) = (one.name for one in (content / ".disk").iterdir() if _MARK in one.name)
        self._arguments = arguments_of(number)

    def with_files(
        self, files: Mapping[str, str], arguments: Mapping[str, str] | None = None
    ) -> Inside:
        """Return a start with these texts as files of the system, by their paths in it.

        `arguments` are told to the kernel in place of others.
        """
        first = self._folder / "first"
        whole = (self._makalah / "initrd").read_bytes()
        padding = bytes(-len(whole) % _ALIGNED)
        first.write_bytes(whole + padding + self._archive(files))
        told = self._arguments
        for old, new in (arguments or {}).items():
            told = _replaced(told, old, new)
        return Inside(self._makalah / "vmlinuz", first, told)

    def _archive(self, files: Mapping[str, str]) -> bytes:
        tree = self._folder / "tree"
        shutil.rmtree(tree, ignore_errors=True)
        script = _SCRIPT.read_text("utf-8")
        whole = {f"{_ADDED}{path}": text for path, text in files.items()}
        whole["scripts/makalah"] = script[: script.rindex("}")] + _COPY
        for path, text in whole.items():
            file = tree / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        names = sorted(str(one.relative_to(tree)) for one in tree.rglob("*"))
        said = "\n".join(names).encode()
        return _run("cpio", "-o", "-H", "newc", "-R", "0:0", "--quiet", "-D", str(tree), said=said)


def changed(file: Path, old: str, new: str) -> str:
    """Return the text of one of our files with something in it replaced.

    Raises:
        InsideError: it is not in it.

    """
    return _replaced(file.read_text("utf-8"), old, new)


def _replaced(text: str, old: str, new: str) -> str:
    if old not in text:
        raise InsideError(f"“{old}” is not there to be replaced.")
    return text.replace(old, new)


def _run(*command: str, said: bytes = b"") -> bytes:
    try:
        done = subprocess.run(command, input=said, capture_output=True, check=False)
    except FileNotFoundError:
        program = command[0]
        raise InsideError(f"{program} is missing: apt-get install {program}") from None
    if done.returncode:
        raise InsideError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout
