"""Says once that the connection is back, as soon as all has arrived that was written without it."""

from kiosk.ui.phrases import Translate, is_connected
from kiosk.ui.safety import is_at_server
from kiosk.view import DeskView


class Outage:
    """Hears whether the server answers, and whether it has said what time it is."""

    def __init__(self, translate: Translate) -> None:
        self._ = translate
        self._lasts = self._time_was_alone = False

    def heard(self, view: DeskView) -> str | None:
        """Return what is to be said now, if anything; `view` is of somebody who writes."""
        _ = self._
        self._time_was_alone |= not view.is_time_confirmed
        if not is_connected(view.synced_ago) or not view.is_time_confirmed:
            self._lasts = True
        elif self._lasts and is_at_server(view):
            time_was_alone, self._lasts, self._time_was_alone = self._time_was_alone, False, False
            if time_was_alone:
                return _("The server has answered: the time is right, and your text has arrived.")
            return _("The connection is back, and your text has arrived at the server.")
        return None
