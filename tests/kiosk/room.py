"""A room for kiosk tests: a server in memory behind the real link interface, and a clock in hand.

The server keeps what kiosks send as the real one does: contiguous records only, one seat for an
application, one receipt for an envelope.
"""

import asyncio
import itertools
import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from exam import keys
from exam.codes import code_from_bits
from exam.config import ExamConfig, Topic, encode_config, parse_config
from exam.errors import LinkError, RefusedError
from exam.events import (
    FIRST_REVISION,
    AnyOrder,
    Deed,
    EnvelopeReceived,
    HandInReopened,
    PauseAcknowledged,
    SeatAdmitted,
    StartOrdered,
)
from exam.journal import parse_header
from exam.protocol import (
    BeatReply,
    BeatRequest,
    Held,
    IssuedOrder,
    Manifest,
    SegmentPart,
    ServerTime,
    SignedOrder,
    SignInReply,
    SignInRequest,
    SubmitReply,
    SubmitRequest,
    decode,
    encode,
    exam_id_of,
    make_order_id,
    seal_topic,
    sign_order,
)
from exam.receipts import Receipt, SignedReceipt, read_receipt, receipt_code, sign_receipt
from exam.seal import Manuscript, envelope_digest, open_envelope, peek_envelope, read_envelope
from kiosk.desk import Desk
from kiosk.machine import Machine
from kiosk.settings import Seat, SeatDescription, SeatFolder
from kiosk.spool import Spool

NUMBER = "001"
CODE = code_from_bits(20_261_205)
APPLICATION = "001.kesbangpol"
TOPIC = Topic("kesbangpol", "Kerukunan", "Tulislah gagasan Saudara.")
MINUTES = 240
HOUR = 3_600_000
_LONGEST_SECONDS = 60
_TURNS_OF_TASKS, _THREADS_SECONDS = 20, 0.001
_LOOPS, _STILL_TURNS = 4, 8
_T = TypeVar("_T")
_ADDRESS = "10.0.0.1:8443"
_CONFIG = Path(__file__).parents[2] / "exam_configs" / "semarang.toml"


def practice_toml() -> str:
    """Return the Semarang config as a practice exam with the cheapest key derivation."""
    text = _CONFIG.read_text("utf-8").replace("practice = false", "practice = true")
    return text.replace('card_kdf = "standard"', 'card_kdf = "test-only"')


def practice_config() -> ExamConfig:
    """Return that config, read."""
    return parse_config(practice_toml().encode(), "semarang.toml")


def new_id() -> str:
    """Draw the id of an order."""
    return make_order_id(os.urandom)


class HandClock:
    """A boot clock that moves only when a test moves it; whoever waits is woken in order."""

    def __init__(self) -> None:
        self.now = 1_000_000
        self.busy = 0
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []

    def boottime(self) -> int:
        """Milliseconds."""
        return self.now

    def in_thread(self, function: Callable[..., _T], /, *arguments: Any) -> Awaitable[_T]:
        """Run a function in a thread; from now until then this clock should stand still."""
        self.busy += 1
        return asyncio.ensure_future(self._run(function, *arguments))

    async def _run(self, function: Callable[..., _T], /, *arguments: Any) -> _T:
        try:
            return await asyncio.to_thread(function, *arguments)
        finally:
            self.busy -= 1

    async def wait(self, seconds: float) -> None:
        """Wait until the test has moved the clock so far."""
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((self.now + round(seconds * 1000), woken))
        await woken

    @property
    def waiting(self) -> int:
        """How many tasks wait for this clock."""
        self._waiting = [one for one in self._waiting if not one[1].done()]
        return len(self._waiting)

    def next_instant(self, latest: int) -> int | None:
        """When the next task wants to be woken, if not after `latest`."""
        due = [at for at, woken in self._waiting if at <= latest and not woken.done()]
        return min(due, default=None)

    def wake(self, at: int) -> None:
        """Move to an instant and wake those who waited for it."""
        self.now = max(self.now, at)
        for due, woken in self._waiting:
            if due <= self.now and not woken.done():
                woken.set_result(None)


@dataclass
class FakeServer:
    """What a server keeps; `away` makes it unreachable."""

    clock: HandClock
    config: ExamConfig = field(default_factory=practice_config)
    away: bool = False
    exam_offset: int = 5_000_000
    orders: tuple[SignedOrder, ...] = ()
    seat_of: dict[str, str] = field(default_factory=dict)
    segments: dict[bytes, list[bytes]] = field(default_factory=dict)
    envelopes: dict[tuple[str, int], tuple[bytes, SignedReceipt]] = field(default_factory=dict)
    beats: list[BeatRequest] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    refuse_with: RefusedError | None = None
    admissions: int = 0
    heard_at: int = 0
    deeds: tuple[Deed, ...] = ()
    run: int = 1
    wall: int = 0

    def __post_init__(self) -> None:
        self.signing_secret = b"\x01" * 32
        self.panel_seed = b"\x02" * 32
        self.topic_key = b"\x03" * 32
        self.manifest_bytes = encode(
            Manifest(
                1,
                b"no certificate",
                keys.signing_public_key(self.signing_secret),
                keys.sealing_public_key(self.panel_seed),
                encode_config(self.config),
            )
        )
        self.exam_id = exam_id_of(self.manifest_bytes)
        profile = self.config.kdf_profile
        card = keys.stretch(CODE, "card", self.exam_id, NUMBER, profile=profile)
        self.auth_hash = keys.auth_hash(card.auth)

    @property
    def exam_time(self) -> int:
        """Exam time now."""
        return self.clock.now + self.exam_offset

    def order_start(self, in_seconds: int = 10) -> None:
        """Order the start."""
        now = self.exam_time
        start = StartOrdered(new_id(), now, now + in_seconds * 1000)
        self.give(start, topic_key=self.topic_key)

    def give(self, order: AnyOrder, topic_key: bytes = b"", application_id: str = "") -> None:
        """Give an order, to everybody if no application is named."""
        issued = IssuedOrder(self.exam_id, "", application_id, order, topic_key)
        self.orders += (sign_order(issued, self.signing_secret),)

    def forget_sign_in(self) -> None:
        """Be as if restored from a backup of before the candidate came."""
        self.seat_of.clear()
        self.admissions = 0
        self.orders = tuple(
            signed
            for signed in self.orders
            if not isinstance(decode(signed.body, IssuedOrder).order, SeatAdmitted)
        )

    def sign_in(self, seat_id: str, request: SignInRequest) -> SignInReply:
        """Admit at a seat, as far as a test needs it: the last seat has the application."""
        self.numbers.append(request.number)
        if request.number != NUMBER or keys.auth_hash(request.auth) != self.auth_hash:
            raise RefusedError("sign-in.wrong")
        self._admit(seat_id)
        return SignInReply(
            application_id=APPLICATION,
            number=NUMBER,
            name="Dra. Sri Wahyuningsih, M.Si.",
            nip="197003151995032001",
            post_id="kesbangpol",
            duration=MINUTES * 60_000,
            accommodation=0,
            time=ServerTime(self.run, self.exam_time),
            topic=seal_topic(self.topic_key, "kesbangpol", msgspec.json.encode(TOPIC), os.urandom),
            orders=self.orders,
            journal=tuple(
                SegmentPart(header, 0, tuple(records)) for header, records in self.segments.items()
            ),
            received=tuple(self._received(*kept) for kept in self.envelopes.values()),
            receipts=tuple(receipt for _, receipt in self.envelopes.values()),
            office="Kepala Bidang Ketahanan Bangsa",
            unit="Badan Kesatuan Bangsa dan Politik",
            heard_at=self.heard_at,
            deeds=self.deeds,
        )

    def _admit(self, seat_id: str) -> None:
        if self.seat_of.get(APPLICATION) != seat_id:
            self.seat_of[APPLICATION] = seat_id
            self.admissions += 1
            name = seat_id.upper()
            order = SeatAdmitted(new_id(), self.exam_time, self.admissions, seat_id, name)
            self.give(order, application_id=APPLICATION)

    def beat(self, _seat_id: str, request: BeatRequest) -> BeatReply:
        """Store what continues a segment, from any seat; what was forgotten is asked for."""
        self.beats.append(request)
        self._take_back(request.orders)
        held = tuple(self._store(part) for part in (*request.journal, *request.left_behind))
        time = ServerTime(self.run, self.exam_time)
        is_recovering = request.admission > self.admissions
        pauses = tuple(deed for deed in self.deeds if isinstance(deed, PauseAcknowledged))
        return BeatReply(
            time, held, self.orders, is_recovering=is_recovering, pauses=pauses, wall=self.wall
        )

    def _take_back(self, orders: tuple[SignedOrder, ...]) -> None:
        """Know orders again that a seat brings back."""
        for signed in orders:
            if signed not in self.orders:
                self.orders += (signed,)
                order = decode(signed.body, IssuedOrder).order
                if isinstance(order, SeatAdmitted) and order.admission > self.admissions:
                    self.admissions, self.seat_of[APPLICATION] = order.admission, order.seat_id

    def submit(self, seat_public_key: bytes, request: SubmitRequest) -> SubmitReply:
        """Keep an envelope and sign its receipt."""
        envelope = read_envelope(request.envelope, seat_public_key)
        self._require_seated(envelope.seat_id)
        key, digest = (
            (envelope.application_id, envelope.revision),
            envelope_digest(request.envelope),
        )
        if key not in self.envelopes:
            if envelope.revision != self._expected_revision():
                raise RefusedError("submit.revision", revision=envelope.revision, expected=0)
            receipt = Receipt(self.exam_id, *key, digest, self.exam_time)
            self.envelopes[key] = (request.envelope, sign_receipt(receipt, self.signing_secret))
        elif envelope_digest(self.envelopes[key][0]) != digest:
            raise RefusedError("submit.revision", revision=envelope.revision, expected=0)
        return SubmitReply(self.envelopes[key][1])

    def _received(self, signed: bytes, signed_receipt: SignedReceipt) -> EnvelopeReceived:
        envelope = peek_envelope(signed)
        receipt = read_receipt(signed_receipt, keys.signing_public_key(self.signing_secret))
        return EnvelopeReceived(
            envelope.revision,
            envelope.admission,
            envelope.sealed_at,
            receipt.received_at,
            receipt.envelope_digest.hex(),
            receipt_code(signed_receipt),
        )

    def opened(self, seat: Seat, revision: int = 1) -> Manuscript:
        """What was handed in, as the panel reads it."""
        signed, _ = self.envelopes[(APPLICATION, revision)]
        envelope = read_envelope(signed, keys.signing_public_key(seat.signing_secret))
        return open_envelope(envelope, self.panel_seed)

    def _expected_revision(self) -> int:
        orders = (decode(signed.body, IssuedOrder).order for signed in self.orders)
        reopened = (order.revision for order in orders if isinstance(order, HandInReopened))
        return max(reopened, default=FIRST_REVISION)

    def _require_seated(self, seat_id: str) -> None:
        if self.seat_of.get(APPLICATION) is None:
            raise RefusedError("seat.sign-in-first")
        if self.seat_of[APPLICATION] != seat_id:
            raise RefusedError("seat.fenced", seat=self.seat_of[APPLICATION])

    def _store(self, part: SegmentPart) -> Held:
        records = self.segments.setdefault(part.header, [])
        if part.first <= len(records):
            records.extend(part.records[len(records) - part.first :])
        return Held(parse_header(part.header).segment_id, len(records))


@dataclass
class FakeLink:
    """The wire from one seat to the server in memory."""

    server: FakeServer
    seat: Seat
    closed: bool = False
    loses_answers: bool = False
    loses_submits: bool = False
    needs: list[bool] = field(default_factory=list)

    async def sign_in(self, request: SignInRequest, *, is_needed: bool = True) -> SignInReply:
        """Call the server, and remember who could not have begun without it."""
        self.needs.append(is_needed)
        return self._call(lambda: self.server.sign_in(self.seat.description.seat_id, request))

    async def beat(self, request: BeatRequest) -> BeatReply:
        """Call the server."""
        return self._call(lambda: self.server.beat(self.seat.description.seat_id, request))

    async def submit(self, request: SubmitRequest) -> SubmitReply:
        """Call the server."""
        if self.loses_submits:
            raise LinkError("link.unreachable", address=_ADDRESS)
        public_key = keys.signing_public_key(self.seat.signing_secret)
        return self._call(lambda: self.server.submit(public_key, request))

    async def close(self) -> None:
        """Note that the desk let go."""
        self.closed = True

    def _call(self, call: Callable[[], _T]) -> _T:
        if self.server.away:
            raise LinkError("link.unreachable", address=_ADDRESS)
        if self.server.refuse_with is not None:
            raise self.server.refuse_with
        reply = call()
        if self.loses_answers:
            raise LinkError("link.unreachable", address=_ADDRESS)
        return reply


class Room:
    """A server, PCs, and one clock for all."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock()
        self.server = FakeServer(self.clock)
        self._folder = folder
        self.boot_id = "one boot"
        self.links: list[FakeLink] = []

    def seat(self, name: str = "PC-01") -> Seat:
        """Return an enrolled PC; the same name is the same PC."""
        return Seat(
            folder=SeatFolder(self._folder / name),
            description=SeatDescription(name.lower(), name, "10.0.0.1", 8443, 8444),
            exam_id=self.server.exam_id,
            manifest=msgspec.msgpack.decode(self.server.manifest_bytes, type=Manifest),
            config=self.server.config,
            signing_secret=keys.digest("seat", name),
        )

    def open_desk(self, name: str = "PC-01") -> Desk:
        """Start the kiosk program at a PC."""
        seat = self.seat(name)
        self.links.append(FakeLink(self.server, seat))
        clock = self.clock
        machine = Machine(clock.boottime, os.urandom, clock.wait, clock.in_thread, self.boot_id)
        return Desk(seat, self.links[-1], Spool(seat.folder.spool), machine)

    async def open_writing_desk(self, name: str = "PC-01") -> Desk:
        """Start at a PC, sign in, go through the rules, and begin to write."""
        desk = self.open_desk(name)
        self.server.order_start(in_seconds=0)
        await desk.sign_in(NUMBER, CODE)
        desk.confirm_identity()
        desk.accept_rules()
        return desk

    async def advance(self, desk: Desk, milliseconds: int) -> None:
        """Let so much time pass for a desk that runs."""
        await let_pass(self.clock, desk, milliseconds)


async def let_pass(clock: HandClock, desk: Desk, milliseconds: int) -> None:
    """Let so much time pass for a desk that runs by that clock, alone."""

    def is_quiet() -> bool:
        """Whether the desk's loops wait for the clock, and what is unsaved does too."""
        return not clock.busy and clock.waiting >= (_LOOPS if desk.view.saved else _LOOPS + 1)

    await _until_still(is_quiet)
    latest = clock.now + milliseconds
    while (at := clock.next_instant(latest)) is not None:
        clock.wake(at)
        await _until_still(is_quiet)
    clock.now = latest


async def _until_still(condition: Callable[[], bool]) -> None:
    """Let others go on until a condition holds, and still holds when all had their turn."""
    await until(condition)
    still = 0
    while still < _STILL_TURNS:
        await asyncio.sleep(0)
        still += 1
        if not condition():
            await until(condition)
            still = 0


async def until(condition: Callable[[], bool]) -> None:
    """Let other tasks go on, and then threads, until a condition holds.

    Whoever only yields to tasks keeps the interpreter from the threads of disk and server.
    """
    async with asyncio.timeout(_LONGEST_SECONDS):
        for turn in itertools.count():
            if condition():
                return
            await asyncio.sleep(0 if turn < _TURNS_OF_TASKS else _THREADS_SECONDS)


@contextmanager
def running(desk: Desk) -> Iterator[None]:
    """Run a desk in the background; leaving the block is a kill, nothing is closed."""
    task = asyncio.get_running_loop().create_task(desk.run())
    try:
        yield
    finally:
        task.cancel()
