"""The topics file: one topic for each sitting and post, as the selection asks."""

import pytest
from msgspec.structs import replace

from exam.config import Post, Sitting, parse_topics
from exam.config.papers import TopicsPer
from exam.config.topics import LONGEST_TOPICS_BYTES
from exam.errors import ConfigError
from tests.exam.selections import named, parsed, two_sittings

POSTS = (Post("brida", "Kepala Badan Riset"), Post("damkar", "Kepala Dinas Pemadam"))
SITTINGS = parsed(two_sittings()).sittings
ONE = SITTINGS[:1]
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
ONLY_RESEARCH = TOPICS.partition('[[topic]]\npost = "damkar"')[0]


def entry(text: str = "", **keys: str) -> str:
    lines = "".join(f'{key} = "{value}"\n' for key, value in keys.items())
    return f'[[topic]]\n{lines}text = "{text or " ".join(keys.values())}"\n'


def titles(
    text: str, per: TopicsPer, sittings: tuple[Sitting, ...] = SITTINGS
) -> dict[tuple[str, str], str]:
    topics = parse_topics(text.encode(), "topics.toml", per, POSTS, sittings)
    return {
        (sitting, post): one.title for sitting, of in topics.items() for post, one in of.items()
    }


def refusal(text: str, per: TopicsPer = "post") -> ConfigError:
    with pytest.raises(ConfigError) as refused:
        parse_topics(text.encode(), "topics.toml", per, POSTS, ONE)
    return named(refused.value, "topics.toml")


def test_a_topic_for_each_post_is_the_same_at_each_sitting() -> None:
    assert titles(TOPICS, "post") == {
        ("pagi", "brida"): "Riset",
        ("pagi", "damkar"): "Api",
        ("siang", "brida"): "Riset",
        ("siang", "damkar"): "Api",
    }


def test_a_common_topic_is_for_all() -> None:
    assert set(titles(entry(title="Kota"), "exam").values()) == {"Kota"}
    assert len(titles(entry(title="Kota"), "exam")) == 4


def test_a_topic_for_each_sitting_is_the_same_for_each_post() -> None:
    text = entry(sitting="pagi", title="Satu") + entry(sitting="siang", title="Dua")
    assert titles(text, "sitting") == {
        ("pagi", "brida"): "Satu",
        ("pagi", "damkar"): "Satu",
        ("siang", "brida"): "Dua",
        ("siang", "damkar"): "Dua",
    }


def test_a_topic_may_be_for_one_post_at_one_sitting() -> None:
    text = "".join(
        entry(sitting=sitting, post=post, title=f"{sitting} {post}")
        for sitting in ("pagi", "siang")
        for post in ("brida", "damkar")
    )
    assert titles(text, "sitting-and-post")["siang", "brida"] == "siang brida"


def test_a_post_has_a_topic_only_where_it_is_written() -> None:
    sittings = parsed(
        two_sittings(
            ('groups = ["A"]', 'posts = ["brida"]'), ('groups = ["B"]', 'posts = ["damkar"]')
        )
    ).sittings
    assert set(titles(TOPICS, "post", sittings)) == {("pagi", "brida"), ("siang", "damkar")}


def test_a_post_that_is_not_held_needs_no_topic() -> None:
    posts = (POSTS[0], replace(POSTS[1], held=False))
    of_posts = tuple(replace(one, posts=("brida", "damkar"), groups=()) for one in ONE)
    for sittings in (ONE, of_posts):
        topics = parse_topics(ONLY_RESEARCH.encode(), "t", "post", posts, sittings)
        assert set(topics["pagi"]) == {"brida"}


def test_a_topic_knows_its_post() -> None:
    topics = parse_topics(entry(title="Kota").encode(), "t", "exam", POSTS, ONE)
    assert {post: topic.post for post, topic in topics["pagi"].items()} == {
        "brida": "brida",
        "damkar": "damkar",
    }


@pytest.mark.parametrize("per", ["sitting", "sitting-and-post"])
def test_sittings_that_do_not_begin_together_have_different_topics(per: TopicsPer) -> None:
    posts = ("brida", "damkar") if per == "sitting-and-post" else ("",)
    text = "".join(
        entry(text, sitting=sitting, title=f"T{sitting}{post}", **({"post": post} if post else {}))
        for sitting, text in (
            ("pagi", "Tulislah  tentang\u00a0kota."),
            ("siang", "tulislah tentang kota."),
        )
        for post in posts
    )
    with pytest.raises(ConfigError) as refused:
        titles(text, per)
    error = named(refused.value, "topics.toml")
    at = len(posts)
    assert (error.code, error.details["key"], error.details["first"]) == (
        "config.topic-repeated",
        f"topic[{at}].text",
        "topic[0].text",
    )
    together = parsed(two_sittings(('13:00:00\nroom = "Lab"', '08:00:00\nroom = "Lab 2"'))).sittings
    assert len(titles(text, per, together)) == 4


@pytest.mark.parametrize(
    ("per", "text", "missing"),
    [
        ("post", ONLY_RESEARCH, "damkar"),
        (
            "sitting-and-post",
            entry(sitting="pagi", post="brida", title="A"),
            "pagi / damkar",
        ),
    ],
)
def test_a_missing_topic_is_named(per: TopicsPer, text: str, missing: str) -> None:
    error = refusal(text, per)
    assert (error.code, error.details["of"]) == ("config.topic-missing", missing)


@pytest.mark.parametrize(
    ("per", "text", "code", "key"),
    [
        ("post", TOPICS.replace("damkar", "brida"), "config.twice", "topic[1]"),
        ("exam", entry(title="A") + entry(title="B"), "config.twice", "topic[1]"),
        ("post", entry(title="A"), "config.needed", "topic[0].post"),
        ("exam", TOPICS, "config.needless", "topic[0].post"),
        ("sitting", entry(sitting="malam", title="A"), "config.unknown-name", "topic[0].sitting"),
        ("post", entry(post="laut", title="A"), "config.unknown-name", "topic[0].post"),
        ("post", entry(post="brida", title="A", hint=""), "config.unknown-key", "topic[0].hint"),
        ("post", "topic = 3", "config.type.list", "topic"),
        ("post", "topic = []", "config.list-length", "topic"),
        ("post", entry(post="brida"), "config.missing-key", "topic[0].title"),
    ],
)
def test_a_topic_that_does_not_fit_is_refused(
    per: TopicsPer, text: str, code: str, key: str
) -> None:
    error = refusal(text, per)
    assert (error.code, error.details["key"]) == (code, key)


def test_a_topics_file_may_be_long_but_not_without_end() -> None:
    long = 'text = """' + "kata\n" * 3900 + '"""'
    assert titles(TOPICS.replace('text = "Tulislah."', long), "post", ONE)
    assert refusal("#" * (LONGEST_TOPICS_BYTES + 1)).code == "config.size"
