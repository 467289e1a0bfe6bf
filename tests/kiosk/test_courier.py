"""What lies on a PC and belongs to nobody who writes there: it goes up, bounded, and only once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from exam.errors import ExamError, RefusedError
from exam.protocol import SegmentPart
from kiosk.batch import KeptEnvelope
from kiosk.courier import AGAIN_MILLISECONDS, PIECE_BYTES, Courier
from kiosk.machine import Machine
from kiosk.outbox import Outbox
from kiosk.recovery import StoredSegment
from kiosk.settings import Seat
from kiosk.spool import Spool
from tests.kiosk.leftovers import Counts, keep_envelope, keep_journal, receipt_for
from tests.kiosk.room import Room

SEATED, GONE, OTHER = "001.kesbangpol", "002.brida", "003.brida"


class Pc:
    """A PC with a courier, and the server's counts."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.seat: Seat = room.seat()
        self.spool = Spool(self.seat.folder.spool)
        clock = room.clock
        self.machine = Machine(clock.boottime, bytes, clock.wait, clock.in_thread)
        self.courier = Courier(self.spool, self.machine, self.seat)
        self.counts = Counts()

    def keep(self, application_id: str, records: int = 3, characters: int = 1) -> bytes:
        """Leave a segment on the disk; returns its id."""
        exam_id = self.seat.exam_id
        segment_id, _ = keep_journal(self.spool, exam_id, application_id, records, characters)
        return segment_id

    async def beat(self, seated: str = SEATED) -> tuple[SegmentPart, ...]:
        """Exchange one beat; returns what was left behind and went with it."""
        await self.courier.look(seated)
        parts = self.courier.parts()
        self.courier.note_held(self.counts.take(parts))
        return parts

    async def refused_beat(self, bad: bytes) -> bool:
        """Exchange a beat with a server that refuses that segment; returns whether it did."""
        await self.courier.look(SEATED)
        parts = self.courier.parts()
        if any(bad in part.header for part in parts):
            self.courier.note_refusal()
            return True
        self.courier.note_held(self.counts.take(parts))
        return False

    async def beat_until_done(self, most: int = 50) -> int:
        """Beat until nothing is left to bring; returns how many beats carried something."""
        carried = 0
        for _ in range(most):
            carried += bool(await self.beat())
            if self.courier.is_done:
                return carried
        pytest.fail("it never ends")


def offered(pc: Pc) -> KeptEnvelope | None:
    """The envelope that is offered now."""
    return pc.courier.envelope


@pytest.fixture
def pc(room: Room) -> Pc:
    return Pc(room)


async def test_counts_are_asked_for_before_anything_is_sent(pc: Pc) -> None:
    segments = {pc.keep(GONE), pc.keep(OTHER)}
    first = await pc.beat()
    assert len(first) == 2
    assert all(part.records == () for part in first)
    second = await pc.beat()
    assert [len(part.records) for part in second] == [3, 3]
    assert await pc.beat() == ()
    assert pc.courier.is_done
    assert set(pc.counts.records) == segments


async def test_what_the_server_has_is_not_sent_again(pc: Pc) -> None:
    segment_id, records = keep_journal(pc.spool, pc.seat.exam_id, GONE)
    pc.counts.records[segment_id] = list(records[:2])
    await pc.beat()
    (part,) = await pc.beat()
    assert (part.first, part.records) == (2, records[2:])


async def test_whoever_is_seated_is_left_alone_and_brought_when_they_are_gone(pc: Pc) -> None:
    pc.keep(SEATED)
    assert await pc.beat_until_done() == 0
    pc.courier.begin_anew()
    assert not pc.courier.is_done
    assert len(await pc.beat(seated="")) == 1


async def test_a_long_journal_goes_up_in_pieces(pc: Pc) -> None:
    segment_id = pc.keep(GONE, records=30, characters=50_000)
    sizes = []
    while not pc.courier.is_done:
        parts = await pc.beat()
        sizes.append(sum(len(record) for part in parts for record in part.records))
    assert max(sizes) <= PIECE_BYTES
    assert max(sizes) > PIECE_BYTES // 2
    assert len(pc.counts.records[segment_id]) == 30


async def test_a_record_that_is_larger_than_a_piece_goes_alone(pc: Pc) -> None:
    segment_id = pc.keep(GONE, records=2, characters=300_000)
    await pc.beat_until_done()
    assert len(pc.counts.records[segment_id]) == 2


async def test_all_is_offered_again_later_and_a_restored_server_is_refilled(pc: Pc) -> None:
    segment_id = pc.keep(GONE)
    await pc.beat_until_done()
    pc.counts.records.clear()
    pc.room.clock.now += AGAIN_MILLISECONDS - 1
    assert await pc.beat() == ()
    pc.room.clock.now += 1
    assert await pc.beat() != ()
    await pc.beat()
    assert len(pc.counts.records[segment_id]) == 3


async def test_a_segment_that_is_refused_is_found_and_does_not_hold_up_the_others(pc: Pc) -> None:
    bad, good, also_good = pc.keep(GONE), pc.keep(GONE), pc.keep(OTHER)
    refusals = 0
    while not pc.courier.is_done:
        refusals += await pc.refused_beat(bad)
    assert refusals <= 3
    assert set(pc.counts.records) == {good, also_good}


async def test_a_segment_that_the_server_passes_over_is_set_aside(pc: Pc) -> None:
    bad, good = pc.keep(GONE), pc.keep(OTHER)
    beats = 0
    while not pc.courier.is_done:
        await pc.courier.look("")
        held = pc.counts.take(pc.courier.parts())
        pc.courier.note_held([one for one in held if one.segment_id != bad])
        beats += 1
    assert beats < 10
    assert good in pc.counts.records


async def test_what_was_set_aside_is_offered_again_with_the_next_round(pc: Pc) -> None:
    segment_id = pc.keep(GONE)
    while not pc.courier.is_done:
        await pc.refused_beat(segment_id)
    assert pc.counts.records == {}
    pc.room.clock.now += AGAIN_MILLISECONDS
    await pc.beat()
    await pc.beat()
    assert len(pc.counts.records[segment_id]) == 3


async def test_a_server_that_never_counts_further_is_given_up(pc: Pc) -> None:
    pc.keep(GONE)
    await pc.beat()
    while not pc.courier.is_done:
        await pc.courier.look("")
        pc.courier.parts()
        held = pc.counts.take(())
        pc.courier.note_held(held)
    assert pc.counts.records == {}


async def test_an_envelope_without_receipt_is_offered_after_its_journal_until_it_has_one(
    pc: Pc,
) -> None:
    pc.keep(GONE)
    signed = keep_envelope(pc.spool, pc.seat, GONE)
    await pc.beat()
    assert offered(pc) is None
    await pc.beat()
    kept = offered(pc)
    assert kept is not None
    assert (kept.signed, kept.receipt) == (signed, None)
    assert not pc.courier.is_done
    receipt = receipt_for(signed, pc.room.server, GONE)
    await pc.courier.accept_receipt(receipt)
    assert pc.spool.of_application(GONE).receipts() == (receipt,)
    assert offered(pc) is None
    await pc.beat_until_done()
    pc.room.clock.now += AGAIN_MILLISECONDS
    await pc.beat_until_done()
    assert offered(pc) is None


async def test_a_recovering_server_is_offered_envelopes_with_their_receipts(pc: Pc) -> None:
    signed = keep_envelope(pc.spool, pc.seat, GONE)
    receipt = receipt_for(signed, pc.room.server, GONE)
    pc.spool.of_application(GONE).keep_receipt(1, receipt)
    await pc.beat_until_done()
    assert offered(pc) is None
    pc.courier.begin_anew(is_thorough=True)
    await pc.beat()
    kept = offered(pc)
    assert kept is not None
    assert (kept.signed, kept.receipt) == (signed, receipt)


@pytest.mark.parametrize(
    ("error", "stays"),
    [
        (RefusedError("submit.foreign"), False),
        (RefusedError("submit.opened"), False),
        (RefusedError("seal.damaged"), False),
        (RefusedError("server.settling"), True),
        (RefusedError("seat.revoked", seat="PC-01"), True),
    ],
)
async def test_an_envelope_that_is_not_wanted_is_set_aside_and_stays_on_the_disk(
    pc: Pc, error: ExamError, stays: bool
) -> None:
    signed = keep_envelope(pc.spool, pc.seat, GONE)
    await pc.beat()
    pc.courier.note_envelope_refusal(error)
    assert (offered(pc) is not None) is stays
    assert pc.spool.of_application(GONE).envelopes() == (signed,)


async def test_older_envelopes_of_whoever_is_seated_are_brought_to_a_recovering_server(
    pc: Pc,
) -> None:
    signed = keep_envelope(pc.spool, pc.seat, SEATED)
    receipt = receipt_for(signed, pc.room.server, SEATED)
    pc.spool.of_application(SEATED).keep_receipt(1, receipt)
    await pc.beat_until_done()
    pc.courier.begin_anew(is_thorough=True)
    assert await pc.beat() == ()
    kept = offered(pc)
    assert kept is not None
    assert (kept.signed, kept.receipt) == (signed, receipt)
    assert not pc.courier.is_done


async def test_an_envelope_that_the_disk_spoiled_is_not_brought(pc: Pc) -> None:
    signed = keep_envelope(pc.spool, pc.seat, GONE)
    pc.spool.of_application(GONE).keep_envelope(1, 1, signed[:-1] + b"?")
    await pc.beat_until_done()
    assert offered(pc) is None


async def test_a_receipt_that_the_server_did_not_sign_is_not_kept(pc: Pc) -> None:
    signed = keep_envelope(pc.spool, pc.seat, GONE)
    await pc.beat()
    pc.room.server.signing_secret = b"\x66" * 32
    await pc.courier.accept_receipt(receipt_for(signed, pc.room.server, GONE))
    assert pc.spool.of_application(GONE).receipts() == ()
    assert offered(pc) is None


async def test_what_somebody_wrote_last_goes_up_though_no_disk_has_it(pc: Pc) -> None:
    segment_id, records = keep_journal(pc.spool, pc.seat.exam_id, GONE, 5, 100_000)
    (stored,) = pc.spool.of_application(GONE).segments()
    outbox = Outbox()
    outbox.add_segment(stored.header, StoredSegment(stored.header, records), 1)
    pc.counts.records[segment_id] = list(records[:1])
    pc.courier.take_over(outbox)
    assert not pc.courier.is_done
    sizes = [sum(map(len, part.records)) for _ in range(4) for part in await pc.beat()]
    assert outbox.waiting == 0
    assert max(sizes) <= PIECE_BYTES
    assert pc.counts.records[segment_id] == list(records)


async def test_what_somebody_wrote_last_is_given_up_if_the_server_does_not_take_it(
    pc: Pc,
) -> None:
    keep_journal(pc.spool, pc.seat.exam_id, GONE)
    (stored,) = pc.spool.of_application(GONE).segments()
    outbox = Outbox()
    outbox.add_segment(stored.header, stored)
    pc.courier.take_over(outbox)
    for _ in range(30):
        await pc.courier.look("")
        pc.courier.parts()
        pc.courier.note_held(())
    assert pc.courier.is_done


async def test_a_look_that_was_overtaken_changes_nothing(pc: Pc) -> None:
    pc.keep(GONE)
    overtaken: list[str] = []

    async def run(function: Callable[..., Any], /, *arguments: Any) -> Any:
        if not overtaken:
            overtaken.append("once")
            courier.begin_anew()
        return function(*arguments)

    courier = Courier(pc.spool, replace(pc.machine, in_thread=run), pc.seat)
    await courier.look(SEATED)
    assert courier.parts() == ()
    await courier.look(SEATED)
    assert len(courier.parts()) == 1
