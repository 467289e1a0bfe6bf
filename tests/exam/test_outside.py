"""Scores from outside, as others export them: read, repaired on the record, or refused."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.config import ExamConfig
from exam.errors import RosterError
from exam.outside.reading import OutsideScores, parse_outside
from exam.roster import Application
from exam.roster.applications import SetAside
from exam.roster.report import remarks_on
from exam.sentences import SENTENCES, sentence
from tests.exam.selections import SMALL, changed, parsed
from tests.exam.spreadsheets import Book, Made, Tab, Value, number

SITI = Application("001", "Dr. Siti Rahma, M.Si.", "197003051995032001", "-", "-", "brida")
BUDI = Application("002", "Budi Santoso", "197104061996031002", "-", "-", "damkar")
ANI = Application("010", "Ani Lestari", "197205071997032003", "-", "-", "brida")
PEOPLE = (SITI, BUDI, ANI)
HEAD = ["No", "Nomor Peserta", "Nama", "NIP", "Nilai"]


def config() -> ExamConfig:
    return parsed(SMALL)


def read(
    raw: bytes,
    people: Sequence[Application] = PEOPLE,
    set_aside: Sequence[SetAside] = (),
    selection: ExamConfig | None = None,
) -> OutsideScores:
    selection = selection or config()
    stage = next(stage for stage in selection.stages if stage.id == "asesmen")
    return parse_outside(raw, "nilai.xlsx", stage, selection, people, set_aside)


def csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def book(*rows: Sequence[Value], **tab: Any) -> bytes:
    return Book([Tab([HEAD, *rows], **tab)]).write()


def scores(found: OutsideScores) -> dict[str, str]:
    return {one.application_id: one.score for one in found.scores}


def repairs(found: OutsideScores) -> set[str]:
    return {one.code for one in found.repairs}


def refusals(raw: bytes, people: Sequence[Application] = PEOPLE) -> list[str]:
    with pytest.raises(RosterError) as refused:
        read(raw, people)
    for problem in refused.value.problems:
        assert sentence(problem, str).startswith("nilai.xlsx")
    return [problem.code for problem in refused.value.problems]


# What is read


def test_a_plain_list_gives_scores_by_application() -> None:
    found = read(csv("Nomor Peserta;Nilai", "001;80", "002;75.5", "010;0"))
    assert scores(found) == {"001.brida": "80", "002.damkar": "75.5", "010.brida": "0"}
    assert found.without == ()
    assert [one.row for one in found.scores] == [2, 3, 4]


def test_decimal_commas_are_read_and_told() -> None:
    found = read(csv("No. Peserta;Nilai Akhir", "001;80,25", "002;75", "010;60"))
    assert scores(found)["001.brida"] == "80.25"
    assert repairs(found) == {"outside.comma"}


def test_a_workbook_with_titles_numbering_and_a_sum_is_read() -> None:
    raw = Book(
        [
            Tab(
                [
                    ["HASIL UJI KOMPETENSI"],
                    [],
                    HEAD,
                    ["(1)", "(2)", "(3)", "(4)", "(5)"],
                    ["1", "001", SITI.name, SITI.nip, number("82.299999999999997")],
                    ["2", "002", BUDI.name, BUDI.nip, number("75")],
                    HEAD,
                    ["3", "010", ANI.name, ANI.nip, number("90.5")],
                    ["Jumlah", None, None, None, number("247.8")],
                    [None, None, "Ketua Tim Asesor"],
                ]
            )
        ]
    ).write()
    found = read(raw)
    assert scores(found) == {"001.brida": "82.3", "002.damkar": "75", "010.brida": "90.5"}
    assert repairs(found) == {"repair.numbering", "repair.header", "repair.footer"}


def test_numbers_that_lost_their_zeros_are_known_and_told() -> None:
    raw = book([None, number("1"), None, None, number("80")], [None, "2", None, None, "70"])
    found = read(raw)
    assert scores(found) == {"001.brida": "80", "002.damkar": "70"}
    assert repairs(found) == {"outside.number"}


def test_a_nip_says_who_where_there_is_no_number() -> None:
    found = read(
        csv("NIP,Nama,Skor", f"{SITI.nip[:8]} {SITI.nip[8:]},{SITI.name.split(',')[0]},81")
    )
    assert scores(found) == {"001.brida": "81"}


def test_a_nip_that_lost_its_digits_does_not_matter_beside_the_number() -> None:
    raw = book([None, "001", SITI.name, number("1.97003051995032E+17"), number("80")])
    assert scores(read(raw)) == {"001.brida": "80"}


@pytest.mark.parametrize("heading", ["Asesmen", "NILAI ASESMEN", "Skor Akhir", "nilai (0-100)"])
def test_the_column_of_scores_is_known_by_usual_names_and_that_of_the_stage(heading: str) -> None:
    assert scores(read(csv(f"Nomor Peserta;{heading}", "001;80"))) == {"001.brida": "80"}


def test_a_header_may_have_two_rows() -> None:
    raw = Book([Tab([["Nomor Peserta", "Nama", None], [None, None, "Nilai"], ["001", None, "80"]])])
    assert scores(read(raw.write())) == {"001.brida": "80"}


@pytest.mark.parametrize("nothing", ["", "-", "–", "TH", "Tidak hadir", " absen "])
def test_who_has_no_score_is_told_and_none_is_made_up(nothing: str) -> None:
    found = read(csv("Nomor Peserta;Nama;Nilai", f"001;{SITI.name};80", f"002;Budi;{nothing}"))
    assert scores(found) == {"001.brida": "80"}
    assert found.without == (BUDI.id, ANI.id)
    assert "outside.without" in repairs(found)


def test_a_name_that_is_written_differently_is_told() -> None:
    found = read(csv("Nomor Peserta;Nama;Nilai", "001;SITI RAHMA;80"))
    assert repairs(found) == {"outside.name"}


def test_the_same_score_twice_counts_once() -> None:
    found = read(csv("Nomor Peserta;Nilai", "001;80", "001;80,0"))
    assert scores(found) == {"001.brida": "80"}
    assert "outside.twice" in repairs(found)


def test_many_decimals_count_in_full_and_are_told() -> None:
    raw = book([None, "001", None, None, number("78.333333333333329", "0.00")])
    found = read(raw)
    assert scores(found) == {"001.brida": "78.3333333333333"}
    assert repairs(found) == {"outside.places"}


def test_scores_that_are_all_small_may_be_of_another_scale() -> None:
    assert repairs(read(csv("Nomor Peserta;Nilai", "001;8.5", "002;9"))) == {"outside.small"}


def test_other_sheets_and_columns_are_told() -> None:
    first = Tab([["Nomor Peserta", "Catatan", "Nilai"], ["001", "baik", "80"]], "Nilai")
    found = read(Book([first, Tab([["Keterangan"]], "Lain")]).write())
    assert repairs(found) == {"repair.sheet", "repair.column"}


def test_a_hidden_column_of_scores_is_read_and_told() -> None:
    raw = book([None, "001", None, None, "80"], hidden_columns=[(5, 5)])
    assert repairs(read(raw)) == {"repair.hidden-column"}


# Several posts


SITIS = tuple(
    replace(SITI, number=f"001-{turn}", post_id=post_id, person="001")
    for turn, post_id in enumerate(("brida", "damkar"), 1)
)
POSTS_HEAD = "Nomor Peserta;Jabatan yang dilamar;Nilai"


@pytest.mark.parametrize(
    "lines",
    [
        ("Nomor Peserta;Nilai", "001;80"),
        ("Nomor Peserta;Nilai", "1;80"),
        ("NIP;Nilai", f"{SITI.nip};80"),
        (POSTS_HEAD, "001;;80"),
        ("Nomor Peserta;Nilai", "001;80", "001-2;80"),
    ],
)
def test_without_a_post_a_score_is_for_all_posts_of_a_person(lines: Sequence[str]) -> None:
    assert scores(read(csv(*lines), SITIS)) == {"001-1.brida": "80", "001-2.damkar": "80"}


@pytest.mark.parametrize(
    "lines",
    [
        (POSTS_HEAD, "001;Kepala Badan Riset;80", "001;damkar;70"),
        ("Nomor Peserta;Nilai", "001-1;80", "1-2;70"),
        (POSTS_HEAD, "001-1;brida;80", "001-2;;70"),
    ],
)
def test_with_a_post_or_the_number_of_one_a_score_is_for_that_one(lines: Sequence[str]) -> None:
    assert scores(read(csv(*lines), SITIS)) == {"001-1.brida": "80", "001-2.damkar": "70"}


def test_only_a_number_that_lost_its_zeros_is_told() -> None:
    for typed, found in (("001", set()), ("001-2", set()), ("1-2", {"outside.number"})):
        assert repairs(read(csv("Nomor Peserta;Nilai", f"{typed};80"), SITIS)) == found


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((POSTS_HEAD, "001;Kepala Dinas Pasar;80"), "outside.other-post"),
        ((POSTS_HEAD, "001-1;damkar;80"), "outside.other-post"),
        (("Nomor Peserta;Nilai", "001;80", "001-2;70"), "outside.two-scores"),
        (("Nomor Peserta;Nilai", "001-3;80"), "outside.unknown"),
    ],
)
def test_what_contradicts_the_posts_of_a_person_is_refused(lines: Sequence[str], code: str) -> None:
    assert refusals(csv(*lines), SITIS) == [code]


def test_a_row_may_name_all_posts_of_a_person_in_one_cell() -> None:
    lines = (POSTS_HEAD, '001;"1. Kepala Badan Riset\n2. Kepala Dinas Pemadam";80')
    assert scores(read(csv(*lines), SITIS)) == {"001-1.brida": "80", "001-2.damkar": "80"}


def test_a_row_of_a_post_that_is_not_held_is_set_aside_and_told() -> None:
    name = 'name = "Kepala Dinas Pemadam"\n'
    selection = changed((name, f"{name}held = false\n"))
    budi = (SetAside(BUDI.number, BUDI.nip),)
    for head, who, shown in (
        ("Nomor Peserta;Nilai", BUDI.number, "002"),
        ("Nomor Peserta;Nilai", "2", "2"),
        ("NIP;Nilai", BUDI.nip, BUDI.nip),
        (POSTS_HEAD, "001;damkar", "001"),
    ):
        lines = csv(head, f"010;{'brida;' * head.count('Jabatan')}70", f"{who};70")
        if head.startswith("NIP"):
            lines = csv(head, f"{ANI.nip};70", f"{who};70")
        found = read(lines, (SITI, ANI), budi, parsed(selection))
        assert scores(found) == {"010.brida": "70"}
        (told,) = [one for one in found.repairs if one.code == "outside.not-held"]
        assert (told.row, told.found) == (3, shown)


def test_the_post_of_somebody_who_has_one_tells_nothing() -> None:
    assert scores(read(csv(POSTS_HEAD, "001;Camat;80"))) == {"001.brida": "80"}


# What is refused


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("Kolom A;Kolom B", "1;2"), "outside.header"),
        (("Nomor Peserta;Hasil", "001;80"), "outside.no-scores"),
        (("Jabatan dilamar;Nilai", "brida;80"), "outside.nobody"),
        (("Nomor Peserta;Nilai;Nilai Akhir", "001;80;81"), "outside.columns-alike"),
        (("Nomor Peserta;Nilai", "001;-"), "outside.empty"),
        (("Nomor Peserta;Nilai", "099;80"), "outside.unknown"),
        (("Nomor Peserta;Nilai", ";80"), "outside.whose"),
        (("Nomor Peserta;Nilai", "A;80"), "outside.whose"),
        (("Nomor Peserta;Nilai", "001;80", "1;81"), "outside.two-scores"),
        (("Nomor Peserta;Nilai", "001;baik"), "outside.score"),
        (("Nomor Peserta;Nilai", "001;-5"), "outside.score"),
        (("Nomor Peserta;Nilai", "001;100,01"), "outside.range"),
        (("Nomor Peserta;Nama;Nilai", "001;Budi Santoso;80"), "outside.other-name"),
        (("Nomor Peserta;NIP;Nilai", f"001;{BUDI.nip};80"), "outside.other-nip"),
        (("NIP;Nilai", "1.97003E+17;80"), "roster.lossy"),
    ],
)
def test_what_is_not_certain_is_refused(lines: tuple[str, ...], code: str) -> None:
    assert refusals(csv(*lines)) == [code]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (number("46150", "dd-mmm"), "roster.cell-date"),
        (number("0.85", "0%"), "outside.percent"),
        (number("101"), "outside.range"),
        (Made("<v>#REF!</v>", "e"), "roster.cell-error"),
        (Made("<v>1</v>", "b"), "roster.cell-error"),
        (Made("<f>A1*2</f>"), "roster.cell-formula"),
    ],
)
def test_a_cell_that_is_no_score_is_refused(cell: Made, code: str) -> None:
    assert refusals(book([None, "001", None, None, cell])) == [code]


def test_hidden_rows_are_refused() -> None:
    raw = book([None, "001", None, None, "80"], hidden_rows=[2])
    assert refusals(raw) == ["roster.hidden"]


def test_two_sheets_with_scores_are_refused() -> None:
    rows = [["Nomor Peserta", "Nilai"], ["001", "80"]]
    assert refusals(Book([Tab(rows, "A"), Tab(rows, "B")]).write()) == ["outside.sheets"]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    assert refusals(csv("Nomor Peserta;Nilai", "001;200", "099;80", ";70", "002;x")) == [
        "outside.range",
        "outside.unknown",
        "outside.whose",
        "outside.score",
    ]


def test_every_repair_can_be_said() -> None:
    found = read(csv("Nomor Peserta;Nama;Nilai", "1;SITI RAHMA;8,255", "001;SITI;8,255", "2;;"))
    said = [sentence(remark, str) for remark in remarks_on(found.repairs)]
    assert repairs(found) >= {"outside.comma", "outside.name", "outside.number", "outside.small"}
    assert all("{" not in one for one in said)
    assert repairs(found) <= SENTENCES.keys()


@given(st.lists(st.decimals(0, 100, places=2), min_size=3, max_size=3))
def test_whatever_is_written_with_a_comma_or_a_point_is_the_number_that_it_says(
    given: list[object],
) -> None:
    lines = [f"{one.number};{value}" for one, value in zip(PEOPLE, given, strict=True)]
    found = read(csv("Nomor Peserta;Nilai", *lines))
    commas = read(csv("Nomor Peserta;Nilai", *(line.replace(".", ",") for line in lines)))
    assert list(scores(found).values()) == [str(value) for value in given]
    assert scores(commas) == scores(found)
