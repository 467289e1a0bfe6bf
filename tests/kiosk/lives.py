"""Lives of a kiosk program: what is seen of one, and one that ends by a kill."""

from exam.manuscript import Part
from exam.sitting import Phase
from kiosk.desk import Desk
from tests.kiosk.room import Room, running


def phase_of(desk: Desk) -> Phase | None:
    """Where the candidate stands by now."""
    return desk.view.phase


def trouble_of(desk: Desk) -> str:
    """The code of what is wrong by now."""
    trouble = desk.view.trouble
    return "" if trouble is None else trouble.code


async def written(room: Room, text: str, name: str = "PC-01", milliseconds: int = 4_000) -> Desk:
    """A desk that is killed after so much time in which a text was typed and synced."""
    desk = await room.open_writing_desk(name)
    with running(desk):
        desk.edit(Part.PAPER, 0, "", text)
        await room.advance(desk, milliseconds)
    return desk
