"""Names, offices and numbers of any candidate of the exam, searched for in opened papers.

The search knows of no paper whose it is: it looks for everybody who applied for the post, and for
all others whom the text mentions. What it found stays in the memory of this process.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from exam.config import ExamConfig
from exam.disclosure import Author, Finding
from exam.disclosure.pool import find_anybody
from exam.manuscript import Part
from server.checking import CHECKED_PARTS, OpenedPaper, text_of

Findings = Mapping[Part, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Pool:
    """All candidates of the exam, by the post for which they applied."""

    by_post: Mapping[str, Sequence[Author]]

    def near(self, post_id: str) -> Sequence[Author]:
        """Return those who applied for a post."""
        return self.by_post.get(post_id, ())

    def far(self, post_id: str) -> Iterable[Author]:
        """Return those who applied for other posts."""
        for other, authors in self.by_post.items():
            if other != post_id:
                yield from authors


def pool_of(db: Database) -> Pool:
    """Return all candidates as the roster holds them."""
    by_post: dict[str, list[Author]] = defaultdict(list)
    for row in db.query("select name, nip, office, unit, post_id from applications order by id"):
        author = Author(row["name"], row["nip"], row["office"], row["unit"])
        by_post[row["post_id"]].append(author)
    return Pool(by_post)


class NameSearch:
    """What was found in papers so far; a paper that was changed since counts as not searched."""

    def __init__(self, config: ExamConfig) -> None:
        self._config = config
        self._found: dict[str, tuple[str, Findings]] = {}

    def search(self, paper: OpenedPaper, pool: Pool) -> Findings:
        """Return what a paper gives away, in the order of each part's text."""
        mark, found = self._found.get(paper.code, ("", {}))
        if mark != paper.mark:
            found = self._look(paper, pool)
            self._found[paper.code] = (paper.mark, found)
        return found

    def known(self, code: str) -> Findings | None:
        """Return what was found in a paper, or nothing if it was not searched."""
        return self._found[code][1] if code in self._found else None

    def forget(self, code: str) -> None:
        """Count a paper as not searched, because its text is another now."""
        self._found.pop(code, None)

    def _look(self, paper: OpenedPaper, pool: Pool) -> Findings:
        post = self._config.post(paper.post_id).name
        near, far = pool.near(paper.post_id), tuple(pool.far(paper.post_id))
        return {
            part: find_anybody(text_of(paper.manuscript, part), near, far, post=post)
            for part in CHECKED_PARTS
        }


def count_findings(found: Findings) -> int:
    """Return how many findings there are in all parts."""
    return sum(len(each) for each in found.values())
