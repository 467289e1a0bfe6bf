"""The JSON Schema of a selection: it allows and refuses what the reader of files does."""

import copy
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft7Validator, Draft202012Validator

from exam.config import config_schema
from exam.config.schema import DIALECT
from exam.errors import ConfigError
from tests.exam.documents import Document, at, kinds_of_places_in, toml_of
from tests.exam.selections import CONFIGS, parsed, sample

ROOT = Path(__file__).parents[2]
SCHEMA: dict[str, Any] = json.loads(json.dumps(config_schema()))
VALIDATOR = Draft7Validator(SCHEMA)
VALIDATORS = (Draft4Validator(SCHEMA), VALIDATOR, Draft202012Validator(SCHEMA))
SEMARANG = tomllib.loads(sample("semarang"))
del SEMARANG["posts"][2:]
OF_ONE_VALUE = re.compile(
    r"config\.(type|text)\..*|config\.(choice|range|list-length|missing-key|unknown-key(-near)?)"
)


def as_editors_see(node: Any) -> Any:
    """Return a document with dates and times as texts, as validators get it."""
    match node:
        case dict():
            return {key: as_editors_see(value) for key, value in node.items()}
        case list():
            return [as_editors_see(item) for item in node]
        case date() | time():
            return node.isoformat()
        case _:
            return node


def is_allowed(document: Document) -> bool:
    return bool(VALIDATOR.is_valid(as_editors_see(document)))


def tables() -> Iterator[tuple[str, dict[str, Any]]]:
    yield "ExamConfig", SCHEMA
    yield from SCHEMA["definitions"].items()


def values(node: Any = SCHEMA) -> Iterator[dict[str, Any]]:
    """Yield every part of the schema that speaks of a value."""
    if isinstance(node, dict):
        if "type" in node:
            yield node
        for item in node.values():
            yield from values(item)


def test_the_schema_is_a_schema() -> None:
    for validator in VALIDATORS:
        validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == DIALECT


@pytest.mark.parametrize("file", sorted(CONFIGS.glob("*.toml")), ids=str)
def test_every_selection_is_allowed_and_names_the_schema(file: Path) -> None:
    text = file.read_text("utf-8")
    seen = as_editors_see(tomllib.loads(text))
    for validator in VALIDATORS:
        assert [error.message for error in validator.iter_errors(seen)] == []
    named = text.partition("\n")[0].removeprefix("#:schema ")
    assert (file.parent / named).resolve() == ROOT / "docs" / "config.schema.json"


@pytest.mark.parametrize(("name", "table"), tables(), ids=[name for name, _ in tables()])
def test_every_key_has_a_title_and_a_description_and_no_other_is_allowed(
    name: str, table: dict[str, Any]
) -> None:
    assert table["description"], name
    assert "\n" not in table["description"]
    assert table["additionalProperties"] is False
    for key, value in table["properties"].items():
        assert value.get("title"), key
        assert value.get("description"), key


def test_every_value_is_finite() -> None:
    for value in values():
        match value["type"]:
            case "string":
                assert "maxLength" in value or value.get("format") in ("date", "partial-time")
            case "integer" | "number":
                assert {"minimum", "maximum"} <= set(value)
            case "array":
                assert "maxItems" in value


def test_no_value_may_be_null_which_toml_cannot_say() -> None:
    text = json.dumps(SCHEMA)
    assert "null" not in text
    assert "anyOf" not in text
    assert r"\Z" not in text


OTHERS: tuple[Any, ...] = ("A b\n", -1, 10**9, 0.001, [], ["x"] * 300, {"asing": 1})


def mutants() -> Iterator[Document]:
    """Yield semarang with one thing other than it was, in every kind of place."""
    for path in kinds_of_places_in(SEMARANG):
        for other in OTHERS:
            mutant = copy.deepcopy(SEMARANG)
            at(mutant, path[:-1])[path[-1]] = other
            yield mutant
        mutant = copy.deepcopy(SEMARANG)
        del at(mutant, path[:-1])[path[-1]]
        yield mutant


def refusal(document: Document) -> str:
    """Return the code by which a document is refused as a file; empty if it is read."""
    try:
        parsed(toml_of(document))
    except ConfigError as error:
        return error.code
    return ""


@pytest.mark.no_cover
def test_the_schema_refuses_the_single_values_that_the_reader_refuses_and_no_others() -> None:
    refused = 0
    for mutant in mutants():
        code = refusal(mutant)
        of_one_value = bool(OF_ONE_VALUE.fullmatch(code))
        refused += of_one_value
        if code not in ("config.type.date", "config.type.time"):
            assert is_allowed(mutant) is not of_one_value, code
    assert refused > 500
