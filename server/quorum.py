"""A quorum that comes together: shares of the panel key, brought one after the other.

Exactly as many as are needed are taken, each of another panelist and all of one set. They are only
ever in memory, and what they join into is this exam's panel key or nothing.
"""

from collections.abc import Sequence
from threading import Lock

from exam import keys
from exam.errors import ShareError
from server.office import OpenExam
from server.shares import NamedShare, join_seed, read_share


class Quorum:
    """The shares that were brought so far, for one exam."""

    def __init__(self, panel_public_key: bytes, needed: int, members: Sequence[str]) -> None:
        self._panel_public_key = panel_public_key
        self._members = tuple(members)
        self._shares: list[NamedShare] = []
        self._guard = Lock()
        self.needed = needed

    @property
    def members(self) -> tuple[str, ...]:
        """Whose shares are here, by their ids in the order in which they were brought."""
        return tuple(self._members[named.share.index] for named in self._shares)

    @property
    def is_complete(self) -> bool:
        """Whether there are as many as are needed."""
        return len(self._shares) == self.needed

    def add(self, raw: bytes, name: str) -> str:
        """Take one share, and return whose it is; `name` is what people call what it came in.

        Raises:
            ShareError: it cannot be read, is of another set or exam, is here already, or there are
                enough. It is not kept then.

        """
        share = read_share(raw, name)
        with self._guard:
            self._require_wanted(share)
            self._shares.append(share)
        holder: str = self._members[share.share.index]
        return holder

    def seed(self) -> bytes:
        """Join the shares into the seed of this exam's panel key.

        Raises:
            ShareError: there are too few, or they are not of this exam.

        """
        with self._guard:
            if not self.is_complete:
                raise ShareError("share.few", given=len(self._shares), needed=self.needed)
            seed = join_seed(self._shares)
        if keys.sealing_public_key(seed) != self._panel_public_key:
            raise ShareError("share.other-exam")
        return seed

    def forget(self) -> None:
        """Let go of everything that was brought."""
        with self._guard:
            self._shares.clear()

    def _require_wanted(self, named: NamedShare) -> None:
        share = named.share
        if self.is_complete:
            raise ShareError("share.enough", file=named.file, needed=self.needed)
        if share.member_threshold != self.needed or share.index >= len(self._members):
            raise ShareError("share.other-set", file=named.file)
        for here in self._shares:
            if here.share.group_parameters() != share.group_parameters():
                raise ShareError("share.other-set", file=named.file)
            if here.share.index == share.index:
                raise ShareError("share.twice", file=named.file, first=here.file)


def quorum_for(exam: OpenExam) -> Quorum:
    """Wait for the shares of an exam."""
    members = [member.id for member in exam.config.panel.members]
    return Quorum(exam.manifest.panel_public_key, exam.config.writing.threshold, members)
