"""The terminal of this process: when it is gone, so is the kiosk.

The screen library may wait for ever for a terminal that nobody reads any more; a process that does
would keep this PC's folder, and nobody could go on in it. What was typed is on disk long before.
"""

import os
import select
import threading
from typing import Final

LOST_EXIT_CODE: Final = 74
"""EX_IOERR of sysexits.h: an error of input or output."""


def end_with_terminal(handle: int, grace_seconds: float) -> None:
    """Watch a terminal in the background; so long after it hangs up, end the process at once."""
    if os.isatty(handle):
        threading.Thread(target=_watch, args=(handle, grace_seconds), daemon=True).start()


def _watch(handle: int, grace_seconds: float) -> None:
    hang_up = select.poll()
    hang_up.register(handle, 0)
    hang_up.poll()
    threading.Event().wait(grace_seconds)
    os._exit(LOST_EXIT_CODE)
