"""Prints what it costs to read a list of candidates from a workbook, here and with openpyxl."""

import argparse
import io
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Final

import openpyxl

from exam.config import parse_config
from exam.errors import RosterError
from exam.roster.headings import COLUMNS
from exam.roster.reading import parse_roster
from exam.roster.tables import MOST_ROWS

ROOT: Final = Path(__file__).parent.parent
EXCEL: Final = ROOT / "tests" / "data" / "rosters" / "excel.xlsx"
SHEET: Final = "xl/worksheets/sheet1.xml"
CONFIG: Final = parse_config((ROOT / "exam_configs" / "semarang.toml").read_bytes(), "semarang")


def read_here(raw: bytes) -> str:
    """Read a list as the exam does; tell what came of it."""
    try:
        return f"{len(parse_roster(raw, 'list', CONFIG).applications):,} applications"
    except RosterError as error:
        return f"refused ({error.code})"


def read_by_openpyxl(raw: bytes) -> str:
    """Read every value of a workbook with openpyxl."""
    sheet = openpyxl.load_workbook(io.BytesIO(raw), data_only=True).worksheets[0]
    return f"{sum(1 for _ in sheet.iter_rows(values_only=True)):,} rows"


def large(rows: int) -> bytes:
    """Make a workbook of so many candidates."""
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet()
    sheet.append(list(COLUMNS))
    for at in range(rows):
        born = f"{1940 + at % 50}{at // 50 % 12 + 1:02}{at // 600 % 28 + 1:02}"
        nip = f"{born}{2005 + at // 16_800}011001"
        name = f"Nama {chr(65 + at % 26)}"
        sheet.append([f"{at:05}", name, nip, "Kepala Bidang", "Dinas", CONFIG.posts[0].name])
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def bomb(megabytes: int) -> bytes:
    """Make a workbook whose sheet unpacks to so much."""
    row = b"<row>" + b"<c><v>1</v></c>" * 10 + b"</row>"
    rows = row * (megabytes * 1_000_000 // len(row))
    start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    sheet = start + b"<sheetData>" + rows + b"</sheetData></worksheet>"
    packed = io.BytesIO()
    with zipfile.ZipFile(EXCEL) as whole, zipfile.ZipFile(packed, "w", 8) as made:
        for part in whole.namelist():
            made.writestr(part, sheet if part == SHEET else whole.read(part))
    return packed.getvalue()


def cost(read: Callable[[bytes], str], raw: bytes) -> str:
    """Measure one reading."""
    begun = perf_counter()
    outcome = read(raw)
    seconds = perf_counter() - begun
    tracemalloc.start()
    read(raw)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return f"{seconds:.1f} s, {peak / 1_000_000:.0f} MB, {outcome}"


def main() -> int:
    """Print each cost on a line."""
    parser = argparse.ArgumentParser(prog="python -m scripts.roster_cost", description=__doc__)
    parser.add_argument("--rows", type=int, default=MOST_ROWS - 1)
    parser.add_argument("--megabytes", type=int, default=100)
    given = parser.parse_args()
    whole, hostile = large(given.rows), bomb(given.megabytes)
    for name, read in (("here", read_here), ("openpyxl", read_by_openpyxl)):
        print(f"{name}, {len(whole) / 1e6:.1f} MB of candidates: {cost(read, whole)}")
        print(f"{name}, {len(hostile) / 1e6:.1f} MB that unpack to more: {cost(read, hostile)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
