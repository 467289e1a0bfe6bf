"""Orders at a kiosk: whom they concern, what is kept of them, and what is not believed."""

import msgspec

from exam import keys
from exam.errors import ExamError
from exam.events import Cause, CreditGranted, EndOrdered
from exam.protocol import IssuedOrder, SignedOrder, sign_order
from exam.sitting import Phase
from kiosk.desk import Desk
from kiosk.spool import Spool
from tests.kiosk.room import APPLICATION, CODE, MINUTES, NUMBER, Room, new_id, running

LENGTH = MINUTES * 60_000
ANOTHER = "002.brida"
STAFF = ("pengawas-1",)


def credit(room: Room, minutes: int) -> CreditGranted:
    """Give time back now."""
    return CreditGranted(new_id(), room.server.exam_time, minutes * 60_000, STAFF, "Listrik padam")


def end(room: Room, seconds: int, cause: Cause) -> EndOrdered:
    """End so many seconds from now."""
    now = room.server.exam_time
    return EndOrdered(new_id(), now, now + seconds * 1_000, cause, "Selesai")


def forged(room: Room) -> SignedOrder:
    """A credit that the server did not sign."""
    issued = IssuedOrder(room.server.exam_id, "", "", credit(room, 60))
    return sign_order(issued, b"\x66" * 32)


def of_the_future(room: Room) -> SignedOrder:
    """An order that only a newer program knows, signed by the server."""
    order = {"event": "TeaServed", "id": new_id(), "issued_at": room.server.exam_time, "cups": 2}
    body = msgspec.msgpack.encode([room.server.exam_id, "", "", order, b"", "one field more"])
    return SignedOrder(body, keys.sign(room.server.signing_secret, body, "order"))


def kept(room: Room) -> tuple[SignedOrder, ...]:
    """What is on the disk of PC-01."""
    return Spool(room.seat().folder.spool).orders()


def trouble_of(desk: Desk) -> ExamError | None:
    return desk.view.trouble


async def test_a_credit_adds_exactly_what_was_given_once(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        await room.advance(desk, 1_000)
        room.server.give(credit(room, 10))
        await room.advance(desk, 9_000)
        assert desk.view.remaining == LENGTH + 10 * 60_000 - 10_000


async def test_an_order_for_another_application_changes_nothing(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        room.server.give(credit(room, 10), application_id=ANOTHER)
        room.server.give(end(room, 0, Cause.ORDERED), application_id=ANOTHER)
        await room.advance(desk, 10_000)
        assert desk.view.remaining == LENGTH - 10_000
        assert desk.view.phase is Phase.WRITING
    assert kept(room) == room.server.orders


async def test_an_order_for_this_application_is_followed(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        room.server.give(credit(room, 10), application_id=APPLICATION)
        await room.advance(desk, 10_000)
        assert desk.view.remaining == LENGTH + 10 * 60_000 - 10_000


async def test_all_orders_ever_heard_count_though_the_server_has_forgotten_them(
    room: Room,
) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        for minutes in (10, 5):
            room.server.give(credit(room, minutes))
            await room.advance(desk, 2_000)
            heard = room.server.orders
            room.server.orders = ()
            await room.advance(desk, 2_000)
            assert set(heard) <= set(kept(room))
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    assert again.view.remaining == LENGTH + 15 * 60_000 - 8_000
    elsewhere = room.open_desk("PC-02")
    await elsewhere.sign_in(NUMBER, CODE)
    assert elsewhere.view.phase is Phase.READY


async def test_orders_of_the_sign_in_are_on_disk_before_the_first_beat(room: Room) -> None:
    room.server.order_start()
    desk = room.open_desk()
    link = room.links[-1]

    async def be_unreachable(_request: object) -> None:
        room.server.away = True
        await type(link).beat(link, _request)  # type: ignore[arg-type]

    link.beat = be_unreachable  # type: ignore[method-assign, assignment]
    await desk.sign_in(NUMBER, CODE)
    assert kept(room) == room.server.orders


async def test_an_order_that_only_a_newer_program_knows_is_passed_over_and_kept(
    room: Room,
) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        room.server.orders = (of_the_future(room), *room.server.orders)
        room.server.give(credit(room, 10))
        await room.advance(desk, 10_000)
        assert desk.view.remaining == LENGTH + 10 * 60_000 - 10_000
        assert trouble_of(desk) is None
    assert set(kept(room)) == set(room.server.orders)
    again = room.open_desk()
    await again.sign_in(NUMBER, CODE)
    assert (again.view.phase, trouble_of(again)) == (Phase.WRITING, None)


async def test_an_order_that_the_server_did_not_sign_is_trouble_and_stops_no_other(
    room: Room,
) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        genuine = room.server.orders
        room.server.orders = (forged(room), *genuine)
        room.server.give(credit(room, 10))
        await room.advance(desk, 10_000)
        trouble = trouble_of(desk)
        assert trouble is not None
        assert trouble.code == "keys.signature"
        assert desk.view.remaining == LENGTH + 10 * 60_000 - 10_000
        assert set(kept(room)) == set(room.server.orders[1:])
        room.server.orders = room.server.orders[1:]
        await room.advance(desk, 2_000)
        assert trouble_of(desk) is None


async def test_a_forged_order_on_the_disk_is_not_followed(room: Room) -> None:
    room.server.order_start(in_seconds=0)
    Spool(room.seat().folder.spool).keep_orders((forged(room), *room.server.orders))
    desk = await room.open_writing_desk()
    assert desk.view.remaining == LENGTH
    assert trouble_of(desk) is None


async def test_the_early_end_seals_at_its_instant_and_says_why(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        room.server.give(end(room, 60, Cause.ENDED_EARLY))
        await room.advance(desk, 2_000)
        assert desk.view.remaining == 58_000
        await room.advance(desk, 57_000)
        before = desk.view.phase
        await room.advance(desk, 1_200)
        assert (before, desk.view.phase) == (Phase.WRITING, Phase.SUBMITTED)
        assert desk.view.cause is Cause.ENDED_EARLY


async def test_the_end_that_was_ordered_for_one_candidate_says_why(room: Room) -> None:
    desk = await room.open_writing_desk()
    with running(desk):
        room.server.give(end(room, 10, Cause.ORDERED), application_id=APPLICATION)
        await room.advance(desk, 12_000)
        assert (desk.view.phase, desk.view.cause) == (Phase.SUBMITTED, Cause.ORDERED)
