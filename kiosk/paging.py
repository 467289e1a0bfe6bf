"""How many printed pages a paper fills and how many slides there are, beside the writing.

The estimate takes up to a tenth of a second at the longest papers, so it is made in a thread of the
desk's process, in which no key is drawn, and not before somebody stops to think.
"""

import asyncio
from typing import Final

from exam.manuscript import Pages, PaperFormat, pages_of, slides_of

STILL_SECONDS: Final = 1.0
"""A paper that has not changed between two looks is counted; so far are they apart."""
_MOST_LOOKS: Final = 15
"""After so many looks at a paper that changes it is counted all the same."""


class PageCount:
    """Counts the pages of one paper; `latest` is None until it was counted once."""

    def __init__(self, paper: PaperFormat) -> None:
        self.latest: int | None = None
        self._paper = paper
        self._seen: str | None = None
        self._counted: str | None = None
        self._looks = 0

    async def follow(self, text: str) -> None:
        """Look at the paper, and count its pages if it is time to."""
        if self._is_due(text):
            counting = asyncio.to_thread(pages_of, text, self._paper)
            (pages,) = await asyncio.gather(counting, return_exceptions=True)
            if self._seen == text:
                self._counted, self._looks = text, 0
                # An estimate that fails is none: nobody stops writing for it.
                self.latest = pages.count if isinstance(pages, Pages) else None

    def forget(self) -> None:
        """Begin with the paper of somebody else."""
        self.latest = self._seen = self._counted = None
        self._looks = 0

    def _is_due(self, text: str) -> bool:
        """Whether the paper is new and stands still, or has not been counted for long."""
        stands_still, self._seen = text == self._seen, text
        if text == self._counted:
            self._looks = 0
            return False
        self._looks += 1
        return stands_still or self._counted is None or self._looks >= _MOST_LOOKS


class SlideCount:
    """Counts the slides of a text, once for each text."""

    def __init__(self) -> None:
        self._known = ("", 0)

    def of(self, text: str) -> int:
        """Return how many slides there are."""
        if self._known[0] is not text:
            self._known = (text, len(slides_of(text)))
        return self._known[1]
