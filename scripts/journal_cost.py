"""Prints what a typed character costs in the journal when every key press is a record of its own.

The sample papers are typed one after the other, each character as late as that pace has it.
"""

import os
import sys
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Final

from exam import keys
from exam.draft import Edited, Opened, Snapshot
from exam.journal import Owner, Place, SegmentWriter
from exam.manuscript import Part
from scripts.practice.samples import load_samples

MOST_BYTES: Final = 40
"""What a typed character may cost, at a slow typist's pace."""

_SITTING_MILLISECONDS: Final = 4 * 60 * 60 * 1000
_LENGTH_ON_DISK_BYTES: Final = 4
_PACES: Final = {"slow": 90, "steady": 200, "fast": 400}
"""Characters typed in a minute, all four hours long."""


@dataclass(frozen=True, slots=True)
class Cost:
    """How many characters were typed, and the bytes of all records together and of the longest."""

    characters: int
    record_bytes: int
    longest_bytes: int

    @property
    def per_character(self) -> float:
        """Bytes of a record in the mean."""
        return self.record_bytes / self.characters


def cost_at(characters_per_minute: int) -> Cost:
    """Type for four hours at a pace and add up the records."""
    pause = 60_000 // characters_per_minute
    characters = _SITTING_MILLISECONDS // pause
    writer = _begun()
    text = cycle("\n".join(sample.paper for sample in load_samples()))
    lengths = [
        len(writer.append(Edited((place + 1) * pause, Part.PAPER, place, "", character)))
        for place, character in enumerate(islice(text, characters))
    ]
    return Cost(characters, sum(lengths), max(lengths))


def _begun() -> SegmentWriter:
    """Begin a segment as a kiosk does."""
    owner = Owner(bytes(32), "001.kesbangpol", bytes(32), keys.sealing_public_key(bytes(32)))
    writer = SegmentWriter(owner, Place("0123456789abcdef", 1), None, os.urandom)
    writer.append(Opened(0, 1, 0, "0123456789abcdef"))
    writer.append(Snapshot(0, "", "", "", ()))
    return writer


def main() -> int:
    """Print a line for each pace; 1 if the slow one costs too much."""
    for name, pace in _PACES.items():
        cost = cost_at(pace)
        on_disk = cost.per_character + _LENGTH_ON_DISK_BYTES
        print(
            f"{name}: {cost.characters} characters in 4 hours, "
            f"{cost.per_character:.1f} bytes each ({on_disk:.1f} on disk, {cost.longest_bytes} at "
            f"most), {cost.record_bytes / 1_000_000:.1f} MB"
        )
    return int(cost_at(_PACES["slow"]).per_character > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main())
