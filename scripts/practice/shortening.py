"""A selection's TOML as a practice exam with a short clock; all else in it stays as it is."""

import re
from dataclasses import dataclass
from typing import Final

_HEADER: Final = re.compile(r"^\s*\[\[?([\w.-]+)\]\]?")
_LATEST: Final = re.compile(r"latest_minutes\s*=\s*[1-9]\d*")
_EXAM: Final = "exam"
_RULES: Final = "sitting_rules"
_SITTINGS: Final = "sittings"
_LEAST_LATENESS: Final = 1
"""A selection that admits latecomers admits them for a minute at least."""


@dataclass(frozen=True, slots=True)
class Haste:
    """What a practice exam changes: writing time, time before the start, the price of a code."""

    minutes: float
    lead_seconds: int
    card_kdf: str = "standard"


def shorten(text: str, haste: Haste) -> str:
    """Return the TOML of a practice exam.

    A selection that admits latecomers writes for no less than the minute in which they may come.
    """
    minutes = max(haste.minutes, _LEAST_LATENESS) if _LATEST.search(text) else haste.minutes
    wanted = {
        _EXAM: {"practice": "true", "card_kdf": f'"{haste.card_kdf}"'},
        _RULES: {"minutes": f"{minutes}", "start_lead_seconds": f"{haste.lead_seconds}"},
    }
    section, written = "", []
    for line in text.splitlines():
        if header := _HEADER.match(line):
            section = header[1]
            written += [line, *(f"{key} = {it}" for key, it in wanted.get(section, {}).items())]
        elif _key(line) in wanted.get(section, {}):
            continue
        elif section == _SITTINGS and _key(line) == "minutes":
            written.append(f"minutes = {minutes}")
        else:
            written.append(_LATEST.sub(f"latest_minutes = {_LEAST_LATENESS}", line))
    return "\n".join(written) + "\n"


def _key(line: str) -> str:
    return line.partition("=")[0].strip()
