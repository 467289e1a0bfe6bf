"""One selection's TOML: what can be said, and what is read from it."""

from dataclasses import FrozenInstanceError
from datetime import date, time
from typing import get_args, get_type_hints

import msgspec
import pytest

from exam.config import (
    Accommodation,
    ExamConfig,
    InterviewSection,
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
    SAMPLES,
    SMALL,
    changed,
    parsed,
    refusal_of,
    sample,
    two_sittings,
    with_interview,
)

ALL = ("semarang", "sorong", "metro", "pekalongan", "boltara", "tiga-jabatan")


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
    files = [*CONFIGS.glob("*.toml"), *SAMPLES.glob("*.toml")]
    assert {file.stem for file in files} == set(ALL)


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
    assert (writing.words.min, writing.words.max, writing.slides.max_slides) == (1500, 3500, 12)
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
    assert len(config.posts) == 17
    assert config.result.minimum_applicants == 3
    assert paper_of(config).page == "F4"
    assert [day.groups for day in interview_of(config).days] == [("A",), ("B",), ("C",), ("D",)]


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


def test_pekalongan_shares_posts_out_over_two_days_with_one_topic_for_all() -> None:
    config = parsed(sample("pekalongan"))
    assert [len(posts) for posts in sittings_of(config)] == [5, 5]
    assert config.topics is not None
    assert config.topics.per == "exam"
    limits = paper_of(config).words
    assert limits is not None
    assert (limits.min, limits.max) == (0, 1500)


def test_boltara_has_interviews_by_one_person_and_no_paper() -> None:
    config = parsed(sample("boltara"))
    assert (config.paper, config.slides, config.topics, config.sitting_rules) == (None,) * 4
    assert (config.panel.threshold, len(config.panel.members)) == (None, 1)
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
    ]


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
    assert config.writing.slides.required
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


# What is not run yet


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (sample("boltara"), "plan.not-yet.no-paper"),
        (sample("sorong"), "plan.not-yet.no-slides"),
        (sample("tiga-jabatan"), "plan.not-yet.applications"),
        (sample("metro"), "plan.not-yet.no-slides"),
        (changed(("words = { min = 1, max = 2 }", "pages = { max = 2 }")), "plan.not-yet.pages"),
        (changed(("max = 2 }", "max = 2 }\npages = { max = 2 }")), "plan.not-yet.pages"),
    ],
)
def test_what_the_programs_do_not_run_yet_is_refused_by_one_sentence(text: str, code: str) -> None:
    with pytest.raises(ConfigError) as refused:
        _ = parsed(text).writing
    assert refused.value.code == code


def test_several_applications_of_one_person_are_not_run_yet() -> None:
    config = msgspec.structs.replace(
        parsed(SMALL), applications=parsed(sample("tiga-jabatan")).applications
    )
    with pytest.raises(ConfigError) as refused:
        _ = config.writing
    assert refused.value.code == "plan.not-yet.applications"


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
