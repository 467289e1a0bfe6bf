"""Workbooks made cell by cell, as Excel writes them, and as no library would."""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
PACKAGE_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Made:
    """A cell: its type, the XML inside, and the number format that shows it."""

    inside: str
    type: str = ""
    pattern: str = "General"


Value = str | int | Made | None


def number(raw: str, pattern: str = "General") -> Made:
    return Made(f"<v>{raw}</v>", "", pattern)


def inline(text: str) -> Made:
    return Made(f"<is><t>{escape(text)}</t></is>", "inlineStr")


def formula(cached: str, kind: str = "str") -> Made:
    return Made(f"<f>A1&amp;B1</f><v>{escape(cached)}</v>", kind)


def rich(*runs: str, guide: str = "") -> str:
    """Return the inside of a shared string of several runs, with a phonetic guide."""
    parts = "".join(f"<r><rPr><b/></rPr><t>{escape(run)}</t></r>" for run in runs)
    return parts + (f'<rPh sb="0" eb="1"><t>{escape(guide)}</t></rPh>' if guide else "")


@dataclass
class Tab:
    """A sheet: rows from the top left corner, what is merged, what is hidden."""

    rows: Sequence[Sequence[Value]]
    name: str = "Sheet1"
    merged: Sequence[str] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[tuple[int, int]] = ()
    state: str = ""
    kind: str = "worksheet"
    placed: bool = True
    """Whether rows and cells say where they are; without, they follow each other."""


@dataclass
class Book:
    """A workbook to be written, and what is strange about it."""

    tabs: Sequence[Tab]
    strict: bool = False
    strings: dict[str, int] = field(default_factory=dict)
    patterns: list[str] = field(default_factory=lambda: ["General"])
    extra: Mapping[str, str] = field(default_factory=dict)

    def parts(self) -> dict[str, str]:
        """Return every part of the file by name."""
        sheets = {
            f"xl/worksheets/sheet{at}.xml": self._sheet(tab) for at, tab in enumerate(self.tabs, 1)
        }
        made = {
            "[Content_Types].xml": self._types(),
            "_rels/.rels": self._links([("officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": self._workbook(),
            "xl/_rels/workbook.xml.rels": self._links(
                [
                    *((tab.kind, f"worksheets/sheet{n}.xml") for n, tab in enumerate(self.tabs, 1)),
                    ("sharedStrings", "sharedStrings.xml"),
                    ("styles", "styles.xml"),
                ]
            ),
            "xl/styles.xml": self._styles(),
            "xl/sharedStrings.xml": self._strings(),
            **sheets,
            **self.extra,
        }
        return {name: self._in_dialect(text) for name, text in made.items()}

    def write(self) -> bytes:
        """Return the file."""
        return zipped(self.parts())

    def _in_dialect(self, text: str) -> str:
        return text.replace(MAIN, STRICT_MAIN).replace(LINKS, STRICT_LINKS) if self.strict else text

    def _types(self) -> str:
        named = {
            "workbook": "sheet.main",
            "styles": "styles",
            "sharedStrings": "sharedStrings",
            **{f"worksheets/sheet{at}": "worksheet" for at in range(1, len(self.tabs) + 1)},
        }
        parts = "".join(
            f'<Override PartName="/xl/{name}.xml" ContentType="{TYPES}.{kind}+xml"/>'
            for name, kind in named.items()
        )
        return (
            f'{DECLARATION}<Types xmlns="{PACKAGE_TYPES}">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
        )

    @staticmethod
    def _links(links: Sequence[tuple[str, str]]) -> str:
        lines = "".join(
            f'<Relationship Id="rId{at}" Type="{LINKS}/{kind}" Target="{target}"/>'
            for at, (kind, target) in enumerate(links, 1)
        )
        return f'{DECLARATION}<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'

    def _workbook(self) -> str:
        lines = "".join(
            f'<sheet name={quoteattr(tab.name)} sheetId="{at}" r:id="rId{at}"'
            + (f' state="{tab.state}"/>' if tab.state else "/>")
            for at, tab in enumerate(self.tabs, 1)
        )
        return (
            f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">'
            f"<sheets>{lines}</sheets></workbook>"
        )

    def _styles(self) -> str:
        formats = "".join(
            f'<numFmt numFmtId="{164 + at}" formatCode={quoteattr(pattern)}/>'
            for at, pattern in enumerate(self.patterns)
            if not pattern.startswith("#id:")
        )
        styles = "".join(
            f'<xf numFmtId="{pattern[4:] if pattern.startswith("#id:") else 164 + at}" xfId="0" '
            'applyNumberFormat="1"/>'
            for at, pattern in enumerate(self.patterns)
        )
        fill = "<fill><patternFill/></fill>"
        return (
            f'{DECLARATION}<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts>'
            f"<fonts><font/></fonts><fills>{fill}{fill}</fills><borders><border/></borders>"
            '<cellStyleXfs><xf numFmtId="0"/></cellStyleXfs>'
            f"<cellXfs>{styles}</cellXfs>"
            '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
            '<dxfs><dxf><numFmt numFmtId="165" formatCode="yyyy"/></dxf></dxfs></styleSheet>'
        )

    def _strings(self) -> str:
        items = "".join(f"<si>{inside}</si>" for inside in self.strings)
        return f'{DECLARATION}<sst xmlns="{MAIN}">{items}</sst>'

    def _sheet(self, tab: Tab) -> str:
        rows = "".join(self._row(tab, at, row) for at, row in enumerate(tab.rows, 1) if row)
        merged = "".join(f'<mergeCell ref="{span}"/>' for span in tab.merged)
        columns = "".join(
            f'<col min="{first}" max="{last}" hidden="1"/>' for first, last in tab.hidden_columns
        )
        return (
            f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{LINKS}">'
            f'<cols><col min="1" max="1" width="9"/>{columns}</cols><sheetData>{rows}</sheetData>'
            + (f"<mergeCells>{merged}</mergeCells></worksheet>" if merged else "</worksheet>")
        )

    def _row(self, tab: Tab, at: int, row: Sequence[Value]) -> str:
        cells = "".join(
            self._cell(f"{chr(65 + place)}{at}" if tab.placed else "", value)
            for place, value in enumerate(row)
            if value is not None or not tab.placed
        )
        hidden = ' hidden="1"' if at in tab.hidden_rows else ""
        return f'<row r="{at}"{hidden}>{cells}</row>' if tab.placed else f"<row>{cells}</row>"

    def _cell(self, place: str, value: Value) -> str:
        made = self._made(value)
        if made.pattern not in self.patterns:
            self.patterns.append(made.pattern)
        attributes = f' r="{place}"' if place else ""
        attributes += f' s="{self.patterns.index(made.pattern)}"' if made.pattern else ""
        attributes += f' t="{made.type}"' if made.type else ""
        return f"<c{attributes}>{made.inside}</c>"

    def _made(self, value: Value) -> Made:
        if isinstance(value, Made):
            return value
        if isinstance(value, int):
            return number(str(value))
        if value is None:
            return Made("")
        inside = value if value.startswith("<r>") else f"<t>{escape(value)}</t>"
        return Made(f"<v>{self.strings.setdefault(inside, len(self.strings))}</v>", "s")


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack parts into a file."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = method
            archive.writestr(entry, content)
    return packed.getvalue()


def book(
    *rows: Sequence[Value],
    merged: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[tuple[int, int]] = (),
) -> bytes:
    """Return a workbook of one sheet."""
    tab = Tab(rows, merged=merged, hidden_rows=hidden_rows, hidden_columns=hidden_columns)
    return Book([tab]).write()
