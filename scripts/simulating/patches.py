"""What the simulator replaces in the shipped programs, all of it while a world lives and no longer.

Everything else comes in through ports. `os.urandom` gives ids to orders at the server, which takes
no randomness there; verifying a signature is the same for the same arguments, and slow.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from random import Random
from typing import Final

from exam import keys

_MOST_REMEMBERED: Final = 50_000
_verify = lru_cache(_MOST_REMEMBERED)(keys.verify)


@contextmanager
def patched(random: Random) -> Iterator[None]:
    """Let the programs draw from a stream, and verify each signature once."""
    urandom, verify = os.urandom, keys.verify
    os.urandom = random.randbytes
    keys.verify = _verify
    try:
        yield
    finally:
        os.urandom, keys.verify = urandom, verify
