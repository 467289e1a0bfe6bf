"""One panelist scoring one stage: drafts, what still lacks, the commit, the final lock.

Round one is scored alone. Once it is open, only what diverges is asked again, each with a reason;
a commit seals the sheet to its round and releases the panelist's share, and nothing follows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from exam import keys
from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.codes import Randomness
from exam.config import Criterion
from exam.errors import RefusedError
from exam.scoring import ROUND_ONE, ROUND_TWO, Verdict, encode_sheet
from exam.scoring_record import SheetCommitted
from server.anonymity import Slot
from server.assignments import lost_panelists, own_order, subjects_for
from server.drafts import Drafts, Marks
from server.key_slots import own_slot
from server.round_opening import open_if_last
from server.rounds import committed, holders_of, own_share, require_recorded_key, seal_sheet
from server.scored import ScoredStage
from server.scores import is_open
from server.store import append_entry


@dataclass(frozen=True, slots=True)
class Lack:
    """What a subject still lacks: scores of these criteria, and in round two a reason."""

    criteria: tuple[Criterion, ...]
    reason: bool = False

    def __bool__(self) -> bool:
        """Whether anything lacks."""
        return bool(self.criteria) or self.reason


@dataclass(frozen=True, slots=True)
class Work:
    """The round that is worked on: its subjects in own order, and own marks of them so far."""

    number: int
    subjects: tuple[str, ...]
    marks: Mapping[str, Marks]


@dataclass(frozen=True, slots=True)
class ScoreDesk:
    """A panelist at work on one stage; `seed` opens what is sealed to them."""

    scored: ScoredStage
    panelist_id: str
    seed: bytes

    def has_begun(self, db: Database) -> bool:
        """Whether this stage is scored now or was, by this panelist among others."""
        return self.panelist_id in holders_of(db, self.scored.stage_id, ROUND_ONE)

    def round_now(self, db: Database) -> int:
        """Return the round that is worked on: the second once the first is open."""
        return ROUND_TWO if is_open(db, self.scored.stage_id, ROUND_ONE) else ROUND_ONE

    def has_committed(self, db: Database, number: int) -> bool:
        """Whether this panelist has committed that round."""
        return self.panelist_id in committed(db, self.scored.stage_id, number)

    def subjects(self, db: Database, number: int) -> tuple[str, ...]:
        """Return the subjects of a round in this panelist's own order, the same every time."""
        found = subjects_for(db, self.scored, number, self.panelist_id)
        order = own_order(db, self.scored.stage_id, self.panelist_id)
        return tuple(subject for subject in order if subject in found)

    def work(self, db: Database, one: str | None = None) -> Work:
        """Return the round that is worked on; of one subject alone, if it is asked for that."""
        number = self.round_now(db)
        if one is None:
            subjects = self.subjects(db, number)
        else:
            subjects = (one,) if self.is_asked(db, number, one) else ()
        return Work(number, subjects, self.marks(db, number, one))

    def is_asked(self, db: Database, number: int, subject: str) -> bool:
        """Whether a subject is of a round for this panelist."""
        return bool(subjects_for(db, self.scored, number, self.panelist_id, subject))

    def marks(self, db: Database, number: int, one: str | None = None) -> dict[str, Marks]:
        """Return own marks by subject; in round two those of round one until they are gone over.

        Asked for one subject, nothing else is opened.
        """
        drafts = Drafts(self.scored.stage_id, self.panelist_id, self.seed)
        found = drafts.of_round(db, number, one)
        if number == ROUND_ONE:
            return found
        alone = drafts.of_round(db, ROUND_ONE, one).items()
        return {subject: Marks(marks.scores, marks.note) for subject, marks in alone} | found

    def save(self, db: Database, subject: str, marks: Marks, random: Randomness) -> None:
        """Keep marks as a sealed draft of the round that is worked on, inside an act.

        Raises:
            RefusedError: it is not theirs to score in this round, or they have committed it.

        """
        number = self.round_now(db)
        self._require_free(db, number)
        if not self.is_asked(db, number, subject):
            raise RefusedError("marking.not-yours", subject=subject[:64])
        drafts = Drafts(self.scored.stage_id, self.panelist_id, self.seed)
        drafts.keep(db, number, subject, marks, random)

    def lacking(self, db: Database) -> dict[str, Lack]:
        """Say what still lacks in the round that is worked on, by subject in own order."""
        return self.lacking_in(self.work(db))

    def lacking_in(self, work: Work) -> dict[str, Lack]:
        """Say likewise of work that is at hand."""
        lacking = {
            subject: self.lack_of(work.marks.get(subject, Marks()), work.number)
            for subject in work.subjects
        }
        return {subject: lack for subject, lack in lacking.items() if lack}

    def lack_of(self, marks: Marks, number: int) -> Lack:
        """Say what these marks lack in a round."""
        criteria = tuple(one for one in self.scored.rubric if one.id not in marks.scores)
        return Lack(criteria, number == ROUND_TWO and not marks.reason.strip())

    def commit(self, db: Database, number: int, now: ExamTime) -> None:
        """Commit a round for good, inside an act; again changes nothing.

        Raises:
            RefusedError: the round cannot be committed now, or something still lacks.
            IntegrityError: a key or an earlier sheet is damaged; nothing is committed then.

        """
        if self.has_committed(db, number):
            return
        if number != self.round_now(db):
            raise RefusedError("marking.other-round")
        self._require_free(db, number)
        lacking = self.lacking(db)
        if lacking:
            raise RefusedError("marking.incomplete", papers=len(lacking))
        require_recorded_key(db, self.scored, number)
        self._write_sheet(db, number, now)
        open_if_last(db, self.scored, number, now)

    def _require_free(self, db: Database, number: int) -> None:
        if not self.has_begun(db):
            raise RefusedError("marking.not-opened")
        if self.panelist_id in lost_panelists(db, self.scored.stage_id):
            raise RefusedError("marking.excused")
        if self.has_committed(db, number):
            raise RefusedError("marking.locked")

    def _write_sheet(self, db: Database, number: int, now: ExamTime) -> None:
        scored, who = self.scored, self.panelist_id
        marks = self.marks(db, number)
        sheet = {
            subject: Verdict(
                marks[subject].scores, marks[subject].reason if number == ROUND_TWO else ""
            )
            for subject in self.subjects(db, number)
        }
        sealed = seal_sheet(db, scored, number, who, encode_sheet(sheet))
        is_last_lock = number == ROUND_TWO and scored.hides_names
        db.table("sheets").insert(
            {
                "stage_id": scored.stage_id,
                "panelist_id": who,
                "number": number,
                "committed_at": now,
                "sealed": sealed,
                "round_share": own_share(db, scored, number, who, self.seed),
                "identity_share": self._identity_share(db) if is_last_lock else None,
            }
        )
        digest = keys.digest("sealed-sheet", sealed).hex()
        append_entry(db, encode_entry(SheetCommitted(now, scored.stage_id, number, who, digest)))

    def _identity_share(self, db: Database) -> bytes:
        return own_slot(db, self.seed, self.scored.exam_id, self.panelist_id, Slot.IDENTITY)
