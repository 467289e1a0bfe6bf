"""One selection's TOML: what can be said, and what is read from it."""

from dataclasses import FrozenInstanceError
from datetime import date, time
from typing import get_args, get_type_hints

import pytest

from exam.config import (
    Accommodation,
    ExamConfig,
    InterviewDay,
    InterviewSection,
    Limits,
    PaperSection,
    SittingRules,
    SlidesSection,
    decode_config,
    encode_config,
)
from exam.config.forms import LONGEST_CONFIG_BYTES, LONGEST_ENCODED_BYTES
from exam.config.people import ExamSection
from exam.errors import ConfigError
from exam.keys import PROFILES, STANDARD, TEST_ONLY
from tests.exam.selections import (
    CONFIGS,
    REAL,
    SMALL,
    changed,
    parsed,
    refusal_of,
    sample,
    two_sittings,
    with_interview,
)

ALL = (*REAL, "latihan")


def sittings_of(config: ExamConfig) -> list[tuple[str, ...]]:
    return [sitting.groups or sitting.posts for sitting in config.sittings]


def paper_of(config: ExamConfig) -> PaperSection:
    assert config.paper is not None
    return config.paper


def rules_of(config: ExamConfig) -> SittingRules:
    assert config.sitting_rules is not None
    return config.sitting_rules


def interview_of(config: ExamConfig) -> InterviewSection:
    assert config.interview is not None
    return config.interview


def test_each_selection_of_the_facts_is_among_those_that_are_tried() -> None:
    assert {file.stem for file in CONFIGS.glob("*.toml")} == set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_every_selection_comes_back_from_the_manifest_as_it_was(name: str) -> None:
    config = parsed(sample(name))
    assert decode_config(encode_config(config)) == config


def test_semarang_writes_paper_and_slides_in_one_sitting_of_four_hours() -> None:
    config = parsed(sample("semarang"))
    writing = config.writing
    assert (len(config.posts), writing.sitting_of().date) == (11, date(2026, 12, 5))
    assert writing.milliseconds_of() == config.writing_milliseconds == 4 * 60 * 60 * 1000
    assert (writing.threshold, len(config.panel.members)) == (3, 5)
    assert writing.paper.words == Limits(min=1500, max=3500)
    assert writing.paper.pages is None
    assert writing.slides == SlidesSection(max_slides=12)
    assert writing.topics.per == "post"
    assert writing.stage.id == "makalah"
    assert [one.id for one in writing.rubric] == ["masalah", "gagasan", "pelaksanaan", "penyajian"]
    assert writing.rules.pledge
    assert interview_of(config).minutes == 60
    assert [one.role for one in config.staff].count("release-officer") == 1
    assert config.kdf_profile is STANDARD


def test_sorong_writes_in_four_groups_and_shares_the_weights_among_four_stages() -> None:
    config = parsed(sample("sorong"))
    assert sittings_of(config) == [("A",), ("B",), ("C",), ("D",)]
    assert [sitting.seats - sitting.spare_seats for sitting in config.sittings] == [14] * 4
    assert [(stage.weight, stage.source) for stage in config.stages] == [
        (20, "imported"),
        (25, "imported"),
        (20, "paper"),
        (35, "interview"),
    ]
    assert [post.held for post in config.posts] == [True] * 14 + [False] * 3
    assert config.result.minimum_applicants == 3
    assert paper_of(config).page == "F4"
    days = interview_of(config).days
    assert [day.groups for day in days] == [("A",), ("B",), ("C",), ("D",)]
    assert [(day.date - one.date).days for day, one in zip(days, config.sittings, strict=True)] == [
        1
    ] * 4


def test_metro_says_who_goes_on_and_lists_stages_that_are_not_scored() -> None:
    config = parsed(sample("metro"))
    going = {one.id: one.goes_on for one in config.stages if one.goes_on}
    assert [(name, who.pass_mark, who.best) for name, who in going.items()] == [
        ("administrasi", 70, None),
        ("asesmen", 68, 6),
        ("makalah", None, 4),
    ]
    assert config.stages[0].source == "unscored"
    assert config.divergence is not None
    assert config.divergence.of == "criterion"
    assert config.slides is None


def test_pekalongan_writes_on_one_day_and_is_heard_on_the_next_with_one_topic_for_all() -> None:
    config = parsed(sample("pekalongan"))
    (sitting,), (day,) = config.sittings, interview_of(config).days
    assert (len(config.posts), (day.date - sitting.date).days) == (10, 1)
    assert config.result.minimum_applicants == 2
    assert [one.element for one in config.panel.members].count("internal") == 2
    assert config.topics is not None
    assert config.topics.per == "exam"
    limits = paper_of(config).words
    assert limits is not None
    assert (limits.min, limits.max) == (0, 1500)


def test_boltara_has_interviews_by_two_people_and_no_paper() -> None:
    config = parsed(sample("boltara"))
    assert (config.paper, config.slides, config.topics, config.sitting_rules) == (None,) * 4
    assert (config.panel.threshold, len(config.panel.members)) == (None, 2)
    assert config.result.output == "recommendation"
    assert config.result.personal_feedback
    assert [one.from_points for one in config.result.recommendations] == [85, 70, 55, 0]


def test_one_person_may_apply_for_three_posts_with_a_block_for_each() -> None:
    config = parsed(sample("tiga-jabatan"))
    assert config.applications.most_per_person == 3
    assert [sitting.posts for sitting in config.sittings] == [
        ("bappeda",),
        ("dinkes",),
        ("dinsos",),
        ("dpmd",),
    ]


def test_the_practice_exam_is_short_and_has_real_keys() -> None:
    config = parsed(sample("latihan"))
    assert config.exam.practice
    assert (config.writing.minutes_of(), config.kdf_profile) == (10, STANDARD)


def test_what_is_left_out_has_its_default() -> None:
    config = parsed(SMALL)
    rules, paper = rules_of(config), paper_of(config)
    assert config.exam.language == "id"
    assert rules.warnings == (60, 30, 15, 5, 1)
    assert rules.start_lead_seconds == 10
    assert (rules.check_in.opens_minutes_before, rules.check_in.closes_minutes_before) == (60, 5)
    assert (rules.lateness.rule, rules.lateness.latest_minutes) == ("drop", 0)
    assert rules.interruptions.two_proctors_above_minutes == 15
    assert rules.interruptions.postpone_from_minutes == 180
    assert (paper.page, paper.font, paper.font_points, paper.line_spacing) == (
        "A4",
        "Arial",
        12,
        1.5,
    )
    assert config.writing.slides == SlidesSection(max_slides=1)
    assert config.result.shortlist_size == 3
    assert config.applications.most_per_person == 1
    assert [member.role for member in config.panel.members] == ["chair", "member"]
    assert config.kdf_profile is TEST_ONLY
    assert config.writing_milliseconds == 30_000
    assert config.post("damkar").name == "Kepala Dinas Pemadam"


def test_a_config_cannot_be_changed() -> None:
    with pytest.raises((AttributeError, FrozenInstanceError)):
        parsed(SMALL).exam.name = "Lain"  # type: ignore[misc]


def test_a_sitting_may_have_its_own_minutes() -> None:
    config = parsed(two_sittings(('groups = ["B"]', 'groups = ["B"]\nminutes = 90')))
    assert [rules_of(config).minutes_of(one) for one in config.sittings] == [0.5, 90]


@pytest.mark.parametrize(
    ("kind", "writing_minutes", "extra_minutes"),
    [
        (Accommodation(id="a", name="A", extra_minutes=30), 90, 30),
        (Accommodation(id="a", name="A", extra_percent=25), 240, 60),
        (Accommodation(id="a", name="A", extra_percent=33.3), 90, 29.97),
    ],
)
def test_longer_time_is_given_in_minutes_or_in_percent(
    kind: Accommodation, writing_minutes: int, extra_minutes: float
) -> None:
    assert kind.extra_milliseconds(writing_minutes * 60_000) == round(extra_minutes * 60_000)


def test_the_profiles_that_may_be_named_are_those_that_there_are() -> None:
    hint = get_type_hints(ExamSection)["card_kdf"]
    assert set(get_args(hint)) == set(PROFILES)


# The paper stage


def test_a_selection_without_a_paper_says_so_before_and_when_asked() -> None:
    config = parsed(sample("boltara"))
    assert not config.has_paper
    with pytest.raises(ConfigError) as refused:
        _ = config.writing
    assert refused.value.code == "plan.no-paper"


def test_without_a_paper_nobody_holds_topics_and_documents_have_the_usual_page() -> None:
    config = parsed(sample("boltara"))
    assert config.topic_holders == ()
    assert (config.official_page.page, config.official_page.font) == ("A4", "Arial")
    written = parsed(SMALL)
    assert written.official_page is written.writing.paper


@pytest.mark.parametrize(
    ("day", "who", "comes"),
    [
        ({"groups": ("Hari 1",)}, ("brida", "hari 1"), True),
        ({"groups": ("Hari 1",)}, ("brida", "Hari 2"), False),
        ({"posts": ("brida",)}, ("brida", ""), True),
        ({"posts": ("brida",)}, ("kesbangpol", ""), False),
        ({}, ("brida", ""), True),
    ],
)
def test_a_day_of_interviews_is_for_its_groups_or_its_posts_or_for_all(
    day: dict[str, tuple[str, ...]], who: tuple[str, str], comes: bool
) -> None:
    planned = InterviewDay(id="satu", date=date(2026, 1, 12), start=time(8), room="Aula", **day)
    assert planned.is_for(*who) is comes


@pytest.mark.parametrize("name", ["sorong", "metro"])
def test_a_paper_may_be_all_that_is_asked_for(name: str) -> None:
    config = parsed(sample(name))
    assert config.has_paper
    assert not config.writing.has_slides


# The manifest's form


def test_the_manifests_form_does_not_depend_on_the_toml() -> None:
    assert encode_config(parsed(f"# a remark\n{SMALL}")) == encode_config(parsed(SMALL))


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "DecodeError"),
        (b"{}", "ValidationError"),
        (b"[]", "ValidationError"),
        (b"\xff", "DecodeError"),
        (b'{"exam": 1}', "ValidationError"),
        (b'{"\xff": 1}', "UnicodeDecodeError"),
        (b"[" * 100_000, "ValidationError"),
        (b" " * (LONGEST_ENCODED_BYTES + 1), "config.size"),
    ],
    ids=["nothing", "table", "list", "bytes", "number", "key", "deep", "long"],
)
def test_what_is_no_config_in_a_manifest_is_refused(raw: bytes, problem: str) -> None:
    with pytest.raises(ConfigError) as refused:
        decode_config(raw)
    assert (refused.value.code, refused.value.details["problem"]) == ("config.manifest", problem)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b'"weight":40.5', b'"weight":40', "config.weights"),
        (b'"threshold":2', b'"threshold":3', "config.above"),
        (b'"08:00:00"', b'"08:00:00Z"', "ValidationError"),
        (b'"id":"brida"', b'"id":"BRIDA"', "ValidationError"),
        (b'"sittings":[', b'"sittings":[],"meetings":[', "ValidationError"),
        (b'"practice":true', b'"practice":false', "config.kdf-practice"),
    ],
)
def test_a_manifest_from_outside_is_checked_like_a_file(
    old: bytes, new: bytes, problem: str
) -> None:
    raw = encode_config(parsed(SMALL))
    assert raw.count(old) == 1
    with pytest.raises(ConfigError) as refused:
        decode_config(raw.replace(old, new))
    assert (refused.value.code, refused.value.details["problem"]) == ("config.manifest", problem)


def test_the_longest_file_still_fits_into_a_manifest() -> None:
    rule = "'" + '"' * 4000 + "'"
    text = changed(('conduct = ["Tertib."]', f"conduct = [{', '.join([rule] * 60)}]"))
    assert LONGEST_CONFIG_BYTES * 0.9 < len(text) <= LONGEST_CONFIG_BYTES
    config = parsed(text)
    assert decode_config(encode_config(config)) == config


def test_a_time_in_the_toml_is_local() -> None:
    assert parsed(SMALL).sittings[0].start == time(8)
    assert refusal_of(changed(("08:00:00", '"08:00:00Z"'))).code == "config.type.time"


def test_slides_may_be_free() -> None:
    config = parsed(changed(("max_slides = 1", "max_slides = 9\nrequired = false")))
    assert config.slides == SlidesSection(max_slides=9, required=False)


def test_an_interview_is_heard_by_the_whole_panel_if_nothing_else_is_said() -> None:
    assert interview_of(parsed(with_interview())).interviewers is None
