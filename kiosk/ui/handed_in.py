"""The last screen, which stays: the paper is sealed, then received, with its code."""

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from exam.events import Cause
from exam.manuscript.asked import asked_of
from kiosk.ui.big_code import BigCode
from kiosk.ui.keybar import KeyHint
from kiosk.ui.page import Page, note, title
from kiosk.ui.phrases import is_connected
from kiosk.ui.remarks import say_handed_in
from kiosk.ui.safety import say_trouble
from kiosk.view import DeskView


class HandedInPage(Page):
    """Shows the code and what to do with it, and whether the clock handed in."""

    OFFERS_STICK = True

    def body(self) -> Iterable[Widget]:
        """Yield the places that the state fills."""
        heading = title("")
        heading.id = "heading"
        yield heading
        by_itself = self._by_itself(self.desk.view.cause)
        if by_itself:
            yield note(by_itself, "by-itself")
        yield note("", "happened")
        yield note("", "code-name")
        yield BigCode("receipt")
        yield note("", "what-next")
        yield note("", "person")
        yield note("", "counted")

    def hints(self) -> Sequence[KeyHint]:
        """Say that nothing is to be pressed."""
        return (("", self._("Nothing more to press. This screen stays.")),)

    def show_view(self, view: DeskView) -> None:
        """Show the receipt, or the code until it comes."""
        _ = self._
        received = view.receipt is not None
        code = view.receipt or view.provisional or ""
        if received:
            self.tell("#heading", _("Your paper has been received"))
            self.tell("#happened", self._say_received())
            name = _("Receipt code")
        else:
            self.tell("#heading", _("Your paper is sealed and is being sent"))
            self.tell("#happened", _("It is safe on this PC. You need not do anything."))
            name = _("Provisional code")
        self.tell("#code-name", f"{name}: {code}")
        self.query_one(BigCode).show_code(code, is_final=received)
        self.query_one(BigCode).set_class(received, "-received")
        self.tell("#what-next", self._what_next(view))
        person = _("Candidate {number}").format(number=view.number)
        self.tell("#person", f"{person}   {view.name}")
        writing = self.desk.config.writing
        what = say_handed_in(view, asked_of(writing.paper, writing.slides), _)
        self.tell("#counted", _("Handed in: {what}").format(what=what))

    def _say_received(self) -> str:
        _ = self._
        if self.desk.config.writing.has_slides:
            return _("Thank you. The server has your paper and slides.")
        return _("Thank you. The server has your paper.")

    def _by_itself(self, cause: Cause | None) -> str:
        """Say why the paper was handed in, unless the candidate did it."""
        _ = self._
        match cause:
            case Cause.TIME_UP:
                return _("Time is up. Your paper was handed in by itself, complete.")
            case Cause.ENDED_EARLY:
                return _("The sitting has been ended. Your paper was handed in, complete.")
            case Cause.ORDERED:
                return _("The proctor has handed in your paper for you, complete.")
            case _:
                return ""

    def _what_next(self, view: DeskView) -> str:
        _ = self._
        if view.receipt is not None:
            return _(
                "Copy this code to your candidate card and raise your hand. "
                "You may then leave your place."
            )
        if view.trouble is not None:
            return say_trouble(view.trouble, view, _)
        wait = _("Please stay seated. Meanwhile copy this code to your candidate card.")
        if is_connected(view.synced_ago):
            return wait
        lost = _("The connection is lost for now; your paper is sent by itself when it is back.")
        return f"{wait} {lost}"
