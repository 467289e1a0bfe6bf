"""Workbooks: what programs write differently means the same."""

import datetime
from collections import Counter
from collections.abc import Sequence
from io import BytesIO

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from exam.errors import RosterError
from exam.roster import Roster
from exam.roster.reading import parse_roster
from exam.roster.tables import Cell, Kind, Sheet
from exam.roster.workbook import read_workbook
from tests.exam.roster_files import PEOPLE, written
from tests.exam.rosters import (
    BUDI,
    BUDIS,
    FILES,
    HEADINGS,
    NIP,
    SEMARANG,
    SITI,
    SITIS,
    applications,
    problem_of,
    problems_of,
    read,
)
from tests.exam.spreadsheets import Book, Made, Tab, Value, book, inline, number, rich, zipped


def saved(workbook: openpyxl.Workbook) -> bytes:
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def by_openpyxl(*rows: Sequence[object]) -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.worksheets[0].append(list(row))
    return workbook


def test_a_workbook_of_shared_strings_is_read() -> None:
    assert applications(book(HEADINGS, SITIS, BUDIS)) == (SITI, BUDI)


def test_a_workbook_of_inline_strings_is_read() -> None:
    rows = [[inline(text) for text in row] for row in (HEADINGS, SITIS)]
    assert applications(book(*rows)) == (SITI,)


def test_a_workbook_of_the_strict_dialect_is_read() -> None:
    assert applications(Book([Tab([HEADINGS, SITIS])], strict=True).write()) == (SITI,)


def test_rows_and_cells_may_leave_out_where_they_are() -> None:
    tab = Tab([HEADINGS, [*SITIS[:3], None, *SITIS[4:]]], placed=False)
    error = problem_of(Book([tab]).write())
    assert (error.code, error.details["row"], error.details["column"]) == (
        "roster.blank",
        2,
        "Jabatan",
    )
    assert applications(Book([Tab([HEADINGS, SITIS], placed=False)]).write()) == (SITI,)


def test_a_text_in_runs_is_one_text_without_its_phonetic_guide() -> None:
    cells: list[Value] = [SITIS[0], rich("Siti ", "Aminah", guide="シティ"), *SITIS[2:]]
    assert applications(book(HEADINGS, cells)) == (SITI,)
    guided = Made(
        "<is><r><t>Siti</t></r><r><t> Aminah</t></r><rPh><t>x</t></rPh></is>", "inlineStr"
    )
    assert applications(book(HEADINGS, [SITIS[0], guided, *SITIS[2:]])) == (SITI,)


@pytest.mark.parametrize(
    ("written", "office"),
    [
        ("Kepala_x000D_\nBidang", "Kepala Bidang"),
        ("Ruang_x005F_x0041_", "Ruang_x0041_"),
        ("Kepala_xBidang", "Kepala_xBidang"),
    ],
)
def test_signs_that_xml_cannot_hold_are_read_as_excel_writes_them(
    written: str, office: str
) -> None:
    for value in (written, inline(written), Made(f"<f>A1</f><v>{written}</v>", "str")):
        cells: list[Value] = [*SITIS[:3], value, *SITIS[4:]]
        assert read(book(HEADINGS, cells)).applications[0].office == office


def test_half_a_sign_is_not_printed() -> None:
    cells = [SITIS[0], "Siti _xD83D_", *SITIS[2:]]
    assert problem_of(book(HEADINGS, cells)).code == "roster.unreadable"


def test_charts_on_tabs_of_their_own_are_no_sheets() -> None:
    tabs = [Tab([], "Grafik", kind="chartsheet"), Tab([HEADINGS, SITIS], "Peserta")]
    assert applications(Book(tabs).write()) == (SITI,)


def test_formats_of_conditional_styles_are_not_those_of_cells() -> None:
    (application,) = read(book(HEADINGS, [number("1", "000"), *SITIS[1:]])).applications
    assert application.number == "001"


def test_a_workbook_may_lack_strings_and_styles() -> None:
    parts = Book([Tab([[inline(text) for text in row] for row in (HEADINGS, SITIS)])])
    links = parts.parts()["xl/_rels/workbook.xml.rels"]
    lone = links.replace("/sharedStrings", "/x").replace("/styles", "/y")
    parts.extra = {"xl/_rels/workbook.xml.rels": lone}
    assert applications(parts.write()) == (SITI,)


def test_a_number_without_any_style_is_a_plain_one() -> None:
    cells: list[Value] = [number("7"), *(inline(text) for text in SITIS[1:])]
    parts = Book([Tab([HEADINGS, cells])])
    links = parts.parts()["xl/_rels/workbook.xml.rels"].replace("/styles", "/y")
    parts.extra = {"xl/_rels/workbook.xml.rels": links}
    assert applications(parts.write())[0].number == "7"


def test_links_to_other_files_are_never_followed() -> None:
    parts = Book([Tab([HEADINGS, SITIS])])
    links = parts.parts()["xl/_rels/workbook.xml.rels"]
    away = (
        '<Relationship Id="rId9" Type="x/externalLink" Target="http://x/" TargetMode="External"/>'
    )
    parts.extra = {"xl/_rels/workbook.xml.rels": links.replace("</R", f"{away}</R")}
    assert applications(parts.write()) == (SITI,)


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ('"styles.xml', '"/xl/styles.xml'),
        ('"styles.xml', '"../xl/./styles.xml'),
        ('"styles.xml', '"../../../xl//styles.xml'),
        ('"styles.xml', '"STYLES.XML'),
    ],
)
def test_a_part_is_found_however_its_place_is_written(written: str, other: str) -> None:
    parts = Book([Tab([HEADINGS, [number("1", "000"), *SITIS[1:]]])])
    links = parts.parts()["xl/_rels/workbook.xml.rels"]
    assert written in links
    parts.extra = {"xl/_rels/workbook.xml.rels": links.replace(written, other)}
    assert read(parts.write()).applications == (SITI,)


def test_a_workbook_in_the_root_of_its_file_is_read() -> None:
    parts = {
        name.replace("xl/", ""): text
        for name, text in Book([Tab([HEADINGS, SITIS])]).parts().items()
    }
    parts["_rels/.rels"] = parts["_rels/.rels"].replace("xl/", "")
    assert applications(zipped(parts)) == (SITI,)


# Other writers


def test_what_openpyxl_writes_is_read() -> None:
    workbook = by_openpyxl(["DAFTAR PESERTA"], [], HEADINGS, SITIS, BUDIS)
    sheet = workbook.worksheets[0]
    sheet.merge_cells("A1:F1")
    sheet["A4"] = 1
    sheet["A4"].number_format = "000"
    sheet["B4"] = CellRichText("Siti ", TextBlock(InlineFont(b=True), "Aminah"))
    assert read(saved(workbook)).applications == (SITI, BUDI)


def test_what_openpyxl_takes_for_numbers_and_dates_is_refused() -> None:
    born = datetime.date(1979, 3, 1)
    raw = saved(by_openpyxl(HEADINGS, [born, True, int(NIP), "=A1", None, SITIS[5]]))
    assert [one.code for one in problems_of(raw)] == [
        "roster.blank",
        "roster.cell-date",
        "roster.cell-error",
        "roster.lossy",
        "roster.cell-formula",
    ]


def cells_of(sheet: Sheet) -> dict[tuple[int, int], Cell]:
    return {(row.number, column): cell for row in sheet.rows for column, cell in row.cells.items()}


@pytest.mark.parametrize("name", ["excel.xlsx", "libreoffice.xlsx", "lossy.xlsx"])
def test_every_cell_is_read_as_openpyxl_reads_it(name: str) -> None:
    raw = (FILES / name).read_bytes()
    mine = read_workbook(raw, name)
    theirs = openpyxl.load_workbook(BytesIO(raw), data_only=True)
    assert [sheet.name for sheet in mine] == theirs.sheetnames
    for sheet, other in zip(mine, theirs.worksheets, strict=True):
        cells = cells_of(sheet)
        values = {
            (row, column): cell
            for row, line in enumerate(other.iter_rows(), 1)
            for column, cell in enumerate(line)
            if cell.value is not None
        }
        assert cells.keys() == values.keys()
        for place, cell in cells.items():
            if cell.kind is Kind.NUMBER:
                assert float(cell.text) == values[place].value
                assert cell.pattern == values[place].number_format
            else:
                assert cell == Cell(str(values[place].value))


# Files


def roster_of(name: str) -> Roster:
    return parse_roster((FILES / name).read_bytes(), name, SEMARANG)


@pytest.mark.parametrize(
    "name",
    ["excel.xlsx", "libreoffice.xlsx", "semicolons.csv", "windows-1252.csv", "unicode-text.txt"],
)
def test_the_same_people_are_read_from_whatever_program_wrote_them(name: str) -> None:
    assert len(roster_of("plain.csv").applications) == PEOPLE
    assert roster_of(name).applications == roster_of("plain.csv").applications


def test_what_a_program_writes_cleanly_is_read_without_repairs() -> None:
    for name in ("plain.csv", "libreoffice.xlsx", "semicolons.csv", "unicode-text.txt"):
        assert roster_of(name).repairs == ()


def test_a_list_as_an_office_has_it_is_repaired_and_every_repair_is_told() -> None:
    counted = Counter(repair.code for repair in roster_of("excel.xlsx").repairs)
    assert counted == {
        "repair.sheet": 1,
        "repair.column": 1,
        "repair.numbering": 1,
        "repair.footer": 5,
        "repair.format": PEOPLE,
        "repair.spaces": PEOPLE,
        "repair.nip": PEOPLE // 2,
    }


def test_a_list_whose_nips_libreoffice_took_for_numbers_is_refused() -> None:
    with pytest.raises(RosterError) as refused:
        roster_of("lossy.xlsx")
    codes = [problem.code for problem in refused.value.problems]
    assert codes == [*["roster.lossy"] * 3, "roster.alike"]
    assert refused.value.problems[-1].details["count"] == PEOPLE - 3


@pytest.mark.parametrize("name", ["libreoffice.ods", "libreoffice.xls"])
def test_other_workbooks_of_libreoffice_are_refused_as_what_they_are(name: str) -> None:
    with pytest.raises(RosterError) as refused:
        roster_of(name)
    assert refused.value.code == "roster.format"
    assert name[-4:] in str(refused.value.details["format"])


def test_the_stored_files_are_what_their_program_writes() -> None:
    for name, content in written().items():
        assert (FILES / name).read_bytes() == content
