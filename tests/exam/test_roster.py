"""The list of candidates."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.config import Post, parse_config
from exam.errors import RosterError
from exam.roster import COLUMNS, Application, is_nip, parse_roster

CONFIGS = Path(__file__).parents[2] / "exam_configs"
POSTS = (Post("brida", "Kepala Badan Riset"), Post("damkar", "Kepala Dinas Pemadam"))
HEADER = ",".join(COLUMNS)
NIP, OTHER_NIP = "197903012005032004", "196912311994031001"
ROW = f"001,Siti Aminah,{NIP},Kepala Bidang,Bappeda,Kepala Badan Riset"
OTHER = f"002,Budi Santoso,{OTHER_NIP},Sekretaris,Dinas,Kepala Dinas Pemadam"
SITI = Application("001", "Siti Aminah", NIP, "Kepala Bidang", "Bappeda", "brida")
BUDI = Application("002", "Budi Santoso", OTHER_NIP, "Sekretaris", "Dinas", "damkar")


def parsed(*lines: str, end: str = "\n") -> tuple[Application, ...]:
    return parse_roster(end.join(lines).encode(), "daftar.csv", POSTS)


def refusal_of(raw: bytes) -> RosterError:
    with pytest.raises(RosterError) as refused:
        parse_roster(raw, "daftar.csv", POSTS)
    assert refused.value.details["file"] == "daftar.csv"
    return refused.value


def row_with(column: str, value: str) -> str:
    cells = ROW.split(",")
    cells[COLUMNS.index(column)] = value
    return ",".join(cells)


def test_the_roster_of_semarang_is_read_whole() -> None:
    config = parse_config((CONFIGS / "semarang.toml").read_bytes(), "semarang.toml")
    raw = (CONFIGS / "semarang" / "roster.csv").read_bytes()
    applications = parse_roster(raw, "roster.csv", config.posts)
    assert len(applications) == 54
    assert len({application.id for application in applications}) == 54
    assert {application.post_id for application in applications} == {
        post.id for post in config.posts
    }
    assert all(is_nip(application.nip) for application in applications)


def test_rows_become_applications_in_their_order() -> None:
    assert parsed(HEADER, ROW, OTHER) == (SITI, BUDI)
    assert SITI.id == "001.brida"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_roster_is_read_as_spreadsheets_save_it(delimiter: str, end: str, mark: str) -> None:
    lines = [line.replace(",", delimiter) for line in (mark + HEADER, ROW, OTHER, "")]
    assert parsed(*lines, end=end) == (SITI, BUDI)


def test_spaces_empty_lines_and_other_columns_do_not_matter() -> None:
    lines = [
        f"{HEADER},catatan",
        "",
        row_with("nama", "  Siti   Aminah ") + ",hadir",
        ",,,,,,",
        row_with("jabatan_dilamar", "KEPALA badan riset")
        .replace("001", "003")
        .replace(NIP, OTHER_NIP)
        + ",",
    ]
    first, second = parsed(*lines)
    assert first == SITI
    assert second.post_id == "brida"


def test_the_order_of_the_columns_does_not_matter() -> None:
    columns, cells = HEADER.split(",")[::-1], ROW.split(",")[::-1]
    assert parsed(",".join(columns), ",".join(cells)) == (SITI,)


def test_a_quoted_cell_keeps_commas_and_its_words_apart() -> None:
    office = 'Kepala Bidang ""A"", Bagian\nUmum'
    (application,) = parsed(HEADER, row_with("jabatan_sekarang", f'"{office}"'))
    assert application.office == 'Kepala Bidang "A", Bagian Umum'


@pytest.mark.parametrize("raw", [b"PK\x03\x04\xff\xfe", "Nama é".encode("latin-1")])
def test_a_file_that_is_no_utf_8_text_is_refused(raw: bytes) -> None:
    assert refusal_of(raw).code == "roster.encoding"


def test_missing_columns_are_named() -> None:
    error = refusal_of(b"nomor_peserta,nama,nip,unit_kerja\n")
    assert error.code == "roster.columns"
    assert error.details["missing"] == "jabatan_sekarang, jabatan_dilamar"
    assert refusal_of(b"").code == "roster.columns"


@pytest.mark.parametrize("lines", [[HEADER], [HEADER, "", ",,,,,"]])
def test_a_roster_without_candidates_is_refused(lines: list[str]) -> None:
    assert refusal_of("\n".join(lines).encode()).code == "roster.empty"


@pytest.mark.parametrize("row", ["003,Tiga", f"{OTHER},more"])
def test_a_row_with_too_few_or_too_many_cells_is_refused(row: str) -> None:
    error = refusal_of(f"{HEADER}\n{ROW}\n{row}\n".encode())
    assert (error.code, error.details["row"]) == ("roster.cells", 3)


@pytest.mark.parametrize("column", COLUMNS)
def test_an_empty_cell_is_named(column: str) -> None:
    error = refusal_of(f"{HEADER}\n{row_with(column, ' ')}\n".encode())
    assert error.code == "roster.blank"
    assert (error.details["row"], error.details["column"]) == (2, column)


@pytest.mark.parametrize(
    "number",
    ["-1", ".5", "/etc", "a b", "0" * 17, "no#1", "nö", "a/../../b", "01/2026", "a..b"],
)
def test_a_number_that_cannot_name_a_file_is_refused(number: str) -> None:
    error = refusal_of(f"{HEADER}\n{row_with('nomor_peserta', number)}\n".encode())
    assert (error.code, error.details["value"]) == ("roster.number", number)


@pytest.mark.parametrize("number", ["1", "001", "A-17", "JPT.001", "0" * 16])
def test_a_number_may_have_letters_dashes_and_dots(number: str) -> None:
    (application,) = parsed(HEADER, row_with("nomor_peserta", number))
    assert application.number == number


@pytest.mark.parametrize(
    ("column", "value"), [("nomor_peserta", "001"), ("nip", NIP)], ids=["number", "nip"]
)
def test_what_stands_twice_names_both_rows(column: str, value: str) -> None:
    cells = OTHER.split(",")
    cells[COLUMNS.index(column)] = value
    error = refusal_of(f"{HEADER}\n{ROW}\n{','.join(cells)}\n".encode())
    assert error.code == "roster.twice"
    assert (error.details["row"], error.details["first"]) == (3, 2)
    assert (error.details["column"], error.details["value"]) == (column, value)


def test_a_broken_nip_is_named() -> None:
    error = refusal_of(f"{HEADER}\n{row_with('nip', '19790301')}\n".encode())
    assert (error.code, error.details["value"]) == ("roster.nip", "19790301")


def test_an_unknown_post_is_named() -> None:
    error = refusal_of(f"{HEADER}\n{row_with('jabatan_dilamar', 'Kepala Laut')}\n".encode())
    assert (error.code, error.details["value"]) == ("roster.post", "Kepala Laut")


def test_a_cell_without_end_is_refused() -> None:
    long = '"' + "a" * 200_000
    error = refusal_of(f"{HEADER}\n{row_with('nama', long)}\n".encode())
    assert error.code.startswith("roster.")


@given(st.binary(max_size=80))
def test_whatever_the_file_holds_it_is_refused_as_a_roster(raw: bytes) -> None:
    refusal_of(raw)


@given(st.text(max_size=40))
def test_whatever_follows_the_header_is_refused_as_a_roster(text: str) -> None:
    refusal_of(f"{HEADER}\n{text}".encode(errors="replace"))


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
        ("19790301200503200", False),
        ("1979030120050320041", False),
        ("19790301 200503 2 004", False),
        (f"{NIP}\n", False),
        (NIP.replace("9", "\u0669"), False),
        ("", False),
    ],
)
def test_a_nip_is_a_birth_date_a_month_of_appointment_a_sex_and_a_serial(
    nip: str, valid: bool
) -> None:
    assert is_nip(nip) is valid
