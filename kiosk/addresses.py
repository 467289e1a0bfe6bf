"""Where servers are: addresses that people type, and those that a server told this PC.

Any address is safe to try, because only the exam's own server can answer there. What was learnt is
kept in the seat folder, the address that answered last first.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from exam.errors import InputError
from kiosk.files import LOCAL_DISK

MOST_ADDRESSES: Final = 32
"""More are not tried."""
_MAX_PORT: Final = 65_535
_ADDRESS: Final = re.compile(
    r"^(?:(?P<host>[A-Za-z0-9][A-Za-z0-9.-]*)|\[(?P<six>[0-9A-Fa-f:.]+)\]):(?P<port>[0-9]{1,5})$"
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens; it is shown and typed as HOST:PORT."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """The address as the base of HTTPS requests."""
        return f"https://{self}"


def parse_address(typed: str) -> Address:
    """Read HOST:PORT.

    Raises:
        InputError: it is not an address.

    """
    found = _ADDRESS.match(typed.strip())
    if found is None or not 0 < int(found["port"]) <= _MAX_PORT:
        raise InputError("link.address", address=typed)
    return Address(found["host"] or found["six"], int(found["port"]))


class AddressBook:
    """All addresses that this PC knows, the one to try first in front."""

    def __init__(self, known: Iterable[Address], file: Path | None = None) -> None:
        self._known = tuple(known)
        self._file = file
        self._learnt = _read(file)
        self._kept = self._learnt
        self._addresses = _joined(self._learnt, self._known)

    @property
    def addresses(self) -> tuple[Address, ...]:
        """Every address, in the order in which to try them."""
        return self._addresses

    def prefer(self, address: Address) -> None:
        """Try this one first from now on, also after the next start, because it answered."""
        self._addresses = _joined((address,), self._addresses)
        if _joined(self._learnt, self._known)[0] != address:
            self._learnt = _joined((address,), self._learnt)

    def put_last(self, address: Address) -> None:
        """Try this one last from now on, because it did not answer."""
        if self._addresses[0] == address:
            self._addresses = (*self._addresses[1:], address)

    def learn(self, told: Iterable[str]) -> None:
        """Take addresses that the server told; one that cannot be read is passed over."""
        fresh = _read_all(told)
        if fresh and not set(fresh) <= set(self._learnt):
            answering = self._addresses[:1]
            self._learnt = _joined(answering, fresh)
            self._addresses = _joined(answering, self._learnt, self._known)

    @property
    def is_kept(self) -> bool:
        """Whether the disk has what was learnt."""
        return self._kept == self._learnt

    def keep(self) -> None:
        """Write what was learnt to the seat folder.

        Raises:
            OSError: the disk refused; it may be tried again.

        """
        learnt = self._learnt
        if self._file is not None:
            LOCAL_DISK.replace(self._file, write_addresses(str(one) for one in learnt))
        self._kept = learnt


def write_addresses(told: Iterable[str]) -> bytes:
    """Write addresses as they are kept."""
    return msgspec.json.encode(list(told))


def _joined(*groups: Iterable[Address]) -> tuple[Address, ...]:
    """Every address once, the first ones first."""
    return tuple(dict.fromkeys(one for group in groups for one in group))[:MOST_ADDRESSES]


def _read_all(texts: Iterable[str]) -> tuple[Address, ...]:
    found = []
    for text in texts:
        try:
            found.append(parse_address(text))
        except InputError:
            continue
    return tuple(found)


def _read(file: Path | None) -> tuple[Address, ...]:
    """Read what was kept; what is not there or damaged is told again in a beat."""
    if file is None:
        return ()
    try:
        return _read_all(msgspec.json.decode(file.read_bytes(), type=list[str]))
    except (OSError, msgspec.MsgspecError):
        return ()
