"""Where in a file something stands, so that every refusal names file, line, key and value.

The lines are found by a scan that knows tables, keys and texts of several lines. It never fails;
what it does not find is named without a line.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from exam.errors import ConfigError, Detail

Path = tuple[str | int, ...]
"""Keys and places in lists, from the top of the document."""

_HEADER: Final = re.compile(r"\s*\[(\[)?\s*([\w.\s-]+?)\s*\]\]?\s*(?:#.*)?$", re.ASCII)
_KEY: Final = re.compile(r"\s*([\w-]+(?:\s*\.\s*[\w-]+)*)\s*=", re.ASCII)
_BARE: Final = re.compile(r"[\w-]+", re.ASCII)
_LONG_QUOTES: Final = ('"""', "'''")
_SHOWN: Final = 60
_BEYOND: Final = 10**18


@dataclass(frozen=True)
class Source:
    """A TOML file that is being read: its name, its text, and what it says."""

    file: str
    text: str
    document: Mapping[str, Any]

    def refusal(self, code: str, path: Path, /, **details: Detail) -> ConfigError:
        """Return the error that names this place of the file."""
        return ConfigError(code, place=self.place(path), key=self.key(path), **details)

    def place(self, path: Path) -> str:
        """Write file and line of a key, or of the table that it would stand in."""
        while path and path not in self._lines:
            path = path[:-1]
        return f"{self.file}:{self._lines[path]}" if path else self.file

    def key(self, path: Path) -> str:
        """Write a path as people read it: `panel.members[2:penilai-3].role`."""
        out = ""
        for depth, part in enumerate(path):
            if isinstance(part, int):
                out += f"[{part}{self._id_of(path[: depth + 1])}]"
            else:
                name = part if _BARE.fullmatch(part) else show(part)
                out += f".{shorten(name)}" if out else shorten(name)
        return out

    def value(self, path: Path) -> str:
        """Write what stands at a path, in a line; empty if nothing does."""
        found = self._at(path)
        return "" if found is None else show(found)

    def _id_of(self, path: Path) -> str:
        item = self._at(path)
        name = item.get("id") if isinstance(item, Mapping) else None
        return f":{shorten(name)}" if isinstance(name, str) and _BARE.fullmatch(name) else ""

    def _at(self, path: Path) -> object:
        here: object = self.document
        for part in path:
            if isinstance(part, int):
                here = here[part] if isinstance(here, Sequence) and part < len(here) else None
            else:
                here = here.get(part) if isinstance(here, Mapping) else None
        return here

    @cached_property
    def _lines(self) -> dict[Path, int]:
        return _find_lines(self.text.split("\n"))


def _find_lines(lines: Sequence[str]) -> dict[Path, int]:
    found: dict[Path, int] = {}
    lengths: Counter[Path] = Counter()
    table: Path = ()
    quote = ""
    for number, line in enumerate(lines, start=1):
        if not quote:
            if header := _HEADER.match(line):
                table = _open_table(_split(header[2]), bool(header[1]), lengths)
                found.setdefault(table[:-1] if header[1] else table, number)
                found.setdefault(table, number)
            elif key := _KEY.match(line):
                found.setdefault((*table, *_split(key[1])), number)
        quote = _quote_after(line, quote)
    return found


def _split(dotted: str) -> list[str]:
    return [part.strip() for part in dotted.split(".")]


def _open_table(parts: Sequence[str], in_list: bool, lengths: "Counter[Path]") -> Path:
    """Return the path of a table's header; in a list of tables, of the next or the last one."""
    path: Path = ()
    for part in parts[:-1]:
        path = (*path, part)
        if path in lengths:
            path = (*path, lengths[path] - 1)
    path = (*path, parts[-1])
    if not in_list:
        return path
    lengths[path] += 1
    return (*path, lengths[path] - 1)


def _quote_after(line: str, quote: str) -> str:
    """Return the long quote that is still open after a line."""
    if quote:
        return "" if line.count(quote) % 2 else quote
    return next((one for one in _LONG_QUOTES if line.count(one) % 2), "")


def show(value: object) -> str:
    """Write a value as TOML does, shortened to a line."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() if abs(value) > _BEYOND:
            return "> 10^18" if value > 0 else "< -10^18"
        case str():
            return shorten(json.dumps(value, ensure_ascii=False))
        case list() | tuple():
            return "[…]" if value else "[]"
        case dict():
            return "{…}" if value else "{}"
        case _:
            return str(value)


def shorten(text: str) -> str:
    """Cut a text that would fill the screen."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
