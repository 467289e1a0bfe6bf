"""What a type that is decoded may hold: where it has no limit, and values that keep its limits."""

import re
from collections.abc import Iterator
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import msgspec
from hypothesis import reject
from hypothesis import strategies as st
from msgspec import inspect

_SHOWN_CHARACTERS = 30
_SHOWN_BYTES = 8
_LONGEST_TEXT = 12
_LONGEST_COLLECTION = 3
_LETTERS = st.characters(codec="utf-8")
_LIMITED = (
    inspect.BoolType,
    inspect.NoneType,
    inspect.EnumType,
    inspect.LiteralType,
    inspect.TupleType,
    inspect.UnionType,
    inspect.StructType,
)


def unlimited_in(kind: Any) -> list[str]:
    """Say where in a type a text, a number or a collection has no limit."""
    return sorted(set(_unlimited(inspect.type_info(kind), getattr(kind, "__name__", str(kind)))))


def _unlimited(kind: inspect.Type, place: str) -> Iterator[str]:
    if not _has_limit(kind):
        yield place
    for part, where in _parts(kind, place):
        yield from _unlimited(part, where)


def _has_limit(kind: inspect.Type) -> bool:
    """Whether a type has a limit of its own; its parts are asked apart."""
    match kind:
        case inspect.IntType(ge=least, le=most):
            return least is not None and most is not None
        case inspect.StrType(pattern=str(pattern)):
            return _ends(pattern)
        case inspect.StrType() | inspect.BytesType() | inspect.VarTupleType() | inspect.DictType():
            return kind.max_length is not None
        case _:
            return isinstance(kind, _LIMITED)


def _parts(kind: inspect.Type, place: str) -> Iterator[tuple[inspect.Type, str]]:
    match kind:
        case inspect.VarTupleType(item_type=item):
            yield item, f"{place}[]"
        case inspect.TupleType(item_types=items):
            yield from ((item, f"{place}[{number}]") for number, item in enumerate(items))
        case inspect.DictType(key_type=key, value_type=value):
            yield from ((key, f"{place} keys"), (value, f"{place} values"))
        case inspect.UnionType(types=kinds):
            yield from ((one, place) for one in kinds)
        case inspect.StructType(fields=fields, cls=cls):
            yield from ((field.type, f"{cls.__name__}.{field.name}") for field in fields)


def _ends(pattern: str) -> bool:
    """Whether a pattern holds the whole text and matches no more than so many characters."""
    if not pattern.startswith("^") or not pattern.endswith(r"\Z"):
        return False
    return bool(_parser.parse(pattern).getwidth()[1] < _parser.MAXREPEAT)


def values_of(kind: Any) -> st.SearchStrategy[Any]:
    """Draw values that keep every limit of a type."""
    return _values(inspect.type_info(kind))


def _values(kind: inspect.Type) -> st.SearchStrategy[Any]:
    match kind:
        case inspect.IntType(ge=least, le=most):
            return st.integers(least, most)
        case inspect.BytesType() | inspect.StrType():
            return _texts(kind)
        case inspect.VarTupleType() | inspect.DictType():
            return _collections(kind)
        case inspect.UnionType(types=kinds):
            return st.one_of(*(_values(one) for one in kinds))
        case inspect.StructType(cls=cls, fields=fields):
            parts = {field.name: _values(field.type) for field in fields}
            return st.fixed_dictionaries(parts).map(lambda values: _made(cls, values))
        case _:
            return _few(kind)


def _made(cls: type[Any], values: dict[str, Any]) -> Any:
    """Make a struct, unless it has a rule of its own against these values."""
    try:
        return cls(**values)
    except ValueError:
        reject()


def _few(kind: inspect.Type) -> st.SearchStrategy[Any]:
    match kind:
        case inspect.NoneType():
            return st.none()
        case inspect.BoolType():
            return st.booleans()
        case inspect.EnumType(cls=cls):
            return st.sampled_from(list(cls))
        case _:
            raise NotImplementedError(kind)


def _texts(kind: inspect.BytesType | inspect.StrType) -> st.SearchStrategy[Any]:
    least, most = kind.min_length or 0, _at_most(kind.max_length, kind.min_length, _LONGEST_TEXT)
    match kind:
        case inspect.StrType(pattern=str(pattern)):
            return st.from_regex(re.compile(pattern, re.ASCII))
        case inspect.StrType():
            return st.text(_LETTERS, min_size=least, max_size=most)
        case _:
            return st.binary(min_size=least, max_size=most)


def _collections(kind: inspect.VarTupleType | inspect.DictType) -> st.SearchStrategy[Any]:
    least = kind.min_length or 0
    most = _at_most(kind.max_length, kind.min_length, _LONGEST_COLLECTION)
    if isinstance(kind, inspect.VarTupleType):
        return st.lists(_values(kind.item_type), min_size=least, max_size=most).map(tuple)
    keys, values = _values(kind.key_type), _values(kind.value_type)
    return st.dictionaries(keys, values, min_size=least, max_size=most)


def _at_most(most: int | None, least: int | None, enough: int) -> int:
    return max(least or 0, min(enough, enough if most is None else most))


def shown_shortly(value: object) -> str:
    """Name a test by what it tries: plainly, shortly, and the same in every run."""
    if isinstance(value, bytes):
        return f"{value[:_SHOWN_BYTES].hex()} of {len(value)}"
    shown = value.__name__ if isinstance(value, type) else repr(value)
    return re.sub(r"[^ -~]|\\", "?", shown[:_SHOWN_CHARACTERS])


def structs_of(module: Any) -> list[type[msgspec.Struct]]:
    """List the structs that a module defines."""
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, msgspec.Struct)
        and value.__module__ == module.__name__
    ]
