"""What may come into a document by typing or pasting.

Whatever comes in can be seen, or is a space, a tab or a line end: nothing invisible can hide words
from a reader, turn their order round, or be counted as a word. Everything else stays as it is
typed, code point by code point; nothing is normalised.
"""

import re
from typing import Final

# The list is written out, not asked of `unicodedata`: kiosk and server may have different tables.
_CONTROLS: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_LINE_ENDS_OF_UNICODE: Final = "\u2028\u2029"
_NO_TEXT: Final = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
_PRIVATE_USE: Final = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
# Default_Ignorable_Code_Point (DerivedCoreProperties.txt of Unicode 16): the soft hyphen, joiners,
# direction controls, fillers, variation selectors, tags.
_DEFAULT_IGNORABLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Annotation and hieroglyph controls, the musical null head, and the Braille pattern without a dot.
_EQUALLY_INVISIBLE: Final = "\ufff9-\ufffb\U00013430-\U0001343f\U0001d159\u2800"
_UNWANTED: Final = re.compile(
    f"[{_CONTROLS}{_LINE_ENDS_OF_UNICODE}{_NO_TEXT}{_PRIVATE_USE}{_DEFAULT_IGNORABLE}"
    f"{_EQUALLY_INVISIBLE}]+"
)


def clean_input(text: str) -> str:
    """Return what may enter a document: line ends as LF, no marks, nothing invisible.

    Cleaning twice is cleaning once.
    """
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
