"""The recap: what it shows, and that its formulas come to the figures of the result."""

import csv
import io
import random
import shutil
import subprocess
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exam.config import Post
from server.ceremony import Handouts
from server.documents.recap import recap_xlsx
from server.office import OpenExam
from server.ranking import Candidate, PostResult, results_of, show_score
from tests.server.panel_acting import Panel, open_panel

_HEAD_ROW = 6

with_libreoffice = pytest.mark.skipif(
    not (Path(shutil.which("soffice") or "/").resolve().parent / "libsclo.so").exists(),
    reason="only LibreOffice Calc recomputes the file",
)


@pytest.fixture
def panel(exam: OpenExam, made: Handouts) -> Panel:
    opened = open_panel(exam, made)
    drawn = random.Random(7)
    for desk in opened.desks():
        for code in opened.codes:
            opened.score(desk, code, *[drawn.randint(0, 100) for _ in exam.config.writing.rubric])
        opened.lock(desk)
    return opened


@pytest.fixture
def results(panel: Panel) -> tuple[PostResult, ...]:
    return panel.exam.store.read(lambda db: results_of(db, panel.exam.config))


def sheet_of(content: bytes, name: str) -> Worksheet:
    return load_workbook(io.BytesIO(content))[name]


def row_of(sheet: Worksheet, number: str) -> tuple[object, ...]:
    return next(row for row in sheet.iter_rows(values_only=True) if row[1] == number)


def recomputed(content: bytes, folder: Path) -> list[list[str]]:
    """Open the file in LibreOffice, let it calculate, and return the rows as it shows them."""
    (folder / "recap.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):9,34,76",
    ]
    subprocess.run(
        [*command, "--outdir", str(folder), str(folder / "recap.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    text = (folder / "recap.csv").read_text("utf-8")
    return list(csv.reader(io.StringIO(text), delimiter="\t"))


@with_libreoffice
def test_the_formulas_come_to_the_figures_of_the_result(
    panel: Panel, results: Sequence[PostResult], tmp_path: Path
) -> None:
    rows = recomputed(recap_xlsx(results, panel.exam.config), tmp_path)
    papers = [paper for result in results for paper in result.papers]
    for paper in papers:
        row = next(row for row in rows if row[1] == paper.candidate.number)
        figures = [*(sheet.score for sheet in paper.sheets), paper.mean]
        assert row[0] == str(paper.rank)
        assert row[2:5] == [paper.candidate.name, paper.candidate.nip, paper.code]
        assert row[5:11] == [show_score(figure, "en") for figure in figures]
        assert row[11:] == ["25.0%", show_score(paper.contribution, "en")]


def test_every_candidate_stands_in_the_recap_once(
    panel: Panel, results: Sequence[PostResult], made: Handouts
) -> None:
    sheet = sheet_of(recap_xlsx(results, panel.exam.config), "Rekapitulasi")
    numbers = [row[1] for row in sheet.iter_rows(min_row=_HEAD_ROW + 1, values_only=True)]
    for card in made.cards:
        assert numbers.count(card.application.number) == 1


def test_a_candidate_without_a_paper_has_no_rank(
    panel: Panel, results: Sequence[PostResult]
) -> None:
    absent = results[0].without_paper[0]
    row = row_of(sheet_of(recap_xlsx(results, panel.exam.config), "Rekapitulasi"), absent.number)
    assert (row[0], row[4]) == ("–", "tidak ada naskah yang dibuka")


def test_single_values_stand_on_their_own_sheet(
    panel: Panel, results: Sequence[PostResult]
) -> None:
    sheet = sheet_of(recap_xlsx(results, panel.exam.config), "Nilai per kriteria")
    paper = results[0].papers[0]
    row = row_of(sheet, paper.candidate.number)
    values = [value for one in paper.sheets for value in one.values.values()]
    assert list(row) == [paper.code, paper.candidate.number, *values]


def test_it_prints_on_a4_landscape_one_page_wide_with_its_head_on_each(
    panel: Panel, results: Sequence[PostResult]
) -> None:
    sheet = sheet_of(recap_xlsx(results, panel.exam.config), "Rekapitulasi")
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${_HEAD_ROW}:${_HEAD_ROW}"


def test_a_name_that_looks_like_a_formula_stays_a_name(panel: Panel) -> None:
    candidate = Candidate("001", '=HYPERLINK("http://x","x")', "=1+1")
    results = (PostResult(Post("brida", "=2+2"), (), (candidate,)),)
    sheet = sheet_of(recap_xlsx(results, panel.exam.config), "Rekapitulasi")
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert row_of(sheet, "001")[2] == candidate.name


@with_libreoffice
def test_ties_share_a_rank_in_the_file_too(exam: OpenExam, made: Handouts, tmp_path: Path) -> None:
    panel = open_panel(exam, made)
    for desk, value in zip(panel.desks(), (61, 73, 79, 88, 97), strict=True):
        panel.score_all(desk, value)
        panel.lock(desk)
    results = exam.store.read(lambda db: results_of(db, exam.config))
    rows = recomputed(recap_xlsx(results, exam.config), tmp_path)
    ranks = [
        next(row[0] for row in rows if row[1] == paper.candidate.number)
        for paper in results[0].papers
    ]
    assert ranks == ["1", "1"]
    assert results[0].papers[0].mean == Fraction("79.6")
