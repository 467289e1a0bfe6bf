"""How the recap looks: fonts, lines and the page, for A4 landscape and plain printers."""

from functools import cache
from typing import Any, Final

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
from openpyxl.worksheet.page import PrintPageSetup
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from exam.config import ExamConfig

_FACE: Final = "Arial"
_LINE: Final = Side(style="thin", color="808080")
_FRAME: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FILL: Final = PatternFill("solid", fgColor="C9D6E6")
_BAND_FILL: Final = PatternFill("solid", fgColor="EEF2F7")
_A4: Final = 9
_CHARACTERS_ON_A_LINE: Final = 39
_OUTCOME_ON_A_LINE: Final = 26
_LINE_POINTS: Final = 15

TITLE: Final = Font(name=_FACE, size=14, bold=True)
SUBTITLE: Final = Font(name=_FACE, size=11)
PLAIN: Final = Font(name=_FACE, size=10)
BAND: Final = Font(name=_FACE, size=10, bold=True)
CENTRED: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
SCORE: Final = "0.00"
WHOLE_NUMBER: Final = "0"
PERCENT: Final = "0.0%"


def head(cell: Any, *, turned: bool = False) -> None:  # noqa: ANN401 - Cell and MergedCell share no type
    """Set a cell of a table's head; `turned` text runs upwards."""
    cell.font = Font(name=_FACE, size=9, bold=True)
    cell.fill = _HEAD_FILL
    cell.border = _FRAME
    cell.alignment = Alignment(
        horizontal="center", vertical="center", wrap_text=True, text_rotation=90 if turned else 0
    )


def band(cell: Any) -> None:  # noqa: ANN401 - Cell and MergedCell share no type
    """Set a cell of the band that names a post."""
    cell.fill = _BAND_FILL
    cell.border = _FRAME
    cell.alignment = Alignment(vertical="center", indent=1)


def body(
    cell: Any,  # noqa: ANN401 - Cell and MergedCell share no type
    *,
    centred: bool = False,
    number: str | None = None,
    strong: bool = False,
    faint: bool = False,
) -> None:
    """Set a cell of a table's body; with a number format it stands at the right."""
    cell.font = _font(strong=strong, faint=faint)
    cell.border = _FRAME
    middle = centred or number is not None
    cell.alignment = _alignment(middle=middle, wraps=number is None)
    if number is not None:
        cell.number_format = number


@cache
def _font(*, strong: bool, faint: bool) -> Font:
    return Font(name=_FACE, size=10, bold=strong, italic=faint)


@cache
def _alignment(*, middle: bool, wraps: bool) -> Alignment:
    horizontal = "center" if middle else "left"
    return Alignment(
        horizontal=horizontal, vertical="center", wrap_text=wraps, indent=0 if middle else 1
    )


def sign(cell: Any) -> None:  # noqa: ANN401 - Cell and MergedCell share no type
    """Set a cell of the lines to be signed on."""
    cell.font = PLAIN
    cell.alignment = Alignment(horizontal="left", vertical="bottom")


def row_height(name: str, outcome: str = "") -> float:
    """Room for texts that may need more than one line, in points."""
    lines = max(-(-len(name) // _CHARACTERS_ON_A_LINE), -(-len(outcome) // _OUTCOME_ON_A_LINE))
    return float(max(1, lines) * _LINE_POINTS + 3)


def lay_out(sheet: Worksheet, heads: tuple[int, int], pages: str, config: ExamConfig) -> None:
    """Lay a sheet out for A4 landscape: one page wide, the head (first, last row) on each page."""
    sheet.page_setup = PrintPageSetup(
        worksheet=sheet, orientation="landscape", paperSize=_A4, fitToWidth=1, fitToHeight=0
    )
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.8
    sheet.page_margins.header, sheet.page_margins.footer = 0.3, 0.4
    sheet.print_title_rows = f"{heads[0]}:{heads[1]}"
    sheet.freeze_panes = f"A{heads[1] + 1}"
    name = config.exam.name.replace("&", "&&")
    footer = HeaderFooterItem()
    footer.left.text, footer.right.text = name, pages
    sheet.HeaderFooter = HeaderFooter(oddFooter=footer)
    sheet.sheet_view.showGridLines = False
