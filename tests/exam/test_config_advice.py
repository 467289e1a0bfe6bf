"""What is allowed and yet deserves a second look."""

import pytest

from exam.config import Advice, warnings_of
from exam.sentences import SENTENCES, sentence
from tests.exam.selections import REAL, SMALL, changed, parsed, sample, two_sittings

OBSERVER = 'role = "proctor"\n[[staff]]\nid = "{0}"\nname = "Lain"\nrole = "{1}"\n'


def advice_on(text: str) -> dict[str, Advice]:
    return {advice.code: advice for advice in warnings_of(parsed(text))}


def idle_role(role: str) -> str:
    """Return a selection without a paper in which somebody has a role that only papers need."""
    more = f'[[staff]]\nid = "x"\nname = "X"\nrole = "{role}"\n\n[[staff]]\n'
    return sample("boltara").replace("[[staff]]\n", more, 1)


@pytest.mark.parametrize("name", REAL)
def test_nothing_is_said_of_a_selection_as_it_should_be(name: str) -> None:
    assert warnings_of(parsed(sample(name))) == ()


def test_all_that_is_unusual_is_said_in_the_order_of_the_file() -> None:
    assert [advice.code for advice in warnings_of(parsed(SMALL))] == [
        "advice.panel-size",
        "advice.no-release-officer",
        "advice.one-proctor",
        "advice.few-spares",
    ]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (
            'role = "proctor"\n',
            OBSERVER.format("b", "release-officer"),
            "advice.no-release-officer",
        ),
        ('role = "proctor"\n', OBSERVER.format("b", "proctor"), "advice.one-proctor"),
        ("seats = 3", "seats = 20\nspare_seats = 1", "advice.few-spares"),
    ],
)
def test_nothing_is_said_of_what_is_as_usual(old: str, new: str, code: str) -> None:
    assert code in advice_on(SMALL)
    assert code not in advice_on(changed((old, new)))


@pytest.mark.parametrize("role", ["proctor", "release-officer"])
def test_without_a_paper_a_role_that_only_papers_need_is_told(role: str) -> None:
    assert "advice.role-of-papers" not in advice_on(sample("boltara"))
    advice = advice_on(idle_role(role))
    assert advice["advice.role-of-papers"].details == {"role": role}


@pytest.mark.parametrize(("members", "said"), [(4, True), (5, False), (6, True), (9, False)])
def test_a_panel_is_usually_odd_from_five_to_nine(members: int, said: bool) -> None:
    more = "".join(
        f'[[panel.members]]\nid = "a{at}"\nname = "A"\nelement = "external"\n'
        for at in range(members - 2)
    )
    advice = advice_on(changed(("[[staff]]", f"{more}[[staff]]")))
    assert ("advice.panel-size" in advice) is said


def test_a_seat_of_twenty_one_is_less_than_five_percent() -> None:
    advice = advice_on(changed(("seats = 3", "seats = 21\nspare_seats = 1")))["advice.few-spares"]
    assert advice.details == {"sitting": "pagi", "spare": 1, "percent": 5}


def test_a_warning_that_never_comes_is_told_in_a_real_exam() -> None:
    text = changed(("warnings = [30,", "warnings = [120, 119,"), text=sample("metro"))
    advice = advice_on(text)
    assert list(advice) == ["advice.early-warning"]
    assert advice["advice.early-warning"].details == {"minutes": 120}
    practice = changed(("practice = false", "practice = true"), text=text)
    assert advice_on(practice) == {}


@pytest.mark.parametrize(
    ("per", "said"),
    [("exam", True), ("post", True), ("sitting", False), ("sitting-and-post", False)],
)
def test_a_topic_that_comes_again_for_a_later_group_is_told(per: str, said: bool) -> None:
    text = two_sittings(('file = "topics.toml"', f'file = "topics.toml"\nper = "{per}"'))
    assert ("advice.topic-known" in advice_on(text)) is said


def test_a_topic_per_post_is_known_to_nobody_when_posts_are_shared_out() -> None:
    text = two_sittings(
        ('groups = ["A"]', 'posts = ["brida"]'), ('groups = ["B"]', 'posts = ["damkar"]')
    )
    assert "advice.topic-known" not in advice_on(text)


def test_every_advice_is_said_with_its_details() -> None:
    codes = {code for code in SENTENCES if code.startswith("advice.")}
    texts = (
        SMALL,
        two_sittings(),
        changed(("warnings = [30,", "warnings = [200,"), text=sample("metro")),
        idle_role("proctor"),
    )
    given = {advice.code: advice for text in texts for advice in warnings_of(parsed(text))}
    assert set(given) == codes
    for advice in given.values():
        said = sentence(advice, str)
        assert "{" not in said
        assert all(str(detail) in said for detail in advice.details.values())
