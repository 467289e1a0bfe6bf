"""What of the ledger belongs to one sitting, where an exam has several.

Pure over decoded entries. What names somebody belongs to where they come; what names nobody, as a
restart of the server, to every sitting during which it happened.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from exam.chronicle import AnyEntry, OrderIssued, OrderRecovered, WorkImported
from exam.events import SittingClosed
from exam.proceedings import AnnouncementEnded, ExitEnded
from server.sittings import ONLY

_ENDS: Final = (AnnouncementEnded, ExitEnded)
"""They name what they end and nobody else."""


def entries_of_sitting(
    entries: Sequence[AnyEntry], sitting_id: str, application_ids: Collection[str]
) -> Sequence[AnyEntry]:
    """Return what concerns a sitting and those who come to it, in the order of the ledger."""
    if sitting_id == ONLY:
        return entries
    belongs = [_belongs(one, sitting_id, application_ids) for one in entries]
    own = [entry for entry, is_own in zip(entries, belongs, strict=True) if is_own]
    begin = min((entry.at for entry in own), default=None)
    if begin is None:
        return ()
    end = _closed_at(own)
    return tuple(
        entry
        for entry, is_own in zip(entries, belongs, strict=True)
        if is_own
        or isinstance(entry, _ENDS)
        or (is_own is None and begin <= entry.at and (end is None or entry.at <= end))
    )


def closes(entry: AnyEntry, sitting_id: str) -> bool:
    """Whether an entry is the order that closes a sitting."""
    if not isinstance(entry, OrderIssued | OrderRecovered):
        return False
    return isinstance(entry.order, SittingClosed) and entry.sitting_id == sitting_id


def _closed_at(own: Iterable[AnyEntry]) -> int | None:
    found = (entry.order for entry in own if isinstance(entry, OrderIssued | OrderRecovered))
    return max((one.issued_at for one in found if isinstance(one, SittingClosed)), default=None)


def _belongs(entry: AnyEntry, sitting_id: str, application_ids: Collection[str]) -> bool | None:
    """Whether an entry is of a sitting or of another; None where it names neither."""
    if isinstance(entry, WorkImported):
        return not application_ids or any(one in application_ids for one in entry.applications)
    named = getattr(entry, "application_id", "")
    if named:
        return named in application_ids
    scope = getattr(entry, "sitting_id", "")
    return scope == sitting_id if scope else None
