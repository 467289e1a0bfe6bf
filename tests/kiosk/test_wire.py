"""The wire between desk and screen: whole messages in order, and nobody ever waits to send."""

import asyncio
import socket
from collections.abc import Iterator

import pytest

from kiosk.wire import Wire

Pair = tuple[Wire, Wire]


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Both ends as sockets."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


@pytest.fixture
def pair(ends: tuple[socket.socket, socket.socket]) -> Pair:
    """Both ends as wires."""
    return Wire(ends[0]), Wire(ends[1])


@pytest.mark.parametrize("size", [0, 1, 300, 70_000, 4_000_000])
async def test_messages_of_any_size_arrive_whole_and_in_order(pair: Pair, size: int) -> None:
    ours, theirs = pair
    sent = [bytes([number]) * size for number in range(5)]
    for content in sent:
        ours.send(content)
    assert [await theirs.receive() for _ in sent] == sent
    assert ours.is_clear


async def test_to_send_never_waits_and_to_flush_does(pair: Pair) -> None:
    ours, theirs = pair
    ours.send(bytes(3_000_000))
    assert not ours.is_clear
    flushing = asyncio.create_task(ours.flush())
    await asyncio.sleep(0)
    assert not flushing.done()
    await theirs.receive()
    await flushing
    assert ours.is_clear


async def test_what_is_sent_leaves_when_the_sender_has_done_what_it_is_at(pair: Pair) -> None:
    ours, theirs = pair
    ours.send(b"one")
    ours.send(b"two")
    waiting = [ours.is_clear]
    await asyncio.sleep(0)
    assert [*waiting, ours.is_clear] == [False, True]
    assert [await theirs.receive(), await theirs.receive()] == [b"one", b"two"]


async def test_what_was_sent_is_there_after_the_sender_is_gone(pair: Pair) -> None:
    ours, theirs = pair
    for number in range(50):
        ours.send(b"%d" % number)
    ours.close()
    assert [await theirs.receive() for _ in range(51)] == [b"%d" % n for n in range(50)] + [None]


async def test_what_was_sent_is_there_even_if_the_sender_did_not_listen(pair: Pair) -> None:
    ours, theirs = pair
    theirs.send(b"not heard")
    ours.send(b"heard")
    ours.close()
    assert [await theirs.receive(), await theirs.receive()] == [b"heard", None]


async def test_to_send_to_nobody_is_no_error(pair: Pair) -> None:
    ours, theirs = pair
    ours.send(bytes(3_000_000))
    theirs.close()
    await ours.flush()
    ours.send(b"more")
    await asyncio.sleep(0)
    assert ours.is_clear


async def test_half_a_message_is_none(ends: tuple[socket.socket, socket.socket]) -> None:
    wire = Wire(ends[0])
    ends[1].sendall(b"\0\0\0\2x")
    ends[1].close()
    assert await wire.receive() is None


async def test_a_length_beyond_reason_ends_the_exchange(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    wire = Wire(ends[0])
    ends[1].sendall(b"\xff\xff\xff\xff")
    assert await wire.receive() is None
