"""Whether the exam is served: `check` ends with 0 if it is, `stay` ends once it is no longer.

What keeps the laptop awake runs `stay`. Needs nothing but Python.
"""

import subprocess
import sys
import time
from typing import Final

_STATE: Final = (
    "/usr/bin/systemctl", "show", "--property=ActiveState", "--value", "makalah-server",
)  # fmt: skip
_OVER: Final = frozenset({"", "inactive", "failed"})
_EACH_SECONDS: Final = 20


def is_served() -> bool:
    """Whether the exam is served; a server that broke and starts again counts."""
    told = subprocess.run(_STATE, capture_output=True, text=True, check=False)
    return told.stdout.strip() not in _OVER


def main(arguments: list[str]) -> int:
    """Run the command `check` or `stay`."""
    if arguments == ["check"]:
        return int(not is_served())
    if arguments == ["stay"]:
        while is_served():
            time.sleep(_EACH_SECONDS)
        return 0
    print("Say check or stay.", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
