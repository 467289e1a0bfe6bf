"""Everybody who opens pages in a rehearsal, each at a laptop with an address of its own."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Final, TypeVar

from scripts.practice.office import ReleaseOfficer, Visitor
from scripts.practice.premises import Premises, Server, Slip
from scripts.rehearsing.panel import Chair, Scorer
from scripts.rehearsing.proctors import HallProctor, Secretary

_V = TypeVar("_V", bound=Visitor)
_LAPTOP: Final = "127.0.1.{}"
"""All of 127.0.0.0/8 is this machine; the server gives every address its own pace."""


class Reception:
    """Lets people log in at the server's pages."""

    def __init__(self, premises: Premises, server: Server) -> None:
        self._premises = premises
        self._server = server
        self._laptops: dict[str, str] = {}

    def proctor(self) -> HallProctor:
        """Return the first proctor, logged in."""
        return self._visit(HallProctor, self._premises.slip("proctor"))

    def secretary(self) -> Secretary:
        """Return the secretariat, logged in."""
        return self._visit(Secretary, self._premises.slip("secretariat"))

    def officer(self) -> ReleaseOfficer:
        """Return the release officer, logged in."""
        return self._visit(ReleaseOfficer, self._premises.slip("release-officer"))

    def chair(self) -> Chair:
        """Return the chair, logged in."""
        return self._visit(Chair, self._premises.slip("chair"))

    @contextmanager
    def members(self, chair: Chair) -> Iterator[dict[str, Scorer]]:
        """Let the whole panel log in beside the chair, for a block; by account."""
        with ExitStack() as stack:
            yield {
                slip.id: chair
                if slip.role == "chair"
                else stack.enter_context(self._visit(Scorer, slip))
                for slip in self._premises.panel_slips()
            }

    def _visit(self, kind: type[_V], slip: Slip) -> _V:
        laptop = self._laptops.setdefault(slip.id, _LAPTOP.format(1 + len(self._laptops)))
        return kind(self._server.address, self._premises.authority, slip, laptop)
