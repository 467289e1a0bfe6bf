"""What browsers are told of the room: only what changed, once for all of them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from exam.clock import ExamTime
from exam.events import HelpCalled, PauseAcknowledged, WorkLocked
from exam.protocol import SeatStatus
from exam.sitting import Phase
from server.ceremony import Handouts
from server.door import open_check_in
from server.hall import Hall
from server.office import open_exam
from server.places import change_place
from server.web.hall_news import News
from server.web.hall_parts import news_of
from tests.server.acting import Hand, place_seat
from tests.server.at_work import TwoAtWork, new_id, pause, resume, two_at_work


class Watched:
    """A watched room of two who write, and what a browser that watches would have been told."""

    def __init__(self, room: TwoAtWork, hand: Hand) -> None:
        self.room = room
        self.hand = hand
        self.hall = Hall()
        self.news: News = news_of(room.exam, self.hall, self.read_wall)
        self.rows: dict[int, dict[str, Any]] = {}
        self.last: dict[str, Any] = {}

    def read_wall(self) -> datetime:
        """Return what the clock on the wall shows."""
        return datetime.fromtimestamp(self.hand.wall / 1000, UTC)

    def beat(self, at: int = 0, phase: str = "writing", words: int = 0, **said: Any) -> None:
        """Let one of the two report."""
        now, run = self.room.exam.timeline.now(), self.room.exam.timeline.run
        status = SeatStatus(phase, words, run, now, **said)
        seat, who = self.room.seats[at].seat.id, self.room.ids[at]
        self.hall.note_beat(seat, who, status, True, ExamTime(now), 5)

    def look(self, seconds: float = 0) -> dict[str, Any]:
        """Let time pass and look; return what was told, nothing if nothing changed."""
        self.hand.move(seconds)
        seen = self.news.watch.changes.latest
        self.news.watch.look()
        told = self.news.watch.changes.after(seen)
        assert told is not None
        self.last = {}
        for change in told:
            self.last |= msgspec.json.decode(change.body)
        self._put(self.last)
        return self.last

    def begin(self) -> None:
        """Take in everything, as a page does that is opened."""
        self._put(msgspec.json.decode(self.news.watch.everything().body))

    def row(self, at: int = 0) -> dict[str, Any]:
        """Return the row of one of the two as a browser has it."""
        number = self.room.people[at].number
        return next(row for row in self.rows.values() if row["number"] == number)

    def signs(self, name: str, at: int = 0) -> list[str]:
        """Return the words of the signs in a cell."""
        return [sign[0] for sign in self.row(at)[name]]

    def _put(self, told: dict[str, Any]) -> None:
        for values, numbers in told.get("rows", ()):
            for number in numbers:
                self.rows.setdefault(number, {}).update(values)
        for number in told.get("gone", ()):
            del self.rows[number]


@pytest.fixture
def watched(exam_root: Path, made: Handouts) -> Iterator[Watched]:
    hand = Hand()
    with open_exam(exam_root, hand.clocks) as exam:
        hand.move(60)
        watched = Watched(two_at_work(exam, made, exam.timeline.now()), hand)
        hand.move(20)
        watched.beat(0)
        watched.beat(1)
        watched.begin()
        yield watched


def test_while_everybody_writes_on_nothing_is_told(watched: Watched) -> None:
    for _ in range(3):
        watched.hand.move(2)
        watched.beat(0, words=20)
        watched.beat(1, words=20)
        assert watched.look() == {}


def test_a_hundred_words_more_are_told_of_that_row_alone(watched: Watched) -> None:
    watched.beat(0, words=120)
    told = watched.look()
    ((values, numbers),) = told["rows"]
    assert (values, len(numbers)) == ({"words": 100}, 1)
    assert "parts" not in told


def test_what_befalls_several_alike_is_told_once(watched: Watched) -> None:
    watched.room.order(pause(watched.room.exam.timeline.now()))
    (change,) = watched.look()["rows"]
    values, numbers = change
    assert values["flags"][0][0] == "waktu belum berhenti di PC"
    assert len(numbers) == 54


def test_silence_is_told_after_5_10_and_15_seconds_and_counts_on_by_itself(
    watched: Watched,
) -> None:
    alarms = []
    for _ in range(18):
        watched.hand.move(1)
        watched.beat(1)
        told = watched.look()
        alarms.append((watched.row()["alarm"], "rows" in told))
    assert [alarm for alarm, _ in alarms[3:6]] == ["none", "late", "late"]
    assert [at + 1 for at, (_, is_told) in enumerate(alarms) if is_told] == [5, 10, 11, 15]
    assert watched.row()["rank"] == 2
    assert "perlu didatangi" in watched.news.watch.look().parts["alarms"]
    watched.beat(0)
    watched.look()
    assert (watched.row()["alarm"], watched.row()["rank"]) == ("none", 0)
    assert "Semua baik" in watched.news.watch.look().parts["alarms"]


def test_a_lock_is_being_locked_until_the_pc_itself_says_that_it_is(watched: Watched) -> None:
    lock = WorkLocked(new_id(), watched.room.exam.timeline.now(), "Catatan")
    watched.room.order(lock, watched.room.ids[0])
    watched.look()
    assert watched.signs("state") == ["sedang dikunci"]
    watched.beat(0, Phase.LOCKED)
    watched.look()
    assert watched.signs("state") == ["terkunci"]
    assert watched.signs("state", 1) == ["menulis"]


def test_a_pause_is_not_a_pause_before_the_pc_acknowledges(watched: Watched) -> None:
    now = watched.room.exam.timeline.now()
    paused = pause(now)
    watched.room.order(paused, watched.room.ids[0])
    watched.look(1)
    assert watched.signs("flags") == ["waktu belum berhenti di PC"]
    assert watched.row()["left"][1] is not None
    watched.room.report(0, PauseAcknowledged(paused.id, now + 1000), now=now + 1000)
    watched.look(1)
    assert watched.signs("state") == ["waktu dihentikan"]
    assert watched.row()["left"][1] is None
    watched.room.order(resume(paused, watched.room.exam.timeline.now()), watched.room.ids[0])
    watched.beat(0)
    watched.look(11)
    assert watched.signs("state") == ["menulis"]


def test_that_check_in_was_opened_is_told_to_every_page(watched: Watched) -> None:
    exam = watched.room.exam
    exam.store.write_now(lambda db: db.execute("delete from door"))
    asked = watched.news.watch.look().asked
    exam.act_now(lambda db, now: open_check_in(db, "pengawas-2", now))
    assert watched.look()["asked"] == asked + 1


def test_a_call_is_on_top_and_asks_everybody_anew(watched: Watched) -> None:
    call = HelpCalled("ab" * 16, watched.room.exam.timeline.now())
    watched.room.report(0, call)
    told = watched.look(1)
    assert watched.signs("flags") == ["memanggil pengawas: {time}"]
    assert watched.row()["rank"] == 3
    assert told["asked"] == 2
    (shown,) = watched.news.watch.look().asking.calls
    assert (shown.call_id, shown.number) == (call.call_id, watched.room.people[0].number)


def test_trouble_at_a_pc_and_an_old_copy_are_said_in_words(watched: Watched) -> None:
    watched.beat(0, trouble="spool.disk", disk_age=5_000)
    watched.look()
    assert watched.signs("flags") == ["PC: disk tidak menyimpan"]
    assert watched.signs("copies") == ["PC: {time} lalu"]


def test_a_row_goes_when_its_candidate_sits_down_elsewhere(
    watched: Watched, made: Handouts
) -> None:
    before = len(watched.rows)
    exam, who = watched.room.exam, made.cards[5].application
    seat = place_seat(exam, "PC-09").seat
    exam.store.write_now(
        lambda db: db.execute(
            "update applications set seat_id = ?, forks = 1 where id = ?", [seat.id, who.id]
        )
    )
    told = watched.look()
    assert len(told["gone"]) == 1
    assert len(watched.rows) == before
    assert [row["pc"] for row in watched.rows.values() if row["number"] == who.number] == ["PC-09"]


def test_each_step_of_typing_is_a_digit_for_each_row(watched: Watched) -> None:
    watched.hand.move(30)
    watched.beat(0)
    told = watched.look()
    mine = next(number for number, row in watched.rows.items() if row is watched.row())
    assert told["typed"][mine] == "2"
    assert len(told["typed"]) == 54


def test_who_was_away_gets_what_was_missed_and_a_stranger_gets_everything(
    watched: Watched,
) -> None:
    changes = watched.news.watch.changes
    seen = changes.latest
    for words in (100, 200):
        watched.beat(0, words=words)
        watched.look()
    missed = changes.after(seen)
    assert missed is not None
    assert [change.name for change in missed][-1] == changes.latest
    assert len(missed) == 2
    for unknown in ("", "00000000-0", f"{seen.partition('-')[0]}-99", "x-y", seen + "x"):
        assert changes.after(unknown) is None


def test_the_room_as_told_step_by_step_is_the_room_as_told_at_once(watched: Watched) -> None:
    watched.beat(0, words=900, trouble="spool.disk")
    watched.look(1)
    watched.room.order(pause(watched.room.exam.timeline.now()))
    watched.look(7)
    watched.room.hand_in(0, watched.room.exam.timeline.now())
    watched.look(9)
    step_by_step = {key: {**row, "typed": ""} for key, row in watched.rows.items()}
    watched.rows.clear()
    watched.begin()
    assert {key: {**row, "typed": ""} for key, row in watched.rows.items()} == step_by_step


async def test_listeners_share_one_look_and_are_sent_away_when_the_server_stops(
    watched: Watched,
) -> None:
    first, second = watched.news.listen(""), watched.news.listen(watched.news.watch.changes.latest)
    everything = await anext(first)
    assert isinstance(everything.data, bytes)
    assert msgspec.json.decode(everything.data)["all"] is True
    pulse = await anext(second)
    assert pulse.event == "pulse"
    watched.news.close()
    left = [message async for message in second]
    assert left == []
    await first.aclose()  # type: ignore[attr-defined]


def test_who_sits_elsewhere_than_planned_is_shown_until_the_plan_says_so_too(
    watched: Watched,
) -> None:
    exam, who = watched.room.exam, watched.room.people[0]
    exam.store.write_now(
        lambda db: db.table("places").insert_all(
            {"name": name, "room": "Aula", "line": 1, "position": at, "application_id": whose}
            for at, name, whose in ((1, "PC-01", who.application_id), (7, "PC-07", None))
        )
    )
    watched.begin()
    for place, told in (("PC-07", ["menurut denah: PC-07"]), ("PC-01", [])):
        change_place_of(watched, who.number, place)
        watched.look()
        assert watched.signs("flags") == told


def change_place_of(watched: Watched, number: str, place: str) -> None:
    exam = watched.room.exam
    exam.act_now(
        lambda db, now: change_place(db, exam.config, number, place, "sekretariat", "Silau", now)
    )
