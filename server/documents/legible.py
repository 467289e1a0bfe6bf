"""Text as the XML of office documents can hold it.

Nothing that a kiosk lets in is touched. A hand-in that was made by other means may hold characters
that XML forbids; each becomes the replacement character, so that the paper can still be read.
"""

import re
from typing import Final

from exam.manuscript import strip_marks

# XML 1.0, production 2 (Char), less the line ends, which split paragraphs before this.
_FORBIDDEN: Final = re.compile("[^\t\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT: Final = "\ufffd"


def legible(line: str) -> str:
    """Return a line without marks and with nothing in it that XML forbids."""
    return _FORBIDDEN.sub(_REPLACEMENT, strip_marks(line))
