"""Why a document is not of a type: the first fault, with its place, its value and what is allowed.

The library that converts documents decides; here its refusal is explained, from what the types say,
in sentences of our own catalogs.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any, Final

from msgspec import inspect

from exam.config.fields import IDENTIFIER_PATTERN, NAME_PATTERN, PROSE_PATTERN, SCORE_KEY_PATTERN
from exam.config.source import Path, Source, show
from exam.errors import ConfigError

_TYPES: Final[Mapping[type[inspect.Type], tuple[tuple[type, ...], str]]] = {
    inspect.StructType: ((dict,), "config.type.table"),
    inspect.VarTupleType: ((list,), "config.type.list"),
    inspect.StrType: ((str,), "config.type.text"),
    inspect.IntType: ((int,), "config.type.whole"),
    inspect.FloatType: ((int, float), "config.type.number"),
    inspect.BoolType: ((bool,), "config.type.yes-no"),
    inspect.DateType: ((date,), "config.type.date"),
    inspect.TimeType: ((time,), "config.type.time"),
}
_PATTERNS: Final = {
    IDENTIFIER_PATTERN: "config.text.identifier",
    NAME_PATTERN: "config.text.name",
    PROSE_PATTERN: "config.text.blank",
    SCORE_KEY_PATTERN: "config.text.score-key",
}


def faults_of(source: Source, kind: type) -> Iterator[ConfigError]:
    """Yield what in a document does not fit a record type, in the order of the document."""
    return _Faults(source).of(inspect.type_info(kind), source.document, ())


class _Faults:
    def __init__(self, source: Source) -> None:
        self._source = source

    def of(self, kind: inspect.Type, value: object, path: Path) -> Iterator[ConfigError]:
        kind = _bare(kind)
        if isinstance(kind, inspect.LiteralType):
            yield from self._choice(kind, value, path)
            return
        types, code = _TYPES[type(kind)]
        if type(value) not in types:
            yield self._refusal(code, path)
            return
        match kind, value:
            case inspect.StructType(), dict():
                yield from self._table(kind, value, path)
            case inspect.VarTupleType(), list():
                yield from self._list(kind, value, path)
            case inspect.StrType(), str():
                yield from self._text(kind, value, path)
            case ((inspect.IntType() | inspect.FloatType()), (int() | float())):
                yield from self._number(kind, value, path)

    def _table(
        self, kind: inspect.StructType, value: Mapping[str, Any], path: Path
    ) -> Iterator[ConfigError]:
        fields = {field.name: field for field in kind.fields}
        for name in value:
            if name not in fields:
                yield self._unknown(name, list(fields), path)
        for name, field in fields.items():
            if field.required and name not in value:
                yield self._source.refusal("config.missing-key", (*path, name))
        for name, item in value.items():
            if name in fields:
                yield from self.of(fields[name].type, item, (*path, name))

    def _unknown(self, name: str, known: list[str], path: Path) -> ConfigError:
        near = difflib.get_close_matches(name.casefold(), known, n=1)
        if near:
            return self._source.refusal("config.unknown-key-near", (*path, name), near=near[0])
        return self._source.refusal("config.unknown-key", (*path, name), known=", ".join(known))

    def _list(
        self, kind: inspect.VarTupleType, value: list[Any], path: Path
    ) -> Iterator[ConfigError]:
        least, most = kind.min_length or 0, kind.max_length
        if most is not None and not least <= len(value) <= most:
            found = len(value)
            yield self._source.refusal(
                "config.list-length", path, found=found, least=least, most=most
            )
        for index, item in enumerate(value):
            yield from self.of(kind.item_type, item, (*path, index))

    def _text(self, kind: inspect.StrType, value: str, path: Path) -> Iterator[ConfigError]:
        if kind.max_length is not None and len(value) > kind.max_length:
            yield self._source.refusal(
                "config.text.long", path, length=len(value), most=kind.max_length
            )
        elif kind.pattern is not None and not re.search(kind.pattern, value):
            yield self._refusal(_PATTERNS[kind.pattern], path)

    def _number(
        self, kind: inspect.IntType | inspect.FloatType, value: float, path: Path
    ) -> Iterator[ConfigError]:
        least, most = kind.ge, kind.le
        if not (least is None or most is None or least <= value <= most):
            yield self._refusal("config.range", path, least=f"{least:g}", most=f"{most:g}")

    def _choice(
        self, kind: inspect.LiteralType, value: object, path: Path
    ) -> Iterator[ConfigError]:
        if value not in kind.values:
            choices = ", ".join(show(choice) for choice in kind.values)
            yield self._refusal("config.choice", path, choices=choices)

    def _refusal(self, code: str, path: Path, **allowed: str) -> ConfigError:
        return self._source.refusal(code, path, value=self._source.value(path), **allowed)


def _bare(kind: inspect.Type) -> inspect.Type:
    """Return the type under its remarks; what may be left out is not None in TOML."""
    while isinstance(kind, inspect.Metadata | inspect.UnionType):
        kind = kind.type if isinstance(kind, inspect.Metadata) else kind.types[0]
    return kind
