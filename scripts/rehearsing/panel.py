"""Chair and panelists without a person: opening, scoring in two rounds, deciding, issuing."""

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Final

from exam.config import Stage
from scripts.practice.comparison import paper_in, slide_lines_in
from scripts.practice.forms import forms_on
from scripts.practice.office import Visitor
from scripts.practice.premises import PracticeError

Scores = Mapping[str, int]
_OPENING: Final = "/panel/pembukaan"
_RESULT: Final = "/panel/hasil"
_DECISIONS: Final = "/panel/penetapan"
_PATIENCE_SECONDS: Final = 120
_LOOK_SECONDS: Final = 0.2
_POST: Final = re.compile(
    r'<section class="post-group" aria-labelledby="post-([^"]+)">(.*?)</section>', re.DOTALL
)
_ROW: Final = re.compile(r"<tr(?: class=\"([^\"]*)\")?>\s*<td(.*?)</tr>", re.DOTALL)
_CELL: Final = re.compile(r"<t[dh][^>]*>(.*?)</t[dh]>", re.DOTALL)
_APPLICATION: Final = re.compile(rf'href="{_RESULT}/([^"#]+)"')
_WRITTEN: Final = re.compile(r"Naskah ([0-9A-Z]{4})\b")
_TAG: Final = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the result page; `rank` and `total` are empty of whoever is not ranked."""

    post_id: str
    application: str
    number: str
    rank: str
    total: str
    is_shortlisted: bool
    outcome: str


@dataclass(frozen=True, slots=True)
class OfficeFiles:
    """What the panel reads of one paper, taken back out of the office files."""

    paper: str
    slides: list[list[str]]


class Scorer(Visitor):
    """A panelist: reads, scores alone, goes over what diverges, and locks."""

    def subjects(self, stage: Stage) -> list[str]:
        """Codes or candidates whom this panelist scores at a stage, in their order."""
        home = _home_of(stage)
        found = re.findall(rf'href="{_sheets_of(stage)}/([^"#?/]+)"', self.read(home))
        return list(dict.fromkeys(found))

    def step_back(self, stage: Stage, subject: str, reason: str) -> None:
        """Declare a conflict of interest."""
        page = f"/panel/mundur/{stage.id}/{subject}"
        self.submit(page, page, {"reason": reason})

    def score(self, stage: Stage, subject: str, scores: Scores) -> bool:
        """Fill a sheet in; returns whether there was one to fill in."""
        return self._fill(stage, subject, scores, "")

    def go_over(self, stage: Stage, subject: str, scores: Scores, reason: str) -> bool:
        """Stay with what diverges or revise it; returns whether this one diverged."""
        return self._fill(stage, subject, scores, reason)

    def commit(self, stage: Stage, word: str) -> None:
        """Commit a round."""
        page = f"/panel/kunci/{stage.id}"
        self.submit(page, page, {"word": word})

    def _fill(self, stage: Stage, subject: str, scores: Scores, reason: str) -> bool:
        page = f"{_sheets_of(stage)}/{subject}"
        shown, target = self.read(page), f"{page}/nilai"
        sheet = next((form for form in forms_on(shown) if form.action == target), None)
        if sheet is None or (reason and "reason" not in sheet.fields):
            return False
        fields = {f"score-{criterion}": str(value) for criterion, value in scores.items()}
        self.answer(shown, target, {**fields, **({"reason": reason} if reason else {})})
        return True


class Chair(Scorer):
    """The chair, who scores as well: opens, begins interviews, announces, issues."""

    def open_papers(self, shares: Sequence[Path]) -> None:
        """Let share holders enter their shares, and open the papers.

        Raises:
            PracticeError: they were not opened for long.

        """
        for share in shares:
            self.upload(_OPENING, f"{_OPENING}/bagian", share)
        self.submit(_OPENING, f"{_OPENING}/buka", {})
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while 'href="/panel"' not in (shown := self.read(_OPENING)).partition("<main")[2]:
            if time.monotonic() > deadline or 'role="alert"' in shown:
                said = " ".join(_TAG.sub(" ", shown.partition("<main")[2]).split())
                raise PracticeError(f"The papers did not open: {said[:400]}")
            time.sleep(_LOOK_SECONDS)

    def begin_interviews(self, stage: Stage) -> None:
        """Let the scoring of the interviews begin."""
        page = f"/panel/ketua/{stage.id}"
        self.submit(page, f"{page}/mulai", {})

    def announce(self, stage: Stage) -> None:
        """Announce who goes on from a stage."""
        page = f"{_DECISIONS}/tahap/{stage.id}"
        self.submit(page, page, {})

    def issue(self) -> None:
        """Issue the result."""
        page = f"{_DECISIONS}/hasil"
        self.submit(page, page, {})

    def result(self) -> list[Line]:
        """Read the result page."""
        return [
            _line(post_id, css or "", row)
            for post_id, table in _POST.findall(self.read(_RESULT))
            for css, row in _ROW.findall(table)
        ]

    def save_paper(self, code: str, folder: Path) -> OfficeFiles:
        """Save the files of a paper that its page offers, and read them."""
        folder.mkdir(parents=True, exist_ok=True)
        page = f"/panel/naskah/{code}"
        docx = self.download(f"{page}/makalah.docx")
        (folder / f"{code}.docx").write_bytes(docx)
        slides: list[list[str]] = []
        if f'href="{page}/paparan.pptx"' in self.read(page):
            pptx = self.download(f"{page}/paparan.pptx")
            (folder / f"{code}.pptx").write_bytes(pptx)
            slides = slide_lines_in(pptx)
        return OfficeFiles(paper_in(docx), slides)

    def authors(self, codes: Iterable[str]) -> dict[str, str]:
        """Return whose paper each code is, by candidate number.

        Raises:
            PracticeError: a paper is nobody's.

        """
        found = {}
        for line in self.result():
            if written := _WRITTEN.search(self.read(f"{_RESULT}/{line.application}")):
                found[written[1]] = line.number
        if lost := sorted(set(codes) - found.keys()):
            raise PracticeError(f"On no page stands whose these papers are: {', '.join(lost)}.")
        return found


def _line(post_id: str, css: str, row: str) -> Line:
    cells = [" ".join(unescape(_TAG.sub(" ", cell)).split()) for cell in _CELL.findall("<td" + row)]
    (application,) = _APPLICATION.findall(row)
    return Line(
        post_id=post_id,
        application=unescape(application),
        number=cells[1],
        rank=cells[0].strip("–"),
        total=cells[-2].strip("–"),
        is_shortlisted="shortlisted" in css.split(),
        outcome=cells[-1],
    )


def _home_of(stage: Stage) -> str:
    return "/panel" if stage.source == "paper" else "/panel/wawancara"


def _sheets_of(stage: Stage) -> str:
    return "/panel/naskah" if stage.source == "paper" else "/panel/wawancara"
