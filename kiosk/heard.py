"""What this PC heard from servers and keeps: their orders, and the latest checkpoint.

A disk that hangs holds up nothing: writing goes on beside the conversation.
"""

import asyncio
from contextlib import suppress
from typing import Final

from exam.errors import DirectoryError, LedgerError
from exam.ledger import SignedCheckpoint, read_checkpoint
from kiosk.machine import Machine
from kiosk.orders import OrderBook
from kiosk.spool import Spool

_PATIENCE_SECONDS: Final = 1.0


class Heard:
    """Brings orders and checkpoint to disk; a checkpoint counts only if the server signed it."""

    def __init__(self, orders: OrderBook, spool: Spool, machine: Machine) -> None:
        self._orders = orders
        self._spool = spool
        self._machine = machine
        self._writing: asyncio.Task[DirectoryError | None] | None = None
        self._size = -1
        self.checkpoint: SignedCheckpoint | None = None
        with suppress(DirectoryError):
            self.take_checkpoint(spool.checkpoint())
        self._kept: SignedCheckpoint | None = self.checkpoint

    def take_checkpoint(self, signed: SignedCheckpoint | None) -> None:
        """Take a checkpoint if it is genuine and of a longer log than any before."""
        if signed is None or signed == self.checkpoint:
            return
        seat = self._orders.seat
        with suppress(LedgerError):
            read = read_checkpoint(signed, seat.manifest.server_signing_key, seat.exam_id)
            if read.size > self._size:
                self._size, self.checkpoint = read.size, signed

    async def save(self) -> DirectoryError | None:
        """Bring what is new to disk, waiting for a moment only; returns what the disk refused."""
        if self._writing is None:
            self._writing = asyncio.get_running_loop().create_task(self._write())
        await asyncio.wait((self._writing,), timeout=_PATIENCE_SECONDS)
        if not self._writing.done():
            return None
        written, self._writing = self._writing, None
        return written.result()

    async def _write(self) -> DirectoryError | None:
        try:
            await self._orders.save(self._machine.in_thread)
            checkpoint = self.checkpoint
            if checkpoint is not None and checkpoint != self._kept:
                await self._machine.in_thread(self._spool.keep_checkpoint, checkpoint)
                self._kept = checkpoint
        except DirectoryError as error:
            return error
        return None
