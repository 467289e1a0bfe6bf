"""How wrong codes are counted, what somebody with the right one is told, and who may move."""

from dataclasses import dataclass, replace

import pytest

from exam.chronicle import OrderIssued, decode_entry
from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.events import HeadAcknowledged, SeatAdmitted
from exam.journal import chain_head
from exam.protocol import SignInReply
from server.admission import FREE_FAILURES, Heard, Patience, allow_move, sign_in
from server.ceremony import Handouts
from server.intake import accept_beat
from server.office import OpenExam
from server.sittings import note_deeds
from tests.server.acting import Candidate, LocalSeat, beat, candidate, place_seat
from tests.server.at_work import NOW, WRITING_DEEDS, stand

SEAT, NUMBER = "PC-01", "001"


def _nobody(_seat_id: str, _application_id: str) -> ExamTime | None:
    """Say when nobody was heard of."""
    return None


def _fail(patience: Patience, times: int, at: int = 0) -> None:
    for _ in range(times):
        patience.note_failure(SEAT, NUMBER, ExamTime(at))


@pytest.mark.parametrize(
    ("failures", "passed", "wait"),
    [
        (FREE_FAILURES - 1, 0, None),
        (FREE_FAILURES, 0, 30),
        (FREE_FAILURES, 1, 30),
        (FREE_FAILURES, 1_000, 29),
        (FREE_FAILURES, 29_999, 1),
        (FREE_FAILURES, 30_000, None),
        (FREE_FAILURES + 1, 29_999, 1),
    ],
)
def test_the_wait_begins_with_the_fifth_failure_and_ends_after_half_a_minute(
    failures: int, passed: int, wait: int | None
) -> None:
    patience = Patience()
    _fail(patience, failures)
    assert _wait(patience, SEAT, NUMBER, passed) == wait


def test_another_seat_or_number_need_not_wait() -> None:
    patience = Patience()
    _fail(patience, FREE_FAILURES)
    assert _wait(patience, "PC-02", NUMBER) is None
    assert _wait(patience, SEAT, "002") is None


def test_the_right_code_ends_the_counting() -> None:
    patience = Patience()
    _fail(patience, FREE_FAILURES - 1)
    patience.note_success(SEAT, NUMBER)
    _fail(patience, 1)
    assert _wait(patience, SEAT, NUMBER) is None


def test_failures_of_long_ago_do_not_count() -> None:
    patience = Patience()
    _fail(patience, FREE_FAILURES - 1)
    _fail(patience, 1, at=15 * 60 * 1000)
    assert _wait(patience, SEAT, NUMBER, 15 * 60 * 1000) is None


def test_whoever_signs_in_is_told_the_present_office_and_unit_of_the_roster(
    exam: OpenExam, made: Handouts
) -> None:
    seat, who = place_seat(exam, "PC-01").seat, candidate(exam, made.cards[0])
    now = exam.timeline.now()
    reply = exam.store.write_now(
        lambda db: sign_in(db, exam, seat, who.sign_in(), lambda *_: False, now)
    )
    assert (reply.number, reply.office, reply.unit) == (
        "001",
        "Kepala Bidang Perencanaan, Pengendalian dan Evaluasi Pembangunan",
        "Badan Perencanaan Pembangunan Daerah",
    )


def _wait(patience: Patience, seat: str, number: str, now: int = 0) -> int | None:
    try:
        patience.require(seat, number, ExamTime(now))
    except RefusedError as error:
        return int(error.details["seconds"])
    return None


@dataclass(frozen=True)
class Room:
    """A candidate at PC-01, and PC-02 where they would go on."""

    exam: OpenExam
    who: Candidate
    first: LocalSeat
    second: LocalSeat
    reported: set[str]

    def sign_in(self, at: LocalSeat, now: int = NOW, heard: Heard = _nobody) -> SignInReply:
        """Sign in, while the seats in `reported` are heard of with the candidate."""

        def sits_there(seat_id: str, _application_id: str) -> bool:
            return seat_id in self.reported

        request = self.who.sign_in()
        return self.exam.store.write_now(
            lambda db: sign_in(db, self.exam, at.seat, request, sits_there, ExamTime(now), heard)
        )

    def allow(self, seat_id: str, now: int = NOW) -> None:
        """Let the candidate go on elsewhere, as a proctor."""
        who = self.who.application_id
        self.exam.store.write_now(
            lambda db: allow_move(db, self.exam, who, seat_id, "pengawas-1", ExamTime(now))
        )

    def confirm(self) -> None:
        """Say who it is."""
        who, seat = self.who.application_id, self.first.seat.id
        self.exam.store.write_now(
            lambda db: note_deeds(db, seat, who, WRITING_DEEDS, ExamTime(NOW))
        )

    def admissions(self) -> list[tuple[int, str, str]]:
        """Return number, seat and who allowed it of every admission in the ledger."""
        rows = self.exam.store.read(lambda db: list(db.query("select entry from ledger")))
        entries = [decode_entry(row["entry"]) for row in rows]
        return [
            (one.order.admission, one.order.seat_name, one.staff_id)
            for one in entries
            if isinstance(one, OrderIssued) and isinstance(one.order, SeatAdmitted)
        ]


@pytest.fixture
def room(exam: OpenExam, made: Handouts) -> Room:
    first, second = place_seat(exam, "PC-01"), place_seat(exam, "PC-02")
    room = Room(exam, candidate(exam, made.cards[0]), first, second, set())
    room.sign_in(first)
    return room


def test_who_sat_down_at_the_wrong_seat_and_left_it_needs_no_proctor(room: Room) -> None:
    room.reported.add(room.first.seat.id)
    with pytest.raises(RefusedError, match=r"sign-in\.ask-proctor"):
        room.sign_in(room.second)
    room.reported.clear()
    room.sign_in(room.second)
    assert room.admissions() == [(1, "PC-01", ""), (2, "PC-02", "")]


def test_who_said_who_they_are_goes_on_elsewhere_once_a_proctor_allows_it(room: Room) -> None:
    room.confirm()
    for _ in range(2):
        with pytest.raises(RefusedError) as refused:
            room.sign_in(room.second)
    assert refused.value.details == {"seat": "PC-01", "application": room.who.application_id}
    for _ in range(2):
        room.allow(room.second.seat.id)
    room.sign_in(room.second)
    assert room.admissions() == [(1, "PC-01", ""), (2, "PC-02", "pengawas-1")]


def test_nobody_is_moved_to_where_nobody_can_sit(room: Room) -> None:
    with pytest.raises(RefusedError, match=r"seat\.unknown"):
        room.allow("no such seat")
    revoke = {"revoked": 1}
    room.exam.store.write_now(lambda db: db.table("seats").update(room.second.seat.id, revoke))
    with pytest.raises(RefusedError, match=r"seat\.revoked"):
        room.allow(room.second.seat.id)
    stranger = replace(room, who=replace(room.who, application_id="nobody"))
    with pytest.raises(RefusedError, match=r"order\.nobody"):
        stranger.allow(room.first.seat.id)


def test_each_run_of_the_server_has_numbers_of_its_own(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = room.exam.timeline.run
    monkeypatch.setattr("server.admission._FIRST_RUN_OF_SERVING", run - 3)
    room.allow(room.second.seat.id)
    room.allow(room.first.seat.id)
    assert [number for number, *_ in room.admissions()] == [1, 192, 193]
    monkeypatch.setattr("server.admission._FIRST_RUN_OF_SERVING", run - 2000)
    room.allow(room.second.seat.id)
    assert room.admissions()[-1][0] == 194


def test_when_somebody_was_last_heard_of_is_told_at_the_next_seat_however_often_it_asks(
    room: Room,
) -> None:
    who = room.who.application_id
    assert room.sign_in(room.second, NOW + 9_000).heard_at == 0
    heard = {(room.second.seat.id, who): NOW + 500, (room.first.seat.id, who): NOW}

    def heard_at(seat_id: str, application_id: str) -> ExamTime:
        return ExamTime(heard[seat_id, application_id])

    assert room.sign_in(room.first, NOW + 1_000, heard_at).heard_at == NOW + 500
    heard[room.first.seat.id, who] = NOW + 400
    assert room.sign_in(room.first, NOW + 2_000, heard_at).heard_at == NOW + 500


def test_how_far_the_journal_is_here_is_recorded_before_a_move(room: Room) -> None:
    segment = room.who.segment(room.first.seat.id)
    segment.type("abc")
    request = beat(room.who.application_id, segment.part())
    room.exam.store.write_now(
        lambda db: accept_beat(db, room.exam, room.first.seat, request, ExamTime(NOW))
    )
    room.allow(room.second.seat.id, NOW + 5)
    stood = stand(room.exam, room.who.application_id)
    (head,) = stood.known(HeadAcknowledged)
    assert (head.count, head.at, head.admission) == (3, NOW + 5, 1)
    assert head.head == chain_head(segment.writer.header_bytes, segment.records).hex()
    assert stood.allows(head)
