"""One selection's TOML."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.config import (
    ExamConfig,
    Post,
    decode_config,
    encode_config,
    parse_config,
    parse_topics,
)
from exam.errors import ConfigError
from exam.keys import STANDARD, TEST_ONLY

CONFIGS = Path(__file__).parents[2] / "exam_configs"
SEMARANG = (CONFIGS / "semarang.toml").read_text()
SMALL = """
[exam]
name = "Seleksi"
agency = "Kota"
practice = true
card_kdf = "test-only"
[sitting]
date = 2026-12-05
room = "Lab"
seats = 3
minutes = 0.5
[[posts]]
id = "brida"
name = "Kepala Badan Riset"
[[posts]]
id = "damkar"
name = "Kepala Dinas Pemadam"
[paper]
min_words = 1
max_words = 2
sections = ["Pendahuluan"]
[slides]
max_slides = 1
[topics]
file = "topics.toml"
[panel]
threshold = 2
[[panel.members]]
id = "ketua"
name = "Ketua"
role = "chair"
[[panel.members]]
id = "penilai"
name = "Penilai"
[[staff]]
id = "pengawas"
name = "Pengawas"
role = "proctor"
[[rubric]]
id = "masalah"
name = "Masalah"
weight = 40.5
descriptor = "Jelas."
[[rubric]]
id = "gagasan"
name = "Gagasan"
weight = 59.5
descriptor = "Baru."
[[stages]]
id = "makalah"
name = "Makalah"
weight = 60
source = "paper"
[[stages]]
id = "wawancara"
name = "Wawancara"
weight = 40
source = "imported"
[rules]
conduct = ["Tertib."]
pledge = ["Jujur."]
"""
STAFF = """[[staff]]
id = "pengawas"
name = "Pengawas"
role = "proctor"
"""
POSTS = (Post("brida", "Kepala Badan Riset"), Post("damkar", "Kepala Dinas Pemadam"))
TOPICS = """
[[topic]]
post = "brida"
title = "Riset"
text = "Tulislah."
[[topic]]
post = "damkar"
title = "Api"
text = "Tulislah."
"""


def parsed(text: str) -> ExamConfig:
    return parse_config(text.encode(), "kota.toml")


def refusal_of(text: str) -> ConfigError:
    with pytest.raises(ConfigError) as refused:
        parsed(text)
    assert refused.value.details["file"] == "kota.toml"
    return refused.value


def changed(old: str, new: str) -> str:
    assert SMALL.count(old) >= 1
    return SMALL.replace(old, new, 1)


def test_semarang_is_read_whole() -> None:
    config = parsed(SEMARANG)
    assert len(config.posts) == 11
    assert len(config.panel.members) == 5
    assert config.panel.threshold == 3
    assert config.sitting.date == date(2026, 12, 5)
    assert config.writing_milliseconds == 4 * 60 * 60 * 1000
    assert config.kdf_profile is STANDARD
    assert config.exam.language == "id"
    assert config.paper_stage.id == "makalah"


def test_every_selection_of_this_repository_is_read() -> None:
    for file in CONFIGS.glob("*.toml"):
        config = parse_config(file.read_bytes(), file.name)
        topics = file.parent / config.topics.file
        assert set(parse_topics(topics.read_bytes(), topics.name, config.posts)) == {
            post.id for post in config.posts
        }


def test_what_is_left_out_has_its_default() -> None:
    config = parsed(SMALL)
    assert config.exam.language == "id"
    assert config.sitting.start_lead_seconds == 10
    assert [member.role for member in config.panel.members] == ["chair", "member"]
    assert config.writing_milliseconds == 30_000
    assert config.kdf_profile is TEST_ONLY
    assert config.post("damkar").name == "Kepala Dinas Pemadam"


def test_the_manifests_form_is_read_back_and_does_not_depend_on_the_toml() -> None:
    config = parsed(SMALL)
    assert decode_config(encode_config(config)) == config
    assert encode_config(parsed(f"# a remark\n{SMALL}")) == encode_config(config)


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b"\xff", b'{"exam": 1}', b'{"\xff": 1}'])
def test_what_is_no_config_in_a_manifest_is_refused(raw: bytes) -> None:
    with pytest.raises(ConfigError) as refused:
        decode_config(raw)
    assert refused.value.code == "config.manifest"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("[exam]", "surprise = 1\n[exam]", "surprise"),
        ("[exam]", "[exam]\nnmae = 1", "exam.nmae"),
        ('id = "damkar"', 'id = "damkar"\nextra = 1', "posts[1].extra"),
        ('role = "chair"', 'role = "chair"\nphone = ""', "panel.members[0].phone"),
    ],
)
def test_an_unknown_key_is_refused_by_its_name(old: str, new: str, key: str) -> None:
    error = refusal_of(changed(old, new))
    assert (error.code, error.details["key"]) == ("config.unknown-key", key)


@pytest.mark.parametrize(
    ("old", "key"),
    [
        ('agency = "Kota"\n', "exam.agency"),
        ("seats = 3\n", "sitting.seats"),
        ('source = "imported"\n', "stages[1].source"),
        ('[topics]\nfile = "topics.toml"\n', "topics"),
    ],
)
def test_a_missing_key_is_named(old: str, key: str) -> None:
    error = refusal_of(changed(old, ""))
    assert (error.code, error.details["key"]) == ("config.missing-key", key)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('name = "Seleksi"', 'name = ""', "exam.name"),
        ('name = "Seleksi"', "name = 5", "exam.name"),
        ('agency = "Kota"', 'agency = "Kota"\nlanguage = "jv"', "exam.language"),
        ("2026-12-05", '"besok"', "sitting.date"),
        ("seats = 3", "seats = 0", "sitting.seats"),
        ("seats = 3", "seats = true", "sitting.seats"),
        ("minutes = 0.5", "minutes = 0", "sitting.minutes"),
        ("minutes = 0.5", "minutes = -1", "sitting.minutes"),
        ("minutes = 0.5", "minutes = 601", "sitting.minutes"),
        ("minutes = 0.5", "minutes = nan", "sitting.minutes"),
        ("minutes = 0.5", "minutes = inf", "sitting.minutes"),
        ("minutes = 0.5", "minutes = 0.0000001", "sitting.minutes"),
        ("minutes = 0.5", "minutes = 1\nstart_lead_seconds = 2", "sitting.start_lead_seconds"),
        ('id = "brida"', 'id = "Brida"', "posts[0].id"),
        ('id = "brida"', 'id = "../brida"', "posts[0].id"),
        ('id = "brida"', 'id = "a--b"', "posts[0].id"),
        ('id = "ketua"', 'id = "ketua\\n"', "panel.members[0].id"),
        ('role = "chair"', 'role = "boss"', "panel.members[0].role"),
        ("weight = 40.5", "weight = 101", "rubric[0].weight"),
        ("weight = 40.5", "weight = nan", "rubric[0].weight"),
        ('sections = ["Pendahuluan"]', 'sections = ["", "x"]', "paper.sections[0]"),
    ],
)
def test_a_value_that_cannot_be_is_named_with_its_key(old: str, new: str, key: str) -> None:
    error = refusal_of(changed(old, new))
    assert (error.code, error.details["key"]) == ("config.value", key)


@pytest.mark.parametrize(
    ("old", "new", "key", "allowed"),
    [
        ('"test-only"', '"weak"', "exam.card_kdf", "standard, test-only"),
        ("practice = true", "practice = false", "exam.card_kdf", "standard (practice = false)"),
        ("min_words = 1", "min_words = 3", "paper.min_words", "<= paper.max_words (2)"),
        ("threshold = 2", "threshold = 1", "panel.threshold", "2-2"),
        ("threshold = 2", "threshold = 3", "panel.threshold", "2-2"),
        ("weight = 40.5", "weight = 40", "rubric.weight", "100"),
        ("weight = 60", "weight = 61", "stages.weight", "100"),
        ('"imported"', '"paper"', "stages.source", "1 x paper"),
        ('"paper"', '"imported"', "stages.source", "1 x paper"),
    ],
)
def test_what_does_not_hold_together_is_refused_with_what_is_allowed(
    old: str, new: str, key: str, allowed: str
) -> None:
    error = refusal_of(changed(old, new))
    assert error.code == "config.not-allowed"
    assert (error.details["key"], error.details["allowed"]) == (key, allowed)


def test_an_exam_that_nobody_could_start_is_refused() -> None:
    error = refusal_of("staff = []\n" + changed(STAFF, ""))
    assert (error.code, error.details["key"]) == ("config.not-allowed", "staff")


@pytest.mark.parametrize(
    ("old", "new", "key", "value"),
    [
        ('id = "damkar"', 'id = "brida"', "posts.id", "brida"),
        ("Kepala Dinas Pemadam", "KEPALA BADAN RISET", "posts.name", "kepala badan riset"),
        ('id = "penilai"', 'id = "ketua"', "panel.members.id, staff.id", "ketua"),
        ('id = "pengawas"', 'id = "ketua"', "panel.members.id, staff.id", "ketua"),
        ('id = "gagasan"', 'id = "masalah"', "rubric.id", "masalah"),
        ('id = "wawancara"', 'id = "makalah"', "stages.id", "makalah"),
    ],
)
def test_what_stands_twice_is_refused(old: str, new: str, key: str, value: str) -> None:
    error = refusal_of(changed(old, new))
    assert error.code == "config.twice"
    assert (error.details["key"], error.details["value"]) == (key, value)


@pytest.mark.parametrize("raw", [b"= 1", b"[exam", b"\xff\xfe", b"a = 1\na = 2"])
def test_what_is_no_toml_is_refused_as_such(raw: bytes) -> None:
    with pytest.raises(ConfigError) as refused:
        parse_config(raw, "kota.toml")
    assert refused.value.code == "config.syntax"


@given(st.text(max_size=60))
def test_whatever_the_file_says_it_is_refused_as_a_config(text: str) -> None:
    with pytest.raises(ConfigError):
        parse_config(text.encode(), "kota.toml")


# Topics


def topics_refusal(text: str) -> ConfigError:
    with pytest.raises(ConfigError) as refused:
        parse_topics(text.encode(), "topics.toml", POSTS)
    return refused.value


def test_each_post_has_its_topic() -> None:
    topics = parse_topics(TOPICS.encode(), "topics.toml", POSTS)
    assert {post: topic.title for post, topic in topics.items()} == {
        "brida": "Riset",
        "damkar": "Api",
    }


def test_a_missing_topic_is_named() -> None:
    error = topics_refusal(TOPICS.partition('[[topic]]\npost = "damkar"')[0])
    assert (error.code, error.details["post"]) == ("config.topic-missing", "damkar")


def test_a_doubled_topic_is_refused() -> None:
    error = topics_refusal(TOPICS.replace("damkar", "brida"))
    assert (error.code, error.details["value"]) == ("config.twice", "brida")


def test_a_topic_of_an_unknown_post_is_refused_with_the_posts_there_are() -> None:
    error = topics_refusal(TOPICS + '[[topic]]\npost = "laut"\ntitle = "L"\ntext = "T"\n')
    assert error.code == "config.not-allowed"
    assert (error.details["value"], error.details["allowed"]) == ("laut", "brida, damkar")


def test_an_unknown_key_in_a_topic_is_refused_by_its_name() -> None:
    error = topics_refusal(TOPICS.replace('title = "Api"', 'title = "Api"\nhint = ""'))
    assert (error.code, error.details["key"]) == ("config.unknown-key", "topic[1].hint")


def test_a_problem_without_a_place_is_shown_whole() -> None:
    error = topics_refusal("topic = 3")
    assert (error.code, error.details["key"]) == ("config.value", "topic")
