"""What somebody is in the middle of while writing."""

from typing import NamedTuple

from kiosk.ui.extent import Grown


class Work(NamedTuple):
    """What one is in the middle of, on which the keys that are named depend.

    `grown` is what the last key has selected, if it was one that selects more each time.
    """

    is_marking: bool = False
    in_table: bool = False
    in_note: bool = False
    on_title: bool = False
    grown: Grown | None = None
