"""Text in the cells of a spreadsheet: always literal, whatever it begins with."""

from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from server.documents.legible import legible


def write_text(sheet: Worksheet, row: int, column: int, text: str) -> Cell | MergedCell:
    """Put text into a cell; a name that begins like a formula stays a name."""
    cell = sheet.cell(row, column, legible(text))
    cell.data_type = "s"
    return cell
