"""An exam that asks for a paper only, measured by its pages: pages, files and reports about it."""

import asyncio
import html
import os
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.manuscript import PaperFormat
from exam.manuscript.asked import paper_format
from exam.seal import Manuscript
from kiosk.paging import PageCount
from server.bundle_papers import disclosed_papers
from server.ceremony import Handouts
from server.documents.appeal_paper import appeal_paper
from server.interview_scoring import begin_interviews
from server.interviews import interviewers_by_candidate, interviews_of
from server.language import load_catalog
from server.office import OpenExam
from server.plan import read_plan
from server.readout_config import sections_of_config
from server.rehearsal.stand_in import throwaway_plan
from server.scored import KeyMaking
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.conftest import practice_toml
from tests.server.custody_acting import OFFICER, quorum_of
from tests.server.panel_acting import SAMPLES, Panel, open_panel
from tests.server.sample_papers import sample_manuscript
from tests.server.test_web_interviews import plan

_SLIDES = re.compile(r"\[slides\]\n(?:\w.*\n)+")
_WORDS = re.compile(r"^words = .*$", re.MULTILINE)
_FACTS = re.compile(r'class="reading-facts">([^<]*)<')


@pytest.fixture
def config_file(tmp_path: Path) -> Path:
    """The practice config without slides, and with limits of pages instead of words."""
    text = _SLIDES.sub("", practice_toml())
    path = tmp_path / "practice.toml"
    path.write_text(_WORDS.sub("pages = { min = 5, max = 10 }", text, count=1), "utf-8")
    return path


@pytest.fixture
def panel(exam: OpenExam, made: Handouts, monkeypatch: pytest.MonkeyPatch) -> Panel:
    """Papers as they are handed in there: with no slides in their envelopes."""

    def paper(name: str) -> Manuscript:
        return Manuscript(sample_manuscript(name).paper, "")

    monkeypatch.setattr("tests.server.panel_acting.sample_manuscript", paper)
    return open_panel(exam, made)


@pytest.fixture
def reader(panel: Panel) -> Iterator[Visitor]:
    with visiting(panel.exam, panel.passphrases) as visitor:
        visitor.log_in("penilai-2")
        yield visitor


def seen_at_the_kiosk(text: str, paper: PaperFormat) -> int:
    """Return how many pages the kiosk names for a text."""
    count = PageCount(paper)
    asyncio.run(count.follow(text))
    assert count.latest is not None
    return count.latest


def test_a_paper_has_no_slides_beside_it_and_no_file_of_them(reader: Visitor, panel: Panel) -> None:
    for code in panel.codes:
        page = reader.get(f"/panel/naskah/{code}").text
        assert "Bahan paparan" not in page
        assert "slides-head" not in page
        assert ".pptx" not in page
        assert f"/panel/naskah/{code}/makalah.docx" in page


def test_the_pages_are_named_first_and_are_those_that_the_candidate_saw(
    reader: Visitor, panel: Panel
) -> None:
    paper = paper_format(panel.exam.config.writing.paper)
    expected = sorted(seen_at_the_kiosk(sample_manuscript(one).paper, paper) for one in SAMPLES)
    shown = []
    for code in panel.codes:
        page = html.unescape(reader.get(f"/panel/naskah/{code}").text)
        assert "diminta: 5–10 halaman" in page
        assert "di Word dapat berselisih satu" in page
        (facts,) = _FACTS.findall(page)
        found = re.fullmatch(r"(\d+) halaman \w+ · [\d.]+ kata", facts.strip())
        assert found is not None, facts
        shown.append(int(found[1]))
    assert sorted(shown) == expected


@pytest.mark.parametrize("path", ["/panel/naskah/{}/paparan.pptx", "/panel/tayang/{}"])
def test_whoever_asks_for_slides_is_told_that_there_are_none(
    reader: Visitor, panel: Panel, path: str
) -> None:
    answer = reader.get(path.format(panel.codes[0]))
    assert answer.status_code == 404
    assert "hanya meminta makalah" in problem_of(answer)


def test_at_the_interviews_only_the_paper_is_offered(reader: Visitor, panel: Panel) -> None:
    exam = panel.exam
    panel.open_round_one()
    panel.lock_all()
    with reader.beside("sekretariat"):
        assert plan(reader) == 303
    stage = interviews_of(exam.exam_id, exam.config).stage

    def begin(db: Database, now: ExamTime) -> None:
        making = KeyMaking(exam.manifest.panel_public_key, os.urandom, now)
        begin_interviews(db, stage, interviewers_by_candidate(db), making)

    exam.act_now(begin)
    hours = reader.get("/panel/jadwal").text
    (sheet, *_) = re.findall(r'href="(/panel/wawancara/[^"]+)"', hours)
    for page in (hours, reader.get(sheet).text):
        assert "/panel/naskah/" in page
        assert "/panel/tayang/" not in page


def test_what_is_checked_for_names_is_the_paper(reader: Visitor, panel: Panel) -> None:
    with reader.beside(OFFICER):
        page = reader.get(f"/pemeriksa/naskah/{panel.codes[0]}").text
    assert 'id="part-paper"' in page
    assert "part-slides" not in page


def test_slides_that_came_all_the_same_are_checked_before_anybody_reads_them(
    exam: OpenExam, made: Handouts
) -> None:
    panel = open_panel(exam, made, released=False)
    with visiting(exam, panel.passphrases) as visitor:
        visitor.log_in(OFFICER)
        assert 'id="part-slides"' in visitor.get(f"/pemeriksa/naskah/{panel.codes[0]}").text


def test_an_appeal_shows_the_paper_and_no_empty_part(panel: Panel, made: Handouts) -> None:
    panel.open_round_one()
    panel.lock_all()
    ((number,),) = panel.exam.store.read(
        lambda db: db.execute(
            "select number from applications join identities on application_id = id limit 1"
        ).fetchall()
    )
    quorum = quorum_of(panel.exam, made)
    document = Document(BytesIO(appeal_paper(panel.exam, quorum, number, "Sanggahan peserta")))
    cells = [one.text for table in document.tables for row in table.rows for one in row.cells]
    words = [*(one.text for one in document.paragraphs), *cells]
    assert any("Pendahuluan" in one for one in words)
    assert not any("Bahan paparan" in one for one in words)


def test_a_bundle_with_papers_has_no_file_of_slides(panel: Panel, made: Handouts) -> None:
    panel.open_round_one()
    panel.lock_all()
    seed = quorum_of(panel.exam, made).seed()
    files = panel.exam.store.read(lambda db: disclosed_papers(db, panel.exam, seed))
    ends = sorted(name.partition(".")[2] for name in files)
    assert ends == ["key"] * len(SAMPLES) + ["paper.txt"] * len(SAMPLES)


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        ("pages = { min = 5, max = 10 }", "Makalah 5 sampai 10 halaman cetak."),
        ("pages = { max = 10 }", "Makalah paling banyak 10 halaman cetak."),
        (
            "words = { min = 900, max = 2000 }\npages = { min = 5, max = 10 }",
            "Makalah 900 sampai 2000 kata dan 5 sampai 10 halaman cetak.",
        ),
        ("words = { max = 2000 }", "Makalah: paling banyak 2000 kata."),
    ],
)
def test_the_readout_says_how_long_a_paper_is_and_that_no_slides_are_asked_for(
    config_file: Path, roster_file: Path, paper: str, said: str
) -> None:
    text = config_file.read_text("utf-8").replace("pages = { min = 5, max = 10 }", paper)
    config_file.write_text(text, "utf-8")
    config = read_plan(config_file, roster_file).config
    sections = sections_of_config(config, load_catalog("id").gettext)
    (lines,) = ([one.text for one in part.lines] for part in sections if part.title == "Naskah")
    assert lines[0] == said
    assert "Bahan paparan tidak diminta." in lines


def test_slides_that_may_be_left_out_are_still_shown_and_offered(
    config_file: Path, roster_file: Path
) -> None:
    optional = "[slides]\nrequired = false\nmax_slides = 12\n\n[topics]"
    text = config_file.read_text("utf-8").replace("[topics]", optional)
    config_file.write_text(text, "utf-8")
    config = read_plan(config_file, roster_file).config
    sections = sections_of_config(config, load_catalog("id").gettext)
    said = [line.text for section in sections for line in section.lines]
    assert "Bahan paparan: 1 sampai 12 slide; boleh tidak ada." in said
    assert config.writing.has_slides


def test_a_rehearsal_asks_for_no_slides_either(config_file: Path, roster_file: Path) -> None:
    config = read_plan(config_file, roster_file).config
    stand_in = throwaway_plan(config, 3, 0.5)
    assert stand_in.config.writing.slides is None
    assert stand_in.config.writing.paper == config.writing.paper
