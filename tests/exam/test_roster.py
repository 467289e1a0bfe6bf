"""The list of candidates: what an accepted one becomes, and who contradicts whom."""

import subprocess
import sys
from dataclasses import replace

import pytest

from exam.roster import Application
from exam.roster.findings import MOST_PROBLEMS
from exam.roster.headings import COLUMNS
from exam.roster.nip import is_nip
from exam.roster.reading import parse_roster
from tests.exam.rosters import (
    BUDI,
    CONFIG,
    CONFIGS,
    HEADER,
    NIP,
    OTHER,
    OTHER_NIP,
    POSTS,
    ROW,
    SEMARANG,
    SITI,
    THIRD_NIP,
    applications,
    config_with,
    lines,
    problem_of,
    problems_of,
    remarks,
    row_with,
)

THREE_POSTS = config_with(most_posts=3)


def test_the_roster_of_semarang_is_read_whole() -> None:
    raw = (CONFIGS / "semarang" / "roster.csv").read_bytes()
    roster = parse_roster(raw, "roster.csv", SEMARANG)
    assert roster.repairs == ()
    assert len({application.id for application in roster.applications}) == 54
    assert {application.post_id for application in roster.applications} == {
        post.id for post in SEMARANG.posts
    }
    assert all(is_nip(application.nip) for application in roster.applications)


def test_rows_become_applications_in_their_order() -> None:
    assert applications(lines(ROW, OTHER)) == (SITI, BUDI)
    assert SITI.id == "001.brida"


def test_an_application_of_an_exam_is_known_by_its_pseudonym() -> None:
    known = replace(SITI, pseudonym="8f1c0a2b3d4e5f60")
    assert known.id == "8f1c0a2b3d4e5f60"
    assert known.number == SITI.number


def test_empty_lines_and_the_order_of_columns_do_not_matter() -> None:
    turned = [",".join(line.split(",")[::-1]) for line in (HEADER, ROW, OTHER)]
    assert applications("\n\n".join(turned) + "\n,,,,,\n") == (SITI, BUDI)


@pytest.mark.parametrize("text", [HEADER, f"{HEADER}\n\n,,,,,\n", f"{HEADER},No\n,,,,,,1\n"])
def test_a_roster_without_candidates_is_refused(text: str) -> None:
    assert problem_of(text).code == "roster.empty"


@pytest.mark.parametrize("column", COLUMNS)
def test_an_empty_cell_is_named(column: str) -> None:
    error = problem_of(lines(row_with(column, " ")))
    assert error.code == "roster.blank"
    assert (error.details["row"], error.details["column"]) == (2, column)


def test_several_empty_cells_of_a_row_are_one_problem() -> None:
    error = problem_of(lines(OTHER, f"001,Siti,{NIP},,,{POSTS[0].name}"))
    assert (error.code, error.details["row"]) == ("roster.incomplete", 3)
    assert error.details["missing"] == "jabatan_sekarang, unit_kerja"


def test_all_problems_are_told_at_once_from_top_to_bottom() -> None:
    rows = [
        row_with("jabatan_dilamar", "Camat"),
        row_with("nip", "1979", OTHER),
        row_with("nama", "", ROW.replace("001", "003").replace(NIP, THIRD_NIP)),
    ]
    problems = problems_of(lines(*rows))
    assert [(one.code, one.details["row"]) for one in problems] == [
        ("roster.post", 2),
        ("roster.nip", 3),
        ("roster.blank", 4),
    ]


def test_one_row_may_have_several_problems() -> None:
    rows = lines(row_with("nip", "1979", row_with("nomor_peserta", "?")))
    assert [one.code for one in problems_of(rows)] == ["roster.number", "roster.nip"]


def broken(count: int, *columns: str) -> list[str]:
    """Rows in which these columns are wrong, the first row in the first column and so on."""
    rows = (
        ROW.replace("001", f"{at:03}").replace(NIP, f"{NIP[:-3]}{at:03}")
        for at in range(1, count + 1)
    )
    return [row_with(columns[at % len(columns)], "?", row) for at, row in enumerate(rows)]


def test_what_is_wrong_alike_in_many_rows_is_told_three_times_and_summed_up() -> None:
    *told, last = problems_of(lines(*broken(30, "nip"), ROW.replace("001", "?")))
    assert [(one.code, one.details["row"]) for one in told] == [
        *(("roster.nip", row) for row in (2, 3, 4)),
        ("roster.number", 32),
    ]
    assert (last.code, last.details["row"], last.details["count"]) == ("roster.alike", 2, 27)
    assert str(last.details["rows"]).startswith("5, 6, 7, 8, ")


def test_at_most_twenty_problems_are_told_and_the_rest_is_counted() -> None:
    header = HEADER.replace("nama", "Nama")
    text = "\n".join((header, *broken(30, "nip", "nama", "nomor_peserta", "jabatan_dilamar")))
    kinds = ["roster.nip", "roster.name", "roster.number", "roster.post"]
    codes = [one.code for one in problems_of(text)]
    assert codes == [*kinds * 3, *["roster.alike"] * 4]
    blanks = [row_with(column, "") for column in COLUMNS for _ in range(4)]
    wrong = [row.replace("001", f"{at:03}") for at, row in enumerate(blanks, 100)]
    *told, last = problems_of(text + "\n" + "\n".join(wrong))
    assert len(told) == MOST_PROBLEMS
    assert last.code == "roster.more"


def test_a_list_in_which_all_is_wrong_is_refused_in_a_few_sentences() -> None:
    rows = [f"{at:05},?,{at},,x,y{at}" for at in range(1, 3001)]
    problems = problems_of(lines(*rows))
    assert len(problems) <= MOST_PROBLEMS + 1
    assert problems[-1].code == "roster.more"


# What is told, and who pays for it


def test_repairs_of_one_kind_and_column_are_one_remark_with_the_first_rows() -> None:
    spaced = f"{NIP[:8]} {NIP[8:]}"
    rows = [row_with("nip", spaced), row_with("nama", " Budi  Santoso", OTHER)]
    assert remarks(lines(*rows)) == [
        "Column nip: spaces, dots and other signs removed, 1 × (row 2); for example "
        f"“{spaced}” became {NIP}.",
        "Column nama: superfluous spaces and line breaks removed, 1 × (row 3).",
    ]


def test_many_rows_are_counted_and_cut_short() -> None:
    rows = [row_with("unit_kerja", " X", ROW.replace("001", f"{at:03}")) for at in range(1, 13)]
    rows = [row.replace(NIP, f"{NIP[:-3]}{at:03}") for at, row in enumerate(rows, 1)]
    (remark,) = remarks(lines(*rows))
    assert "12 × (row 2, 3, 4, 5, 6, 7, 8, 9, …)" in remark


def test_what_the_file_says_cannot_play_tricks_in_a_sentence() -> None:
    error = problem_of(lines(row_with("jabatan_dilamar", "\u202e\x1b[2JX" + "y" * 100)))
    value = error.details["value"]
    assert isinstance(value, str)
    assert value.startswith("\ufffd\ufffd[2JXy")
    assert len(value) == 61


def test_a_kiosk_does_not_load_the_reading_of_spreadsheets() -> None:
    program = (
        "import kiosk.__main__, sys; print([name for name in sys.modules if 'roster' in name])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=180
    )
    assert "exam.roster.reading" not in done.stdout
    assert "exam.roster.workbook" not in done.stdout


def test_an_application_has_neither_group_nor_accommodation_unless_the_list_says_so() -> None:
    bare = Application("1", "A", OTHER_NIP, "b", "c", "brida")
    assert (bare.group, bare.accommodation) == ("", "")
    assert parse_roster(lines(ROW).encode(), "x", CONFIG).applications == (SITI,)
