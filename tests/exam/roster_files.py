"""Writes the stored lists of candidates anew: `python -m tests.exam.roster_files`.

All hold the same people, as different programs and offices write them. Those of LibreOffice are its
own work and are made only if it is there.
"""

import csv
import shutil
import subprocess
import tempfile
from io import StringIO
from pathlib import Path

from tests.exam.rosters import CONFIGS, FILES
from tests.exam.spreadsheets import Book, Tab, Value, number

PEOPLE = 14
TITLES = ["DAFTAR PESERTA SELEKSI TERBUKA JPT PRATAMA", "PEMERINTAH KOTA SEMARANG TAHUN 2026"]
HEADINGS: list[Value] = [
    "NO.",
    "NO.\nPESERTA ",
    " NAMA  LENGKAP",
    "NIP\u00a0",
    "JABATAN",
    None,
    "JABATAN YANG\nDILAMAR",
    "KET.",
]
SECOND: list[Value] = [None, None, None, None, "SAAT INI", "UNIT KERJA", None, None]
FOOTER: list[list[Value]] = [
    [None, None, "Jumlah", None, None, None, number(str(PEOPLE))],
    [],
    [None, None, "Mengetahui,", None, None, None, "Semarang, 12 November 2026"],
    [None, None, "Kepala BKPP", None, None, None, "Ketua Panitia Seleksi,"],
    [],
    [None, None, "Drs. Contoh, M.Si.", None, None, None, "Dr. Contoh, S.H., M.H."],
    [None, None, "NIP. 19700101 199003 1 001", None, None, None, "NIP. 19710101 199103 1 001"],
]
LIBREOFFICE_TEXT = "44,34,76,1,1/2/2/2/3/2/4/2/5/2/6/2"
LIBREOFFICE_STANDARD = "44,34,76,1"


def people() -> list[list[str]]:
    """Return header and rows of some of the candidates of Semarang, one with an accent."""
    text = (CONFIGS / "semarang" / "roster.csv").read_text("utf-8")
    rows = list(csv.reader(StringIO(text, newline="")))[: PEOPLE + 1]
    rows[2][1] = f"José {rows[2][1]}"
    return rows


def as_text(delimiter: str, end: str) -> str:
    """Write the people as text."""
    written = StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator=end).writerows(people())
    return written.getvalue()


def as_excel() -> bytes:
    """Write the people as an office keeps them in Excel."""
    rows: list[list[Value]] = [[TITLES[0]], [TITLES[1]], [], HEADINGS, SECOND]
    rows.append([number(str(at)) for at in range(1, len(HEADINGS) + 1)])
    for at, (candidate, name, nip, *others) in enumerate(people()[1:], 1):
        spaced = f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" if at % 2 else nip
        rows.append([at, number(str(int(candidate)), "000"), f"{name} ", spaced, *others, "MS"])
    merged = ["A1:H1", "A2:H2", *(f"{letter}4:{letter}5" for letter in "ABCDGH"), "E4:F4"]
    tabs = [
        Tab([*rows, *FOOTER], "Peserta", merged=merged),
        Tab([["Rekap"], ["Pelamar", 56], ["Lulus", PEOPLE]], "Rekap"),
    ]
    return Book(tabs).write()


def written() -> dict[str, bytes]:
    """Return every file that needs no other program."""
    return {
        "plain.csv": as_text(",", "\n").encode(),
        "semicolons.csv": ("sep=;\r\n" + as_text(";", "\r\n")).encode("utf-8-sig"),
        "windows-1252.csv": as_text(";", "\r\n").encode("cp1252"),
        "unicode-text.txt": as_text("\t", "\r\n").encode("utf-16"),
        "excel.xlsx": as_excel(),
    }


def convert(soffice: str, source: Path, kind: str, columns: str, name: str) -> None:
    """Let LibreOffice make a file of another kind out of the plain one."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [
                soffice,
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                f"--infilter=CSV:{columns}",
                *("--convert-to", kind, "--outdir", folder, str(source)),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        shutil.copy(Path(folder) / f"{source.stem}.{kind}", FILES / name)


def main() -> None:
    """Write all files."""
    for name, content in written().items():
        (FILES / name).write_bytes(content)
    soffice = shutil.which("soffice")
    if soffice is None:
        print("LibreOffice is not here; its files stay as they are.")
        return
    plain = FILES / "plain.csv"
    convert(soffice, plain, "xlsx", LIBREOFFICE_TEXT, "libreoffice.xlsx")
    convert(soffice, plain, "xlsx", LIBREOFFICE_STANDARD, "lossy.xlsx")
    convert(soffice, plain, "ods", LIBREOFFICE_TEXT, "libreoffice.ods")
    convert(soffice, plain, "xls", LIBREOFFICE_TEXT, "libreoffice.xls")


if __name__ == "__main__":
    main()
