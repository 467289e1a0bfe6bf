"""Prints what a typed character costs in the journal when every key press is a record of its own.

The sample papers are typed one after the other, each character as late as that pace has it, into
a real file, and no server takes anything: so it prints as well what is in memory after four hours.
"""

import os
import sys
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from exam import keys
from exam.draft import Edited, Opened, Snapshot
from exam.journal import Owner, Place, SegmentWriter
from exam.manuscript import Part
from kiosk.files import LOCAL_DISK
from kiosk.segment_file import SegmentFile
from scripts.practice.samples import load_samples

MOST_BYTES: Final = 40
"""What a typed character may cost on disk, at a slow typist's pace."""
MOST_MEMORY_BYTES: Final = 8_000_000
"""What the records of four hours may take in memory, at any pace."""

_SITTING_MILLISECONDS: Final = 4 * 60 * 60 * 1000
_SAVED_KEYS: Final = 500
"""So many keys are saved at once; in an exam it is what was typed in a quarter of a second."""
_PACES: Final = {"slow": 90, "steady": 200, "fast": 400}
"""Characters typed in a minute, all four hours long."""


@dataclass(frozen=True, slots=True)
class Cost:
    """How many characters were typed, the bytes of their records, and what they take.

    `file_bytes` is by how much they lengthen the file, `memory_bytes` what stays in memory.
    """

    characters: int
    record_bytes: int
    longest_bytes: int
    file_bytes: int
    memory_bytes: int

    @property
    def on_disk(self) -> float:
        """Bytes of the file for each character, in the mean."""
        return self.file_bytes / self.characters


def cost_at(characters_per_minute: int) -> Cost:
    """Type for four hours at a pace and add up what it costs."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "segment"
        writer = _begun()
        file = SegmentFile(LOCAL_DISK, [path], writer.header_bytes)
        save(file)
        beginning = path.stat().st_size
        pause = 60_000 // characters_per_minute
        tracemalloc.start()
        lengths = list(_type(writer, file, pause))
        memory, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        file_bytes = path.stat().st_size - beginning
        file.close()
    return Cost(len(lengths), sum(lengths), max(lengths), file_bytes, memory)


def save(file: SegmentFile) -> None:
    """Bring everything that was appended to disk."""
    while not file.saved:
        job = file.write_job(0)
        job.run()
        file.note_written(job)


def _type(writer: SegmentWriter, file: SegmentFile, pause: int) -> Iterator[int]:
    """Type until the sitting is over; gives the length of each record."""
    text = cycle("\n".join(sample.paper for sample in load_samples()))
    for place, character in enumerate(islice(text, _SITTING_MILLISECONDS // pause)):
        record = writer.append(Edited((place + 1) * pause, Part.PAPER, place, "", character))
        file.append(record)
        if place % _SAVED_KEYS == 0:
            save(file)
        yield len(record)
    save(file)


def _begun() -> SegmentWriter:
    """Begin a segment as a kiosk does."""
    owner = Owner(bytes(32), "001.kesbangpol", bytes(32), keys.sealing_public_key(bytes(32)))
    writer = SegmentWriter(owner, Place("0123456789abcdef", 1), None, os.urandom)
    writer.append(Opened(0, 1, 0, "0123456789abcdef"))
    writer.append(Snapshot(0, "", "", "", ()))
    return writer


def main() -> int:
    """Print a line for each pace; 1 if the slow one costs too much on disk, or any in memory."""
    costs = {name: cost_at(pace) for name, pace in _PACES.items()}
    for name, cost in costs.items():
        mean = cost.record_bytes / cost.characters
        print(
            f"{name}: {cost.characters} characters in 4 hours, {mean:.1f} bytes each "
            f"({cost.on_disk:.1f} on disk, {cost.longest_bytes} at most), "
            f"{cost.file_bytes / 1_000_000:.1f} MB on disk, "
            f"{cost.memory_bytes / 1_000_000:.1f} MB in memory"
        )
    too_large = any(cost.memory_bytes > MOST_MEMORY_BYTES for cost in costs.values())
    return int(costs["slow"].on_disk > MOST_BYTES or too_large)


if __name__ == "__main__":
    sys.exit(main())
