"""Which keys are named below the text: all ten function keys, or those for the work in hand."""

from collections.abc import Sequence
from typing import Final

from exam.manuscript import Part
from kiosk.ui.keybar import KeyHint
from kiosk.ui.phrases import Translate, part_name
from kiosk.ui.work import Work

_OTHER_PART: Final = "F3"


def hints_for(
    part: Part, back_to: Part, work: Work, _: Translate, *, has_slides: bool
) -> Sequence[KeyHint]:
    """Name the keys; `back_to` is the part that F4 leads back to from the notes.

    Without slides there is nothing that F3 could lead to.
    """
    if work.is_marking:
        return _selecting(_)
    if work.in_table:
        return _in_table(_)
    keys = _function_keys(part, back_to, _f6(part, work, _), _)
    return keys if has_slides else tuple(hint for hint in keys if hint[0] != _OTHER_PART)


def _f6(part: Part, work: Work, _: Translate) -> str:
    """Say what F6 makes of the cursor's line."""
    if part is not Part.SLIDES:
        return _("Heading")
    return _("Plain text") if work.on_title else _("New slide")


def _function_keys(part: Part, back_to: Part, f6: str, _: Translate) -> Sequence[KeyHint]:
    here = back_to if part is Part.NOTES else part
    other = Part.PAPER if here is Part.SLIDES else Part.SLIDES
    return (
        ("F1", _("Help")),
        ("F2", _("Topic")),
        (_OTHER_PART, part_name(other, _)),
        ("F4", part_name(back_to if part is Part.NOTES else Part.NOTES, _)),
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
