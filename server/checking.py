"""The release officer's desk: papers by code, read for names, blacked out, let through.

Whoever sits here holds the reading key and nothing of the other two: neither whose a paper is nor
what anybody scores. What a redaction takes away is sealed to the panel key in the same act, so
nothing is lost and nobody here can bring it back.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from exam import keys
from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.codes import Randomness
from exam.config import Post
from exam.custody_record import PaperRedacted
from exam.errors import RefusedError
from exam.manuscript import Part
from exam.redaction import Place, black_out, join_places
from exam.seal import Manuscript
from server.anonymity import Slot, empty_slot, open_paper, seal_paper
from server.office import OpenExam
from server.release import released_codes
from server.store import append_entry

SMALL_POOL: Final = 5
"""Of fewer papers for one post whoever knows who applied may guess whose one is."""
CHECKED_PARTS: Final = (Part.PAPER, Part.SLIDES)

Places = Mapping[Part, Sequence[Place]]


@dataclass(frozen=True, slots=True)
class CheckedPaper:
    """A paper as the officer's list has it."""

    code: str
    post_id: str
    is_released: bool
    redactions: int


@dataclass(frozen=True, slots=True)
class OpenedPaper:
    """A paper in clear; `mark` names this text of it and tells nothing."""

    code: str
    post_id: str
    manuscript: Manuscript
    mark: str


@dataclass(frozen=True, slots=True)
class CheckDesk:
    """A logged-in release officer at work."""

    exam: OpenExam
    staff_id: str
    seed: bytes

    def papers(self, db: Database) -> tuple[CheckedPaper, ...]:
        """List the papers by post, within a post in this officer's own order."""
        order_key = keys.derive_key(self.seed, "checking-order")
        posts = [post.id for post in self.exam.config.posts]
        released = released_codes(db)
        redacted = Counter(row["code"] for row in db.query("select code from originals"))
        lines = [
            CheckedPaper(code, row["post_id"], code in released, redacted[code])
            for row in db.query("select code, post_id from papers")
            for code in [row["code"]]
        ]
        return tuple(
            sorted(
                lines,
                key=lambda line: (
                    posts.index(line.post_id),
                    keys.digest("checking-order", order_key, line.code),
                ),
            )
        )

    def read(self, db: Database, code: str) -> OpenedPaper:
        """Open one paper.

        Raises:
            RefusedError: there is none of that code, or nothing is sealed to this officer.
            IntegrityError: the stored paper or the reading key is damaged.

        """
        post_id, sealed = _stored(db, code)
        manuscript = open_paper(self._reading_key(db), code, sealed)
        return OpenedPaper(code, post_id, manuscript, _mark_of(sealed))

    def redact(
        self, db: Database, seen: OpenedPaper, places: Places, now: ExamTime, random: Randomness
    ) -> None:
        """Black passages out and seal what stood there to the panel key, inside an act.

        Raises:
            RefusedError: nothing is chosen, somebody has redacted the paper since it was seen, or
                its author is known by now.

        """
        passages = count_passages(seen.manuscript, places)
        _post_id, sealed = _stored(db, seen.code)
        if not passages:
            raise RefusedError("release.nothing-chosen")
        if _mark_of(sealed) != seen.mark:
            raise RefusedError("release.changed")
        if db.execute("select 1 from identities").fetchone() is not None:
            raise RefusedError("release.over")
        reading_key, exam = self._reading_key(db), self.exam
        padded = keys.decrypt(reading_key, sealed, "paper", seen.code)
        number = db.table("originals").count_where("code = ?", [seen.code]) + 1
        context = (exam.exam_id, seen.code, number)
        original = keys.seal_to(exam.manifest.panel_public_key, padded, "original", *context)
        text = redacted(seen.manuscript, places)
        stored = seal_paper(reading_key, seen.code, text, len(padded), random)
        db.table("originals").insert({"code": seen.code, "number": number, "sealed": original})
        db.table("papers").update(seen.code, {"sealed": stored})
        entry = PaperRedacted(
            at=now,
            code=seen.code,
            staff_id=self.staff_id,
            number=number,
            passages=passages,
            original_digest=keys.digest("original", original).hex(),
            redacted_digest=keys.digest("paper", stored).hex(),
        )
        append_entry(db, encode_entry(entry))

    def _reading_key(self, db: Database) -> bytes:
        query = "select sealed from key_slots where panelist_id = ? and kind = ?"
        for row in db.query(query, [self.staff_id, Slot.READING.value]):
            exam_id = self.exam.exam_id
            return empty_slot(self.seed, row["sealed"], exam_id, self.staff_id, Slot.READING)
        raise RefusedError("release.no-key")


def redacted(manuscript: Manuscript, places: Places) -> Manuscript:
    """Return a manuscript without what stands at these places."""
    return Manuscript(
        black_out(manuscript.paper, places.get(Part.PAPER, ())),
        black_out(manuscript.slides, places.get(Part.SLIDES, ())),
    )


def text_of(manuscript: Manuscript, part: Part) -> str:
    """Return the text of one part of what is checked."""
    return manuscript.paper if part is Part.PAPER else manuscript.slides


def count_passages(manuscript: Manuscript, places: Places) -> int:
    """Return how many bars there would be for these places."""
    return sum(len(join_places(text_of(manuscript, part), places[part])) for part in places)


def small_pools(papers: Iterable[CheckedPaper], posts: Iterable[Post]) -> dict[str, int]:
    """Return how many papers there are for those posts that have few, by post id."""
    counts = Counter(paper.post_id for paper in papers)
    return {post.id: counts[post.id] for post in posts if 0 < counts[post.id] < SMALL_POOL}


def _stored(db: Database, code: str) -> tuple[str, bytes]:
    for row in db.query("select post_id, sealed from papers where code = ?", [code]):
        return row["post_id"], row["sealed"]
    raise RefusedError("marking.no-paper", paper=code[:64])


def _mark_of(sealed: bytes) -> str:
    return keys.digest("paper", sealed).hex()
