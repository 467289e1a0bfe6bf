"""Keeps Python's garbage collector from interrupting whoever writes.

What has been loaded by the time one begins to write stays for the whole sitting; the collector
need not look at it again. It then looks less often, since a key press leaves little behind.
"""

import gc
from typing import Final

_THRESHOLDS: Final = (20_000, 20, 50)
"""How many new objects, and younger collections, come before a collection of each age."""


def settle_memory() -> None:
    """Take what is loaded out of the collector's sight; once for each page one writes on."""
    gc.set_threshold(*_THRESHOLDS)
    gc.unfreeze()
    gc.collect()
    gc.freeze()
