"""One end of a line inside a network namespace: its handles go to whoever asked for them.

`python -m scripts.faulting.tunnel HANDLE ADDRESS [PORT]` makes a network device and, with a port,
listens there; it says `ready`, and ends when its input does.
"""

import fcntl
import os
import socket
import struct
import subprocess
import sys
from typing import Final

NAME: Final = "line0"
_TUNSETIFF: Final = 0x400454CA
_IFF_TUN, _IFF_NO_PI = 0x0001, 0x1000
"""From linux/if_tun.h."""


def main() -> None:
    """Make the device, send its handle and the listener's, and hold the namespace."""
    asked, address, *ports = sys.argv[1:]
    device = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(device, _TUNSETIFF, struct.pack("16sH14x", NAME.encode(), _IFF_TUN | _IFF_NO_PI))
    for command in (
        ("ip", "link", "set", "lo", "up"),
        ("ip", "address", "add", f"{address}/24", "dev", NAME),
        ("ip", "link", "set", NAME, "up"),
    ):
        subprocess.run(command, check=True)
    handles = [device]
    if ports:
        listener = socket.create_server((address, int(ports[0])))
        handles.append(listener.fileno())
    with socket.socket(fileno=int(asked)) as end:
        socket.send_fds(end, [b"."], handles)
    print("ready", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
