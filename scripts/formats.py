"""Writes docs/formats.md: every structure that is stored or sent, from the code that reads it.

The tables are made from the types that decode the bytes, so they cannot say anything else.
"""

import sys
from collections.abc import Iterator
from enum import Enum
from functools import singledispatch
from pathlib import Path
from types import ModuleType
from typing import Final

import click
import msgspec
from msgspec import inspect

from exam import (
    chronicle,
    custody_record,
    draft,
    events,
    hearing_record,
    journal,
    ledger,
    messages,
    pc_check,
    proceedings,
    receipts,
    scoring,
    scoring_record,
    seal,
    transfer,
)

TARGET: Final = Path(__file__).parent.parent / "docs" / "formats.md"
_HEAD: Final = """# Formats

Every structure that is stored or sent, with the limits that its reader enforces. This file is
written by `scripts/formats`; what the structures mean, and how they are bound to each other, stands
in [protocol.md](protocol.md).

An *array* is a MessagePack array of the fields in this order. A *map* is a MessagePack map, or a
JSON object in the ledger, of the fields by name. A tag tells apart what may stand at the same
place: first in an array, under `event` in a map. Fields with a default may be missing at the end.
Whole numbers are never negative; times and spans are milliseconds.
"""
_GROUPS: Final[tuple[tuple[str, ModuleType], ...]] = (
    ("Messages", messages),
    ("What is found out about a PC", pc_check),
    ("Orders and deeds", events),
    ("Journal", journal),
    ("Journal records", draft),
    ("Hand-ins", seal),
    ("Receipts", receipts),
    ("The file that is carried by hand", transfer),
    ("Checkpoints", ledger),
    ("Entries of the ledger", chronicle),
    ("Entries of what people did", proceedings),
    ("Entries of the panel", scoring_record),
    ("Entries of custody", custody_record),
    ("Score sheets", scoring),
    ("Entries of interviews", hearing_record),
)
_ONLY_BASES: Final = (events.Order,)
_MILLION: Final = 1_000_000


def structures(module: ModuleType) -> Iterator[type[msgspec.Struct]]:
    """Every structure with fields that a module defines, in the order of its source."""
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, msgspec.Struct):
            ours = value.__module__ == module.__name__ and value not in _ONLY_BASES
            if ours and value.__struct_fields__ and value.__name__ != "_Versioned":
                yield value


def describe(kind: type[msgspec.Struct]) -> str:
    """Write one structure: what it is, how it is encoded, and its fields."""
    info = inspect.type_info(kind)
    if not isinstance(info, inspect.StructType):
        raise TypeError(kind)
    shape = "Array" if info.array_like else "Map"
    tag = f", tag `{info.tag}`" if info.tag is not None else ""
    strict = " Nothing may follow the last field." if info.forbid_unknown_fields else ""
    said = " ".join((kind.__doc__ or "").split())
    rows = "\n".join(_row(field) for field in info.fields)
    return (
        f"### {_title(kind)}\n\n{said}\n\n{shape}{tag}.{strict}\n\n"
        f"| Field | Type | Default |\n|---|---|---|\n{rows}\n"
    )


def _row(field: inspect.Field) -> str:
    default = "" if field.required else f"`{_default(field)}`"
    return f"| `{field.encode_name}` | {_name(field.type)} | {default} |"


def _default(field: inspect.Field) -> str:
    match field.default:
        case bool(value):
            return str(value).lower()
        case int(value):
            return str(value)
        case None:
            return "null"
        case "" | b"":
            return "empty"
        case ():
            return "none"
        case _:
            return "all defaults"


def _title(kind: type) -> str:
    return kind.__name__.removeprefix("_")


@singledispatch
def _name(kind: inspect.Type) -> str:
    """Say a type and its limits in a few words."""
    return {inspect.BoolType: "true or false", inspect.NoneType: "null"}[type(kind)]


@_name.register
def _(kind: inspect.IntType) -> str:
    return _between("whole number", kind.ge, kind.le, "")


@_name.register
def _(kind: inspect.StrType) -> str:
    if kind.pattern is not None:
        return f"text `{kind.pattern}`".replace("|", "\\|")
    return _between("text", kind.min_length, kind.max_length, " characters")


@_name.register
def _(kind: inspect.BytesType) -> str:
    if kind.min_length is not None and kind.min_length == kind.max_length:
        return f"{kind.min_length:,} bytes"
    return f"up to {kind.max_length:,} bytes"


@_name.register
def _(kind: inspect.EnumType) -> str:
    members: list[Enum] = list(kind.cls)
    return " or ".join(f"`{one.value}`" for one in members)


@_name.register
def _(kind: inspect.VarTupleType) -> str:
    size = _between("list", kind.min_length, kind.max_length, " items")
    return f"{size}: {_name(kind.item_type)}"


@_name.register
def _(kind: inspect.DictType) -> str:
    size = _between("map", kind.min_length, kind.max_length, " items")
    return f"{size}: {_name(kind.key_type)} to {_name(kind.value_type)}"


@_name.register
def _(kind: inspect.UnionType) -> str:
    return " or ".join(_name(one) for one in kind.types)


@_name.register
def _(kind: inspect.StructType) -> str:
    title = _title(kind.cls)
    return f"[{title}](#{title.lower()})"


def _between(what: str, least: float | None, most: float | None, unit: str) -> str:
    if least is not None and least == most:
        return f"{what}, {_figure(least)}{unit}"
    if most is None:
        return what
    low = f"{_figure(least)} to " if least else "up to "
    return f"{what}, {low}{_figure(most)}{unit}"


def _figure(number: float) -> str:
    """Write a number so that large powers of two are recognised."""
    whole = int(number)
    power = whole.bit_length() - 1
    if whole > _MILLION and whole == 1 << power:
        return f"2^{power}"
    return f"{whole:,}"


def document() -> str:
    """Write the whole document."""
    parts = [_HEAD]
    for title, module in _GROUPS:
        parts.append(f"## {title}\n")
        parts.extend(describe(kind) for kind in structures(module))
    return "\n".join(parts)


@click.command()
@click.option("--check", is_flag=True, help="Only say whether the document is in step.")
def main(*, check: bool) -> None:
    """Write docs/formats.md, or check that it is in step with the code."""
    written = document()
    if not check:
        TARGET.write_text(written, "utf-8")
    elif not TARGET.exists() or TARGET.read_text("utf-8") != written:
        click.echo("docs/formats.md is out of step: run `python -m scripts.formats`.", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
