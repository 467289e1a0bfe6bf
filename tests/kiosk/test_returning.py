"""Coming back to the same PC, without a server, after a reboot; and what time that cost."""

import pytest

from exam import keys
from exam.codes import code_from_bits
from exam.draft import Observed
from exam.errors import LinkError, RefusedError
from exam.events import WritingInterrupted
from exam.journal import parse_header, read_records, unlock_with_card
from exam.manuscript import Part
from exam.protocol import SignInReply, SignInRequest
from exam.sitting import Phase
from kiosk.desk import Desk
from kiosk.framing import frames_from
from tests.kiosk.lives import phase_of, trouble_of, written
from tests.kiosk.room import CODE, NUMBER, Room, running

NEW_CODE = code_from_bits(99)


def is_sure(desk: Desk) -> bool:
    """Whether a server has confirmed the time by now."""
    return desk.view.is_time_confirmed


def gaps(room: Room) -> list[WritingInterrupted]:
    """The interruptions that seats reported, as the server heard them."""
    deeds = dict.fromkeys(deed for beat in room.server.beats for deed in beat.deeds)
    return [deed for deed in deeds if isinstance(deed, WritingInterrupted)]


async def test_without_a_server_the_card_opens_the_work_on_the_same_pc(room: Room) -> None:
    first = await written(room, "Pendahuluan")
    left = first.view.remaining
    room.server.away = True
    room.clock.now += 3_000
    again = room.open_desk()
    await again.sign_in("1", CODE.lower())
    assert phase_of(again) is Phase.WRITING
    assert again.text(Part.PAPER) == "Pendahuluan"
    assert again.view.last_place == (Part.PAPER, 11)
    assert again.view.remaining == left - 3_000
    assert (again.view.name, again.view.is_time_confirmed) == ("Dra. Sri Wahyuningsih, M.Si.", True)
    assert again.view.topic is not None
    with running(again):
        again.edit(Part.PAPER, 11, "", ".")
        await room.advance(again, 30_000)
        room.server.away = False
        await room.advance(again, 10_000)
    last = room.open_desk("PC-02")
    await last.sign_in(NUMBER, CODE)
    assert last.text(Part.PAPER) == "Pendahuluan."


@pytest.mark.parametrize(("name", "is_needed"), [("PC-01", False), ("PC-02", True)])
async def test_the_server_is_waited_for_only_where_the_work_is_not_kept(
    room: Room, name: str, is_needed: bool
) -> None:
    await written(room, "Pendahuluan")
    again = room.open_desk(name)
    await again.sign_in(NUMBER, CODE)
    assert room.links[-1].needs == [is_needed]


async def test_a_number_without_its_zeros_is_known_by_what_its_card_opens(room: Room) -> None:
    await written(room, "Pendahuluan")
    await room.open_desk().sign_in("1", CODE)
    assert room.links[-1].needs == [False]
    await room.open_desk("PC-02").sign_in("1", CODE)
    assert room.links[-1].needs == [True, True]


async def test_without_a_server_another_card_opens_nothing(room: Room) -> None:
    await written(room, "Pendahuluan")
    room.server.away = True
    again = room.open_desk()
    for number, code in ((NUMBER, NEW_CODE), ("002", CODE)):
        with pytest.raises(RefusedError, match=r"sign-in\.offline"):
            await again.sign_in(number, code)
    assert phase_of(again) is None


async def test_a_pc_that_keeps_nothing_says_that_the_server_is_away(room: Room) -> None:
    room.server.away = True
    with pytest.raises(LinkError):
        await room.open_desk().sign_in(NUMBER, CODE)


async def test_a_server_that_still_finds_out_the_time_keeps_nobody_from_going_on(
    room: Room,
) -> None:
    await written(room, "Pendahuluan")
    room.server.refuse_with = RefusedError("server.settling")
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    assert again.text(Part.PAPER) == "Pendahuluan"
    with pytest.raises(RefusedError, match=r"server\.settling"):
        await room.open_desk("PC-02").sign_in(NUMBER, CODE)


async def test_a_start_that_comes_after_a_return_without_a_server_is_followed(room: Room) -> None:
    desk = room.open_desk()
    await desk.sign_in(NUMBER, CODE)
    desk.confirm_identity()
    desk.accept_rules()
    with running(desk):
        room.server.order_start(in_seconds=60)
        await room.advance(desk, 4_000)
    room.server.away = True
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    assert phase_of(again) is Phase.READY
    with running(again):
        await room.advance(again, 60_000)
        assert phase_of(again) is Phase.WRITING
        assert again.view.topic is not None


async def test_a_torn_end_is_cut_off_and_the_journal_says_so(room: Room) -> None:
    await written(room, "Pendahuluan")
    (path,) = room.seat().folder.spool.rglob("*.segment")
    path.write_bytes(path.read_bytes() + b"\x25half a record")
    room.server.away = True
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    assert (again.text(Part.PAPER), trouble_of(again)) == ("Pendahuluan", "")
    with running(again):
        room.server.away = False
        await room.advance(again, 10_000)
    header, records = list(room.server.segments.items())[-1]
    profile = room.server.config.kdf_profile
    card = keys.stretch(CODE, "card", room.server.exam_id, NUMBER, profile=profile)
    key = unlock_with_card(parse_header(header), card.wrap)
    observed = [one for one in read_records(header, key, records) if isinstance(one, Observed)]
    assert [(one.what, one.detail) for one in observed] == [("end-cut-off", "14")]


# Time that was lost


async def test_a_restart_notes_from_when_to_when_nobody_could_write(room: Room) -> None:
    await written(room, "Satu")
    stopped = room.server.exam_time
    room.clock.now += 449_000
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    with running(again):
        await room.advance(again, 4_000)
    (gap,) = gaps(room)
    assert stopped - 2_000 <= gap.begin <= stopped
    assert gap.end == stopped + 449_000


async def test_a_quick_restart_is_not_worth_a_word(room: Room) -> None:
    await written(room, "Satu")
    room.clock.now += 500
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    with running(again):
        await room.advance(again, 4_000)
    assert gaps(room) == []


async def test_a_move_counts_from_when_the_seat_before_was_heard_last(room: Room) -> None:
    await written(room, "Satu", milliseconds=1_000)
    heard_at = room.server.exam_time + 60_000
    room.server.heard_at = heard_at
    room.clock.now += 200_000
    moved = room.open_desk("PC-02")
    await moved.sign_in(NUMBER, CODE)
    with running(moved):
        await room.advance(moved, 4_000)
    (gap,) = gaps(room)
    assert (gap.begin, gap.end - gap.begin) == (heard_at, 140_000)


async def test_a_pc_that_slept_notes_it(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        await room.advance(desk, 3_000)
        asleep_at = room.server.exam_time
        room.clock.now += 90_000
        await room.advance(desk, 4_000)
    (gap,) = gaps(room)
    assert asleep_at <= gap.begin <= asleep_at + 200
    assert abs(gap.end - asleep_at - 90_000) <= 200


async def test_after_a_reboot_without_a_server_the_time_goes_on_unconfirmed_and_is_corrected(
    room: Room,
) -> None:
    first = await written(room, "Satu")
    left = first.view.remaining
    room.server.away = True
    room.boot_id = "another boot"
    room.clock.now += 300_000
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    assert not is_sure(again)
    assert left - 3_000 <= again.view.remaining <= left
    with running(again):
        await room.advance(again, 60_000)
        assert left - 63_000 <= again.view.remaining <= left - 60_000
        room.server.away = False
        await room.advance(again, 10_000)
        assert is_sure(again)
        assert abs(again.view.remaining - (left - 370_000)) <= 1_000
    (gap,) = gaps(room)
    assert abs(gap.end - gap.begin - 300_000) <= 2_000


async def test_how_long_a_pc_was_off_is_not_told_of_somebody_who_sat_elsewhere(
    room: Room,
) -> None:
    await written(room, "Satu", "PC-09")
    room.boot_id = "another boot"
    room.clock.now += 600_000
    await written(room, "", "PC-02", milliseconds=60_000)
    room.server.heard_at = room.server.exam_time
    told_before = gaps(room)
    spare = room.open_desk("PC-09")
    with running(spare):
        await room.advance(spare, 4_000)
        await spare.sign_in(NUMBER, CODE)
        await room.advance(spare, 4_000)
    (gap,) = (gap for gap in gaps(room) if gap not in told_before)
    assert gap.end - gap.begin <= 5_000


def spoil_journal(room: Room) -> None:
    """Turn bits of the key that the card opens, in the journal on PC-01."""
    (path,) = room.seat().folder.spool.rglob("*.segment")
    raw = bytearray(path.read_bytes())
    header = parse_header(frames_from(bytes(raw), 1)[0][0])
    raw[raw.index(header.key_for_card) + 20] ^= 1
    path.write_bytes(raw)


async def test_where_the_journal_is_damaged_the_server_is_asked_once_more(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    await written(room, "Pendahuluan")
    spoil_journal(room)
    again = room.open_desk()
    link = room.links[-1]
    ask = link.sign_in

    async def lose_the_first(request: SignInRequest, *, is_needed: bool = True) -> SignInReply:
        room.server.away = not link.needs
        return await ask(request, is_needed=is_needed)

    monkeypatch.setattr(link, "sign_in", lose_the_first)
    await again.sign_in(NUMBER, CODE)
    assert (again.text(Part.PAPER), link.needs) == ("Pendahuluan", [False, True])
