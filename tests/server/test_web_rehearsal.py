"""The secretariat's page of the rehearsal: begun by a form, watched, and read off the record."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from exam.proceedings import RehearsalHeld
from server.ceremony import Handouts
from server.checklist import Progress, Task, checklist_of
from server.door import close_check_in
from server.office import OpenExam
from server.rehearsal_verdict import last_rehearsal
from server.rehearsing import Rehearsals
from server.web import app as web
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.panel_acting import passphrases_of
from tests.server.test_rehearsing import VERDICT, WAITS, saying, script

PAGE = "/sekretariat/gladi"
FORM = {"seats": "3", "minutes": "0,5"}

Enter = Callable[[tuple[str, ...]], tuple[Visitor, Rehearsals]]


@pytest.fixture
def quiet(exam: OpenExam) -> OpenExam:
    """The exam on the evening before: the door is closed."""
    exam.act_now(lambda db, now: close_check_in(db, "pengawas-1", now))
    return exam


@pytest.fixture
def enter(exam: OpenExam, made: Handouts, monkeypatch: pytest.MonkeyPatch) -> Iterator[Enter]:
    """Log the secretariat in at a server whose rehearsals are played by a command."""
    with ExitStack() as stack:

        def come(command: tuple[str, ...]) -> tuple[Visitor, Rehearsals]:
            rehearsals = Rehearsals(exam, command)
            stack.callback(rehearsals.end)
            monkeypatch.setattr(web, "Rehearsals", lambda _exam: rehearsals)
            visitor = stack.enter_context(visiting(exam, passphrases_of(made)))
            visitor.log_in("sekretariat")
            return visitor, rehearsals

        yield come


def progress(exam: OpenExam) -> Progress:
    """How far the step of the rehearsal is."""
    steps = exam.store.read(lambda db: checklist_of(db, exam))
    return next(step.progress for step in steps if step.task is Task.REHEARSED)


@pytest.mark.usefixtures("quiet")
def test_it_is_begun_once_watched_and_ended(enter: Enter) -> None:
    visitor, rehearsals = enter(script(WAITS))
    assert 'name="seats" type="number" min="1" max="1000" value="54"' in visitor.get(PAGE).text
    assert visitor.post(PAGE, FORM).headers["location"] == PAGE
    assert visitor.post(PAGE, {**FORM, "seats": "9"}).status_code == 303
    page = visitor.get(PAGE).text
    assert "Gladi sedang berjalan" in page
    assert "Semua menulis selama 0,5 menit" in page
    assert rehearsals.running is not None
    assert rehearsals.running.wish.seats == 3
    assert visitor.post(f"{PAGE}/akhiri", {}).headers["location"] == PAGE
    assert "diakhiri sebelum selesai" in visitor.get(PAGE).text


def test_what_it_found_stays_on_the_page_and_in_the_list_of_the_day(
    quiet: OpenExam, enter: Enter
) -> None:
    assert progress(quiet) is Progress.ON_PAPER
    visitor, rehearsals = enter(saying(VERDICT))
    visitor.post(PAGE, FORM)
    rehearsals.wait()
    page = visitor.get(PAGE).text
    assert "70 % dari satu inti prosesor" in page
    assert "Tidak ada yang harus diperbaiki." in page
    held = quiet.store.read(last_rehearsal)
    assert isinstance(held, RehearsalHeld)
    assert (held.staff_id, held.seconds) == ("sekretariat", 30)
    assert progress(quiet) is Progress.DONE


def test_what_has_to_be_mended_keeps_the_step_open(quiet: OpenExam, enter: Enter) -> None:
    visitor, rehearsals = enter(saying(VERDICT.replace("look", "mend")))
    visitor.post(PAGE, FORM)
    rehearsals.wait()
    assert "Perbaiki yang bertanda" in visitor.get(PAGE).text
    assert progress(quiet) is Progress.BEGUN
    assert "ada yang harus diperbaiki" in visitor.get("/sekretariat").text


def test_none_is_begun_while_candidates_may_sign_in(enter: Enter) -> None:
    visitor, rehearsals = enter(script(WAITS))
    assert "Sesi sedang berlangsung" in visitor.get(PAGE).text
    refused = visitor.post(PAGE, FORM)
    assert refused.status_code == 409
    assert "Sesi sedang berlangsung" in problem_of(refused)
    assert rehearsals.running is None


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("typed", [{"minutes": "lima"}, {"seats": ""}, {"minutes": "nan"}])
def test_what_is_no_number_begins_nothing(enter: Enter, typed: dict[str, str]) -> None:
    visitor, rehearsals = enter(script(WAITS))
    refused = visitor.post(PAGE, {**FORM, **typed})
    assert refused.status_code == 422
    assert "Gladi tidak dimulai" in refused.text
    for name, value in {**FORM, **typed}.items():
        assert re.search(f'name="{name}"[^>]* value="{value}"', refused.text)
    assert rehearsals.running is None
