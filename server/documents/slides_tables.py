"""The text and tables of one slide under each other, set as `exam.manuscript` chooses."""

from collections.abc import Iterator, Sequence

from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.shapes.placeholder import SlidePlaceholder
from pptx.slide import Slide as DeckSlide
from pptx.util import Emu, Length, Pt

from exam.manuscript.fitting import Setting
from exam.manuscript.slide_contents import Grid, Segment
from exam.manuscript.slide_setting import SEGMENT_GAP, TEXT_BOX, row_heights, segment_height
from server.documents import slides_look as look
from server.documents.slides_text import discard, fill

Place = tuple[Length, Length, Length, Length]


def place_segments(
    slide: DeckSlide, placeholder: SlidePlaceholder, segments: Sequence[Segment], setting: Setting
) -> None:
    """Put text and tables under each other; a text that is first goes into the placeholder."""
    holder: SlidePlaceholder | None = placeholder
    # Shapes are read in the order in which they stand in the file, and the placeholder is first.
    if not segments or isinstance(segments[0], Grid):
        discard(placeholder.element)
        holder = None
    for segment, place in zip(segments, _places(segments, setting), strict=True):
        if isinstance(segment, Grid):
            _add_table(slide, segment, place, setting)
            continue
        box = holder or slide.shapes.add_textbox(*place)
        box.left, box.top, box.width, box.height = place
        fill(box.text_frame, segment.lines, look.box_properties(setting), look.box_style(setting))
        holder = None


def _places(segments: Sequence[Segment], setting: Setting) -> Iterator[Place]:
    top: Length = Emu(look.TEXT_TOP)
    for segment in segments:
        height = Pt(segment_height(segment, setting))
        yield Emu(look.LEFT), top, Pt(TEXT_BOX.width), height
        top = Emu(top + height + Pt(SEGMENT_GAP))


def _add_table(slide: DeckSlide, grid: Grid, place: Place, setting: Setting) -> None:
    frame = slide.shapes.add_table(len(grid.rows), len(grid.shares), *place)
    table = frame.table
    # The style that PowerPoint would give it is a part that the file does not hold.
    for style in list(table._tbl.iter(qn("a:tableStyleId"))):
        discard(style)
    for at, share in enumerate(grid.shares):
        table.columns[at].width = Pt(share * TEXT_BOX.width)
    for at, height in enumerate(row_heights(grid, setting)):
        table.rows[at].height = Pt(height)
    for at, cells in enumerate(grid.rows):
        for column, line in enumerate(cells):
            cell = table.cell(at, column)
            fill(cell.text_frame, [line], look.CELL_BOX, look.cell_style(setting, head=at == 0))
            discard(cell._tc.get_or_add_tcPr())
            cell._tc.append(parse_xml(look.cell_properties(head=at == 0)))
