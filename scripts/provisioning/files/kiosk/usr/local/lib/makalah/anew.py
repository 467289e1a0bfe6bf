"""Lets a technician set up this PC anew: the seat is put away, so that the questions come again.

Nothing of it is deleted. As a command it is for root: `python3 /usr/local/lib/makalah/anew.py`.
"""

import sys
import tempfile
from pathlib import Path
from typing import Final

STATE: Final = Path("/var/lib/makalah")
_SEAT: Final = "seat"
_OF_A_SEAT: Final = "seat.json"
_BEFORE: Final = "before-"


def is_seat(state: Path = STATE) -> bool:
    """Whether this PC is a seat."""
    return (state / _SEAT / _OF_A_SEAT).exists()


def put_away(state: Path = STATE) -> Path:
    """Put the seat with its work into a folder that only root can enter; returns where it is.

    Raises:
        OSError: the disk refused; the seat is where it was.

    """
    place = Path(tempfile.mkdtemp(prefix=_BEFORE, dir=state)) / _SEAT
    try:
        (state / _SEAT).rename(place)
    except OSError:
        place.parent.rmdir()
        raise
    return place


def main() -> int:
    """Put the seat away; 1 if it cannot be."""
    if not is_seat():
        print("PC ini belum terdaftar: pertanyaan muncul pada penyalaan berikutnya.")
        return 0
    try:
        place = put_away()
    except OSError as error:
        print(f"PC ini tetap terdaftar seperti semula: {error}", file=sys.stderr)
        return 1
    print(f"Pertanyaan muncul pada penyalaan berikutnya. Pekerjaan lama ada di {place}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
