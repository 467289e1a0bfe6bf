"""What one call takes at the server among so many kiosks: it ought to take the same among all.

The counter at which kiosks are served is asked in this process, call by call, without a network.
What is counted are steps: functions that Python calls, and instructions that SQLite carries out.
They are the same on every machine, and few kiosks are enough to see whether a call looks at all.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final

from exam.config import parse_config
from exam.protocol import VERSION, SignInRequest, SubmitRequest, encode
from scripts.benching.crowd.kiosks import Kiosk, pages_of, waiting_beat
from scripts.benching.crowd.muster import Muster
from scripts.benching.crowd.room import CONFIG
from scripts.benching.growth import CONSTANT
from scripts.benching.steps import Steps, Tally, growth_of_steps, least_steps
from scripts.benching.targets import Target
from server.counter import Counter
from server.door import open_check_in
from server.evidence import CheckpointKeeper
from server.hall import Hall
from server.office import OpenExam, open_exam
from server.recovering import Recovering
from server.rehearsal.stand_in import stand_in

SIZES: Final = (25, 50, 100, 200)
_NOBODY: Final = ""
_MINUTES: Final = 240
_PAPER: Final = "Makalah."
_MEASURED: Final = 8
"""So many kiosks are measured, one after the other."""


@dataclass(frozen=True, slots=True)
class Among:
    """What a sign-in, a beat that brings something and a hand-in take among so many kiosks."""

    kiosks: int
    sign_in: Steps
    beat: Steps
    hand_in: Steps


@cache
def all_among() -> tuple[Among, ...]:
    """Count among 1, 2, 4 and 8 times as many, once for all who ask."""
    return tuple(among(kiosks) for kiosks in SIZES)


def steps_growth(
    call: str, found: Sequence[Among], steps_of: Callable[[Among], Steps]
) -> list[Target]:
    """Hold against no growth at all what a call takes among more kiosks."""
    return growth_of_steps(call, [(each.kiosks, steps_of(each)) for each in found], CONSTANT)


def among(kiosks: int) -> Among:
    """Let so many sign in, and measure calls of the last of them."""
    config = parse_config(CONFIG.read_bytes(), CONFIG.name)
    with tempfile.TemporaryDirectory(prefix="makalah-among-") as name:
        folder = Path(name)
        with (
            stand_in(config, kiosks, _MINUTES, folder) as (root, handouts),
            open_exam(root) as exam,
        ):
            muster = Muster(exam, handouts, folder)
            return asyncio.run(_measure(exam, muster, muster.enrol_all()))


async def _measure(exam: OpenExam, muster: Muster, kiosks: Sequence[Kiosk]) -> Among:
    counter = Counter(
        exam, Hall(), CheckpointKeeper(exam.exam_id, exam.signing_secret), Recovering(exam)
    )
    await exam.act(lambda db, now: open_check_in(db, _NOBODY, now))

    async def sign_in(kiosk: Kiosk, raw: bytes) -> bytes:
        return await counter.sign_in(kiosk.certificate, raw)

    async def beat(kiosk: Kiosk, raw: bytes) -> bytes:
        return await counter.beat(kiosk.certificate, raw)

    async def hand_in(kiosk: Kiosk, raw: bytes) -> bytes:
        return await counter.submit(kiosk.certificate, raw)

    first, last = kiosks[:-_MEASURED], kiosks[-_MEASURED:]
    await asyncio.gather(*(sign_in(kiosk, _sign_in(kiosk)) for kiosk in first))
    await asyncio.gather(*(beat(kiosk, _waiting(kiosk)) for kiosk in first))
    signing_in = await _least(exam, sign_in, [(each, _sign_in(each)) for each in last])
    await asyncio.gather(*(beat(kiosk, _waiting(kiosk)) for kiosk in last))
    beating = await _least(exam, beat, [(each, _typing(each)) for each in last])
    sealed = [(each, _hand_in(muster, each)) for each in last]
    return Among(len(kiosks), signing_in, beating, await _least(exam, hand_in, sealed))


async def _least(
    exam: OpenExam,
    call: Callable[[Kiosk, bytes], Awaitable[bytes]],
    said: Sequence[tuple[Kiosk, bytes]],
) -> Steps:
    """Make one call after the other, and return the fewest steps."""
    return await least_steps(Tally(), exam.store, [partial(call, *each) for each in said])


def _sign_in(kiosk: Kiosk) -> bytes:
    return encode(SignInRequest(VERSION, kiosk.number, kiosk.auth))


def _waiting(kiosk: Kiosk) -> bytes:
    return encode(waiting_beat(kiosk, is_first=True))


def _typing(kiosk: Kiosk) -> bytes:
    return encode(next(pages_of(kiosk, 0)).beat)


def _hand_in(muster: Muster, kiosk: Kiosk) -> bytes:
    return encode(SubmitRequest(VERSION, muster.envelope_of(kiosk, _PAPER)))
