"""What the server ever said that it has: records and envelopes, and whether it still has them.

Kept by listening to what the server answers. After its disk was restored from a backup it owes what
is missing until the kiosks have brought it back.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exam.errors import SealError
from exam.protocol import BeatReply, SubmitReply, decode
from exam.receipts import SignedReceipt, read_receipt

if TYPE_CHECKING:
    from scripts.simulating.world import World


@dataclass
class Acknowledged:
    """The server's word, in its own records."""

    world: "World"
    counts: dict[bytes, int] = field(default_factory=dict)
    owed: dict[bytes, int] = field(default_factory=dict)
    receipts: dict[bytes, SignedReceipt] = field(default_factory=dict)

    def hear(
        self, seat: str, call: str, _raw: bytes, reply: bytes | None, _error: BaseException | None
    ) -> None:
        """Listen to an answer of the server."""
        if reply is None:
            return
        if call == "beat":
            self._hear_held(seat, decode(reply, BeatReply))
        elif call == "submit":
            self._hear_receipt(decode(reply, SubmitReply).receipt)

    def note_restored(self, held: dict[bytes, int]) -> None:
        """Know what an older disk has: the rest is owed."""
        for segment, count in self.counts.items():
            if held.get(segment, 0) < count:
                self.owed[segment] = max(count, self.owed.get(segment, 0))
                self.counts[segment] = held.get(segment, 0)

    def _hear_held(self, seat: str, reply: BeatReply) -> None:
        for held in reply.held:
            known = self.counts.get(held.segment_id, 0)
            if held.count < known:
                self.world.story.violate(
                    "acknowledged",
                    f"{held.segment_id.hex()[:8]} of {seat}: {known} records were held, "
                    f"now {held.count}",
                )
            self.counts[held.segment_id] = max(known, held.count)
            if held.count >= self.owed.get(held.segment_id, 0):
                self.owed.pop(held.segment_id, None)

    def _hear_receipt(self, signed: SignedReceipt) -> None:
        story = self.world.story
        try:
            receipt = read_receipt(signed, self.world.premises.manifest.server_signing_key)
        except SealError as error:
            story.violate("P6", f"a receipt does not verify: {error!r}")
            return
        if signed.body not in self.receipts:
            story.tell("server", f"receipt for {receipt.application_id} r{receipt.revision}")
        self.receipts[signed.body] = signed
