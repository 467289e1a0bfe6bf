"""How a candidate comes to a PC: the proof of the card code, and the work that is found."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from exam import keys
from exam.clock import ExamTime
from exam.protocol import VERSION, IssuedOrder, SignInReply, SignInRequest
from kiosk.clock import ClockMark, ExamClock, LastLife
from kiosk.machine import Machine
from kiosk.reading import KeptHere
from kiosk.recovery import Recovery, join_parts, recover
from kiosk.settings import Seat
from kiosk.spool import ApplicationSpool

_CARD_DIGITS: Final = 3
_UNSAVED_MILLISECONDS: Final = 2_000
"""So much of the last typing a kill may take with it; a disk that takes nothing loses more."""
_SILENT_MILLISECONDS: Final = 60_000
"""A program that was killed is back long before; one that marked nothing for so long could not."""


@dataclass(frozen=True, slots=True)
class Desktop:
    """What a candidate finds at this PC: the seat, its clocks, and the folder of the work.

    `edited` is set whenever there is something to bring to disk.
    """

    seat: Seat
    machine: Machine
    clock: ExamClock
    spool: ApplicationSpool
    edited: asyncio.Event


@dataclass(frozen=True, slots=True)
class Proof:
    """What a card code becomes: the request for the server, the key that never leaves this PC."""

    request: SignInRequest
    card_key: bytes


@dataclass(frozen=True, slots=True)
class FoundWork:
    """What server and disk hold of a candidate's work, and the orders that concern it.

    `held` is how many records of each segment, by its header, the server has; `seen_at` when the
    candidate was last known to be able to write, as far as anybody remembers. `envelopes` are those
    that were sealed here. `is_older` says that more was written here than is kept here.
    """

    recovery: Recovery
    held: Mapping[bytes, int]
    orders: tuple[IssuedOrder, ...]
    seen_at: ExamTime
    envelopes: tuple[bytes, ...]
    is_older: bool = False


def spellings(number: str) -> tuple[str, ...]:
    """Return a number as it was typed, and as it may stand on the card: with zeros or capitals.

    What follows a hyphen tells the cards of one person apart and has no zeros. Who may sign in is
    decided by the code, which belongs to one number alone.
    """
    first, hyphen, card = number.partition("-")
    is_plain = first.isascii() and first.isdecimal()
    filled = first.zfill(_CARD_DIGITS) + hyphen + card if is_plain else number
    return tuple(dict.fromkeys((number, filled.upper())))


def prove(number: str, code: str, seat: Seat) -> Proof:
    """Stretch a card code; slow on purpose."""
    profile = seat.config.kdf_profile
    stretched = keys.stretch(code, "card", seat.exam_id, number, profile=profile)
    return Proof(SignInRequest(VERSION, number, stretched.auth), stretched.wrap)


def find_work(
    kept: KeptHere,
    reply: SignInReply,
    card_key: bytes,
    orders: tuple[IssuedOrder, ...],
    last_life: LastLife,
) -> FoundWork:
    """Join the copies of server and disk, and read them."""
    at_server = join_parts(reply.journal)
    recovery = recover([*at_server, *kept.segments], card_key)
    recovery = replace(recovery, trouble=recovery.trouble or kept.trouble)
    held = {segment.header: len(segment.records) for segment in at_server}
    mark = last_life.mark_of(reply.application_id)
    marked = 0 if mark is None else mark.exam_time
    seen_at = max(reply.heard_at, recovery.last_at or 0, marked)
    is_older = mark is not None and _is_older(recovery, mark, last_life.silence)
    return FoundWork(recovery, held, orders, ExamTime(seen_at), kept.envelopes, is_older)


def _is_older(recovery: Recovery, mark: ClockMark, silence: int) -> bool:
    """Whether a PC wrote more than it kept: it says so itself, or it could write nothing down."""
    lacks = mark.edited_at - (recovery.last_at or 0)
    return lacks > _UNSAVED_MILLISECONDS or silence > _SILENT_MILLISECONDS
