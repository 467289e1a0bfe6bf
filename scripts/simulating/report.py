"""What many worlds amount to: faults by kind, worst losses by kind, and every violation."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from scripts.simulating.story import Story, Violation


@dataclass
class Report:
    """The sum of many stories."""

    worlds: int = 0
    virtual_seconds: float = 0.0
    faults: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    worst: dict[str, tuple[float, int, str]] = field(default_factory=dict)
    violations: list[tuple[str, Violation]] = field(default_factory=list)

    def add(self, name: str, story: Story) -> None:
        """Take in one world."""
        self.worlds += 1
        self.virtual_seconds += story.now()
        self.faults += story.faults
        self.counts += story.counts
        self.violations += [(name, one) for one in story.violations]
        for kind, (milliseconds, edits) in story.worst.items():
            self._note_worst(kind, milliseconds, edits, name)

    def join(self, other: "Report") -> None:
        """Take in the sum of others."""
        self.worlds += other.worlds
        self.virtual_seconds += other.virtual_seconds
        self.faults += other.faults
        self.counts += other.counts
        self.violations += other.violations
        for kind, (milliseconds, edits, name) in other.worst.items():
            self._note_worst(kind, milliseconds, edits, name)

    def lines(self) -> Iterable[str]:
        """Return it as people read it; the number of violations comes last."""
        yield f"worlds: {self.worlds}, virtual hours: {self.virtual_seconds / 3600:.1f}"
        yield f"faults injected: {sum(self.faults.values())}"
        for kind, count in sorted(self.faults.items()):
            yield f"  {kind}: {count}"
        yield "worst loss (milliseconds, edits, seed; how often measured):"
        for kind, (milliseconds, edits, name) in sorted(self.worst.items()):
            often = self.counts[f"measured {kind}"]
            yield f"  {kind}: {milliseconds:.0f} ms, {edits} edits, {name} ({often})"
        yield "counts:"
        for kind, count in sorted(self.counts.items()):
            if not kind.startswith("measured "):
                yield f"  {kind}: {count}"
        for name, one in self.violations:
            yield f"{name} at {one.at:.3f} s: {one.promise}: {one.what}"
        for name in dict.fromkeys(name for name, _ in self.violations):
            yield f"replay: scripts/simulate --trace {name}"
        yield f"violations: {len(self.violations)}"

    def _note_worst(self, kind: str, milliseconds: float, edits: int, name: str) -> None:
        before = self.worst.get(kind, (-1.0, 0, ""))
        if (milliseconds, edits) > before[:2]:
            self.worst[kind] = (milliseconds, edits, name)
