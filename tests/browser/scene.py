"""A lively hall: whatever a page can say of a candidate or ask of a proctor is so of somebody."""

from exam.events import HelpCalled, WritingInterrupted
from exam.proceedings import Attendance, IncidentKind
from server.announcements import make_announcement
from server.attendance import note_attendance
from server.authorship import Press
from server.conversing import lock_work, send_message
from server.exits import permit_exit
from server.incidents import Incident, note_incident
from server.proposals import Proposal, propose
from server.stopping import order_pause
from tests.browser.floor import Floor

MINUTE = 60_000
ONE = "pengawas-1"
WHY = "Listrik padam"
_AWAY = "select id from applications where seat_id is null order by number limit 1"


def set_scene(floor: Floor) -> None:
    """Let somebody call, be locked, be stopped, lose time, be out, and have handed in."""
    exam = floor.exam
    ids = [who.application_id for who in floor.people]
    now = exam.timeline.now()
    floor.report(0, HelpCalled("c" * 32, now))
    floor.report(1, WritingInterrupted(now - 5 * MINUTE, now - MINUTE))
    floor.hand_in(2)
    exam.act_now(lambda db, now: order_pause(db, exam, _press(1), ids[3], WHY, now))
    exam.act_now(lambda db, now: lock_work(db, exam, _press(2), ids[4], WHY, now))
    exam.act_now(lambda db, now: propose(db, Proposal(ids[5], 20 * MINUTE, 0, ONE, WHY), now))
    exam.act_now(lambda db, now: permit_exit(db, ids[6], ONE, "Ke toilet", now))
    exam.act_now(lambda db, now: send_message(db, exam, _press(3), (), "Mohon tenang.", now))
    exam.act_now(lambda db, now: make_announcement(db, "a" * 32, "Kembali pukul 10.", ONE, now))
    incident = Incident("b" * 32, IncidentKind.NETWORK, "Kabel lepas", ids[7])
    exam.act_now(lambda db, now: note_incident(db, incident, ONE, now))
    absent = exam.store.read(lambda db: str(db.execute(_AWAY).fetchone()[0]))
    exam.act_now(lambda db, now: note_attendance(db, absent, Attendance.ABSENT, ONE, WHY, now))


def _press(number: int) -> Press:
    return Press(ONE, f"{number:032x}")
