"""The parts of a workbook that tell where its sheets are, its texts and its number formats."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from exam.roster.formats import builtin_pattern
from exam.roster.package import Part
from exam.roster.tables import GENERAL, MOST_CHARACTERS

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATES: Final = range(0xD800, 0xE000)


def unescaped(text: str) -> str:
    """Read `_x000D_` and its like, which stand for signs that XML cannot hold (ST_Xstring)."""
    return _ESCAPED.sub(_sign, text)


def _sign(escape: "re.Match[str]") -> str:
    number = int(escape[1], 16)
    return "\N{REPLACEMENT CHARACTER}" if number in _SURROGATES else chr(number)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a relationship leads, counted from the root, and what is there."""

    kind: str
    path: str


class Relationships(Part):
    """The parts that one part needs, by id."""

    def __init__(self, folder: str = "") -> None:
        super().__init__()
        self._folder = folder
        self.links: dict[str, Link] = {}

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note where a relationship leads; what lies outside the file is never followed."""
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        kind = attributes["Type"].rpartition("/")[2]
        self.links[attributes["Id"]] = Link(kind, _path(self._folder, attributes["Target"]))

    def path_of(self, kind: str) -> str | None:
        """Return where the first part of a kind is."""
        return next((link.path for link in self.links.values() if link.kind == kind), None)


def _path(folder: str, target: str) -> str:
    steps = [] if target.startswith("/") else folder.split("/")
    for step in target.split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(step for step in steps if step)


@dataclass(frozen=True, slots=True)
class SheetName:
    """A sheet as the workbook lists it."""

    name: str
    relationship: str
    hidden: bool


class WorkbookPart(Part):
    """The list of sheets."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[SheetName] = []

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note a sheet."""
        if name != "sheet":
            return
        ids = [value for key, value in attributes.items() if key.endswith("}id")]
        hidden = attributes.get("state", "visible") != "visible"
        self.sheets.append(SheetName(attributes["name"], ids[0], hidden))


class Texts(Part):
    """Texts in runs, as shared strings and inline ones have them, without phonetic guides."""

    def __init__(self) -> None:
        super().__init__()
        self._runs: list[str] = []
        self._in_guide = False
        self.texts: list[str] = []

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin a text or leave out a phonetic guide."""
        if name in ("si", "is"):
            self._runs.clear()
        elif name == "rPh":
            self._in_guide = True

    def closed(self, name: str, text: str) -> None:
        """Add a run, or end the text."""
        if name == "t" and not self._in_guide:
            self._runs.append(unescaped(text))
        elif name == "rPh":
            self._in_guide = False
        elif name == "si":
            self.texts.append(self._joined())

    def _joined(self) -> str:
        return "".join(self._runs)[:MOST_CHARACTERS]


class Styles(Part):
    """The number format of each cell style: its number and its pattern."""

    def __init__(self) -> None:
        super().__init__()
        self._patterns: dict[int, str] = {}
        self._in_cell_styles = False
        self._numbers: list[int] = []

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note a format or a style."""
        if name == "numFmt":
            self._patterns.setdefault(int(attributes["numFmtId"]), attributes["formatCode"])
        elif name == "cellXfs":
            self._in_cell_styles = True
        elif name == "xf" and self._in_cell_styles:
            self._numbers.append(int(attributes.get("numFmtId", "0")))

    def closed(self, name: str, text: str) -> None:
        """Leave the styles of cells; those of names come elsewhere."""
        if name == "cellXfs":
            self._in_cell_styles = False

    def format_of(self, style: int) -> tuple[int, str]:
        """Return the number and pattern of a cell style's format."""
        if not self._numbers and style == 0:
            return 0, GENERAL
        if style < 0:
            raise ValueError(style)
        number = self._numbers[style]
        return number, self._patterns.get(number, builtin_pattern(number))
