"""Write the vectors, or with --check only tell whether the program still agrees with them."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from typing import Final

from scripts.vectors.chronicles import entries
from scripts.vectors.hand_ins import envelopes
from scripts.vectors.hearings import hearings
from scripts.vectors.journals import journal
from scripts.vectors.logs import ledger
from scripts.vectors.lots import seats
from scripts.vectors.messages import messages
from scripts.vectors.primitives import bound, codes, sealed
from scripts.vectors.sources import FOLDER, Vector

FILES: Final[dict[str, Callable[[], Vector]]] = {
    "codes.json": codes,
    "keys.json": bound,
    "sealed.json": sealed,
    "envelope.json": envelopes,
    "ledger.json": ledger,
    "journal.json": journal,
    "messages.json": messages,
    "entries.json": entries,
    "seats.json": seats,
    "hearings.json": hearings,
}


def wanted() -> Iterator[tuple[str, str]]:
    """Give each file's name and what it has to hold."""
    for name, work_out in FILES.items():
        yield name, json.dumps(work_out(), ensure_ascii=False, indent=1) + "\n"


def differences() -> list[str]:
    """Name the files that are not there or say something else."""
    return [
        name
        for name, text in wanted()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text() != text
    ]


def main() -> int:
    """Write or check; 1 if a file differs."""
    parser = argparse.ArgumentParser(prog="python -m scripts.vectors", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if a file differs")
    if parser.parse_args().check:
        for name in (found := differences()):
            print(f"{FOLDER / name} is not what the program makes.", file=sys.stderr)
        return 1 if found else 0
    for name, text in wanted():
        (FOLDER / name).write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
