"""Pictures as they are kept: one short text for each screen and size, good to compare by eye.

First the rows as letters, then the inks with a letter for each, then row by row how many cells are
in which ink. One text serves all looks, for inks are named by their senses.
"""

from collections.abc import Iterable, Iterator
from difflib import unified_diff
from itertools import groupby
from pathlib import Path
from string import ascii_letters, digits
from typing import Final

from rich.cells import cell_len

from scripts.picturing.cells import Ink, Row
from scripts.picturing.scenes import KEPT_SCENES, Size
from scripts.picturing.stage import Picture

KEPT: Final = Path(__file__).parents[2] / "tests" / "kiosk" / "ui" / "screens"
_LETTERS: Final = ascii_letters + digits
_CUT: Final = "-" * 8


def written(picture: Picture) -> str:
    """Write a picture down."""
    inks: dict[Ink, str] = {}
    runs = [_runs(row, inks) for row in picture.rows]
    legend = (f"{letter} {ink}" for ink, letter in inks.items())
    return "\n".join((*picture.text, _CUT, *legend, _CUT, *_numbered(runs), ""))


def _runs(row: Row, inks: dict[Ink, str]) -> str:
    pieces = []
    for text, ink in row:
        letter = inks.setdefault(ink, _LETTERS[len(inks) % len(_LETTERS)])
        pieces.append(f"{letter}{cell_len(text)}")
    return " ".join(pieces)


def _numbered(runs: Iterable[str]) -> Iterator[str]:
    """Number rows from 1; those that look alike share a line."""
    for run, group in groupby(enumerate(runs, 1), key=lambda each: each[1]):
        rows = [number for number, _ in group]
        last = f"-{rows[-1]}" if len(rows) > 1 else ""
        yield f"{rows[0]}{last} {run}"


def file_of(picture: Picture) -> Path:
    """Return where a picture is kept."""
    return _file(picture.scene, picture.size)


def _file(scene: str, size: Size) -> Path:
    columns, rows = size
    return KEPT / f"{columns}x{rows}" / f"{scene}.txt"


def left_over() -> list[str]:
    """Return what is kept of scenes that there are no more."""
    wanted = {_file(scene.name, size) for scene, sizes in KEPT_SCENES for size in sizes}
    return [file.name for file in sorted(set(KEPT.glob("*/*.txt")) - wanted)]


def keep(pictures: Iterable[Picture]) -> int:
    """Keep these pictures and no others; returns how many files are other than before."""
    texts = {file_of(picture): written(picture) for picture in pictures}
    old = {file: file.read_text("utf-8") for file in KEPT.glob("*/*.txt")}
    for file in old.keys() - texts.keys():
        file.unlink()
    for file, text in texts.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return sum(old.get(file) != texts.get(file) for file in old.keys() | texts.keys())


def differences(pictures: Iterable[Picture]) -> Iterator[str]:
    """Yield how each picture differs from what is kept."""
    for picture in pictures:
        file = file_of(picture)
        kept = file.read_text("utf-8") if file.exists() else ""
        lines = unified_diff(
            kept.splitlines(), written(picture).splitlines(), "kept", "drawn", lineterm="", n=0
        )
        if text := "\n".join(lines):
            yield f"{file.parent.name}/{file.name}\n{text}"
