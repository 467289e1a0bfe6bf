"""A manuscript as the reader's half of a page needs it: text, slides, counts, and what is missing.

Pages are counted as they are printed, so that the screen and the Word file name the same ones.
"""

from typing import Any

from exam.config import ExamConfig
from exam.config.papers import PaperSection
from exam.errors import RefusedError
from exam.manuscript import count_words, missing_sections, pages_of
from exam.manuscript.asked import paper_format
from exam.seal import Manuscript
from server.web.typeset import outline_of, typeset


def require_slides(config: ExamConfig) -> None:
    """Refuse what is about slides where an exam asks for none.

    Raises:
        RefusedError: this exam asks for a paper only.

    """
    if not config.writing.has_slides:
        raise RefusedError("marking.no-slides")


def reading_of(manuscript: Manuscript, paper: PaperSection) -> dict[str, Any]:
    """Return what `panel/reading.html` and `panel/slides.html` show."""
    pages = pages_of(manuscript.paper, paper_format(paper))
    return {
        "text": typeset(manuscript.paper, pages.starts),
        "slides": outline_of(manuscript.slides),
        "words": count_words(manuscript.paper),
        "pages": pages.count,
        "missing": missing_sections(manuscript.paper, paper.sections),
        "sheet_of_paper": paper,
    }
