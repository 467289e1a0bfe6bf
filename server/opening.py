"""The opening: a quorum's seed turns envelopes into papers without names.

Clear texts and secrets are only ever in memory. What is written down is sealed to panelists, in an
order that says nothing about who handed in when; it happens once, whole or not at all.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlite_utils import Database

from exam import keys
from exam.chronicle import PapersOpened, encode_entry
from exam.clock import ExamTime
from exam.codes import Randomness
from exam.errors import IntegrityError, RefusedError, SealError, ShareError
from exam.seal import Manuscript, open_envelope, read_envelope
from exam.sitting import Phase, Sitting
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
from server.sittings import all_sittings
from server.store import append_entry

_SUBMITTED: Final = """
    select e.application_id, e.revision, e.seat_id, e.signed, a.post_id, s.signing_key
    from envelopes e
    join applications a on a.id = e.application_id
    join seats s on s.id = e.seat_id
    where e.revision = (
        select max(revision) from envelopes where application_id = e.application_id
    )
    order by e.application_id
"""
_SIGNED_IN: Final = "select id, number from applications where seat_id is not null order by number"


@dataclass(frozen=True, slots=True)
class SetAside:
    """An envelope that could not be opened, and why."""

    application_id: str
    reason: IntegrityError


@dataclass(frozen=True, slots=True)
class Opening:
    """How the opening went: papers by code, what was set aside, and whose last hand-in is missing.

    `without_envelope` are the numbers of those who handed nothing in, and `before_reopening` of
    those of whom an earlier hand-in counts.
    """

    codes: tuple[PaperCode, ...]
    set_aside: tuple[SetAside, ...]
    without_envelope: tuple[str, ...]
    before_reopening: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Missing:
    """Somebody whose last hand-in is not here; `has_earlier` if one of before a reopening is."""

    application_id: str
    number: str
    has_earlier: bool


@dataclass(frozen=True, slots=True)
class _Submitted:
    application_id: str
    post_id: str
    manuscript: Manuscript


def open_papers(
    exam: OpenExam, seed: bytes, random: Randomness, waived: Collection[str] = ()
) -> Opening:
    """Open every candidate's last envelope, and write the papers down without names.

    `waived` are the numbers of candidates who signed in and whose last hand-in is given up.

    Raises:
        ShareError: the seed is not the one of this exam's panel key.
        RefusedError: already opened, still being written, a paper is missing that is not waived, or
            there is nothing that opens.

    """
    if keys.sealing_public_key(seed) != exam.manifest.panel_public_key:
        raise ShareError("share.other-exam")
    now = exam.timeline.now()
    missing = exam.store.read(lambda db: _require_ready(db, now, waived))
    rows = exam.store.read(lambda db: list(db.query(_SUBMITTED)))
    submitted, set_aside = _open_all(rows, exam.exam_id, seed)
    if not submitted:
        raise RefusedError("opening.no-papers", set_aside=len(set_aside))
    record = _Record(exam, submitted, random)
    refused = tuple(one.application_id for one in set_aside)
    given_up = tuple(one.application_id for one in missing if not one.has_earlier)
    exam.store.write_now(lambda db: record.write(db, now, refused, given_up))
    return Opening(
        codes=record.codes,
        set_aside=set_aside,
        without_envelope=tuple(one.number for one in missing if not one.has_earlier),
        before_reopening=tuple(one.number for one in missing if one.has_earlier),
    )


def require_unopened(db: Database) -> None:
    """Refuse an exam whose papers have been opened.

    Raises:
        RefusedError: they have.

    """
    if db.execute("select 1 from opening").fetchone() is not None:
        raise RefusedError("opening.done")


def _require_ready(db: Database, now: ExamTime, waived: Collection[str]) -> tuple[_Missing, ...]:
    """Return whose last hand-in is not here: nobody still writes, all others are waived."""
    require_unopened(db)
    sittings = all_sittings(db)
    signed_in = [(row, sittings[row["id"]]) for row in db.query(_SIGNED_IN)]
    absent = [(row, one) for row, one in signed_in if _last_revision(one) != one.revision]
    writing = [row["number"] for row, sitting in absent if _may_write(sitting, now)]
    if writing:
        raise RefusedError("opening.still-writing", number=writing[0], count=len(writing))
    missing = [row["number"] for row, _ in absent if row["number"] not in waived]
    if missing:
        raise RefusedError("opening.missing", numbers=", ".join(missing), count=len(missing))
    return tuple(
        _Missing(row["id"], row["number"], _last_revision(sitting) > 0) for row, sitting in absent
    )


def _last_revision(sitting: Sitting) -> int:
    """Return the highest revision of which an envelope is here, 0 if none is."""
    return max((one.revision for one in sitting.envelopes), default=0)


def _may_write(sitting: Sitting, now: ExamTime) -> bool:
    sealed = sitting.phase_at(now) is Phase.SEALED
    return sitting.start is not None and not sealed and sitting.remaining_at(now) > 0


def _open_all(
    rows: Sequence[Mapping[str, Any]], exam_id: bytes, seed: bytes
) -> tuple[tuple[_Submitted, ...], tuple[SetAside, ...]]:
    submitted, set_aside = [], []
    for row in rows:
        try:
            manuscript = _open_one(row, exam_id, seed)
        except IntegrityError as error:
            set_aside.append(SetAside(row["application_id"], error))
        else:
            submitted.append(_Submitted(row["application_id"], row["post_id"], manuscript))
    return tuple(submitted), tuple(set_aside)


def _open_one(row: Mapping[str, Any], exam_id: bytes, seed: bytes) -> Manuscript:
    envelope = read_envelope(row["signed"], row["signing_key"])
    claimed = (envelope.exam_id, envelope.application_id, envelope.revision, envelope.seat_id)
    if claimed != (exam_id, row["application_id"], row["revision"], row["seat_id"]):
        raise SealError("seal.other")
    return open_envelope(envelope, seed)


class _Record:
    """Everything that the opening writes down, sealed before the database is touched."""

    def __init__(self, exam: OpenExam, submitted: Sequence[_Submitted], random: Randomness) -> None:
        self._exam_id = exam.exam_id
        self._random = random
        self._reading_key, self._identity_key, self._round_seed = (
            random(keys.KEY_BYTES) for _ in range(3)
        )
        drawn = draw_paper_codes(len(submitted), random)
        by_code = dict(sorted(zip(drawn, submitted, strict=True)))
        self.codes = tuple(by_code)
        size = one_size(paper.manuscript for paper in submitted)
        self._papers = [self._paper_row(code, paper, size) for code, paper in by_code.items()]
        self._map = make_map({code: one.application_id for code, one in by_code.items()}, random)
        self._members = [member.id for member in exam.config.panel.members]

    def write(
        self, db: Database, now: ExamTime, refused: tuple[str, ...], missing: tuple[str, ...]
    ) -> None:
        """Write everything down, inside an act; refused if an opening is already there."""
        require_unopened(db)
        commitment = commit_to_map(self._map)
        sealed_map = seal_map(self._identity_key, self._exam_id, self._map, self._random)
        opening = {
            "id": 1,
            "sealed_map": sealed_map,
            "map_commitment": commitment,
            "round_public_key": keys.sealing_public_key(self._round_seed),
        }
        db.table("opening").insert(opening)
        db.table("papers").insert_all(self._papers)
        public_keys = {row["id"]: row["public_key"] for row in db.table("staff").rows}
        db.table("key_slots").insert_all(self._slot_rows(public_keys))
        entry = PapersOpened(now, len(self._papers), refused, missing, commitment.hex())
        append_entry(db, encode_entry(entry))

    def _paper_row(self, code: PaperCode, paper: _Submitted, size: int) -> dict[str, Any]:
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
