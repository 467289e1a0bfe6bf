"""Measures the preview of the kiosk: how soon it is there, and how true it is.

First how long it takes to load and to open at papers of several lengths, in time of a processor,
each paper anew; all words of a paper are in paragraphs of their own, so nothing is known already.
Then, unless --fast, the sample papers of scripts/pages are printed by LibreOffice, and each page is
compared with the preview's: whether both begin with the same letters. 1 if fewer than eight in ten
do, 2 if a program or a font is missing.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from exam.manuscript import OFFICIAL, PaperFormat
from exam.manuscript.leaves import Leaf, Leaves, PrintedTable
from exam.manuscript.lines import note_lines, set_block, set_cell
from exam.seal import Manuscript
from scripts.pages import FORMATS, missing_packages, papers, print_to_pdf
from scripts.practice.samples import load_samples
from server.documents.paper import paper_docx

LENGTHS: Final = (3_500, 20_000)
_PARAGRAPH_WORDS: Final = 90
_SAME_LETTERS: Final = 24
_LEAST_SAME: Final = 0.8
_LOADING: Final = """
import time, sys
import kiosk.ui.process, kiosk.ui.app, kiosk.ui.writing
def kibibytes():
    with open("/proc/self/statm") as pages:
        return int(pages.read().split()[1]) * 4
memory, begun = kibibytes(), time.process_time()
import kiosk.ui.preview
print(f"Loading the preview: {(time.process_time() - begun) * 1000:.0f} ms, "
      f"{kibibytes() - memory} KiB of {kibibytes()} KiB; nothing of it is loaded before.")
"""


def prose(words: int) -> str:
    """Return a paper of so many words, no two of its paragraphs alike."""
    said = cycle(" ".join(sample.paper for sample in load_samples()).split())
    paragraphs: list[str] = []
    left = words
    while left > 0:
        # One word more each time around, so that the same words never fall together again.
        paragraph = list(islice(said, min(_PARAGRAPH_WORDS, left)))
        paragraph[0] += f"{len(paragraphs)}"
        paragraphs.append(" ".join(paragraph))
        left -= len(paragraph)
    return "\n".join(paragraphs)


def milliseconds(doing: Callable[[], object]) -> float:
    """Return how much time of a processor something takes with nothing remembered."""
    for remembered in (set_block, set_cell, note_lines):
        remembered.cache_clear()
    begun = time.process_time()
    doing()
    return (time.process_time() - begun) * 1000


def print_speed() -> None:
    """Print what loading and opening take."""
    subprocess.run([sys.executable, "-c", _LOADING], check=True)
    from kiosk.preview.book import PaperBook, Room
    from kiosk.preview.reader import Reader
    from kiosk.preview.sheets import Header

    for words in LENGTHS:
        text = prose(words)
        readers: list[Reader] = []

        def show(text: str = text, readers: list[Reader] = readers) -> None:
            book = PaperBook(text, OFFICIAL, Header("7KQ2", "Kepala Dinas"))
            readers.append(Reader(book, len(text), Room(160, 50)))
            readers[-1].rows()

        def turn(readers: list[Reader] = readers) -> None:
            readers[-1].turn(-1)
            readers[-1].rows()

        first = min(milliseconds(show) for _ in range(3))
        print(f"{words:6,} words: open in {first:.0f} ms, turned in {milliseconds(turn):.0f} ms.")


def same_beginnings(text: str, paper: PaperFormat, pages: list[str]) -> Iterator[bool]:
    """Yield for each page whether print and preview begin it alike; a missing one is not alike."""
    leaves = Leaves(text, paper)
    for page in range(max(leaves.count, len(pages))):
        if page < min(leaves.count, len(pages)):
            drawn, printed = _letters(leaves.leaf(page)), _squeezed(pages[page].partition("\n")[2])
            yield printed.startswith(drawn[:_SAME_LETTERS])
        else:
            yield False


def _letters(leaf: Leaf) -> str:
    """Return what is read on a page, the labels of lists included."""
    texts = []
    for item in leaf.items:
        if isinstance(item, PrintedTable):
            lines = [line for row in item.rows for cell in row for line in cell]
        else:
            lines = list(item.lines)
            texts.append(item.label)
        texts += [piece.text for line in lines for piece in line]
    return _squeezed("".join(texts))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def printed_pages(texts: list[str], paper: PaperFormat) -> Iterator[list[str]]:
    """Yield the pages of each paper as LibreOffice prints them, the header as the first line."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.docx" for number in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_bytes(paper_docx(Manuscript(text, ""), "7KQ2", "Kepala Dinas", paper))
        print_to_pdf(Path(folder), files)
        for file in files:
            command = ["pdftotext", "-raw", str(file.with_suffix(".pdf")), "-"]
            done = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE)
            yield done.stdout.split("\f")[:-1]


def print_truth(paper: PaperFormat) -> bool:
    """Print how many pages begin as in print; False if too few do."""
    samples = papers()
    plain = {name: text for name, text in samples.items() if not name.endswith("+")}
    all_same: list[bool] = []
    marked = {name: text for name, text in samples.items() if name not in plain}
    for name, chosen in (("plain", plain), ("with every mark", marked)):
        texts = list(chosen.values())
        pages = printed_pages(texts, paper)
        pairs = zip(texts, pages, strict=True)
        same = [one for text, printed in pairs for one in same_beginnings(text, paper, printed)]
        print(f"{len(texts)} papers, {name}: {sum(same)} of {len(same)} pages begin as in print.")
        all_same += same
    return sum(all_same) >= _LEAST_SAME * len(all_same)


def main() -> int:
    """Print speed and truth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fast", action="store_true", help="only how soon the preview is there")
    parser.add_argument("--format", choices=FORMATS, default=next(iter(FORMATS)))
    wanted = parser.parse_args()
    print_speed()
    if wanted.fast:
        return 0
    missing = missing_packages([FORMATS[wanted.format]])
    if missing:
        print(f"Install these first: apt-get install {' '.join(missing)}", file=sys.stderr)
        return 2
    return 0 if print_truth(FORMATS[wanted.format]) else 1


if __name__ == "__main__":
    sys.exit(main())
