"""Several posts of one person, posts that are not held, and posts with too few applicants."""

from datetime import timedelta

import msgspec
import pytest

from exam.config import Accommodation, ExamConfig
from exam.errors import RosterError
from exam.roster import Application
from exam.roster.minimum import applicants_of, not_held, require_enough
from exam.sentences import sentence
from tests.exam.rosters import (
    CONFIG,
    FILE,
    NIP,
    OTHER,
    POSTS,
    ROW,
    config_with,
    lines,
    problem_of,
    read,
    remarks,
)

THREE_POSTS = config_with(most_posts=3)


def row(
    number: str, *posts: int, nip: str = NIP, name: str = "Siti Aminah", extra: str = ""
) -> str:
    named = "; ".join(POSTS[at].id for at in posts)
    return f'{number},{name},{nip},Kepala Bidang,Bappeda,"{named}"{extra}'


def numbers(text: str, config: ExamConfig = THREE_POSTS) -> dict[str, str]:
    return {one.post_id: one.number for one in read(text, config).applications}


def with_begins(*hours: float) -> ExamConfig:
    """Let the posts be written for so many hours after the first one begins, in other rooms."""
    first = THREE_POSTS.sittings[0]
    days = [
        msgspec.structs.replace(one, room=f"R{at}") for at, one in enumerate(THREE_POSTS.sittings)
    ]
    for at, hour in enumerate(hours):
        begins = timedelta(hours=first.start.hour + hour)
        start = first.start.replace(hour=begins.seconds // 3600, minute=begins.seconds % 3600 // 60)
        days[at] = msgspec.structs.replace(days[at], date=first.date, start=start)
    return msgspec.structs.replace(THREE_POSTS, sittings=tuple(days))


# Numbers


def test_who_applies_for_one_post_keeps_the_number_of_the_list() -> None:
    (one,) = read(lines(ROW), THREE_POSTS).applications
    assert (one.number, one.person, one.person_number) == ("001", "", "001")


def test_several_posts_have_numbers_in_the_order_in_which_they_are_written_for() -> None:
    assert numbers(lines(row("001", 2, 0))) == {"staf-ahli": "001-2", "brida": "001-1"}
    turned = msgspec.structs.replace(
        THREE_POSTS,
        sittings=tuple(
            msgspec.structs.replace(one, date=one.date - timedelta(days=2 * at))
            for at, one in enumerate(THREE_POSTS.sittings)
        ),
    )
    assert numbers(lines(row("001", 0, 1, 2)), turned) == {
        "brida": "001-3",
        "damkar": "001-2",
        "staf-ahli": "001-1",
    }


def test_without_a_paper_the_order_of_the_posts_decides() -> None:
    stages = tuple(one for one in THREE_POSTS.stages if one.source != "paper")
    silent = msgspec.structs.replace(
        THREE_POSTS, stages=stages, paper=None, topics=None, sittings=(), sitting_rules=None
    )
    assert numbers(lines(row("001", 2, 0)), silent) == {"staf-ahli": "001-2", "brida": "001-1"}


def test_a_list_counts_people_apart_from_applications() -> None:
    roster = read(lines(row("001", 0, 1, 2), OTHER), THREE_POSTS)
    assert (roster.people, len(roster.applications)) == (2, 4)
    assert {one.person for one in roster.applications} == {"001", ""}


@pytest.mark.parametrize("other", ["7-2", "07-1"])
def test_a_number_that_is_another_candidates_is_refused(other: str) -> None:
    error = problem_of(lines(OTHER.replace("002", other), row("7", 0, 1)), THREE_POSTS)
    assert (error.code, error.details["row"], error.details["value"]) == (
        "roster.number-taken",
        3,
        "7",
    )
    assert sentence(error, str).startswith(f"{FILE}, row 3: the candidate “7” applies for several")


def test_a_number_that_grows_too_long_is_refused() -> None:
    assert numbers(lines(row("1" * 14, 0, 1)))["brida"] == "1" * 14 + "-1"
    error = problem_of(lines(row("1" * 15, 0, 1)), THREE_POSTS)
    assert (error.code, error.details["number"]) == ("roster.number-long", "1" * 15 + "-1")


# Times


def test_two_posts_in_one_sitting_are_refused_by_person_posts_and_sitting() -> None:
    together = msgspec.structs.replace(
        THREE_POSTS,
        sittings=(
            msgspec.structs.replace(THREE_POSTS.sittings[0], posts=("brida", "damkar")),
            THREE_POSTS.sittings[2],
        ),
    )
    error = problem_of(lines(row("001", 0, 1)), together)
    assert error.code == "roster.same-time"
    said = sentence(error, str)
    for part in ("001 Siti Aminah", POSTS[0].name, POSTS[1].name, "(sesi-0)"):
        assert part in said
    assert len(numbers(lines(row("001", 0, 2)), together)) == 2


@pytest.mark.parametrize(("hours", "refused"), [((0, 3.9, 8), 1), ((0, 4, 8), 0), ((0, 1, 2), 3)])
def test_sittings_that_overlap_are_refused_pair_by_pair(
    hours: tuple[float, ...], refused: int
) -> None:
    text, config = lines(row("001", 0, 1, 2)), with_begins(*hours)
    if not refused:
        assert len(read(text, config).applications) == 3
        return
    with pytest.raises(RosterError) as found:
        read(text, config)
    assert [one.code for one in found.value.problems] == ["roster.same-time"] * refused


def test_the_longer_time_of_a_person_counts_in_it() -> None:
    rules = with_begins(0, 4, 10).sitting_rules
    assert rules is not None
    kinds = (Accommodation(id="netra", name="Netra", extra_minutes=80),)
    config = msgspec.structs.replace(
        with_begins(0, 4, 10),
        sitting_rules=msgspec.structs.replace(rules, accommodations=kinds),
    )
    header, plain = lines(row("001", 0, 1)).split()[0], row("001", 0, 1)
    assert len(read("\n".join((header, plain)), config).applications) == 2
    error = problem_of("\n".join((f"{header},akomodasi", f"{plain},netra")), config)
    assert error.code == "roster.same-time"


# Posts that are not held


def not_holding(*ids: str, config: ExamConfig = THREE_POSTS) -> ExamConfig:
    posts = tuple(msgspec.structs.replace(one, held=one.id not in ids) for one in config.posts)
    return msgspec.structs.replace(config, posts=posts)


def test_rows_for_a_post_that_is_not_held_are_set_aside_one_by_one() -> None:
    config = not_holding("damkar")
    text = lines(row("001", 0, 1), OTHER)
    roster = read(text, config)
    assert [(one.number, one.post_id) for one in roster.applications] == [("001", "brida")]
    assert [(one.number, one.post_id) for one in roster.set_aside] == [
        ("001", "damkar"),
        ("002", "damkar"),
    ]
    told = [one for one in remarks(text, config) if "set aside" in one]
    assert [one.partition(";")[0] for one in told] == [
        "Row 2: 001 Siti Aminah is set aside",
        "Row 3: 002 Budi Santoso is set aside",
    ]
    assert not_held(config, roster.set_aside) == {"damkar": 2}
    assert applicants_of(config, roster.applications) == {"brida": 1, "staf-ahli": 0}


def test_the_number_of_whoever_was_set_aside_stays_theirs() -> None:
    config = not_holding("damkar")
    text = lines(OTHER.replace("002", "7-1"), row("7", 0, 2))
    error = problem_of(text, config)
    assert (error.code, error.details["number"]) == ("roster.number-taken", "7-1")
    assert numbers(lines(OTHER.replace("002", "7-3"), row("7", 0, 2)), config)["brida"] == "7-1"


# Enough applicants


def applied(*counts: int) -> list[Application]:
    return [
        Application(f"{at}{turn}", "N", NIP, "-", "-", POSTS[at].id)
        for at, count in enumerate(counts)
        for turn in range(count)
    ]


def test_all_posts_with_too_few_applicants_are_refused_at_once() -> None:
    with pytest.raises(RosterError) as refused:
        require_enough(CONFIG, applied(3, 2, 0), FILE)
    said = sentence(refused.value, str)
    assert f"{POSTS[1].name} (damkar): 2 < 3; {POSTS[2].name} (staf-ahli): 0 < 3" in said
    assert "held = false" in said
    require_enough(CONFIG, applied(3, 3, 3), FILE)
    require_enough(not_holding("damkar", "staf-ahli", config=CONFIG), applied(3), FILE)


def test_a_practice_exam_may_have_few() -> None:
    practice = msgspec.structs.replace(
        CONFIG, exam=msgspec.structs.replace(CONFIG.exam, practice=True)
    )
    require_enough(practice, applied(1), FILE)


def test_a_post_may_ask_for_a_number_of_its_own() -> None:
    posts = tuple(msgspec.structs.replace(one, minimum_applicants=1) for one in CONFIG.posts)
    require_enough(msgspec.structs.replace(CONFIG, posts=posts), applied(1, 1, 1), FILE)


def test_where_people_are_recommended_on_no_number_is_usual() -> None:
    result = msgspec.structs.replace(CONFIG.result, output="recommendation")
    advised = msgspec.structs.replace(CONFIG, result=result)
    require_enough(advised, applied(1), FILE)
    asking = msgspec.structs.replace(advised.posts[1], minimum_applicants=2)
    with pytest.raises(RosterError):
        require_enough(
            msgspec.structs.replace(advised, posts=(advised.posts[0], asking)), applied(1, 1), FILE
        )
