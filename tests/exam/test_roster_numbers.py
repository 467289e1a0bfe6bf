"""NIP and candidate numbers: what a spreadsheet broke is refused, what it only dressed is read."""

import pytest

from exam.roster.formats import shown, shows_dates
from exam.roster.nip import is_nip
from tests.exam.rosters import (
    BUDIS,
    HEADINGS,
    NIP,
    OTHER,
    SITIS,
    applications,
    lines,
    problem_of,
    problems_of,
    read,
    remarks,
    row_with,
)
from tests.exam.spreadsheets import Made, Value, book, number

# NIP


@pytest.mark.parametrize(
    ("nip", "valid"),
    [
        (NIP, True),
        ("200002292020121001", True),
        ("199902292020121001", False),
        ("197913012005032004", False),
        ("197900012005032004", False),
        ("197903322005032004", False),
        ("000003012005032004", False),
        ("197903012005132004", False),
        ("197903012005002004", False),
        ("197903012005033004", False),
        ("197903012005030004", False),
        ("197903012005012999", True),
        ("197903012005122001", True),
        ("197903012005032000", False),
        ("197903011994031001", True),
        ("197903011993031001", False),
        ("197903011979031001", False),
        ("19790301200503200", False),
        ("1979030120050320041", False),
        ("19790301 200503 2 004", False),
        (f"{NIP}\n", False),
        (NIP.replace("9", "\u0669"), False),
        ("", False),
    ],
)
def test_a_nip_is_a_birth_date_an_appointment_a_sex_and_a_serial(nip: str, valid: bool) -> None:
    assert is_nip(nip) is valid


@pytest.mark.parametrize(
    "written",
    [
        "19790301 200503 2 004",
        "19790301\u00a0200503\u00a02\u00a0004",
        "19790301.200503.2.004",
        "19790301-200503-2-004",
        "19790301 – 200503 – 2 – 004",
        f"'{NIP}",
        f"`{NIP}",
        f"NIP. {NIP}",
        f"NIP: {NIP}",
        f"Nip {NIP}.",
        "197903012005032\n004",
        f"{NIP[:9]}\u200b{NIP[9:]}",
    ],
)
def test_signs_between_the_digits_of_a_nip_are_removed_and_told(written: str) -> None:
    roster = read(lines(row_with("nip", written)))
    assert roster.applications[0].nip == NIP
    assert roster.repairs[-1].made == NIP


@pytest.mark.parametrize(
    "written",
    [
        "1.97903E+17",
        "1,97903E+17",
        "1.97903012005032E+17",
        "2E+17",
        "'1.97903e17",
        "197903012005032000",
        "19790301 200503 2 000",
        "NIP. 197903012005032000",
    ],
)
def test_a_lossy_nip_is_refused_by_row_and_column(written: str) -> None:
    error = problem_of(lines(OTHER, row_with("nip", written)))
    assert error.code == "roster.lossy"
    assert (error.details["row"], error.details["column"]) == (3, "nip")
    assert error.details["value"] == written


@pytest.mark.parametrize(
    "raw", ["1.97903012005032E+17", "197903012005032000", "197903012005032004"]
)
@pytest.mark.parametrize("pattern", ["General", "0", "#id:1", "000000000000000000"])
def test_a_nip_that_stands_as_a_number_is_lossy_whatever_its_format(raw: str, pattern: str) -> None:
    error = problem_of(book(HEADINGS, [*SITIS[:2], number(raw, pattern), *SITIS[3:]]))
    assert (error.code, error.details["row"], error.details["column"]) == ("roster.lossy", 2, "NIP")


def test_a_short_number_is_no_nip_but_has_lost_nothing() -> None:
    assert problem_of(book(HEADINGS, [*SITIS[:2], 19790301, *SITIS[3:]])).code == "roster.nip"


@pytest.mark.parametrize("written", ["19790301", "197903O12005032004", "Siti Aminah", "-"])
def test_a_broken_nip_is_named(written: str) -> None:
    error = problem_of(lines(row_with("nip", written)))
    assert (error.code, error.details["value"]) == ("roster.nip", written)


def test_swapped_columns_are_told_in_both() -> None:
    row = row_with("nama", NIP, row_with("nip", "Siti Aminah"))
    assert [one.code for one in problems_of(lines(row))] == ["roster.name", "roster.nip"]


# Candidate numbers


@pytest.mark.parametrize(
    "text",
    [
        "-1",
        ".5",
        "/etc",
        "a b",
        "0" * 17,
        "no#1",
        "nö1",
        "a/../../b1",
        "01/2026",
        "a..b1",
        "JPT",
        "١",
    ],
)
def test_a_number_that_cannot_name_a_file_is_refused(text: str) -> None:
    error = problem_of(lines(row_with("nomor_peserta", text)))
    assert (error.code, error.details["value"]) == ("roster.number", text)


@pytest.mark.parametrize("text", ["1", "001", "A-17", "JPT.001", "0" * 16, "1A"])
def test_a_number_may_have_letters_dashes_and_dots(text: str) -> None:
    assert applications(lines(row_with("nomor_peserta", text)))[0].number == text


@pytest.mark.parametrize("text", ["02-Jan", "1-Agu", "Mar-79", "'05-Okt"])
def test_a_number_that_became_a_date_in_a_text_file_is_refused(text: str) -> None:
    assert problem_of(lines(row_with("nomor_peserta", text))).code == "roster.cell-date"


@pytest.mark.parametrize("text", ["JAN-02", "02-JAN", "102-Jan", "A-Jan-1", "Jan-2026"])
def test_a_number_that_only_looks_like_a_date_is_one(text: str) -> None:
    assert applications(lines(row_with("nomor_peserta", text)))[0].number == text


def test_an_apostrophe_before_a_number_is_removed_and_told() -> None:
    text = lines(row_with("nomor_peserta", "'001"))
    assert read(text).applications[0].number == "001"
    assert remarks(text) == ["Column nomor_peserta: apostrophe removed, 1 × (row 2)."]


def number_of(value: Value) -> str:
    return read(book(HEADINGS, [value, *SITIS[1:]])).applications[0].number


@pytest.mark.parametrize(
    ("raw", "pattern", "made"),
    [
        ("1", "General", "1"),
        ("1", "#id:0", "1"),
        ("17", "#id:1", "17"),
        ("1", "000", "001"),
        ("1234", "000", "1234"),
        ("0", "000", "000"),
        ("1.0", "000", "001"),
        ("1E2", "General", "100"),
        ("7", '"JPT-"000', "JPT-007"),
        ("7", "\\A-000", "A-007"),
        ("7", "000;-000;0", "007"),
        ("7", "[$-421]000", "007"),
        ("7", "[$-0421]General", "7"),
        ("1001", "#,##0", "1001"),
        ("1001", "#id:3", "1001"),
        ("1001", "@", "1001"),
        ("1001", "#id:49", "1001"),
        ("123456789012345", "0", "123456789012345"),
    ],
)
def test_a_number_is_taken_as_its_format_shows_it(raw: str, pattern: str, made: str) -> None:
    assert number_of(number(raw, pattern)) == made
    assert shown(raw, pattern) == made or pattern.startswith("#id:")


def test_what_a_format_adds_is_told() -> None:
    raw = book(HEADINGS, [number("1", "000"), *SITIS[1:]], [number("2", "000"), *BUDIS[1:]])
    assert remarks(raw) == [
        "Column No. Peserta: numbers written as their format shows them, 2 × (row 2, 3); for "
        "example 1 became 001."
    ]


@pytest.mark.parametrize(
    ("raw", "pattern"),
    [
        ("1.5", "General"),
        ("-1", "General"),
        ("-0", "000"),
        ("1234567890123456", "0"),
        ("1E300", "General"),
        ("1E-9", "000"),
        ("1E999999999", "000"),
        ("NaN", "000"),
        ("INF", "000"),
        ("x", "General"),
        ("7", "0.00"),
        ("7", "#id:2"),
        ("7", "#id:12"),
        ("7", "0/0"),
        ("7", "00-00"),
        ("7", "000_)"),
        ("7", "[Red]000"),
        ("7", '"JPT"'),
        ("7", "000%"),
    ],
)
def test_a_number_that_is_not_certain_is_refused(raw: str, pattern: str) -> None:
    assert shown(raw, pattern) is None or pattern.startswith("#id:")
    error = problem_of(book(HEADINGS, [number(raw, pattern), *SITIS[1:]]))
    assert (error.code, error.details["column"]) == ("roster.cell-number", "No. Peserta")


@pytest.mark.parametrize(
    ("format_number", "pattern", "dates"),
    [
        (14, "", True),
        (22, "", True),
        (45, "", True),
        (0, "General", False),
        (164, "dd/mm/yyyy", True),
        (164, "[$-421]d mmmm yyyy;@", True),
        (164, "hh:mm", True),
        (164, "General", False),
        (164, "GENERAL", False),
        (164, '"Kamar "000', False),
        (164, "\\d000", False),
        (164, "[Red]000", False),
        (164, "000_d", False),
        (164, "0.00E+00", False),
    ],
)
def test_formats_that_make_dates_are_known(format_number: int, pattern: str, dates: bool) -> None:
    assert shows_dates(format_number, pattern) is dates


def test_a_number_that_became_a_date_is_refused() -> None:
    for made in (
        number("45659", "dd-mm"),
        number("45659", "#id:16"),
        Made("<v>2025-01-02</v>", "d"),
    ):
        error = problem_of(book(HEADINGS, [made, *SITIS[1:]]))
        assert (error.code, error.details["column"]) == ("roster.cell-date", "No. Peserta")


@pytest.mark.parametrize(
    ("numbers", "refused"),
    [
        (("012", "7"), {3: "7"}),
        (("12", "007"), {2: "12"}),
        (("0012", "123"), {3: "123"}),
        (("012", "1000"), {}),
        (("012", "123"), {}),
        (("12", "7"), {}),
        (("A12", "7"), {}),
        (("012", "A7"), {}),
        (("0", "1"), {}),
    ],
)
def test_zeros_that_only_some_numbers_lost_are_refused(
    numbers: tuple[str, str], refused: dict[int, str]
) -> None:
    first, second = numbers
    text = lines(row_with("nomor_peserta", first), row_with("nomor_peserta", second, OTHER))
    if not refused:
        assert [one.number for one in applications(text)] == [first, second]
        return
    error = problem_of(text)
    assert (error.code, {error.details["row"]: error.details["value"]}) == ("roster.zeros", refused)
