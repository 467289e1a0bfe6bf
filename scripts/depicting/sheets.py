"""Printed papers of the pictures: Word files, and how LibreOffice prints a page of each."""

import io
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.pages import print_to_pdf

_DOTS_PER_INCH: Final = 110
_PACKAGES: Final = {"soffice": "libreoffice-writer", "pdftoppm": "poppler-utils"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first pages of a Word file."""

    name: str
    language: str
    docx: bytes
    pages: int = 1

    @property
    def xml(self) -> str:
        """Everything that the file says, without the pictures in it."""
        with zipfile.ZipFile(io.BytesIO(self.docx)) as archive:
            names = sorted(name for name in archive.namelist() if name.endswith(".xml"))
            return "\n".join(archive.read(name).decode("utf-8") for name in names)


def missing_packages() -> list[str]:
    """Name the Debian packages that are missing on this machine."""
    return [package for name, package in _PACKAGES.items() if shutil.which(name) is None]


def print_sheets(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, list[bytes]]]:
    """Yield the pages of each as PNGs; all files are printed at once.

    Raises:
        CalledProcessError: a file cannot be printed.

    """
    if not sheets:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [folder / f"{number}.docx" for number in range(len(sheets))]
        for file, sheet in zip(files, sheets, strict=True):
            file.write_bytes(sheet.docx)
        print_to_pdf(folder, files)
        for file, sheet in zip(files, sheets, strict=True):
            pages = range(1, sheet.pages + 1)
            yield sheet, [_page(file.with_suffix(".pdf"), number) for number in pages]


def _page(pdf: Path, number: int) -> bytes:
    wanted = ["-f", str(number), "-l", str(number), "-r", str(_DOTS_PER_INCH)]
    command = ["pdftoppm", "-png", "-singlefile", *wanted, str(pdf), str(pdf.with_suffix(""))]
    subprocess.run(command, check=True)
    return pdf.with_suffix(".png").read_bytes()
