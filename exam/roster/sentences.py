"""What people read about a list of candidates: why it is refused, and what was made of it.

`exam.sentences` takes these up among all others.
"""

from collections.abc import Mapping
from typing import Final


def _(text: str) -> str:
    """Mark a sentence for the catalogs."""
    return text


ROSTER_SENTENCES: Final[Mapping[str, str]] = {
    "roster.bytes": _(
        "{file} is larger than {megabytes} MB, so it was not read. Keep only the list of "
        "candidates in it."
    ),
    "roster.large": _(
        "{file} holds more than {rows} rows or far more than a list of candidates. Copy the list "
        "into a new workbook."
    ),
    "roster.format": _(
        "{file} is of the kind {format}, which cannot be read. Open it in a spreadsheet program "
        "and save it as “Excel Workbook (.xlsx)”."
    ),
    "roster.password": _(
        "{file} is protected by a password, or an old Excel file that is. Open it, save it without "
        "a password as “Excel Workbook (.xlsx)” and try again."
    ),
    "roster.workbook": _(
        "{file} is damaged or not a workbook. Open it in a spreadsheet program and save it anew as "
        "“Excel Workbook (.xlsx)”."
    ),
    "roster.encoding": _(
        "{file} is neither text nor a workbook. Save it again as “CSV UTF-8” or “Excel Workbook "
        "(.xlsx)”."
    ),
    "roster.syntax": _(
        "{file}, row {row}: the quotation marks do not fit together, or a cell is far too long. "
        "Save it again from the spreadsheet program."
    ),
    "roster.header": _(
        "{file}: no row looks like a header. It needs these columns, or usual names of them: "
        "{columns}."
    ),
    "roster.columns": _("{file}, row {row}: the header lacks {missing}."),
    "roster.columns-alike": _(
        "{file}, row {row}: “{first}” and “{second}” can both be the column {column}. Rename or "
        "delete one."
    ),
    "roster.running-number": _(
        "{file}, row {row}: “{column}” only counts the rows. Add the column “Nomor Peserta”, or "
        "rename this one if it holds the candidate numbers."
    ),
    "roster.sheets": _(
        "{file}: several sheets hold a list: {sheets}. Keep one and delete or hide the others."
    ),
    "roster.empty": _("{file}: there is no candidate in it."),
    "roster.cells": _(
        "{file}, row {row}: there is more in this row than in the header, which has {expected} "
        "columns. Put texts with separators in quotation marks."
    ),
    "roster.hidden": _(
        "{file}: {count} rows are hidden (row {rows}), so it is unclear whether they belong to the "
        "list. Show or delete them."
    ),
    "roster.stray": _(
        "{file}, row {row}: “{value}” stands alone. Complete the row if it is a candidate, else "
        "delete it."
    ),
    "roster.blank": _("{file}, row {row}: “{column}” is empty."),
    "roster.incomplete": _(
        "{file}, row {row}: these are empty: {missing}. Complete the row if it is a candidate, "
        "else delete it."
    ),
    "roster.cell-date": _(
        "{file}, row {row}: in “{column}” a date or time stands instead of what was typed. Format "
        "the column as Text and enter it again."
    ),
    "roster.cell-error": _("{file}, row {row}: in “{column}” stands {value}. Correct the cell."),
    "roster.cell-formula": _(
        "{file}, row {row}: in “{column}” stands a formula without its result. Open the file in a "
        "spreadsheet program and save it again."
    ),
    "roster.cell-number": _(
        "{file}, row {row}: in “{column}” stands the number {value} instead of a text. Format the "
        "column as Text and enter it again."
    ),
    "roster.unreadable": _(
        "{file}, row {row}: in “{column}” there are signs that cannot be printed: “{value}”. Type "
        "the cell again."
    ),
    "roster.long": _(
        "{file}, row {row}: the text in “{column}” is longer than {most} characters. Shorten it."
    ),
    "roster.number": _(
        "{file}, row {row}: “{value}” cannot be a candidate number. Use up to {most} letters and "
        "digits, at least one digit."
    ),
    "roster.zeros": _(
        "{file}, row {row}: {column} “{value}” lacks the zeros in front that others have. Write it "
        "with {expected} digits."
    ),
    "roster.name": _(
        "{file}, row {row}: “{value}” in “{column}” cannot be a name. Look whether columns are "
        "swapped."
    ),
    "roster.nip": _(
        "{file}, row {row}: “{value}” is not a valid NIP. It has 18 digits that begin with the "
        "birth date. Take it from the original list."
    ),
    "roster.lossy": _(
        "{file}, row {row}: a spreadsheet program took the NIP for the number {value} and lost its "
        "last digits. Format the column “{column}” as Text and enter the NIP again from the "
        "original list."
    ),
    "roster.rounded": _(
        "{file}: every NIP in “{column}” is a number as computers round it, so the last digits are "
        "lost. Enter the NIPs again as text from the original list."
    ),
    "roster.post": _(
        "{file}, row {row}: the post “{value}” is not in the exam's settings. Write it as there."
    ),
    "roster.post-near": _(
        "{file}, row {row}: the post “{value}” is not in the exam's settings. If “{nearest}” is "
        "meant, write it so."
    ),
    "roster.choice": _(
        "{file}, row {row}: “{value}” in “{column}” is not in the exam's settings. There are: "
        "{allowed}."
    ),
    "roster.no-choice": _(
        "{file}, row {row}: “{value}” in “{column}” is not in the exam's settings, which name "
        "none. Add it there or empty the cell."
    ),
    "roster.twice": _("{file}, row {row}: {column} “{value}” already stands in row {first}."),
    "roster.differs": _(
        "{file}, row {row}: {column} “{value}” is not what row {first} says of the same candidate. "
        "Make both the same."
    ),
    "roster.repeated": _(
        "{file}, row {row}: {column} “{value}” applies for the same post as in row {first}. Delete "
        "one of the rows."
    ),
    "roster.many-posts": _(
        "{file}, row {row}: the candidate “{value}” applies for more posts than allowed ({most})."
    ),
    "roster.few-applicants": _(
        "{file}: too few apply for {count} of the posts: {posts}. Write held = false at the posts "
        "that are not held, or correct the list."
    ),
    "roster.same-time": _(
        "{file}, row {row}: the candidate “{value}” would write for “{other}” ({other_sitting}) at "
        "the same time as for “{post}” ({sitting}). Give one of the posts a sitting at another "
        "time in [[sittings]], or delete the row of one."
    ),
    "roster.number-taken": _(
        "{file}, row {row}: the candidate “{value}” applies for several posts, each with a number "
        "of its own, but “{number}” is another candidate's. Change one of the two numbers."
    ),
    "roster.number-long": _(
        "{file}, row {row}: the candidate “{value}” applies for several posts, each with a number "
        "of its own, but “{number}” is longer than {most} signs. Shorten the number."
    ),
    "roster.alike": _("{file}: {count} more rows have the same problem as row {row}: rows {rows}."),
    "roster.more": _("{file}: {count} more problems were found. Correct these first."),
    "repair.windows-1252": _(
        "The list is not UTF-8 and was read as Windows-1252. Check these words: {found}."
    ),
    "repair.sheet": _("Sheets that were not read: {found}."),
    "repair.column": _("Columns that were not read: {found}."),
    "repair.hidden-column": _("The column “{column}” is hidden, but was read."),
    "repair.header": _("The header stands again in row {rows} and was passed over."),
    "repair.numbering": _("Row {rows} only numbers the columns and was passed over."),
    "repair.title": _("Not candidates, passed over: row {rows} ({found})."),
    "repair.footer": _("Below the list, passed over: row {rows} ({found})."),
    "repair.not-held": _(
        "Row {rows}: {found} is set aside; the post {column} is not held (held = false)."
    ),
    "repair.merged": _(
        "Column {column}: merged cells count for each of their rows, {count} × (row {rows})."
    ),
    "repair.spaces": _(
        "Column {column}: superfluous spaces and line breaks removed, {count} × (row {rows})."
    ),
    "repair.invisible": _("Column {column}: invisible signs removed, {count} × (row {rows})."),
    "repair.apostrophe": _("Column {column}: apostrophe removed, {count} × (row {rows})."),
    "repair.nip": _(
        "Column {column}: spaces, dots and other signs removed, {count} × (row {rows}); for "
        "example “{found}” became {made}."
    ),
    "repair.format": _(
        "Column {column}: numbers written as their format shows them, {count} × (row {rows}); for "
        "example {found} became {made}."
    ),
    "repair.posts": _(
        "Column {column}: several posts in one cell, {count} × (row {rows}); for example {made}."
    ),
}
