"""Which rows of a list are candidates: none is ever left out in silence."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from exam.roster.tables import MOST_ROWS
from tests.exam.rosters import (
    BUDI,
    BUDIS,
    HEADER,
    HEADINGS,
    NIP,
    OTHER,
    POSTS,
    ROW,
    SITI,
    SITIS,
    applications,
    config_with,
    lines,
    problem_of,
    problems_of,
    read,
    remarks,
)
from tests.exam.spreadsheets import Value, book

NUMBERS = "1,2,3,4,5,6"


@pytest.mark.parametrize("row", [NUMBERS, "(1),(2),(3),(4),(5),(6)", "2,3,4,5,6,7"])
def test_the_row_that_numbers_the_columns_is_passed_over_and_told(row: str) -> None:
    text = lines(row, ROW)
    assert read(text).applications == (SITI,)
    assert remarks(text) == ["Row 2 only numbers the columns and was passed over."]


@pytest.mark.parametrize("row", ["1,2,3,4,5,7", "6,5,4,3,2,1", "1,2,3,4,5,x", ",,,,1,2"])
def test_a_row_that_only_looks_like_numbering_is_not_passed_over(row: str) -> None:
    assert problems_of(lines(row, ROW))[0].details["row"] == 2


def test_a_header_that_stands_again_on_the_next_page_is_passed_over_and_told() -> None:
    text = lines(ROW, HEADER.upper(), OTHER)
    assert read(text).applications == (SITI, BUDI)
    assert remarks(text) == ["The header stands again in row 3 and was passed over."]


def test_a_row_in_which_only_a_running_number_stands_is_empty() -> None:
    rows = [f"No,{HEADER}", f"1,{ROW}", "2,,,,,,", f"3,{OTHER}", "4,,,,,,"]
    assert applications("\n".join(rows)) == (SITI, BUDI)


def signed(*rows: str) -> str:
    return lines(ROW, OTHER, *rows)


@pytest.mark.parametrize(
    "rows",
    [
        [
            "",
            ',"Semarang, 12 Mei 2026"',
            ",Ketua Pansel",
            "",
            ",Dr. Suharto",
            ",NIP. 19700101 199003 1 001",
        ],
        [",,,,,Jumlah", ",,,,,54"],
        ["Jumlah,,,,54,", ""],
        ["Catatan: peserta membawa KTP,,,,,"],
        ["", "Mengetahui,,,,Ketua,", "NIP.197001011990031001,,NIP.197101011990031001,,,"],
        [",,,x,y,Keterangan".replace("x,y,Keterangan", "Keterangan: lulus,,"), ",,,* wajib,,"],
    ],
)
def test_what_certainly_stands_below_the_list_is_passed_over_and_told(rows: list[str]) -> None:
    text = signed(*rows)
    assert read(text).applications == (SITI, BUDI)
    (remark,) = remarks(text)
    assert remark.startswith("Below the list, passed over: row ")
    for row in rows:
        assert all(word.strip('"* ')[:20] in remark for word in row.split(",") if '"' not in word)


@pytest.mark.parametrize(
    ("row", "value"),
    [
        (",Agus Salim,,,,", "Agus Salim"),
        (",,,,Dinas Sosial,Camat", "Dinas Sosial | Camat"),
        ("belum,Agus,,,,", "belum | Agus"),
    ],
)
def test_a_row_that_might_be_a_candidate_is_never_left_out(row: str, value: str) -> None:
    for text in (signed(row), lines(ROW, row, OTHER), lines(row), lines(row, ROW)):
        error = problem_of(text)
        assert (error.code, error.details["value"]) == ("roster.stray", value)


@pytest.mark.parametrize(
    "row",
    [
        "003,,,,,",
        ",Agus Salim,198105172006041009,,,",
        ",Agus Salim,NIP. 19810517 200604 1 009,,,",
        ",,,Camat,Dinas Sosial,Kepala Badan Riset dan Inovasi Daerah".replace(",,,", ",Agus,,", 1),
        "55,,,,,Kepala Badan",
        ",Agus Salim,,,,DAMKAR",
        ",,,,,Kepala Dinas Pemadam Kebakaran",
    ],
)
def test_a_candidate_below_an_empty_row_is_still_a_candidate(row: str) -> None:
    problems = problems_of(signed("", row))
    assert {one.details["row"] for one in problems} == {5}
    assert problems[0].code == "roster.incomplete"


def test_a_candidate_may_stand_below_what_looks_like_the_end() -> None:
    problems = problems_of(lines(ROW, "", "Catatan,,,,,", OTHER))
    assert [(one.code, one.details["row"]) for one in problems] == [("roster.stray", 4)]


def test_a_nip_below_the_list_without_a_name_is_no_candidate() -> None:
    text = signed("", f",NIP. {NIP},NIP. {NIP},,,")
    assert read(text).applications == (SITI, BUDI)


@pytest.mark.parametrize("broken", [198105172006041009, "1.98105E+17"])
def test_a_nip_that_a_spreadsheet_broke_still_makes_a_candidate(broken: Value) -> None:
    rows: list[Sequence[Value]] = [HEADINGS, SITIS, [], [None, "Agus", broken]]
    assert {one.code for one in problems_of(book(*rows))} == {"roster.incomplete", "roster.lossy"}


def test_a_date_below_the_list_is_no_nip() -> None:
    rows: list[Sequence[Value]] = [HEADINGS, SITIS, [], [None, "Semarang", "12-05-2026"]]
    assert read(book(*rows)).applications == (SITI,)


def test_a_title_merged_across_the_table_is_passed_over_and_told() -> None:
    raw = book(HEADINGS, ["I. BRIDA"], SITIS, ["II. DAMKAR"], BUDIS, merged=["A2:F2", "A4:F4"])
    assert read(raw).applications == (SITI, BUDI)
    assert remarks(raw) == ["Not candidates, passed over: row 2, 4 (“I. BRIDA”, “II. DAMKAR”)."]


@pytest.mark.parametrize("merged", [["A2:B2"], ["C2:F2"], ["A3:F3"], ["A1:F1"], []])
def test_a_title_that_is_not_merged_across_name_and_nip_is_refused(merged: list[str]) -> None:
    raw = book(HEADINGS, ["DAMKAR"], SITIS, merged=merged)
    assert problem_of(raw).code == "roster.stray"


# Merged cells


def test_merged_cells_count_for_each_of_their_rows() -> None:
    raw = book(
        HEADINGS,
        SITIS,
        [None, None, None, None, None, POSTS[1].name],
        [None, None, None, None, None, POSTS[2].name],
        BUDIS,
        merged=[f"{letter}2:{letter}4" for letter in "ABCDE"],
    )
    config = config_with(most_posts=3)
    assert [one.id for one in read(raw, config).applications] == [
        "001-1.brida",
        "001-2.damkar",
        "001-3.staf-ahli",
        "002.damkar",
    ]
    assert "Column NIP: merged cells count for each of their rows, 2 × (row 3, 4)." in remarks(
        raw, config
    )


@pytest.mark.parametrize(
    "merged",
    [["A5:A6"], ["Z2:Z3"], ["D2:E3"], ["D1:D2"], ["D2:D2"], ["D2"], ["D900:D901"]],
    ids=["below", "beside", "block", "header", "one", "single", "outside"],
)
def test_other_merged_cells_fill_nothing(merged: list[str]) -> None:
    raw = book(HEADINGS, SITIS, [*BUDIS[:3], None, *BUDIS[4:]], merged=merged)
    assert problem_of(raw).code == "roster.blank"


def test_merged_cells_that_lie_over_each_other_fill_only_once() -> None:
    rows: list[Sequence[Value]] = [HEADINGS, SITIS, [*BUDIS[:4], None, BUDIS[5]]]
    raw = book(*rows, merged=["E2:E3", "E3:E4", "E2:E1048576"])
    assert [one.unit for one in read(raw).applications] == ["Bappeda", "Bappeda"]


def test_merged_empty_cells_stay_empty() -> None:
    raw = book(HEADINGS, [*SITIS[:4], None, SITIS[5]], BUDIS, merged=["E2:E3"])
    assert problem_of(raw).details["row"] == 2


def test_a_merge_to_the_end_of_the_sheet_costs_nothing() -> None:
    raw = book(HEADINGS, SITIS, merged=[f"{letter}2:{letter}1048576" for letter in "ABCDEF"])
    assert applications(raw) == (SITI,)


def test_more_merged_cells_than_rows_are_refused() -> None:
    merged = [f"H{at}:H{at + 1}" for at in range(1, 2 * MOST_ROWS + 3, 2)]
    assert problem_of(book(HEADINGS, SITIS, merged=merged)).code == "roster.large"


# Hidden rows


def test_hidden_candidates_are_refused_by_their_rows() -> None:
    rows = [HEADINGS, SITIS, BUDIS]
    error = problem_of(book(*rows, hidden_rows=[2, 3]))
    assert error.code == "roster.hidden"
    assert (error.details["count"], error.details["rows"]) == (2, "2, 3")


def test_hidden_rows_that_are_no_candidates_do_not_matter() -> None:
    rows: list[Sequence[Value]] = [["Judul"], HEADINGS, SITIS, [], ["Catatan"]]
    assert read(book(*rows, hidden_rows=[1, 2, 4, 5])).applications == (SITI,)


# Posts that are not held


def test_who_applied_for_a_post_that_is_not_held_needs_no_group() -> None:
    config = config_with(groups=(("A",), ("B",)))
    posts = (POSTS[0], replace(POSTS[1], held=False))
    partly = replace(config, posts=posts)
    with_group, without = f"{ROW},A", f"{OTHER},"
    raw = "\n".join((f"{HEADER},kelompok", with_group, without))
    roster = read(raw, partly)
    assert [one.number for one in roster.applications] == ["001"]
    assert roster.set_aside == (BUDI,)
    error = problem_of(raw, config)
    assert (error.code, error.details["row"]) == ("roster.blank", 3)
