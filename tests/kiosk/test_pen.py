"""What the pen writes down, and how many words it counts."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exam import keys
from exam.clock import ExamTime
from exam.draft import Draft, Edited, Event, replay
from exam.events import Cause, PaperSealed
from exam.journal import Owner, parse_header, read_records, unlock_with_card
from exam.manuscript import Part, count_words, marks
from kiosk.machine import Machine
from kiosk.outbox import Outbox
from kiosk.pen import Pen, Place, words_gained
from kiosk.recovery import Recovery
from kiosk.spool import ApplicationSpool, Spool
from tests.kiosk.room import HandClock, Room

CARD_KEY = b"c" * 32
OWNER = Owner(b"e" * 32, "001.x", CARD_KEY, keys.sealing_public_key(b"p" * 32))


@pytest.fixture
def spool(room: Room) -> ApplicationSpool:
    return Spool(room.seat().folder.spool).of_application("001.x")


@pytest.fixture
def clock(room: Room) -> HandClock:
    return room.clock


@pytest.fixture
def pen(spool: ApplicationSpool, clock: HandClock) -> Pen:
    machine = Machine(clock.boottime, os.urandom, clock.wait)
    nothing = Recovery(Draft(), None, (), None)
    return Pen(Place(OWNER, "pc-01", 1, 1, ExamTime(0)), nothing, spool, Outbox(), machine)


def is_saved(pen: Pen) -> bool:
    return pen.saved


async def edits_on_disk(pen: Pen, spool: ApplicationSpool) -> list[str]:
    """Save, and read what each edit inserted."""
    events = await events_on_disk(pen, spool)
    return [event.inserted for event in events if isinstance(event, Edited)]


async def events_on_disk(pen: Pen, spool: ApplicationSpool) -> list[Event]:
    await pen.save()
    (stored,) = spool.segments()
    key = unlock_with_card(parse_header(stored.header), CARD_KEY)
    return list(read_records(stored.header, key, stored.records))


async def test_quick_characters_share_a_record_and_slow_ones_do_not(
    pen: Pen, spool: ApplicationSpool, clock: HandClock
) -> None:
    for place, (character, pause) in enumerate([("a", 0), ("b", 200), ("c", 201), ("d", 10)]):
        clock.now += pause
        pen.edit(Part.PAPER, place, "", character)
    assert await edits_on_disk(pen, spool) == ["ab", "cd"]


async def test_what_is_not_typed_on_at_the_same_place_is_its_own_record(
    pen: Pen, spool: ApplicationSpool
) -> None:
    pen.edit(Part.PAPER, 0, "", "a")
    pen.edit(Part.PAPER, 0, "", "b")
    pen.edit(Part.SLIDES, 0, "", "c")
    pen.edit(Part.PAPER, 0, "b", "")
    pen.edit(Part.PAPER, 1, "", "tempel")
    assert await edits_on_disk(pen, spool) == ["a", "b", "c", "", "tempel"]
    assert replay(await events_on_disk(pen, spool)) == pen.draft == Draft("atempel", "c")


async def test_a_save_ends_the_record_that_was_held_back(pen: Pen, spool: ApplicationSpool) -> None:
    pen.edit(Part.PAPER, 0, "", "a")
    assert not is_saved(pen)
    assert await edits_on_disk(pen, spool) == ["a"]
    assert is_saved(pen)
    pen.edit(Part.PAPER, 1, "", "b")
    assert await edits_on_disk(pen, spool) == ["a", "b"]


async def test_a_deed_comes_after_the_characters_typed_before_it(
    pen: Pen, spool: ApplicationSpool
) -> None:
    pen.edit(Part.PAPER, 0, "", "a")
    pen.note(PaperSealed(1, 1, 0, Cause.SUBMITTED))
    kinds = [type(event).__name__ for event in await events_on_disk(pen, spool)]
    assert kinds == ["Opened", "Snapshot", "Edited", "Noted"]


_TEXT = st.text(alphabet=["a", "b", " ", "\n", "\u00a0", *marks.ALL_MARKS], max_size=12)


@settings(max_examples=300)
@given(before=_TEXT, inserted=_TEXT, data=st.data())
def test_counting_the_touched_words_equals_counting_all(
    before: str, inserted: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(before)))
    end = data.draw(st.integers(at, len(before)))
    edit = Edited(0, Part.PAPER, at, before[at:end], inserted)
    after = Draft(before).after(edit).paper
    assert count_words(before) + words_gained(before, edit) == count_words(after)


def test_words_in_cells_are_counted_one_by_one() -> None:
    text, words = f"{marks.ROW}{marks.CELL}", 0
    for at, letter in ((1, "a"), (3, "b"), (4, "c")):
        edit = Edited(0, Part.PAPER, at, "", letter)
        words += words_gained(text, edit)
        text = Draft(text).after(edit).paper
    assert words == count_words(text) == 2
