"""The recap as a spreadsheet: what it shows, and that its formulas come to the same figures."""

import csv
import io
import random
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exam.config import ExamConfig
from exam.ranking import rank_selection
from exam.standings import Entrant, Standing
from exam.weighing import StageScore, score_of
from server.documents.recap import recap_xlsx
from server.figures import show_score
from server.ranking import Candidate, Result
from tests.exam.selections import parsed, sample

HEAD_ROW, FIRST_ROW = 6, 8
RECAP = "Rekapitulasi"
PANEL = ("ketua", "penilai-2", "penilai-3", "penilai-4", "penilai-5")

with_libreoffice = pytest.mark.skipif(
    not (Path(shutil.which("soffice") or "/").resolve().parent / "libsclo.so").exists(),
    reason="only LibreOffice Calc recomputes the file",
)


def config(*tie_break: str) -> ExamConfig:
    selection = parsed(sample("semarang"))
    rule = msgspec.structs.replace(selection.result, tie_break=tie_break, minimum_applicants=1)
    return msgspec.structs.replace(selection, posts=selection.posts[:2], result=rule)


def drawn(
    selection: ExamConfig, seed: int, people: int = 6, highest: int = 100, awaited: str = ""
) -> Result:
    """Return a ranking of drawn scores; two people missed a stage, some panelists were recused."""
    draw = random.Random(seed)
    posts = [post.id for post in selection.posts]
    entrants = [Entrant(f"id-{at}", posts[at % len(posts)]) for at in range(people)]
    scores: dict[str, dict[str, StageScore]] = {}
    for stage in selection.stages:
        if stage.id == awaited:
            continue
        given: dict[str, StageScore] = {}
        for at, one in enumerate(entrants):
            if stage.id == "makalah" and at < len(posts):
                continue
            given[one.application_id] = _score(selection, stage.id, draw, highest)
        scores[stage.id] = given
    people_by_id = {
        one.application_id: Candidate(one.application_id, f"{at:03}", f"Nama {at}", "19700101")
        for at, one in enumerate(entrants)
    }
    codes = {one.application_id: f"K{at:03}" for at, one in enumerate(entrants)}
    return Result(rank_selection(selection, entrants, scores), people_by_id, codes, {})


def _score(selection: ExamConfig, stage_id: str, draw: random.Random, highest: int) -> StageScore:
    stage = next(stage for stage in selection.stages if stage.id == stage_id)
    if stage.source == "imported":
        return StageScore(Fraction(draw.randint(0, highest * 2), 2))
    scorers = draw.sample(PANEL, draw.randint(1, len(PANEL)))
    values = {
        panelist: {one.id: draw.randint(0, highest) for one in stage.rubric}
        for panelist in PANEL
        if panelist in scorers
    }
    score = score_of(stage.rubric, values)
    assert score is not None
    return score


def everybody(result: Result) -> list[Standing]:
    return [one for post in result.ranking.posts for one in post.standings]


def sheet_of(content: bytes, name: str) -> Worksheet:
    return load_workbook(io.BytesIO(content))[name]


def row_of(sheet: Worksheet, number: str) -> tuple[object, ...]:
    return next(row for row in sheet.iter_rows(values_only=True) if row[1] == number)


def recomputed(content: bytes, folder: Path) -> list[list[str]]:
    """Open the file in LibreOffice, let it calculate, and return the rows as it shows them."""
    (folder / "recap.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    kind = "csv:Text - txt - csv (StarCalc):9,34,76"
    command = ["soffice", profile, "--headless", "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(folder), str(folder / "recap.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    text = (folder / "recap.csv").read_text("utf-8")
    return list(csv.reader(io.StringIO(text), delimiter="\t"))


def shown(one: Standing, selection: ExamConfig) -> list[str]:
    """Return rank, stage scores and total as the recap has to show them."""
    scores = [one.step(stage.id).score for stage in selection.stages]
    return [
        "–" if one.rank is None else str(one.rank),
        *("" if score is None else show_score(score.score, "en") for score in scores),
        "" if one.rank is None else show_score(one.total, "en"),
    ]


@with_libreoffice
@pytest.mark.parametrize(
    ("seed", "people", "highest"),
    [(1, 8, 100), (2, 40, 100), (3, 40, 3)],
    ids=["a few", "many", "many ties"],
)
def test_the_formulas_come_to_the_figures_of_the_ranking(
    seed: int, people: int, highest: int, tmp_path: Path
) -> None:
    selection = config("wawancara", "makalah", "makalah.gagasan")
    result = drawn(selection, seed, people, highest)
    rows = recomputed(recap_xlsx(result, selection), tmp_path)
    for one in everybody(result):
        row = next(row for row in rows if row[1] == result.candidates[one.application_id].number)
        assert [row[0], *row[5:10]] == shown(one, selection)


@with_libreoffice
def test_ties_that_nothing_parts_share_a_rank_in_the_file_too(tmp_path: Path) -> None:
    selection = config()
    result = drawn(selection, 4, 12, highest=0)
    rows = recomputed(recap_xlsx(result, selection), tmp_path)
    assert {one.rank for one in everybody(result)} == {1, None}
    for one in everybody(result):
        row = next(row for row in rows if row[1] == result.candidates[one.application_id].number)
        assert row[0] == ("–" if one.rank is None else "1")


@with_libreoffice
def test_a_provisional_recap_adds_up_what_is_in(tmp_path: Path) -> None:
    selection = config("wawancara")
    result = drawn(selection, 5, 12, awaited="wawancara")
    content = recap_xlsx(result, selection)
    assert "Wawancara" in str(sheet_of(content, RECAP)["A4"].value)
    rows = recomputed(content, tmp_path)
    for one in everybody(result):
        row = next(row for row in rows if row[1] == result.candidates[one.application_id].number)
        assert [row[0], *row[5:10]] == shown(one, selection)


def test_every_candidate_stands_in_the_recap_once() -> None:
    selection = config()
    result = drawn(selection, 6, 10)
    sheet = sheet_of(recap_xlsx(result, selection), RECAP)
    numbers = [row[1] for row in sheet.iter_rows(min_row=FIRST_ROW, values_only=True)]
    for candidate in result.candidates.values():
        assert numbers.count(candidate.number) == 1


def test_who_is_not_ranked_has_a_dash_and_the_reason() -> None:
    selection = config()
    result = drawn(selection, 7)
    row = row_of(sheet_of(recap_xlsx(result, selection), RECAP), "000")
    assert row[0] == "–"
    assert "tidak mengikuti" in str(row[-1])


def test_each_stage_that_is_scored_here_has_its_values_on_a_sheet() -> None:
    selection = config()
    result = drawn(selection, 8)
    content = recap_xlsx(result, selection)
    names = load_workbook(io.BytesIO(content)).sheetnames
    assert names == [RECAP, "Uji gagasan  penulisan makalah", "Wawancara"]
    one = next(one for one in everybody(result) if one.rank is not None)
    row = row_of(sheet_of(content, names[1]), result.candidates[one.application_id].number)
    assert row[0] == result.codes[one.application_id]
    score = one.step("makalah").score
    assert score is not None
    given = [value for sheet in score.sheets for value in sheet.values.values()]
    assert [value for value in row[2:] if isinstance(value, int)] == given


def test_cells_of_a_recused_panelist_stay_empty() -> None:
    selection = config()
    result = drawn(selection, 9)
    sheet = sheet_of(recap_xlsx(result, selection), "Wawancara")
    for one in everybody(result):
        score = one.step("wawancara").score
        if score is None:
            continue
        row = row_of(sheet, result.candidates[one.application_id].number)
        filled = sum(value is not None for value in row[2:-1])
        assert filled == 3 * len(score.sheets)


def test_it_prints_on_a4_landscape_one_page_wide_with_its_head_on_each() -> None:
    selection = config()
    sheet = sheet_of(recap_xlsx(drawn(selection, 10), selection), RECAP)
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${HEAD_ROW}:${HEAD_ROW + 1}"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text("=+-@\"'<>&#\t", max_size=12))
def test_a_name_that_looks_like_a_formula_stays_a_name(sign: str) -> None:
    selection = config()
    post = selection.posts[0].id
    candidate = Candidate("x", "001", f'=HYPERLINK("http://x","x"){sign}', "=1+1")
    ranking = rank_selection(selection, [Entrant("x", post)], {})
    content = recap_xlsx(Result(ranking, {"x": candidate}, {}, {}), selection)
    sheet = sheet_of(content, RECAP)
    formulas = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert all(str(cell.value).startswith("=SUMPRODUCT(") for cell in formulas)
    assert str(row_of(sheet, "001")[2]).startswith("=HYPERLINK(")
