"""The header of a list of candidates: where it is, and what its headings mean."""

import pytest

from exam.roster.header import SEARCHED_ROWS
from exam.roster.headings import COLUMNS, SYNONYMS, folded, is_running_number, meaning_of
from tests.exam.rosters import (
    BUDI,
    BUDIS,
    HEADER,
    HEADINGS,
    ROW,
    SITI,
    SITIS,
    applications,
    lines,
    problem_of,
    problems_of,
    read,
    remarks,
)
from tests.exam.spreadsheets import Book, Tab, book


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("No Peserta", "nomor_peserta"),
        ("No. Peserta", "nomor_peserta"),
        ("NOMOR UJIAN", "nomor_peserta"),
        ("No.\nUjian ", "nomor_peserta"),
        ("No Tes", "nomor_peserta"),
        ("NAMA LENGKAP", "nama"),
        ("Nama Peserta", "nama"),
        ("Nama & Gelar", "nama"),
        ("Nama dan Gelar", "nama"),
        ("NIP Baru", "nip"),
        ("N I P", None),
        ("NIP/NRP", "nip"),
        ("Jabatan", "jabatan_sekarang"),
        ("JABATAN SAAT INI", "jabatan_sekarang"),
        ("Jabatan Terakhir", "jabatan_sekarang"),
        ("Unit Kerja", "unit_kerja"),
        ("OPD", "unit_kerja"),
        ("SKPD", "unit_kerja"),
        ("Perangkat Daerah", "unit_kerja"),
        ("Asal Instansi", "unit_kerja"),
        ("Jabatan yang Dilamar", "jabatan_dilamar"),
        ("Jabatan\u00a0Dilamar", "jabatan_dilamar"),
        ("Formasi", "jabatan_dilamar"),
        ("Lamaran", "jabatan_dilamar"),
        ("JPT yang dilamar", "jabatan_dilamar"),
        ("Gelombang", "kelompok"),
        ("Sesi", "kelompok"),
        ("Akomodasi", "akomodasi"),
        ("No", None),
        ("Pangkat/Gol.", None),
        ("", None),
    ],
)
def test_a_heading_means_a_column_however_it_is_written(heading: str, column: str | None) -> None:
    assert meaning_of(heading) == column


def test_every_column_is_meant_by_its_own_name_and_no_heading_means_two() -> None:
    assert [meaning_of(name) for name in SYNONYMS] == list(SYNONYMS)
    spelled = [heading for headings in SYNONYMS.values() for heading in headings.split("|")]
    assert len(spelled) == len(set(spelled))
    assert [folded(heading) for heading in spelled] == spelled
    assert not any(is_running_number(heading) for heading in spelled)


def test_a_header_stands_below_titles_and_beside_other_columns() -> None:
    raw = book(
        ["DAFTAR PESERTA SELEKSI TERBUKA"],
        ["Nama kegiatan: Uji Gagasan"],
        [],
        [None, "No.", *HEADINGS, "Pangkat"],
        [None, 1, *SITIS, "IV/a"],
        [None, 2, *BUDIS, "IV/b"],
        merged=["A1:I1", "A2:I2"],
    )
    assert read(raw).applications == (SITI, BUDI)
    assert remarks(raw) == ["Columns that were not read: “Pangkat”."]


def test_a_header_may_be_two_rows_high() -> None:
    raw = book(
        ["PESERTA", None, None, "JABATAN", None, None],
        ["No Peserta", "Nama", "NIP", "Saat Ini", "Unit Kerja", "Dilamar"],
        SITIS,
        merged=["A1:C1", "D1:F1"],
    )
    assert applications(raw) == (SITI,)


def test_a_heading_may_be_merged_over_both_rows_of_the_header() -> None:
    raw = book(
        ["No Peserta", "Nama", "NIP", "Jabatan", None, "Formasi"],
        [None, None, None, "Terakhir", "OPD", None],
        SITIS,
        merged=["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"],
    )
    assert applications(raw) == (SITI,)


def test_a_second_row_that_only_explains_the_header_belongs_to_it() -> None:
    raw = book(HEADINGS, [None, None, None, "Sekarang", None, None], SITIS)
    assert applications(raw) == (SITI,)


def test_a_title_above_the_header_is_no_part_of_it() -> None:
    raw = book(["Daftar", "Nama"], HEADINGS, SITIS, BUDIS)
    assert applications(raw) == (SITI, BUDI)


def test_two_headings_that_mean_the_same_are_refused_by_both_names() -> None:
    error = problem_of(f"{HEADER},NIP Baru\n{ROW},x")
    assert error.code == "roster.columns-alike"
    assert (error.details["first"], error.details["second"]) == ("nip", "NIP Baru")
    assert (error.details["column"], error.details["row"]) == ("nip", 1)


def test_three_headings_that_mean_the_same_are_two_problems() -> None:
    problems = problems_of(f"{HEADER},Sesi,Kelompok,Gelombang\n{ROW},a,b,c")
    assert [one.details["second"] for one in problems] == ["Kelompok", "Gelombang"]


def test_missing_columns_are_named() -> None:
    error = problem_of("x\nnomor_peserta,nama,nip,unit_kerja\n")
    assert (error.code, error.details["row"]) == ("roster.columns", 2)
    assert error.details["missing"] == "jabatan_sekarang, jabatan_dilamar"


@pytest.mark.parametrize("text", ["", "nama,nip\n", "a,b,c\n1,2,3\n", "\n" * 9])
def test_a_file_without_a_header_is_told_what_it_needs(text: str) -> None:
    error = problem_of(text)
    assert (error.code, error.details["columns"]) == ("roster.header", ", ".join(COLUMNS))


@pytest.mark.parametrize("heading", ["No", "No.", "NOMOR", "No Urut"])
def test_a_running_number_is_never_taken_for_the_candidate_number(heading: str) -> None:
    error = problem_of(f"{HEADER.replace('nomor_peserta', heading)}\n{ROW}")
    assert (error.code, error.details["column"]) == ("roster.running-number", heading)
    problems = problems_of(f"{heading},nama,nip,unit_kerja,jabatan\n{ROW}")
    assert [one.code for one in problems] == ["roster.running-number", "roster.columns"]
    assert problems[1].details["missing"] == "nomor_peserta, jabatan_dilamar"


def test_a_running_number_beside_other_missing_columns_is_not_what_is_wrong() -> None:
    assert problem_of(f"No,{HEADER.replace('unit_kerja', 'x')}\n").code == "roster.columns"


def test_a_header_is_searched_only_near_the_top() -> None:
    above = [f"baris {at}" for at in range(SEARCHED_ROWS - 1)]
    assert applications("\n".join((*above, HEADER, ROW))) == (SITI,)
    assert problem_of("\n".join(("satu", *above, HEADER, ROW))).code == "roster.header"


# Sheets


def test_the_sheet_with_the_header_is_the_list() -> None:
    tabs = [
        Tab([["Rekap", 54]], "Rekap"),
        Tab([HEADINGS, SITIS], "Peserta"),
        Tab([], "Sheet3"),
    ]
    raw = Book(tabs).write()
    assert read(raw).applications == (SITI,)
    assert remarks(raw) == ["Sheets that were not read: “Rekap”."]


def test_several_sheets_with_a_list_are_refused_by_their_names() -> None:
    raw = Book([Tab([HEADINGS, SITIS], "Brida"), Tab([HEADINGS, BUDIS], "Damkar")]).write()
    error = problem_of(raw)
    assert (error.code, error.details["sheets"]) == ("roster.sheets", "Brida, Damkar")


def test_a_header_without_rows_is_no_list_beside_one_with_rows() -> None:
    raw = Book([Tab([HEADINGS], "Contoh"), Tab([HEADINGS, SITIS], "Isi")]).write()
    assert read(raw).applications == (SITI,)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_not_read_and_that_is_told(state: str) -> None:
    raw = Book([Tab([HEADINGS, BUDIS], "Lama", state=state), Tab([HEADINGS, SITIS])]).write()
    assert read(raw).applications == (SITI,)
    assert remarks(raw) == ["Sheets that were not read: “Lama”."]
    assert problem_of(Book([Tab([HEADINGS, BUDIS], state=state)]).write()).code == "roster.header"


def test_a_hidden_column_is_read_and_that_is_told() -> None:
    raw = book([*HEADINGS, "Catatan"], [*SITIS, "x"], hidden_columns=[(3, 3), (7, 7)])
    assert read(raw).applications == (SITI,)
    assert remarks(raw) == [
        "The column “NIP” is hidden, but was read.",
        "Columns that were not read: “Catatan”.",
    ]


def test_the_headings_of_the_file_are_used_in_what_is_said() -> None:
    error = problem_of(book(HEADINGS, [*SITIS[:2], "1979", *SITIS[3:]]))
    assert error.details["column"] == "NIP"
    assert problem_of(lines(ROW.replace("001", "?"))).details["column"] == "nomor_peserta"
