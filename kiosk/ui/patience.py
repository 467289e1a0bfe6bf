"""Signing in where it takes more than a card: asking again until the proctor allows it.

What is waited for is said by the error that began the waiting; a wire that breaks meanwhile ends
nothing.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from exam.errors import ExamError
from kiosk.ui.seat import SeatDesk

RETRY_SECONDS: Final = 2.0
ASK_PROCTOR, SETTLING, OFFLINE = "sign-in.ask-proctor", "server.settling", "sign-in.offline"
OLDER: Final = "sign-in.older"
_WORTH_WAITING: Final = frozenset({ASK_PROCTOR, SETTLING, OLDER})
_PASSING: Final = ("link.", "server.", OFFLINE)
"""How codes begin of what passes by itself, once somebody waits."""

TellWaiting = Callable[[ExamError, bool], None]
"""Takes what is waited for, and whether the server is out of reach at this moment."""


async def sign_in_patiently(
    desk: SeatDesk,
    number: str,
    code: str,
    tell: TellWaiting,
    older_will_do: asyncio.Event,
) -> None:
    """Sign in, asking again every two seconds where that is of use; `tell` hears of each try.

    Once an older text will do, it is asked for at once.

    Raises:
        ExamError: asking again is of no use.

    """
    waited_for: ExamError | None = None
    while True:
        takes_older = older_will_do.is_set()
        try:
            await desk.sign_in(number, code, takes_older=takes_older)
        except ExamError as error:
            if error.code in _WORTH_WAITING:
                waited_for = error
            elif waited_for is None or not error.code.startswith(_PASSING):
                raise
            tell(waited_for, error is not waited_for)
        else:
            return
        if takes_older:
            await asyncio.sleep(RETRY_SECONDS)
        else:
            with suppress(TimeoutError):
                await asyncio.wait_for(older_will_do.wait(), RETRY_SECONDS)
