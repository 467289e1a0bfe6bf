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
UNSAVED_MILLISECONDS: Final = 2_000
"""So long an edit may wait for the disk, or go with a kill, and nothing is said to be missing."""


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
    that were sealed here. `is_older` says that more was written at this PC than was found, and
    `may_be_older` that this PC kept nothing for a while in which somebody may have written.
    """

    recovery: Recovery
    held: Mapping[bytes, int]
    orders: tuple[IssuedOrder, ...]
    seen_at: ExamTime
    envelopes: tuple[bytes, ...]
    is_older: bool = False
    may_be_older: bool = False


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
    return FoundWork(
        recovery=recovery,
        held=held,
        orders=orders,
        seen_at=ExamTime(seen_at),
        envelopes=kept.envelopes,
        is_older=mark is not None and _is_older(recovery, mark),
        may_be_older=mark is not None and not kept.envelopes and _kept_nothing(recovery, last_life),
    )


def _is_older(recovery: Recovery, mark: ClockMark) -> bool:
    """Whether the text was changed later than what was found says."""
    return mark.edited_at - (recovery.last_at or 0) > UNSAVED_MILLISECONDS


def _kept_nothing(recovery: Recovery, last_life: LastLife) -> bool:
    """Whether neither a mark nor any text was kept for long, though this PC was on."""
    is_later = last_life.mark is not None and (recovery.last_at or 0) > last_life.mark.exam_time
    return last_life.is_silent and not is_later
