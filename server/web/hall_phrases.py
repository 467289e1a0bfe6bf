"""The few words that the script of the proctor's page puts together by itself."""

from collections.abc import Callable
from typing import Any

from server.lengths import SHORT


def phrases_of(translate: Callable[[str], str]) -> dict[str, Any]:
    """Return them in one language, each by the name under which the script knows it."""
    _ = translate
    return {
        "lengths": {name: _(form) for name, form in SHORT.items()},
        "empty": _("empty seat"),
        "give": _("Give back"),
        "propose": _("Propose to give back"),
        "typing": _("typing"),
        "quiet": _("quiet for {time}"),
        "still": _("nothing typed"),
        "found": _("{shown} of {all} seats"),
        "none": _("No seat is like that."),
        "clock": _("as of {clock}"),
        "front": _("Front of the room"),
        "unplaced": _("Without a place on the map"),
        "new": _("Needs you: {seats}"),
    }
