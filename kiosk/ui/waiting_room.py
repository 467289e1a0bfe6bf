"""What stands in the place of the sign-in fields while somebody must wait to get in."""

from gettext import NullTranslations
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from exam.errors import ExamError
from kiosk.ui.patience import OLDER, SETTLING
from kiosk.ui.phrases import Translate
from kiosk.ui.safety import say_age


class Said(NamedTuple):
    """What is said to somebody who waits."""

    title: str
    lead: str
    steps: tuple[str, ...]
    state: str


class WaitingRoom(Vertical):
    """Says what is waited for, that nothing is lost, and that nothing is to be pressed."""

    def __init__(self, catalog: NullTranslations, seat_name: str) -> None:
        super().__init__(id="waiting")
        self._ = catalog.gettext
        self._seat_name = seat_name
        self.display = False

    def compose(self) -> ComposeResult:
        """Yield the places that `show` fills."""
        yield Static(markup=False, classes="title", id="waiting-title")
        yield Static(markup=False, classes="lead", id="waiting-lead")
        yield Static(markup=False, id="waiting-steps")
        yield Static(markup=False, id="state")

    def show(self, waited_for: ExamError, *, is_cut_off: bool) -> None:
        """Say what is waited for, and whether the server is out of reach meanwhile."""
        said = say_waiting(waited_for, self._seat_name, self._)
        state = self._("The connection is gone for now; it is tried again by itself.")
        steps = "\n".join(f"{number}.  {each}" for number, each in enumerate(said.steps, 1))
        for place, text in (
            ("#waiting-title", said.title),
            ("#waiting-lead", said.lead),
            ("#waiting-steps", steps),
            ("#state", state if is_cut_off else said.state),
        ):
            self.query_one(place, Static).update(text)
        self.display = True

    def say_state(self, state: str) -> None:
        """Say how it stands, until the next try."""
        self.query_one("#state", Static).update(state)


def say_waiting(waited_for: ExamError, seat_name: str, _: Translate) -> Said:
    """Say what is waited for at a PC."""
    if waited_for.code == SETTLING:
        return _say_settling(_)
    if waited_for.code == OLDER:
        return _say_older(int(str(waited_for.details.get("age", 0))), _)
    return Said(
        _("The proctor has been told"),
        _("Your work is open at {there}. You want to go on at {here}.").format(
            there=waited_for.details.get("seat", ""), here=seat_name
        ),
        (
            _("Nothing is lost: your text is kept."),
            _("The proctor allows it with one press; then you get in by itself."),
            _("If nobody comes, raise your hand."),
        ),
        _("Waiting for the proctor …"),
    )


def _say_settling(_: Translate) -> Said:
    return Said(
        _("The server is being made ready"),
        _("The server has just been started and is finding out the time. Nothing is lost."),
        (
            _("You get in by itself in a moment; press nothing."),
            _("If it takes longer than two minutes, raise your hand."),
        ),
        _("Waiting for the server …"),
    )


def _say_older(milliseconds: int, _: Translate) -> Said:
    lead = _(
        "This PC could not keep your text. The server should have it, but does not answer now."
    )
    if milliseconds:
        lead = _(
            "This PC has your text as it was {age}. What you wrote after that should be at the "
            "server, which does not answer now."
        ).format(age=say_age(milliseconds, _))
    return Said(
        _("Your latest text is not on this PC"),
        lead,
        (
            _("Please wait: when the server answers, you get in by itself, with your latest text."),
            _("Raise your hand, so that a proctor sees to the connection."),
            _(
                "If the proctor tells you to, press F8: you go on with the older text, and the "
                "latest one is shown to you beside it later."
            ),
        ),
        _("Waiting for the server …"),
    )
