"""A sitting without a screen, from signing in to the receipt, with everything that goes wrong."""

from collections.abc import Callable

import pytest

from exam.codes import code_from_bits
from exam.config import Topic
from exam.errors import CodeError, JournalError, LinkError, RefusedError
from exam.events import Cause
from exam.manuscript import Part
from exam.receipts import provisional_code
from exam.seal import Manuscript, peek_envelope
from exam.sitting import Phase
from kiosk.admission import spellings
from kiosk.desk import Desk
from tests.kiosk.room import APPLICATION, CODE, HOUR, MINUTES, NUMBER, TOPIC, Room, running, until


def type_text(desk: Desk, text: str, part: Part = Part.PAPER) -> None:
    """Type at the end of a part, one key after the other."""
    for character in text:
        desk.edit(part, len(desk.text(part)), "", character)


def phase_of(desk: Desk) -> Phase | None:
    """Where the candidate stands by now."""
    return desk.view.phase


def topic_of(desk: Desk) -> Topic | None:
    """What the candidate may read by now."""
    return desk.view.topic


def starts_in_of(desk: Desk) -> int | None:
    """How long the candidate waits by now."""
    return desk.view.starts_in


def is_saved(desk: Desk) -> bool:
    """Whether everything is on disk by now."""
    return desk.view.saved


async def test_a_candidate_goes_from_signing_in_to_the_receipt(room: Room) -> None:
    desk = room.open_desk()
    assert phase_of(desk) is None
    await desk.sign_in(f" {NUMBER} ", CODE.lower())
    assert (phase_of(desk), desk.view.name) == (Phase.SIGNED_IN, "Dra. Sri Wahyuningsih, M.Si.")
    assert desk.view.post_name == "Kepala Badan Kesatuan Bangsa dan Politik"
    assert (desk.view.office, desk.view.unit) == (
        "Kepala Bidang Ketahanan Bangsa",
        "Badan Kesatuan Bangsa dan Politik",
    )
    desk.confirm_identity()
    assert phase_of(desk) is Phase.IDENTITY_CONFIRMED
    desk.accept_rules()
    assert phase_of(desk) is Phase.READY
    with running(desk):
        room.server.order_start(in_seconds=10)
        await room.advance(desk, 2_000)
        assert starts_in_of(desk) == 8_000
        assert topic_of(desk) is None
        await room.advance(desk, 8_000)
        assert phase_of(desk) is Phase.WRITING
        assert topic_of(desk) == TOPIC
        assert starts_in_of(desk) is None
        type_text(desk, "Kota yang rukun.")
        type_text(desk, "\ue001Gagasan\nSatu", Part.SLIDES)
        assert (desk.view.words, desk.view.slide_count) == (3, 1)
        await desk.hand_in()
    assert phase_of(desk) is Phase.SUBMITTED
    assert desk.view.receipt is not None
    assert desk.view.provisional is None
    handed_in = room.server.opened(room.seat())
    assert handed_in == Manuscript("Kota yang rukun.", "\ue001Gagasan\nSatu")


@pytest.mark.parametrize("typed", ["", "7KQ2", "0000-0000-0001", "UUUU-UUUU-UUUU"])
async def test_what_is_no_code_is_refused_without_asking_the_server(room: Room, typed: str) -> None:
    room.server.away = True
    with pytest.raises(CodeError):
        await room.open_desk().sign_in(NUMBER, typed)


async def test_a_wrong_card_code_is_refused_and_nobody_is_signed_in(room: Room) -> None:
    desk = room.open_desk()
    with pytest.raises(RefusedError, match=r"sign-in\.wrong"):
        await desk.sign_in(NUMBER, code_from_bits(1))
    assert phase_of(desk) is None


@pytest.mark.parametrize("typed", ["1", "01", " 1 "])
async def test_a_number_without_its_zeros_is_the_number_on_the_card(room: Room, typed: str) -> None:
    desk = room.open_desk()
    await desk.sign_in(typed, CODE)
    assert desk.view.number == NUMBER


@pytest.mark.parametrize(
    ("typed", "tried"),
    [
        ("1", ("1", "001")),
        ("001", ("001",)),
        ("0001", ("0001",)),
        ("A-1", ("A-1",)),
        ("7-2", ("7-2", "007-2")),
        ("t01-2", ("t01-2", "T01-2")),
        ("007-2", ("007-2",)),
        ("", ("",)),
        ("\u0661", ("\u0661",)),
    ],
)
def test_only_a_number_that_cards_write_otherwise_is_tried_so_as_well(
    typed: str, tried: tuple[str, ...]
) -> None:
    assert spellings(typed) == tried


async def test_a_wrong_code_counts_once_for_each_spelling_of_a_number(room: Room) -> None:
    desk = room.open_desk()
    with pytest.raises(RefusedError, match=r"sign-in\.wrong"):
        await desk.sign_in("1", code_from_bits(1))
    assert room.server.numbers == ["1", NUMBER]


async def test_signing_in_without_a_server_says_so_and_can_be_tried_again(room: Room) -> None:
    desk = room.open_desk()
    room.server.away = True
    with pytest.raises(LinkError, match=r"link\.unreachable"):
        await desk.sign_in(NUMBER, CODE)
    room.server.away = False
    await desk.sign_in(NUMBER, CODE)
    assert phase_of(desk) is Phase.SIGNED_IN


async def test_somebody_else_cannot_sign_in_over_a_sitting(room: Room) -> None:
    desk = await room.open_writing_desk()
    with pytest.raises(RefusedError, match=r"desk\.occupied"):
        await desk.sign_in(NUMBER, CODE)
    assert phase_of(desk) is Phase.WRITING


async def test_the_wrong_person_goes_back_and_leaves_no_segment(room: Room) -> None:
    desk = room.open_desk()
    await desk.sign_in(NUMBER, CODE)
    desk.reject_identity()
    assert (phase_of(desk), desk.view.number) == (None, "")
    with running(desk):
        await room.advance(desk, 5_000)
    assert room.server.segments == {}
    assert not list(room.seat().folder.spool.glob("*/*.segment"))


async def test_a_confirmed_identity_is_not_rejected_any_more(room: Room) -> None:
    desk = await room.open_writing_desk()
    desk.reject_identity()
    assert phase_of(desk) is Phase.WRITING


async def test_every_edit_reaches_disk_within_a_quarter_of_a_second(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        await room.advance(desk, 1_000)
        type_text(desk, "abc")
        assert not is_saved(desk)
        await room.advance(desk, 250)
        assert is_saved(desk)
        room.server.away = True
        room.server.segments.clear()
    again = room.open_desk()
    room.server.away = False
    await again.sign_in(NUMBER, CODE)
    assert again.text(Part.PAPER) == "abc"


async def test_after_a_kill_the_same_pc_goes_straight_back_to_writing(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        type_text(desk, "Sebelum mati lampu. ")
        type_text(desk, "Slide", Part.SLIDES)
        await room.advance(desk, 2_300)
        desk.edit(Part.PAPER, 20, "", "hilang")
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    assert phase_of(again) is Phase.WRITING
    assert again.view.topic == TOPIC
    assert again.text(Part.PAPER) == "Sebelum mati lampu. "
    assert again.text(Part.SLIDES) == "Slide"
    assert again.view.words == 3


async def test_another_pc_goes_on_from_what_the_server_holds(room: Room) -> None:
    first = await room.open_writing_desk("PC-01")
    with running(first):
        type_text(first, "Satu dua tiga")
        await room.advance(first, 2_500)
    second = room.open_desk("PC-02")
    await second.sign_in(NUMBER, CODE)
    assert second.text(Part.PAPER) == "Satu dua tiga"
    type_text(second, " empat")
    await second.hand_in()
    assert room.server.opened(room.seat("PC-02")).paper == "Satu dua tiga empat"


async def test_a_chain_of_restarts_keeps_every_word(room: Room) -> None:
    for number in range(5):
        desk = await room.open_writing_desk(f"PC-0{number % 2}")
        with running(desk):
            type_text(desk, f"kata{number} ")
            await room.advance(desk, 2_500)
    last = await room.open_writing_desk("PC-09")
    assert last.text(Part.PAPER) == "kata0 kata1 kata2 kata3 kata4 "


async def test_a_fenced_pc_stops_and_says_where_the_work_is(room: Room) -> None:
    first = await room.open_writing_desk("PC-01")
    with running(first):
        await room.advance(first, 2_000)
        second = await room.open_writing_desk("PC-02")
        await room.advance(first, 4_000)
        assert phase_of(first) is None
        assert first.view.trouble is not None
        assert first.view.trouble.code == "seat.fenced"
        first.edit(Part.PAPER, 0, "", "x")
        assert first.text(Part.PAPER) == ""
        with pytest.raises(RefusedError, match=r"desk\.not-writing"):
            await first.hand_in()
    assert phase_of(second) is Phase.WRITING
    await first.sign_in(NUMBER, CODE)
    assert phase_of(first) is Phase.WRITING
    assert first.view.trouble is None


async def test_at_zero_the_paper_hands_itself_in(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        type_text(desk, "Belum selesai")
        await room.advance(desk, 1_000)
        room.clock.now += MINUTES * 60_000 - 1_500
        await room.advance(desk, 300)
        assert phase_of(desk) is Phase.WRITING
        await room.advance(desk, 500)
    assert phase_of(desk) is Phase.SUBMITTED
    assert room.server.opened(room.seat()).paper == "Belum selesai"
    signed, _ = room.server.envelopes[(APPLICATION, 1)]
    assert peek_envelope(signed).cause == "time-up"
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    assert (desk.view.cause, again.view.cause) == (Cause.TIME_UP, Cause.TIME_UP)


async def test_no_edit_is_taken_after_zero_even_before_the_seal(room: Room) -> None:
    desk = await room.open_writing_desk()
    type_text(desk, "tepat")
    room.clock.now += MINUTES * 60_000
    type_text(desk, " lewat")
    assert desk.text(Part.PAPER) == "tepat"
    assert desk.view.remaining == 0


async def test_handing_in_twice_gives_one_envelope_and_one_receipt(room: Room) -> None:
    desk = await room.open_writing_desk()
    type_text(desk, "Selesai")
    await desk.hand_in()
    receipt = desk.view.receipt
    desk.edit(Part.PAPER, 0, "", "Tambahan")
    await desk.hand_in()
    assert desk.view.receipt == receipt
    assert desk.text(Part.PAPER) == "Selesai"
    assert len(room.server.envelopes) == 1


async def test_nothing_can_be_handed_in_before_the_start(room: Room) -> None:
    desk = room.open_desk()
    await desk.sign_in(NUMBER, CODE)
    with pytest.raises(RefusedError, match=r"desk\.not-writing"):
        await desk.hand_in()
    desk.confirm_identity()
    desk.accept_rules()
    with pytest.raises(RefusedError, match=r"desk\.not-writing"):
        await desk.hand_in()


async def test_without_a_server_the_code_is_provisional_until_the_receipt_comes(
    room: Room,
) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        type_text(desk, "Aman")
        await room.advance(desk, 2_500)
        room.server.away = True
        await desk.hand_in()
        assert (phase_of(desk), desk.view.receipt) == (Phase.SEALED, None)
        assert desk.view.trouble is None
        shown = desk.view.provisional
        room.server.away = False
        await room.advance(desk, 10_000)
        assert (phase_of(desk), desk.view.provisional) == (Phase.SUBMITTED, None)
        assert desk.view.receipt is not None
    signed, _ = room.server.envelopes[(APPLICATION, 1)]
    assert shown is not None
    assert shown.replace("-", "") == provisional_code(signed)


async def test_a_sealed_envelope_is_resent_after_a_restart_and_never_resealed(room: Room) -> None:
    desk = await room.open_writing_desk()
    type_text(desk, "Sudah dikumpulkan")
    room.server.away = True
    await desk.hand_in()
    shown = desk.view.provisional
    room.server.away = False
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    await until(lambda: phase_of(again) is Phase.SUBMITTED)
    assert again.text(Part.PAPER) == "Sudah dikumpulkan"
    signed, _ = room.server.envelopes[(APPLICATION, 1)]
    assert shown is not None
    assert shown.replace("-", "") == provisional_code(signed)


async def test_an_answer_that_was_lost_does_no_harm(room: Room) -> None:
    desk = await room.open_writing_desk()
    room.links[-1].loses_answers = True
    type_text(desk, "Sekali saja")
    await desk.hand_in()
    assert phase_of(desk) is Phase.SEALED
    room.links[-1].loses_answers = False
    await desk.hand_in()
    assert phase_of(desk) is Phase.SUBMITTED
    assert room.server.opened(room.seat()).paper == "Sekali saja"


async def test_a_paper_sealed_on_a_pc_that_died_is_sealed_at_the_next_one(room: Room) -> None:
    first = await room.open_writing_desk("PC-01")
    room.links[-1].loses_submits = True
    type_text(first, "Ikut pindah")
    with running(first):
        await first.hand_in()
        await room.advance(first, 2_500)
    second = room.open_desk("PC-02")
    await second.sign_in(NUMBER, CODE)
    assert phase_of(second) is Phase.SUBMITTED
    assert room.server.opened(room.seat("PC-02")).paper == "Ikut pindah"


async def test_who_has_a_receipt_sees_it_at_any_pc(room: Room) -> None:
    desk = await room.open_writing_desk("PC-01")
    await desk.hand_in()
    room.clock.now += 1_000
    elsewhere = room.open_desk("PC-02")
    await elsewhere.sign_in(NUMBER, CODE)
    assert phase_of(elsewhere) is Phase.SUBMITTED
    assert elsewhere.view.receipt == desk.view.receipt


async def test_an_edit_that_does_not_fit_changes_nothing(room: Room) -> None:
    desk = await room.open_writing_desk()
    type_text(desk, "abc")
    with pytest.raises(JournalError):
        desk.edit(Part.PAPER, 1, "x", "y")
    assert desk.text(Part.PAPER) == "abc"


async def test_a_start_that_was_heard_is_kept_for_when_the_server_is_away(room: Room) -> None:
    desk = await room.open_writing_desk()
    await desk.close()
    room.server.orders = ()
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    assert (phase_of(again), again.view.topic) == (Phase.WRITING, TOPIC)


async def test_the_countdown_goes_on_without_the_server(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        room.server.away = True
        await room.advance(desk, 60_000)
        assert desk.view.remaining == MINUTES * 60_000 - 60_000
        assert desk.view.synced_ago == 60_000
        room.clock.now += 4 * HOUR
        await room.advance(desk, 1_000)
        assert phase_of(desk) is Phase.SEALED
        assert desk.view.provisional is not None


async def test_closing_brings_the_last_key_to_disk_and_lets_go_of_the_network(room: Room) -> None:
    desk = await room.open_writing_desk()
    type_text(desk, "akhir")
    await desk.close()
    assert desk.view.saved
    assert room.links[-1].closed


@pytest.mark.parametrize("error", [-HOUR, HOUR])
async def test_a_server_that_contradicts_itself_about_the_time_is_not_believed(
    room: Room, error: int
) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        await room.advance(desk, 2_500)
        room.server.exam_offset += error
        await room.advance(desk, 10_000)
        assert desk.view.remaining == MINUTES * 60_000 - 12_500


async def test_a_server_that_comes_back_with_an_earlier_time_does_not_stop_the_writing(
    room: Room,
) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        type_text(desk, "Tetap")
        await room.advance(desk, 2_500)
        room.server.exam_offset -= HOUR
        room.server.run += 1
        await room.advance(desk, 2_500)
        assert phase_of(desk) is Phase.WRITING
        type_text(desk, " menulis")
        await room.advance(desk, 500)
        assert desk.view.remaining == MINUTES * 60_000
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    assert phase_of(again) is Phase.WRITING
    assert again.text(Part.PAPER) == "Tetap menulis"


@pytest.mark.parametrize("spoil", [lambda _raw: b"", lambda raw: raw[:-1] + b"?"])
async def test_an_envelope_that_the_disk_spoiled_is_sealed_again(
    room: Room, spoil: Callable[[bytes], bytes]
) -> None:
    desk = await room.open_writing_desk()
    room.links[-1].loses_submits = True
    type_text(desk, "Utuh")
    await desk.hand_in()
    await desk.close()
    (path,) = room.seat().folder.spool.rglob("envelope-1-1")
    path.write_bytes(spoil(path.read_bytes()))
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    await until(lambda: phase_of(again) is Phase.SUBMITTED)
    assert room.server.opened(room.seat()).paper == "Utuh"
