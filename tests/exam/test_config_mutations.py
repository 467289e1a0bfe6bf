"""Whatever is written instead of a selection, it is read whole or refused by name."""

import copy
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.config import decode_config, encode_config, parse_config
from exam.config.source import Source
from exam.errors import ConfigError
from exam.sentences import sentence
from tests.exam.documents import (
    Document,
    Path,
    at,
    documents,
    kinds_of_places_in,
    places_in,
    toml_of,
)
from tests.exam.selections import FILE, REAL, parsed, refusal_of, sample

pytestmark = pytest.mark.no_cover

SEMARANG = tomllib.loads(sample("semarang"))
del SEMARANG["posts"][2:]
ALL = [tomllib.loads(sample(name)) for name in REAL]
KINDS: tuple[Any, ...] = ("teks", 7, 2.5, True, date(2026, 1, 1), time(8), [], {})
NUMBERS = (int, float)


def place_of(document: Document, path: Path) -> str:
    """Return the name under which a path is refused."""
    return Source(FILE, "", document).key(path)


def changed_at(path: Path, value: object, document: Document = SEMARANG) -> Document:
    document = copy.deepcopy(document)
    at(document, path[:-1])[path[-1]] = value
    return document


def without(path: Path, document: Document) -> Document:
    document = copy.deepcopy(document)
    del at(document, path[:-1])[path[-1]]
    return document


def of_another_kind(value: object) -> Iterator[object]:
    """Yield values that cannot stand where this one does."""
    for other in KINDS:
        both_numbers = type(value) in NUMBERS and type(other) in NUMBERS
        if type(other) is not type(value) and not both_numbers:
            yield other


def refusal_or_none(text: str) -> ConfigError | None:
    """Return why a text is refused; what is not refused comes back from the manifest."""
    try:
        config = parse_config(text.encode("utf-8", "replace"), FILE)
    except ConfigError as error:
        return error
    assert decode_config(encode_config(config)) == config
    return None


def test_a_document_is_written_as_it_was_read() -> None:
    for document in ALL:
        assert tomllib.loads(toml_of(document)) == document


def test_any_value_of_another_kind_is_refused_by_its_key() -> None:
    for path in kinds_of_places_in(SEMARANG):
        for other in of_another_kind(at(SEMARANG, path)):
            document = changed_at(path, other)
            error = refusal_of(toml_of(document))
            assert error.details["key"] == place_of(document, path)


def test_any_key_that_is_not_known_is_refused_by_its_name() -> None:
    tables = [(), *(path for path in places_in(SEMARANG) if isinstance(at(SEMARANG, path), dict))]
    for table in tables:
        document = changed_at((*table, "asing"), 1)
        error = refusal_of(toml_of(document))
        assert error.code.startswith("config.unknown-key")
        assert error.details["key"] == place_of(document, (*table, "asing"))


@pytest.mark.parametrize("document", ALL, ids=[one["exam"]["agency"] for one in ALL])
def test_anything_that_is_taken_away_is_not_needed_or_asked_for_by_name(
    document: Document,
) -> None:
    for path in places_in(document):
        rest = without(path, document)
        error = refusal_or_none(toml_of(rest))
        assert error is None or error.details["key"], path
        if error is not None and error.code == "config.missing-key":
            assert error.details["key"] == place_of(rest, path)


def test_required_keys_are_those_that_are_asked_for() -> None:
    asked = set()
    for path in places_in(SEMARANG):
        error = refusal_or_none(toml_of(without(path, SEMARANG)))
        if error is not None and error.code == "config.missing-key":
            asked.add(path[-1])
    assert asked == {
        "exam", "name", "agency", "posts", "id", "date", "start", "room", "seats", "minutes", "max",
        "max_slides", "file", "panel", "members", "element", "role", "stages", "weight", "source",
        "descriptor", "points", "conduct", "pledge",
    }  # fmt: skip


ANYTHING = st.recursive(
    st.none().map(lambda _: 0)
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.dates()
    | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(ALL), st.data())
def test_any_value_anywhere_is_read_or_refused_in_one_line(
    document: Document, data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from(list(places_in(document))))
    error = refusal_or_none(toml_of(changed_at(path, data.draw(ANYTHING), document)))
    assert error is None or "\n" not in sentence(error, str)


@given(documents())
def test_any_valid_selection_comes_back_from_the_manifest_as_it_was(document: Document) -> None:
    config = parsed(toml_of(document))
    raw = encode_config(config)
    assert decode_config(raw) == config
    assert encode_config(decode_config(raw)) == raw


@given(st.text(max_size=60))
def test_any_text_is_refused_as_a_config(text: str) -> None:
    with pytest.raises(ConfigError):
        parse_config(text.encode(), FILE)


@given(st.binary(max_size=60))
def test_any_bytes_are_refused_as_a_config(raw: bytes) -> None:
    with pytest.raises(ConfigError):
        parse_config(raw, FILE)
    with pytest.raises(ConfigError):
        decode_config(raw)


@given(st.integers(0), st.binary(min_size=1, max_size=3))
def test_a_manifest_that_was_changed_anywhere_is_read_or_refused(place: int, other: bytes) -> None:
    raw = encode_config(parsed(sample("sorong")))
    place %= len(raw)
    changed = raw[:place] + other + raw[place + len(other) :]
    with suppress(ConfigError):
        config = decode_config(changed)
        assert decode_config(encode_config(config)) == config
