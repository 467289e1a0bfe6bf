"""Reads a list of candidates from a workbook (XLSX) as Excel, LibreOffice, WPS and Google save it.

Only what a list needs is read: sheets, texts, number formats, cells. Everything else in the file
(drawings, macros, links to other files) is never opened. The format is ECMA-376; its strict dialect
differs in namespaces, which are not looked at.
"""

from collections.abc import Sequence
from typing import Final, TypeVar

from exam.errors import RosterError
from exam.roster.package import Package, Part
from exam.roster.parts import Relationships, SheetName, Styles, Texts, WorkbookPart
from exam.roster.tables import Sheet
from exam.roster.worksheet import Worksheet

_P = TypeVar("_P", bound=Part)
_FOREIGN: Final = (
    ("content.xml", "OpenDocument (.ods)"),
    ("xl/workbook.bin", "Excel Binary (.xlsb)"),
    ("word/document.xml", "Word (.docx)"),
    ("ppt/presentation.xml", "PowerPoint (.pptx)"),
)


def read_workbook(raw: bytes, file: str) -> Sequence[Sheet]:
    """Return every sheet of a workbook that has cells.

    Raises:
        RosterError: it is no workbook, damaged or too large.

    """
    package = Package(raw, file)
    for name, kind in _FOREIGN:
        if name in package:
            raise RosterError("roster.format", file=file, format=kind)
    path = package.read("_rels/.rels", Relationships()).path_of("officeDocument")
    if path is None:
        raise package.damaged()
    return _Workbook(package, path, file).sheets()


class _Workbook:
    def __init__(self, package: Package, path: str, file: str) -> None:
        self._package, self._file = package, file
        folder, _, name = path.rpartition("/")
        self._names = package.read(path, WorkbookPart()).sheets
        links = f"{folder}/_rels/{name}.rels".lstrip("/")
        self._parts = package.read(links, Relationships(folder))
        self._strings = self._read_kind("sharedStrings", Texts()).texts
        self._styles = self._read_kind("styles", Styles())

    def sheets(self) -> list[Sheet]:
        """Return the sheets in the order of their tabs; charts on tabs of their own are none."""
        return [sheet for name in self._names if (sheet := self._sheet(name)) is not None]

    def _sheet(self, named: SheetName) -> Sheet | None:
        link = self._parts.links.get(named.relationship)
        if link is None:
            raise self._package.damaged()
        if link.kind != "worksheet":
            return None
        worksheet = Worksheet(self._strings, self._styles, self._file)
        return self._package.read(link.path, worksheet).sheet(named.name, hidden=named.hidden)

    def _read_kind(self, kind: str, part: _P) -> _P:
        """Read a part that a workbook may lack."""
        path = self._parts.path_of(kind)
        return part if path is None else self._package.read(path, part)
