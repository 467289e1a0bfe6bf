"""Pages are counted when somebody stops to think, and of whoever sits there now."""

import asyncio

import pytest

from exam.manuscript import OFFICIAL, Part, pages_of
from kiosk.paging import PageCount
from tests.kiosk.room import Room, running

PAGE = "kata " * 2_000


@pytest.fixture
def pages() -> PageCount:
    """A count that has seen an empty paper."""
    return PageCount(OFFICIAL)


async def test_the_first_paper_is_counted_at_once(pages: PageCount) -> None:
    assert pages.latest is None
    await pages.follow("")
    assert pages.latest == 1


async def test_a_paper_is_counted_when_it_stands_still(pages: PageCount) -> None:
    await pages.follow("")
    await pages.follow(PAGE)
    assert pages.latest == 1
    await pages.follow(PAGE)
    assert pages.latest is not None
    assert pages.latest > 1


async def test_an_estimate_that_fails_is_none_and_the_next_is_made(
    pages: PageCount, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("kiosk.paging.pages_of", lambda _text, _paper: 1 / 0)
        await pages.follow("")
    assert pages.latest is None
    for text in ("", PAGE, PAGE):
        await pages.follow(text)
    assert pages.latest == pages_of(PAGE, OFFICIAL).count


async def test_a_paper_that_never_stands_still_is_counted_now_and_then(pages: PageCount) -> None:
    await pages.follow("")
    counts = []
    for number in range(31):
        await pages.follow(PAGE * (1 + number // 8) + str(number))
        counts.append(pages.latest)
    assert counts[:14] == [1] * 14
    assert len(set(counts)) == 3


async def test_what_was_counted_is_not_counted_again(
    pages: PageCount, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        await pages.follow(PAGE)
    monkeypatch.setattr("kiosk.paging.pages_of", None)
    for _ in range(40):
        await pages.follow(PAGE)


async def test_pages_of_somebody_who_left_are_not_shown(pages: PageCount) -> None:
    counting = asyncio.create_task(pages.follow(PAGE))
    await asyncio.sleep(0)
    pages.forget()
    await counting
    assert pages.latest is None


async def test_the_desk_shows_the_pages_of_the_paper(room: Room) -> None:
    desk = await room.open_writing_desk()
    shown = [desk.view.pages]
    with running(desk):
        for _ in range(2):
            desk.edit(Part.PAPER, 0, "", PAGE)
            desk.edit(Part.SLIDES, 0, "", PAGE)
            await room.advance(desk, 3_000)
            shown.append(desk.view.pages)
    assert shown == [None, *(pages_of(PAGE * times, OFFICIAL).count for times in (1, 2))]
