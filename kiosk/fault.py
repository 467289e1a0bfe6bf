"""An unforeseen error in a few words, fit to be shown where somebody's text must not be."""

import traceback
from pathlib import Path
from typing import Final

FAILURE_EXIT_CODE: Final = 70
"""EX_SOFTWARE of sysexits.h: an internal error."""
_PACKAGE: Final = Path(__file__).parent


def place_of(error: BaseException) -> str:
    """Name the kind and place of an error, and nothing of what it was about."""
    if isinstance(error, BaseExceptionGroup):
        return place_of(error.exceptions[0])
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE)] or frames
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "-"
    return f"{type(error).__name__} {place}"
