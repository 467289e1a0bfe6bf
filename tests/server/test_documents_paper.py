"""The .docx of a paper: the text to the letter, a decent look, and nothing about its author."""

import io
import re

import pytest
from docx import Document
from docx.document import Document as WordDocument
from hypothesis import given

from exam.manuscript import A4_MM, F4_MM, MARKS, OFFICIAL, Font, PaperFormat, strip_marks
from exam.manuscript import marks as m
from exam.seal import Manuscript
from server.documents.paper import paper_docx
from tests.server.office_files import (
    documents,
    made_elsewhere,
    members_of,
    notes_of_docx,
    text_of_docx,
)
from tests.server.sample_papers import sample_manuscript, sample_names

HEADING_1, HEADING_2, BULLET = m.HEADING_1, m.HEADING_2, m.BULLET
POST = "Kepala Dinas Lingkungan Hidup"


def _paper(text: str, paper: PaperFormat = OFFICIAL) -> bytes:
    return paper_docx(Manuscript(text, ""), "7KQ2", POST, paper)


def _opened(text: str, paper: PaperFormat = OFFICIAL) -> WordDocument:
    return Document(io.BytesIO(_paper(text, paper)))


@given(documents)
def test_the_paragraphs_are_the_lines_that_were_typed(text: str) -> None:
    assert text_of_docx(_paper(text)) == strip_marks(text)


@pytest.mark.parametrize("name", sample_names())
def test_python_docx_reads_the_same_text_back(name: str) -> None:
    text = sample_manuscript(name).paper
    assert "\n".join(each.text for each in _opened(text).paragraphs) == strip_marks(text)


@pytest.mark.parametrize("name", sample_names())
def test_a_whole_paper_is_in_the_file_to_the_letter(name: str) -> None:
    manuscript = sample_manuscript(name)
    made = paper_docx(manuscript, "7KQ2", POST)
    assert text_of_docx(made) == strip_marks(manuscript.paper)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "\tmenjorok",
        "  dua  spasi   di  mana-mana  ",
        " ",
        "1978. Tahun itu",
        "2 * 3 * 4 = 24",
        "===",
        "# bukan judul",
        "<w:p>&amp;</w:p>",
        "_x000D_",
        "a\u00a0b\u00adc\u200bd",
        "\U0001f600 \u0e01\u0e33",
    ],
)
def test_a_line_is_one_plain_paragraph_whatever_it_looks_like(line: str) -> None:
    (paragraph,) = _opened(line).paragraphs
    assert paragraph.text == line
    assert paragraph.style is not None
    assert paragraph.style.name == "Normal"


def test_every_text_keeps_its_spaces_in_word() -> None:
    document = members_of(_paper("a  b\n c"))["word/document.xml"]
    assert document.count(b"<w:t ") == document.count(b'<w:t xml:space="preserve">') == 2


def test_marks_become_styles_and_the_first_line_is_like_the_others() -> None:
    text = "Judul\n" + "\n".join(mark + "isi" for mark in MARKS if mark != m.ROW)
    styles = [each.style.name for each in _opened(text).paragraphs if each.style is not None]
    assert styles == [
        "Normal",
        "Heading 1",
        "Heading 2",
        "Heading 3",
        "List Bullet",
        "List Bullet 2",
        "List Number",
        "List Number 2",
        "Page Break",
    ]


def test_a_line_mark_inside_a_line_is_not_shown() -> None:
    assert text_of_docx(_paper(f"satu{BULLET}dua")) == "satudua"


def test_bold_and_italic_are_runs_of_their_own() -> None:
    text = f"a{m.BOLD_ON}b{m.ITALIC_ON}c{m.BOLD_OFF}d{m.ITALIC_OFF}e"
    (paragraph,) = _opened(text).paragraphs
    assert [(run.text, run.bold, run.italic) for run in paragraph.runs] == [
        ("a", None, None),
        ("b", True, None),
        ("c", True, True),
        ("d", None, True),
        ("e", None, None),
    ]


def test_bullets_are_a_real_list() -> None:
    members = members_of(_paper(f"{BULLET}butir\n{m.BULLET_2}anak"))
    numbering = members["word/numbering.xml"].decode()
    assert 'w:lvlText w:val="\u2022"' in numbering
    assert 'w:lvlText w:val="\u2013"' in numbering
    assert _numberings(members["word/document.xml"]) == ["1", "2"]


def _numberings(document: bytes) -> list[str]:
    return re.findall(r'w:numId w:val="(\d+)"', document.decode())


def test_every_list_that_begins_anew_has_a_numbering_that_begins_at_one() -> None:
    lines = [m.NUMBER, m.NUMBER, m.NUMBER_2, m.NUMBER_2, m.NUMBER, "teks", m.NUMBER, m.NUMBER_2]
    members = members_of(_paper("\n".join(f"{line}isi" for line in lines)))
    assert _numberings(members["word/document.xml"]) == ["3", "3", "4", "4", "3", "5", "6"]
    numbering = members["word/numbering.xml"].decode()
    assert numbering.count('<w:startOverride w:val="1"/>') == 4


def test_a_table_is_a_real_one_whose_head_stands_on_every_page() -> None:
    rows = [("No", "Uraian"), ("1", "Pengadaan bak sampah"), ("2", "")]
    text = "\n".join(m.ROW + m.CELL.join(cells).rstrip(m.CELL) for cells in rows)
    opened = _opened(text)
    (table,) = opened.tables
    assert [tuple(cell.text for cell in row.cells) for row in table.rows] == rows
    assert b"tblHeader" in members_of(_paper(text))["word/document.xml"].split(b"<w:tr>")[1]
    styles = {cell.paragraphs[0].style.name for cell in table.rows[0].cells}
    assert styles == {"Table Head"}
    # Word wants a paragraph behind the last table; it takes no room.
    assert [each.style.name for each in opened.paragraphs if each.style] == ["After Table"]


def test_columns_fill_the_width_between_the_margins() -> None:
    document = members_of(_paper(f"{m.ROW}No{m.CELL}Uraian yang panjang sekali{m.CELL}Rp"))
    widths = re.findall(rb'<w:gridCol w:w="(\d+)"/>', document["word/document.xml"])
    assert len(widths) == 3
    assert sum(map(int, widths)) == pytest.approx(OFFICIAL.text_width_points * 20, abs=3)


def test_footnotes_are_real_and_numbered_in_the_order_of_their_signs() -> None:
    text = f"a{m.NOTE_START}satu {m.BOLD_ON}tebal{m.NOTE_END}b\n{m.ROW}c{m.NOTE_START}dua"
    made = _paper(text)
    members = members_of(made)
    assert list(notes_of_docx(made).items())[2:] == [("1", "satu tebal"), ("2", "dua")]
    references = re.findall(
        r'footnoteReference w:id="(\d+)"', members["word/document.xml"].decode()
    )
    assert references == ["1", "2"]
    assert b"footnotes+xml" in members["[Content_Types].xml"]
    assert b"footnotePr" in members["word/settings.xml"]


def test_without_footnotes_the_file_has_no_part_for_them() -> None:
    members = members_of(_paper("isi"))
    assert "word/footnotes.xml" not in members
    assert b"footnotePr" not in members["word/settings.xml"]


def test_a_page_break_without_text_is_a_line_that_takes_no_room() -> None:
    styles = [
        each.style.name
        for each in _opened(f"a\n{m.PAGE_BREAK}\n{m.PAGE_BREAK}b").paragraphs
        if each.style
    ]
    assert styles == ["Normal", "Page Break Line", "Page Break"]


@pytest.mark.parametrize("forbidden", ["\ufffe", "\uffff", "\x00", "\x0b", "\r", "\ud800"])
def test_what_xml_cannot_hold_is_replaced_so_that_the_paper_can_be_read(forbidden: str) -> None:
    assert text_of_docx(_paper(f"a{forbidden}b\nc")) == "a\ufffdb\nc"


@pytest.mark.parametrize(
    ("paper", "lengths"),
    [
        (OFFICIAL, [210, 297, 30, 25, 25, 25]),
        (
            PaperFormat(*F4_MM, Font.TIMES_NEW_ROMAN, 12, 2.0, 20, 22, 30, 40),
            [215, 330, 40, 22, 20, 30],
        ),
    ],
)
def test_the_page_is_that_of_the_format(paper: PaperFormat, lengths: list[float]) -> None:
    section = _opened("isi", paper).sections[0]
    found = (
        section.page_width,
        section.page_height,
        section.left_margin,
        section.right_margin,
        section.top_margin,
        section.bottom_margin,
    )
    assert [round(length.mm, 1) for length in found if length is not None] == lengths


def test_font_size_and_spacing_are_those_of_the_format() -> None:
    paper = PaperFormat(*A4_MM, Font.BOOKMAN_OLD_STYLE, 11.5, 1.15)
    opened = _opened(f"isi\n{HEADING_1}Bab", paper)
    normal, heading = opened.styles["Normal"], opened.styles["Heading 1"]
    assert normal.paragraph_format.line_spacing == pytest.approx(1.15)
    assert heading.font.size.pt == 13.5
    styles = members_of(_paper("isi", paper))["word/styles.xml"].decode()
    assert 'w:ascii="Bookman Old Style"' in styles
    assert '<w:sz w:val="23"/>' in styles


def test_the_header_names_code_and_post_and_the_footer_counts_pages() -> None:
    section = _opened("isi").sections[0]
    assert [each.text for each in section.header.paragraphs] == [f"7KQ2\t{POST}"]
    footer = members_of(_paper("isi"))["word/footer1.xml"]
    assert footer.index(b'" PAGE "') < footer.index(b"> / <") < footer.index(b'" NUMPAGES "')


def test_a_long_name_of_a_post_goes_on_beside_the_code_in_the_header() -> None:
    style = _opened("isi").styles["Header"].paragraph_format
    assert style.left_indent == -style.first_line_indent > 0


def test_the_file_holds_only_the_parts_that_a_paper_needs() -> None:
    assert list(members_of(_paper("isi"))) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/footer1.xml",
        "word/header1.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]


def test_the_properties_name_the_code_and_neither_author_nor_date() -> None:
    core = members_of(_paper("isi"))["docProps/core.xml"]
    _, _, properties = core.partition(b"XMLSchema-instance")
    assert properties == b'"><dc:title>7KQ2</dc:title></cp:coreProperties>'


def test_no_part_tells_of_a_revision_or_of_the_library() -> None:
    text = f"isi\n{BULLET}butir\n{m.ROW}sel{m.NOTE_START}catatan"
    whole = b"".join(members_of(_paper(text)).values()).lower()
    for trace in (
        b"rsid",
        b"python",
        b"creator",
        b"lastmodified",
        b"docid",
        b"microsoft macintosh",
    ):
        assert trace not in whole


@pytest.mark.parametrize("hash_seed", [0, 4711])
def test_equal_input_gives_equal_bytes_in_another_process_and_year(hash_seed: int) -> None:
    manuscript = sample_manuscript(sample_names()[0])
    here = paper_docx(manuscript, "7KQ2", "Kepala Dinas")
    assert made_elsewhere("docx", manuscript.paper, manuscript.slides, hash_seed) == here
