"""A room of writing seats as a child: `python -m scripts.benching.pages.watched ROOT SEATS`.

It fills an exam with simulated seats, serves the people's door, and says on which port. Each line
on standard input lets a second pass in the room, with the beats of those whose turn it is, and is
answered with the CPU seconds that the simulation of that took; it ends with its input.
"""

import sys
from pathlib import Path
from time import thread_time

from scripts.benching.pages.door import people_door
from scripts.benching.pages.seats import Hand, SimulatedRoom
from server.console import log_troubles_only
from server.office import open_exam


def main() -> int:
    """Serve until standard input ends."""
    log_troubles_only()
    root, seats, hand = Path(sys.argv[1]), int(sys.argv[2]), Hand()
    with open_exam(root, hand.clocks) as exam:
        room = SimulatedRoom(exam, hand)
        room.fill(seats)
        with people_door(exam, room.hall) as port:
            print(port, flush=True)
            for second, _line in enumerate(sys.stdin):
                begun = thread_time()
                hand.move(1)
                room.beat(second)
                print(thread_time() - begun, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
