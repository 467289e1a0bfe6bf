"""Selections as documents: written as TOML, walked through, or drawn at random, always valid."""

import json
from collections.abc import Iterator
from datetime import date, time
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

Document = dict[str, Any]
Path = tuple[str | int, ...]


def toml_of(document: Document) -> str:
    """Write a document as TOML, a line for each key at the top."""
    return "".join(f"{_key(key)} = {_value(value)}\n" for key, value in document.items())


def _key(key: str) -> str:
    return json.dumps(key, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _key(value)
        case list():
            return f"[{', '.join(_value(item) for item in value)}]"
        case dict():
            return (
                f"{{{', '.join(f'{_key(key)} = {_value(item)}' for key, item in value.items())}}}"
            )
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def places_in(node: object, path: Path = ()) -> Iterator[Path]:
    """Yield the path of everything in a document, tables and lists before what is in them."""
    items: Iterator[tuple[str | int, Any]] = iter(())
    if isinstance(node, dict):
        items = iter(node.items())
    elif isinstance(node, list):
        items = iter(enumerate(node))
    for key, value in items:
        yield (*path, key)
        yield from places_in(value, (*path, key))


def kinds_of_places_in(document: Document) -> Iterator[Path]:
    """Yield one path for each kind of place: the items of a list are alike."""
    seen = set()
    for path in places_in(document):
        kind = tuple("" if isinstance(part, int) else part for part in path)
        if kind not in seen:
            seen.add(kind)
            yield path


def at(document: Document, path: Path) -> Any:
    """Return what stands at a path."""
    here: Any = document
    for part in path:
        here = here[part]
    return here


IDS = st.from_regex(r"\A[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}\Z")
_LETTERS = st.characters(categories=["L", "N", "P", "S"])
NAMES = st.text(_LETTERS, min_size=1, max_size=40)
_SEEN = st.characters(exclude_categories=["C", "Zl", "Zp"], include_characters="\t\n")
PROSE = st.text(_SEEN, min_size=1, max_size=60).filter(
    lambda text: any(not one.isspace() for one in text)
)


def _ids(least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(IDS, min_size=least, max_size=most, unique=True)


@st.composite
def _weights(draw: st.DrawFn, count: int) -> list[float]:
    """Draw so many weights of up to two decimals that add up to 100."""
    cuts = sorted(draw(st.lists(st.integers(0, 10_000), min_size=count - 1, max_size=count - 1)))
    return [(high - low) / 100 for low, high in pairwise([0, *cuts, 10_000])]


@st.composite
def _rubric(draw: st.DrawFn) -> list[Document]:
    ids = draw(_ids(1, 4))
    weights = draw(_weights(len(ids)))
    return [
        {"id": name, "name": draw(NAMES), "weight": weight, "descriptor": draw(PROSE)}
        for name, weight in zip(ids, weights, strict=True)
    ]


@st.composite
def _stages(draw: st.DrawFn, writes: bool, hears: bool) -> list[Document]:
    sources = ["paper"] * writes + ["interview"] * hears
    sources += ["imported"] * draw(st.integers(0, 2))
    ids = draw(_ids(len(sources), len(sources)))
    weights = draw(_weights(len(sources)))
    drawn = zip(ids, draw(st.permutations(sources)), weights, strict=True)
    stages: list[Document] = [
        {"id": name, "name": draw(NAMES), "weight": weight, "source": source}
        for name, source, weight in drawn
    ]
    for stage in stages:
        if stage["source"] != "imported":
            stage["rubric"] = draw(_rubric())
    for stage in stages[:-1]:
        if draw(st.booleans()):
            stage["goes_on"] = {"best": draw(st.integers(3, 9))}
    return stages


@st.composite
def _meetings(draw: st.DrawFn, posts: list[str], seats: bool) -> list[Document]:
    """Draw one meeting for all, or one for each group, or one for each post."""
    who: list[Document] = draw(
        st.one_of(
            st.just([{}]),
            st.just([{"posts": [post]} for post in posts]),
            st.lists(NAMES, min_size=1, max_size=4, unique_by=str.casefold).map(
                lambda names: [{"groups": [name]} for name in names]
            ),
        )
    )
    ids = draw(_ids(len(who), len(who)))
    return [
        {
            "id": name,
            "date": date(2026, 1, 1 + number),
            "start": draw(st.times()).replace(fold=0),
            "room": draw(NAMES),
            **({"seats": 20, "spare_seats": draw(st.integers(0, 19))} if seats else {}),
            **one,
        }
        for number, (name, one) in enumerate(zip(ids, who, strict=True))
    ]


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw a valid selection: with paper, interviews or both, one sitting or several."""
    writes = draw(st.booleans())
    hears = not writes or draw(st.booleans())
    posts, people = draw(_ids(1, 5)), draw(_ids(4, 8))
    stages = draw(_stages(writes, hears))
    document: Document = {
        "exam": {"name": draw(NAMES), "agency": draw(NAMES), "practice": True},
        "posts": [{"id": post, "name": f"{at} {draw(NAMES)}"} for at, post in enumerate(posts)],
        "panel": {
            "members": [
                {
                    "id": name,
                    "name": draw(NAMES),
                    "role": "member" if number else "chair",
                    "element": draw(st.sampled_from(["internal", "external"])),
                }
                for number, name in enumerate(people[1:])
            ]
        },
        "staff": [{"id": people[0], "name": draw(NAMES), "role": "proctor"}],
        "stages": stages,
        "result": {"tie_break": draw(st.permutations([stage["id"] for stage in stages]))},
    }
    if hears:
        document["interview"] = {
            "minutes": draw(st.integers(1, 90)),
            "days": draw(_meetings(posts, seats=False)),
        }
    if writes:
        document |= draw(_paper_parts(posts))
        document["panel"]["threshold"] = draw(st.integers(2, len(people) - 1))
    return document


@st.composite
def _paper_parts(draw: st.DrawFn, posts: list[str]) -> Document:
    least = draw(st.integers(0, 5000))
    sections = st.lists(NAMES, max_size=5, unique_by=str.casefold)
    return {
        "sittings": draw(_meetings(posts, seats=True)),
        "sitting_rules": {
            "minutes": draw(st.floats(0.05, 600)),
            "warnings": draw(st.lists(st.integers(1, 600), max_size=5, unique=True)),
        },
        "paper": {
            draw(st.sampled_from(["words", "pages"])): {"min": least, "max": least + 1},
            "sections": draw(sections),
        },
        "topics": {"file": draw(NAMES)},
        "rules": {"conduct": [draw(PROSE)], "pledge": [draw(PROSE)]},
    }
