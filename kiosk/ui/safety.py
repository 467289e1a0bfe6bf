"""How safe work and time are, in words: the age of each copy, a broken disk, a clock left alone.

A copy that is as young as it can be is only named; of one that is not, it is said how old it is.
"""

from collections.abc import Iterator
from typing import Final

from exam.errors import ExamError
from kiosk.ui.fitting import Item
from kiosk.ui.phrases import Translate, is_connected, say_error
from kiosk.view import QUIET_MILLISECONDS, DeskView

DISK_MILLISECONDS: Final = 2_000
"""What the disk lacks for less long is being written at this moment."""
UNCONFIRMED: Final = "±"
"""Stands before a time that this PC knows only by itself."""
FENCED: Final = "seat.fenced"
_SECOND, _MINUTE, _HOUR = 1_000, 60_000, 3_600_000
_TENS: Final = 10


def is_on_disk(view: DeskView) -> bool:
    """Whether this PC has all that was typed, but for the last moment."""
    age = view.copies.disk
    return age is not None and age <= DISK_MILLISECONDS


def is_at_server(view: DeskView) -> bool:
    """Whether the server has all that was typed, but for the last beats."""
    age = view.copies.server
    return age is not None and age <= QUIET_MILLISECONDS


def is_fenced(view: DeskView) -> bool:
    """Whether whoever wrote here goes on at another PC."""
    return view.phase is None and view.trouble is not None and view.trouble.code == FENCED


def say_age(milliseconds: int, _: Translate) -> str:
    """Say how long ago something was, as coarsely as it matters."""
    if milliseconds < _MINUTE:
        seconds = max(1, milliseconds // _SECOND)
        seconds = seconds if seconds < _TENS else seconds // _TENS * _TENS
        return _("{seconds} s ago").format(seconds=seconds)
    if milliseconds < _HOUR:
        return _("{minutes} min ago").format(minutes=milliseconds // _MINUTE)
    return _("{hours} h ago").format(hours=milliseconds // _HOUR)


def say_unconfirmed(_: Translate) -> str:
    """Say what it means that a time is marked."""
    return _(
        "Time marked ± is counted by this PC alone. The server corrects it when it answers, and "
        "lost time can be given back."
    )


def copies_item(view: DeskView, _: Translate) -> Item:
    """Say where the text is safe; a copy that is old stands out, and gives way last."""
    places = list(_places(view, _))
    if view.copies.stick is not None:
        is_young = view.copies.stick <= QUIET_MILLISECONDS
        stick = (
            _("stick") if is_young else _("stick {age}").format(age=say_age(view.copies.stick, _))
        )
        with_stick = [*places, stick]
    else:
        with_stick = places
    longest, long = (
        _("Saved: {places}").format(places=", ".join(some)) for some in (with_stick, places)
    )
    if is_on_disk(view) and (is_at_server(view) or len(places) == 1):
        return Item((longest, long, _("Saved"), ""), (0, 5, 8))
    return Item((longest, long, ", ".join(places)), (0, 7), "bar--strong")


def _places(view: DeskView, _: Translate) -> Iterator[str]:
    """Yield this PC and the server, each with its age if its copy is old."""
    disk, server = view.copies.disk, view.copies.server
    if is_on_disk(view):
        yield _("PC")
    else:
        yield _("PC not yet") if disk is None else _("PC {age}").format(age=say_age(disk, _))
    if is_at_server(view):
        yield _("server")
    elif server is not None:
        yield _("server {age}").format(age=say_age(server, _))
    elif not is_connected(view.synced_ago):
        yield _("server cut off")


def say_trouble(error: ExamError, view: DeskView, _: Translate) -> str:
    """Say what is wrong; of a disk that does not save, where the text is safe all the same."""
    if not error.code.startswith("spool."):
        return say_error(error, _)
    problem = _say_problem(str(error.details.get("problem", error.code)), _)
    age = say_age(view.copies.server or 0, _)
    return _form_of_trouble(view, _).format(problem=problem, age=age)


def _form_of_trouble(view: DeskView, _: Translate) -> str:
    if is_on_disk(view):
        return _(
            "One folder of this PC does not save ({problem}). Your text is saved in the other one; "
            "nothing is lost. The proctor will see to it."
        )
    if is_at_server(view):
        return _(
            "This PC does not save ({problem}). Your text is safe at the server, all of it. Please "
            "raise your hand; the proctor will come."
        )
    if view.copies.server is not None:
        return _(
            "This PC does not save ({problem}), and the server has your text as it was {age}. Do "
            "not switch this PC off. Please raise your hand now."
        )
    return _(
        "This PC does not save ({problem}), and the server is out of reach. Do not switch this PC "
        "off: it still has your text. Please raise your hand now."
    )


def _say_problem(problem: str, _: Translate) -> str:
    """Say in the candidate's language what the disk says most often."""
    return {
        "No space left on device": _("the disk is full"),
        "Read-only file system": _("the disk takes nothing any more"),
        "Input/output error": _("the disk is faulty"),
    }.get(problem, problem)
