"""What must hold when the day is over, whatever happened in it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sqlite_utils import Database

from exam.draft import replay
from exam.errors import ExamError
from exam.events import EnvelopeReceived, HeadAcknowledged
from exam.hand_ins import outcome_of
from exam.journal import parse_header, read_records, unlock_with_panel
from exam.ledger import leaf_hash, merkle_root, read_checkpoint
from exam.receipts import read_receipt
from exam.seal import open_envelope, peek_envelope
from kiosk.recovery import StoredSegment
from scripts.simulating.acknowledged import Acknowledged
from scripts.simulating.machine import Computer
from scripts.simulating.parting import BEAT_MILLISECONDS
from server.reconcile import find_damage
from server.segments import journal_of, records_of
from server.sittings import all_sittings
from server.unsealing import unseal

if TYPE_CHECKING:
    from scripts.simulating.candidate import Person
    from scripts.simulating.memory import Texts
    from scripts.simulating.world import World

_BARE: Final = 2
"""A segment of so many records only repeats the text of the one before, which was deleted."""


class Verdict:
    """Reads server and disks to the end."""

    def __init__(self, world: "World", acknowledged: Acknowledged) -> None:
        self._world = world
        self._acknowledged = acknowledged
        self._db = Database(world.hub.disk)
        self._at_server = held_at_server(world)
        self._on_disks = self._read_disks()

    def judge(self) -> None:
        """Check everything."""
        self._judge_records()
        self._judge_bytes()
        self._judge_receipts()
        self._judge_ledger()
        self._judge_database()
        for person in self._world.people:
            self._judge_hand_in(person)

    def has_everything(self) -> bool:
        """Whether nothing is missing at the server that lies on a PC."""
        return all(
            self._at_server.get(segment, 0) >= here or segment in self._world.lab.spoilt
            for segment, (here, _) in self._on_disks.items()
        )

    def _violate(self, promise: str, what: str) -> None:
        self._world.story.violate(promise, what)

    def _read_disks(self) -> dict[bytes, tuple[int, str]]:
        """Return how many records of each segment the PCs that live still have, and where."""
        found: dict[bytes, tuple[int, str]] = {}
        for computer in self._world.computers:
            if computer.is_lost:
                continue
            for application_id in self._applications():
                for stored in self._segments(computer, application_id):
                    try:
                        segment = parse_header(stored[0]).segment_id
                    except ExamError:
                        continue
                    best = found.get(segment, (0, ""))
                    found[segment] = max(best, (stored[1], computer.name))
        return found

    def _segments(self, computer: Computer, application_id: str) -> list[tuple[bytes, int]]:
        stored = self._stored(computer, application_id)
        return [(one.header, len(one.records)) for one in stored]

    def _stored(self, computer: Computer, application_id: str) -> Sequence[StoredSegment]:
        spool = self._world.lab.spool_of(computer).of_application(application_id)
        torn = {path.name for disk in computer.disks for path in disk.torn}
        return [self._without_torn(stored, torn) for stored in spool.segments()]

    def _without_torn(self, stored: StoredSegment, torn: Collection[str]) -> StoredSegment:
        """Leave out a last record of which a power cut kept the length, and not the contents."""
        try:
            header = parse_header(stored.header)
        except ExamError:
            return stored
        if not any(header.segment_id.hex() in name for name in torn):
            return stored
        key = unlock_with_panel(header, self._world.premises.panel_seed)
        try:
            for _ in read_records(stored.header, key, stored.records):
                continue
        except ExamError as error:
            if error.details.get("index") == len(stored.records) - 1:
                return replace(stored, records=stored.records[:-1])
        return stored

    def _applications(self) -> list[str]:
        return [person.application_id for person in self._world.people]

    def _judge_records(self) -> None:
        """Nothing acknowledged is missing, and everything on a living disk has arrived."""
        story, owed = self._world.story, self._acknowledged.owed
        for segment, count in self._acknowledged.counts.items():
            held = self._at_server.get(segment, 0)
            if held < count:
                self._violate("acknowledged", f"{segment.hex()[:8]}: {held} of {count} records")
        for segment, count in owed.items():
            held, (here, where) = (
                self._at_server.get(segment, 0),
                self._on_disks.get(segment, (0, "")),
            )
            if held < min(count, here) and segment not in self._world.lab.spoilt:
                self._violate(
                    "P3", f"{segment.hex()[:8]}: {held} came back, {where} has {here} of {count}"
                )
            elif held < count:
                story.counts["acknowledged records lost with both disks"] += count - held
        for segment, (here, where) in self._on_disks.items():
            held = self._at_server.get(segment, 0)
            is_bare = here <= _BARE and bool(self._world.lab.spoilt)
            if held < here and segment not in self._world.lab.spoilt and not is_bare:
                self._violate("P3", f"{segment.hex()[:8]}: {where} has {here}, the server {held}")

    def _judge_bytes(self) -> None:
        """What lies at both sides is the same, to the byte."""
        for computer in self._world.computers:
            if computer.is_lost:
                continue
            for application_id in self._applications():
                for stored in self._stored(computer, application_id):
                    self._judge_stored(computer, stored)

    def _judge_stored(self, computer: Computer, stored: StoredSegment) -> None:
        try:
            segment = parse_header(stored.header).segment_id
        except ExamError:
            return
        there = records_of(self._db, segment)
        both = min(len(there), len(stored.records))
        if segment not in self._world.lab.spoilt and there[:both] != tuple(stored.records[:both]):
            self._violate("P3", f"{segment.hex()[:8]}: {computer.name} and the server differ")

    def _judge_receipts(self) -> None:
        """Every receipt ever signed verifies, and its envelope is here."""
        here = {row["digest"] for row in self._db.query("select digest from envelopes")}
        key = self._world.premises.manifest.server_signing_key
        for signed in self._acknowledged.receipts.values():
            receipt = read_receipt(signed, key)
            if receipt.envelope_digest not in here:
                if self._world.was_restored and not self._is_on_disk(receipt.envelope_digest):
                    self._world.story.counts["envelopes lost with both disks"] += 1
                else:
                    self._violate("P6", f"no envelope for a receipt of {receipt.application_id}")

    def _is_on_disk(self, digest: bytes) -> bool:
        return digest in self._world.lab.envelopes()

    def _judge_database(self) -> None:
        """The shipped look at start-up finds nothing missing either."""
        exam = self._world.hub.exam
        if exam is not None:
            for damage in exam.store.read(lambda db: find_damage(db, exam)):
                self._violate("ledger", f"{damage.code} {damage.details}")

    def _judge_ledger(self) -> None:
        """The log is what its checkpoints say."""
        rows = list(self._db.query("select position, entry, leaf from ledger order by position"))
        if [row["position"] for row in rows] != list(range(len(rows))):
            self._violate("ledger", "positions are not without a gap")
        if any(leaf_hash(row["entry"]) != row["leaf"] for row in rows):
            self._violate("ledger", "a leaf is not the hash of its entry")
        keeper = self._world.hub.checkpoints
        if keeper is not None and keeper.latest is not None:
            checkpoint = read_checkpoint(
                keeper.latest, self._world.premises.manifest.server_signing_key
            )
            leaves = [row["leaf"] for row in rows[: checkpoint.size]]
            if merkle_root(leaves) != checkpoint.root:
                self._violate("ledger", f"its root at {checkpoint.size} is not the signed one")

    def _judge_hand_in(self, person: "Person") -> None:
        """One hand-in counts, and it is the candidate's."""
        if not person.has_begun:
            return
        sitting = all_sittings(self._db)[person.application_id]
        grace = self._world.premises.config.writing.sitting_rules.grace_seconds * 1000
        counted = outcome_of(sitting, grace).counted
        story = self._world.story
        if isinstance(counted, EnvelopeReceived):
            story.counts["counted: envelope"] += 1
            self._judge_text(person, self._read(person, counted, self._opened(counted)), "envelope")
        elif isinstance(counted, HeadAcknowledged):
            story.counts["counted: escrow"] += 1
            texts = self._read(person, counted, self._replayed(person, counted))
            self._judge_text(person, texts, "escrow")
        else:
            story.counts["counted: nothing"] += 1
            self._judge_nothing(person)

    def _read(
        self, person: "Person", counted: EnvelopeReceived | HeadAcknowledged, own: "Texts"
    ) -> "Texts":
        """Return what counts as read here, if the shipped opening reads the same."""
        premises = self._world.premises
        exam_id, seed = premises.exam_id, premises.panel_seed
        try:
            unsealed = unseal(self._db, exam_id, person.application_id, counted, seed, "")
        except ExamError as error:
            self._violate("P6", f"{person.number}: what counts does not open: {error!r}")
            return own
        found = unsealed.manuscript
        was_locked = person.may_be_rejoined or bool(self._world.lab.spoilt)
        if unsealed.is_rejoined and was_locked:
            self._world.story.counts["texts joined that no kiosk could open"] += 1
        elif (found.paper, found.slides) != own:
            self._violate("P6", f"{person.number}: the opening finds another text")
        return own

    def _judge_text(self, person: "Person", texts: "Texts", how: str) -> None:
        if person.may_be_rejoined:
            self._world.story.counts["texts under two cards"] += 1
            return
        if texts in person.memory.handed_in:
            return
        if texts in person.memory.cut_short and self._world.lab.spoilt:
            self._world.story.counts["counted: more than a damaged PC could show"] += 1
            return
        parting = person.parting
        loss = person.memory.loss(texts)
        is_left = texts in person.memory.left_behind
        if loss is None and is_left and (how == "escrow" or not person.memory.handed_in):
            self._world.story.counts["counted: a text that was left and come back to"] += 1
            return
        if loss is None:
            self._violate("P6", f"{person.number}: the {how} that counts was never typed")
            return
        if how == "envelope" and loss.edits and parting is None:
            self._violate("P6", f"{person.number}: {loss.edits} edits are not in what counts")
        if parting is not None:
            kind = f"zero, {parting.how}" + ("" if parting.lan_was_good else ", no LAN")
            is_lost = self._world.restored_at >= parting.at
            kind += ", server's disk lost" if is_lost else ""
            milliseconds = parting.lost_milliseconds(loss)
            self._world.story.lose(kind, milliseconds, loss.edits)
            is_bound = parting.lan_was_good and not is_lost
            if is_bound and milliseconds > BEAT_MILLISECONDS:
                self._violate("P6", f"{person.number}: {milliseconds:.0f} ms are not in the {how}")

    def _judge_nothing(self, person: "Person") -> None:
        if self._world.was_restored or not any(person.memory.texts):
            return
        if person.parting is None or person.parting.lan_was_good:
            self._violate("P6", f"{person.number} wrote, and nothing counts")

    def _opened(self, counted: EnvelopeReceived) -> "Texts":
        digest = bytes.fromhex(counted.digest)
        (row,) = self._db.query("select signed from envelopes where digest = ?", [digest])
        manuscript = open_envelope(peek_envelope(row["signed"]), self._world.premises.panel_seed)
        return (manuscript.paper, manuscript.slides)

    def _replayed(self, person: "Person", head: HeadAcknowledged) -> "Texts":
        parts = journal_of(self._db, person.application_id)
        wanted = bytes.fromhex(head.segment_id)
        mine = [part for part in parts if parse_header(part.header).segment_id == wanted]
        records = [record for part in mine for record in part.records][: head.count]
        header = parse_header(mine[0].header)
        key = unlock_with_panel(header, self._world.premises.panel_seed)
        draft = replay(read_records(mine[0].header, key, records))
        return (draft.paper, draft.slides)


def held_at_server(world: "World") -> dict[bytes, int]:
    """Return how many records of each segment the server's disk has."""
    rows = Database(world.hub.disk).query(
        "select segment_id, max(first + count) as held from batches group by segment_id"
    )
    return {bytes(row["segment_id"]): int(row["held"]) for row in rows}
