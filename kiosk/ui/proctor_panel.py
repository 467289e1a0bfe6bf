"""What a proctor says, above the keys of every page: it stands there until it is said to be read.

It never has the focus: whoever types goes on typing. Only its own key takes a message away, and
only one that could be seen before the key was pressed.
"""

import asyncio
from gettext import NullTranslations
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message as Event

from kiosk.ui.bar import Bar
from kiosk.ui.phrases import Translate, is_connected
from kiosk.ui.rows import Sentence
from kiosk.view import Call, DeskView, Message

SEEN_SECONDS: Final = 0.6
"""A key that comes sooner was pressed before the message could be seen."""
_MOST_ROWS: Final = 12
"""Rows of the longest message, on the narrowest screen there is."""


class ProctorPanel(Vertical):
    """Shows the oldest message that is not read, and how it stands with a call.

    Where there is a text it says that one can go on typing.
    """

    class Pointed(Event):
        """Somebody clicked on what the key does."""

    def __init__(self, catalog: NullTranslations, *, below_text: bool = False) -> None:
        super().__init__()
        self._below_text = below_text
        self._ = catalog.gettext
        self._head, self._text = Bar(id="message-head"), Bar(id="message-text")
        self._foot, self._call = Foot(id="message-foot"), Bar(id="call-state")
        self._call.display = False
        self._message: Message | None = None
        self._seen_from = 0.0

    def compose(self) -> ComposeResult:
        """Yield the message, then the call; nothing is seen of either while there is none."""
        yield Vertical(self._head, self._text, self._foot, id="message")
        yield self._call

    @property
    def has_message(self) -> bool:
        """Whether a message is waiting to be read."""
        return self._message is not None

    @property
    def read_id(self) -> str | None:
        """The id of the message that can have been read by now."""
        seen = asyncio.get_running_loop().time() - self._seen_from
        return self._message.message_id if self._message and seen >= SEEN_SECONDS else None

    def show_view(self, view: DeskView) -> bool:
        """Show what is due; returns whether more or less room is needed than before."""
        before = self._message, self._call.display
        self._show_message(view)
        call = say_call(view, self._)
        self._call.display = bool(call)
        self._call.say(f" {call}")
        self._call.set_class(view.call is Call.OPEN and not is_connected(view.synced_ago), "-lost")
        return before != (self._message, self._call.display)

    def _show_message(self, view: DeskView) -> None:
        _, unread = self._, view.unread
        message = unread[0] if unread else None
        if message != self._message:
            self._message, self._seen_from = message, asyncio.get_running_loop().time()
        self.set_class(message is not None, "-speaking")
        if message is None:
            return
        more = _("{count} more after it").format(count=len(unread) - 1)
        said = _("Message from the proctor")
        self._head.say(f" {said}", f"{more} " if unread[1:] else "")
        self._text.show(Sentence(message.text, _MOST_ROWS))
        goes_on = _("You can go on typing.") if self._below_text else ""
        read = _("I have read it")
        key = ((" ", ""), ("F11", "bar--key"), (f" {read} ", "bar--label"))
        self._foot.say(key, f"{goes_on} ")


class Foot(Bar):
    """Names the key, which can be clicked on as well."""

    def on_click(self, event: events.Click) -> None:
        """Do what the key does."""
        event.stop()
        self.post_message(ProctorPanel.Pointed())


def say_call(view: DeskView, _: Translate) -> str:
    """Say how it stands with the last call, nothing if there is none."""
    if view.call is Call.ANSWERED:
        return _("The proctor is coming to your desk.")
    if view.call is None:
        return ""
    if not is_connected(view.synced_ago):
        return _("The connection is lost, and your call may not arrive. Please raise your hand.")
    return _("The proctor has been called. Please wait at your place.")
