"""What is said once when the time reaches a mark, and when time was given back.

It stands in the quiet line for a while; it takes neither the focus nor a key.
"""

from typing import Final

from kiosk.ui.phrases import Translate, Urgency, say_time, urgency_of

SHOWN_SECONDS: Final = 20.0
"""So long a milestone is shown."""
_CREDIT_MILLISECONDS: Final = 20_000
"""Time that grows by less was not given: the clocks of seat and server were brought together."""
_LATE_MILLISECONDS: Final = 20_000
"""A mark that was passed longer ago, while another page was in front, is not said as if it were
now."""


class Milestones:
    """Hears the remaining time, and says each milestone when it is reached.

    What was past when it first heard is not said. When time is given, the milestones that lie ahead
    again are said again.
    """

    def __init__(self, translate: Translate, *, has_slides: bool) -> None:
        self._ = translate
        self._has_slides = has_slides
        self._least: int | None = None
        self._reached = Urgency.CALM

    def heard(self, remaining: int) -> str | None:
        """Return what is to be said at this remaining time (milliseconds), if anything."""
        least, reached = self._least, self._reached
        if least is None or remaining - least >= _CREDIT_MILLISECONDS:
            self._least, self._reached = remaining, urgency_of(remaining)
            return None if least is None else self._say_credit(remaining)
        self._least = min(least, remaining)
        self._reached = min(reached, urgency_of(remaining))
        if self._reached == reached:
            return None
        if self._reached.milliseconds - remaining > _LATE_MILLISECONDS:
            sentence = self._("{time} left. Your text is saved by itself.")
            return sentence.format(time=say_time(remaining, self._))
        return self._say(self._reached)

    def _say_credit(self, remaining: int) -> str:
        _ = self._
        sentence = _("You were given more time. There are {time} left now.")
        return sentence.format(time=say_time(remaining, _))

    def _say(self, urgency: Urgency) -> str:
        _ = self._
        return {
            Urgency.HOUR: _("One hour left. Your text is saved by itself."),
            Urgency.HALF: _("30 minutes left. Keep some of them for the ending and the slides.")
            if self._has_slides
            else _("30 minutes left. Keep some of them for the ending."),
            Urgency.SOON: _("15 minutes left. Please read your paper once more."),
            Urgency.LAST: _(
                "5 minutes left. Go on writing: at the end your work is handed in by itself."
            ),
            Urgency.NOW: _("1 minute left. At the end your work is handed in by itself."),
        }[urgency]
