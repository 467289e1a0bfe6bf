"""Every target, in the order in which they are fuzzed."""

from typing import Final

from scripts.fuzzing import documents, sealed, wire

TARGETS: Final = (*wire.TARGETS, *sealed.TARGETS, *documents.TARGETS)
