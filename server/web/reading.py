"""A manuscript as the reader's half of a page needs it: text, slides, counts, and what is missing.

Pages are counted as they are printed, so that the screen and the Word file name the same ones.
"""

from typing import Any

from exam.config.papers import PaperSection
from exam.manuscript import count_words, missing_sections, pages_of
from exam.manuscript.asked import paper_format
from exam.seal import Manuscript
from server.web.typeset import outline_of, typeset


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
