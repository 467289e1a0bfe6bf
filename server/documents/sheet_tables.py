"""Tables of printed documents: exact widths, lines where they are wanted, rows that stay whole."""

from collections.abc import Iterable, Sequence
from typing import Final

from docx.document import Document as WordDocument
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.table import Table, _Cell, _Row

SIDES: Final = ("top", "left", "bottom", "right")
INNER: Final = ("insideH", "insideV")
THIN: Final = ("single", 4)
CUT: Final = ("dashed", 4)
"""A line to cut along, in eighths of a point."""
FIRM: Final = ("single", 12)
Line = tuple[str, int]
_AFTER_TABLE_BORDERS: Final = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
_AFTER_CELL_BORDERS: Final = ("w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:vAlign")
_TWIPS_A_MILLIMETRE: Final = 1440 / 25.4


def make_table(
    holder: WordDocument | _Cell, rows: int, widths_mm: Sequence[float], pad_mm: float = 1.5
) -> Table:
    """Add a table without lines whose columns have exactly these widths."""
    if isinstance(holder, _Cell):
        table = holder.add_table(rows, len(widths_mm))
    else:
        table = holder.add_table(rows, len(widths_mm))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_padding(table, pad_mm)
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)
    return table


def rule_table(table: Table, line: Line = THIN, sides: Iterable[str] = (*SIDES, *INNER)) -> None:
    """Draw lines around and inside a table."""
    borders = _borders("tblBorders", line, sides)
    table._tbl.tblPr.insert_element_before(borders, *_AFTER_TABLE_BORDERS)


def rule_cell(cell: _Cell, line: Line = THIN, sides: Iterable[str] = SIDES) -> None:
    """Draw lines around one cell."""
    borders = _borders("tcBorders", line, sides)
    cell._tc.get_or_add_tcPr().insert_element_before(borders, *_AFTER_CELL_BORDERS)


def set_height(row: _Row, height_mm: float, *, exact: bool = False) -> None:
    """Make a row at least so high, or exactly, and keep it on one page."""
    row.height = Mm(height_mm)
    row.height_rule = WD_ROW_HEIGHT_RULE.EXACTLY if exact else WD_ROW_HEIGHT_RULE.AT_LEAST
    keep_whole(row)


def keep_whole(row: _Row) -> None:
    """Let no page end inside a row."""
    properties = row._tr.get_or_add_trPr()
    if properties.find(qn("w:cantSplit")) is None:
        properties.insert(0, OxmlElement("w:cantSplit"))


def keep_with_next(row: _Row) -> None:
    """Let no page end after a row."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def repeat_on_each_page(row: _Row) -> None:
    """Make a row the head of its table on every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def centre(*cells: _Cell) -> None:
    """Put what stands in cells half-way up."""
    for cell in cells:
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER


def _set_padding(table: Table, pad_mm: float) -> None:
    width = round(pad_mm * _TWIPS_A_MILLIMETRE)
    edges = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side in ("left", "right"))
    table._tbl.tblPr.insert_element_before(_element("tblCellMar", edges), "w:tblLook")


def _borders(tag: str, line: Line, sides: Iterable[str]) -> BaseOxmlElement:
    style, eighths = line
    look = f'w:val="{style}" w:sz="{eighths}" w:space="0" w:color="000000"'
    return _element(tag, "".join(f"<w:{side} {look}/>" for side in sides))


def _element(tag: str, content: str) -> BaseOxmlElement:
    return parse_xml(f"<w:{tag} {nsdecls('w')}>{content}</w:{tag}>")
