"""Lists of candidates that are text: separators, encodings, quotation marks."""

import pytest

from exam.roster import text
from exam.roster.tables import MOST_BYTES, MOST_ROWS
from tests.exam.rosters import (
    BUDI,
    HEADER,
    OTHER,
    POSTS,
    ROW,
    SITI,
    applications,
    line_of,
    lines,
    problem_of,
    problems_of,
    read,
    remarks,
    row_with,
)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_roster_is_read_as_spreadsheets_save_it(delimiter: str, end: str, encoding: str) -> None:
    text = end.join(line.replace(",", delimiter) for line in (HEADER, ROW, OTHER, ""))
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    assert applications((mark + text).encode(encoding)) == (SITI, BUDI)


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_line_in_which_excel_names_the_separator_is_no_row(line: str) -> None:
    rows = [text.replace(",", ";") for text in (HEADER, row_with("nip", "1"))]
    assert problem_of("\r\n".join((line, *rows))).details["row"] == 2


def test_a_title_full_of_commas_does_not_hide_the_separator() -> None:
    title = "Daftar peserta, Kota Semarang, tahun 2026, lulus, seleksi, administrasi, akhir"
    rows = [line.replace(",", ";") for line in (HEADER, ROW)]
    assert applications("\n".join((title, "", *rows))) == (SITI,)


def test_a_quoted_cell_keeps_separators_quotes_and_line_breaks() -> None:
    cells = ROW.split(",")
    cells[3] = 'Kepala Bidang "A", Bagian\r\nUmum; Sekretariat'
    roster = read("\n".join((HEADER, line_of(cells), OTHER)))
    assert roster.applications[0].office == 'Kepala Bidang "A", Bagian Umum; Sekretariat'
    assert [repair.code for repair in roster.repairs] == ["repair.spaces"]


def test_rows_are_counted_as_spreadsheets_count_them() -> None:
    cells = ROW.split(",")
    cells[3] = "satu\ndua\ntiga"
    rows = [HEADER, "", line_of(cells), row_with("nip", "1", OTHER)]
    assert problem_of("\n".join(rows)).details["row"] == 4


def test_quotes_inside_a_cell_are_signs_like_others() -> None:
    (application,) = applications(lines(row_with("nama", "x").replace("x", 'Siti "Ami" Aminah')))
    assert application.name == 'Siti "Ami" Aminah'


@pytest.mark.parametrize(
    ("row", "at"),
    [(f'"{ROW}', 4), (ROW.replace("Siti Aminah", '"Siti" Aminah'), 2)],
    ids=["unclosed", "half"],
)
def test_quotation_marks_that_do_not_fit_are_refused_where_they_are(row: str, at: int) -> None:
    rows = (row, OTHER) if at == 2 else (OTHER, ROW.replace("001", "003"), row)
    error = problem_of(lines(*rows))
    assert (error.code, error.details["row"]) == ("roster.syntax", at)


def test_no_candidate_disappears_in_an_unclosed_quotation_mark() -> None:
    error = problem_of(lines(ROW, OTHER + ',"', ROW))
    assert error.code == "roster.syntax"


def test_windows_1252_is_read_and_reported() -> None:
    raw = lines(row_with("nama", "José Añez"), OTHER).encode("cp1252")
    assert read(raw).applications[0].name == "José Añez"
    (remark,) = remarks(raw)
    assert "“José”, “Añez”" in remark


@pytest.mark.parametrize(
    "raw",
    [
        "Jos\x81".encode("latin-1"),
        b"\xff\xfea",
        lines(ROW.replace("Siti", "Sítí")).encode() + b"\xe9",
        lines(ROW).encode("utf-16-le"),
        lines(ROW.replace("Siti", "S\0iti")).encode(),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    ],
)
def test_bytes_that_are_no_text_are_refused(raw: bytes) -> None:
    assert problem_of(raw).code == "roster.encoding"


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Excel 97–2003 (.xls)"),
        (b"\r\n <html><table><tr><td>NIP", "HTML/XML"),
        (
            '\ufeff<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'.encode(),
            "HTML/XML",
        ),
        ("<html>".encode("utf-16"), "HTML/XML"),
    ],
)
def test_other_kinds_of_file_are_refused_by_their_name(raw: bytes, kind: str) -> None:
    error = problem_of(raw)
    assert (error.code, error.details["format"]) == ("roster.format", kind)


def test_a_workbook_with_a_password_is_refused_as_such() -> None:
    raw = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    assert problem_of(raw).code == "roster.password"


@pytest.mark.parametrize("row", [f"{OTHER},more", f"{OTHER},,more"])
def test_a_row_wider_than_the_header_is_refused(row: str) -> None:
    error = problem_of(lines(ROW, row))
    assert (error.code, error.details["row"], error.details["expected"]) == ("roster.cells", 3, 6)


def test_an_unquoted_separator_is_not_taken_for_a_shifted_row() -> None:
    codes = {
        one.code for one in problems_of(lines(ROW.replace("Siti Aminah", "Siti Aminah, S.E.")))
    }
    assert "roster.cells" in codes


def test_empty_columns_at_the_end_do_not_matter() -> None:
    assert applications("\n".join(f"{line},,;," for line in (HEADER, ROW)).replace(";", "")) == (
        SITI,
    )


def test_a_file_of_the_greatest_size_is_looked_into_and_a_larger_one_is_not() -> None:
    raw = lines(ROW).encode()
    padded = raw + (b" " * 99_999 + b"\n") * 50
    padded = padded[:MOST_BYTES]
    assert applications(padded) == (SITI,)
    assert problem_of(padded + b"\n").code == "roster.bytes"


def test_more_lines_than_a_spreadsheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "LAST_ROW", 100)
    assert problem_of(lines(ROW) + "\n" * 99).code == "roster.large"
    assert applications(lines(ROW) + "\n" * 98) == (SITI,)


def many(count: int) -> str:
    return "\n".join((HEADER, *["x,,,,,"] * (count - 1)))


@pytest.mark.no_cover
def test_more_rows_than_any_selection_has_are_refused() -> None:
    assert problem_of(many(MOST_ROWS + 1)).code == "roster.large"
    assert problems_of(many(MOST_ROWS))[0].code == "roster.stray"


def test_a_cell_without_end_is_refused() -> None:
    assert problem_of(lines(row_with("nama", "a" * 200_000))).code == "roster.syntax"


def test_the_posts_of_the_tests_need_quotation_marks() -> None:
    assert "," in POSTS[2].name
    assert applications(lines(row_with("jabatan_dilamar", POSTS[2].name)))[0].post_id == "staf-ahli"
