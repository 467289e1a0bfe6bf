"""The estimate of pages against LibreOffice, on a few papers; `scripts/pages` has all of them."""

import pytest

from exam.manuscript import blocks_of, notes_of, strip_marks
from scripts.long_papers import enriched
from scripts.pages import FORMATS, TOLERANCE, Comparison, compare, missing_packages, papers
from scripts.practice.samples import Sample, load_samples

PAPERS = ("03-perdagangan", "09-satpol-pp+", "13-lingkungan-hidup")
CHOSEN = {
    name: FORMATS[name] for name in ("A4 Arial 12 1.5", "F4 Times 12 2.0", "F4 Bookman 11 1.15")
}


def _row(estimate: float, real: float) -> Comparison:
    return Comparison("", 0, "", estimate, 0, real, 0)


@pytest.mark.parametrize(
    ("estimate", "real", "holds"), [(5.5, 5.0, True), (4.5, 5.0, True), (5.6, 5.0, False)]
)
def test_an_estimate_may_be_a_tenth_off(estimate: float, real: float, holds: bool) -> None:
    assert _row(estimate, real).holds is holds


def test_the_estimate_is_as_close_to_libreoffice_as_promised() -> None:
    missing = missing_packages(CHOSEN.values())
    if missing:
        pytest.skip(f"not on this machine: {', '.join(missing)}")
    all_papers = papers()
    rows = list(compare({name: all_papers[name] for name in PAPERS}, CHOSEN))
    assert len(rows) == len(PAPERS) * len(CHOSEN)
    assert all(row.real_count >= 3 for row in rows)
    assert [row for row in rows if abs(row.difference) > TOLERANCE] == []


@pytest.mark.parametrize("sample", load_samples(), ids=lambda sample: sample.name)
def test_an_enriched_paper_has_every_kind_of_line_and_all_that_was_written(sample: Sample) -> None:
    rich = enriched(sample.paper)
    blocks = blocks_of(rich)
    wanted = {"PARAGRAPH", "HEADING_1", "NUMBER", "NUMBER_2", "BULLET_2", "ROW", "PAGE_BREAK"}
    assert wanted <= {block.kind.name for block in blocks}
    assert any(notes_of(block.text) for block in blocks)
    assert len(strip_marks(rich)) > len(strip_marks(sample.paper))
