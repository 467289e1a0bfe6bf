"""Going on at another seat, or with another card: nothing is lost, and nothing is overwritten."""

import pytest

from exam import keys
from exam.codes import code_from_bits
from exam.errors import RefusedError
from exam.events import PauseOrdered, ResumeOrdered, WritingInterrupted
from exam.journal import parse_header, read_records, unlock_with_card
from exam.manuscript import Part
from exam.protocol import SignInRequest
from exam.sitting import Phase
from kiosk.recovery import StoredSegment
from kiosk.spool import ApplicationSpool
from kiosk.view import Fork
from tests.kiosk.lives import phase_of, trouble_of, written
from tests.kiosk.room import APPLICATION, CODE, NUMBER, Room, new_id, running

NEW_CODE = code_from_bits(99)


# Another seat


async def test_a_pc_learns_from_the_orders_that_the_work_went_on_elsewhere(room: Room) -> None:
    first = await written(room, "Satu")
    moved = room.open_desk("PC-02")
    await moved.sign_in(NUMBER, CODE)
    with running(first):
        await room.advance(first, 3_000)
    assert (phase_of(first), trouble_of(first)) == (None, "seat.fenced")
    first.edit(Part.PAPER, 0, "", "Nol ")
    assert first.text(Part.PAPER) == ""
    assert moved.text(Part.PAPER) == "Satu"


async def test_whoever_may_come_back_to_the_new_pc_without_a_server_finds_the_text_there(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    await written(room, "Satu")
    kept: list[tuple[StoredSegment, ...]] = []
    keep_admission = ApplicationSpool.keep_admission

    def keep(spool: ApplicationSpool, admission: bytes) -> None:
        kept.append(spool.segments())
        keep_admission(spool, admission)

    monkeypatch.setattr(ApplicationSpool, "keep_admission", keep)
    await room.open_desk("PC-02").sign_in(NUMBER, CODE)
    ((segment,),) = kept
    assert segment.count  # its first records are the text so far
    room.server.away = True
    back = room.open_desk("PC-02")
    await back.sign_in(NUMBER, CODE)
    assert back.text(Part.PAPER) == "Satu"


async def test_who_was_moved_cannot_come_back_to_the_old_pc_without_a_server(room: Room) -> None:
    first = await written(room, "Satu")
    await room.open_desk("PC-02").sign_in(NUMBER, CODE)
    with running(first):
        await room.advance(first, 3_000)
    room.server.away = True
    with pytest.raises(RefusedError, match=r"seat\.fenced"):
        await room.open_desk().sign_in(NUMBER, CODE)


async def test_the_server_is_waited_for_where_the_work_is_known_to_have_gone_on_elsewhere(
    room: Room,
) -> None:
    first = await written(room, "Satu")
    await room.open_desk("PC-02").sign_in(NUMBER, CODE)
    with running(first):
        await room.advance(first, 3_000)
    await room.open_desk().sign_in(NUMBER, CODE)
    assert room.links[-1].needs == [True]


async def test_who_was_sent_to_the_proctor_waits_for_the_server(room: Room) -> None:
    await written(room, "Satu")
    again = room.open_desk()
    room.server.refuse_with = RefusedError("sign-in.ask-proctor", application=APPLICATION)
    with pytest.raises(RefusedError, match=r"sign-in\.ask-proctor"):
        await again.sign_in(NUMBER, CODE)
    room.server.refuse_with = None
    await again.sign_in(NUMBER, CODE)
    assert room.links[-1].needs == [False, True]


async def test_what_an_old_pc_still_had_is_shown_as_a_fork_and_changes_nothing(room: Room) -> None:
    first = await room.open_writing_desk()
    with running(first):
        first.edit(Part.PAPER, 0, "", "Satu")
        await room.advance(first, 4_000)
        room.server.away = True
        first.edit(Part.PAPER, 4, "", " dua")
        await room.advance(first, 4_000)
    room.server.away = False
    moved = room.open_desk("PC-02")
    await moved.sign_in(NUMBER, CODE)
    moved.edit(Part.PAPER, 4, "", " tiga")
    with running(moved):
        await room.advance(moved, 4_000)
        assert await moved.forks() == ()
        back = room.open_desk()
        with running(back):
            await room.advance(back, 60_000)
        texts = {Part.PAPER: "Satu dua", Part.SLIDES: "", Part.NOTES: ""}
        assert await moved.forks() == (Fork("PC-01", texts, 2),)
        assert moved.text(Part.PAPER) == "Satu tiga"


# Another card


def give_new_card(room: Room) -> None:
    """Let the server know another code of the candidate, and the old one no more."""
    server = room.server
    profile = server.config.kdf_profile
    card = keys.stretch(NEW_CODE, "card", server.exam_id, NUMBER, profile=profile)
    server.auth_hash = keys.auth_hash(card.auth)


async def test_a_new_card_opens_the_whole_text_from_now_on(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        desk.edit(Part.PAPER, 0, "", "Satu")
        await room.advance(desk, 4_000)
        give_new_card(room)
        await desk.replace_card(NEW_CODE)
        desk.edit(Part.PAPER, 4, "", " dua")
        await room.advance(desk, 4_000)
    for name in ("PC-01", "PC-02"):
        again = room.open_desk(name)
        with pytest.raises(RefusedError, match=r"sign-in\.wrong"):
            await again.sign_in(NUMBER, CODE)
        await again.sign_in(NUMBER, NEW_CODE)
        assert again.text(Part.PAPER) == "Satu dua"
        assert trouble_of(again) == ""
    room.server.away = True
    offline = room.open_desk("PC-02")
    await offline.sign_in(NUMBER, NEW_CODE)
    assert offline.text(Part.PAPER) == "Satu dua"


@pytest.mark.parametrize("typed", [CODE, NEW_CODE])
async def test_a_code_that_the_server_does_not_know_replaces_nothing(
    room: Room, typed: str
) -> None:
    desk = await room.open_writing_desk()
    if typed == CODE:
        give_new_card(room)
    with pytest.raises(RefusedError, match=r"sign-in\.wrong"):
        await desk.replace_card(typed)
    assert phase_of(desk) is Phase.WRITING


async def test_with_card_and_pc_lost_the_new_segment_names_the_old_and_begins_empty(
    room: Room,
) -> None:
    await written(room, "Satu")
    room.server.heard_at = room.server.exam_time
    give_new_card(room)
    moved = room.open_desk("PC-02")
    await moved.sign_in(NUMBER, NEW_CODE)
    assert trouble_of(moved) == "journal.locked"
    moved.confirm_identity()
    room.clock.now += 300_000
    moved.accept_rules()
    moved.edit(Part.PAPER, 0, "", "Dua")
    with running(moved):
        await room.advance(moved, 4_000)
    deeds = [deed for beat in room.server.beats for deed in beat.deeds]
    (gap,) = {deed for deed in deeds if isinstance(deed, WritingInterrupted)}
    assert 300_000 <= gap.end - gap.begin <= 302_000
    first, second = (parse_header(header) for header in room.server.segments)
    assert (second.parent_id, second.generation) == (first.segment_id, 1)
    again = room.open_desk("PC-03")
    await again.sign_in(NUMBER, NEW_CODE)
    assert again.text(Part.PAPER) == "Dua"
    card = keys.stretch(
        NEW_CODE, "card", room.server.exam_id, NUMBER, profile=room.server.config.kdf_profile
    )
    records = list(room.server.segments.values())[1]
    key = unlock_with_card(second, card.wrap)
    assert list(read_records(list(room.server.segments)[1], key, records))


async def test_nobody_replaces_a_card_or_sees_forks_before_signing_in(room: Room) -> None:
    desk = room.open_desk()
    with pytest.raises(RefusedError, match=r"desk\.nobody"):
        await desk.replace_card(CODE)
    with pytest.raises(RefusedError, match=r"desk\.nobody"):
        await desk.forks()


def test_the_room_admits_by_the_code_that_is_known(room: Room) -> None:
    give_new_card(room)
    wrong = SignInRequest(1, NUMBER, b"\x00" * 32)
    with pytest.raises(RefusedError):
        room.server.sign_in("pc-01", wrong)
    assert APPLICATION not in room.server.seat_of


async def test_a_pause_that_a_locked_journal_knows_counts_under_a_new_card(room: Room) -> None:
    first = await room.open_writing_desk()
    with running(first):
        await room.advance(first, 2_500)
        pause = PauseOrdered(new_id(), room.server.exam_time)
        room.server.give(pause)
        await room.advance(first, 60_000)
        room.server.give(
            ResumeOrdered(new_id(), room.server.exam_time, pause.id, room.server.exam_time)
        )
        await room.advance(first, 4_000)
        left = first.view.remaining
    deeds = dict.fromkeys(deed for beat in room.server.beats for deed in beat.deeds)
    room.server.deeds = tuple(deeds)
    give_new_card(room)
    moved = room.open_desk("PC-02")
    await moved.sign_in(NUMBER, NEW_CODE)
    assert phase_of(moved) is Phase.WRITING
    assert moved.view.remaining == left
