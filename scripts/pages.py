"""Compares the estimate of pages with LibreOffice, which sets the real Word files.

Papers are the samples of tests/data/papers, and each once more with tables, numbered lists,
footnotes and a page break in it (marked +). Each is set in several formats. The table shows pages
as fractions, the last one as far as it is filled, and as printed. 1 if an estimate is off by more
than a tenth, 2 if a program or a font is missing.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exam.manuscript import (
    A4_MM,
    F4_MM,
    OFFICIAL,
    Font,
    PaperFormat,
    count_words,
    pages_of,
)
from exam.manuscript.formats import POINTS_PER_MM
from exam.manuscript.lines import note_lines, set_block, set_cell
from exam.seal import Manuscript
from scripts.long_papers import enriched
from scripts.practice.samples import load_samples
from server.documents.paper import paper_docx

TOLERANCE: Final = 0.1
_USUAL_MOST_WORDS: Final = 3500
_NOT_A_NOTE: Final = 0.84
_WORD: Final = re.compile(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"')
_PROGRAMS: Final = {"soffice": "libreoffice-writer", "pdftotext": "poppler-utils"}
_PACKAGE_OF_FONT: Final = {
    Font.ARIAL: ("Liberation Sans", "fonts-liberation"),
    Font.TIMES_NEW_ROMAN: ("Liberation Serif", "fonts-liberation"),
    Font.BOOKMAN_OLD_STYLE: ("URW Bookman", "fonts-urw-base35"),
}


def _format(sheet: tuple[float, float], font: Font, size: float, spacing: float) -> PaperFormat:
    return PaperFormat(*sheet, font, size, spacing)


FORMATS: Final = {
    "A4 Arial 12 1.5": OFFICIAL,
    "F4 Arial 12 1.5": _format(F4_MM, Font.ARIAL, 12, 1.5),
    "A4 Times 12 1.5": _format(A4_MM, Font.TIMES_NEW_ROMAN, 12, 1.5),
    "F4 Times 12 2.0": _format(F4_MM, Font.TIMES_NEW_ROMAN, 12, 2.0),
    "A4 Bookman 12 1.5": _format(A4_MM, Font.BOOKMAN_OLD_STYLE, 12, 1.5),
    "F4 Bookman 12 1.5": _format(F4_MM, Font.BOOKMAN_OLD_STYLE, 12, 1.5),
    "F4 Bookman 11 1.15": _format(F4_MM, Font.BOOKMAN_OLD_STYLE, 11, 1.15),
    "A4 Arial 11 1.0": _format(A4_MM, Font.ARIAL, 11, 1.0),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One paper in one format: estimated and real pages, as fractions and as printed."""

    paper: str
    words: int
    format: str
    estimate: float
    estimated_count: int
    real: float
    real_count: int

    @property
    def difference(self) -> float:
        """How far the estimate is off, as a part of the real pages."""
        return (self.estimate - self.real) / self.real

    @property
    def holds(self) -> bool:
        """Whether the estimate is as close as promised."""
        return abs(self.difference) <= TOLERANCE


def missing_packages(formats: Iterable[PaperFormat]) -> list[str]:
    """Name the Debian packages that are missing on this machine."""
    packages = [package for name, package in _PROGRAMS.items() if shutil.which(name) is None]
    if shutil.which("fc-match") is None:
        return sorted({*packages, "fontconfig"})
    for font in {each.font for each in formats}:
        family, package = _PACKAGE_OF_FONT[font]
        found = subprocess.run(["fc-match", font], text=True, stdout=subprocess.PIPE, check=False)
        if family not in found.stdout:
            packages.append(package)
    return sorted(set(packages))


def compare(papers: dict[str, str], formats: dict[str, PaperFormat]) -> Iterator[Comparison]:
    """Set every paper in every format, and yield estimates beside real pages."""
    cases = [(paper, each) for paper in papers for each in formats]
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.docx" for number in range(len(cases))]
        for file, (paper, each) in zip(files, cases, strict=True):
            file.write_bytes(
                paper_docx(Manuscript(papers[paper], ""), "7KQ2", "Kepala Dinas", formats[each])
            )
        print_to_pdf(Path(folder), files)
        for file, (paper, each) in zip(files, cases, strict=True):
            estimate = pages_of(papers[paper], formats[each])
            real, count = _real_pages(file.with_suffix(".pdf"), formats[each])
            words = count_words(papers[paper])
            yield Comparison(paper, words, each, estimate.measure, estimate.count, real, count)


def print_to_pdf(folder: Path, files: Sequence[Path]) -> None:
    """Print files of office programs into a folder, each as a PDF of its name."""
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def _real_pages(pdf: Path, paper: PaperFormat) -> tuple[float, int]:
    """Return the pages of a PDF, the last as far as its text reaches, and their number."""
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    done = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE)
    pages = done.stdout.split("<page ")[1:]
    top, height = paper.top_mm * POINTS_PER_MM, paper.text_height_points
    words = [(float(high), float(low)) for high, low in _WORD.findall(pages[-1])]
    inside = [(high, low) for high, low in words if top - 2 <= high and low <= top + height + 2]
    letter = max((low - high for high, low in inside), default=0.0)
    # Footnotes are set smaller; they stand at the foot of a page however full it is.
    lows = [low - top for high, low in inside if low - high > letter * _NOT_A_NOTE]
    return len(pages) - 1 + max(lows, default=0.0) / height, len(pages)


def papers() -> dict[str, str]:
    """Return the papers by name."""
    samples = {sample.name: sample.paper for sample in load_samples()}
    return samples | {f"{name}+": enriched(paper) for name, paper in samples.items()}


def milliseconds(text: str, paper: PaperFormat) -> tuple[float, float]:
    """Return how much time of a processor the estimate takes anew, and when nothing changed."""
    for remembered in (set_block, set_cell, note_lines):
        remembered.cache_clear()
    times = []
    for _ in range(2):
        begun = time.process_time()
        pages_of(text, paper)
        times.append((time.process_time() - begun) * 1000)
    return times[0], times[1]


def main() -> int:
    """Print the table and what follows from it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paper", help="only papers whose name contains this", default="")
    parser.add_argument("--format", help="only formats whose name contains this", default="")
    wanted = parser.parse_args()
    chosen = {name: text for name, text in papers().items() if wanted.paper in name}
    formats = {name: each for name, each in FORMATS.items() if wanted.format in name}
    missing = missing_packages(formats.values())
    if missing:
        print(f"Install these first: apt-get install {' '.join(missing)}", file=sys.stderr)
        return 2
    print(f"{'paper':30}{'words':>6}  {'format':20}{'estimate':>12}{'LibreOffice':>14}{'':>8}")
    rows = []
    for row in compare(chosen, formats):
        rows.append(row)
        print(_shown(row))
    _print_summary(rows, chosen)
    return 0 if all(row.holds for row in rows) else 1


def _shown(row: Comparison) -> str:
    estimate = f"{row.estimate:.2f} ({row.estimated_count})"
    real = f"{row.real:.2f} ({row.real_count})"
    return (
        f"{row.paper:30}{row.words:6}  {row.format:20}{estimate:>12}{real:>14}"
        f"{row.difference:>8.1%}"
    )


def _print_summary(rows: Sequence[Comparison], chosen: dict[str, str]) -> None:
    equal = sum(row.estimated_count == row.real_count for row in rows)
    furthest = max(abs(row.difference) for row in rows)
    print(f"{equal} of {len(rows)} print as many pages as estimated.")
    print(f"The furthest estimate is {furthest:.1%} off.")
    text = min(chosen.values(), key=lambda text: abs(count_words(text) - _USUAL_MOST_WORDS))
    first, again = milliseconds(text, OFFICIAL)
    print(f"{count_words(text)} words: {first:.1f} ms anew, {again:.1f} ms unchanged.")


if __name__ == "__main__":
    sys.exit(main())
