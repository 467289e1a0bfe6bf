"""Who does not come to the paper, after a stage was announced or somebody was taken out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.proceedings import Attendance
from exam.result_record import Decision
from exam.sentences import sentence
from server.admission import allow_move, sign_in
from server.attendance import note_attendance
from server.ceremony import Card
from server.closing import close_sitting
from server.day_record import read_day
from server.documents.issuing import announcement_of
from server.hall import Hall
from server.office import OpenExam, open_exam
from server.outside import preview_outside, take_outside
from server.places import draw_seats
from server.plan import Draft
from server.results import announce_stage, decide
from server.roll import roll_of
from server.seating import seat_lines
from server.starting import order_start
from server.web.seat_view import Seat, alarm_of, summarise
from server.web.signs import Signage
from tests.server.acting import Hand, LocalSeat, candidate, place_seat
from tests.server.browsing import Visitor, visiting
from tests.server.conftest import CONFIGS, practice_toml
from tests.server.panel_acting import passphrases_of
from tests.server.ready_made import ReadyMade
from tests.server.result_acting import ASSESSED, PAPER, list_of
from tests.server.without_paper import fields_of

ROSTER = CONFIGS / "semarang" / "roster.csv"
STAFF = "pengawas-1"
BEFORE, AFTER, LAST = "berkas", "kesehatan", "pelantikan"
_STAGE = '[[stages]]\nid = "{id}"\nname = "{id}"\nweight = 0\nsource = "unscored"\n\n'


class Hallway:
    """An exam whose assessment decides who comes to the paper."""

    def __init__(self, exam: OpenExam, cards: tuple[Card, ...]) -> None:
        self.exam = exam
        self.cards = cards
        self.passed, self.failed = cards[0], cards[1]
        self._places: dict[str, LocalSeat] = {}

    def bring(self, failed: Card, reason: str = "") -> None:
        """Take scores of the assessment: 80 for everybody but one."""
        scores = {card.application.number: "80" for card in self.cards}
        scores[failed.application.number] = "60"
        draft = Draft("asesmen.csv", list_of(scores))
        config = self.exam.config
        seen = self.exam.store.read(lambda db: preview_outside(db, config, ASSESSED, draft))
        self.exam.act_now(lambda db, now: take_outside(db, seen, draft, "s", reason, now))

    def announce(self, stage_id: str = ASSESSED) -> None:
        """Let the chair announce the assessment, or another stage."""
        config = self.exam.config
        self.exam.act_now(lambda db, now: announce_stage(db, config, stage_id, "ketua", now))

    def decide(self, card: Card, decision: Decision, stage_id: str = PAPER) -> None:
        """Let the chair decide about somebody's taking part."""
        one, config = card.application.id, self.exam.config

        def act(db: Database, now: ExamTime) -> None:
            decide(db, config, one, decision, stage_id, "ketua", "Surat.", now)

        self.exam.act_now(act)

    def refusal(self, card: Card) -> RefusedError | None:
        """Try to sign somebody in; returns why that is refused."""
        exam, name = self.exam, f"PC-{card.application.number}"
        if name not in self._places:
            self._places[name] = place_seat(exam, name)
        place = self._places[name]
        request = candidate(exam, card).sign_in()

        def act(db: Database, now: ExamTime) -> None:
            sign_in(db, exam, place.seat, request, lambda *_: False, now)

        try:
            exam.act_now(act)
        except RefusedError as error:
            return error
        return None

    def expected(self) -> list[str]:
        """Return the numbers on the attendance list."""
        roll = self.exam.store.read(lambda db: roll_of(db, self.exam.config))
        return [one.number for one in roll]


@pytest.fixture
def hand() -> Hand:
    """The clocks of the machine, moved by the test."""
    return Hand()


@pytest.fixture
def hallway(tmp_path: Path, ready_made: ReadyMade, hand: Hand) -> Iterator[Hallway]:
    """The exam before the paper: an assessment between two stages that nobody scores."""
    config = tmp_path / "lulus.toml"
    text = practice_toml()
    for stage_id, follows in ((BEFORE, ASSESSED), (AFTER, PAPER), (LAST, "rekam-jejak")):
        head = f'[[stages]]\nid = "{follows}"'
        assert text.count(head) == 1
        text = text.replace(head, _STAGE.format(id=stage_id) + head)
    source = 'source = "imported"\n'
    assert text.index(source) > text.index(f'id = "{ASSESSED}"')
    config.write_text(text.replace(source, f"{source}goes_on = {{ pass_mark = 70 }}\n", 1), "utf-8")
    made = ready_made.copy_to(tmp_path / "exam", config, ROSTER)
    with open_exam(tmp_path / "exam", hand.clocks) as exam:
        yield Hallway(exam, made.cards)


def test_before_an_announcement_everybody_is_expected(hallway: Hallway) -> None:
    hallway.bring(hallway.failed)
    assert len(hallway.expected()) == len(hallway.cards)
    assert hallway.refusal(hallway.failed) is None


def test_whoever_does_not_go_on_is_refused_by_the_name_of_the_stage(hallway: Hallway) -> None:
    hallway.bring(hallway.failed)
    hallway.announce()
    refused = hallway.refusal(hallway.failed)
    assert refused is not None
    number = hallway.failed.application.number
    assert sentence(refused, str).startswith(
        f"The card {number} admits nobody: by the announcement of the stage “Asesmen"
    )
    assert number not in hallway.expected()
    assert len(hallway.expected()) == len(hallway.cards) - 1
    assert hallway.refusal(hallway.passed) is None


def test_no_proctor_lets_them_in_by_moving_them(hallway: Hallway) -> None:
    hallway.bring(hallway.failed)
    hallway.announce()
    exam, one = hallway.exam, hallway.failed.application.id
    place = place_seat(exam, "PC-09")
    with pytest.raises(RefusedError) as refused:
        exam.act_now(lambda db, now: allow_move(db, exam, one, place.seat.id, STAFF, now))
    assert refused.value.code == "sitting.not-gone-on"
    assert hallway.refusal(hallway.failed) is not None


def test_a_corrected_announcement_counts_at_once(hallway: Hallway) -> None:
    hallway.bring(hallway.failed)
    hallway.announce()
    hallway.bring(hallway.passed, reason="Tertukar.")
    assert hallway.refusal(hallway.failed) is not None
    hallway.announce()
    assert hallway.refusal(hallway.failed) is None
    assert hallway.refusal(hallway.passed) is not None


@pytest.mark.parametrize("stage_id", [ASSESSED, PAPER])
def test_who_withdraws_before_the_paper_is_not_admitted_until_taken_back(
    hallway: Hallway, stage_id: str
) -> None:
    hallway.bring(hallway.failed)
    hallway.decide(hallway.passed, Decision.WITHDRAWN, stage_id)
    hallway.announce()
    refused = hallway.refusal(hallway.passed)
    assert refused is not None
    assert (refused.code, refused.details["number"]) == (
        "sitting.excluded",
        hallway.passed.application.number,
    )
    hallway.decide(hallway.passed, Decision.READMITTED, stage_id)
    assert hallway.refusal(hallway.passed) is None


@pytest.mark.parametrize("taken_out", [Decision.WITHDRAWN, Decision.ABSENT])
def test_who_is_taken_back_after_an_announcement_comes_at_once(
    hallway: Hallway, taken_out: Decision
) -> None:
    hallway.bring(hallway.failed)
    for card in (hallway.passed, hallway.failed):
        hallway.decide(card, taken_out, BEFORE)
    hallway.announce()
    for card in (hallway.passed, hallway.failed):
        assert hallway.refusal(card) is not None
        hallway.decide(card, Decision.READMITTED, BEFORE)
    assert hallway.refusal(hallway.passed) is None
    refused = hallway.refusal(hallway.failed)
    assert refused is not None
    assert refused.code == "sitting.not-gone-on"


def test_an_earlier_stage_announced_again_counts_for_the_later_one_too(hallway: Hallway) -> None:
    hallway.bring(hallway.failed)
    hallway.announce()
    hallway.announce(AFTER)
    hallway.bring(hallway.passed, reason="Tertukar.")
    hallway.announce()
    assert hallway.refusal(hallway.failed) is None
    refused = hallway.refusal(hallway.passed)
    assert refused is not None
    assert str(refused.details["stage"]).startswith("Asesmen")


def test_who_withdraws_from_a_later_stage_comes_to_the_paper(hallway: Hallway) -> None:
    with pytest.raises(RefusedError) as refused:
        hallway.decide(hallway.passed, Decision.WITHDRAWN, "wawancara")
    assert refused.value.code == "result.stage-hidden"
    assert hallway.refusal(hallway.passed) is None


def test_who_writes_already_goes_on_writing(hallway: Hallway) -> None:
    assert hallway.refusal(hallway.failed) is None
    hallway.bring(hallway.failed)
    hallway.announce()
    assert hallway.refusal(hallway.failed) is None
    assert hallway.failed.application.number in hallway.expected()


def test_the_hall_says_why_somebody_does_not_come_and_counts_them_nowhere(
    hallway: Hallway,
) -> None:
    hallway.bring(hallway.failed)
    hallway.announce()
    exam = hallway.exam
    lines = exam.store.read(lambda db: seat_lines(db, exam, Hall(), exam.timeline.now()))
    (line,) = [one for one in lines if one.application_id == hallway.failed.application.id]
    assert line.barred_at.startswith("Asesmen")
    seat, signage = Seat(line, alarm_of(line)), Signage(str)
    assert [sign.text for sign in signage.state(seat)] == ["does not come"]
    assert [sign.text for sign in signage.flags(seat)] == [f"out since “{line.barred_at}”"]
    assert summarise(lines).candidates == summarise(lines).away == len(hallway.cards) - 1


def test_nobody_is_noted_absent_who_does_not_come(hallway: Hallway, hand: Hand) -> None:
    hallway.bring(hallway.failed)
    hallway.announce()
    exam, one = hallway.exam, hallway.failed.application.id
    with pytest.raises(RefusedError) as refused:
        exam.act_now(
            lambda db, now: note_attendance(db, one, Attendance.ABSENT, STAFF, "Alasan.", now)
        )
    assert refused.value.code == "attendance.not-expected"
    assert hallway.refusal(hallway.passed) is None
    exam.topics.key = b"k" * 32
    exam.act_now(lambda db, now: order_start(db, exam, STAFF, now))
    hand.move(6 * 60 * 60)
    exam.act_now(lambda db, now: close_sitting(db, exam, STAFF, now))
    day = exam.store.read(lambda db: read_day(db, exam)).day
    assert (day.count(Attendance.PRESENT), day.count(Attendance.ABSENT)) == (
        1,
        len(hallway.cards) - 2,
    )


def test_the_lot_gives_no_place_to_whoever_does_not_come(hallway: Hallway) -> None:
    hallway.bring(hallway.failed)
    hallway.announce()
    exam = hallway.exam
    plan = exam.act_now(lambda db, now: draw_seats(db, exam.config, bytes(32), "sekretariat", now))
    assert len(plan.taken) == len(hallway.cards) - 1
    assert plan.place_of(hallway.failed.application.id) is None


def test_who_was_expected_at_a_closed_sitting_stays_so(hallway: Hallway, hand: Hand) -> None:
    hallway.bring(hallway.failed)
    assert hallway.refusal(hallway.passed) is None
    exam, expected = hallway.exam, hallway.expected()
    exam.topics.key = b"k" * 32
    exam.act_now(lambda db, now: order_start(db, exam, STAFF, now))
    hand.move(6 * 60 * 60)
    exam.act_now(lambda db, now: close_sitting(db, exam, STAFF, now))
    hallway.announce()
    assert hallway.expected() == expected


def test_no_stage_after_the_paper_is_announced_before_names_are_open(hallway: Hallway) -> None:
    for stage_id in (PAPER, LAST):
        for ask in (hallway.announce, lambda one: announcement_of(hallway.exam, one)):
            with pytest.raises(RefusedError) as refused:
                ask(stage_id)
            assert refused.value.code == "result.stage-awaited"


@pytest.fixture
def visitor(hallway: Hallway, tmp_path: Path, ready_made: ReadyMade) -> Iterator[Visitor]:
    """A browser at the exam."""
    made = ready_made.copy_to(tmp_path / "again", tmp_path / "lulus.toml", ROSTER)
    with visiting(hallway.exam, passphrases_of(made)) as browser:
        yield browser


def test_the_chair_announces_and_takes_out_before_names_are_open_and_no_other_panelist_does(
    hallway: Hallway, visitor: Visitor
) -> None:
    hallway.bring(hallway.failed)
    visitor.log_in("ketua")
    page = visitor.get("/panel/hasil").text
    assert f"/panel/penetapan/tahap/{ASSESSED}" in page
    assert f"/panel/penetapan/tahap/{PAPER}" not in page
    shown = visitor.get(f"/panel/penetapan/tahap/{ASSESSED}")
    assert hallway.failed.application.name in shown.text.replace("&#39;", "'")
    announced = visitor.post(f"/panel/penetapan/tahap/{ASSESSED}", fields_of(shown))
    assert announced.status_code == 303
    one = hallway.passed.application.id
    asked = visitor.get(f"/panel/penetapan/peserta/{one}").text
    assert f'value="{PAPER}"' in asked
    assert 'value="wawancara"' not in asked
    fields = {"decision": "withdrawn", "stage": PAPER, "reason": "Mengundurkan diri."}
    assert visitor.post(f"/panel/penetapan/peserta/{one}", fields).status_code in (200, 303)
    docx = visitor.get(f"/panel/penetapan/pengumuman/{ASSESSED}")
    assert docx.status_code == 200
    refused = [hallway.refusal(card) for card in (hallway.passed, hallway.failed)]
    assert [one and one.code for one in refused] == ["sitting.excluded", "sitting.not-gone-on"]
    visitor.log_out()
    visitor.log_in("penilai-2")
    assert visitor.get("/panel/hasil").status_code == 409
