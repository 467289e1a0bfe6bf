"""A post that was advertised and is not held: nobody takes part for it, and the result names it."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from exam.ranking import rank_selection
from server.ceremony import create_exam
from server.documents.announcement import shortlist_announcement
from server.documents.recap import recap_xlsx
from server.documents.recap_docx import recap_docx
from server.documents.sheet import Occasion
from server.language import load_catalog
from server.not_held import not_held_of
from server.noteworthy import Notes
from server.office import OpenExam, open_exam
from server.plan import read_plan
from server.ranking import Result
from tests.server.conftest import CONFIGS, practice_toml

ROSTER = CONFIGS / "semarang" / "roster.csv"
POST = "brida"
NAME = "Kepala Badan Riset dan Inovasi Daerah"


@pytest.fixture
def exam(tmp_path: Path) -> Iterator[OpenExam]:
    """An exam in which one post is not held."""
    config = tmp_path / "practice.toml"
    text = practice_toml().replace(f'id = "{POST}"\n', f'id = "{POST}"\nheld = false\n', 1)
    config.write_text(text, "utf-8")
    root = tmp_path / "exam"
    root.mkdir(mode=0o700)
    create_exam(read_plan(config, ROSTER), root, os.urandom)
    with open_exam(root) as exam:
        yield exam


def texts_of(docx: bytes) -> list[str]:
    document = Document(io.BytesIO(docx))
    return [paragraph.text for paragraph in document.paragraphs]


def test_nobody_takes_part_for_it_and_the_log_knows_how_many_applied(exam: OpenExam) -> None:
    posts = exam.store.read(lambda db: {row["post_id"] for row in db["applications"].rows})
    assert POST not in posts
    topics = exam.store.read(lambda db: {row["post_id"] for row in db["topics"].rows})
    assert POST not in topics
    rows = ROSTER.read_text("utf-8-sig").splitlines()
    applied = sum(row.endswith(NAME) for row in rows)
    assert exam.store.read(lambda db: not_held_of(db, exam.config)) == {POST: applied}


def test_recaps_and_announcement_name_it_with_its_applicants(exam: OpenExam) -> None:
    config = exam.config
    assert next(post.name for post in config.posts if post.id == POST) == NAME
    ranking = rank_selection(config, [], {})
    assert POST not in [post.post_id for post in ranking.posts]
    result = Result(ranking, {}, {}, {}, {POST: 2})
    said = "Jabatan ini tidak diselenggarakan; jumlah pelamar 2."
    occasion = Occasion(config, "F1NG-ERPR", load_catalog("id").gettext)
    for docx in (
        recap_docx(result, occasion, "00", Notes((), {})),
        shortlist_announcement(result, occasion),
    ):
        texts = texts_of(docx)
        assert texts[texts.index(NAME) + 1] == said
    sheet = load_workbook(io.BytesIO(recap_xlsx(result, config))).worksheets[0]
    column = [row[0].value for row in sheet.iter_rows()]
    assert column[column.index(NAME) + 1] == said
