"""The .docx of a paper: the text to the letter, a decent look, and nothing about its author."""

import io

import pytest
from docx import Document
from docx.document import Document as WordDocument
from hypothesis import given

from exam.manuscript import MARKS, strip_marks
from exam.seal import Manuscript
from server.documents.paper import paper_docx
from tests.server.office_files import documents, made_elsewhere, members_of, text_of_docx
from tests.server.sample_papers import sample_manuscript, sample_names

HEADING_1, HEADING_2, BULLET = MARKS
POST = "Kepala Dinas Lingkungan Hidup"


def _paper(text: str) -> bytes:
    return paper_docx(Manuscript(text, ""), "7KQ2", POST)


def _opened(text: str) -> WordDocument:
    return Document(io.BytesIO(_paper(text)))


@given(documents)
def test_the_paragraphs_are_the_lines_that_were_typed(text: str) -> None:
    assert text_of_docx(_paper(text)) == strip_marks(text)


@given(documents)
def test_python_docx_reads_the_same_text_back(text: str) -> None:
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
    text = f"Judul\n{HEADING_1}Bab\n{HEADING_2}Sub\n{BULLET}butir\nisi"
    styles = [each.style.name for each in _opened(text).paragraphs if each.style is not None]
    assert styles == ["Normal", "Heading 1", "Heading 2", "List Bullet", "Normal"]


def test_a_mark_inside_a_line_is_not_shown() -> None:
    assert text_of_docx(_paper(f"satu{BULLET}dua")) == "satudua"


def test_bullets_are_a_real_list() -> None:
    members = members_of(_paper(f"{BULLET}butir"))
    assert b'w:numId w:val="1"' in members["word/styles.xml"]
    assert b'w:num w:numId="1"' in members["word/numbering.xml"]
    assert 'w:lvlText w:val="\u2022"'.encode() in members["word/numbering.xml"]


@pytest.mark.parametrize("forbidden", ["\ufffe", "\uffff", "\x00", "\x0b", "\r", "\ud800"])
def test_what_xml_cannot_hold_is_replaced_so_that_the_paper_can_be_read(forbidden: str) -> None:
    assert text_of_docx(_paper(f"a{forbidden}b\nc")) == "a\ufffdb\nc"


def test_the_page_is_a4_with_the_margins_of_official_letters() -> None:
    section = _opened("isi").sections[0]
    lengths = (
        section.page_width,
        section.page_height,
        section.left_margin,
        section.right_margin,
        section.top_margin,
        section.bottom_margin,
    )
    found = [round(length.cm, 1) for length in lengths if length is not None]
    assert found == [21, 29.7, 3, 2.5, 2.5, 2.5]


def test_the_header_names_code_and_post_and_the_footer_counts_pages() -> None:
    section = _opened("isi").sections[0]
    assert [each.text for each in section.header.paragraphs] == [f"7KQ2\t{POST}"]
    footer = members_of(_paper("isi"))["word/footer1.xml"]
    assert footer.index(b'" PAGE "') < footer.index(b"> / <") < footer.index(b'" NUMPAGES "')


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
    whole = b"".join(members_of(_paper(f"isi\n{BULLET}butir")).values()).lower()
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
