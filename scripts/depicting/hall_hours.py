"""The hours in the hall: PCs are looked at, people sit down, write, call, and hand in."""

from functools import partial
from random import Random
from typing import Final

from sqlite_utils import Database

from exam.clock import ExamTime
from exam.events import (
    Cause,
    HelpCalled,
    MessageRead,
    Milestone,
    MilestoneReached,
    WritingInterrupted,
)
from exam.messages import SeatStatus, SubmitRequest
from exam.pc_check import Finding, PcCheck, PcKind, Severity
from exam.proceedings import Attendance, IncidentKind
from exam.protocol import VERSION
from exam.seal import HandIn, seal_manuscript
from scripts.depicting.selection import (
    MINUTE,
    OTHER_PROCTOR,
    PROCTOR,
    Selection,
    moment,
)
from server.announcements import make_announcement
from server.attendance import note_attendance
from server.authorship import Press
from server.closing import close_sitting
from server.conversing import answer_call, send_message
from server.door import close_check_in, open_check_in
from server.envelopes import accept_envelope
from server.exits import end_exit, exits_of, permit_exit
from server.incidents import Incident, note_incident
from server.office import OpenExam
from server.proposals import Proposal, propose
from server.starting import order_start
from server.topics import unlock_topics
from tests.server.acting import Candidate
from tests.server.journals import begin

SEATED: Final = tuple(MilestoneReached(each) for each in Milestone)
_CALLER, _INTERRUPTED, _OUTSIDE, _EARLY, _SILENT, _MOVING, _ANSWERED = 3, 7, 10, 14, 16, 5, 12
"""Who of the people, in the order in which they came, is in which state."""
_STILL_UNREAD: Final = 2
_STEP_SECONDS, _STEPS = 30, 20
_FOUND: Final = {
    "PC-05": (Finding(PcKind.WIFI, Severity.WARNING, "wlan0"),),
    "PC-13": (Finding(PcKind.REMOTE_ACCESS, Severity.STOP, "anydesk"),),
    "PC-18": (Finding(PcKind.BATTERY, Severity.NOTICE, "38 %"),),
    "PC-22": (Finding(PcKind.CLOCK, Severity.NOTICE, "", could_not_be_checked=True),),
}


def look_at_pcs(selection: Selection) -> None:
    """Switch the PCs on in the morning; something is found at some of them."""
    selection.go_to(moment(5, 6, 48))
    selection.check_pcs({name: PcCheck(found) for name, found in _FOUND.items()})


def let_people_in(selection: Selection) -> None:
    """Open the door; everybody but one comes, and the topics are unlocked."""
    exam, made = selection.exam, selection.made
    selection.go_to(moment(5, 7, 0))
    exam.act_now(lambda db, now: open_check_in(db, PROCTOR, now))
    selection.go_to(moment(5, 7, 31))
    selection.check_pcs({})
    selection.sit_down(made.cards[:-2])
    for who in selection.people:
        selection.report(who, *SEATED)
    away = made.cards[-1].application.id
    exam.act_now(lambda db, now: _absent(db, away, now))


def be_ready(selection: Selection) -> None:
    """Unlock the topics; the last one comes, and all wait for the start."""
    selection.go_to(moment(5, 7, 54))
    unlock_topics(selection.exam, selection.made.topic_key, PROCTOR)
    selection.sit_down(selection.made.cards[-2:-1])
    selection.report(selection.people[-1], *SEATED)
    for who in selection.people:
        selection.hear(selection.place_of(who), who.application_id, SeatStatus("ready"))


def write(selection: Selection) -> None:
    """Start at eight, and let things happen until a quarter past nine."""
    exam = selection.exam
    selection.go_to(moment(5, 7, 59))
    exam.act_now(lambda db, now: close_check_in(db, PROCTOR, now))
    selection.hand.move(50)
    exam.act_now(lambda db, now: order_start(db, exam, PROCTOR, now))
    selection.go_to(moment(5, 8, 20))
    _say_something(selection)
    _lose_time(selection)
    selection.go_to(moment(5, 9, 5))
    _hand_in(selection, selection.people[_EARLY])
    _type(selection)
    _call(selection)


def _say_something(selection: Selection) -> None:
    exam, people = selection.exam, selection.people
    press = Press(PROCTOR, f"{1:032x}")
    text = "Pendingin ruangan sedang diperbaiki. Mohon tetap tenang."
    exam.act_now(lambda db, now: send_message(db, exam, press, (), text, now))
    selection.hand.move(8)
    for who in people[:-_STILL_UNREAD]:
        selection.report(who, MessageRead(press.order_id(), exam.timeline.now()))
    said = "Simpan tidak perlu ditekan. Waktu selesai pukul 12.00."
    exam.act_now(lambda db, now: make_announcement(db, f"{1:032x}", said, PROCTOR, now))
    whom, answer = people[_ANSWERED].application_id, Press(OTHER_PROCTOR, f"{2:032x}")
    call_id = f"{3:032x}"
    selection.report(people[_ANSWERED], HelpCalled(call_id, exam.timeline.now()))
    selection.hand.move(40)
    exam.act_now(lambda db, now: answer_call(db, exam, answer, whom, call_id, now))
    first = people[1].application_id
    exam.act_now(lambda db, now: permit_exit(db, first, PROCTOR, "Ke toilet", now))
    selection.hand.move(6 * 60)
    (out,) = exam.store.read(exits_of)
    exam.act_now(lambda db, now: end_exit(db, out.id, PROCTOR, now))


def _lose_time(selection: Selection) -> None:
    """Let one lose time, which a proctor proposes to give back, and write down why."""
    exam, who = selection.exam, selection.people[_INTERRUPTED]
    now = exam.timeline.now()
    lost = WritingInterrupted(ExamTime(now - 22 * MINUTE), ExamTime(now - 3 * MINUTE))
    selection.report(who, lost)
    text = "Kabel listrik deret ketiga terlepas."
    incident = Incident(f"{4:032x}", IncidentKind.POWER, text, who.application_id)
    exam.act_now(lambda db, now: note_incident(db, incident, PROCTOR, now))
    asked = Proposal(who.application_id, 19 * MINUTE, 0, OTHER_PROCTOR, text)
    exam.act_now(lambda db, now: propose(db, asked, now))


def _type(selection: Selection) -> None:
    """Let everybody who still writes type for ten minutes, each at a pace of their own."""
    dice = Random("typing")
    paces = [dice.randint(1, 40) for _ in selection.people]
    for who, pace in zip(selection.people, paces, strict=True):
        text = selection.paper_of(who)
        writing = begin(who, selection.place_of(who), text.paper, slides=text.slides)
        writing.send(selection.exam, selection.exam.timeline.now())
        selection.hall.activity.note(who.application_id, pace, selection.exam.timeline.now())
    for _ in range(_STEPS):
        selection.hand.move(_STEP_SECONDS)
        now = selection.exam.timeline.now()
        for who, pace in zip(selection.people, paces, strict=True):
            records = max(0, pace + dice.randint(-15, 15))
            selection.hall.activity.note(who.application_id, records, now)
    for spare in selection.spares():
        selection.hear(spare, "", SeatStatus())
    words = [dice.randint(640, 1460) for _ in selection.people]
    for place, who in enumerate(selection.people):
        if place == _SILENT:
            selection.hand.move(-95)
        _tell(selection, who, words[place])
        if place == _SILENT:
            selection.hand.move(95)


def _tell(selection: Selection, who: Candidate, words: int) -> None:
    is_done = who is selection.people[_EARLY]
    status = SeatStatus("submitted" if is_done else "writing", words)
    selection.hear(selection.place_of(who), who.application_id, status)


def _call(selection: Selection) -> None:
    """Let one call, one be out of the room, and one ask to go on at another PC."""
    exam, people = selection.exam, selection.people
    selection.report(people[_CALLER], HelpCalled(f"{5:032x}", exam.timeline.now()))
    out = people[_OUTSIDE].application_id
    exam.act_now(lambda db, now: permit_exit(db, out, OTHER_PROCTOR, "Minum obat", now))
    spare = selection.spares()[0].seat.id
    selection.hall.note_wish(people[_MOVING].application_id, spare, exam.timeline.now())
    selection.hand.move(1)


def caller(selection: Selection) -> str:
    """Return the number of whoever calls."""
    return selection.people[_CALLER].number


def interrupted(selection: Selection) -> str:
    """Return the number of whoever lost time."""
    return selection.people[_INTERRUPTED].number


def silent(selection: Selection) -> str:
    """Return the number of whoever sits at a PC that says nothing."""
    return selection.people[_SILENT].number


def hand_in(selection: Selection) -> None:
    """Let everybody but one hand in before noon."""
    selection.go_to(moment(5, 11, 40))
    for place, who in enumerate(selection.people):
        if place not in (_EARLY, _SILENT):
            selection.hand.move(47)
            _hand_in(selection, who)
    selection.go_to(moment(5, 12, 21))
    for place, who in enumerate(selection.people):
        if place != _SILENT:
            done = SeatStatus("submitted")
            selection.hear(selection.place_of(who), who.application_id, done)
    for spare in selection.spares():
        selection.hear(spare, "", SeatStatus())


def close(selection: Selection) -> None:
    """Close the sitting."""
    exam = selection.exam
    exam.act_now(lambda db, now: close_sitting(db, exam, PROCTOR, now))
    selection.go_to(moment(5, 12, 40))


def _hand_in(selection: Selection, who: Candidate) -> None:
    exam, place, now = selection.exam, selection.place_of(who), selection.exam.timeline.now()
    claims = HandIn(
        exam.exam_id,
        who.application_id,
        1,
        1,
        place.seat.id,
        now,
        Cause.SUBMITTED,
        bytes(32),
    )
    key, manuscript = exam.manifest.panel_public_key, selection.paper_of(who)
    sealed = seal_manuscript(manuscript, claims, key, place.signing_secret, selection.dice)
    exam.act_now(partial(_accept, exam=exam, request=SubmitRequest(VERSION, sealed)))


def _accept(db: Database, now: ExamTime, exam: OpenExam, request: SubmitRequest) -> None:
    accept_envelope(db, exam, request, now)


def _absent(db: Database, application_id: str, now: ExamTime) -> None:
    note_attendance(db, application_id, Attendance.ABSENT, PROCTOR, "Sakit, ada surat dokter", now)
