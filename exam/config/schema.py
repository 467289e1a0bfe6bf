"""The JSON Schema of a selection's TOML, so that editors complete and check it while it is typed.

It says what single values may be. That sections fit together is checked only when a file is read.
It is written so that validators of every draft from 4 on read it alike.
"""

from collections.abc import Mapping
from typing import Final

import msgspec

from exam.config.selection import ExamConfig

DIALECT: Final = "http://json-schema.org/draft-07/schema#"
"""The newest that the language server of TOML (Taplo) knows."""
_PLACE: Final = "#/definitions/{name}"
_END: Final = r"$(?!\n)"
"""The end of a text, in the regular expressions of every validator."""


def config_schema() -> dict[str, object]:
    """Return the schema: every key with title and description, unknown keys refused."""
    _, tables = msgspec.json.schema_components([ExamConfig], ref_template=_PLACE)
    definitions = {name: _table(table) for name, table in sorted(tables.items())}
    whole = definitions.pop(ExamConfig.__name__)
    return {"$schema": DIALECT, **whole, "definitions": definitions}


def _table(node: Mapping[str, object]) -> dict[str, object]:
    """Return a schema without what TOML cannot say (null), in terms that all validators share."""
    kept = {
        key: _value(item)
        for key, item in node.items()
        if not (key == "default" and (item is None or isinstance(item, dict)))
        and (key, item) != ("required", [])
    }
    match kept:
        case {"pattern": str(pattern)}:
            kept["pattern"] = pattern.replace(r"\Z", _END)
        case {"description": str(text), "properties": _}:
            kept["description"] = " ".join(text.split())
        case {"anyOf": [dict(only), {"type": "null"}]}:
            del kept["anyOf"]
            return _beside(only, kept)
        case {"$ref": place, "title": _}:
            del kept["$ref"]
            return _beside({"$ref": place}, kept)
    return kept


def _beside(only: dict[str, object], remarks: dict[str, object]) -> dict[str, object]:
    """Join a schema with remarks on it; older drafts ignore what stands beside a reference."""
    return {**remarks, "allOf": [only]} if "$ref" in only else {**only, **remarks}


def _value(node: object) -> object:
    match node:
        case dict():
            return _table(node)
        case list():
            return [_value(item) for item in node]
        case _:
            return node
