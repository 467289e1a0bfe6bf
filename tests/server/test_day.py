"""What people note on the day: each act once on the record, a later word undoing an earlier one."""

from collections.abc import Callable
from hashlib import sha256

import pytest
from sqlite_utils import Database

from exam.chronicle import decode_entry
from exam.clock import ExamTime
from exam.entry import Entry
from exam.errors import RefusedError
from exam.proceedings import (
    AnnouncementEnded,
    AnnouncementMade,
    Attendance,
    AttendanceNoted,
    ExitEnded,
    ExitPermitted,
    IncidentKind,
    IncidentNoted,
    SeatRevoked,
)
from server.announcements import (
    Announcement,
    end_announcement,
    make_announcement,
    standing_announcements,
)
from server.attendance import note_attendance
from server.ceremony import Handouts
from server.day import Notes, notes_by_application
from server.enrolment import seat_of_certificate
from server.exits import end_exit, exits_of, permit_exit
from server.incidents import Incident, incidents_of, note_incident
from server.office import OpenExam
from server.revoking import revoke_seat
from server.store import ledger_size
from tests.server.acting import candidate, place_seat
from tests.server.at_work import START, TwoAtWork, sit_down, two_at_work

BY = "pengawas-1"
INCIDENT = "0a" * 16
WALL = "0b" * 16


@pytest.fixture
def room(exam: OpenExam, made: Handouts) -> TwoAtWork:
    """Two who write; the others have not signed in."""
    return two_at_work(exam, made)


def did(exam: OpenExam, act: Callable[[Database], object]) -> list[Entry]:
    """Do something; return what it added to the ledger."""
    before = exam.store.read(ledger_size)
    exam.store.write_now(act)
    query = "select entry from ledger where position >= ? order by position"
    rows = exam.store.read(lambda db: list(db.query(query, [before])))
    return [decode_entry(row["entry"]) for row in rows]


def refusal(exam: OpenExam, act: Callable[[Database], object]) -> str:
    before = exam.store.read(ledger_size)
    with pytest.raises(RefusedError) as refused:
        exam.store.write_now(act)
    assert exam.store.read(ledger_size) == before
    return refused.value.code


def notes(exam: OpenExam, application_id: str) -> Notes:
    return exam.store.read(notes_by_application)[application_id]


# Attendance


def noting(
    who: str, word: Attendance, at: int = 70_000, by: str = BY
) -> Callable[[Database], None]:
    return lambda db: note_attendance(db, who, word, by, "Banjir", ExamTime(at))


def test_who_has_signed_in_is_present_and_of_others_nobody_knows(
    room: TwoAtWork, made: Handouts
) -> None:
    assert notes(room.exam, room.ids[0]).attendance is Attendance.PRESENT
    assert notes(room.exam, made.cards[5].application.id) == Notes()
    assert len(room.exam.store.read(notes_by_application)) == len(made.cards)


def test_of_several_words_the_last_counts_and_the_same_again_is_nothing(
    exam: OpenExam, made: Handouts
) -> None:
    who = made.cards[0].application.id
    absent = AttendanceNoted(70_000, who, Attendance.ABSENT, BY, "Banjir")
    assert did(exam, noting(who, Attendance.ABSENT)) == [absent]
    assert did(exam, noting(who, Attendance.ABSENT, 71_000, "pengawas-2")) == []
    assert notes(exam, who) == Notes(Attendance.ABSENT, "Banjir")
    late = AttendanceNoted(72_000, who, Attendance.LATE, BY, "Banjir")
    assert did(exam, noting(who, Attendance.LATE, 72_000)) == [late]
    assert notes(exam, who).attendance is Attendance.LATE
    did(exam, noting(who, Attendance.PRESENT, 73_000))
    assert notes(exam, who).attendance is Attendance.PRESENT


def test_who_was_noted_as_absent_and_signs_in_is_present_after_all(
    exam: OpenExam, made: Handouts
) -> None:
    who = made.cards[0].application.id
    did(exam, noting(who, Attendance.ABSENT))
    sit_down(exam, candidate(exam, made.cards[0]), place_seat(exam, "PC-01"), 80_000)
    assert notes(exam, who) == Notes(Attendance.PRESENT)


def test_who_was_let_in_as_late_stays_late(exam: OpenExam, made: Handouts) -> None:
    who = made.cards[0].application.id
    did(exam, noting(who, Attendance.LATE))
    sit_down(exam, candidate(exam, made.cards[0]), place_seat(exam, "PC-01"), 80_000)
    assert notes(exam, who) == Notes(Attendance.LATE, "Banjir")


def test_who_writes_is_not_absent(room: TwoAtWork) -> None:
    assert refusal(room.exam, noting(room.ids[0], Attendance.ABSENT)) == "attendance.is-here"
    assert did(room.exam, noting(room.ids[0], Attendance.LATE)) != []


def test_nobody_is_late_before_the_door_was_ever_open(exam: OpenExam, made: Handouts) -> None:
    exam.store.write_now(lambda db: db.table("door").delete_where())
    who = made.cards[0].application.id
    assert refusal(exam, noting(who, Attendance.LATE)) == "attendance.too-early"


def test_nothing_is_noted_of_somebody_who_is_no_candidate(exam: OpenExam) -> None:
    assert refusal(exam, noting("999", Attendance.ABSENT)) == "order.nobody"


# Incidents


def incident(who: str = "", seat: str = "") -> Incident:
    return Incident(INCIDENT, IncidentKind.POWER, "Listrik padam", who, seat)


@pytest.mark.parametrize("concerns", ["candidate", "pc", "all"])
def test_an_incident_is_noted_once_for_whom_it_concerns(room: TwoAtWork, concerns: str) -> None:
    who = room.ids[0] if concerns == "candidate" else ""
    seat = room.seats[1].seat.id if concerns == "pc" else ""
    one = incident(who, seat)
    noted = did(room.exam, lambda db: note_incident(db, one, BY, ExamTime(70_000)))
    expected = IncidentNoted(70_000, INCIDENT, IncidentKind.POWER, who, seat, BY, "Listrik padam")
    assert noted == [expected]
    assert did(room.exam, lambda db: note_incident(db, one, "x", ExamTime(71_000))) == []
    assert [one.incident for one in room.exam.store.read(incidents_of)] == [one]
    assert notes(room.exam, room.ids[0]).incidents == (concerns == "candidate")


@pytest.mark.parametrize(
    ("one", "code"),
    [(incident(who="999"), "order.nobody"), (incident(seat="999"), "seat.unknown")],
)
def test_an_incident_of_nobody_is_refused(exam: OpenExam, one: Incident, code: str) -> None:
    assert refusal(exam, lambda db: note_incident(db, one, BY, ExamTime(1))) == code


# Leave of the room


def test_a_candidate_is_out_once_until_they_are_back(room: TwoAtWork) -> None:
    who, exam = room.ids[0], room.exam

    def go_out(db: Database) -> None:
        permit_exit(db, who, BY, "Kamar kecil", ExamTime(START + 5))

    (out,) = did(exam, go_out)
    assert isinstance(out, ExitPermitted)
    assert (out.application_id, out.reason) == (who, "Kamar kecil")
    assert did(exam, go_out) == []
    assert notes(exam, who).out_since == START + 5
    assert notes(exam, room.ids[1]).out_since is None

    def come_back(db: Database) -> None:
        end_exit(db, out.exit_id, "pengawas-2", ExamTime(START + 9))

    assert did(exam, come_back) == [ExitEnded(START + 9, out.exit_id, "pengawas-2")]
    assert did(exam, come_back) == []
    assert notes(exam, who).out_since is None
    (one,) = exam.store.read(exits_of)
    assert (one.out_at, one.back_at) == (START + 5, START + 9)
    assert len(did(exam, go_out)) == 1


def test_leave_is_for_who_has_signed_in_and_not_handed_in(room: TwoAtWork, made: Handouts) -> None:
    def go_out(who: str) -> Callable[[Database], None]:
        return lambda db: permit_exit(db, who, BY, "Kamar kecil", ExamTime(START + 20))

    assert refusal(room.exam, go_out(made.cards[5].application.id)) == "exit.not-here"
    assert refusal(room.exam, go_out("999")) == "order.nobody"
    room.hand_in(0, START + 10)
    assert refusal(room.exam, go_out(room.ids[0])) == "exit.handed-in"


def test_nobody_comes_back_who_never_went(exam: OpenExam) -> None:
    assert refusal(exam, lambda db: end_exit(db, INCIDENT, BY, ExamTime(1))) == "exit.unknown"


# Announcements


def test_an_announcement_stands_on_the_wall_until_it_is_taken_down(exam: OpenExam) -> None:
    def make(db: Database) -> None:
        make_announcement(db, WALL, "Salat Zuhur pukul 12.00.", BY, ExamTime(70_000))

    def end(db: Database) -> None:
        end_announcement(db, WALL, "pengawas-2", ExamTime(80_000))

    assert did(exam, make) == [AnnouncementMade(70_000, WALL, BY, "Salat Zuhur pukul 12.00.")]
    assert did(exam, make) == []
    standing = (Announcement(WALL, "Salat Zuhur pukul 12.00.", BY, ExamTime(70_000)),)
    assert exam.store.read(standing_announcements) == standing
    assert did(exam, end) == [AnnouncementEnded(80_000, WALL, "pengawas-2")]
    assert did(exam, end) == []
    assert did(exam, make) == []
    assert exam.store.read(standing_announcements) == ()


def test_what_does_not_stand_on_the_wall_is_not_taken_down(exam: OpenExam) -> None:
    act = refusal(exam, lambda db: end_announcement(db, WALL, BY, ExamTime(1)))
    assert act == "announcement.unknown"


# PCs that are listened to no more


def test_a_pc_is_withdrawn_once_and_known_no_more(room: TwoAtWork) -> None:
    place = room.seats[0]

    def revoke(db: Database) -> None:
        revoke_seat(db, place.seat.id, BY, "Papan ketik rusak", ExamTime(70_000))

    entry = SeatRevoked(70_000, place.seat.id, BY, "Papan ketik rusak")
    assert did(room.exam, revoke) == [entry]
    assert did(room.exam, revoke) == []
    digest = sha256(place.certificate).digest()
    with pytest.raises(RefusedError) as refused:
        room.exam.store.read(lambda db: seat_of_certificate(db, digest))
    assert refused.value.code == "seat.revoked"


def test_a_pc_that_is_not_there_is_not_withdrawn(exam: OpenExam) -> None:
    assert refusal(exam, lambda db: revoke_seat(db, "x", BY, "", ExamTime(1))) == "seat.unknown"
