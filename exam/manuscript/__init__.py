"""The paper and the slides as text: marks, blocks, counts, pages, sections, limits.

What is typed is literal, always: a line is a paragraph. The only structure is marks, private-use
characters that keys and menus set and that no input can bring in. So a whole document is one
string, which the journal records and undo reverses. `docs/manuscript.md` has the whole format.
"""

from exam.manuscript.blocks import (
    HEADING_LEVELS,
    MARKS,
    Block,
    BlockKind,
    Part,
    blocks_of,
    text_of,
)
from exam.manuscript.cleaning import clean_input
from exam.manuscript.counts import Counts, count, count_words
from exam.manuscript.formats import A4_MM, F4_MM, OFFICIAL, Font, PaperFormat
from exam.manuscript.inline import (
    Inline,
    Note,
    Run,
    inlines_of,
    letters_of,
    notes_of,
    runs_of,
)
from exam.manuscript.lines import lines_of
from exam.manuscript.lists import LIST_LEVELS, NUMBERED, label_of, numbers_of
from exam.manuscript.marks import strip_marks
from exam.manuscript.pages import Pages, pages_of
from exam.manuscript.plain import Plain, plain_of
from exam.manuscript.sections import Section, missing_sections, sections_of
from exam.manuscript.shortfall import Asked, Finding, Range, Shortfall, shortfalls
from exam.manuscript.slides import Slide, slides_of
from exam.manuscript.tables import Cell, Table, cells_of, column_shares, passages_of, table_of

__all__ = [
    "A4_MM",
    "F4_MM",
    "HEADING_LEVELS",
    "LIST_LEVELS",
    "MARKS",
    "NUMBERED",
    "OFFICIAL",
    "Asked",
    "Block",
    "BlockKind",
    "Cell",
    "Counts",
    "Finding",
    "Font",
    "Inline",
    "Note",
    "Pages",
    "PaperFormat",
    "Part",
    "Plain",
    "Range",
    "Run",
    "Section",
    "Shortfall",
    "Slide",
    "Table",
    "blocks_of",
    "cells_of",
    "clean_input",
    "column_shares",
    "count",
    "count_words",
    "inlines_of",
    "label_of",
    "letters_of",
    "lines_of",
    "missing_sections",
    "notes_of",
    "numbers_of",
    "pages_of",
    "passages_of",
    "plain_of",
    "runs_of",
    "sections_of",
    "shortfalls",
    "slides_of",
    "strip_marks",
    "table_of",
    "text_of",
]
