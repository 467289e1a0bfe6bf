"""An exam of two sittings on two days in one room: who comes by post, with topics of their own."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from exam.clock import ExamTime
from server.admission import sign_in
from server.ceremony import Card, Handouts
from server.door import open_check_in
from server.office import OpenExam
from server.starting import order_start
from server.topics import key_of_sitting, unlock_topics
from tests.server.acting import Candidate, LocalSeat, candidate
from tests.server.conftest import CONFIGS, practice_toml

FIRST, SECOND = "hari-1", "hari-2"
MINUTES = {FIRST: 240, SECOND: 180}
MORNING = round(datetime(2026, 12, 5, 0, 30, tzinfo=UTC).timestamp() * 1000)
"""Before the first day's check-in: half past seven in the morning, WIB."""
DAY = 24 * 60 * 60
STAFF = "pengawas-1"


def two_days_toml() -> str:
    """Return the practice config with two sittings that share out the posts."""
    text = practice_toml()
    posts = re.findall(r'\[\[posts\]\]\nid = "([^"]+)"', text)
    half = len(posts) // 2
    block = re.compile(r"\[\[sittings\]\]\n(?:[^\[\n][^\n]*\n)+")
    first, second = (
        f'[[sittings]]\nid = "{one}"\ndate = {day}\nstart = 08:00:00\n'
        f'room = "Laboratorium CAT BKPSDM"\nseats = 40\nspare_seats = 6\n'
        f"minutes = {MINUTES[one]}\nposts = {of!r}\n\n".replace("'", '"')
        for one, day, of in (
            (FIRST, "2026-12-05", posts[:half]),
            (SECOND, "2026-12-06", posts[half:]),
        )
    )
    return block.sub(lambda _: first + second, text, count=1)


def two_days_config(folder: Path) -> Path:
    """Write the config of two days into a folder."""
    path = folder / "two-days.toml"
    path.write_text(two_days_toml(), "utf-8")
    return path


ROSTER = CONFIGS / "semarang" / "roster.csv"


@dataclass(frozen=True)
class House:
    """The exam of two days, open for work, with what was handed out."""

    exam: OpenExam
    made: Handouts

    def cards_of(self, sitting_id: str) -> list[Card]:
        """Return the cards of those who come to a sitting."""
        writing = self.exam.config.writing
        return [
            card
            for card in self.made.cards
            if writing.sitting_for(card.application.post_id, card.application.group) == sitting_id
        ]

    def comer(self, sitting_id: str, at: int = 0) -> Candidate:
        """Return somebody who comes to a sitting."""
        return candidate(self.exam, self.cards_of(sitting_id)[at])

    def open_door(self, sitting_id: str) -> None:
        """Open check-in of a sitting."""
        self.exam.act_now(lambda db, now: open_check_in(db, STAFF, now, sitting_id))

    def sit_down(self, who: Candidate, place: LocalSeat) -> None:
        """Sign somebody in."""
        exam = self.exam
        exam.act_now(
            lambda db, now: sign_in(db, exam, place.seat, who.sign_in(), lambda *_: False, now)
        )

    def unlock(self, sitting_id: str) -> None:
        """Unlock the topics of a sitting."""
        key = key_of_sitting(self.made.topic_key, sitting_id)
        unlock_topics(self.exam, key, STAFF, sitting_id=sitting_id)

    def start(self, sitting_id: str) -> ExamTime:
        """Unlock the topics of a sitting and order its start."""
        self.unlock(sitting_id)
        exam = self.exam
        return exam.act_now(lambda db, now: order_start(db, exam, STAFF, now, sitting_id))
