"""The table of partitions of a stick (MBR), and where the work lies on it.

The work has one place on every stick, behind the largest image that there may be. So a stick that
is written again with a newer image still has the work where it was.
"""

import struct
from dataclasses import dataclass
from typing import Final

SECTOR_BYTES: Final = 512
WORK_START: Final = 2 * 1024**3 // SECTOR_BYTES
"""In sectors; an image has to end before."""
LEAST_SECTORS: Final = 256 * 1024**2 // SECTOR_BYTES
MOST_SECTORS: Final = 8 * 1024**3 // SECTOR_BYTES
WORK_TYPE: Final = 0xE8
"""A partition of LUKS."""
_ENTRIES: Final = 446
_ENTRY: Final = struct.Struct("<B3sB3sII")
_SLOTS: Final = 4
_SIGNATURE: Final = b"\x55\xaa"
_NO_CYLINDERS: Final = b"\xfe\xff\xff"
_ALIGNMENT: Final = 1024**2 // SECTOR_BYTES


class TableError(Exception):
    """The stick has no place for the work; the code says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Partition:
    """A partition by its number, from 1; start and length in sectors."""

    number: int
    kind: int
    start: int
    sectors: int

    @property
    def end(self) -> int:
        """The first sector behind it."""
        return self.start + self.sectors


def read_table(sector: bytes) -> list[Partition]:
    """Read the partitions that are in the first sector of a stick.

    Raises:
        TableError: there is no table.

    """
    if len(sector) != SECTOR_BYTES or not sector.endswith(_SIGNATURE):
        raise TableError("table.missing")
    found = []
    for index in range(_SLOTS):
        _, _, kind, _, start, sectors = _ENTRY.unpack_from(sector, _ENTRIES + index * _ENTRY.size)
        if sectors:
            found.append(Partition(index + 1, kind, start, sectors))
    return found


def find_work(table: list[Partition]) -> Partition | None:
    """Return the partition with the work, None if the table has none."""
    found = (one for one in table if (one.kind, one.start) == (WORK_TYPE, WORK_START))
    return next(found, None)


def place_work(table: list[Partition], disk_sectors: int) -> Partition:
    """Work out the partition for the work on a stick of that size.

    Raises:
        TableError: the stick is too small, or something else lies there.

    """
    sectors = min(disk_sectors - WORK_START, MOST_SECTORS)
    sectors -= sectors % _ALIGNMENT
    if sectors < LEAST_SECTORS:
        raise TableError("table.small")
    free = set(range(1, _SLOTS + 1)) - {one.number for one in table}
    end = WORK_START + sectors
    if not free or any(one.start < end and one.end > WORK_START for one in table):
        raise TableError("table.occupied")
    return Partition(min(free), WORK_TYPE, WORK_START, sectors)


def with_partition(sector: bytes, partition: Partition) -> bytes:
    """Return the first sector with a partition added; every other byte stays as it is."""
    changed = bytearray(sector)
    place = _ENTRIES + (partition.number - 1) * _ENTRY.size
    _ENTRY.pack_into(
        changed, place, 0, _NO_CYLINDERS, partition.kind, _NO_CYLINDERS,
        partition.start, partition.sectors,
    )  # fmt: skip
    return bytes(changed)
