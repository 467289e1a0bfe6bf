"""What the conversation does when servers restart, forget, refuse, hang, or ask for everything."""

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from exam.errors import LinkError, RefusedError
from exam.events import CreditGranted
from exam.protocol import (
    VERSION,
    BeatReply,
    IssuedOrder,
    SealedTopic,
    ServerTime,
    SignedOrder,
    SignInReply,
    SignInRequest,
    sign_order,
)
from kiosk import courier, heard, refill, sync
from kiosk.outbox import Outbox
from kiosk.rhythm import Reluctance
from tests.kiosk.leftovers import keep_envelope, keep_journal, receipt_for
from tests.kiosk.room import APPLICATION, Room, new_id
from tests.kiosk.talking import PlainFeed, Talk

GONE = "002.brida"
NO_TOPIC = SealedTopic("brida", b"")


@pytest.fixture
def talk(room: Room) -> Talk:
    return Talk(room)


def journal_of(talk: Talk, application_id: str, records: int = 3) -> tuple[bytes, Outbox]:
    """Leave a journal on the disk; returns its segment, and it as what waits for the server."""
    segment_id, _ = keep_journal(talk.spool, talk.seat.exam_id, application_id, records)
    stored = talk.spool.of_application(application_id).segments()[-1]
    outbox = Outbox()
    outbox.add_segment(stored.header, stored)
    return segment_id, outbox


def credit(talk: Talk, application_id: str = "") -> SignedOrder:
    """An order, signed by the server."""
    server = talk.room.server
    order = CreditGranted(new_id(), server.exam_time, 60_000, ("pengawas-1",), "Listrik padam")
    return sign_order(IssuedOrder(server.exam_id, "", application_id, order), server.signing_secret)


def begin_recovery(talk: Talk, run: int = 2) -> None:
    """Let the server have been restored from a backup."""
    time = ServerTime(run, talk.room.server.exam_time)
    talk.reply = msgspec.structs.replace(talk.reply, time=time, is_recovering=True)


def told(talk: Talk) -> tuple[SignedOrder, ...]:
    """The orders of the last beat."""
    return talk.beats[-1].orders


async def turns_until_all_is_told(talk: Talk, most: int = 20) -> int:
    """Exchange beats until one says that it is all; returns how many it took."""
    for number in range(1, most + 1):
        await talk.sync.turn()
        if talk.beats[-1].is_all:
            return number
    pytest.fail("not all was told")


async def test_a_server_that_settles_its_time_is_no_trouble_and_is_asked_again(talk: Talk) -> None:
    feed = PlainFeed(unacknowledged=keep_envelope(talk.spool, talk.seat, APPLICATION))
    talk.sync.attach(feed)
    talk.refuse_submit = RefusedError("server.settling")
    talk.reply = msgspec.structs.replace(talk.reply, time=ServerTime(2, 0, is_settled=False))
    for _ in range(3):
        await talk.sync.turn()
    assert len(talk.submits) == 3
    assert talk.sync.trouble is None
    with pytest.raises(RefusedError, match=r"server\.settling"):
        await talk.sync.sign_in(feed.proof)
    talk.refuse_submit = None
    await talk.sync.turn()
    assert feed.unacknowledged is None


async def test_an_envelope_that_is_refused_is_told_and_offered_less_and_less_often(
    talk: Talk,
) -> None:
    talk.sync.attach(PlainFeed(unacknowledged=keep_envelope(talk.spool, talk.seat, APPLICATION)))
    talk.refuse_submit = RefusedError("submit.revision", revision=1, expected=2)
    began = talk.room.clock.now
    offered = []
    while talk.room.clock.now - began < 80_000:
        before = len(talk.submits)
        await talk.sync.turn()
        if len(talk.submits) > before:
            offered.append(talk.room.clock.now - began)
        assert talk.sync.trouble is not None
        talk.room.clock.now += 2_000
    assert offered == [0, 2_000, 6_000, 14_000, 30_000, 62_000]


async def test_the_receipt_that_was_kept_goes_with_an_envelope(talk: Talk) -> None:
    signed = keep_envelope(talk.spool, talk.seat, APPLICATION)
    receipt = receipt_for(signed, talk.room.server, APPLICATION)
    talk.sync.attach(PlainFeed(unacknowledged=signed, kept_receipt=receipt))
    await talk.sync.turn()
    await talk.sync.turn()
    assert [(one.envelope, one.receipt) for one in talk.submits] == [(signed, receipt)]


async def test_the_latest_checkpoint_is_kept_and_told_to_a_server_that_has_less(
    talk: Talk,
) -> None:
    latest, older = talk.checkpoint(10), talk.checkpoint(7)
    talk.reply = msgspec.structs.replace(talk.reply, checkpoint=latest)
    for _ in range(2):
        await talk.sync.turn()
    assert [beat.checkpoint for beat in talk.beats] == [None, None]
    talk.reply = msgspec.structs.replace(talk.reply, checkpoint=older)
    for _ in range(2):
        await talk.sync.turn()
    assert [beat.checkpoint for beat in talk.beats[2:]] == [None, latest]
    again = talk.open_sync()
    await again.turn()
    assert talk.beats[-1].checkpoint == latest


async def test_a_server_that_was_out_of_reach_is_told_the_checkpoint_at_once(talk: Talk) -> None:
    talk.reply = msgspec.structs.replace(talk.reply, checkpoint=talk.checkpoint(10))
    await talk.sync.turn()
    talk.loses_answers = True
    await talk.sync.turn()
    talk.loses_answers = False
    await talk.sync.turn()
    assert talk.beats[-1].checkpoint == talk.checkpoint(10)


async def test_a_checkpoint_that_the_server_did_not_sign_is_not_kept(talk: Talk) -> None:
    talk.reply = msgspec.structs.replace(talk.reply, checkpoint=talk.checkpoint(99, b"\x66" * 32))
    await talk.sync.turn()
    assert talk.spool.checkpoint() is None


async def test_a_restored_server_gets_everything_and_only_then_hears_that_it_is_all(
    talk: Talk,
) -> None:
    order = credit(talk)
    mine, outbox = journal_of(talk, APPLICATION)
    left, _ = journal_of(talk, GONE)
    envelope = keep_envelope(talk.spool, talk.seat, GONE)
    feed = PlainFeed(outbox)
    talk.reply = msgspec.structs.replace(talk.reply, orders=(order,))
    talk.sync.attach(feed)
    for _ in range(5):
        await talk.sync.turn()
    talk.counts.records.clear()
    talk.submits.clear()
    begin_recovery(talk)
    before = len(talk.beats)
    await turns_until_all_is_told(talk)
    assert set(talk.counts.records) == {mine, left}
    assert [one.envelope for one in talk.submits] == [envelope]
    assert feed.doubts >= 1
    beats = talk.beats[before:]
    assert [beat.orders for beat in beats if beat.orders] == [(order,)]
    first_left = next(place for place, beat in enumerate(beats) if beat.left_behind)
    assert not any(beat.left_behind for beat in beats[:first_left])
    assert first_left > next(place for place, beat in enumerate(beats) if beat.orders)
    assert not any(beat.is_all for beat in beats[:-1])
    assert not talk.sync.is_waited_for


async def test_a_seat_without_anything_is_heard_after_a_few_beats(talk: Talk) -> None:
    begin_recovery(talk)
    assert await turns_until_all_is_told(talk) <= 3


@pytest.mark.parametrize("is_mine", [True, False])
async def test_it_is_not_all_while_an_envelope_has_no_receipt(talk: Talk, is_mine: bool) -> None:
    _, outbox = journal_of(talk, APPLICATION)
    envelope = keep_envelope(talk.spool, talk.seat, APPLICATION if is_mine else GONE)
    talk.sync.attach(PlainFeed(outbox, envelope if is_mine else None))
    talk.refuse_submit = RefusedError("server.settling")
    begin_recovery(talk)
    for _ in range(6):
        await talk.sync.turn()
    assert not any(beat.is_all for beat in talk.beats)
    assert talk.sync.is_waited_for
    talk.refuse_submit = None
    await turns_until_all_is_told(talk)


async def test_it_is_not_all_while_records_of_the_candidate_do_not_fit_into_a_beat(
    talk: Talk,
) -> None:
    exam_id = talk.seat.exam_id
    segment_id, _ = keep_journal(talk.spool, exam_id, APPLICATION, 25, characters=100_000)
    (stored,) = talk.spool.of_application(APPLICATION).segments()
    outbox = Outbox()
    outbox.add_segment(stored.header, stored, held=25)
    talk.counts.records[segment_id] = list(stored.records)
    talk.sync.attach(PlainFeed(outbox))
    await talk.sync.turn()
    talk.counts.records.clear()
    begin_recovery(talk)
    await turns_until_all_is_told(talk)
    assert len(talk.counts.records[segment_id]) == 25


async def test_the_beat_that_is_all_is_said_again_if_its_answer_was_lost(talk: Talk) -> None:
    begin_recovery(talk)
    await turns_until_all_is_told(talk)
    talk.loses_answers = True
    await talk.sync.turn()
    talk.loses_answers = False
    await talk.sync.turn()
    assert talk.beats[-1].is_all


async def test_a_server_that_is_restored_once_more_gets_everything_again(talk: Talk) -> None:
    order = credit(talk)
    talk.reply = msgspec.structs.replace(talk.reply, orders=(order,))
    left, _ = journal_of(talk, GONE)
    for run in (2, 3):
        begin_recovery(talk, run)
        talk.counts.records.clear()
        talk.beats.clear()
        await talk.sync.turn()
        assert talk.sync.is_waited_for
        await turns_until_all_is_told(talk)
        assert left in talk.counts.records
        assert sum(len(beat.orders) for beat in talk.beats) == 1


async def test_many_orders_are_told_in_several_beats_each_once(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refill, "_MOST_ORDERS", 2)
    orders = tuple(credit(talk) for _ in range(5))
    talk.reply = msgspec.structs.replace(talk.reply, orders=orders)
    begin_recovery(talk)
    await turns_until_all_is_told(talk)
    assert tuple(order for beat in talk.beats for order in beat.orders) == orders
    assert max(len(beat.orders) for beat in talk.beats) == 2


async def test_an_order_that_the_server_has_forgotten_is_told_until_it_knows_it(
    talk: Talk,
) -> None:
    for_all, for_me, for_another = (credit(talk, to) for to in ("", APPLICATION, GONE))
    talk.reply = msgspec.structs.replace(talk.reply, orders=(for_all, for_me, for_another))
    talk.sync.attach(PlainFeed())
    for _ in range(2):
        await talk.sync.turn()
    assert not any(beat.orders for beat in talk.beats)
    talk.reply = msgspec.structs.replace(talk.reply, orders=())
    for _ in range(3):
        await talk.sync.turn()
    assert [beat.orders for beat in talk.beats[2:]] == [(), (for_all, for_me), (for_all, for_me)]
    talk.sync.attach(None)
    await talk.sync.turn()
    await talk.sync.turn()
    assert told(talk) == (for_all,)
    talk.reply = msgspec.structs.replace(talk.reply, orders=(for_all,))
    await talk.sync.turn()
    await talk.sync.turn()
    assert told(talk) == ()


async def test_a_server_that_recovers_no_more_is_told_no_orders(talk: Talk) -> None:
    talk.reply = msgspec.structs.replace(talk.reply, orders=(credit(talk),))
    begin_recovery(talk)
    await turns_until_all_is_told(talk)
    talk.reply = msgspec.structs.replace(talk.reply, is_recovering=False)
    await talk.sync.turn()
    talk.beats.clear()
    await talk.sync.turn()
    assert [(beat.orders, beat.is_all) for beat in talk.beats] == [((), False)]


@pytest.mark.parametrize("by_orders", [True, False])
async def test_whoever_was_moved_writes_no_more_and_their_last_words_are_left_behind(
    talk: Talk, by_orders: bool
) -> None:
    last, _ = journal_of(talk, APPLICATION)
    (stored,) = talk.spool.of_application(APPLICATION).segments()
    shutil.rmtree(talk.seat.folder.spool)  # only memory has it
    feed, fenced = PlainFeed(last_words=stored), RefusedError("seat.fenced", seat="PC-07")
    talk.sync.attach(feed)
    if by_orders:
        feed.fence_at_orders = fenced
    else:
        talk.refuse_beat = lambda _request: fenced
    await talk.sync.turn()
    assert feed.fenced == fenced
    assert last not in talk.counts.records
    talk.refuse_beat = lambda _request: None
    for _ in range(2):
        await talk.sync.turn()
    assert [(beat.application_id, beat.journal) for beat in talk.beats[1:]] == 2 * [("", ())]
    assert last in talk.counts.records


async def test_a_beat_that_is_refused_for_what_was_left_behind_goes_without_it(talk: Talk) -> None:
    mine, outbox = journal_of(talk, APPLICATION)
    bad, _ = journal_of(talk, GONE)
    good, _ = journal_of(talk, GONE)

    def refuse(request: Any) -> RefusedError | None:
        is_bad = any(bad in part.header for part in request.left_behind)
        return RefusedError("journal.foreign") if is_bad else None

    talk.refuse_beat = refuse
    talk.sync.attach(PlainFeed(outbox))
    for _ in range(8):
        await talk.sync.turn()
        assert talk.sync.trouble is None
    assert set(talk.counts.records) == {mine, good}
    refused = [beat for beat in talk.beats if refuse(beat) is not None]
    assert len(refused) <= 3


async def test_a_beat_that_is_refused_for_the_candidates_own_is_trouble(talk: Talk) -> None:
    _, outbox = journal_of(talk, APPLICATION)
    left, _ = journal_of(talk, GONE)
    talk.refuse_beat = lambda request: RefusedError("journal.foreign") if request.journal else None
    talk.sync.attach(PlainFeed(outbox))
    await talk.sync.turn()
    assert talk.sync.trouble is not None
    talk.refuse_beat = lambda _request: None
    for _ in range(4):
        await talk.sync.turn()
    assert left in talk.counts.records


async def test_a_heavy_beat_leaves_what_was_left_behind_for_later(talk: Talk) -> None:
    journal_of(talk, GONE)
    exam_id = talk.seat.exam_id
    keep_journal(talk.spool, exam_id, APPLICATION, records=3, characters=60_000)
    outbox = Outbox()
    (stored,) = talk.spool.of_application(APPLICATION).segments()
    outbox.add_segment(stored.header, stored)
    talk.sync.attach(PlainFeed(outbox))
    await talk.sync.turn()
    await talk.sync.turn()
    assert [bool(beat.left_behind) for beat in talk.beats] == [False, True]


async def test_how_many_texts_lie_beside_the_line_is_what_the_server_says(talk: Talk) -> None:
    talk.sync.attach(PlainFeed())
    talk.reply = msgspec.structs.replace(talk.reply, forks=2)
    await talk.sync.turn()
    assert talk.sync.forks == 2
    talk.sync.attach(None)
    assert talk.sync.forks == 0


def hanging(talk: Talk) -> tuple[asyncio.Event, asyncio.Event]:
    """Let the server hang in each beat; returns what says that one came, and what lets it go."""
    came, go_on = asyncio.Event(), asyncio.Event()
    beat = talk.beat

    async def hang(request: Any) -> Any:
        came.set()
        await go_on.wait()
        return await beat(request)

    talk.beat = hang  # type: ignore[method-assign]
    return came, go_on


async def test_whoever_signs_in_does_not_wait_for_a_beat_that_hangs(talk: Talk) -> None:
    came, _ = hanging(talk)
    beating = asyncio.create_task(talk.sync.turn())
    await came.wait()
    async with asyncio.timeout(60):
        with pytest.raises(LinkError):
            await talk.sync.sign_in(SignInRequest(VERSION, "001", bytes(32)))
        await beating
    assert talk.sync.delay_seconds() < 1


async def test_a_beat_under_way_is_waited_for_while_the_server_is_in_touch(talk: Talk) -> None:
    await talk.sync.turn()
    came, go_on = hanging(talk)
    beating = asyncio.create_task(talk.sync.turn())
    await came.wait()
    signing_in = asyncio.create_task(talk.sync.sign_in(SignInRequest(VERSION, "1", bytes(32))))
    go_on.set()
    await beating
    with pytest.raises(LinkError):
        await signing_in
    assert len(talk.beats) == 2


async def test_a_beat_that_hangs_is_let_go_though_the_one_before_was_answered(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "_BEAT_SECONDS", 0.01)
    await talk.sync.turn()
    came, _ = hanging(talk)
    beating = asyncio.create_task(talk.sync.turn())
    await came.wait()
    async with asyncio.timeout(60):
        with pytest.raises(LinkError):
            await talk.sync.sign_in(SignInRequest(VERSION, "001", bytes(32)), is_needed=False)
        await beating


async def test_a_turn_that_hangs_is_not_waited_for_longer_than_was_said(talk: Talk) -> None:
    _, go_on = hanging(talk)
    await talk.sync.turn_within(0.01)
    await talk.sync.turn_within(0.01)
    assert talk.beats == []
    go_on.set()
    await talk.sync.turn_within(60.0)
    assert len(talk.beats) == 1


async def test_a_disk_that_hangs_does_not_keep_a_beat_from_the_server(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heard, "_PATIENCE_SECONDS", 0.01)
    monkeypatch.setattr(sync, "_LOOK_SECONDS", 0.01)
    never = asyncio.Event()

    async def hang(function: Callable[..., Any], /, *arguments: Any) -> Any:
        await never.wait()
        return function(*arguments)

    conversation = talk.open_sync(replace(talk.machine, in_thread=hang))
    talk.reply = msgspec.structs.replace(talk.reply, orders=(credit(talk),))
    async with asyncio.timeout(60):
        for _ in range(3):
            await conversation.turn()
    assert len(talk.beats) == 3
    assert talk.spool.orders() == ()
    never.set()
    await conversation.turn()
    assert len(talk.spool.orders()) == 1


async def test_a_disk_that_hangs_over_a_receipt_holds_up_no_beat(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "_DISK_SECONDS", 0.01)
    keep_envelope(talk.spool, talk.seat, GONE)
    never = asyncio.Event()

    async def hang(function: Callable[..., Any], /, *arguments: Any) -> Any:
        if function.__name__ == "keep_receipt":
            await never.wait()
        return await talk.machine.in_thread(function, *arguments)

    conversation = talk.open_sync(replace(talk.machine, in_thread=hang))
    async with asyncio.timeout(60):
        for _ in range(4):
            await conversation.turn()
    assert (len(talk.submits), len(talk.beats)) == (1, 4)


@pytest.mark.parametrize(
    ("refusals", "milliseconds"), [(0, 0), (1, 2_000), (2, 4_000), (5, 32_000), (9, 32_000)]
)
def test_what_is_refused_waits_longer_each_time(refusals: int, milliseconds: int) -> None:
    reluctance = Reluctance()
    for _ in range(refusals):
        reluctance.note_refusal(1_000)
    assert reluctance.is_due(1_000 + milliseconds)
    assert not refusals or not reluctance.is_due(999 + milliseconds)
    reluctance.forget()
    assert reluctance.is_due(0)


def in_run(talk: Talk, run: int, size: int) -> BeatReply:
    """Answer as a server in that run does, whose log has so many entries."""
    time = ServerTime(run, talk.room.server.exam_time + 3_600_000 * (run - 1))
    return msgspec.structs.replace(talk.reply, time=time, checkpoint=talk.checkpoint(size))


async def test_the_time_of_a_later_run_is_taken_once_its_server_knows_what_this_seat_knows(
    talk: Talk,
) -> None:
    talk.reply = in_run(talk, 1, 40)
    await talk.sync.turn()
    await talk.sync.turn()
    talk.reply = in_run(talk, 2, 3)
    for _ in range(3):
        await talk.sync.turn()
    *_, unaware, shown, after = talk.beats
    assert [beat.status.run for beat in (unaware, shown, after)] == [1, 1, 2]
    assert [beat.checkpoint for beat in (unaware, shown)] == [None, talk.checkpoint(40)]


async def test_a_later_run_is_believed_at_once_if_the_beat_said_what_this_seat_knows(
    talk: Talk,
) -> None:
    talk.reply = in_run(talk, 1, 40)
    await talk.sync.turn()
    talk.loses_answers = True
    await talk.sync.turn()
    talk.loses_answers, talk.reply = False, in_run(talk, 2, 40)
    await talk.sync.turn()
    await talk.sync.turn()
    assert [beat.status.run for beat in talk.beats] == [0, 1, 1, 2]


async def test_who_signs_in_follows_a_later_run_once_its_server_knows_what_this_seat_knows(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.reply = in_run(talk, 1, 40)
    await talk.sync.turn()
    later = in_run(talk, 2, 3)

    async def admit(_request: SignInRequest, *, is_needed: bool = True) -> SignInReply:
        return SignInReply(
            APPLICATION, "001", "Ani", "1980", "brida", 0, 0, later.time, NO_TOPIC, (), ()
        )

    monkeypatch.setattr(talk, "sign_in", admit)
    talk.reply = msgspec.structs.replace(later, is_recovering=True)
    await talk.sync.sign_in(SignInRequest(VERSION, "001", bytes(32)))
    shown = talk.beats[-1]
    assert (shown.status.run, shown.checkpoint) == (1, talk.checkpoint(40))
    await talk.sync.turn()
    assert talk.beats[-1].status.run == 2


async def test_a_new_run_is_offered_again_what_lies_here(talk: Talk) -> None:
    """It may be an older copy, after which nothing was logged: then no checkpoint shows a loss."""
    segment, _ = journal_of(talk, "003.brida")
    for _ in range(3):
        await talk.sync.turn()
    talk.counts.records.clear()
    unsettled = ServerTime(2, talk.room.server.exam_time, is_settled=False)
    for time in (unsettled, ServerTime(2, talk.room.server.exam_time)):
        assert not talk.beats[-1].left_behind
        talk.reply = msgspec.structs.replace(talk.reply, time=time)
        await talk.sync.turn()
    for _ in range(3):
        await talk.sync.turn()
    assert len(talk.counts.records[segment]) == 3
