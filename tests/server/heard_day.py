"""A day that is played at any size, while SQLite is listened to at what happens often."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Final

import msgspec

from exam.events import Deed, HelpCalled, PauseAcknowledged
from exam.protocol import VERSION, BeatReply, BeatRequest, SubmitRequest, decode, encode
from server.counter import Counter
from server.evidence import CheckpointKeeper
from server.hall import Hall
from server.orders import Given, issue_order
from server.recovering import Recovering
from server.settings import ExamDirectory
from server.web.hall_parts import news_of
from tests.server.acting import LocalSeat, beat, candidate, place_seat
from tests.server.at_work import WRITING_DEEDS, pause, resume
from tests.server.browsing import Visitor, visiting
from tests.server.conftest import ROSTER, practice_toml
from tests.server.hearing import Heard, Listener
from tests.server.journals import begin
from tests.server.panel_acting import Panel, passphrases_of
from tests.server.ready_made import ReadyMade
from tests.server.whole_exam import WholeExam, whole_exam

_PROCTOR: Final = Given("pengawas-1")
_READER: Final = "penilai-2"
_VALUES: Final = (60, 70, 80, 90, 95)


@dataclass
class Day:
    """An exam that is played once, and what was heard of each thing that was done."""

    whole: WholeExam
    listener: Listener
    heard: dict[str, Heard] = field(default_factory=dict)

    @contextmanager
    def doing(self, name: str) -> Iterator[None]:
        """Listen while something is done."""
        with self.listener.listening() as self.heard[name]:
            yield


@dataclass(frozen=True)
class Played:
    """A day that is over: what was heard, and the database that it was asked of."""

    heard: Mapping[str, Heard]
    database: Path


class Sitting:
    """The room while everybody writes, and one more candidate, of whose calls is listened to."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self.exam = exam = day.whole.exam
        self.hall = Hall()
        checkpoints = CheckpointKeeper(exam.exam_id, exam.signing_secret)
        self.counter = Counter(exam, self.hall, checkpoints, Recovering(exam))
        self.who = candidate(exam, day.whole.made.cards[len(day.whole.people)])
        self.place = place_seat(exam, "PC-LAIN")
        self.writing = begin(self.who, self.place, "Isi makalah")
        self.reply: BeatReply | None = None

    def play(self) -> None:
        """Let the one more sign in, write, call, be watched and hand in."""
        for who in self.day.whole.people:
            self._beat(self.day.whole.seats[who.number], beat(who.application_id))
        for name in ("first sign-in", "sign-in once more"):
            with self.day.doing(name):
                call = encode(self.who.sign_in())
                asyncio.run(self.counter.sign_in(self.place.certificate, call))
        self._write()
        self._watch()
        self._pause()
        envelope = self.who.envelope(self.place.seat.id, self.place.signing_secret, "Akhir")
        with self.day.doing("hand-in"):
            call = encode(SubmitRequest(VERSION, envelope))
            asyncio.run(self.counter.submit(self.place.certificate, call))

    def _beat(self, place: LocalSeat, request: BeatRequest) -> None:
        known = None if self.reply is None else self.reply.checkpoint
        call = encode(msgspec.structs.replace(request, checkpoint=known))
        answer = asyncio.run(self.counter.beat(place.certificate, call))
        self.reply = decode(answer, BeatReply)

    def _say(self, name: str, *deeds: Deed, first: int | None = None) -> None:
        """Beat with a checkpoint that the server has heard of: it looks at each new one once."""
        parts = () if first is None else (self.writing.part(first),)
        idle = beat(self.who.application_id)
        self._beat(self.place, idle)
        with self.day.doing("beat with a checkpoint that is new"):
            self._beat(self.place, idle)
        with self.day.doing(name):
            self._beat(self.place, beat(self.who.application_id, *parts, deeds=deeds))

    def _write(self) -> None:
        self._say("first beat of a segment", *WRITING_DEEDS, first=0)
        for _ in range(3):
            brought = len(self.writing.records)
            self.writing.type(" lagi")
            self._say("beat with records", first=brought)
        self._say("beat that brings nothing")

    def _watch(self) -> None:
        """Look at the room as a proctor's page does, also while somebody calls."""
        news = news_of(self.exam, self.hall)
        for name in ("first look", "look at what is as before"):
            with self.day.doing(name):
                news.watch.look()
        self._say("beat with a deed", HelpCalled("ab" * 16, self.day.whole.now))
        for name in ("look after a call", "look while somebody calls"):
            with self.day.doing(name):
                news.watch.look()
        with visiting(self.exam, passphrases_of(self.day.whole.made), self.hall) as visitor:
            with self.day.doing("log-in"):
                visitor.log_in("pengawas-1")
            for name, path in (("hall page", "/pengawas"), ("forms", "/pengawas/permintaan")):
                visitor.get(path)
                with self.day.doing(name):
                    assert visitor.get(path).status_code == HTTPStatus.OK

    def _pause(self) -> None:
        """Stop everybody's time for a while, and look at it; a PC starts anew meanwhile."""
        exam, hand, news = self.exam, self.day.whole.hand, news_of(self.exam, self.hall)
        stop = pause(self.day.whole.now)
        exam.store.write_now(lambda db: issue_order(db, exam, _PROCTOR, stop))
        hand.move(20)
        stopped = PauseAcknowledged(stop.id, self.day.whole.now)
        for who in self.day.whole.people:
            place = self.day.whole.seats[who.number]
            self._beat(place, beat(who.application_id, deeds=(stopped,)))
        news.watch.look()
        self._say("beat that acknowledges a pause", stopped)
        with self.day.doing("look after all were paused"):
            news.watch.look()
        with self.day.doing("sign-in during a pause"):
            call = encode(self.who.sign_in())
            asyncio.run(self.counter.sign_in(self.place.certificate, call))
        again = resume(stop, self.day.whole.now)
        exam.store.write_now(lambda db: issue_order(db, exam, _PROCTOR, again))
        hand.move(20)


class Reading:
    """A panelist before opened papers, of all of which there are marks."""

    def __init__(self, day: Day, panel: Panel, visitor: Visitor) -> None:
        self.day = day
        self.panel = panel
        self.visitor = visitor

    def play(self) -> None:
        """Read and score in round one, and again in round two; then look on as the chair."""
        self.panel.score_all(self.panel.desk(_READER))
        with self.day.doing("log-in of a panelist"):
            self.visitor.log_in(_READER)
        self._read("", "1")
        self.visitor.get("/panel/kunci/makalah")
        self._open("summary before the commit", "/panel/kunci/makalah")
        self.panel.open_round_one(_VALUES)
        self._read(" in round two", "2")
        self.visitor.log_out()
        self.visitor.log_in("ketua")
        self._open("chair's page", "/panel/ketua/makalah")

    def _read(self, when: str, number: str) -> None:
        code = self._paper_between_others()
        page = f"/panel/naskah/{code}"
        self._open(f"list of papers{when}", "/panel")
        self._open(f"paper{when}", page)
        self._open(f"slides{when}", f"/panel/tayang/{code}")
        rubric = self.day.whole.papers.rubric
        fields = {"round": number, "note": "Baik", "reason": "Tetap." if when else ""}
        fields |= {f"score-{criterion.id}": "75" for criterion in rubric}
        with self.day.doing(f"save{when}"):
            answer = self.visitor.post(f"{page}/nilai", fields, **{"hx-request": "true"})
        assert answer.status_code == HTTPStatus.OK

    def _paper_between_others(self) -> str:
        """Return a paper that is read neither first nor last, so that both neighbours are named."""
        query = "select subject from assignments where panelist_id = ? order by turn"
        rows = self.day.whole.exam.store.read(lambda db: list(db.query(query, [_READER])))
        read = [str(row["subject"]) for row in rows if row["subject"] in self.panel.codes]
        return read[len(read) // 2]

    def _open(self, name: str, path: str) -> None:
        with self.day.doing(name):
            answer = self.visitor.get(path)
        assert answer.status_code == HTTPStatus.OK


def play(folder: Path, ready_made: ReadyMade, people: int, listener: Listener) -> Played:
    """Let so many sign in, write, hand in, be read and be scored."""
    folder.mkdir()
    config, root = folder / "practice.toml", folder / "exam"
    config.write_text(practice_toml(), "utf-8")
    made = ready_made.copy_to(root, config, ROSTER)
    with whole_exam(root, made) as whole:
        day = Day(whole, listener)
        whole.seat_everybody(people)
        Sitting(day).play()
        for who in whole.people:
            whole.hand_in(who, f"Makalah {who.number}")
        whole.close()
        panel = whole.open()
        with visiting(whole.exam, panel.passphrases) as visitor:
            Reading(day, panel, visitor).play()
    return Played(day.heard, ExamDirectory(root).database)
