"""`scripts/screens`: every screen as a picture to be looked at, or as a text that is kept."""

import argparse
import asyncio
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kiosk.appearance import Theme
from scripts.picturing.drawing import drawn, sheet
from scripts.picturing.keeping import differences, keep, left_over
from scripts.picturing.scenes import KEPT_SCENES, SCENES, SIZES, Scene
from scripts.picturing.stage import Picture, play

_SHEET_COLUMNS = 3


def main() -> int:
    """Do as asked; returns the exit code."""
    options = _parser().parse_args()
    scenes = [scene for scene in SCENES if options.only in scene.name]
    if options.keep:
        print(f"{keep(asyncio.run(play(KEPT_SCENES)))} files are other than before")
    elif options.compare:
        found = [*differences(asyncio.run(play(KEPT_SCENES))), *left_over()]
        print("\n\n".join(found) or "all screens are as they are kept")
        return 1 if found else 0
    else:
        pictures = asyncio.run(play((scene, SIZES) for scene in scenes))
        _hang_up(options.out, scenes, pictures)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/screens", description=__doc__)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--keep", action="store_true", help="keep all screens for the tests")
    what.add_argument("--compare", action="store_true", help="say what differs from what is kept")
    parser.add_argument("--only", default="", metavar="WORD", help="scenes with this in their name")
    parser.add_argument(
        "--out", type=Path, default=Path("screens"), help="folder (default: screens)"
    )
    return parser


def _hang_up(out: Path, scenes: Sequence[Scene], pictures: Sequence[Picture]) -> None:
    """Write every screen in every look, sheets of nine of them, and an index."""
    (out / "sheets").mkdir(parents=True, exist_ok=True)
    files = []
    for scene in scenes:
        for picture in pictures:
            if picture.scene == scene.name:
                columns, rows = picture.size
                for theme in Theme:
                    file = out / f"{scene.name}-{columns}x{rows}-{theme}.svg"
                    file.write_text(drawn(picture, theme), "utf-8")
                    files.append(file)
    for name, group in _sheets(pictures):
        file = out / "sheets" / f"{name}.svg"
        file.write_text(sheet(group, _SHEET_COLUMNS), "utf-8")
        files.append(file)
    for file in files:
        subprocess.run(
            ["rsvg-convert", str(file), "--output", str(file.with_suffix(".png"))], check=True
        )
    (out / "index.html").write_text(_index(files, out), "utf-8")
    print(f"{len(files)} pictures in {out}; begin with {out / 'index.html'}")


def _sheets(pictures: Sequence[Picture]) -> Iterator[tuple[str, list[tuple[Picture, Theme]]]]:
    """Yield three scenes of one size in all looks for each sheet."""
    for size in SIZES:
        ours = [picture for picture in pictures if picture.size == size]
        for first in range(0, len(ours), _SHEET_COLUMNS):
            three = ours[first : first + _SHEET_COLUMNS]
            name = f"{size[0]}x{size[1]}-{first // _SHEET_COLUMNS + 1:02}"
            yield name, [(picture, theme) for picture in three for theme in Theme]


def _index(files: Sequence[Path], out: Path) -> str:
    pictures = (file.with_suffix(".png").relative_to(out) for file in files)
    rows = (f'<p>{each.stem}<br><img loading="lazy" src="{each}"></p>' for each in pictures)
    return "\n".join(("<!doctype html><title>Screens</title>", *rows))


if __name__ == "__main__":
    sys.exit(main())
