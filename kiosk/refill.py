"""What a server that was restored from a backup still lacks of this seat.

It begins whenever a server says that it recovers, anew with each of its runs, and ends when it says
so no more. All that this seat keeps was told only when every part of it is known to be held.
"""

from collections.abc import Sequence
from typing import Final

from exam.protocol import BeatReply, BeatRequest, SignedOrder

_PIECE_BYTES: Final = 1_000_000
_MOST_ORDERS: Final = 1000


class Refill:
    """Orders first, because what else is brought is judged by them."""

    def __init__(self) -> None:
        self.is_on = False
        self.has_told_all = False
        self._run = 0
        self._orders_told = 0

    def follow(self, request: BeatRequest, reply: BeatReply) -> bool:
        """Take a reply; returns whether everything has to be told from the beginning."""
        begins = reply.is_recovering and (not self.is_on or reply.time.run != self._run)
        if begins or not reply.is_recovering:
            self.begin_anew()
            self.is_on, self._run = reply.is_recovering, reply.time.run
        else:
            self._orders_told += len(request.orders)
            self.has_told_all = self.has_told_all or request.is_all
        return begins

    def begin_anew(self) -> None:
        """Take nothing for told."""
        self._orders_told, self.has_told_all = 0, False

    def orders(
        self, signed: Sequence[SignedOrder], lacking: Sequence[SignedOrder]
    ) -> tuple[SignedOrder, ...]:
        """Return the orders that the next beat carries: the next of all, or what was forgotten."""
        piece: list[SignedOrder] = []
        room = _PIECE_BYTES
        for order in (signed[self._orders_told :] if self.is_on else lacking)[:_MOST_ORDERS]:
            room -= len(order.body)
            if piece and room < 0:
                break
            piece.append(order)
        return tuple(piece)

    def has_told_orders(self, signed: Sequence[SignedOrder]) -> bool:
        """Whether every order was told; if nothing is asked for, it is so."""
        return not self.is_on or self._orders_told >= len(signed)
