"""What a cell says: texts that can be printed, names, and cells that hold no text."""

import pytest

from exam.roster.nip import is_nip
from tests.exam.rosters import (
    HEADINGS,
    NIP,
    OTHER,
    OTHER_NIP,
    ROW,
    SITIS,
    THIRD_NIP,
    applications,
    lines,
    problem_of,
    read,
    row_with,
)
from tests.exam.spreadsheets import Made, Value, book, formula


@pytest.mark.parametrize("column", [1, 3, 4, 5])
def test_a_number_where_a_text_belongs_is_refused(column: int) -> None:
    cells: list[Value] = list(SITIS)
    cells[column] = 7
    error = problem_of(book(HEADINGS, cells))
    assert (error.code, error.details["column"]) == ("roster.cell-number", HEADINGS[column])


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (Made("<v>#N/A</v>", "e"), "roster.cell-error"),
        (Made("<v>1</v>", "b"), "roster.cell-error"),
        (Made("<f>A1</f><v></v>"), "roster.cell-formula"),
        (Made("<f>A1</f>"), "roster.cell-formula"),
        ("#REF!", "roster.cell-error"),
        ("########", "roster.cell-error"),
    ],
)
@pytest.mark.parametrize("column", range(6))
def test_cells_that_hold_no_text_are_refused(made: Value, code: str, column: int) -> None:
    cells: list[Value] = list(SITIS)
    cells[column] = made
    error = problem_of(book(HEADINGS, cells))
    assert (error.code, error.details["column"]) == (code, HEADINGS[column])


@pytest.mark.parametrize(("raw", "value"), [("1", "TRUE"), ("0", "FALSE")])
def test_a_truth_value_is_named_as_people_see_it(raw: str, value: str) -> None:
    cells: list[Value] = [*SITIS[:3], Made(f"<v>{raw}</v>", "b"), *SITIS[4:]]
    assert problem_of(book(HEADINGS, cells)).details["value"] == value


def test_a_formula_counts_by_its_result() -> None:
    cells: list[Value] = [formula("1", ""), *SITIS[1:3], formula("Camat"), *SITIS[4:]]
    (application,) = applications(book(HEADINGS, cells))
    assert (application.number, application.office) == ("1", "Camat")


def test_a_cell_without_a_value_is_empty_whatever_its_kind() -> None:
    for kind in ("", "b", "e", "str", "inlineStr", "d"):
        cells: list[Value] = [*SITIS[:3], Made("", kind), *SITIS[4:]]
        assert problem_of(book(HEADINGS, cells)).code == "roster.blank"


def test_a_formula_whose_result_is_no_text_leaves_an_empty_cell() -> None:
    cells: list[Value] = [*SITIS[:3], formula(""), *SITIS[4:]]
    assert problem_of(book(HEADINGS, cells)).code == "roster.blank"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("  Siti   Aminah ", "repair.spaces"),
        ("Siti\u00a0Aminah", "repair.spaces"),
        ("Siti\nAminah", "repair.spaces"),
        ("Siti\u200b Aminah", "repair.invisible"),
        ("Siti A\u00adminah", "repair.invisible"),
        ("\u202eSiti Aminah\u202c", "repair.invisible"),
        ("Siti \ufeffAminah\u2069", "repair.invisible"),
    ],
)
def test_what_nobody_sees_is_removed_from_a_name_and_told(written: str, code: str) -> None:
    roster = read(lines(row_with("nama", written)))
    assert roster.applications[0].name == "Siti Aminah"
    assert [repair.code for repair in roster.repairs] == [code]


@pytest.mark.parametrize("column", ["nomor_peserta", "nama", "nip", "unit_kerja"])
def test_a_cell_in_which_nothing_is_seen_is_empty(column: str) -> None:
    error = problem_of(lines(row_with(column, " \u200b\ufeff ")))
    assert (error.code, error.details["column"]) == ("roster.blank", column)


@pytest.mark.parametrize(
    "name",
    ["'Aisyah", "Drs. H. M. Natsir, M.Si., Ph.D.", "O'Neil", "Ali bin Abu-Bakar", "José", "Ń. 李"],
)
def test_a_name_is_kept_as_it_is_written(name: str) -> None:
    assert applications(lines(row_with("nama", name)))[0].name == name


def test_letters_with_accents_are_stored_in_one_way() -> None:
    assert applications(lines(row_with("nama", "Jose\u0301")))[0].name == "José"


@pytest.mark.parametrize(
    "sign", ["\x1b", "\x07", "\x9b", "\ufffd", "\ue000", "\U000f0000", "\u0378"]
)
def test_signs_that_cannot_be_printed_are_refused(sign: str) -> None:
    for column in ("nama", "jabatan_sekarang", "unit_kerja"):
        error = problem_of(lines(row_with(column, f"Siti{sign}")))
        assert (error.code, error.details["column"]) == ("roster.unreadable", column)


@pytest.mark.parametrize("name", ["1234", "Siti 1979", "-", "197903012005032004", "..."])
def test_what_cannot_be_a_name_is_refused(name: str) -> None:
    error = problem_of(lines(row_with("nama", name)))
    assert (error.code, error.details["value"]) == ("roster.name", name)


def test_a_text_has_a_greatest_length() -> None:
    assert len(applications(lines(row_with("unit_kerja", "x" * 300)))[0].unit) == 300
    error = problem_of(lines(row_with("unit_kerja", "x" * 301)))
    assert (error.code, error.details["most"]) == ("roster.long", 300)


def test_three_people_of_the_tests_have_valid_numbers() -> None:
    assert all(is_nip(nip) for nip in (NIP, OTHER_NIP, THIRD_NIP))
    assert len(applications(lines(ROW, OTHER))) == 2
