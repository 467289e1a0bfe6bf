"""The .pptx of the slides: the text to the letter, readable, and nothing about its author."""

import io
import re

import pytest
from hypothesis import given
from pptx import Presentation
from pptx.presentation import Presentation as Deck

from exam.manuscript import (
    Note,
    Table,
    inlines_of,
    letters_of,
    passages_of,
    slides_of,
)
from exam.manuscript import marks as m
from exam.seal import Manuscript
from server.documents.slides import slides_pptx
from tests.server.office_files import documents, lines_of_slides, made_elsewhere, members_of
from tests.server.sample_papers import sample_manuscript, sample_names

HEADING_1, BULLET = m.HEADING_1, m.BULLET
TWO_SLIDES = f"{HEADING_1}Judul\n{BULLET}butir\nbaris\n{HEADING_1}Penutup"


def _slides(text: str) -> bytes:
    return slides_pptx(Manuscript("", text), "7KQ2")


def _opened(text: str) -> Deck:
    return Presentation(io.BytesIO(_slides(text)))


def _expected(text: str) -> list[list[str]]:
    """Return title, lines and cells of each slide as typed, its footnotes last."""
    slides = []
    for slide in slides_of(text):
        texts, notes = [slide.title], _notes(slide.title)
        for passage in passages_of(slide.body):
            if isinstance(passage, Table):
                texts += [cell.text for row in passage.rows for cell in row]
            else:
                texts.append(passage.text)
        for typed in texts[1:]:
            notes += _notes(typed)
        title = letters_of(slide.title)
        signed = title or _notes(slide.title)
        slides.append([*([title] if signed else []), *map(letters_of, texts[1:]), *notes])
    return slides


def _notes(text: str) -> list[str]:
    return [each.text for each in inlines_of(text) if isinstance(each, Note)]


def _size_of_text(slide_xml: bytes) -> int:
    """Return the size of the last text or table on a slide, in hundredths of a point."""
    return int(re.findall(rb'<a:lvl1pPr[^>]*>.*?<a:defRPr sz="(\d+)"', slide_xml, re.DOTALL)[-1])


@given(documents)
def test_every_slide_holds_exactly_what_was_typed_for_it(text: str) -> None:
    assert lines_of_slides(_slides(text)) == _expected(text)


@pytest.mark.parametrize("name", sample_names())
def test_whole_slides_are_in_the_file_to_the_letter(name: str) -> None:
    manuscript = sample_manuscript(name)
    assert lines_of_slides(slides_pptx(manuscript, "7KQ2")) == _expected(manuscript.slides)


def test_python_pptx_reads_title_and_lines_back() -> None:
    first, last = _opened(TWO_SLIDES).slides
    assert [shape.text_frame.text for shape in first.placeholders] == ["Judul", "butir\nbaris"]
    assert [shape.text_frame.text for shape in last.placeholders] == ["Penutup"]


@pytest.mark.parametrize(
    "line", ["\tmenjorok", "  dua  spasi  ", "1978. Tahun", "<a:t>&", "_x0041_"]
)
def test_a_line_is_literal_whatever_it_looks_like(line: str) -> None:
    assert lines_of_slides(_slides(f"{HEADING_1}{line}\n{line}")) == [[line, line]]


@pytest.mark.parametrize("forbidden", ["\ufffe", "\uffff", "\x00", "\x0b", "\r", "\ud800"])
def test_what_xml_cannot_hold_is_replaced_so_that_slides_can_be_read(forbidden: str) -> None:
    assert lines_of_slides(_slides(f"a{forbidden}b")) == [["a\ufffdb"]]


def test_no_slides_make_a_file_without_slides() -> None:
    assert len(_opened("").slides) == 0


def test_the_slides_are_sixteen_by_nine() -> None:
    deck = _opened(TWO_SLIDES)
    assert deck.slide_width is not None
    assert deck.slide_height is not None
    assert deck.slide_width * 9 == deck.slide_height * 16


def test_bullets_are_real_and_other_lines_have_none() -> None:
    text = f"{BULLET}butir\n{m.BULLET_2}anak\nbaris"
    slide = members_of(_slides(text))["ppt/slides/slide1.xml"]
    bullet, child, plain = slide.split(b"</a:p>")[:3]
    assert b"buNone" not in bullet.partition(b"</a:lstStyle>")[2]
    assert b'lvl="1"' in child
    assert b"buNone" in plain
    assert '<a:buChar char="\u2022"/>'.encode() in slide


def test_numbers_are_real_and_begin_where_the_list_says() -> None:
    lines = [m.NUMBER, m.NUMBER, m.NUMBER_2, m.NUMBER_2, m.NUMBER, "teks", m.NUMBER]
    text = "\n".join(f"{line}isi" for line in lines)
    slide = members_of(_slides(text))["ppt/slides/slide1.xml"].decode()
    assert re.findall(r'buAutoNum type="(\w+)" startAt="(\d+)"', slide) == [
        ("arabicPeriod", "1"),
        ("arabicPeriod", "1"),
        ("alphaLcPeriod", "1"),
        ("alphaLcPeriod", "1"),
        ("arabicPeriod", "3"),
        ("arabicPeriod", "1"),
    ]


def test_bold_and_italic_are_runs_of_their_own() -> None:
    (slide,) = _opened(f"{HEADING_1}a{m.ITALIC_ON}b\nc{m.BOLD_ON}d").slides
    runs = [
        (run.text, run.font.bold, run.font.italic)
        for shape in slide.placeholders
        for run in shape.text_frame.paragraphs[0].runs
    ]
    assert runs == [("a", None, None), ("b", None, True), ("c", None, None), ("d", True, None)]


def test_a_table_is_a_real_one_between_the_lines_around_it() -> None:
    rows = [("No", "Uraian"), ("1", "Pengadaan")]
    table = "\n".join(m.ROW + m.CELL.join(cells) for cells in rows)
    (slide,) = _opened(f"{HEADING_1}Judul\natas\n{table}\nbawah").slides
    title, above, grid, below = slide.shapes
    assert [shape.text_frame.text for shape in (title, above, below)] == ["Judul", "atas", "bawah"]
    assert [tuple(cell.text for cell in row.cells) for row in grid.table.rows] == rows
    assert above.top + above.height <= grid.top
    assert grid.top + grid.height <= below.top


def test_a_slide_with_nothing_but_a_table_keeps_no_empty_box() -> None:
    (slide,) = _opened(f"{HEADING_1}Judul\n{m.ROW}a{m.CELL}b").slides
    assert [shape.has_text_frame for shape in slide.shapes] == [True, False]


def test_a_table_with_much_in_it_is_set_smaller() -> None:
    def size(rows: int) -> int:
        table = "\n".join([f"{m.ROW}Uraian kegiatan{m.CELL}125.000.000"] * rows)
        return _size_of_text(members_of(_slides(f"{HEADING_1}J\n{table}"))["ppt/slides/slide1.xml"])

    assert size(3) > size(12) > size(30)


def test_footnotes_stand_at_the_foot_of_their_slide_with_their_signs() -> None:
    text = f"{HEADING_1}Satu\na{m.NOTE_START}sumber{m.NOTE_END}b\n{HEADING_1}Dua\nc{m.NOTE_START}x"
    first, second = _opened(text).slides
    assert first.placeholders[1].text_frame.text == "a1b\n1sumber"
    assert second.placeholders[1].text_frame.text == "c1\n1x"


def test_code_and_number_stand_at_the_foot_and_not_among_the_text() -> None:
    members = members_of(_slides(TWO_SLIDES))
    master = members["ppt/slideMasters/slideMaster1.xml"]
    assert b"<a:t>7KQ2</a:t>" in master
    assert b'type="slidenum"' in master
    assert b"<a:t> / 2</a:t>" in master
    assert b"7KQ2" not in members["ppt/slides/slide1.xml"]


def test_text_gets_smaller_the_more_there_is_of_it() -> None:
    texts = ["\n".join([f"{BULLET}Butir dengan beberapa kata"] * lines) for lines in (3, 9, 20, 60)]
    sizes = [_size_of_text(members_of(_slides(text))["ppt/slides/slide1.xml"]) for text in texts]
    assert sizes == sorted(set(sizes), reverse=True)
    assert sizes[0] == 3000


def test_many_short_lines_stand_in_two_columns() -> None:
    slide = members_of(_slides("\n".join(["pendek"] * 24)))["ppt/slides/slide1.xml"]
    assert b'numCol="2"' in slide
    assert _size_of_text(slide) >= 1400


def test_the_file_holds_only_the_parts_that_slides_need() -> None:
    members = members_of(_slides(TWO_SLIDES))
    assert list(members) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "ppt/_rels/presentation.xml.rels",
        "ppt/presentation.xml",
        "ppt/slideLayouts/_rels/slideLayout2.xml.rels",
        "ppt/slideLayouts/slideLayout2.xml",
        "ppt/slideMasters/_rels/slideMaster1.xml.rels",
        "ppt/slideMasters/slideMaster1.xml",
        "ppt/slides/_rels/slide1.xml.rels",
        "ppt/slides/_rels/slide2.xml.rels",
        "ppt/slides/slide1.xml",
        "ppt/slides/slide2.xml",
        "ppt/theme/theme1.xml",
    ]


def test_the_properties_name_the_code_and_neither_author_nor_date() -> None:
    core = members_of(_slides(TWO_SLIDES))["docProps/core.xml"]
    _, _, properties = core.partition(b"XMLSchema-instance")
    assert properties == b'"><dc:title>7KQ2</dc:title></cp:coreProperties>'


@pytest.mark.parametrize("hash_seed", [0, 4711])
def test_equal_input_gives_equal_bytes_in_another_process_and_year(hash_seed: int) -> None:
    manuscript = sample_manuscript(sample_names()[0])
    here = slides_pptx(manuscript, "7KQ2")
    assert made_elsewhere("pptx", manuscript.paper, manuscript.slides, hash_seed) == here
