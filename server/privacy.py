"""What this process holds in memory is nobody else's: no core dump, no other program looking in.

Papers in clear and the panel's seed exist in memory only; a crash must not bring them to a disk.
"""

import ctypes
import resource
from typing import Final

_PR_SET_DUMPABLE: Final = 4


def keep_memory_private() -> None:
    """Let neither a crash nor another program of this user bring text or keys to light (Linux)."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
