"""What happened to one candidate, as the proctor is told it."""

from exam.clock import ExamTime
from exam.events import (
    Cause,
    PaperSealed,
    PauseAcknowledged,
    StartEntered,
    WritingInterrupted,
)
from server.ceremony import Handouts
from server.credits import loss_of
from server.office import OpenExam
from server.orders import terms_of
from server.record import record_of
from tests.server.at_work import (
    LEAD,
    NOW,
    START,
    credit,
    end,
    pause,
    reopening,
    resume,
    two_at_work,
)


def test_everything_that_happened_is_told_in_its_order_with_names(
    exam: OpenExam, made: Handouts
) -> None:
    room = two_at_work(exam, made)
    room.report(0, WritingInterrupted(START + 1_000, START + 61_000))
    room.order(credit(START + 62_000), room.ids[0])
    stop = pause(START + 70_000)
    room.order(stop)
    room.report(0, PauseAcknowledged(stop.id, START + 71_000))
    room.order(resume(stop, START + 80_000))
    room.report(0, PaperSealed(1, 1, START + 100_000, Cause.SUBMITTED))
    room.hand_in(0, START + 101_000)
    room.order(reopening(START + 110_000), room.ids[0])
    room.order(end(START + 120_000), room.ids[0])
    found = exam.store.read(lambda db: record_of(db, room.ids[0], room.sitting(0)))
    assert [(one.at - START, one.kind) for one in found] == [
        (NOW - START, "admitted"),
        (0, "started"),
        (1_000, "interrupted"),
        (62_000, "credited"),
        (70_000, "pause-ordered"),
        (71_000, "paused"),
        (80_000 + LEAD, "resumed"),
        (100_000, "sealed"),
        (101_000, "received"),
        (110_000, "reopened"),
        (120_000 + LEAD, "ended"),
    ]
    by_kind = {one.kind: one for one in found}
    assert by_kind["admitted"].seat == "PC-01"
    assert by_kind["interrupted"].milliseconds == 60_000
    assert (by_kind["credited"].people, by_kind["credited"].reason) == (
        ("Pengawas Ruang 1",),
        "Listrik padam",
    )
    assert len(by_kind["reopened"].people) == 2


def test_a_start_by_the_topic_code_is_told_with_how_much_later_it_was(
    exam: OpenExam, made: Handouts
) -> None:
    room = two_at_work(exam, made)
    room.report(0, StartEntered(START + 7 * 60_000), now=START + 9 * 60_000)
    found = exam.store.read(lambda db: record_of(db, room.ids[0], room.sitting(0)))
    (begun,) = [one for one in found if one.kind == "start-entered"]
    assert (begun.at, begun.milliseconds) == (START + 7 * 60_000, 7 * 60_000)
    loss = loss_of(room.sitting(0), terms_of(exam), ExamTime(START + 9 * 60_000))
    assert (loss.proposed, loss.needs_two) == (7 * 60_000, False)


def test_a_start_by_the_topic_code_before_any_order_is_no_loss(
    exam: OpenExam, made: Handouts
) -> None:
    room = two_at_work(exam, made)
    room.report(0, StartEntered(START - 5_000))
    found = exam.store.read(lambda db: record_of(db, room.ids[0], room.sitting(0)))
    assert [one.milliseconds for one in found if one.kind == "start-entered"] == [0]
    now = ExamTime(START + 60_000)
    assert loss_of(room.sitting(0), terms_of(exam), now).proposed == 0
    assert room.sitting(0).remaining_at(now) == room.sitting(1).remaining_at(now) - 5_000


def test_another_hand_in_of_the_same_revision_is_told_as_kept_aside(
    exam: OpenExam, made: Handouts
) -> None:
    room = two_at_work(exam, made)
    room.hand_in(0, START + 1_000)
    room.hand_in(0, START + 2_000, text="Naskah lain")
    found = exam.store.read(lambda db: record_of(db, room.ids[0], room.sitting(0)))
    assert [one.kind for one in found if one.code] == ["received", "kept-aside"]
