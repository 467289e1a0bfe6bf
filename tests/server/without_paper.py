"""A selection in which nothing is written, played through its pages as people open them."""

import csv
import io
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

from httpx import Response

from exam.config.stages import Criterion
from server.ceremony import Handouts, create_exam
from server.office import OpenExam, open_exam
from server.plan import read_plan
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.conftest import CONFIGS
from tests.server.panel_acting import passphrases_of

CHAIR, OTHER, OFFICE, OBSERVER = "bupati", "wakil-bupati", "sekretariat", "saksi"
FIRST_DAY, SECOND_DAY = 14, 9
STAGE, OUTSIDE = "wawancara", "kompetensi"
_COLUMNS = ("Nomor Peserta", "Nama", "NIP", "Jabatan", "Unit Kerja", "Jabatan dilamar", "Kelompok")
_SECOND_MEMBER = """
[[panel.members]]
id = "wakil-bupati"
name = "Wakil Bupati"
element = "internal"
"""
_STAFF = """
[[staff]]
id = "{id}"
name = "{id}"
role = "{role}"
"""


def config_text(
    *roles: str, interviewers: int = 2, practice: bool = True, language: str = "id"
) -> str:
    """Return the settings of Boltara for a panel of one or two, with more staff."""
    text = (CONFIGS / "boltara.toml").read_text("utf-8")
    if practice:
        text = text.replace("practice = false\n", 'practice = true\ncard_kdf = "test-only"\n')
    text = text.replace('language = "id"\n', f'language = "{language}"\n')
    if interviewers == 1:
        text = text.replace(_SECOND_MEMBER, "")
    return text + "".join(_STAFF.format(id=role, role=role) for role in roles)


def roster_text(people: tuple[int, int] = (FIRST_DAY, SECOND_DAY)) -> str:
    """Return a list of candidates with their groups, two days of them."""
    target = io.StringIO()
    rows = csv.writer(target)
    rows.writerow(_COLUMNS)
    for at in range(sum(people)):
        nip = f"1970{at % 12 + 1:02}{at % 28 + 1:02}1995031{at + 1:03}"
        day = "Hari 1" if at < people[0] else "Hari 2"
        name = f"Peserta {chr(65 + at)}"
        post = "JPT Pratama (eselon II)"
        rows.writerow((f"{at + 1:03}", name, nip, "Kepala Bidang", "Dinas", post, day))
    return target.getvalue()


def make_exam(folder: Path, config: str, people: tuple[int, int]) -> Handouts:
    """Create an exam in `folder / "exam"` from these settings and so many people each day."""
    (folder / "boltara.toml").write_text(config, "utf-8")
    (folder / "roster.csv").write_text(roster_text(people), "utf-8")
    root = folder / "exam"
    root.mkdir(mode=0o700)
    return create_exam(read_plan(folder / "boltara.toml", folder / "roster.csv"), root, os.urandom)


class _Fields(HTMLParser):
    """Collects what the forms of a page would send, unchanged."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a field that has a name, and of boxes those that are ticked."""
        given = dict(attrs)
        name, kind = given.get("name"), given.get("type")
        if tag != "input" or not name or name == "_csrf_token":
            return
        if kind not in ("checkbox", "radio"):
            self.found[name] = given.get("value") or ""
        elif "checked" in given:
            self.found[name] = given.get("value") or "on"


def fields_of(page: Response) -> dict[str, str]:
    """Return what the forms of a page would send, unchanged."""
    parser = _Fields()
    parser.feed(page.text)
    return parser.found


class Selection:
    """A selection without a paper, whose pages somebody opens as each role."""

    def __init__(self, exam: OpenExam, visitor: Visitor) -> None:
        self.exam = exam
        self.visitor = visitor

    def open_as(self, account: str, path: str) -> Response:
        """Open a page as somebody."""
        with self.visitor.beside(account):
            return self.visitor.get(path)

    def import_scores(self, scores: Mapping[str, int]) -> None:
        """Bring in the competency scores, as the secretariat."""
        lines = "\n".join(f"{number};{score}" for number, score in scores.items())
        page = f"/sekretariat/nilai/{OUTSIDE}"
        with self.visitor.beside(OFFICE):
            shown = self.visitor.client.post(
                page,
                data={"_csrf_token": self.visitor.token()},
                files={"file": ("nilai.csv", f"Nomor Peserta;Nilai\n{lines}".encode(), "text/csv")},
            )
            found = re.search(r'name="file" value="(\w+)"', shown.text)
            assert found is not None
            self._send(f"{page}/ambil", {"file": found[1]})

    def schedule(self, ends: str = "20.00") -> None:
        """Draw the hours by lot on the days that the settings plan, until that hour."""
        page = "/sekretariat/wawancara/susun"
        with self.visitor.beside(OFFICE):
            fields = fields_of(self.visitor.get(page))
            until = {name: ends for name in fields if name.startswith("ends-") and fields[name]}
            self._send(page, {**fields, **until})

    def begin(self, *, sure: bool = False) -> None:
        """Begin the scoring, as the chair, who may be sure that there is to be no schedule."""
        with self.visitor.beside(CHAIR):
            self._send(f"/panel/ketua/{STAGE}/mulai", {"sure": "1"} if sure else {})

    def score(self, panelist: str, values: Sequence[int]) -> None:
        """Fill in every sheet of a panelist: the values in turn, one for each candidate."""
        with self.visitor.beside(panelist):
            listed = self.visitor.get("/panel/wawancara").text
            for at, path in enumerate(re.findall(r'href="(/panel/wawancara/[^"]+)"', listed)):
                value = str(values[at % len(values)])
                fields = {**fields_of(self.visitor.get(path)), **self._marks(value)}
                self._send(f"{path}/nilai", fields)

    def commit(self, panelist: str, number: int) -> None:
        """Commit a round, as a panelist."""
        with self.visitor.beside(panelist):
            word = "SERAHKAN" if number == 1 else "KUNCI"
            page = f"/panel/kunci/{STAGE}"
            self._send(page, {**fields_of(self.visitor.get(page)), "word": word})

    def issue(self) -> None:
        """Announce both stages and issue the result, as the chair."""
        with self.visitor.beside(CHAIR):
            for page in (f"tahap/{OUTSIDE}", f"tahap/{STAGE}", "hasil"):
                path = f"/panel/penetapan/{page}"
                self._send(path, {**fields_of(self.visitor.get(path)), "sure": "1"})

    @property
    def _rubric(self) -> tuple[Criterion, ...]:
        return next(stage.rubric for stage in self.exam.config.stages if stage.id == STAGE)

    def _marks(self, value: str) -> dict[str, str]:
        return {f"score-{criterion.id}": value for criterion in self._rubric}

    def _send(self, path: str, fields: Mapping[str, str]) -> None:
        """Send a form that has to be taken."""
        answer = self.visitor.post(path, fields)
        assert answer.status_code == 303, (path, problem_of(answer))


@contextmanager
def playing(folder: Path, made: Handouts) -> Iterator[Selection]:
    """Open the pages of an exam that `make_exam` made in a folder."""
    with open_exam(folder / "exam") as exam, visiting(exam, passphrases_of(made)) as visitor:
        yield Selection(exam, visitor)


def numbers_of(exam: OpenExam) -> list[str]:
    """Return all candidates' numbers."""
    query = "select number from applications order by number"
    return exam.store.read(lambda db: [str(row["number"]) for row in db.query(query)])
