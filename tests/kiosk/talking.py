"""A conversation in hand: a server that answers as a test says, and a candidate of plain data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from exam.clock import ExamTime
from exam.errors import ExamError, LinkError
from exam.events import Deed, PauseAcknowledged
from exam.ledger import Checkpoint, SignedCheckpoint, sign_checkpoint
from exam.protocol import (
    VERSION,
    BeatReply,
    BeatRequest,
    IssuedOrder,
    SeatStatus,
    ServerTime,
    SignInReply,
    SignInRequest,
    SubmitReply,
    SubmitRequest,
)
from exam.receipts import SignedReceipt
from kiosk.clock import ExamClock
from kiosk.machine import Machine
from kiosk.orders import OrderBook
from kiosk.outbox import Outbox
from kiosk.recovery import StoredSegment
from kiosk.settings import Seat
from kiosk.spool import Spool
from kiosk.sync import Sync
from tests.kiosk.leftovers import Counts, receipt_for
from tests.kiosk.room import APPLICATION, Room


@dataclass
class PlainFeed:
    """Somebody who sits here."""

    outbox: Outbox = field(default_factory=Outbox)
    unacknowledged: bytes | None = None
    kept_receipt: SignedReceipt | None = None
    fenced: ExamError | None = None
    deeds: tuple[Deed, ...] = ()
    admission: int = 1
    application_id: str = APPLICATION
    sitting_id: str = ""
    fence_at_orders: ExamError | None = None
    last_words: StoredSegment | None = None
    doubts: int = 0
    recalled: tuple[PauseAcknowledged, ...] = ()
    proof: SignInRequest = field(default_factory=lambda: SignInRequest(VERSION, "001", bytes(32)))

    def status(self) -> SeatStatus:
        """Say nothing of interest."""
        return SeatStatus("writing")

    def settle(self) -> None:
        """Write down what was not yet, once the work is elsewhere."""
        if self.fenced is not None and self.last_words is not None:
            self.outbox.add_segment(self.last_words.header, self.last_words)

    async def save_soon(self) -> None:
        """Have nothing to save."""

    async def accept_receipt(self, receipt: SignedReceipt) -> None:
        """Be content."""
        self.unacknowledged, self.kept_receipt = None, receipt

    def doubt_receipt(self) -> None:
        """Count it."""
        self.doubts += 1

    def follow(self, _orders: Sequence[IssuedOrder]) -> None:
        """Hear what a test says that the orders say."""
        self.fenced = self.fenced or self.fence_at_orders

    def recall(self, pauses: Sequence[PauseAcknowledged]) -> None:
        """Remember what was acknowledged."""
        self.recalled = tuple(pauses)

    def fence(self, error: ExamError) -> None:
        """Stop."""
        self.fenced = error


class Talk:
    """One seat's conversation; `reply` is changed for each beat as a test wants it."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.seat: Seat = room.seat()
        self.spool = Spool(self.seat.folder.spool)
        self.counts = Counts()
        self.beats: list[BeatRequest] = []
        self.submits: list[SubmitRequest] = []
        self.reply = BeatReply(ServerTime(1, room.server.exam_time))
        self.refuse_beat: Callable[[BeatRequest], ExamError | None] = lambda _request: None
        self.refuse_submit: ExamError | None = None
        self.loses_answers = False
        clock = room.clock
        self.machine = Machine(clock.boottime, bytes, clock.wait, clock.in_thread)
        self.sync = self.open_sync()

    def open_sync(self, machine: Machine | None = None) -> Sync:
        """Start the conversation anew, as another process does."""
        machine = machine or self.machine
        orders = OrderBook(self.seat, self.spool)
        orders.take_up()
        self.orders = orders
        return Sync(self, orders, ExamClock(machine.boottime), machine, self.spool)

    def checkpoint(self, size: int, secret: bytes | None = None) -> SignedCheckpoint:
        """Sign a checkpoint of that size, as the server unless another key is given."""
        server = self.room.server
        at = ExamTime(server.exam_time)
        checkpoint = Checkpoint(server.exam_id, size, bytes(32), at)
        return sign_checkpoint(checkpoint, secret or server.signing_secret)

    async def beat(self, request: BeatRequest) -> BeatReply:
        """Answer a beat, with the counts of what it names."""
        self.beats.append(request)
        error = self.refuse_beat(request)
        if error is not None:
            raise error
        held = self.counts.take((*request.journal, *request.left_behind))
        if self.loses_answers:
            raise LinkError("link.unreachable", address="10.0.0.1:8443")
        time, reply = self.reply.time, self.reply
        return BeatReply(
            time,
            held,
            reply.orders,
            reply.checkpoint,
            reply.is_recovering,
            reply.addresses,
            reply.forks,
        )

    async def sign_in(self, _request: SignInRequest, *, is_needed: bool = True) -> SignInReply:
        """Admit nobody."""
        raise self.refuse_submit or LinkError("link.unreachable", address="10.0.0.1:8443")

    async def submit(self, request: SubmitRequest) -> SubmitReply:
        """Give a receipt."""
        self.submits.append(request)
        if self.refuse_submit is not None:
            raise self.refuse_submit
        server = self.room.server
        return SubmitReply(receipt_for(request.envelope, server, "002.brida"))

    async def close(self) -> None:
        """Have nothing to let go of."""
