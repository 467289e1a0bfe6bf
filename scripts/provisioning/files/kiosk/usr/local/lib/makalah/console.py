"""Makes the first console the one that is seen, and the only one: no key leads to another.

The kernel itself refuses to switch, so it does not matter which keys a keyboard has or what runs
on the console at that moment.
"""

import fcntl
import os
import sys
from typing import Final

# linux/vt.h
VT_ACTIVATE: Final = 0x5606
VT_WAITACTIVE: Final = 0x5607
VT_LOCKSWITCH: Final = 0x560B
_CONSOLE: Final = "/dev/tty1"
_FIRST: Final = 1


def main() -> int:
    """Lock the console; 1 if this PC has none."""
    try:
        console = os.open(_CONSOLE, os.O_RDWR | os.O_NOCTTY)
        fcntl.ioctl(console, VT_ACTIVATE, _FIRST)
        fcntl.ioctl(console, VT_WAITACTIVE, _FIRST)
        fcntl.ioctl(console, VT_LOCKSWITCH, 0)
    except OSError as error:
        print(f"{_CONSOLE} cannot be locked: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
