"""Candidates who sit down and hand in without a network."""

from exam.protocol import VERSION, SubmitRequest
from server.admission import sign_in
from server.envelopes import accept_envelope
from server.office import OpenExam
from tests.server.acting import Candidate, LocalSeat, place_seat


def sit_down(exam: OpenExam, who: Candidate, name: str) -> LocalSeat:
    """Put a candidate at a seat, as signed in."""
    place = place_seat(exam, name)
    now = exam.timeline.now()
    exam.store.write_now(
        lambda db: sign_in(db, exam, place.seat, who.sign_in(), lambda *_: False, now)
    )
    return place


def hand_in(exam: OpenExam, who: Candidate, text: str) -> None:
    """Seal a text at an own seat and hand it in."""
    place = sit_down(exam, who, f"PC-{who.number}")
    query = "select admission from applications where id = ?"
    ((admission,),) = exam.store.read(lambda db: db.execute(query, [who.application_id]).fetchall())
    sealed = who.envelope(place.seat.id, place.signing_secret, text, admission=admission)
    request = SubmitRequest(VERSION, sealed)
    now = exam.timeline.now()
    exam.store.write_now(lambda db: accept_envelope(db, exam, request, now))
