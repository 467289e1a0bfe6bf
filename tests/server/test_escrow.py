"""What the opening makes of those who handed nothing in, and of texts under a lost card."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database

from exam import keys
from exam.chronicle import OrderIssued, PapersOpened, decode_entry
from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import SittingClosed
from exam.limits import LONGEST_TEXT
from exam.manuscript.marks import HEADING_1
from exam.protocol import VERSION, SubmitRequest
from exam.scoring_record import RoundBegan
from exam.seal import Manuscript
from server import summaries
from server.admission import allow_move
from server.anonymity import Slot, open_map, open_paper
from server.ceremony import Handouts
from server.closing import close_sitting
from server.envelopes import accept_envelope
from server.heads import record_heads
from server.office import OpenExam, open_exam
from server.opening import Opening, open_papers
from server.starting import order_start
from tests.server.acting import Candidate, Hand, LocalSeat, candidate, place_seat
from tests.server.at_work import sit_down
from tests.server.journals import Writing, begin, with_new_card
from tests.server.test_opening import seed_of, slots

HEADING = f"{HEADING_1}Naskah sebelumnya"


@dataclass
class Room:
    """An exam that is being written, and how its clocks are moved."""

    exam: OpenExam
    made: Handouts
    hand: Hand
    spare: LocalSeat
    places: dict[str, LocalSeat] = field(default_factory=dict)

    @property
    def now(self) -> int:
        return self.exam.timeline.now()

    def sit(self, at: int) -> Candidate:
        """Let a candidate sit down."""
        who = candidate(self.exam, self.made.cards[at])
        self.places[who.number] = place_seat(self.exam, f"PC-{who.number}")
        sit_down(self.exam, who, self.places[who.number], self.now)
        return who

    def write(self, who: Candidate, text: str = "", slides: str = "") -> Writing:
        """Begin to write, with all that is typed at the server."""
        writing = begin(who, self.places[who.number], slides=slides)
        if text:
            writing.type(text)
        writing.send(self.exam, self.now)
        return writing

    def move(self, who: Candidate) -> None:
        """Let somebody go on at the spare seat."""
        self.exam.store.write_now(
            lambda db: allow_move(
                db, self.exam, who.application_id, self.spare.seat.id, "p", ExamTime(self.now)
            )
        )
        self.hand.move(1)

    def hand_in(self, who: Candidate, text: str, at: LocalSeat, admission: int = 1) -> None:
        envelope = who.envelope(at.seat.id, at.signing_secret, text, admission=admission)
        request, now = SubmitRequest(VERSION, envelope), self.exam.timeline.now()
        self.exam.store.write_now(lambda db: accept_envelope(db, self.exam, request, now))

    def end(self) -> None:
        """Let the time run out."""
        self.hand.move(244 * 60)

    def open(self, *waived: str) -> Opening:
        return open_papers(self.exam, seed_of(self.made), os.urandom, waived)

    def papers(self) -> dict[str, Manuscript]:
        """Return the opened papers by candidates' numbers."""
        reading_key = slots(self.exam, self.made, Slot.READING)[0]
        identity_key = keys.join_shares(slots(self.exam, self.made, Slot.IDENTITY))
        (row,) = self.exam.store.read(lambda db: list(db.table("opening").rows))
        sealed, commitment = row["sealed_map"], row["map_commitment"]
        whose = open_map(identity_key, self.exam.exam_id, sealed, commitment).applications
        rows = self.exam.store.read(lambda db: list(db.table("papers").rows))
        cards = self.made.cards
        numbers: dict[str, str] = {one.application.id: one.application.number for one in cards}
        return {
            numbers[whose[row["code"]]]: open_paper(reading_key, row["code"], row["sealed"])
            for row in rows
        }

    def entries(self) -> list[object]:
        rows = self.exam.store.read(lambda db: list(db.query("select entry from ledger")))
        return [decode_entry(row["entry"]) for row in rows]


@pytest.fixture
def room(made: Handouts, exam_root: Path) -> Iterator[Room]:
    hand = Hand()
    with open_exam(exam_root, hand.clocks) as exam:
        hand.move(60)
        now = exam.timeline.now()
        exam.topics.key = made.topic_key
        exam.store.write_now(lambda db: order_start(db, exam, "pengawas-1", now))
        yield Room(exam, made, hand, place_seat(exam, "PC-99"))


def test_of_a_dead_pc_the_last_acknowledged_text_of_its_candidate_is_read(room: Room) -> None:
    present, dead, moved, fork, unread = (room.sit(at) for at in range(5))
    room.hand.move(60)
    room.hand_in(present, "diserahkan", room.places[present.number])
    room.write(dead, "tersisa di server", slides="salindia")
    before = room.write(moved, "sampai di sini")
    room.move(moved)
    begin(moved, room.spare, before.text, admission=2, after=before).send(
        room.exam, room.now, end=1
    )
    left = room.write(fork, "bersama")
    room.move(fork)
    after = begin(fork, room.spare, "bersama", admission=2, after=left)
    after.type(" di tempat baru")
    after.send(room.exam, room.now)
    left.type(" di tempat lama")
    left.send(room.exam, room.now)
    room.write(unread)
    room.end()
    with pytest.raises(RefusedError) as missing:
        room.open()
    assert missing.value.code == "opening.missing"
    assert missing.value.details == {"numbers": unread.number, "count": 1}
    opening = room.open(unread.number)
    assert room.papers() == {
        present.number: Manuscript("diserahkan", ""),
        dead.number: Manuscript("tersisa di server", "salindia"),
        moved.number: Manuscript("sampai di sini", ""),
        fork.number: Manuscript("bersama di tempat baru", ""),
    }
    escrowed = (dead, moved, fork)
    assert opening.escrowed == tuple(one.number for one in escrowed)
    assert (opening.without_envelope, opening.rejoined) == ((unread.number,), ())
    *_, closing, opened = (one for one in room.entries() if not isinstance(one, RoundBegan))
    assert isinstance(closing, OrderIssued)
    assert (type(closing.order), closing.staff_id) == (SittingClosed, "")
    assert isinstance(opened, PapersOpened)
    assert opened.escrowed == tuple(sorted(one.application_id for one in escrowed))
    assert opened.missing == (unread.application_id,)
    said = summaries.opened(opening, str)
    assert f"the last text that reached the server counts: {', '.join(opening.escrowed)}" in said


def test_a_head_of_a_time_that_was_taken_back_is_recorded_anew_at_the_close(room: Room) -> None:
    dead = room.sit(0)
    room.hand.move(60)
    room.write(dead, "tersisa di server")
    room.end()
    later = ExamTime(room.now + 3_600_000)
    room.exam.store.write_now(lambda db: record_heads(db, room.exam, later))
    closing = room.exam.act_now(lambda db, now: close_sitting(db, room.exam, "p", now))
    assert closing.escrowed == (dead.number,)
    room.open()
    assert room.papers() == {dead.number: Manuscript("tersisa di server", "")}


def test_a_text_under_a_lost_card_is_joined_to_the_later_one(room: Room) -> None:
    people = [room.sit(at) for at in range(6)]
    sealed, kept, twice, long, erased, copied = people
    room.hand.move(60)
    for who in people:
        old = room.write(who, "x" * LONGEST_TEXT if who is long else "lama", slides="salindia lama")
        if who is twice:
            old = begin(with_new_card(who), room.places[who.number], after=old)
            old.send(room.exam, room.now)
        if who is erased:
            old = begin(who, room.places[who.number], old.text, after=old)
            old.erase()
            old.send(room.exam, room.now)
        room.move(who)
        anew = begin(with_new_card(who), room.spare, admission=2, after=old)
        anew.type("baru")
        anew.send(room.exam, room.now)
        again = begin(with_new_card(who), room.spare, anew.text, admission=2, after=anew)
        again.send(room.exam, room.now)
        room.hand.move(1)
    room.hand_in(sealed, "baru, diserahkan", room.spare, admission=2)
    room.hand_in(copied, "lama, disalin: salindia lama", room.spare, admission=2)
    room.end()
    opening = room.open()
    joined = f"\n{HEADING}\nlama"
    papers = room.papers()
    assert papers[sealed.number] == Manuscript(
        f"baru, diserahkan{joined}", f"{HEADING}\nsalindia lama"
    )
    assert papers[kept.number] == Manuscript(f"baru{joined}", f"{HEADING}\nsalindia lama")
    assert papers[twice.number].paper == f"baru{joined}"
    assert papers[erased.number] == Manuscript("baru", "")
    assert papers[copied.number].paper == "lama, disalin: salindia lama"
    assert len(papers[long.number].paper) == LONGEST_TEXT
    assert set(opening.rejoined) == {one.number for one in (sealed, kept, twice, long, copied)}
    assert "Added to the paper" in summaries.opened(opening, str)


def test_of_a_damaged_text_under_a_lost_card_what_stands_before_the_damage_is_joined(
    room: Room,
) -> None:
    who = room.sit(0)
    room.hand.move(60)
    old = begin(who, room.places[who.number])
    for piece in ("lama", ", lalu", ", rusak"):
        old.type(piece)
    sent = old.records[-1]
    old.records[-1] = sent[:-1] + bytes([sent[-1] ^ 1])
    old.send(room.exam, room.now)
    room.move(who)
    anew = begin(with_new_card(who), room.spare, admission=2, after=old)
    anew.type("baru")
    anew.send(room.exam, room.now)
    room.end()
    room.open()
    assert room.papers() == {who.number: Manuscript(f"baru\n{HEADING}\nlama, lalu", "")}


def test_records_that_came_after_the_close_and_changed_ones_are_not_read(room: Room) -> None:
    people = [room.sit(at) for at in range(5)]
    room.hand.move(60)
    whole, *damaged = [room.write(who, "sampai ditutup") for who in people]
    room.end()
    closed = room.exam.store.write_now(
        lambda db: close_sitting(db, room.exam, "p", ExamTime(room.now))
    )
    assert closed.escrowed == tuple(who.number for who in people)
    whole.type(", terlambat")
    whole.send(room.exam, room.now)
    room.exam.store.write_now(lambda db: record_heads(db, room.exam, ExamTime(room.now)))
    for writing, change in zip(
        damaged,
        (
            "update batches set records = x'90' where segment_id = ?",
            "update batches set records = x'c1' where segment_id = ?",
            "delete from batches where segment_id = ?",
        ),
        strict=False,
    ):
        ids = [writing.writer.header.segment_id]
        room.exam.store.write_now(partial(Database.execute, sql=change, parameters=ids))
    rename(room, damaged[3])
    opening = room.open()
    assert room.papers() == {people[0].number: Manuscript("sampai ditutup", "")}
    assert [(one.application_id, one.reason.code) for one in opening.set_aside] == [
        (who.application_id, code)
        for who, code in zip(
            people[1:],
            ("opening.escrow", "journal.record", "opening.escrow", "opening.escrow"),
            strict=True,
        )
    ]


def rename(room: Room, writing: Writing) -> None:
    """Let the head of a journal name a segment that is not here."""
    who = writing.who.application_id
    query = "select head from heads where application_id = ?"
    (row,) = room.exam.store.read(lambda db: list(db.query(query, [who])))
    known = writing.writer.header.segment_id.hex().encode()
    head = row["head"].replace(known, b"0" * len(known))
    room.exam.store.write_now(
        lambda db: db.execute("update heads set head = ? where application_id = ?", [head, who])
    )
