"""A PC that kept less than was written there says so and waits; one that kept all never does."""

import msgspec
import pytest

from exam.errors import RefusedError
from exam.manuscript import Part
from exam.sitting import Phase
from kiosk.clock import read_mark
from kiosk.segment_file import SegmentFile
from kiosk.spool import Spool
from tests.kiosk.lives import phase_of, trouble_of, written
from tests.kiosk.room import CODE, NUMBER, Room, running
from tests.kiosk.test_full_disk import full_disk
from tests.kiosk.test_returning import spoil_journal


def refuse(*_arguments: object) -> None:
    """Refuse as a full disk does."""
    raise OSError(28, "No space left on device")


async def written_on_a_disk_that_refuses(
    room: Room, monkeypatch: pytest.MonkeyPatch, *, is_server_there: bool = True
) -> None:
    """A desk that is killed after a hundred seconds in which its disk took nothing."""
    desk = await room.open_writing_desk()
    with running(desk):
        desk.edit(Part.PAPER, 0, "", "Awal")
        await room.advance(desk, 5_000)
        room.server.away = not is_server_there
        with full_disk(monkeypatch):
            desk.edit(Part.PAPER, 4, "", " dan akhir")
            await room.advance(desk, 100_000)


async def test_nobody_goes_on_with_less_than_was_written_unless_they_want_to(room: Room) -> None:
    await written(room, "Pendahuluan")
    spoil_journal(room)
    room.server.away = True
    again = room.open_desk()
    for _ in range(2):
        with pytest.raises(RefusedError, match=r"sign-in\.older \(age=0\)"):
            await again.sign_in(NUMBER, CODE)
    assert phase_of(again) is None
    room.server.away = False
    await again.sign_in(NUMBER, CODE)
    assert again.text(Part.PAPER) == "Pendahuluan"


async def test_who_wants_to_goes_on_with_less_and_the_rest_is_shown_beside_it(room: Room) -> None:
    await written(room, "Pendahuluan")
    spoil_journal(room)
    room.server.away = True
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE, takes_older=True)
    assert (again.text(Part.PAPER), trouble_of(again)) == ("", "journal.locked")
    with running(again):
        again.edit(Part.PAPER, 0, "", "Lain")
        room.server.away = False
        await room.advance(again, 10_000)
        (fork,) = await again.forks()
    assert fork.texts[Part.PAPER] == "Pendahuluan"


async def test_a_pc_whose_disk_took_nothing_for_long_says_so(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    await written_on_a_disk_that_refuses(room, monkeypatch)
    room.server.away = True
    again = room.open_desk()
    with pytest.raises(RefusedError, match=r"sign-in\.older") as refused:
        await again.sign_in(NUMBER, CODE)
    assert int(str(refused.value.details["age"])) // 1000 in (104, 105)
    room.server.away = False
    await again.sign_in(NUMBER, CODE)
    assert again.text(Part.PAPER) == "Awal dan akhir"


async def test_a_disk_that_takes_marks_and_no_text_is_told_apart_by_the_last_edit(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await room.open_writing_desk()
    with running(first):
        first.edit(Part.PAPER, 0, "", "Awal")
        await room.advance(first, 5_000)
        with monkeypatch.context() as full:
            full.setattr(SegmentFile, "write", refuse)
            first.edit(Part.PAPER, 4, "", " dan akhir")
            await room.advance(first, 10_000)
    room.server.away = True
    room.boot_id = "another boot"
    with pytest.raises(RefusedError, match=r"sign-in\.older"):
        await room.open_desk().sign_in(NUMBER, CODE)


@pytest.mark.parametrize(("off", "boot_id"), [(3_000, "one boot"), (600_000, "another boot")])
async def test_who_paused_for_long_before_a_kill_is_asked_nothing(
    room: Room, off: int, boot_id: str
) -> None:
    await written(room, "Pendahuluan", milliseconds=300_000)
    room.server.away, room.boot_id = True, boot_id
    room.clock.now += off
    again = room.open_desk()
    room.clock.now += 300_000  # so long nobody typed the card code
    await again.sign_in(NUMBER, CODE)
    assert again.text(Part.PAPER) == "Pendahuluan"


async def test_a_mark_of_somebody_else_says_nothing_of_this_text(room: Room) -> None:
    await written(room, "Pendahuluan")
    spool = Spool(room.seat().folder.spool)
    mark = read_mark(spool.mark())
    assert mark is not None
    others = msgspec.structs.replace(mark, application_id="002", edited_at=mark.edited_at + 9_000)
    for write in spool.mark_writes(msgspec.msgpack.encode(others)):
        write()
    room.server.away = True
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    assert again.text(Part.PAPER) == "Pendahuluan"


async def test_if_the_server_lacks_it_too_they_get_in_and_are_told(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    await written_on_a_disk_that_refuses(room, monkeypatch, is_server_there=False)
    again = room.open_desk()
    with pytest.raises(RefusedError, match=r"sign-in\.older"):
        await again.sign_in(NUMBER, CODE)
    room.server.away = False
    await again.sign_in(NUMBER, CODE)
    assert (again.text(Part.PAPER), trouble_of(again)) == ("Awal", "journal.older")


async def test_a_program_that_starts_twice_does_not_count_the_time_in_which_it_ran(
    room: Room,
) -> None:
    await written(room, "Pendahuluan")
    room.server.away = True
    room.clock.now += 5_000
    second = room.open_desk()
    with running(second):
        await room.advance(second, 90_000)
    room.clock.now += 5_000
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    assert again.text(Part.PAPER) == "Pendahuluan"


async def test_what_a_silent_disk_shows_is_kept_until_somebody_comes(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    await written_on_a_disk_that_refuses(room, monkeypatch)
    room.server.away = True
    second = room.open_desk()
    with running(second):
        await room.advance(second, 5_000)
    with pytest.raises(RefusedError, match=r"sign-in\.older"):
        await room.open_desk().sign_in(NUMBER, CODE)


async def test_before_the_start_nothing_can_be_missing(room: Room) -> None:
    desk = room.open_desk()
    await desk.sign_in(NUMBER, CODE)
    with running(desk):
        desk.confirm_identity()
        desk.accept_rules()
        await room.advance(desk, 4_000)
    room.clock.now += 70_000
    room.server.away = True
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    assert phase_of(again) is Phase.READY


@pytest.mark.parametrize("killed_after", range(20, 260, 40))
async def test_a_kill_right_after_a_key_looks_like_nothing_however_long_one_thought(
    room: Room, killed_after: int
) -> None:
    first = await room.open_writing_desk()
    with running(first):
        first.edit(Part.PAPER, 0, "", "Satu")
        await room.advance(first, 60_880)
        first.edit(Part.PAPER, 4, "", ".")
        await room.advance(first, killed_after)
    room.server.away = True
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    assert again.text(Part.PAPER) in ("Satu", "Satu.")


@pytest.mark.parametrize("off", [3_000, 120_000])
async def test_whose_paper_was_sealed_here_is_not_asked_to_wait(room: Room, off: int) -> None:
    first = await room.open_writing_desk()
    with running(first):
        first.edit(Part.PAPER, 0, "", "Selesai")
        await room.advance(first, 4_000)
        room.server.away = True
        await first.hand_in()
        await room.advance(first, 4_000)
    room.clock.now += off
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    assert phase_of(again) is Phase.SEALED


async def test_marks_that_stop_while_text_is_kept_say_nothing(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await room.open_writing_desk()
    with running(first):
        first.edit(Part.PAPER, 0, "", "Awal")
        await room.advance(first, 4_000)
        with monkeypatch.context() as broken:
            broken.setattr(Spool, "mark_writes", lambda *_each: (refuse,))
            await room.advance(first, 90_000)
            first.edit(Part.PAPER, 4, "", " dan akhir")
            await room.advance(first, 4_000)
    room.server.away = True
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    assert again.text(Part.PAPER) == "Awal dan akhir"


async def test_time_that_went_back_takes_nothing_away(room: Room) -> None:
    await written(room, "Pendahuluan", milliseconds=120_000)
    room.boot_id = "another boot"
    room.clock.now += 10_000
    room.server.exam_offset -= 40_000
    room.server.run = 2
    second = room.open_desk()
    with running(second):
        await second.sign_in(NUMBER, CODE)
        await room.advance(second, 4_000)
    room.server.away = True
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    assert again.text(Part.PAPER) == "Pendahuluan"
