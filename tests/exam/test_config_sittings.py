"""Whether it is settled who comes when and where, and by which rules."""

import pytest

from exam.config import parse_config
from exam.errors import ConfigError
from tests.exam.selections import (
    SECOND_SITTING,
    changed,
    parsed,
    refusal_of,
    two_sittings,
    with_interview,
)


def longer(*extra: str) -> str:
    """Return kinds of longer time that all have the same id."""
    kinds = ", ".join(f'{{ id = "a", name = "A", {keys} }}' for keys in extra)
    return f"accommodations = [{kinds}]"


@pytest.mark.parametrize(
    ("changes", "code", "key"),
    [
        ((('id = "siang"', 'id = "pagi"'),), "config.twice", "sittings[1:pagi].id"),
        ((('groups = ["B"]', 'groups = ["a"]'),), "config.twice", "sittings[1:siang].groups[0]"),
        ((('groups = ["B"]\n', ""),), "config.neither", "sittings[1:siang]"),
        (
            (('groups = ["B"]', 'groups = ["B"]\nposts = ["brida"]'),),
            "config.both",
            "sittings[1:siang]",
        ),
        ((('groups = ["B"]', 'posts = ["brida", "damkar"]'),), "config.mixed-sharing", "sittings"),
        ((("13:00:00", "08:00:29"),), "config.room-taken", "sittings[1:siang].start"),
        ((("13:00:00", "07:59:45"),), "config.room-taken", "sittings[1:siang].start"),
        (
            (("seats = 3", "seats = 3\nspare_seats = 3"),),
            "config.above",
            "sittings[0:pagi].spare_seats",
        ),
    ],
)
def test_sittings_that_do_not_fit_are_refused(
    changes: tuple[tuple[str, str], ...], code: str, key: str
) -> None:
    error = refusal_of(two_sittings(*changes))
    assert (error.code, error.details["key"]) == (code, key)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("13:00:00", "08:00:30"),
        ("13:00:00", "07:59:30"),
        ('13:00:00\nroom = "Lab"', '08:00:00\nroom = "Lab 2"'),
        ("2026-12-05\nstart = 13:00:00", "2026-12-06\nstart = 08:00:00"),
    ],
)
def test_sittings_apart_in_time_or_place_are_allowed(old: str, new: str) -> None:
    assert len(parsed(two_sittings((old, new))).sittings) == 2


def test_one_sitting_may_name_its_groups_or_its_posts_but_not_both() -> None:
    for who in ('groups = ["A"]', 'posts = ["damkar", "brida"]'):
        assert parsed(changed(("seats = 3", f"seats = 3\n{who}")))
    both = 'groups = ["A"]\nposts = ["damkar"]'
    assert refusal_of(changed(("seats = 3", f"seats = 3\n{both}"))).code == "config.both"


def test_a_post_without_a_sitting_is_named() -> None:
    error = refusal_of(changed(("seats = 3", 'seats = 3\nposts = ["brida"]')))
    assert (error.code, error.details["post"]) == ("config.post-unplaced", "damkar")


def test_a_selection_holds_a_post_at_least() -> None:
    none = (
        ('id = "brida"', 'id = "brida"\nheld = false'),
        ('id = "damkar"', 'id = "damkar"\nheld = false'),
    )
    error = refusal_of(changed(*none))
    assert (error.code, error.details["key"]) == ("config.nothing-held", "posts")


def test_a_post_that_is_not_held_needs_no_sitting() -> None:
    seats = ("seats = 3", 'seats = 3\nposts = ["brida"]')
    assert parsed(changed(seats, ('id = "damkar"', 'id = "damkar"\nheld = false')))


def test_a_post_that_there_is_not_cannot_be_given_a_sitting() -> None:
    error = refusal_of(changed(("seats = 3", 'seats = 3\nposts = ["brida", "x"]')))
    assert (error.code, error.details["known"]) == ("config.unknown-name", "brida, damkar")
    assert error.details["key"] == "sittings[0:pagi].posts[1]"


def test_who_applies_for_two_posts_needs_two_sittings() -> None:
    applications = ("[paper]", "[applications]\nmost_per_person = 2\n[paper]")
    error = refusal_of(changed(applications))
    assert (error.code, error.details["other"]) == ("config.above", "sittings")
    assert parsed(two_sittings(applications)).applications.most_per_person == 2


@pytest.mark.parametrize(
    ("rows", "lengths"),
    [("", (10, 10, 3)), ("rows = [12, 11]", (12, 11)), ("rows = [23]", (23,))],
)
def test_a_room_has_the_rows_that_it_names_or_rows_of_ten(
    rows: str, lengths: tuple[int, ...]
) -> None:
    sitting = parsed(changed(("seats = 3", f"seats = 23\n{rows}"))).sittings[0]
    assert sitting.row_lengths == lengths


def test_rows_that_do_not_add_up_to_the_seats_are_refused() -> None:
    error = refusal_of(changed(("seats = 3", "seats = 23\nrows = [10, 10]")))
    assert (error.code, error.details["key"]) == ("config.rows", "sittings[0:pagi].rows")
    assert (error.details["total"], error.details["seats"]) == (20, 23)


def test_days_of_interviews_are_shared_out_like_sittings() -> None:
    day = '[[interview.days]]\nid = "{0}"\ndate = 2026-12-0{1}\nstart = 08:00:00\nroom = "Aula"\n'
    first, second = day.format("satu", 7), day.format("dua", 8)
    days = f'{first}groups = ["A"]\n{second}'
    text = with_interview(("minutes = 60\n", f"minutes = 60\n{days}"))
    error = refusal_of(text)
    assert (error.code, error.details["key"]) == ("config.neither", "interview.days[1:dua]")
    assert parsed(changed((second, f'{second}groups = ["B"]\n'), text=text))


@pytest.mark.parametrize(
    ("rules", "code", "key"),
    [
        (
            "check_in = { opens_minutes_before = 5 }",
            "config.above",
            "check_in.closes_minutes_before",
        ),
        ("warnings = [5, 1, 5]", "config.twice", "warnings[2]"),
        ("lateness = { latest_minutes = 5 }", "config.lateness", "lateness.latest_minutes"),
        ('lateness = { rule = "time-runs" }', "config.lateness", "lateness.latest_minutes"),
        (
            'lateness = { rule = "full-time", latest_minutes = 2 }',
            "config.above",
            "lateness.latest_minutes",
        ),
        (
            "interruptions = { postpone_from_minutes = 14 }",
            "config.above",
            "interruptions.two_proctors_above_minutes",
        ),
        ('accommodations = [{ id = "a", name = "A" }]', "config.neither", "accommodations[0:a]"),
        (longer("extra_minutes = 1, extra_percent = 1"), "config.both", "accommodations[0:a]"),
        (
            longer("extra_minutes = 1", "extra_minutes = 1"),
            "config.twice",
            "accommodations[1:a].id",
        ),
    ],
)
def test_rules_of_a_sitting_that_cannot_be_kept_are_refused(
    rules: str, code: str, key: str
) -> None:
    error = refusal_of(changed(("minutes = 0.5", f"minutes = 0.5\n{rules}")))
    assert (error.code, error.details["key"]) == (code, f"sitting_rules.{key}")


def test_who_comes_late_comes_before_the_end_of_the_own_sitting() -> None:
    late = ("minutes = 0.5", 'minutes = 60\nlateness = { rule = "time-runs", latest_minutes = 30 }')
    assert parsed(two_sittings(late))
    error = refusal_of(two_sittings(late, ('groups = ["B"]', 'groups = ["B"]\nminutes = 20')))
    assert (error.code, error.details["other"]) == ("config.above", "sittings[1:siang].minutes")


def test_what_does_not_fit_is_named_with_its_line() -> None:
    error = refusal_of(two_sittings(("13:00:00", "08:00:29")))
    number = two_sittings().split("\n").index("start = 13:00:00") + 1
    assert error.details["place"] == f"kota.toml:{number}"
    assert SECOND_SITTING.count("start") == 1


def test_a_config_is_refused_under_the_name_that_the_caller_gave() -> None:
    with pytest.raises(ConfigError) as refused:
        parse_config(changed(("weight = 60", "weight = 61")).encode(), "/srv/ujian/kota.toml")
    assert str(refused.value.details["place"]).startswith("/srv/ujian/kota.toml:")
