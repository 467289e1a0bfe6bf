"""Vectors of the messages: one example of each kind, and its bytes."""

from typing import Final

import msgspec

from exam import keys, protocol
from exam.events import (
    Cause,
    EnvelopeReceived,
    Milestone,
    MilestoneReached,
    PaperSealed,
    PauseAcknowledged,
    StartEntered,
    StartOrdered,
)
from exam.ledger import Checkpoint, sign_checkpoint
from exam.pc_check import Finding, PcCheck, PcKind, Severity
from exam.protocol import (
    BeatReply,
    BeatRequest,
    EnrolReply,
    EnrolRequest,
    Held,
    IssuedOrder,
    Manifest,
    Message,
    Refusal,
    SealedTopic,
    SeatStatus,
    SegmentPart,
    ServerTime,
    SignInReply,
    SignInRequest,
    SubmitReply,
    SubmitRequest,
    sign_order,
)
from exam.receipts import Receipt, sign_receipt
from scripts.vectors.sources import APPLICATION, EXAM_ID, KEY, SERVER_SECRET, Vector, drawn

_TIME: Final = ServerTime(run=2, exam_time=600_000)
_PART: Final = SegmentPart(b"header", 3, (b"record", b"next record"))
_TOPIC: Final = SealedTopic("kesbangpol", b"sealed topic")
_ORDER: Final = IssuedOrder(
    EXAM_ID, "pagi", "", StartOrdered("00" * 15 + "01", 590_000, 610_000), KEY
)
_SIGNED_ORDER: Final = sign_order(_ORDER, SERVER_SECRET)
_RECEIPT: Final = sign_receipt(
    Receipt(EXAM_ID, APPLICATION, 1, drawn("digest", 32), 14_400_000), SERVER_SECRET
)
_CHECKPOINT: Final = sign_checkpoint(
    Checkpoint(EXAM_ID, 7, drawn("root", 32), 600_000), SERVER_SECRET
)
_RECEIVED: Final = EnvelopeReceived(
    revision=1,
    admission=2,
    sealed_at=14_399_000,
    received_at=14_400_000,
    digest=drawn("digest", 32).hex(),
    receipt_code="9SJ7S1MJMCG5",
)
_DEEDS: Final = (
    MilestoneReached(Milestone.RULES_ACCEPTED),
    PauseAcknowledged("00" * 15 + "02", 700_000),
    PaperSealed(revision=1, admission=2, at=14_399_000, cause=Cause.TIME_UP),
    StartEntered(at=840_000),
)
_FINDINGS: Final = (
    Finding(PcKind.REMOTE_ACCESS, Severity.STOP, "anydesk", has_passed=True),
    Finding(PcKind.LOGINS, Severity.NOTICE, could_not_be_checked=True),
)
_STATUS: Final = SeatStatus(
    "writing", 1234, 2, 650_000, 400, 90_000, "spool.disk", doubt=12, pc_check=PcCheck(_FINDINGS)
)

EXAMPLES: Final[tuple[Message, ...]] = (
    Manifest(
        1,
        b"ca certificate",
        keys.signing_public_key(SERVER_SECRET),
        b"panel key",
        b"{}",
        drawn("proctor pin", 32),
    ),
    EnrolRequest(1, "081040G2081Z", "PC-01", b"csr", drawn("seat key", 32)),
    EnrolReply("0123456789abcdef", b"certificate", 8443, ("10.0.0.2:8443",)),
    _TIME,
    _PART,
    _TOPIC,
    _SIGNED_ORDER,
    _ORDER,
    SignInRequest(1, "001", drawn("auth", 32)),
    SignInReply(
        application_id=APPLICATION,
        number="001",
        name="Siti Rahmawati",
        nip="197901012005012001",
        post_id="kesbangpol",
        duration=14_400_000,
        accommodation=1_800_000,
        time=_TIME,
        topic=_TOPIC,
        orders=(_SIGNED_ORDER,),
        journal=(_PART,),
        received=(_RECEIVED,),
        receipts=(_RECEIPT,),
        sitting_id="pagi",
        office="Kepala Bidang Ketahanan Bangsa",
        unit="Badan Kesatuan Bangsa dan Politik",
        heard_at=640_000,
        deeds=_DEEDS,
    ),
    _STATUS,
    BeatRequest(
        version=1,
        application_id=APPLICATION,
        admission=2,
        status=_STATUS,
        journal=(_PART,),
        deeds=_DEEDS,
        checkpoint=_CHECKPOINT,
        orders=(_SIGNED_ORDER,),
        left_behind=(_PART,),
        is_all=True,
    ),
    Held(drawn("segment id", 16), 5),
    BeatReply(
        time=ServerTime(3, 650_500, is_settled=False),
        held=(Held(drawn("segment id", 16), 5),),
        orders=(_SIGNED_ORDER,),
        checkpoint=_CHECKPOINT,
        is_recovering=True,
        addresses=("10.0.0.2:8443",),
        forks=1,
        wall=1_796_432_400_000,
    ),
    SubmitRequest(1, b"signed envelope", _RECEIPT),
    SubmitReply(_RECEIPT),
    Refusal("seat.fenced", {"seat": "PC-02", "row": 3}),
)
"""One of each kind, with every field that may be missing."""


def messages() -> Vector:
    """Every kind of message, by its fields and as bytes."""
    return {
        "description": (
            "Messages: MessagePack arrays of their fields in this order; facts inside them are "
            "maps with the name of their kind under 'event'. Bytes are shown as base64 among the "
            "fields. What stands for certificates, records and envelopes here is only text."
        ),
        "messages": [
            {
                "kind": type(example).__name__,
                "fields": [
                    {name: msgspec.to_builtins(value)}
                    for name, value in msgspec.structs.asdict(example).items()
                ],
                "bytes": protocol.encode(example).hex(),
            }
            for example in EXAMPLES
        ],
    }
