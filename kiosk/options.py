"""What a technician sets for one PC: `kiosk.toml` in the seat folder, where every key is optional.

Nothing in it can be wrong unseen: what is unknown or of the wrong kind is refused by file and key.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from exam.errors import DirectoryError, InputError
from kiosk.addresses import MOST_ADDRESSES, Address, parse_address

_EXAMPLES: Final = {
    "addresses": '["10.0.0.1:8443", "10.0.0.2:8443"]',
    "second_spool": '"/var/lib/makalah-2"',
    "stick": '"/media/stick"',
}
"""Every key, with an example of what it may hold."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class KioskSettings:
    """Further addresses of servers, a second folder for the work, and where sticks appear."""

    addresses: tuple[Address, ...] = ()
    second_spool: Path | None = None
    stick: Path | None = None


NO_SETTINGS: Final = KioskSettings()


def read_settings(file: Path) -> KioskSettings:
    """Read the settings of a PC; without a file nothing is set.

    Raises:
        DirectoryError: the file is there and cannot be read.
        InputError: it says something that is not known or not possible.

    """
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        return NO_SETTINGS
    except OSError as error:
        raise DirectoryError(
            "directory.os", path=str(file), problem=error.strerror or "?"
        ) from None
    return parse_settings(raw, str(file))


def parse_settings(raw: bytes, file: str) -> KioskSettings:
    """Read settings; `file` names them in what is raised.

    Raises:
        InputError: they say something that is not known or not possible.

    """
    try:
        said = tomllib.loads(raw.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError("kiosk-settings.toml", file=file, problem=str(error)) from None
    for key in said:
        if key not in _EXAMPLES:
            allowed = ", ".join(_EXAMPLES)
            raise InputError("kiosk-settings.unknown", file=file, key=key, allowed=allowed)
    return KioskSettings(
        addresses=_read(said, "addresses", file, _addresses) or (),
        second_spool=_read(said, "second_spool", file, _folder),
        stick=_read(said, "stick", file, _folder),
    )


def write_settings(settings: KioskSettings) -> bytes:
    """Write settings as TOML, only what is set."""
    lines = []
    if settings.addresses:
        shown = ", ".join(_quoted(str(one)) for one in settings.addresses)
        lines.append(f"addresses = [{shown}]\n")
    for key, path in (("second_spool", settings.second_spool), ("stick", settings.stick)):
        if path is not None:
            lines.append(f"{key} = {_quoted(str(path))}\n")
    return "".join(lines).encode()


def _read(
    said: Mapping[str, object], key: str, file: str, read: Callable[[object], _T]
) -> _T | None:
    if key not in said:
        return None
    try:
        return read(said[key])
    except (ValueError, InputError):
        expected = _EXAMPLES[key]
        raise InputError("kiosk-settings.value", file=file, key=key, expected=expected) from None


def _addresses(value: object) -> tuple[Address, ...]:
    if not isinstance(value, list) or len(value) > MOST_ADDRESSES:
        raise ValueError
    return tuple(parse_address(_text(one)) for one in value)


def _folder(value: object) -> Path:
    folder = Path(_text(value))
    if not folder.is_absolute() or "\0" in str(folder):
        raise ValueError
    return folder


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError  # noqa: TRY004 - one kind of error for all that cannot be used
    return value


def _quoted(text: str) -> str:
    """Return a TOML basic string; JSON's escapes are a part of TOML's."""
    return msgspec.json.encode(text).decode().replace("\x7f", "\\u007f")
