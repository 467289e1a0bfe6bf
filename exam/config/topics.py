"""The topics file: what people write about, at each sitting and for each post."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Final

from msgspec import Meta

from exam.config.fields import PROSE_PATTERN, Identifier, Name, Record
from exam.config.grounds import require_known, require_once, require_together
from exam.config.papers import TopicsPer
from exam.config.people import Post
from exam.config.reading import read_record
from exam.config.sittings import Sitting
from exam.config.source import Path, Source
from exam.errors import ConfigError

LONGEST_TOPICS_BYTES: Final = 4 * 1024 * 1024

_Text = Annotated[str, Meta(pattern=PROSE_PATTERN, max_length=20_000)]
_Key = tuple[str | None, str | None]
"""Sitting and post of a topic; None for whatever it does not depend on."""


class Topic(Record, frozen=True):
    """What the candidates for one post write about."""

    post: Identifier
    title: Name
    text: _Text


class _Entry(Record, frozen=True, kw_only=True):
    sitting: Identifier | None = None
    post: Identifier | None = None
    title: Name
    text: _Text


class _Topics(Record, frozen=True, kw_only=True):
    topic: Annotated[tuple[_Entry, ...], Meta(min_length=1, max_length=12_000)]


def parse_topics(
    raw: bytes, file: str, per: TopicsPer, posts: Sequence[Post], sittings: Sequence[Sitting]
) -> dict[str, dict[str, Topic]]:
    """Read the topics file; returns the topic of each post by sitting id, then post id.

    Raises:
        ConfigError: a topic is missing, doubled, or of an unknown sitting or post.

    """
    source, topics = read_record(raw, file, _Topics, LONGEST_TOPICS_BYTES)
    entries = topics.topic
    known_posts, known_sittings = [post.id for post in posts], [one.id for one in sittings]
    for at, entry in enumerate(entries):
        _require_name(source, ("topic", at, "post"), entry.post, per, known_posts)
        _require_name(source, ("topic", at, "sitting"), entry.sitting, per, known_sittings)
    keys = [(entry.sitting, entry.post) for entry in entries]
    require_once(source, [(("topic", at), _shown(key)) for at, key in enumerate(keys)])
    by_key = dict(zip(keys, entries, strict=True))
    places = {key: at for at, key in enumerate(keys)}
    found: dict[str, dict[str, Topic]] = {one.id: {} for one in sittings}
    held = [post.id for post in posts if post.held]
    told: dict[tuple[str, str], tuple[int, float]] = {}
    for sitting, post, key in _wanted(per, held, sittings):
        if key not in by_key:
            raise ConfigError("config.topic-missing", place=file, of=_shown(key))
        found[sitting.id][post] = Topic(post, by_key[key].title, by_key[key].text)
        known = (post, " ".join(by_key[key].text.casefold().split()))
        first, begun_at = told.setdefault(known, (places[key], sitting.begin_minutes))
        if "sitting" in per and begun_at != sitting.begin_minutes:
            raise source.refusal(
                "config.topic-repeated",
                ("topic", places[key], "text"),
                first=source.key(("topic", first, "text")),
            )
    return found


def _require_name(
    source: Source, path: Path, name: str | None, per: TopicsPer, known: Sequence[str]
) -> None:
    """Refuse a sitting or post that is missing, not asked for, or unknown."""
    kind = str(path[-1])
    require_together(source, path, name is not None, kind in per, ("topics", "per"))
    if name is not None:
        require_known(source, path, name, known, (f"{kind}s",))


def _wanted(
    per: TopicsPer, posts: Sequence[str], sittings: Sequence[Sitting]
) -> Iterator[tuple[Sitting, str, _Key]]:
    """Yield each sitting with each of these posts that is written there, and their topic's key."""
    for sitting in sittings:
        for post in (one for one in sitting.posts or posts if one in posts):
            key = (sitting.id if "sitting" in per else None, post if "post" in per else None)
            yield sitting, post, key


def _shown(key: _Key) -> str:
    return " / ".join(part for part in key if part is not None) or "–"
