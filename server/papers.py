"""Papers as the database keeps them once they are opened: under random codes, sealed to panelists.

The order in which they are kept says nothing about who handed in when, and their size nothing about
whose they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from exam import keys
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
from server.office import OpenExam


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
        self._reading_key, self._identity_key, self._round_seed = (
            random(keys.KEY_BYTES) for _ in range(3)
        )
        drawn = draw_paper_codes(len(papers), random)
        by_code = dict(sorted(zip(drawn, papers, strict=True)))
        self.codes = tuple(by_code)
        size = one_size(paper.manuscript for paper in papers)
        self._papers = [self._paper_row(code, paper, size) for code, paper in by_code.items()]
        self._map = make_map({code: one.application_id for code, one in by_code.items()}, random)
        self._members = [member.id for member in exam.config.panel.members]

    def write(self, db: Database) -> str:
        """Write everything down, inside an act; returns what was committed to, in hexadecimal."""
        commitment = commit_to_map(self._map)
        opening = {
            "id": 1,
            "sealed_map": seal_map(self._identity_key, self._exam_id, self._map, self._random),
            "map_commitment": commitment,
            "round_public_key": keys.sealing_public_key(self._round_seed),
        }
        db.table("opening").insert(opening)
        db.table("papers").insert_all(self._papers)
        public_keys = {row["id"]: row["public_key"] for row in db.table("staff").rows}
        db.table("key_slots").insert_all(self._slot_rows(public_keys))
        return commitment.hex()

    def _paper_row(self, code: PaperCode, paper: Paper, size: int) -> dict[str, Any]:
        sealed = seal_paper(self._reading_key, code, paper.manuscript, size, self._random)
        return {"code": code, "post_id": paper.post_id, "sealed": sealed}

    def _slot_rows(self, public_keys: Mapping[str, bytes]) -> Iterator[dict[str, Any]]:
        holders = len(self._members)
        secrets = {
            Slot.READING: [self._reading_key] * holders,
            Slot.IDENTITY: keys.split_among(self._identity_key, holders, self._random),
            Slot.ROUND: keys.split_among(self._round_seed, holders, self._random),
        }
        for slot, parts in secrets.items():
            for panelist_id, part in zip(self._members, parts, strict=True):
                public_key = public_keys[panelist_id]
                sealed = fill_slot(public_key, part, self._exam_id, panelist_id, slot)
                yield {"panelist_id": panelist_id, "kind": slot.value, "sealed": sealed}
