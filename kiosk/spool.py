"""The kiosk's disk: journals, orders, envelopes and receipts, durable before they count.

Only the process that began a segment writes it, and nothing is ever changed that cannot be used: it
stays as it is and is told, with its path.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

import msgspec

from exam.errors import DirectoryError, ExamError, JournalError
from exam.journal import HEADER_BYTES, SegmentHeader, parse_header
from exam.ledger import SignedCheckpoint
from exam.protocol import SignedOrder
from exam.receipts import SignedReceipt, receipt_code
from kiosk.disk import Disk
from kiosk.files import LOCAL_DISK
from kiosk.framing import FILE_VERSION, frames_from
from kiosk.mark import MarkKeeper
from kiosk.recovery import StoredSegment
from kiosk.segment_file import SegmentFile
from kiosk.shelf import Numbered, Shelf

_APPLICATION: Final = "application-"
_SEGMENT: Final = ".segment"
_LAST_VERSION: Final = 31
"""A file that begins with a larger number was never one of ours."""


class Spool:
    """All that this PC keeps of the exam, in its folder and in a second one for when it fails."""

    def __init__(
        self, root: Path, second: Path | None = None, disk: Disk = LOCAL_DISK, exam_id: bytes = b""
    ) -> None:
        folders = (root,) if second is None else (root, second)
        self._shelf = Shelf(disk, folders, self._note)
        self._exam_id = exam_id
        self._marks = MarkKeeper(self._shelf)
        self._findings: dict[Path, ExamError] = {}

    @property
    def findings(self) -> tuple[ExamError, ...]:
        """What could not be used of what was read so far, each with its path; it stays as it is."""
        return tuple(self._findings.values())

    @property
    def places(self) -> int:
        """How many folders there are."""
        return len(self._shelf.folders)

    @property
    def apart(self) -> tuple["Spool", ...]:
        """Each folder alone, for whoever must not wait for the other one; findings are shared."""
        alone = [Spool(root, None, self._shelf.disk, self._exam_id) for root in self._shelf.folders]
        for one in alone:
            one._findings = self._findings
        return tuple(alone)

    def note_hanging(self, place: int, hangs: bool) -> None:
        """Note that a folder does not answer, or does again; what is kept goes to another first."""
        self._shelf.note_hanging(place, hangs)

    def of_application(self, application_id: str) -> "ApplicationSpool":
        """Return the part of one application; its folder is made when something is kept."""
        folder = self._shelf.within(_APPLICATION + quote(application_id, safe=""))
        return ApplicationSpool(folder, self._exam_id, application_id)

    def applications(self) -> tuple[str, ...]:
        """Return the applications of which something is kept."""
        names = (name for name in self._shelf.names() if name.startswith(_APPLICATION))
        return tuple(unquote(name.removeprefix(_APPLICATION)) for name in names)

    def keep_orders(self, orders: tuple[SignedOrder, ...]) -> None:
        """Keep the orders in force.

        Raises:
            DirectoryError: no folder takes them.

        """
        self._shelf.keep("orders", msgspec.msgpack.encode(orders))

    def orders(self) -> tuple[SignedOrder, ...]:
        """Return the orders that were kept; what cannot be read will come again in a beat."""
        found: dict[SignedOrder, None] = {}
        for raw in self._shelf.copies("orders"):
            try:
                orders = msgspec.msgpack.decode(raw, type=tuple[SignedOrder, ...])
            except msgspec.MsgspecError:
                continue
            found.update(dict.fromkeys(orders))
        return tuple(found)

    def keep_checkpoint(self, checkpoint: SignedCheckpoint) -> None:
        """Keep the latest checkpoint of the exam's log.

        Raises:
            DirectoryError: no folder takes it.

        """
        self._shelf.keep_numbered("checkpoint", msgspec.msgpack.encode(checkpoint))

    def checkpoint(self) -> SignedCheckpoint | None:
        """Return the checkpoint that was kept last."""
        raw = self._shelf.numbered("checkpoint")
        try:
            return None if raw is None else msgspec.msgpack.decode(raw, type=SignedCheckpoint)
        except msgspec.MsgspecError:
            return None

    def mark_writes(self, mark: bytes) -> tuple[Callable[[], None], ...]:
        """Return what keeps a mark of the time, a job for each folder; cheap enough for seconds."""
        return self._marks.writes(mark)

    def mark(self) -> bytes | None:
        """Return the latest mark; a cut takes back at most one. Marks count on from it."""
        return self._marks.latest()

    def _note(self, path: Path, problem: ExamError | None) -> None:
        """Remember what is wrong with a path, or that nothing is; one finding for all below it."""
        if problem is None:
            self._findings.pop(path, None)
        elif self._findings.keys().isdisjoint(path.parents):
            for known in tuple(self._findings):  # another thread may find something meanwhile
                if path in known.parents:
                    self._findings.pop(known, None)
            self._findings[path] = problem


class ApplicationSpool:
    """What this PC keeps of one application."""

    def __init__(self, shelf: Shelf, exam_id: bytes, application_id: str) -> None:
        self._shelf = shelf
        self._exam_id = exam_id
        self._application_id = application_id

    @property
    def places(self) -> int:
        """How many folders may keep a segment."""
        return len(self._shelf.folders)

    def note_hanging(self, place: int, hangs: bool) -> None:
        """Note that a folder does not answer, or does again; what is kept goes to another first."""
        self._shelf.note_hanging(place, hangs)

    def begin_segment(self, header: SegmentHeader, header_bytes: bytes) -> SegmentFile:
        """Return the file of a new segment; nothing is written until it is saved."""
        name = _name_of(header)
        paths = [folder / name for folder in self._shelf.folders]
        return SegmentFile(self._shelf.disk, paths, header_bytes)

    def segments(self) -> tuple[StoredSegment, ...]:
        """Read all segments that are here, in the order of their generations.

        Of two copies of which one begins with the other, the longer one; else both, the longer one
        last.
        """
        found: dict[tuple[str, bytes], list[StoredSegment]] = {}
        paths = (path for path in self._shelf.paths() if path.suffix == _SEGMENT)
        for path in sorted(paths, key=lambda path: path.name):
            stored = self._read_segment(path)
            if stored is not None:
                _add(found.setdefault((path.name, stored.header), []), stored)
        return tuple(stored for copies in found.values() for stored in copies)

    def keep_admission(self, admission: bytes) -> None:
        """Keep what is needed to sign in here again while no server answers.

        Raises:
            DirectoryError: no folder takes it.

        """
        self._shelf.keep_numbered("admission", admission)

    def admission(self) -> Numbered:
        """Return what was kept last for signing in again; its number is 0 if nothing was."""
        return self._shelf.latest("admission")

    def keep_envelope(self, revision: int, admission: int, signed: bytes) -> None:
        """Keep a sealed envelope; only then may it be sent.

        Raises:
            DirectoryError: no folder takes it.

        """
        self._shelf.keep(f"envelope-{revision}-{admission}", signed)

    def envelopes(self) -> tuple[bytes, ...]:
        """Return every envelope that was sealed here."""
        return tuple(raw for _, raw in self._files("envelope-"))

    def keep_receipt(self, revision: int, receipt: SignedReceipt) -> None:
        """Keep the server's receipt, beside those of a server that has forgotten them.

        Raises:
            DirectoryError: no folder takes it.

        """
        name = f"receipt-{revision}-{receipt_code(receipt)}"
        self._shelf.keep(name, msgspec.msgpack.encode(receipt))

    def receipts(self) -> tuple[SignedReceipt, ...]:
        """Return every receipt that was kept and can be read."""
        found: list[SignedReceipt] = []
        for path, raw in self._files("receipt-"):
            try:
                found.append(msgspec.msgpack.decode(raw, type=SignedReceipt))
            except msgspec.MsgspecError:
                self._shelf.report(path, DirectoryError("spool.damaged", file=str(path)))
        return tuple(found)

    def _files(self, beginning: str) -> Iterator[tuple[Path, bytes]]:
        """Read every file whose name begins so, each name once."""
        names = (name for name in self._shelf.names() if name.startswith(beginning))
        for name in names:
            for folder in self._shelf.folders:
                raw = self._shelf.read(folder / name)
                if raw is not None:
                    yield folder / name, raw
                    break

    def _read_segment(self, path: Path) -> StoredSegment | None:
        raw = self._shelf.read(path)
        if raw is None:
            return None
        try:
            stored = _parse(raw, path)
            self._require_ours(stored, raw, path)
        except (DirectoryError, JournalError) as error:
            self._shelf.report(path, error)
            return None
        return stored

    def _require_ours(self, stored: StoredSegment, raw: bytes, path: Path) -> None:
        """Check whose segment it is, before anything is made of it.

        Raises:
            JournalError: of another exam or candidate, or of a newer version.
            DirectoryError: its beginning is damaged.

        """
        file = str(path)
        try:
            header = parse_header(stored.header)
        except JournalError as error:
            if error.code == "journal.version":
                raise JournalError("spool.version", file=file, **_number(error)) from None
            raise _unusable(raw, path, "spool.damaged") from None
        if header.exam_id != (self._exam_id or header.exam_id):
            raise JournalError("spool.other-exam", file=file)
        if header.application_id != self._application_id:
            raise JournalError("spool.other-candidate", file=file)
        if path.name != _name_of(header):
            raise DirectoryError("spool.damaged", file=file)


def _parse(raw: bytes, path: Path) -> StoredSegment:
    """Split the file of a segment.

    Raises:
        DirectoryError: it is empty, or its beginning is damaged.
        JournalError: it is of a newer version.

    """
    if not any(raw):
        raise DirectoryError("spool.empty", file=str(path))
    frames, end = frames_from(raw, 1)
    if not frames:
        was_cut = raw[0] == FILE_VERSION and len(raw) < HEADER_BYTES
        raise _unusable(raw, path, "spool.empty" if was_cut else "spool.damaged")
    return StoredSegment(frames[0], tuple(frames[1:]), raw[end:])


def _unusable(raw: bytes, path: Path, code: str) -> DirectoryError | JournalError:
    """Return what is wrong with a file; one that a newer program wrote is not damaged."""
    if FILE_VERSION < raw[0] <= _LAST_VERSION:
        return JournalError("spool.version", file=str(path), version=raw[0])
    return DirectoryError(code, file=str(path))


def _number(error: JournalError) -> Mapping[str, int]:
    return {"version": int(error.details["version"])}


def _name_of(header: SegmentHeader) -> str:
    return f"{header.generation:04}-{header.segment_id.hex()}{_SEGMENT}"


def _add(copies: list[StoredSegment], stored: StoredSegment) -> None:
    """Add a copy, unless another one begins with it; the longest comes last."""
    others = [one for one in copies if one.rest or not one.is_beginning_of(stored)]
    if stored.rest or not any(stored.is_beginning_of(other) for other in others):
        copies[:] = sorted([*others, stored], key=lambda one: len(one.records))
