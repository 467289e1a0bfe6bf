"""What happened in a world, in order: to be counted, hashed, and read by people."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Violation:
    """A promise that was not kept."""

    at: float
    promise: str
    what: str


class Story:
    """The telling of one world; times are virtual seconds since it began."""

    def __init__(self) -> None:
        self.lines: list[tuple[float, str, str]] = []
        self.violations: list[Violation] = []
        self._violated: set[tuple[str, str]] = set()
        self.faults: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()
        self.worst: dict[str, tuple[float, int]] = {}
        self.now: Callable[[], float] = float

    def tell(self, who: str, what: str) -> None:
        """Add a line."""
        self.lines.append((self.now(), who, what))

    def fault(self, kind: str, who: str, what: str = "") -> None:
        """Note a fault that was injected."""
        self.faults[kind] += 1
        self.tell(who, f"FAULT {kind} {what}".rstrip())

    def violate(self, promise: str, what: str) -> None:
        """Note that a promise was not kept, once for whatever stands before the colon."""
        about = (promise, what.partition(":")[0])
        if about in self._violated:
            return
        self._violated.add(about)
        self.violations.append(Violation(self.now(), promise, what))
        self.tell("!", f"VIOLATION {promise}: {what}")

    def lose(self, kind: str, milliseconds: float, characters: int) -> None:
        """Note what a fault cost; the worst of each kind is kept."""
        self.counts[f"measured {kind}"] += 1
        before = self.worst.get(kind, (0.0, 0))
        self.worst[kind] = (max(before[0], milliseconds), max(before[1], characters))

    def digest(self) -> str:
        """Hash of everything that was told."""
        told = "\n".join(f"{at:.6f} {who} {what}" for at, who, what in self.lines)
        return sha256(told.encode()).hexdigest()

    def text(self) -> str:
        """Return it as people read it."""
        return "\n".join(f"{at:9.3f}  {who:<10} {what}" for at, who, what in self.lines)
