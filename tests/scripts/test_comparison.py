"""The practice day's comparison sees a single changed character, mark or line."""

from pathlib import Path

import pytest

from exam.manuscript import BlockKind
from exam.seal import Manuscript
from scripts.practice.__main__ import play, table
from scripts.practice.comparison import paper_in, slide_lines_in, slide_lines_of
from scripts.practice.day import Day, Outcome
from scripts.practice.premises import Card
from scripts.practice.samples import Sample, load_samples
from server.documents.paper import paper_docx
from server.documents.slides import slides_pptx

SAMPLES = load_samples()
LONGEST = max(SAMPLES, key=lambda sample: len(sample.paper))
H1, H2 = BlockKind.HEADING_1.value, BlockKind.HEADING_2.value


def through_the_office(manuscript: Manuscript) -> tuple[str, list[list[str]]]:
    docx = paper_docx(manuscript, "7KQ2", "Kepala Dinas")
    return paper_in(docx), slide_lines_in(slides_pptx(manuscript, "7KQ2"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_what_was_typed_is_read_back_from_the_office_files(sample: Sample) -> None:
    paper, slides = through_the_office(Manuscript(sample.paper, sample.slides))
    assert paper == sample.paper
    assert slides == slide_lines_of(sample.slides)


@pytest.mark.parametrize(
    ("old", "new"), [("a", "b"), (". ", ".  "), ("\n", "\n\n"), (H2, H1), ("1", "l")]
)
def test_a_single_difference_in_the_paper_is_seen(old: str, new: str) -> None:
    changed = LONGEST.paper.replace(old, new, 1)
    assert changed != LONGEST.paper
    paper, _ = through_the_office(Manuscript(changed, LONGEST.slides))
    assert paper == changed != LONGEST.paper


def test_a_single_difference_in_the_slides_is_seen() -> None:
    changed = LONGEST.slides.replace("e", "3", 1)
    _, slides = through_the_office(Manuscript(LONGEST.paper, changed))
    assert slides != slide_lines_of(LONGEST.slides)


def test_the_table_names_what_differs() -> None:
    card = Card("007", "Siti", "Kepala Dinas Perdagangan", "CODE")
    same = Outcome(card, "PC-01", 10, 10, (), "A-B-C", "7KQ2", "80,00")
    other = Outcome(card, "PC-02", 10, 9, ("paper", "slides"), "D-E-F", "8KQ2", "70,00")
    first, second = table([same, other]).strip().splitlines()[1:]
    assert " yes " in first
    assert "NO: paper, slides" in second


@pytest.mark.parametrize(("different", "exit_code"), [((), 0), (("slides",), 1)])
def test_the_exit_code_tells_whether_anything_differs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, different: tuple[str, ...], exit_code: int
) -> None:
    card = Card("007", "Siti", "Kepala Dinas Perdagangan", "CODE")
    outcome = Outcome(card, "PC-01", 10, 10, different, "A-B-C", "7KQ2", "80,00")
    monkeypatch.setattr(Day, "play", lambda _day: [outcome])
    assert play(1, None, tmp_path) == exit_code
