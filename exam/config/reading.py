"""From bytes that somebody wrote to a record: size, encoding, TOML, types.

Whatever is wrong with them is a `ConfigError`; no input makes anything else of it.
"""

import re
import tomllib
from datetime import date, datetime, time
from typing import Final, TypeVar

import msgspec

from exam.config.faults import faults_of
from exam.config.source import Source, shorten
from exam.errors import ConfigError

_KIBIBYTE: Final = 1024
_TOML_PLACE: Final = re.compile(r"\(at line (\d+), column (\d+)\)")
_DEEP_KEY: Final = re.compile(r"""(?<![\w"'-])(?:["']?[\w-]+["']?\s*\.\s*){40}""", re.ASCII)
"""Dotted keys that long cost the parser time that grows with their square."""
_SHORT_TIME: Final = re.compile(r"=\s*(?:\d{1,2}:|0\d\.)\d{2}\s*(?:#|\Z)")
_T = TypeVar("_T")


def read_record(raw: bytes, file: str, kind: type[_T], longest: int) -> tuple[Source, _T]:
    """Read a TOML file of at most so many bytes as a record.

    Raises:
        ConfigError: names the file and what in it is not as it has to be.

    """
    if len(raw) > longest:
        raise ConfigError("config.size", place=file, most=longest // _KIBIBYTE)
    source = _read_toml(_read_text(raw, file), file)
    try:
        record = msgspec.convert(
            source.document, kind, builtin_types=(datetime, date, time), str_keys=True
        )
    except msgspec.ValidationError as error:
        raise _explain(source, kind, error) from None
    return source, record


def _read_text(raw: bytes, file: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError("config.encoding", place=f"{file}:{line}") from None


def _read_toml(text: str, file: str) -> Source:
    if _DEEP_KEY.search(text):
        raise ConfigError("config.nesting", place=file)
    try:
        return Source(file, text, tomllib.loads(text))
    except RecursionError:
        raise ConfigError("config.nesting", place=file) from None
    except ValueError as error:
        raise _syntax_refusal(text, file, str(error)) from None


def _syntax_refusal(text: str, file: str, problem: str) -> ConfigError:
    found = _TOML_PLACE.search(problem)
    if found is None:
        return ConfigError("config.syntax-somewhere", place=file)
    line, column = int(found[1]), int(found[2])
    place, written = f"{file}:{line}", text.split("\n")[line - 1].strip()
    if _SHORT_TIME.search(written):
        return ConfigError("config.syntax-time", place=place, line=shorten(written))
    return ConfigError("config.syntax", place=place, column=column, line=shorten(written))


def _explain(source: Source, kind: type, error: msgspec.ValidationError) -> ConfigError:
    unexplained = ConfigError("config.value", place=source.file, problem=str(error))
    return next(faults_of(source, kind), unexplained)
