"""From the bytes of a file to applications."""

from collections.abc import Sequence
from typing import Final

from exam.config import ExamConfig
from exam.errors import RosterError
from exam.roster.applications import Roster
from exam.roster.choices import terms_of
from exam.roster.fields import EntryReader
from exam.roster.findings import Findings
from exam.roster.header import choose_header
from exam.roster.people import join
from exam.roster.rows import candidate_lines
from exam.roster.several import number_each, set_aside
from exam.roster.tables import MOST_BYTES, Sheet
from exam.roster.text import read_text

_ZIP: Final = b"PK"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What old Excel files and encrypted new ones begin with."""
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_FOREIGN: Final = ((b"%PDF", "PDF"), (b"{\\rtf", "RTF"))


def parse_roster(raw: bytes, file: str, config: ExamConfig) -> Roster:
    """Read the list of candidates of a selection from CSV or XLSX.

    Raises:
        RosterError: names the file and, where there is one, the row and column; its `problems`
            are all that were found.
        ConfigError: somebody with several posts comes to no sitting.

    """
    findings, terms = Findings(file), terms_of(config)
    header = choose_header(read_sheets(raw, findings), terms.required, findings)
    reader = EntryReader(header, terms, findings)
    entries = [reader.read(line) for line in candidate_lines(header, terms.posts, findings)]
    listed = join(entries, header, terms.most_posts, findings)
    held, not_held = set_aside(listed, config, findings)
    applications = number_each(held, not_held, config, findings)
    findings.conclude()
    if not applications:
        raise RosterError("roster.empty", file=file)
    return Roster(applications, tuple(findings.repairs), not_held)


def read_sheets(raw: bytes, findings: Findings) -> Sequence[Sheet]:
    """Return the tables of a file, CSV or XLSX.

    Raises:
        RosterError: it is no such file, damaged or too large.

    """
    file = findings.file
    if len(raw) > MOST_BYTES:
        raise RosterError("roster.bytes", file=file, megabytes=MOST_BYTES // 1_000_000)
    if raw.startswith(_COMPOUND) and _ENCRYPTED in raw:
        raise RosterError("roster.password", file=file)
    if raw.startswith(_COMPOUND):
        raise RosterError("roster.format", file=file, format="Excel 97–2003 (.xls)")
    for start, name in _FOREIGN:
        if raw.startswith(start):
            raise RosterError("roster.format", file=file, format=name)
    if raw.startswith(_ZIP):
        from exam.roster.workbook import read_workbook

        return read_workbook(raw, file)
    return [read_text(raw, findings)]
