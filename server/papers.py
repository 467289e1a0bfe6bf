"""Papers as the database keeps them once they are opened: under random codes, sealed to panelists.

The order in which they are kept says nothing about who handed in when, and their size nothing about
whose they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from exam import keys
from exam.clock import ExamTime
from exam.codes import Randomness
from exam.seal import Manuscript
from server.anonymity import (
    PaperCode,
    Slot,
    commit_to_map,
    draw_paper_codes,
    fill_slot,
    make_map,
    one_size,
    seal_map,
    seal_paper,
)
from server.assignments import assign
from server.office import OpenExam
from server.rounds import begin_rounds, seal_escrow
from server.scored import KeyMaking, ScoredStage
from server.staff import Role


@dataclass(frozen=True, slots=True)
class Paper:
    """A text in clear, and whose it is."""

    application_id: str
    post_id: str
    manuscript: Manuscript


class Record:
    """Everything that the opening writes down, sealed before the database is touched."""

    def __init__(self, exam: OpenExam, papers: Sequence[Paper], random: Randomness) -> None:
        self._exam_id = exam.exam_id
        self._random = random
        self._reading_key, self._identity_key = (random(keys.KEY_BYTES) for _ in range(2))
        drawn = draw_paper_codes(len(papers), random)
        by_code = dict(sorted(zip(drawn, papers, strict=True)))
        self.codes = tuple(by_code)
        size = one_size(paper.manuscript for paper in papers)
        self._papers = [self._paper_row(code, paper, size) for code, paper in by_code.items()]
        self._map = make_map({code: one.application_id for code, one in by_code.items()}, random)
        places = {post.id: place for place, post in enumerate(exam.config.posts)}
        self._posts = {code: places[paper.post_id] for code, paper in by_code.items()}
        self._members = [member.id for member in exam.config.panel.members]
        self._identity_shares = dict(
            zip(
                self._members,
                keys.split_among(self._identity_key, len(self._members), random),
                strict=True,
            )
        )
        self._panel_key = exam.manifest.panel_public_key
        self._scored = ScoredStage(exam.exam_id, exam.config, exam.config.writing.stage)

    def write(self, db: Database) -> str:
        """Write everything down, inside an act; returns what was committed to, in hexadecimal."""
        commitment = commit_to_map(self._map)
        opening = {
            "id": 1,
            "sealed_map": seal_map(self._identity_key, self._exam_id, self._map, self._random),
            "map_commitment": commitment,
            "identity_escrow": seal_escrow(
                self._panel_key, self._identity_shares, self._exam_id, Slot.IDENTITY.value
            ),
        }
        db.table("opening").insert(opening)
        db.table("papers").insert_all(self._papers)
        public_keys = {row["id"]: row["public_key"] for row in db.table("staff").rows}
        db.table("key_slots").insert_all(self._slot_rows(public_keys))
        db.table("key_slots").insert_all(self._officer_rows(db))
        return commitment.hex()

    def begin_scoring(self, db: Database, now: ExamTime) -> None:
        """Make the keys of the rounds in which the panel scores these papers, inside an act."""
        stage_id = self._scored.stage_id
        scorers = dict.fromkeys(self.codes, self._members)
        assign(db, stage_id, scorers, self._random, self._posts)
        making = KeyMaking(self._panel_key, self._random, now)
        begin_rounds(db, self._scored, self._members, making)

    def _paper_row(self, code: PaperCode, paper: Paper, size: int) -> dict[str, Any]:
        sealed = seal_paper(self._reading_key, code, paper.manuscript, size, self._random)
        return {"code": code, "post_id": paper.post_id, "sealed": sealed}

    def _officer_rows(self, db: Database) -> Iterator[dict[str, Any]]:
        """Give release officers the reading key, and nothing of the other two."""
        query = "select id, public_key from staff where role = ? and is_closed = 0"
        for row in db.query(query, [Role.RELEASE_OFFICER.value]):
            slot, context = Slot.READING, (self._exam_id, row["id"])
            sealed = fill_slot(row["public_key"], self._reading_key, *context, slot)
            yield {"panelist_id": row["id"], "kind": slot.value, "sealed": sealed}

    def _slot_rows(self, public_keys: Mapping[str, bytes]) -> Iterator[dict[str, Any]]:
        for panelist_id, share in self._identity_shares.items():
            secrets = {Slot.READING: self._reading_key, Slot.IDENTITY: share}
            for slot, secret in secrets.items():
                public_key = public_keys[panelist_id]
                sealed = fill_slot(public_key, secret, self._exam_id, panelist_id, slot)
                yield {"panelist_id": panelist_id, "kind": slot.value, "sealed": sealed}
