"""What it costs to turn a typed secret into keys: the profiles that a config may name.

They stand apart from `exam.keys`, so that whoever only reads a config loads no cryptography.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class StretchProfile:
    """Cost of turning a typed secret into keys (Argon2id, RFC 9106)."""

    name: str
    iterations: int
    lanes: int
    memory_kib: int


STANDARD: Final = StretchProfile("standard", iterations=3, lanes=1, memory_kib=64 * 1024)
"""RFC 9106 §4, second recommended option, in one lane (docs/decisions/0006)."""

TEST_ONLY: Final = StretchProfile("test-only", iterations=1, lanes=1, memory_kib=8)
"""The cheapest that the algorithm allows; a config may name it only in a practice exam."""

PROFILES: Final = {profile.name: profile for profile in (STANDARD, TEST_ONLY)}
