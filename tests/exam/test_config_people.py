"""Whether posts, panel and staff hold together."""

import pytest

from tests.exam.selections import (
    changed,
    parsed,
    refusal_of,
)

STAFF = """[[staff]]
id = "pengawas"
name = "Pengawas"
role = "proctor"
"""
REAL = (
    ("practice = true", "practice = false"),
    ('card_kdf = "test-only"\n', ""),
)
THIRD_MEMBER = """[[panel.members]]
id = "ketiga"
name = "Ketiga"
element = "external"
[[staff]]"""


@pytest.mark.parametrize(
    ("changes", "code", "key"),
    [
        (REAL[:1], "config.kdf-practice", "exam.card_kdf"),
        ((('id = "damkar"', 'id = "brida"'),), "config.twice", "posts[1:brida].id"),
        (
            (("Kepala Dinas Pemadam", "KEPALA BADAN RISET"),),
            "config.twice",
            "posts[1:damkar].name",
        ),
        (
            (("[paper]", "[applications]\nmost_per_person = 3\n[paper]"),),
            "config.above",
            "applications.most_per_person",
        ),
        ((('role = "chair"\n', ""),), "config.chairs", "panel.members"),
        (
            (('id = "penilai"\n', 'id = "penilai"\nrole = "chair"\n'),),
            "config.chairs",
            "panel.members",
        ),
        ((("threshold = 2", "threshold = 3"),), "config.above", "panel.threshold"),
        ((('id = "penilai"', 'id = "ketua"'),), "config.twice", "panel.members[1:ketua].id"),
        ((('id = "pengawas"', 'id = "ketua"'),), "config.twice", "staff[0:ketua].id"),
        (((STAFF, ""),), "config.nobody", "staff"),
        ((('role = "proctor"', 'role = "observer"'),), "config.nobody", "staff"),
        (
            (("[panel]", 'holders = ["pengawas"]\n[panel]'),),
            "config.unknown-name",
            "topics.holders[0]",
        ),
        (
            (("[panel]", 'holders = ["ketua", "ketua"]\n[panel]'),),
            "config.twice",
            "topics.holders[1]",
        ),
        (
            (("[panel]", 'holders = ["ketua", "penilai", "penilai"]\n[panel]'),),
            "config.list-length",
            "topics.holders",
        ),
        (REAL, "config.internal-share", "panel.members"),
        (
            (*REAL, ("[[staff]]", THIRD_MEMBER.replace("external", "internal"))),
            "config.internal-share",
            "panel.members",
        ),
    ],
)
def test_people_that_do_not_fit_are_refused(
    changes: tuple[tuple[str, str], ...], code: str, key: str
) -> None:
    error = refusal_of(changed(*changes))
    assert (error.code, error.details["key"]) == (code, key)


def test_a_third_of_a_real_committee_may_be_internal() -> None:
    assert len(parsed(changed(*REAL, ("[[staff]]", THIRD_MEMBER))).panel.members) == 3


@pytest.mark.parametrize(("internal", "members"), [(2, 5), (3, 7), (4, 9)])
def test_the_internal_share_ends_at_45_percent(internal: int, members: int) -> None:
    def text(count: int) -> str:
        more = "".join(
            f'[[panel.members]]\nid = "a{at}"\nname = "A"\n'
            f'element = "{"internal" if at < count - 1 else "external"}"\n'
            for at in range(members - 2)
        )
        return changed(*REAL, ("[[staff]]", f"{more}[[staff]]"))

    assert len(parsed(text(internal)).panel.members) == members
    error = refusal_of(text(internal + 1))
    assert (error.code, error.details["most"]) == ("config.internal-share", internal)
    assert (error.details["internal"], error.details["members"]) == (internal + 1, members)


def test_who_postpones_has_to_be_there() -> None:
    rules = "minutes = 0.5\n[sitting_rules.interruptions]\npostponed_by = "
    text = changed(("minutes = 0.5\n", f'{rules}"secretariat"\n'))
    error = refusal_of(text)
    assert (error.code, error.details["role"]) == ("config.nobody", "secretariat")
    secretary = STAFF.replace("pengawas", "sekretaris").replace("proctor", "secretariat")
    assert parsed(changed((STAFF, STAFF + secretary), text=text))


@pytest.mark.parametrize(
    ("line", "holders"),
    [
        ("", ["ketua"]),
        ("holders = []\n", ["ketua"]),
        ('holders = ["penilai"]\n', ["penilai"]),
        ('holders = ["penilai", "ketua"]\n', ["ketua", "penilai"]),
    ],
)
def test_the_chair_or_those_whom_the_config_names_hold_the_topics(
    line: str, holders: list[str]
) -> None:
    config = parsed(changed(("[panel]", f"{line}[panel]")))
    assert [one.id for one in config.topic_holders] == holders
