"""A rehearsal beside a server that runs: begun, watched, ended, and never during a sitting."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from exam.clock import ExamTime
from exam.errors import RefusedError
from server.closing import close_sitting
from server.door import close_check_in, open_check_in
from server.office import OpenExam
from server.rehearsal_verdict import Judgement, Topic, as_found, last_rehearsal
from server.rehearsing import Rehearsals, Wish, is_sitting_under_way
from server.starting import order_start
from tests.server.acting import place_seat

STAFF = "sekretariat"
VERDICT = (
    '{"findings":[{"topic":"load","judgement":"look","details":{"percent":70,"megabytes":120}}]}'
)
SAYS = "import sys; sys.stdin.readline(); print({lines!r}, sep='\\n', flush=True)"
WAITS = (
    'import sys; sys.stdin.readline(); print(\'{"scene":"writing"}\', flush=True); sys.stdin.read()'
)


def script(code: str) -> tuple[str, ...]:
    """A process that plays what a test wants."""
    return (sys.executable, "-c", code)


def saying(*lines: str) -> tuple[str, ...]:
    return script(SAYS.format(lines="\n".join(lines)))


@pytest.fixture
def quiet(exam: OpenExam) -> OpenExam:
    """The exam on the evening before: the door is closed."""
    exam.act_now(lambda db, now: close_check_in(db, STAFF, now))
    return exam


@pytest.fixture
def waiting(quiet: OpenExam) -> Iterator[Rehearsals]:
    """A rehearsal that runs until it is ended."""
    rehearsals = Rehearsals(quiet, script(WAITS))
    rehearsals.begin(wish(quiet), STAFF)
    yield rehearsals
    rehearsals.end()


def wish(exam: OpenExam, seats: int = 3, minutes: float = 0.05) -> Wish:
    return Wish(str(exam.directory.root), "127.0.0.1", seats, minutes)


def played(exam: OpenExam, command: tuple[str, ...]) -> Rehearsals:
    """Let a process play a rehearsal to its end."""
    rehearsals = Rehearsals(exam, command)
    rehearsals.begin(wish(exam), STAFF)
    rehearsals.wait()
    return rehearsals


def end_of(rehearsals: Rehearsals) -> tuple[bool, str]:
    """Whether one runs, and the code of why the last one found nothing."""
    fault = rehearsals.fault
    return rehearsals.running is not None, "" if fault is None else fault.code


def test_what_a_rehearsal_found_is_on_the_record(quiet: OpenExam) -> None:
    rehearsals = played(quiet, saying('{"scene":"writing"}', VERDICT))
    held = quiet.store.read(last_rehearsal)
    assert (rehearsals.running, rehearsals.fault) == (None, None)
    assert held is not None
    assert (held.staff_id, held.seats, held.seconds) == (STAFF, 3, 3)
    (finding,) = as_found(held.findings)
    assert (finding.topic, finding.judgement) == (Topic.LOAD, Judgement.LOOK)
    assert finding.details == {"percent": 70, "megabytes": 120}


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((), "rehearsal.no-verdict"),
        (("nonsense",), "rehearsal.no-verdict"),
        (('{"code":"rehearsal.no-crowd"}',), "rehearsal.no-crowd"),
    ],
)
def test_one_that_ends_without_a_verdict_says_so(
    quiet: OpenExam, lines: tuple[str, ...], code: str
) -> None:
    rehearsals = played(quiet, saying(*lines))
    assert rehearsals.fault is not None
    assert rehearsals.fault.code == code
    assert quiet.store.read(last_rehearsal) is None


def test_one_that_runs_is_not_begun_again_and_can_be_ended(
    quiet: OpenExam, waiting: Rehearsals
) -> None:
    waiting.begin(wish(quiet, seats=9), "pengawas-1")
    assert waiting.running is not None
    assert waiting.running.wish.seats == 3
    waiting.end()
    assert end_of(waiting) == (False, "rehearsal.ended")


def test_one_can_be_ended_before_anybody_listens_to_it(
    quiet: OpenExam, monkeypatch: pytest.MonkeyPatch
) -> None:
    listen, ended = Rehearsals._listen, threading.Event()

    def listen_late(self: Rehearsals, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdin is not None
        while not (process.stdin.closed or ended.wait(0.001)):
            pass
        listen(self, process)

    monkeypatch.setattr(Rehearsals, "_listen", listen_late)
    rehearsals = Rehearsals(quiet, script(WAITS))
    rehearsals.begin(wish(quiet), STAFF)
    rehearsals.end()
    ended.set()
    assert end_of(rehearsals) == (False, "rehearsal.ended")


def test_it_gives_way_when_check_in_is_opened(quiet: OpenExam, waiting: Rehearsals) -> None:
    waiting.turn()
    assert waiting.running is not None
    quiet.act_now(lambda db, now: open_check_in(db, STAFF, now))
    waiting.turn()
    assert end_of(waiting) == (False, "rehearsal.gave-way")


def test_none_is_begun_while_a_sitting_is_under_way(exam: OpenExam) -> None:
    rehearsals = Rehearsals(exam, script(WAITS))
    with pytest.raises(RefusedError, match=r"rehearsal\.sitting"):
        rehearsals.begin(wish(exam), STAFF)
    assert rehearsals.running is None


@pytest.mark.parametrize(("seats", "minutes"), [(0, 5), (1001, 5), (3, 0), (3, 61)])
def test_none_is_begun_of_a_size_that_cannot_be(
    quiet: OpenExam, seats: int, minutes: float
) -> None:
    with pytest.raises(RefusedError, match=r"rehearsal\.size"):
        Rehearsals(quiet, script(WAITS)).begin(wish(quiet, seats, minutes), STAFF)


def test_a_sitting_is_under_way_from_the_door_or_a_sign_in_or_a_start_to_the_close(
    quiet: OpenExam,
) -> None:
    def under_way() -> bool:
        return quiet.store.read(is_sitting_under_way)

    said = [under_way()]
    seat = place_seat(quiet, "PC-01").seat.id
    sit = "update applications set seat_id = ? where id = (select min(id) from applications)"
    quiet.store.write_now(lambda db: db.execute(sit, [seat]))
    said.append(under_way())
    quiet.store.write_now(lambda db: db.execute("update applications set seat_id = null"))
    said.append(under_way())
    quiet.act_now(lambda db, now: order_start(db, quiet, "pengawas-1", now))
    said.append(under_way())
    later = ExamTime(quiet.timeline.now() + 5 * 3_600_000)
    quiet.store.write_now(lambda db: close_sitting(db, quiet, STAFF, later))
    said.append(under_way())
    assert said == [False, True, False, True, False]


@pytest.mark.alone
def test_a_real_one_plays_in_its_process_and_leaves_nothing_behind(
    quiet: OpenExam, exam_root: Path
) -> None:
    rehearsals = Rehearsals(quiet)
    rehearsals.begin(wish(quiet), STAFF)
    rehearsals.wait()
    held = quiet.store.read(last_rehearsal)
    assert held is not None, rehearsals.fault
    assert [one.topic for one in as_found(held.findings)] == list(Topic)
    assert not list(exam_root.parent.glob("makalah-rehearsal-*"))
