"""What the crowd of simulated PCs is told, and what it brings back, as JSON between two processes.

It holds secrets of a throwaway exam only.
"""

import msgspec

READY = b"ready"
"""What the crowd says, in a line of its own, when everybody has signed in."""


class Candidate(msgspec.Struct, frozen=True):
    """Somebody invented, with card and PC."""

    number: str
    application_id: str
    card_code: str
    pairing_code: str
    seat_name: str


class Errand(msgspec.Struct, frozen=True):
    """Where to go, whom to trust, and who is to write for how long."""

    host: str
    kiosk_port: int
    people_port: int
    manifest: bytes
    writing_milliseconds: int
    candidates: tuple[Candidate, ...]


class Calls(msgspec.Struct, frozen=True):
    """Calls of one kind: how long each took that was answered (ms), and how many failed."""

    milliseconds: tuple[float, ...] = ()
    failed: int = 0

    @property
    def worst(self) -> float:
        """The longest of them."""
        return max(self.milliseconds, default=0.0)

    @property
    def p99(self) -> float:
        """Longer than 99 of a hundred."""
        ordered = sorted(self.milliseconds)
        return ordered[max(0, -(-len(ordered) * 99 // 100) - 1)] if ordered else 0.0


class Tale(msgspec.Struct, frozen=True):
    """What the crowd went through.

    `known_before` says for each PC how many milliseconds before the start it knew of it, `began`
    how many after it the server had heard that it writes. `problems` are the codes of what was
    refused or did not arrive, each once.
    """

    enrolled: int
    signed_in: int
    beats: Calls
    hand_ins: Calls
    known_before: tuple[int, ...]
    began: tuple[int, ...]
    problems: tuple[str, ...] = ()


def write_errand(errand: Errand) -> bytes:
    """Write an errand as one line."""
    return msgspec.json.encode(errand) + b"\n"


def read_errand(raw: bytes) -> Errand:
    """Read an errand."""
    return msgspec.json.decode(raw, type=Errand)


def write_tale(tale: Tale) -> bytes:
    """Write a tale as one line."""
    return msgspec.json.encode(tale) + b"\n"


def read_tale(raw: bytes) -> Tale:
    """Read a tale."""
    return msgspec.json.decode(raw, type=Tale)
