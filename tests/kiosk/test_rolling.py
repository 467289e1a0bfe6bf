"""A journal whose disk fails: it goes on in another folder or in memory, and nothing is lost."""

import asyncio
import errno
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exam.draft import Observed
from exam.errors import DirectoryError
from exam.journal import Owner, parse_header, read_records, unlock_with_card
from exam.lineage import lineage_of
from exam.manuscript import Part
from exam.protocol import Held
from kiosk import pen as pen_module
from kiosk.outbox import Outbox
from kiosk.pen import Pen
from kiosk.recovery import StoredSegment, recover
from tests.kiosk.disks import CARD_KEY, FIRST, OWNER, SECOND, Workplace

FAULTS = [errno.ENOSPC, errno.EROFS, errno.EIO, errno.ENODEV]


def write(pen: Pen, text: str) -> None:
    pen.edit(Part.PAPER, len(pen.draft.paper), "", text)


def trouble_of(pen: Pen) -> str:
    return "" if pen.trouble is None else pen.trouble.code


def is_on_second(pen: Pen) -> bool:
    return pen.is_on_second


def age_of(pen: Pen) -> int | None:
    return pen.unsaved_ms


async def saved_or_code(pen: Pen) -> str:
    """Save; returns the code of what the disk said, or nothing."""
    try:
        await pen.save()
    except DirectoryError as error:
        return error.code
    return ""


def sent_to(outbox: Outbox) -> tuple[StoredSegment, ...]:
    """Take everything that the outbox has to send, as a server would hold it."""
    held: dict[bytes, list[bytes]] = {}
    while parts := [part for part in outbox.parts(roll_call=False) if part.records]:
        for part in parts:
            held.setdefault(part.header, []).extend(part.records)
        outbox.note_held(
            Held(parse_header(header).segment_id, len(records)) for header, records in held.items()
        )
    return tuple(StoredSegment(header, tuple(records)) for header, records in held.items())


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_folder_that_fails_gives_way_to_the_second(fault: int) -> None:
    place = Workplace()
    pen = place.pen()
    write(pen, "Satu")
    await pen.save()
    place.disk.broken[FIRST] = fault
    write(pen, " dua")
    await pen.save()
    assert pen.saved
    assert is_on_second(pen)
    assert trouble_of(pen) == "spool.second"
    assert place.recovered().draft == pen.draft
    del place.disk.contents[place.disk.files_in(FIRST)[0]]
    assert place.recovered().draft.paper == "Satu dua"


async def test_a_new_segment_names_the_old_one_as_far_as_memory_has_it() -> None:
    place, outbox = Workplace(), Outbox()
    pen = place.pen(outbox=outbox)
    write(pen, "Satu")
    await pen.save()
    place.disk.broken[FIRST] = errno.ENOSPC
    write(pen, " dua")
    await pen.save()
    old, new = (parse_header(stored.header) for stored in sent_to(outbox))
    assert (new.parent_id, new.generation, new.parent_count) == (old.segment_id, 1, 4)
    assert lineage_of([old, new]).line == (old, new)


async def test_without_a_second_folder_it_stays_in_one_segment_until_the_disk_works() -> None:
    place = Workplace(has_second=False)
    pen = place.pen()
    place.disk.broken[FIRST] = errno.ENOSPC
    for word in ("Satu", " dua", " tiga"):
        write(pen, word)
        assert await saved_or_code(pen) == "spool.disk"
        place.now += 250
    assert pen.unsaved_ms is None
    place.heal()
    await pen.save()
    assert trouble_of(pen) == ""
    assert age_of(pen) == 0
    assert len(place.disk.files_in(FIRST)) == 1
    assert place.recovered().draft.paper == "Satu dua tiga"


async def test_the_age_of_what_is_unsaved_counts_from_the_oldest_of_it() -> None:
    place = Workplace(has_second=False)
    pen = place.pen()
    await pen.save()
    assert pen.unsaved_ms == 0
    write(pen, "a")
    place.now += 100
    assert pen.unsaved_ms == 100
    place.disk.broken[FIRST] = errno.EIO
    assert await saved_or_code(pen) == "spool.disk"
    place.now += 400
    write(pen, "b")
    place.now += 500
    assert pen.unsaved_ms == 1_000


@pytest.mark.parametrize("has_second", [False, True])
async def test_a_file_that_was_taken_away_is_followed_by_a_new_one(has_second: bool) -> None:
    place = Workplace(has_second)
    pen = place.pen()
    write(pen, "Satu")
    await pen.save()
    place.disk.contents.clear()
    write(pen, " dua")
    await pen.save()
    assert (trouble_of(pen), is_on_second(pen)) == ("", False)
    assert place.recovered().draft.paper == "Satu dua"
    assert len(place.disk.files_in(FIRST)) == 1


async def test_when_both_folders_fail_the_first_that_works_again_gets_everything() -> None:
    place = Workplace()
    pen = place.pen()
    write(pen, "Satu")
    await pen.save()
    place.disk.broken.update({FIRST: errno.EIO, SECOND: errno.EROFS})
    for word in (" dua", " tiga"):
        write(pen, word)
        assert await saved_or_code(pen) == "spool.disk"
    del place.disk.broken[SECOND]
    await pen.save()
    assert is_on_second(pen)
    place.disk.broken = {SECOND: errno.EIO}
    write(pen, " empat")
    await pen.save()
    assert not is_on_second(pen)
    assert place.recovered().draft.paper == "Satu dua tiga empat"
    assert len(place.disk.contents) == 3


async def test_a_disk_that_hangs_keeps_nobody_waiting_for_long() -> None:
    place = Workplace(has_second=False)
    pen = place.pen()
    await pen.save()
    place.disk.hanging.add(FIRST)
    write(pen, "Satu")
    began = place.now
    assert [await saved_or_code(pen) for _ in range(5)] == ["spool.silent"] * 5
    assert place.now - began == 1_000
    write(pen, " dua")
    pen.settle()
    assert pen.unsaved_ms
    place.heal()
    for _ in range(5):
        await asyncio.sleep(0)
    await pen.save()
    assert (trouble_of(pen), place.recovered().draft.paper) == ("", "Satu dua")


async def test_a_disk_that_hangs_gives_way_to_the_second_and_is_completed_later() -> None:
    place, outbox = Workplace(), Outbox()
    pen = place.pen(outbox=outbox)
    write(pen, "Satu")
    await pen.save()
    place.disk.hanging.add(FIRST)
    write(pen, " dua")
    await pen.save()
    assert is_on_second(pen)
    assert place.recovered().draft.paper == "Satu dua"
    place.application.keep_envelope(1, 1, b"sealed")
    assert place.disk.files_in(SECOND, "envelope-1-1")
    place.heal()
    place.now += 6_000
    for word in (" tiga", " empat"):
        await asyncio.sleep(0)
        write(pen, word)
        await pen.save()
    place.application.keep_envelope(2, 1, b"sealed")
    assert place.disk.files_in(FIRST, "envelope-2-1")
    (old,) = (one for one in place.spool.segments() if parse_header(one.header).generation == 0)
    assert recover([old], CARD_KEY).draft.paper == "Satu dua"
    assert place.recovered().draft.paper == "Satu dua tiga empat"
    assert len(place.disk.contents) == 4


async def test_a_save_that_was_given_up_by_its_caller_is_waited_for_by_the_next() -> None:
    place = Workplace(has_second=False)
    pen = place.pen()
    place.disk.hanging.add(FIRST)
    given_up = asyncio.create_task(pen.save())
    await asyncio.sleep(0)
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up
    place.heal()
    await pen.save()
    assert pen.saved
    assert place.recovered().trouble is None


async def test_a_file_that_was_never_whole_and_taken_away_is_begun_again() -> None:
    place = Workplace(has_second=False)
    place.disk.refused_writes = {2}
    pen = place.pen()
    write(pen, "Satu")
    assert await saved_or_code(pen) == "spool.disk"
    place.disk.contents.clear()
    await pen.save()
    assert (len(place.disk.contents), place.recovered().draft.paper) == (1, "Satu")


async def test_every_write_may_be_refused_once_and_nothing_is_lost() -> None:
    for refused in range(1, 12):
        for has_second in (False, True):
            place = Workplace(has_second)
            place.disk.refused_writes = {refused, refused + 1}
            pen = place.pen()
            for word in ("Satu", " dua", " tiga", " empat", " lima"):
                write(pen, word)
                await saved_or_code(pen)
            while await saved_or_code(pen):
                assert place.disk.writes <= refused + 3
            assert place.recovered().draft.paper == "Satu dua tiga empat lima"


async def test_another_card_goes_on_in_a_new_segment_that_it_alone_opens() -> None:
    place = Workplace()
    pen = place.pen()
    write(pen, "Satu")
    pen.begin_anew(Owner(OWNER.exam_id, OWNER.application_id, b"n" * 32, OWNER.panel_public_key))
    write(pen, " dua")
    await pen.save()
    fresh = place.recovered(b"n" * 32)
    assert (fresh.draft.paper, fresh.trouble, len(fresh.locked)) == ("Satu dua", None, 1)
    old = place.recovered()
    assert old.trouble is not None
    assert (old.draft.paper, old.trouble.code) == ("Satu", "journal.locked")


async def test_memory_is_bounded_while_neither_disk_nor_server_takes_anything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pen_module, "MOST_UNSAVED_BYTES", 50_000)
    place, outbox = Workplace(has_second=False), Outbox()
    pen = place.pen(outbox=outbox)
    write(pen, "Satu")
    await pen.save()
    place.disk.broken[FIRST] = errno.EIO
    for _ in range(20):
        write(pen, "x" * 9_000)
        pen.edit(Part.PAPER, 4, "x" * 9_000, "")
        assert await saved_or_code(pen) == "spool.disk"
    write(pen, " dua")
    pen.settle()
    unsaved = sent_to(outbox)
    assert sum(len(record) for stored in unsaved for record in stored.records) < 60_000
    assert recover(unsaved, CARD_KEY).draft.paper == "Satu dua"
    tip = unsaved[-1]
    events = list(
        read_records(tip.header, unlock_with_card(parse_header(tip.header), CARD_KEY), tip.records)
    )
    assert [event.what for event in events if isinstance(event, Observed)] == ["unsaved-dropped"]
    place.heal()
    await pen.save()
    assert place.recovered().draft.paper == "Satu dua"


async def test_what_lies_on_the_disk_is_read_back_for_a_server_that_comes_back() -> None:
    place, outbox = Workplace(), Outbox()
    pen = place.pen(outbox=outbox)
    for number in range(60):
        write(pen, f"{number:02} ")
        pen.edit(Part.SLIDES, 0, "", "z" * 50_000)
        pen.edit(Part.SLIDES, 0, "z" * 50_000, "")
        await pen.save()
    arrived: dict[bytes, list[bytes]] = {}
    beats = 0
    while outbox.waiting:
        for part in outbox.parts(roll_call=False):
            records = arrived.setdefault(part.header, [])
            records[part.first :] = part.records
            outbox.note_held([Held(parse_header(part.header).segment_id, len(records))])
        await pen.save()
        beats += 1
        assert beats < 30
    (stored,) = (StoredSegment(header, tuple(records)) for header, records in arrived.items())
    assert (stored,) == place.spool.segments()


async def test_a_disk_that_lost_what_it_had_is_made_good_for_the_server_by_a_new_segment() -> None:
    place, outbox = Workplace(has_second=False), Outbox()
    pen = place.pen(outbox=outbox)
    for number in range(50):
        pen.edit(Part.SLIDES, 0, "", f"{number:02}" * 50_000)
        pen.edit(Part.SLIDES, 0, pen.draft.slides, "")
        await pen.save()
    write(pen, "Satu")
    await pen.save()
    (file,) = place.disk.contents.values()
    file[5_000:6_000] = bytes(1_000)
    outbox.parts(roll_call=False)
    await pen.save()
    arrived = [StoredSegment(part.header, part.records) for part in outbox.parts(roll_call=False)]
    assert recover(arrived, CARD_KEY).draft.paper == "Satu"


async def test_an_earlier_segment_that_cannot_be_read_back_is_told_until_it_can_be() -> None:
    place, outbox = Workplace(has_second=False), Outbox()
    pen = place.pen(outbox=outbox)
    for number in range(50):
        pen.edit(Part.SLIDES, 0, "", f"{number:02}" * 50_000)
        pen.edit(Part.SLIDES, 0, pen.draft.slides, "")
        await pen.save()
    (file,) = place.disk.contents.values()
    whole = bytes(file)
    pen.begin_anew(OWNER)
    file[5_000:6_000] = bytes(1_000)
    outbox.parts(roll_call=False)
    await pen.save()
    assert trouble_of(pen) == "spool.unreadable"
    await pen.save()
    assert trouble_of(pen) == "spool.unreadable"
    file[:] = whole
    place.now += 5_000
    await pen.save()
    assert trouble_of(pen) == ""


class Life:
    """A candidate whose disk and program fail; what is found after each kill was written last."""

    def __init__(self, has_second: bool) -> None:
        self.place = Workplace(has_second)
        self.pen = self.place.pen()
        self.safe = ""
        self.since: set[str] = set()
        self._typed = 0

    async def type(self) -> None:
        """Write a word."""
        self._typed += 1
        write(self.pen, f"{self._typed} ")
        self.since.add(self.pen.draft.paper)

    async def cut(self) -> None:
        """Take the first character away."""
        self.pen.edit(Part.PAPER, 0, self.pen.draft.paper[:1], "")
        self.since.add(self.pen.draft.paper)

    async def save(self) -> None:
        """Save, if a disk lets it."""
        if not await saved_or_code(self.pen):
            self.safe, self.since = self.pen.draft.paper, set()

    async def fill_first(self) -> None:
        """Let the first folder refuse."""
        self.place.disk.broken[FIRST] = errno.ENOSPC

    async def fill_second(self) -> None:
        """Let the second folder refuse."""
        self.place.disk.broken[SECOND] = errno.EIO

    async def hang_first(self) -> None:
        """Let the first folder not answer."""
        self.place.disk.hanging.add(FIRST)

    async def hang_second(self) -> None:
        """Let the second folder not answer."""
        self.place.disk.hanging.add(SECOND)

    async def delete(self) -> None:
        """Take away what lies where the pen writes."""
        for path in self.place.disk.files_in(SECOND if self.pen.is_on_second else FIRST):
            del self.place.disk.contents[path]
        self.safe = self.place.recovered().draft.paper
        self.since.add(self.pen.draft.paper)

    async def heal(self) -> None:
        """Let every folder work again."""
        self.place.heal()
        for _ in range(5):
            await asyncio.sleep(0)

    async def kill(self) -> None:
        """End the program, and go on with what is found."""
        recovery = self.place.recovered()
        assert recovery.trouble is None
        assert recovery.draft.paper in {self.safe, *self.since}
        self.place.life += 1
        self.pen, self.safe, self.since = self.place.pen(recovery), recovery.draft.paper, set()


_STEPS = [
    Life.type,
    Life.cut,
    Life.save,
    Life.fill_first,
    Life.fill_second,
    Life.hang_first,
    Life.hang_second,
    Life.delete,
    Life.heal,
    Life.kill,
]


@settings(max_examples=60, deadline=None)
@example(steps=[Life.hang_first, Life.save, Life.heal, Life.delete], has_second=False)
@given(steps=st.lists(st.sampled_from(_STEPS), max_size=30), has_second=st.booleans())
async def test_whatever_fails_in_whatever_order_the_latest_save_is_what_is_found(
    steps: list[Callable[[Life], Awaitable[None]]], has_second: bool
) -> None:
    life = Life(has_second)
    for step in [*steps, Life.heal, Life.type, Life.save]:
        await step(life)
    written = life.pen.draft.paper
    await life.kill()
    assert life.pen.draft.paper == written != ""
