"""The screen's process: draws what the desk at the other end of a wire says.

It is of no use without the keeper, which hands the wire down to it.
"""

import asyncio
import os
import socket
import sys
import threading
from typing import Final

from kiosk.fault import FAILURE_EXIT_CODE
from kiosk.privacy import keep_memory_private
from kiosk.terminal import end_with_terminal
from kiosk.text import Clipboard
from kiosk.ui.app import KioskApp
from kiosk.ui.remote import RemoteDesk, meet
from kiosk.ui.writing import Bookmark
from kiosk.wire import Wire

_STANDARD_INPUT: Final = 0
_GRACE_SECONDS: Final = 3.0


def main() -> None:
    """Draw until the desk is gone or asks to end."""
    keep_memory_private()
    end_with_terminal(_STANDARD_INPUT, _GRACE_SECONDS)
    wire = _wire_handed_down(sys.argv[1:])
    desk = None if wire is None else asyncio.run(meet(wire))
    if desk is None:
        sys.exit("makalah-kiosk starts this program.")
    threading.excepthook = _end_at_once
    show(desk)


def show(desk: RemoteDesk) -> None:
    """Show a desk from where the screen before this one was left; the desk hears of a failure."""
    place, clipboard = desk.place, Clipboard(desk.copied)
    bookmark = None if place is None else Bookmark(place.part, place.cursors, clipboard)
    app = KioskApp(
        desk,
        bookmark=bookmark,
        tell_place=lambda now: _tell(desk, now),
        appearance=desk.appearance,
        tell_appearance=desk.note_appearance,
        polls=False,
    )
    desk.be_watched_by(app)
    try:
        app.run()
    finally:
        if app.failure:
            asyncio.run(desk.report_failure(app.failure))


def _tell(desk: RemoteDesk, bookmark: Bookmark) -> None:
    desk.note_place(bookmark.part, bookmark.cursors)
    desk.note_copied(bookmark.clipboard.text)


def _wire_handed_down(arguments: list[str]) -> Wire | None:
    """Return the wire whose handle is named, if there is one."""
    try:
        end = socket.socket(fileno=int(*arguments))
    except (OSError, TypeError, ValueError):
        return None
    return Wire(end) if end.family == socket.AF_UNIX else None


def _end_at_once(_failed: threading.ExceptHookArgs) -> None:
    """End with whatever thread fails: without it the screen would stand still."""
    os._exit(FAILURE_EXIT_CODE)
