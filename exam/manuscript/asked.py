"""What an exam's settings ask of a manuscript, in the terms of this package."""

from typing import Final

from exam.config.papers import PAGE_MILLIMETRES, Limits, PaperSection, SlidesSection
from exam.manuscript.blocks import Part
from exam.manuscript.formats import Font, PaperFormat
from exam.manuscript.shortfall import Asked, Range

_MM_PER_CM: Final = 10


def paper_format(paper: PaperSection) -> PaperFormat:
    """Return the format in which a paper is printed."""
    width_mm, height_mm = PAGE_MILLIMETRES[paper.page]
    margins = paper.margins_cm
    return PaperFormat(
        width_mm,
        height_mm,
        Font(paper.font),
        paper.font_points,
        paper.line_spacing,
        top_mm=margins.top * _MM_PER_CM,
        right_mm=margins.right * _MM_PER_CM,
        bottom_mm=margins.bottom * _MM_PER_CM,
        left_mm=margins.left * _MM_PER_CM,
    )


def parts_of(slides: SlidesSection | None) -> tuple[Part, ...]:
    """Return the parts that somebody has before them; notes are theirs alone."""
    return tuple(part for part in Part if part is not Part.SLIDES or slides is not None)


def asked_of(paper: PaperSection, slides: SlidesSection | None) -> Asked:
    """Return what is asked of a paper and its slides; an exam may ask for no slides at all."""
    return Asked(
        words=_range(paper.words),
        pages=_range(paper.pages),
        slides=Range(slides.min_slides, slides.max_slides) if slides else None,
        slides_required=slides is not None and slides.required,
        words_per_slide=slides.max_words_per_slide if slides else None,
        sections=paper.sections,
        paper=paper_format(paper),
    )


def _range(limits: Limits | None) -> Range:
    return Range(limits.min, limits.max) if limits else Range()
