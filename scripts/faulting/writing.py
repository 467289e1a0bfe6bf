"""A long paper that somebody has written at a PC: word by word, at the desk as it is shipped."""

import asyncio
from pathlib import Path
from typing import Final

from exam.manuscript import Part
from kiosk.opening import load_desk
from scripts.benching.texts import paper_of
from scripts.faulting.robot import Robot

_TOGETHER: Final = 50
"""So many words are written at once; then the desk may bring them to disk and server."""


def write_before(robot: Robot, words: int) -> None:
    """Let the kiosk end, write so many words behind the text, and open it again, signed in."""
    robot.console.close()
    card, text = robot.candidate.card, "\n" + paper_of(words).text
    asyncio.run(_write(robot.home, card.number, card.code, text))
    robot.before = "".join(f"\n{life.typed}" for life in robot.lives) + text
    robot.lives.clear()
    robot.open_again()


async def _write(home: Path, number: str, code: str, text: str) -> None:
    desk = load_desk()(home)
    await desk.sign_in(number, code)
    running = asyncio.create_task(desk.run())
    at = len(desk.text(Part.PAPER))
    for place, word in enumerate(text.split(" ")):
        inserted = word if place == 0 else f" {word}"
        desk.edit(Part.PAPER, at, "", inserted)
        at += len(inserted)
        if place % _TOGETHER == 0:
            await asyncio.sleep(0)
    running.cancel()
    await asyncio.wait((running,))
    await desk.close()
