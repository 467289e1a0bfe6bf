"""Which keys are named below the text: all ten function keys, or those for the work in hand."""

from collections.abc import Sequence

from exam.manuscript import Part
from kiosk.ui.keybar import KeyHint
from kiosk.ui.phrases import Translate
from kiosk.ui.work import Work


def hints_for(part: Part, back_to: Part, work: Work, _: Translate) -> Sequence[KeyHint]:
    """Name the keys; `back_to` is the part that F4 leads back to from the notes."""
    if work.is_marking:
        return _selecting(_)
    if work.in_table:
        return _in_table(_)
    return _function_keys(part, back_to, _f6(part, work, _), _)


def _f6(part: Part, work: Work, _: Translate) -> str:
    """Say what F6 makes of the cursor's line."""
    if part is not Part.SLIDES:
        return _("Heading")
    return _("Plain text") if work.on_title else _("New slide")


def _function_keys(part: Part, back_to: Part, f6: str, _: Translate) -> Sequence[KeyHint]:
    names = {Part.PAPER: _("Paper"), Part.SLIDES: _("Slides"), Part.NOTES: _("Notes")}
    here = back_to if part is Part.NOTES else part
    other = Part.PAPER if here is Part.SLIDES else Part.SLIDES
    return (
        ("F1", _("Help")),
        ("F2", _("Topic")),
        ("F3", names[other]),
        ("F4", names[back_to if part is Part.NOTES else Part.NOTES]),
        *([] if part is Part.NOTES else [("F5", _("Contents"))]),
        ("F6", f6),
        ("F7", _("Items")),
        ("F8", _("Select")),
        ("F9", _("Menu")),
        ("F10", _("Hand in")),
    )


def _selecting(_: Translate) -> Sequence[KeyHint]:
    return (
        ("F8", _("more")),
        ("Ctrl+C", _("copy")),
        ("Ctrl+X", _("cut")),
        ("Ctrl+B", _("bold")),
        ("Del", _("delete")),
        ("Esc", _("end")),
    )


def _in_table(_: Translate) -> Sequence[KeyHint]:
    return (
        ("Tab", _("next cell")),
        ("Enter", _("in an empty row: leave")),
        ("F9", _("table menu")),
        ("F1", _("Help")),
    )
