"""QR codes as pictures whose bytes depend on nothing but what they say.

On cards that lie open on desks a QR code says the participant number and nothing that opens
anything: no kiosk has a camera, and a card code that a telephone can read from the next row would
be a gift to nobody but a thief. Share cards are sealed when they leave, and are read at the opening
by a machine that has a scanner: there the words themselves are in it.
"""

import io
from typing import Final

import segno

_STORED: Final = 0
"""No compression: compressors differ between builds, and equal input must be equal bytes."""
_DOTS_A_MODULE: Final = 8
_QUIET_MODULES: Final = 2


def qr_png(text: str) -> bytes:
    """Draw a text as a QR code that still reads when a seventh of it is smudged."""
    target = io.BytesIO()
    code = segno.make_qr(text, error="m", boost_error=False)
    code.save(
        target, kind="png", scale=_DOTS_A_MODULE, border=_QUIET_MODULES, compresslevel=_STORED
    )
    return target.getvalue()
