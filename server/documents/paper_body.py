"""The body of a paper in Word: every line of the manuscript is one paragraph or one row."""

from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from exam.manuscript import (
    Block,
    BlockKind,
    Cell,
    Note,
    PaperFormat,
    Table,
    column_shares,
    inlines_of,
    passages_of,
)
from exam.manuscript.formats import (
    CELL_SIDE_POINTS,
    CELL_TOP_POINTS,
    gap_after,
    gap_before,
    look_of,
)
from server.documents import paper_look as look
from server.documents.paper_lists import Numbering
from server.documents.paper_runs import element, run_of, sign_run

_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


class Body:
    """Writes the blocks of one document; `notes` are its footnotes in the order of their signs."""

    def __init__(self, blocks: Sequence[Block], paper: PaperFormat) -> None:
        self._blocks, self._paper = blocks, paper
        self.numbering = Numbering(blocks)
        self.notes: list[Note] = []

    def elements(self) -> Iterator[etree._Element]:
        """Yield what goes into the body, in order; Word wants a paragraph after a last table."""
        passages = list(passages_of(self._blocks))
        kinds: list[BlockKind | None] = [None, *(_kind(passage) for passage in passages), None]
        for at, passage in enumerate(passages):
            if isinstance(passage, Table):
                yield self._table(passage)
            else:
                yield self._paragraph(passage, kinds[at], kinds[at + 2])
        if kinds[-2] is BlockKind.ROW:
            yield element("p", _style(look.AFTER_TABLE))

    def _paragraph(
        self, block: Block, previous: BlockKind | None, following: BlockKind | None
    ) -> etree._Element:
        style = look.STYLE_OF.get(block.kind)
        if block.kind is BlockKind.PAGE_BREAK and block.is_blank:
            style = look.PAGE_BREAK_LINE
        properties = [] if style is None else [element("pStyle", val=style)]
        numbering = self.numbering.id_of(block)
        if numbering is not None:
            level, use = element("ilvl", val="0"), element("numId", val=str(numbering))
            properties.append(element("numPr", level, use))
        properties += self._gaps(block.kind, previous, following)
        inside = [element("pPr", *properties)] if properties else []
        return element("p", *inside, *self._runs(block.text))

    def _gaps(
        self, kind: BlockKind, previous: BlockKind | None, following: BlockKind | None
    ) -> Iterator[etree._Element]:
        """Yield the gaps over and under a paragraph where they are not those of its style."""
        usual, paper = look_of(kind, self._paper), self._paper
        gaps = {
            "before": (gap_before(kind, previous, paper), usual.before),
            "after": (gap_after(kind, following, paper), usual.after),
        }
        special = {
            side: str(look.twips(gap)) for side, (gap, normal) in gaps.items() if gap != normal
        }
        if special:
            yield element("spacing", **special)

    def _runs(self, text: str) -> Iterator[etree._Element]:
        for each in inlines_of(text):
            if isinstance(each, Note):
                self.notes.append(each)
                reference = element("footnoteReference", id=str(len(self.notes)))
                yield sign_run(look.NOTE_SIGN, reference)
            else:
                yield run_of(each)

    def _table(self, table: Table) -> etree._Element:
        width = self._paper.text_width_points
        widths = [str(look.twips(share * width)) for share in column_shares(table)]
        properties = element(
            "tblPr",
            element("tblW", w=str(look.twips(width)), type="dxa"),
            element("tblBorders", *(_border(side) for side in _SIDES)),
            element("tblLayout", type="fixed"),
            element("tblCellMar", *_cell_margins()),
        )
        grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
        rows = (self._row(row, widths, head=at == 0) for at, row in enumerate(table.rows))
        return element("tbl", properties, grid, *rows)

    def _row(self, cells: Sequence[Cell], widths: Sequence[str], *, head: bool) -> etree._Element:
        properties = element(
            "trPr", element("cantSplit"), *([element("tblHeader")] if head else [])
        )
        style = look.TABLE_HEAD if head else look.TABLE_TEXT
        return element(
            "tr",
            properties,
            *(
                element(
                    "tc",
                    element("tcPr", element("tcW", w=width, type="dxa")),
                    element("p", _style(style), *self._runs(cell.text)),
                )
                for cell, width in zip(cells, widths, strict=True)
            ),
        )


def _kind(passage: Block | Table) -> BlockKind:
    return BlockKind.ROW if isinstance(passage, Table) else passage.kind


def _style(name: str) -> etree._Element:
    return element("pPr", element("pStyle", val=name))


def _border(side: str) -> etree._Element:
    return element(side, val="single", sz="4", space="0", color="808080")


def _cell_margins() -> Iterator[etree._Element]:
    top, side = str(look.twips(CELL_TOP_POINTS)), str(look.twips(CELL_SIDE_POINTS))
    for name, width in (("top", top), ("left", side), ("bottom", top), ("right", side)):
        yield element(name, w=width, type="dxa")
