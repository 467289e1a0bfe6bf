"""Who the candidates are and what they apply for: contradictions are refused by both rows."""

import pytest

from exam.config import Accommodation
from exam.roster.nip import is_nip
from tests.exam.rosters import (
    HEADER,
    NIP,
    OTHER,
    POSTS,
    ROW,
    applications,
    config_with,
    lines,
    problem_of,
    problems_of,
    read,
    row_with,
)

THREE_POSTS = config_with(most_posts=3)


@pytest.mark.parametrize(
    ("column", "value"), [("nomor_peserta", "001"), ("nip", NIP)], ids=["number", "nip"]
)
def test_what_belongs_to_another_person_names_both_rows(column: str, value: str) -> None:
    error = problem_of(lines(ROW, row_with(column, value, OTHER)))
    assert error.code == "roster.twice"
    assert (error.details["row"], error.details["first"]) == (3, 2)
    assert (error.details["column"], error.details["value"]) == (column, value)


@pytest.mark.parametrize(("number", "like"), [("a-1", "A-1"), ("A-1", "a-1")])
def test_numbers_that_people_take_for_the_same_are_the_same(number: str, like: str) -> None:
    rows = row_with("nomor_peserta", number), row_with("nomor_peserta", like, OTHER)
    assert problem_of(lines(*rows)).code == "roster.twice"


def test_a_duplicate_is_found_even_if_the_rows_have_other_problems() -> None:
    rows = row_with("jabatan_dilamar", "Camat"), row_with("nomor_peserta", "001", OTHER)
    assert [one.code for one in problems_of(lines(*rows))] == ["roster.post", "roster.twice"]


def test_the_same_row_twice_is_refused_by_both_rows() -> None:
    error = problem_of(lines(ROW, OTHER, ROW), THREE_POSTS)
    assert (error.code, error.details["row"], error.details["first"]) == ("roster.repeated", 4, 2)


def second(post: int = 1, row: str = ROW) -> str:
    return row_with("jabatan_dilamar", POSTS[post].name, row)


def test_a_second_post_is_refused_where_one_is_allowed() -> None:
    error = problem_of(lines(ROW, second()))
    assert error.code == "roster.many-posts"
    assert (error.details["row"], error.details["value"], error.details["most"]) == (3, "001", 1)


def test_one_person_may_apply_for_as_many_posts_as_the_exam_allows() -> None:
    read_back = applications(lines(ROW, OTHER, second(1), second(2)), THREE_POSTS)
    assert [one.id for one in read_back] == [
        "001-1.brida",
        "002.damkar",
        "001-2.damkar",
        "001-3.staf-ahli",
    ]
    error = problem_of(lines(ROW, second(1), second(2)), config_with(most_posts=2))
    assert (error.code, error.details["row"]) == ("roster.many-posts", 4)


@pytest.mark.parametrize("column", ["nama", "jabatan_sekarang", "unit_kerja"])
def test_rows_of_one_person_have_to_agree(column: str) -> None:
    error = problem_of(lines(ROW, row_with(column, "Lain", second())), THREE_POSTS)
    assert error.code == "roster.differs"
    assert (error.details["row"], error.details["first"]) == (3, 2)
    assert (error.details["column"], error.details["value"]) == (column, "Lain")


def test_a_cell_that_was_refused_does_not_disagree_too() -> None:
    for rows in ((row_with("nama", "1234"), second()), (ROW, row_with("nama", "1234", second()))):
        assert problem_of(lines(*rows), THREE_POSTS).code == "roster.name"


def test_several_posts_in_one_cell_are_as_many_applications() -> None:
    cell = f'"1. {POSTS[0].name}\n2) {POSTS[1].name}\n\n(3) staf-ahli"'
    roster = read(lines(row_with("jabatan_dilamar", "@").replace("@", cell)), THREE_POSTS)
    assert [one.post_id for one in roster.applications] == ["brida", "damkar", "staf-ahli"]
    assert {one.person for one in roster.applications} == {"001"}
    (repair,) = roster.repairs
    assert (repair.code, repair.row, repair.made) == (
        "repair.posts",
        2,
        "brida + damkar + staf-ahli",
    )


def test_several_posts_in_one_cell_are_refused_where_one_is_allowed() -> None:
    row = row_with("jabatan_dilamar", f"{POSTS[0].name}; {POSTS[1].name} ; \n")
    assert problem_of(lines(row)).code == "roster.post-near"
    assert len(read(lines(row), THREE_POSTS).applications) == 2


def test_several_posts_are_certain_only_if_each_is() -> None:
    row = row_with("jabatan_dilamar", f"{POSTS[0].name}; Camat")
    assert problem_of(lines(row), THREE_POSTS).code == "roster.post-near"


def rounded(count: int) -> list[str]:
    """Rows whose NIPs went through a floating point number."""
    nips = [str(int(float(f"1979{at:02}012005031003"))) for at in range(1, count + 1)]
    assert all(is_nip(nip) and nip.endswith("031008") for nip in nips)
    return [row_with("nip", nip, ROW.replace("001", f"{at:03}")) for at, nip in enumerate(nips)]


def test_nips_that_a_program_rounded_are_refused_though_each_could_be_one() -> None:
    error = problem_of(lines(*rounded(5)))
    assert (error.code, error.details["column"]) == ("roster.rounded", "nip")


def test_a_few_nips_may_look_rounded_by_chance() -> None:
    assert len(applications(lines(*rounded(4)))) == 4
    assert len(applications(lines(*rounded(5), OTHER.replace("002", "009")))) == 6


# Posts


@pytest.mark.parametrize(
    "text",
    [
        "KEPALA DINAS PEMADAM KEBAKARAN",
        "Kepala  Dinas\u00a0Pemadam Kebakaran.",
        '"Kepala Dinas\nPemadam Kebakaran"',
        "damkar",
        "Damkar",
    ],
)
def test_a_post_is_known_by_name_or_id_whatever_its_case_spaces_and_punctuation(text: str) -> None:
    (application,) = read(lines(row_with("jabatan_dilamar", "@").replace("@", text))).applications
    assert application.post_id == "damkar"


def test_punctuation_inside_a_post_does_not_matter() -> None:
    row = row_with("jabatan_dilamar", "Staf Ahli Bidang Hukum Politik, Pemerintahan")
    assert applications(lines(row))[0].post_id == "staf-ahli"


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("Kepala Dinas Pemadam Kebakaran Kota Semarang", POSTS[1].name),
        ("Kepala Badan Riset & Inovasi Daerah", POSTS[0].name),
        ("Staf Ahli Bidang Hukum, Politik dan Pemerintahan", POSTS[2].name),
    ],
)
def test_a_post_that_is_only_like_one_is_refused_with_the_nearest(text: str, nearest: str) -> None:
    error = problem_of(lines(row_with("jabatan_dilamar", "@").replace("@", f'"{text}"')))
    assert (error.code, error.details["nearest"]) == ("roster.post-near", nearest)


@pytest.mark.parametrize("text", ["Camat", "-", "x" * 5000])
def test_a_post_that_is_like_none_is_refused(text: str) -> None:
    assert problem_of(lines(row_with("jabatan_dilamar", text))).code == "roster.post"


# Groups and accommodations


GROUPED = config_with(groups=(("Kelompok 1", "Kelompok 2"), ("Cadangan",)))
BLIND = config_with(
    accommodations=(Accommodation(id="netra", name="Disabilitas netra", extra_minutes=30),)
)


def with_column(heading: str, *values: str) -> str:
    rows = (ROW, OTHER)[: len(values)]
    return "\n".join(
        (f"{HEADER},{heading}", *(f"{a},{b}" for a, b in zip(rows, values, strict=True)))
    )


def test_without_groups_in_the_settings_the_column_is_kept_as_it_is_written() -> None:
    assert [one.group for one in applications(with_column("Sesi", "pagi", ""))] == ["pagi", ""]


def test_groups_are_written_as_the_settings_write_them() -> None:
    read_back = applications(with_column("Gelombang", "KELOMPOK 2", "cadangan"), GROUPED)
    assert [one.group for one in read_back] == ["Kelompok 2", "Cadangan"]


def test_groups_of_interviews_count_too() -> None:
    config = config_with(interview_groups=("A", "B"))
    assert applications(with_column("Kelompok", "a"), config)[0].group == "A"
    assert problem_of(with_column("Kelompok", "C"), config).code == "roster.choice"


def test_a_group_that_the_settings_lack_is_refused_with_those_that_there_are() -> None:
    error = problem_of(with_column("Kelompok", "Kelompok 2", "Kelompok 3"), GROUPED)
    assert (error.code, error.details["row"]) == ("roster.choice", 3)
    assert error.details["allowed"] == "Kelompok 1, Kelompok 2, Cadangan"


def test_where_the_settings_have_groups_everybody_needs_one() -> None:
    assert problem_of(lines(ROW), GROUPED).details["missing"] == "kelompok"
    error = problem_of(with_column("Kelompok", "Kelompok 1", ""), GROUPED)
    assert (error.code, error.details["row"]) == ("roster.blank", 3)


@pytest.mark.parametrize("text", ["netra", "disabilitas netra", "Netra"])
def test_an_accommodation_is_known_by_id_or_name(text: str) -> None:
    read_back = applications(with_column("Akomodasi", text, ""), BLIND)
    assert [one.accommodation for one in read_back] == ["netra", ""]


def test_an_accommodation_that_the_settings_lack_is_never_forgotten() -> None:
    text = with_column("Kebutuhan Khusus", "kursi roda")
    assert problem_of(text).code == "roster.no-choice"
    error = problem_of(text, BLIND)
    assert (error.code, error.details["allowed"]) == ("roster.choice", "Disabilitas netra")


def test_an_accommodation_belongs_to_the_person_not_to_the_row() -> None:
    rows = [f"{HEADER},Akomodasi", f"{ROW},netra", f"{second()},"]
    config = config_with(3, accommodations=BLIND.sitting_rules.accommodations)  # type: ignore[union-attr]
    error = problem_of("\n".join(rows), config)
    assert (error.code, error.details["column"]) == ("roster.differs", "Akomodasi")
