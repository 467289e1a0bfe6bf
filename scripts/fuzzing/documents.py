"""Targets among what people bring: settings, topics, rosters, and the manuscript itself."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final, get_args

from exam.config import decode_config, encode_config, parse_config, parse_topics
from exam.config.papers import TopicsPer
from exam.disclosure import Author, Kind, find_disclosures
from exam.manuscript import (
    PaperFormat,
    blocks_of,
    clean_input,
    count,
    missing_sections,
    pages_of,
    plain_of,
    sections_of,
    slides_of,
    strip_marks,
    text_of,
)
from exam.manuscript.marks import ALL_MARKS
from exam.roster.reading import parse_roster
from scripts.fuzzing.target import DATA, LostError, Shape, Target, as_text, tried

_CONFIGS: Final = Path(__file__).parents[2] / "exam_configs"
_LONGEST_EXAMPLE_BYTES: Final = 800
_PARTS_OF_PASSAGE: Final = 7
_CONFIG: Final = parse_config((_CONFIGS / "semarang.toml").read_bytes(), "semarang.toml")


def feed_config(data: bytes) -> None:
    """Read settings; what is read is the same after it was packed into a manifest."""
    config = parse_config(data, "fuzz.toml")
    if decode_config(encode_config(config)) != config:
        raise LostError(config)


def feed_packed_config(data: bytes) -> None:
    """Read the settings of a manifest."""
    decode_config(data)


def feed_topics(data: bytes) -> None:
    """Read topics."""
    for per in get_args(TopicsPer):
        tried(parse_topics, data, "fuzz.toml", per, _CONFIG.posts, _CONFIG.sittings)


def feed_roster(data: bytes) -> None:
    """Read a list of candidates, of whatever format it says it is."""
    parse_roster(data, "fuzz", _CONFIG)


def feed_manuscript(data: bytes) -> None:
    """Look at a document in every way; its blocks are the document, and cleaning twice is once."""
    text = as_text(data)
    if text_of(blocks_of(text)) != text:
        raise LostError(text)
    clean = clean_input(text)
    if clean_input(clean) != clean or any(mark in clean for mark in ALL_MARKS):
        raise LostError(text)
    for look in (count, sections_of, slides_of, plain_of, strip_marks):
        tried(look, text)
    missing_sections(text, ("Pendahuluan",))
    pages_of(text, PaperFormat())


def feed_disclosure(data: bytes) -> None:
    """Search a text for its author; what is found lies in the text, each apart from its like."""
    parts = as_text(data).split("\0", _PARTS_OF_PASSAGE - 1)
    name, nip, office, unit, post, topic, text = parts + [""] * (_PARTS_OF_PASSAGE - len(parts))
    reached: dict[Kind, int] = {}
    for found in find_disclosures(text, Author(name, nip, office, unit), post=post, topic=topic):
        if not reached.get(found.kind, 0) <= found.start < found.end <= len(text):
            raise LostError(found)
        reached[found.kind] = found.end


def _configs() -> Iterator[bytes]:
    for path in _CONFIGS.glob("*.toml"):
        yield path.read_bytes()


def _packed_configs() -> Iterator[bytes]:
    yield encode_config(_CONFIG)


def _topics() -> Iterator[bytes]:
    for path in _CONFIGS.glob("*/topics.toml"):
        yield path.read_bytes()


def _rosters() -> Iterator[bytes]:
    for path in (DATA / "rosters").iterdir():
        if path.suffix in (".csv", ".txt"):
            yield path.read_bytes()


def _workbooks() -> Iterator[bytes]:
    for path in (DATA / "rosters").glob("*.xlsx"):
        yield path.read_bytes()


def _manuscripts() -> Iterator[bytes]:
    for path in (DATA / "papers").glob("*.txt"):
        yield path.read_bytes()[:_LONGEST_EXAMPLE_BYTES]
    yield "".join(f"{mark}a\n" for mark in ALL_MARKS).encode()


def _passages() -> Iterator[bytes]:
    for line in (DATA / "disclosure" / "development.jsonl").read_text().splitlines():
        passage = json.loads(line)
        who = passage["author"]
        person = (who["name"], who["nip"], who["office"], who["unit"], who["post"])
        topic = "; ".join(passage["others"])
        yield "\0".join([*person, topic, passage["text"]]).encode()


TARGETS: Final = (
    Target("config", feed_config, _configs),
    Target("packed-config", feed_packed_config, _packed_configs, Shape.JSON),
    Target("topics", feed_topics, _topics),
    Target("roster", feed_roster, _rosters),
    Target("workbook", feed_roster, _workbooks, Shape.ZIP),
    Target("manuscript", feed_manuscript, _manuscripts),
    Target("disclosure", feed_disclosure, _passages),
)
