"""A server that stands in for the real one, in the same process: it keeps what a seat sends.

Everything is fixed, so that a kiosk that is started again finds the same exam. Messages go through
their encoding both ways, as they would on the wire; there is no TLS.
"""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from exam import keys
from exam.clock import ExamTime
from exam.codes import code_from_bits
from exam.config import Topic, encode_config, parse_config
from exam.errors import LinkError
from exam.events import SeatAdmitted, StartOrdered
from exam.journal import parse_header
from exam.protocol import (
    BeatReply,
    BeatRequest,
    Held,
    IssuedOrder,
    Manifest,
    Message,
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
from kiosk.desk import Desk
from kiosk.machine import THIS_MACHINE
from kiosk.settings import Seat, SeatDescription, SeatFolder
from kiosk.spool import Spool

_NUMBER: Final = "001"
_CODE: Final = code_from_bits(20_261_205)
_APPLICATION: Final = "001.kesbangpol"
_POST: Final = "kesbangpol"
_TOPIC: Final = Topic(_POST, "Kerukunan", "Tulislah gagasan Saudara.")
_MILLISECONDS: Final = 240 * 60_000
_AHEAD: Final = ExamTime(5_000_000)
_SIGNING_SECRET: Final = b"\x01" * keys.KEY_BYTES
_PANEL_SEED: Final = b"\x02" * keys.KEY_BYTES
_TOPIC_KEY: Final = b"\x03" * keys.KEY_BYTES
_CONFIG: Final = Path(__file__).parents[2] / "exam_configs" / "semarang.toml"
_Reply = TypeVar("_Reply", bound=Message)


def desk_in(home: Path, began: int) -> Desk:
    """Return the desk of the PC in a folder, for an exam that began at a boot time in ms."""
    seat = _seat_of(home)
    return Desk(seat, StandIn(seat, began), Spool(seat.folder.spool), THIS_MACHINE)


async def sign_in(desk: Desk) -> None:
    """Sign in, go through the rules, and begin to write, or go on.

    What a slow disk still has to take is waited for: the desk goes on in another event loop.
    """
    await desk.sign_in(_NUMBER, _CODE)
    desk.confirm_identity()
    desk.accept_rules()
    if beside := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(beside)


def _seat_of(folder: Path) -> Seat:
    """Return the only PC of this exam, with its folder."""
    manifest = _manifest()
    return Seat(
        folder=SeatFolder(folder),
        description=SeatDescription("pc-01", "PC-01", "10.0.0.1", 8443, 8444),
        exam_id=exam_id_of(encode(manifest)),
        manifest=manifest,
        config=parse_config(_toml().encode(), _CONFIG.name),
        signing_secret=keys.digest("seat", "PC-01"),
    )


def _toml() -> str:
    """Return a real selection as a practice exam, whose card codes are not stretched for long."""
    text = _CONFIG.read_text("utf-8").replace("practice = false", "practice = true")
    return text.replace('card_kdf = "standard"', 'card_kdf = "test-only"')


def _manifest() -> Manifest:
    config = parse_config(_toml().encode(), _CONFIG.name)
    signing = keys.signing_public_key(_SIGNING_SECRET)
    panel = keys.sealing_public_key(_PANEL_SEED)
    return Manifest(1, b"no certificate", signing, panel, encode_config(config))


class StandIn:
    """The link of a seat to a server in memory; the exam began at `began`, a boot time in ms."""

    def __init__(self, seat: Seat, began: int) -> None:
        self._seat = seat
        self._began = ExamTime(began + _AHEAD)
        self._segments: dict[bytes, list[bytes]] = {}

    async def sign_in(self, request: SignInRequest, *, is_needed: bool = True) -> SignInReply:
        """Admit the candidate."""
        return _over_the_wire(request, self._admit, SignInReply)

    async def beat(self, request: BeatRequest) -> BeatReply:
        """Keep what continues a segment, and say what is held."""
        return _over_the_wire(request, self._hold, BeatReply)

    async def submit(self, request: SubmitRequest) -> SubmitReply:
        """Refuse: nobody hands in during a measurement."""
        raise LinkError("link.unreachable", address="10.0.0.1:8443")

    async def close(self) -> None:
        """Let go of nothing."""

    def _admit(self, request: SignInRequest) -> SignInReply:
        topic = msgspec.json.encode(_TOPIC)
        return SignInReply(
            application_id=_APPLICATION,
            number=request.number,
            name="Dra. Sri Wahyuningsih, M.Si.",
            nip="197003151995032001",
            post_id=_POST,
            duration=_MILLISECONDS,
            accommodation=0,
            time=self._time(),
            topic=seal_topic(_TOPIC_KEY, _POST, topic, os.urandom),
            orders=self._orders(),
            journal=(),
            received=(),
            receipts=(),
        )

    def _hold(self, request: BeatRequest) -> BeatReply:
        held = tuple(self._store(part) for part in request.journal)
        return BeatReply(self._time(), held, self._orders())

    def _store(self, part: SegmentPart) -> Held:
        records = self._segments.setdefault(part.header, [])
        if part.first <= len(records):
            records.extend(part.records[len(records) - part.first :])
        return Held(parse_header(part.header).segment_id, len(records))

    def _time(self) -> ServerTime:
        return ServerTime(1, THIS_MACHINE.boottime() + _AHEAD)

    def _orders(self) -> tuple[SignedOrder, ...]:
        """Return the order of the start and the admission to this seat, always the same."""
        start = StartOrdered(_id(1), self._began, self._began)
        admitted = SeatAdmitted(_id(2), self._began, 1, self._seat.description.seat_id)
        exam = self._seat.exam_id
        issued = (
            IssuedOrder(exam, "", "", start, _TOPIC_KEY),
            IssuedOrder(exam, "", _APPLICATION, admitted, b""),
        )
        return tuple(sign_order(each, _SIGNING_SECRET) for each in issued)


def _id(number: int) -> str:
    return make_order_id(lambda length: bytes([number]) * length)


def _over_the_wire(request: Message, answer: Callable[..., _Reply], kind: type[_Reply]) -> _Reply:
    received = decode(encode(request), type(request))
    return decode(encode(answer(received)), kind)
