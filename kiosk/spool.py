"""The kiosk's disk: journals, orders, envelopes and receipts, durable before they count.

A segment file is a header frame and record frames, each behind its length. Only the process that
began a segment writes it. A cut at any instant leaves a readable file: an unfinished last frame is
not there yet.
"""

import asyncio
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote

import msgspec

from exam.errors import DirectoryError
from exam.journal import SegmentHeader
from exam.protocol import SignedOrder
from exam.seal import SignedReceipt, receipt_code
from kiosk.files import make_private_directory, sync_directory, write_private
from kiosk.recovery import StoredSegment

_LENGTH_BYTES: Final = 4


class Spool:
    """All that this PC keeps of the exam."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def of_application(self, application_id: str) -> "ApplicationSpool":
        """Return the part of one application; its folder is made when something is kept."""
        return ApplicationSpool(self._root / f"application-{quote(application_id, safe='')}")

    def keep_orders(self, orders: tuple[SignedOrder, ...]) -> None:
        """Keep the orders in force."""
        _replace(self._root / "orders", msgspec.msgpack.encode(orders))

    def orders(self) -> tuple[SignedOrder, ...]:
        """Return the orders that were kept; what cannot be read will come again in a beat."""
        raw = _read_if_there(self._root / "orders")
        try:
            return msgspec.msgpack.decode(raw or b"\x90", type=tuple[SignedOrder, ...])
        except msgspec.MsgspecError:
            return ()


class ApplicationSpool:
    """What this PC keeps of one application."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin_segment(self, header: SegmentHeader, header_bytes: bytes) -> "SegmentFile":
        """Return the file of a new segment; nothing is written until it is saved."""
        name = f"{header.generation:04}-{header.segment_id.hex()}.segment"
        return SegmentFile(self._folder / name, header_bytes)

    def segments(self) -> tuple[StoredSegment, ...]:
        """Read all segments that are here, in the order of their generations."""
        found = sorted(self._folder.glob("*.segment"))
        return tuple(stored for path in found for stored in _read_segment(path))

    def keep_envelope(self, revision: int, admission: int, signed: bytes) -> None:
        """Keep a sealed envelope; only then may it be sent."""
        _replace(self._envelope(revision, admission), signed)

    def envelope(self, revision: int, admission: int) -> bytes | None:
        """Return the envelope of a revision, if it was sealed here under that admission."""
        return _read_if_there(self._envelope(revision, admission))

    def keep_receipt(self, revision: int, receipt: SignedReceipt) -> None:
        """Keep the server's receipt, beside those of a server that has forgotten them."""
        path = self._folder / f"receipt-{revision}-{receipt_code(receipt)}"
        _replace(path, msgspec.msgpack.encode(receipt))

    def _envelope(self, revision: int, admission: int) -> Path:
        return self._folder / f"envelope-{revision}-{admission}"


class SegmentFile:
    """The file of the segment that this process writes; it can be written anew, whole."""

    def __init__(self, path: Path, header_bytes: bytes) -> None:
        self._path = path
        self._content = bytearray(_frame(header_bytes))
        self._saved_to = 0
        self._handle: int | None = None
        self._saving = asyncio.Lock()
        self._guard = threading.Lock()

    @property
    def saved(self) -> bool:
        """Whether everything appended is on disk."""
        return self._saved_to == len(self._content)

    def append(self, record: bytes) -> None:
        """Add a record in memory; `save` brings it to disk."""
        self._content += _frame(record)

    async def save(self) -> None:
        """Bring everything appended so far to disk, in a thread.

        Raises:
            DirectoryError: the disk refused; it may be tried again and loses nothing.

        """
        async with self._saving:
            for _ in range(2):  # the second time for a file that was found to be taken away
                if not self.saved:
                    data = bytes(self._content[self._saved_to :])
                    # Only then: a write that failed or was given up is repeated at its place.
                    self._saved_to = await asyncio.to_thread(self._write, data, self._saved_to)

    def close(self) -> None:
        """Let go of the file."""
        with self._guard:
            self._let_go()

    def _write(self, data: bytes, offset: int) -> int:
        """Write from an offset on; returns to where the file is written, 0 if it was taken away."""
        try:
            with self._guard:
                if self._handle is not None and os.fstat(self._handle).st_nlink == 0:
                    self._let_go()
                    return 0
                handle = self._open()
                view = memoryview(data)
                while view:
                    written = os.pwrite(handle, view, offset)
                    view, offset = view[written:], offset + written
                os.fdatasync(handle)
                return offset
        except OSError as error:
            raise _refused(error) from None

    def _open(self) -> int:
        if self._handle is None:
            make_private_directory(self._path.parent)
            self._handle = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
            sync_directory(self._path.parent)
        return self._handle

    def _let_go(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _frame(content: bytes) -> bytes:
    return len(content).to_bytes(_LENGTH_BYTES, "big") + content


def _frames(raw: bytes) -> Iterator[bytes]:
    """Split a file into its whole frames; no frame is empty, so zeros are an unwritten tail."""
    start = _LENGTH_BYTES
    while start <= len(raw):
        length = int.from_bytes(raw[start - _LENGTH_BYTES : start], "big")
        if length == 0 or start + length > len(raw):
            return
        yield raw[start : start + length]
        start += length + _LENGTH_BYTES


def _read_segment(path: Path) -> Iterator[StoredSegment]:
    try:
        frames = list(_frames(path.read_bytes()))
    except OSError as error:
        raise _refused(error) from None
    if frames:
        yield StoredSegment(frames[0], tuple(frames[1:]))


def _read_if_there(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _refused(error) from None


def _replace(path: Path, content: bytes) -> None:
    """Write a whole file so that after a cut the old or the new one stands there."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        make_private_directory(path.parent)
        write_private(fresh, content)
        fresh.replace(path)
        sync_directory(path.parent)
    except OSError as error:
        raise _refused(error) from None


def _refused(error: OSError) -> DirectoryError:
    return DirectoryError("spool.disk", problem=error.strerror or type(error).__name__)
