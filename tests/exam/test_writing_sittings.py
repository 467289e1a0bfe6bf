"""To which sitting somebody comes, and what the sittings of an exam are called on the record."""

from datetime import date

import pytest

from exam.clock import MILLISECONDS_PER_MINUTE
from exam.config import Writing
from exam.config.writing import ONLY
from exam.errors import ConfigError, RefusedError
from exam.events import StartOrdered
from exam.protocol import IssuedOrder
from tests.exam.selections import SMALL, changed, parsed

_BY_POST = 'id = "pagi"\nposts = ["brida"]'
_SECOND = """[[sittings]]
id = "siang"
date = 2026-12-04
start = 13:00:00
room = "Aula"
seats = 4
minutes = 2
posts = ["damkar"]
[sitting_rules]"""


def by_post() -> Writing:
    """Return the writing of two sittings that share out posts."""
    return parsed(changed(('id = "pagi"', _BY_POST), ("[sitting_rules]", _SECOND))).writing


def by_group() -> Writing:
    """Return the writing of two sittings that share out groups."""
    first = 'id = "pagi"\ngroups = ["A"]'
    second = _SECOND.replace('posts = ["damkar"]', 'groups = ["Gelombang B"]')
    return parsed(changed(('id = "pagi"', first), ("[sitting_rules]", second))).writing


def test_a_sitting_is_named_only_where_there_are_several() -> None:
    one, two = parsed(SMALL).writing, by_post()
    assert (one.sitting_ids, one.has_several) == ((ONLY,), False)
    assert (two.sitting_ids, two.has_several) == (("pagi", "siang"), True)
    assert one.sitting_of() is one.sittings[0]
    assert two.sitting_of("siang") is two.sittings[1]


@pytest.mark.parametrize("sitting_id", [ONLY, "malam"])
def test_a_sitting_that_there_is_not_is_refused(sitting_id: str) -> None:
    with pytest.raises(RefusedError) as refused:
        by_post().sitting_of(sitting_id)
    assert (refused.value.code, refused.value.details) == (
        "sitting.unknown",
        {"sitting": sitting_id},
    )


def test_each_sitting_has_its_own_length() -> None:
    writing = by_post()
    assert (writing.minutes_of("pagi"), writing.minutes_of("siang")) == (0.5, 2)
    assert writing.milliseconds_of("siang") == 2 * MILLISECONDS_PER_MINUTE


@pytest.mark.parametrize(
    ("post", "group", "sitting_id"),
    [("brida", "", "pagi"), ("damkar", "", "siang"), ("damkar", "A", "siang")],
)
def test_whoever_applied_for_a_post_comes_to_its_sitting(
    post: str, group: str, sitting_id: str
) -> None:
    assert by_post().sitting_for(post, group) == sitting_id


@pytest.mark.parametrize(("group", "sitting_id"), [("A", "pagi"), ("gelombang b", "siang")])
def test_whoever_is_of_a_group_comes_to_its_sitting(group: str, sitting_id: str) -> None:
    assert by_group().sitting_for("brida", group) == sitting_id


def test_everybody_comes_to_the_only_sitting() -> None:
    assert parsed(SMALL).writing.sitting_for("damkar", "") == ONLY


def test_whoever_is_of_no_sitting_is_named_with_post_and_group() -> None:
    with pytest.raises(ConfigError) as refused:
        by_group().sitting_for("brida", "C")
    assert refused.value.code == "config.sitting-nobody"
    assert refused.value.details == {"post": "brida", "group": "C"}


def test_days_are_in_their_order_and_rooms_in_that_of_the_config() -> None:
    writing = by_post()
    assert writing.days() == (date(2026, 12, 4), date(2026, 12, 5))
    assert writing.rooms() == ("Lab", "Aula")


def test_the_door_closes_before_the_start_where_latecomers_are_dropped() -> None:
    rules = parsed(SMALL).writing.sitting_rules
    assert rules.last_entry == -5 * MILLISECONDS_PER_MINUTE


def test_latecomers_are_admitted_so_long_after_the_start_as_the_rules_say() -> None:
    late = 'minutes = 60\n[sitting_rules.lateness]\nrule = "full-time"\nlatest_minutes = 30'
    rules = parsed(changed(("minutes = 0.5", late))).writing.sitting_rules
    assert rules.last_entry == 30 * MILLISECONDS_PER_MINUTE


@pytest.mark.parametrize(("application_id", "is_common"), [("", True), ("001", False)])
def test_an_order_that_names_nobody_is_for_all_of_a_sitting(
    application_id: str, is_common: bool
) -> None:
    order = StartOrdered("0" * 32, 5, 10)
    assert IssuedOrder(bytes(32), "pagi", application_id, order).is_common == is_common
