"""Writes the widths of letters that the page estimate needs, from fonts installed on this machine.

Debian's fonts-liberation has the metrics of Arial and Times New Roman, fonts-urw-base35 those of
Bookman Old Style. With --check nothing is written: 1 if a module is not what the fonts say. 2 if
the fonts are missing.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

ROOT: Final = Path(__file__).parent.parent
TARGET: Final = ROOT / "exam" / "manuscript" / "metrics"
_LIBERATION: Final = Path("/usr/share/fonts/truetype/liberation")
_URW: Final = Path("/usr/share/fonts/opentype/urw-base35")
_FOLDERS: Final = {"fonts-liberation": _LIBERATION, "fonts-urw-base35": _URW}
_FAMILIES: Final = {
    "arial": (
        _LIBERATION / "LiberationSans-Regular.ttf",
        _LIBERATION / "LiberationSans-Bold.ttf",
        _LIBERATION / "LiberationSans-Italic.ttf",
        _LIBERATION / "LiberationSans-BoldItalic.ttf",
    ),
    "times": (
        _LIBERATION / "LiberationSerif-Regular.ttf",
        _LIBERATION / "LiberationSerif-Bold.ttf",
        _LIBERATION / "LiberationSerif-Italic.ttf",
        _LIBERATION / "LiberationSerif-BoldItalic.ttf",
    ),
    "bookman": (
        _URW / "URWBookman-Light.otf",
        _URW / "URWBookman-Demi.otf",
        _URW / "URWBookman-LightItalic.otf",
        _URW / "URWBookman-DemiItalic.otf",
    ),
}
_STYLES: Final = ("REGULAR", "BOLD", "ITALIC", "BOLD_ITALIC")
_CHARACTERS: Final = "".join(
    [
        *map(chr, range(0x20, 0x7F)),
        *(chr(code) for code in range(0xA0, 0x100) if code != 0xAD),
        "ŒœŠšŸŽžƒ‐‑–—‘’‚“”„†‡•…‰‹›€™−≤≥≠≈←↑→↓",
    ]
)


def main() -> int:
    """Write the modules, or compare them with what would be written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    check = parser.parse_args().check
    missing = missing_fonts()
    if missing:
        print(f"Install these first: apt-get install {' '.join(missing)}", file=sys.stderr)
        return 2
    stale = []
    for name, files in _FAMILIES.items():
        target, source = TARGET / f"{name}.py", _formatted(_module(files))
        if not check:
            target.write_text(source, "utf-8")
        elif target.read_text("utf-8") != source:
            stale.append(target)
    for target in stale:
        print(
            f"{target.relative_to(ROOT)} is not what the fonts say: scripts/metrics",
            file=sys.stderr,
        )
    return 1 if stale else 0


def missing_fonts() -> list[str]:
    """Name the Debian packages whose fonts are missing on this machine."""
    return [package for package, folder in _FOLDERS.items() if not folder.exists()]


def _module(files: tuple[Path, ...]) -> str:
    fonts = [TTFont(file) for file in files]
    family = fonts[0]["name"].getDebugName(1)
    return "\n".join(
        [
            f'"""The measures of {family}. Written by scripts/metrics."""',
            "",
            "from typing import Final",
            "",
            "from exam.manuscript.metrics.face import Face",
            *(line for pair in zip(_STYLES, fonts, strict=True) for line in _face(*pair)),
            f"FACES: Final = ({', '.join(_STYLES)})",
        ]
    )


def _face(style: str, font: TTFont) -> Iterator[str]:
    units = font["head"].unitsPerEm
    lines = font["hhea"]
    height = lines.ascent - lines.descent + lines.lineGap
    yield f"{style}: Final = Face(units_per_em={units}, line_units={height}, letters={{"
    for width, letters in sorted(_letters_by_width(font).items()):
        pieces = " ".join(_quoted(letters[at : at + 60]) for at in range(0, len(letters), 60))
        yield f"{width}: {pieces},"
    yield "})"


def _letters_by_width(font: TTFont) -> dict[int, str]:
    names, widths = font.getBestCmap(), font["hmtx"]
    found: dict[int, str] = {}
    for letter in _CHARACTERS:
        if ord(letter) in names:
            width, _ = widths[names[ord(letter)]]
            found[width] = found.get(width, "") + letter
    return found


def _quoted(letters: str) -> str:
    return repr(letters)


def _formatted(source: str) -> str:
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", "metrics.py", "-"]
    done = subprocess.run(command, input=source, text=True, check=True, stdout=subprocess.PIPE)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
