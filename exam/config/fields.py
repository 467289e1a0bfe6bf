"""The kinds of values that a selection's TOML is made of, each with its limits.

Whatever is read is finite: every text has a longest length, every list a greatest number of items.
"""

from typing import Annotated, Final

import msgspec
from msgspec import Meta

WHOLE: Final = 100
"""What weights add up to, in percent."""

IDENTIFIER_PATTERN: Final = r"^[a-z0-9]+(-[a-z0-9]+)*\Z"
_DARK: Final = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ue000-\uf8ff\ufeff"
)
"""What no text may hold: controls, what cannot be seen, and the marks of the manuscript."""
_NAMELESS: Final = rf"\t\n{_DARK}"
NAME_PATTERN: Final = rf"^[^\s{_NAMELESS}]([^{_NAMELESS}]*[^\s{_NAMELESS}])?\Z"
PROSE_PATTERN: Final = rf"^[^{_DARK}]*[^\s{_DARK}][^{_DARK}]*\Z"
SCORE_KEY_PATTERN: Final = r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?\Z"

Identifier = Annotated[str, Meta(pattern=IDENTIFIER_PATTERN, max_length=64)]
Name = Annotated[str, Meta(pattern=NAME_PATTERN, max_length=200)]
Prose = Annotated[str, Meta(pattern=PROSE_PATTERN, max_length=4000)]
ScoreKey = Annotated[str, Meta(pattern=SCORE_KEY_PATTERN, max_length=129)]
"""A stage (`wawancara`) or a criterion of one (`makalah.gagasan`)."""
Percent = Annotated[float, Meta(ge=0, le=WHOLE)]
Minutes = Annotated[int, Meta(ge=1, le=1440)]
WritingMinutes = Annotated[float, Meta(ge=0.05, le=600)]
Words = Annotated[int, Meta(ge=0, le=100_000)]


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the TOML; keys that it does not know are refused."""
