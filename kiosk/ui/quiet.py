"""The quiet line above the keys: one sentence at a time, which never takes the focus."""

from functools import partial
from gettext import NullTranslations
from typing import Final

from textual.timer import Timer

from exam.manuscript import Part
from kiosk.ui.bar import Bar
from kiosk.ui.commands import Command, say_label
from kiosk.ui.extent import say_marking
from kiosk.ui.milestones import SHOWN_SECONDS, Milestones
from kiosk.ui.outage import Outage
from kiosk.ui.phrases import Translate, is_connected, say_connection
from kiosk.ui.rows import Sentence
from kiosk.ui.safety import is_on_disk, say_trouble, say_unconfirmed
from kiosk.ui.work import Work
from kiosk.view import DeskView

_LEAST_SECONDS: Final = 4.0
_SECONDS_PER_LETTER: Final = 0.08
"""So slowly somebody reads who looks for the key meanwhile."""
_MOST_ROWS: Final = 3
"""Rows of what needs more words than one row has."""
_URGENT, _STANDING, _TROUBLE = "-marking", "-standing", "-trouble"
_LOOKS: Final = (_URGENT, _STANDING, _TROUBLE)


class QuietLine(Bar):
    """Says what the last key did, while that is new; else what the time says; else what lasts."""

    def __init__(
        self, catalog: NullTranslations, milestones: Milestones | None = None, *, has_slides: bool
    ) -> None:
        super().__init__(id="quiet")
        self._ = catalog.gettext
        self._has_slides = has_slides
        self.milestones = milestones or Milestones(self._, has_slides=has_slides)
        self._milestone = self._hint = ""
        self._is_steady = False
        self._hint_timer: Timer | None = None
        self._outage = Outage(self._)
        self._was_confirmed = True
        self.forks_seen = 0

    def hint(self, sentence: str, *, steady: bool = False) -> None:
        """Keep a sentence for as long as one reads it, from the next `show_view` on.

        It goes with the next change of the text, of which it says nothing, unless it is `steady`.
        """
        self._hint, self._is_steady = sentence, steady
        if self._hint_timer is not None:
            self._hint_timer.stop()
        self._hint_timer = self.set_timer(reading_seconds(sentence), self.forget_hint)

    def hear_change(self) -> None:
        """Hear that the text was changed; costs nothing while there is no hint."""
        if self._hint and not self._is_steady:
            self.forget_hint()

    def forget_hint(self) -> None:
        """Say what lasts, from the next `show_view` on."""
        self._hint = ""

    def show_view(self, view: DeskView, part: Part, work: Work) -> None:
        """Say what is due now."""
        if view.is_time_confirmed and not self._was_confirmed:
            # A time that is corrected was not given.
            self.milestones = Milestones(self._, has_slides=self._has_slides)
        self._was_confirmed = view.is_time_confirmed
        if reached := self.milestones.heard(view.remaining):
            self._milestone = reached
            self.set_timer(SHOWN_SECONDS, partial(self._forget_milestone, reached))
        if view.topic is not None and (back := self._outage.heard(view)):
            self.hint(back, steady=True)
        news = self._hint, self._milestone
        has_forks = view.topic is not None and view.forks > self.forks_seen
        sentence, look = quiet_words(news, view, part, work, self._, has_forks=has_forks)
        for each in _LOOKS:
            self.set_class(look == each, each)
        self.show(Sentence(sentence, _MOST_ROWS if look in (_STANDING, _TROUBLE) else 1))

    def _forget_milestone(self, milestone: str) -> None:
        if self._milestone == milestone:
            self._milestone = ""


def reading_seconds(sentence: str) -> float:
    """Return how long a sentence is shown."""
    return _LEAST_SECONDS + _SECONDS_PER_LETTER * len(sentence)


def quiet_words(
    news: tuple[str, str],
    view: DeskView,
    part: Part,
    work: Work,
    _: Translate,
    *,
    has_forks: bool = False,
) -> tuple[str, str]:
    """Return what is due, and its look: what a key did, what the time says, then what lasts.

    `has_forks` says that there are texts from other PCs which nobody has looked at yet.
    """
    hint, milestone = news
    if hint:
        return hint, ""
    if work.is_marking:
        return say_marking(work.grown, _), _URGENT
    if milestone:
        return milestone, _URGENT
    if view.trouble is not None:
        return say_trouble(view.trouble, view, _), _TROUBLE
    if view.topic is not None and (standing := _say_standing(view, _)):
        return standing
    return _say_forks(part, _) if has_forks else _lasting(view, part, work, _), ""


def _say_standing(view: DeskView, _: Translate) -> tuple[str, str] | None:
    """Say that no server answers, or that the time was not heard from one, with its look."""
    is_lost = not is_connected(view.synced_ago)
    if not view.is_time_confirmed:
        time = say_unconfirmed(_)
        lost = _("The connection is lost; go on writing, everything is saved here.")
        return (f"{lost} {time}" if is_lost else time), _STANDING
    if is_lost and is_on_disk(view):
        lost = _("The connection is lost. Go on writing: everything is saved on this PC.")
        return lost, _URGENT
    if is_lost:
        return _("The connection is lost, and this PC saves slowly. Go on writing."), _URGENT
    return None


def _say_forks(part: Part, _: Translate) -> str:
    said = _("Your texts from another PC are here. To see them: F9, “{name}”.")
    return said.format(name=say_label(Command.FORKS, part, _))


def _lasting(view: DeskView, part: Part, work: Work, _: Translate) -> str:
    if work.in_note:
        return _("FOOTNOTE: it is printed at the foot of the page. Enter or Esc leads out of it.")
    if view.topic is None:
        return "" if is_connected(view.synced_ago) else say_connection(view.synced_ago, _)
    if part is Part.NOTES:
        return _("These notes are only for you. They are never handed in.")
    if part is Part.SLIDES:
        return _say_slides(view, _)
    if work.on_title:
        return _("HEADING: what you type here belongs to it. ↓ leads to the text below it.")
    return _("Whatever you write is saved by itself. F2 shows the topic, F11 calls the proctor.")


def _say_slides(view: DeskView, _: Translate) -> str:
    if not view.slide_count:
        return _("The first line becomes the title. F6 on a new line begins the next slide.")
    return _("F6 on a new line begins the next slide. Ctrl+P shows the slides.")
