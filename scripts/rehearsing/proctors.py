"""Proctor and secretariat without a person: their pages, over real HTTPS."""

import re
import time
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from exam.config import ExamConfig
from scripts.practice.forms import PageForm, forms_on
from scripts.practice.office import Proctor, Visitor
from scripts.practice.premises import PracticeError
from server.web.seat_view import slug_of

_PATIENCE_SECONDS: Final = 90
_LOOK_SECONDS: Final = 0.2
_REASON: Final = "Gladi seleksi"
_HALL: Final = "/pengawas"
_PLAN: Final = "/sekretariat/wawancara/susun"
_NAME_OF_FILE: Final = re.compile(r"[^\w.-]+")
_LINK: Final = re.compile(r'href="(/[^"#?]*)"([^>]*)>')
_FILES: Final = (".docx", ".xlsx", ".zip")
_PACKED: Final = b"PK"
"""What every office file and archive begins with."""
_LONG_DAY: Final = "22.00"
"""Until when candidates are heard on the days that a selection names."""


class HallProctor(Proctor):
    """Whoever watches a sitting: lets people in and on, gives time, closes."""

    def watch(self, sitting_id: str) -> None:
        """Look at one sitting from now on, where an exam has several."""
        if sitting_id:
            self.read(f"{_HALL}?pilih-sesi={sitting_id}")

    def note(self, number: str, attendance: str) -> None:
        """Note that a candidate is late or absent."""
        page = f"{_HALL}/peserta/{slug_of(number)}/kehadiran"
        self.submit(page, page, {"attendance": attendance, "reason": _REASON})

    def give_minute(self, number: str) -> None:
        """Give a candidate a minute."""
        page = f"{_HALL}/peserta/{slug_of(number)}/tambahan"
        self.submit(page, f"{_HALL}/tambahan", {"minutes": "1", "reason": _REASON})

    def allow_move(self) -> None:
        """Press the button with which somebody goes on at another PC, once it is there.

        Raises:
            PracticeError: nobody asked for long.

        """
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            shown = self.read(_HALL)
            if any(_asks_for_a_move(form) for form in forms_on(shown)):
                self.answer(shown, f"{_HALL}/pindah", {})
                return
            time.sleep(_LOOK_SECONDS)
        raise PracticeError("Nobody asked the proctor to go on at another PC.")

    def close(self) -> str:
        """Close the sitting as soon as it can be closed; returns what the page says then.

        Raises:
            PracticeError: it cannot be closed for long.

        """
        page, deadline = f"{_HALL}/tutup", time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            shown = self.read(page)
            if any(form.action == page for form in forms_on(shown)):
                return self.answer(shown, page, {})
            time.sleep(_LOOK_SECONDS)
        raise PracticeError("The sitting cannot be closed.")


def _asks_for_a_move(form: PageForm) -> bool:
    return form.action == f"{_HALL}/pindah" and bool(form.fields.get("seat"))


class Secretary(Visitor):
    """The secretariat: prints, brings scores in, plans interviews."""

    def watch(self, sitting_id: str) -> None:
        """Look at one sitting from now on, where an exam has several."""
        if sitting_id:
            self.read(f"/sekretariat?pilih-sesi={sitting_id}")

    def draw_seats(self) -> None:
        """Give everybody of the sitting a place by lot."""
        page = "/sekretariat/denah/undi"
        self.submit(page, page, {})

    def bring_scores(self, stage_id: str, file: Path) -> None:
        """Bring in the scores of a stage: choose the file, look at it, take it."""
        target = f"/sekretariat/nilai/{stage_id}"
        shown = self.upload("/sekretariat/nilai", target, file)
        self.answer(shown, f"{target}/ambil", {})

    def plan_interviews(self, config: ExamConfig) -> None:
        """Give everybody who reached the interviews an hour, by lot."""
        form = self.form(_PLAN, _PLAN)
        invited = sum(name.startswith("who-") for name in form.fields)
        days = days_for(config, invited)
        if days:
            form = self.form(f"{_PLAN}?baris={len(days)}", _PLAN)
        fields = {name: value for at, day in enumerate(days) for name, value in _line(at, day)}
        lines = range(int(form.fields["lines"]))
        planned = (at for at in lines if form.fields[f"date-{at}"])
        fields |= {f"ends-{at}": _LONG_DAY for at in planned}
        self.submit(
            f"{_PLAN}?baris={len(lines)}", _PLAN, {**fields, **_interviewers(config, form, lines)}
        )


def save_all(visitor: Visitor, page: str, folder: Path) -> int:
    """Save every office file that a page offers; returns how many.

    Raises:
        PracticeError: what comes is no such file.

    """
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        address
        for address, said in _LINK.findall(visitor.read(page))
        if address.endswith(_FILES) or "download" in said.split()
    }
    for address in sorted(files):
        name = _NAME_OF_FILE.sub("-", address.strip("/"))
        content = visitor.download(address)
        if not content.startswith(_PACKED):
            raise PracticeError(f"{address} is no office file.")
        (folder / name).write_bytes(content)
    return len(files)


def days_for(config: ExamConfig, people: int) -> Sequence[date]:
    """Return the days that are needed for so many people, if the selection names none.

    A day has eight hours without the noon; weekends are not left out.
    """
    interview = config.interview
    if interview is None or interview.days or not people:
        return ()
    a_day = (4 * 60 // interview.minutes) * 2
    first = max((one.date for one in config.sittings), default=date(2026, 12, 1))
    return [first + timedelta(days=1 + at) for at in range(-(-people // max(1, a_day)))]


def _line(at: int, day: date) -> Iterable[tuple[str, str]]:
    typed = {
        "date": day.isoformat(),
        "room": "Ruang Rapat",
        "begins": "08.00",
        "ends": "17.00",
        "breaks": "12.00-13.00",
    }
    return ((f"{name}-{at}", value) for name, value in typed.items())


def _interviewers(config: ExamConfig, form: PageForm, lines: Iterable[int]) -> dict[str, str]:
    """Tick so many interviewers of each line as the selection asks for, a different set each."""
    wanted = None if config.interview is None else config.interview.interviewers
    if wanted is None:
        return {}
    members = [one.id for one in config.panel.members]
    return {
        f"by-{members[(at * wanted + step) % len(members)]}-{at}": "on"
        for at in lines
        for step in range(wanted)
        if not any(name.startswith("by-") and name.endswith(f"-{at}") for name in form.fields)
    }
