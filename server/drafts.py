"""What a panelist has noted so far: sealed with a key that only their own seed gives.

A draft is bound to stage, round, panelist and subject, and padded, so that nobody who has the
database learns a value, a word or a length from it.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from sqlite_utils import Database

from exam import keys
from exam.codes import Randomness
from exam.config import Criterion
from exam.errors import InputError, SealError
from exam.limits import LONGEST_REASON
from exam.scoring import HIGHEST_SCORE
from exam.seal import pad, unpad
from server.scored import only

LONGEST_NOTE: Final = 4000
_ROOM: Final = 8 * 1024
_WHOLE_NUMBER: Final = re.compile(r"^[0-9]{1,3}$")


class Marks(msgspec.Struct, frozen=True):
    """Scores of a subject by criterion so far, a note for oneself, and the reason of round two."""

    scores: dict[str, int] = {}
    note: str = ""
    reason: str = ""


class Drafts:
    """The drafts of one panelist at one stage."""

    def __init__(self, stage_id: str, panelist_id: str, seed: bytes) -> None:
        self._stage_id = stage_id
        self._panelist_id = panelist_id
        self._key = keys.derive_key(seed, "score-key")

    def of_round(self, db: Database, number: int, one: str | None = None) -> dict[str, Marks]:
        """Return the drafts of a round by subject; all of them, or that of one.

        Raises:
            IntegrityError: one is damaged, or was put in another's place.

        """
        query = """
            select subject, sealed from drafts
            where stage_id = ? and panelist_id = ? and number = ?
        """
        also, asked = only(one)
        rows = db.query(query + also, [self._stage_id, self._panelist_id, number, *asked])
        return {row["subject"]: self._open(row, number) for row in rows}

    def keep(
        self, db: Database, number: int, subject: str, marks: Marks, random: Randomness
    ) -> None:
        """Keep a draft in place of the one before, inside an act."""
        plaintext = pad(msgspec.msgpack.encode(marks), room_bytes=_ROOM)
        context = self._context(number, subject)
        place = {
            "stage_id": self._stage_id,
            "panelist_id": self._panelist_id,
            "number": number,
            "subject": subject,
        }
        sealed = keys.encrypt(self._key, plaintext, "draft", *context, random=random)
        db.table("drafts").upsert({**place, "sealed": sealed}, pk=tuple(place))

    def _open(self, row: Mapping[str, Any], number: int) -> Marks:
        context = self._context(number, row["subject"])
        plaintext = unpad(keys.decrypt(self._key, row["sealed"], "draft", *context))
        try:
            return msgspec.msgpack.decode(plaintext, type=Marks)
        except msgspec.MsgspecError:
            raise SealError("seal.damaged") from None

    def _context(self, number: int, subject: str) -> tuple[str, int, str, str]:
        return self._stage_id, number, self._panelist_id, subject


def read_marks(
    typed: Mapping[str, str], note: str, rubric: Sequence[Criterion], reason: str = ""
) -> Marks:
    """Read scores as they were typed, by criterion; what is blank is not scored yet.

    Raises:
        InputError: a score is not a whole number from 0 to 100, or note or reason are too long.

    """
    scores: dict[str, int] = {}
    for criterion in rubric:
        text = typed.get(criterion.id, "").strip()
        if text:
            scores[criterion.id] = read_score(text, criterion)
    if len(note) > LONGEST_NOTE:
        raise InputError("marking.note", length=len(note), limit=LONGEST_NOTE)
    if len(reason) > LONGEST_REASON:
        raise InputError("marking.long-reason", length=len(reason), limit=LONGEST_REASON)
    return Marks(scores, note, reason)


def read_score(text: str, criterion: Criterion) -> int:
    """Read one score as it was typed.

    Raises:
        InputError: it is not a whole number from 0 to 100.

    """
    if not _WHOLE_NUMBER.match(text) or int(text) > HIGHEST_SCORE:
        raise InputError("marking.score", criterion=criterion.name, value=text[:20])
    return int(text)
