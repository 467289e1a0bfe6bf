"""The secretariat's day: each step is as far as the database says."""

import os
from pathlib import Path

from exam.clock import ExamTime
from server.checklist import Progress, Step, Task, checklist_of, next_of
from server.closing import close_sitting
from server.copying import make_final_copy
from server.door import close_check_in, open_check_in
from server.office import OpenExam
from server.places import draw_seats
from server.starting import order_start
from tests.server.acting import place_seat


def steps_of(exam: OpenExam) -> dict[Task, Step]:
    steps = exam.store.read(lambda db: checklist_of(db, exam))
    return {Task(step.task): step for step in steps}


def test_a_new_exam_is_created_and_everything_else_is_open_or_on_paper(exam: OpenExam) -> None:
    steps = steps_of(exam)
    assert list(steps) == list(Task)
    assert steps[Task.CREATED] == Step(Task.CREATED, Progress.DONE, {"candidates": 54})
    on_paper = {task for task, step in steps.items() if step.progress is Progress.ON_PAPER}
    assert on_paper == {Task.PRINTED, Task.REHEARSED, Task.MINUTES}
    assert next_of(tuple(steps.values())) == steps[Task.ENROLLED]


def test_enrolled_pcs_are_counted_without_those_that_were_revoked(exam: OpenExam) -> None:
    place_seat(exam, "PC-01")
    revoked = place_seat(exam, "PC-02").seat.id
    query = "update seats set revoked = 1 where id = ?"
    exam.store.write_now(lambda db: db.execute(query, [revoked]))
    enrolled = steps_of(exam)[Task.ENROLLED]
    assert (enrolled.progress, enrolled.details) == (Progress.BEGUN, {"there": 1, "wanted": 60})
    for number in range(2, 61):
        place_seat(exam, f"Meja {number}")
    assert steps_of(exam)[Task.ENROLLED].progress is Progress.DONE


def test_the_lot_is_done_at_the_instant_of_the_ledger(exam: OpenExam) -> None:
    assert steps_of(exam)[Task.PLACED].progress is Progress.OPEN
    exam.act_now(lambda db, now: draw_seats(db, exam.config, os.urandom(32), "s", now))
    placed = steps_of(exam)[Task.PLACED]
    assert placed.progress is Progress.DONE
    assert 0 <= int(placed.details["at"]) <= exam.timeline.now()


def test_the_door_is_begun_while_it_is_open_and_done_when_it_is_closed(exam: OpenExam) -> None:
    exam.store.write_now(lambda db: db.execute("delete from door"))
    progress = [steps_of(exam)[Task.OPENED].progress]
    for act in (open_check_in, close_check_in):
        exam.act_now(lambda db, now: act(db, "pengawas-1", now))  # noqa: B023
        progress.append(steps_of(exam)[Task.OPENED].progress)
    assert progress == [Progress.OPEN, Progress.BEGUN, Progress.DONE]


def test_start_and_close_and_the_copy_are_done_in_their_turn(
    exam: OpenExam, tmp_path: Path
) -> None:
    exam.act_now(lambda db, now: order_start(db, exam, "pengawas-1", now))
    steps = steps_of(exam)
    assert steps[Task.STARTED].progress is Progress.DONE
    assert steps[Task.CLOSED].progress is Progress.OPEN
    later = ExamTime(exam.timeline.now() + 5 * 60 * 60 * 1000)
    exam.store.write_now(lambda db: close_sitting(db, exam, "sekretariat", later))
    assert steps_of(exam)[Task.CLOSED].progress is Progress.DONE
    assert steps_of(exam)[Task.COPIED].progress is Progress.OPEN
    make_final_copy(exam, tmp_path / "salinan", "sekretariat")
    assert steps_of(exam)[Task.COPIED].progress is Progress.DONE


def test_at_the_end_of_the_day_nothing_comes_next() -> None:
    assert next_of(tuple(Step(task, Progress.DONE) for task in Task)) is None
