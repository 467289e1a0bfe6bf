"""What networks do to a call: it ends in time, the connection is made anew, another door is tried.

The limits are small here where nobody answers, and large where a server does, because this machine
may be busy; how they grow is a table.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from exam.errors import LinkError, RefusedError
from exam.protocol import (
    VERSION,
    BeatReply,
    BeatRequest,
    Refusal,
    ServerTime,
    SignInRequest,
    encode,
)
from kiosk.addresses import Address
from kiosk.calling import Limit
from kiosk.link import Patience, SeatLink
from tests.kiosk.doors import AheadClock, Behaviour, Visit, Wire, answering

QUICK = Patience(connect=0.1, answer=0.2, whole_call=1.0, sign_in=0.1, idle=10.0)
CALM = Patience(connect=120.0, answer=120.0, whole_call=240.0)
SHORT_FOR_SIGN_IN = Patience(connect=120.0, answer=120.0, whole_call=240.0, sign_in=0.1)
LONGEST_SECONDS = 30.0
"""What ends in time ends long before this; nothing that is waited for in vain does."""
BEAT = BeatRequest(VERSION)
REPLY = BeatReply(ServerTime(1, 1000))
CLOSED = Address("127.0.0.1", 1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Wire:
    """One authority for all these tests."""
    return Wire(tmp_path_factory.mktemp("wire"))


@pytest.fixture
def wire(made: Wire) -> Wire:
    """A seat that was told of no other address yet."""
    made.seat(CLOSED).folder.addresses.unlink(missing_ok=True)
    return made


async def never_answer(visit: Visit) -> None:
    await visit.take_call()
    await visit.hang()


async def trickle(visit: Visit) -> None:
    await visit.take_call()
    await visit.begin_answer(1_000_000)
    while not visit.writer.is_closing():
        visit.writer.write(b"x")
        await visit.writer.drain()
        await asyncio.sleep(0.005)


async def flood(visit: Visit) -> None:
    await visit.take_call()
    await visit.begin_answer(10_000_000)
    while not visit.writer.is_closing():
        visit.writer.write(b"x" * 100_000)
        await visit.writer.drain()


async def say_nothing(visit: Visit) -> None:
    await visit.hang()


async def fails_in_time(link: SeatLink) -> LinkError:
    """Beat, and return how it failed; it does not take long and leaves nothing running."""
    tasks = asyncio.all_tasks()
    async with asyncio.timeout(LONGEST_SECONDS):
        with pytest.raises(LinkError) as failed:
            await link.beat(BEAT)
    named = {str(task.get_coro()) for task in asyncio.all_tasks() - tasks}
    assert not any("Connection._exchange" in name for name in named)
    return failed.value


@pytest.mark.parametrize(
    ("behaviour", "patience", "code"),
    [
        pytest.param(say_nothing, QUICK, "link.unreachable", id="no handshake"),
        pytest.param(never_answer, QUICK, "link.unreachable", id="never answers"),
        pytest.param(trickle, QUICK, "link.unreachable", id="a byte now and then"),
        pytest.param(flood, CALM, "link.unexpected", id="more than there can be"),
    ],
)
async def test_a_call_ends_whatever_the_server_does(
    wire: Wire, behaviour: Behaviour, patience: Patience, code: str
) -> None:
    async with wire.door(behaviour, tls=behaviour is not say_nothing) as door:
        link = SeatLink(wire.seat(door.address), patience=patience)
        failed = await fails_in_time(link)
        assert failed.code == code
        assert failed.details["address"] == str(door.address)
        await link.close()


async def test_a_connection_that_went_dead_is_made_anew(wire: Wire) -> None:
    clock = AheadClock()

    async def answer_once(visit: Visit) -> None:
        await visit.take_call()
        await visit.answer(encode(REPLY))
        await visit.take_call()
        clock.ahead += 1 + int(1000 * CALM.answer)
        await visit.hang()

    async with wire.door(answer_once) as door:
        link = SeatLink(wire.seat(door.address), clock.machine, CALM)
        assert await link.beat(BEAT) == REPLY
        await fails_in_time(link)
        assert await link.beat(BEAT) == REPLY
        assert door.visits == 2
        await link.close()


async def test_calls_share_a_connection_until_the_pc_slept(wire: Wire) -> None:
    clock = AheadClock()
    async with wire.door(answering(REPLY)) as door:
        link = SeatLink(wire.seat(door.address), clock.machine, CALM)
        for _ in range(3):
            await link.beat(BEAT)
        assert door.visits == 1
        clock.ahead += 60_000
        await link.beat(BEAT)
        assert door.visits == 2
        await link.close()


@pytest.mark.parametrize("in_handshake", [False, True])
async def test_a_sleep_in_the_middle_of_a_call_ends_it_at_once(
    wire: Wire, in_handshake: bool
) -> None:
    clock, came = AheadClock(), asyncio.Event()

    async def fall_silent(visit: Visit) -> None:
        if not in_handshake:
            await visit.take_call()
        came.set()
        await visit.hang()

    async with wire.door(fall_silent, tls=not in_handshake) as door:
        patience = Patience(connect=60.0, answer=60.0)
        link = SeatLink(wire.seat(door.address), clock.machine, patience)
        beating = asyncio.create_task(fails_in_time(link))
        await came.wait()
        clock.ahead += 3_600_000
        assert (await beating).code == "link.unreachable"
        await link.close()


async def test_a_call_that_is_given_up_leaves_no_answer_for_the_next(wire: Wire) -> None:
    called = asyncio.Event()

    async def answer_late(visit: Visit) -> None:
        await visit.take_call()
        called.set()
        await visit.take_call()
        await visit.answer(encode(Refusal("seat.revoked", {"seat": "stale"})))

    async with wire.door(answer_late) as door:
        link = SeatLink(wire.seat(door.address), patience=CALM)
        beating = asyncio.create_task(link.beat(BEAT))
        await called.wait()
        beating.cancel()
        with pytest.raises(asyncio.CancelledError):
            await beating
        called.clear()
        again = asyncio.create_task(link.beat(BEAT))
        await called.wait()
        assert door.visits == 2
        again.cancel()
        await asyncio.wait((again,))
        await link.close()


@pytest.mark.parametrize("is_black_hole", [False, True])
async def test_the_next_address_is_tried_and_then_preferred(
    wire: Wire, is_black_hole: bool
) -> None:
    async with (
        wire.door(say_nothing, tls=False) as hole,
        wire.door(answering(REPLY)) as spare,
    ):
        dead = hole.address if is_black_hole else CLOSED
        seat = wire.seat(dead, spare.address)
        link = SeatLink(seat, patience=Patience(connect=3.0))
        assert await link.beat(BEAT) == REPLY
        assert link.addresses == (spare.address, dead)
        await link.beat(BEAT)
        assert (hole.visits, spare.visits) == (int(is_black_hole), 1)
        await link.close()


async def test_a_server_of_another_exam_is_passed_over_for_ours(wire: Wire, tmp_path: Path) -> None:
    other = Wire(tmp_path)
    async with other.door(answering(REPLY)) as foreign, wire.door(answering(REPLY)) as ours:
        link = SeatLink(wire.seat(foreign.address, ours.address), patience=CALM)
        assert await link.beat(BEAT) == REPLY
        assert link.addresses[0] == ours.address
        await link.close()


async def test_when_nobody_answers_all_addresses_are_named(wire: Wire) -> None:
    other = Address("127.0.0.1", 2)
    link = SeatLink(wire.seat(CLOSED, other), patience=CALM)
    failed = await fails_in_time(link)
    assert failed.details["address"] == "127.0.0.1:1, 127.0.0.1:2"
    await link.close()


async def test_a_refusal_is_an_answer_and_no_other_server_is_asked(wire: Wire) -> None:
    async def refuse(visit: Visit) -> None:
        while True:
            await visit.take_call()
            await visit.answer(encode(Refusal("seat.revoked", {"seat": "PC-01"})), 403)

    async with wire.door(refuse) as door, wire.door(answering(REPLY)) as other:
        link = SeatLink(wire.seat(door.address, other.address), patience=CALM)
        for _ in range(2):
            with pytest.raises(RefusedError, match=r"seat\.revoked"):
                await link.beat(BEAT)
        assert (door.visits, other.visits) == (1, 0)
        await link.close()


async def test_a_whole_call_ends_though_there_are_many_addresses(wire: Wire) -> None:
    async with wire.door(say_nothing, tls=False) as hole:
        many = [Address("127.0.0.1", hole.address.port)] + [
            Address(f"127.0.0.{number}", hole.address.port) for number in range(2, 30)
        ]
        patience = Patience(connect=0.05, answer=0.1, whole_call=0.05)
        link = SeatLink(wire.seat(*many), patience=patience)
        await fails_in_time(link)
        assert link.addresses == (*many[1:], many[0])
        await link.close()


async def test_whoever_signs_in_does_not_wait_long_for_a_server_that_is_away(wire: Wire) -> None:
    async with wire.door(never_answer) as door:
        link = SeatLink(wire.seat(door.address), patience=SHORT_FOR_SIGN_IN)
        async with asyncio.timeout(LONGEST_SECONDS):
            with pytest.raises(LinkError):
                await link.sign_in(SignInRequest(VERSION, "001", bytes(32)))
        await link.close()


async def test_whoever_can_begin_without_a_server_does_not_wait_long_for_one_that_was_there(
    wire: Wire,
) -> None:
    async def answer_once(visit: Visit) -> None:
        await visit.take_call()
        await visit.answer(encode(REPLY))
        await never_answer(visit)

    async with wire.door(answer_once) as door:
        link = SeatLink(wire.seat(door.address), patience=SHORT_FOR_SIGN_IN)
        await link.beat(BEAT)
        async with asyncio.timeout(LONGEST_SECONDS):
            with pytest.raises(LinkError):
                await link.sign_in(SignInRequest(VERSION, "001", bytes(32)), is_needed=False)
        await link.close()


@pytest.fixture
async def told(wire: Wire) -> AsyncIterator[SeatLink]:
    """A link that was told of another address."""
    reply = BeatReply(ServerTime(1, 1000), addresses=("10.9.9.9:8443", "nonsense", "[::1]:8443"))
    async with wire.door(answering(reply)) as door:
        seat = wire.seat(door.address)
        link = SeatLink(seat, patience=CALM)
        await link.beat(BEAT)
        await link.close()
        yield link


async def test_addresses_that_the_server_tells_are_kept_for_the_next_start(
    wire: Wire, told: SeatLink
) -> None:
    heard = (Address("10.9.9.9", 8443), Address("::1", 8443))
    assert told.addresses[1:] == heard
    again = SeatLink(wire.seat(told.addresses[0]))
    assert again.addresses == told.addresses
    await again.close()


async def test_the_address_that_answered_last_is_the_first_after_the_next_start(
    wire: Wire,
) -> None:
    async with wire.door(answering(REPLY)) as spare:
        seat = wire.seat(CLOSED, spare.address)
        link = SeatLink(seat, patience=CALM)
        await link.beat(BEAT)
        await link.close()
        again = SeatLink(seat, patience=QUICK)
        assert again.addresses == (spare.address, CLOSED)
        await again.close()


async def test_a_damaged_list_of_addresses_is_no_trouble(wire: Wire, told: SeatLink) -> None:
    seat = wire.seat(told.addresses[0])
    seat.folder.addresses.write_bytes(b"\x00\xff")
    again = SeatLink(seat)
    assert again.addresses == told.addresses[:1]
    await again.close()


@pytest.mark.parametrize(
    ("milliseconds", "travelled", "is_over"),
    [(8_000, 0, False), (8_001, 0, True), (9_000, 20_000, False), (9_001, 20_000, True)],
)
def test_a_call_may_take_longer_the_more_it_carries(
    milliseconds: int, travelled: int, is_over: bool
) -> None:
    assert Limit(8.0, 2.5).is_over(milliseconds, travelled) is is_over


@pytest.mark.parametrize(("failures", "factor"), [(0, 1), (1, 2), (2, 2), (100, 2)])
def test_a_slow_network_is_given_twice_the_time_after_a_failure(failures: int, factor: int) -> None:
    patience = Patience(connect=2.0, answer=8.0)
    assert patience.limit(failures) == Limit(8.0 * factor, 2.0 * factor)
