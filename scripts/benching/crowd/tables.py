"""What the tables of all crowds have in common."""

from collections.abc import Iterable, Sequence
from typing import Final

from scripts.benching.crowd.measuring import Crowd
from scripts.benching.crowd.stages import Stage

FULL_KIOSKS: Final = 1_000
"""The number of kiosks for which the targets are."""


def of_full_size(crowds: Sequence[Crowd]) -> list[Crowd]:
    """Return the runs for which the targets are; a quick run has none."""
    return [each for each in crowds if each.kiosks == FULL_KIOSKS]


def shown(stage: Stage) -> str:
    """Write how long the calls of a scene took."""
    calls = stage.calls
    return f"{calls.p50:.1f} / {calls.p99:.1f} / {calls.longest:.0f} ms"


def load_note(stages: Iterable[tuple[int, Stage]]) -> str:
    """Say where the load program was what one waited for; "" where it never was."""
    bound = [f"{kiosks:,}" for kiosks, stage in stages if stage.is_load_bound]
    if not bound:
        return ""
    return (
        f"With {', '.join(bound)} kiosks the load program itself was late or busy all the time: "
        "these times are its own as well."
    )
