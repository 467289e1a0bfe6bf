"""A panel at work in memory: keys, papers without texts, rounds; no disk and no slow stretching."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from sqlite_utils import Database

from exam import keys
from exam.chronicle import decode_entry
from exam.clock import ExamTime
from exam.config import ExamConfig
from exam.entry import Entry
from server.anonymity import PaperCode, Slot, commit_to_map, fill_slot, make_map, seal_map
from server.assignments import assign
from server.drafts import Marks
from server.excusal import Excusal, JoinedCards, excuse, force_reveal
from server.interview_scoring import begin_interviews
from server.rounds import begin_rounds, seal_escrow
from server.schema_finding import MIGRATIONS
from server.score_desk import ScoreDesk
from server.scored import KeyMaking, ScoredStage, find_stage
from tests.exam.selections import INTERVIEW_STAGE, SMALL, parsed

EXAM_ID = bytes(32)
PAPERS = {"7KQ2": "001", "M4XD": "002", "P9RA": "003"}
PANEL = ("ketua", "penilai", "penilai-3")
_MEMBER = """[[panel.members]]
id = "penilai-3"
name = "Penilai 3"
element = "external"
"""
_DIVERGENCE = """[divergence]
points = 20
[interview]
minutes = 60
"""


@cache
def _blank() -> bytes:
    """Return the tables without a row as SQLite serializes them: making them takes long."""
    db = Database(memory=True)
    MIGRATIONS.apply(db)
    blank: bytes = db.conn.serialize()
    db.close()
    return blank


@cache
def bench_config() -> ExamConfig:
    """A selection with three panelists, papers, interviews, and a rule on divergence."""
    text = SMALL.replace("[[staff]]", f"{_MEMBER}[[staff]]", 1)
    return parsed(text.replace("[rules]", f"{INTERVIEW_STAGE}{_DIVERGENCE}[rules]", 1))


@dataclass
class Bench:
    """Everything that the panel stands on, and every secret of it."""

    db: Database
    config: ExamConfig
    seeds: Mapping[str, bytes]
    panel_seed: bytes
    identity_key: bytes
    now: int = field(default=0)

    @property
    def papers(self) -> ScoredStage:
        """The stage that hides names."""
        return find_stage(EXAM_ID, self.config, "makalah")

    @property
    def interviews(self) -> ScoredStage:
        """The stage after it."""
        return find_stage(EXAM_ID, self.config, "wawancara")

    def tick(self) -> ExamTime:
        """Let time pass, and say what time it is."""
        self.now += 1000
        return ExamTime(self.now)

    def desk(self, panelist_id: str, scored: ScoredStage | None = None) -> ScoreDesk:
        """Sit a panelist down."""
        return ScoreDesk(scored or self.papers, panelist_id, self.seeds[panelist_id])

    def score(self, desk: ScoreDesk, subject: str, value: int, reason: str = "") -> None:
        """Give a subject one value in every criterion."""
        values = dict.fromkeys((one.id for one in desk.scored.rubric), value)
        with self.db.atomic():
            desk.save(self.db, subject, Marks(values, "catatan", reason), os.urandom)

    def score_all(self, desk: ScoreDesk, value: int = 70, reason: str = "Tetap.") -> None:
        """Give one value to everything that this round asks of a panelist."""
        for subject in desk.subjects(self.db, desk.round_now(self.db)):
            self.score(desk, subject, value, reason)

    def commit(self, desk: ScoreDesk) -> None:
        """Commit the round that is worked on."""
        with self.db.atomic():
            desk.commit(self.db, desk.round_now(self.db), self.tick())

    def open_round_one(
        self, values: Sequence[int] = (70, 70, 70), scored: ScoredStage | None = None
    ) -> None:
        """Let everybody score and commit, one value each."""
        for panelist_id, value in zip(PANEL, values, strict=True):
            desk = self.desk(panelist_id, scored)
            self.score_all(desk, value)
            self.commit(desk)

    def lock_all(self, value: int = 70, scored: ScoredStage | None = None) -> None:
        """Let everybody go over what diverges, if anything does, and lock."""
        for panelist_id in PANEL:
            desk = self.desk(panelist_id, scored)
            self.score_all(desk, value)
            self.commit(desk)

    def force(self, panelist_id: str, reason: str = "Sakit keras") -> None:
        """Take a lost panelist's shares out of the escrow of the papers."""
        joined = JoinedCards(self.panel_seed, PANEL[:2], keys.sealing_public_key(self.panel_seed))
        with self.db.atomic():
            lost = Excusal(self.papers, panelist_id, reason)
            force_reveal(self.db, lost, joined, self.tick())

    def excuse(self, panelist_id: str, reason: str = "Sakit keras") -> None:
        """Let interviews go on without a panelist, as where there is no panel key."""
        making = KeyMaking(None, os.urandom, self.tick())
        with self.db.atomic():
            excuse(self.db, Excusal(self.interviews, panelist_id, reason, "ketua"), making)

    def begin_interviews(
        self, scorers: Mapping[str, Sequence[str]] | None = None, *, keyless: bool = False
    ) -> None:
        """Let the scoring of interviews begin, everybody hearing everybody unless told."""
        panel_key = None if keyless else keys.sealing_public_key(self.panel_seed)
        making = KeyMaking(panel_key, os.urandom, self.tick())
        heard = dict.fromkeys(PAPERS.values(), PANEL) if scorers is None else scorers
        with self.db.atomic():
            begin_interviews(self.db, self.interviews, heard, making)

    def entries(self, *kinds: type[Entry]) -> list[Entry]:
        """Return the ledger, or what there is of some kinds in it."""
        rows = self.db.query("select entry from ledger order by position")
        entries = [decode_entry(row["entry"]) for row in rows]
        return [entry for entry in entries if not kinds or isinstance(entry, kinds)]

    def count(self, table: str) -> int:
        """Count the rows of a table."""
        return self.db.table(table).count


_MADE: list[Database] = []


def put_away() -> None:
    """Close whatever was made since the last time."""
    while _MADE:
        _MADE.pop().close()


def make_bench(panel: Iterable[str] = PANEL) -> Bench:
    """Open papers in memory: codes without texts, the map, and the keys of the rounds."""
    db = Database(memory=True)
    _MADE.append(db)
    db.conn.deserialize(_blank())
    seeds = {panelist_id: os.urandom(32) for panelist_id in panel}
    bench = Bench(db, bench_config(), seeds, os.urandom(32), os.urandom(32))
    with db.atomic():
        _write_people(db, seeds)
        _write_papers(bench)
        assign(db, "makalah", dict.fromkeys(PAPERS, PANEL), os.urandom)
        making = KeyMaking(keys.sealing_public_key(bench.panel_seed), os.urandom, ExamTime(0))
        begin_rounds(db, bench.papers, PANEL, making)
    return bench


def _write_people(db: Database, seeds: Mapping[str, bytes]) -> None:
    db.table("staff").insert_all(
        {
            "id": panelist_id,
            "name": panelist_id,
            "role": "chair" if panelist_id == "ketua" else "member",
            "auth_hash": bytes(32),
            "public_key": keys.sealing_public_key(seed),
        }
        for panelist_id, seed in seeds.items()
    )
    db.table("applications").insert_all(
        {
            "id": application_id,
            "number": application_id,
            "name": f"Peserta {application_id}",
            "nip": "1",
            "office": "-",
            "unit": "-",
            "post_id": "brida",
            "auth_hash": bytes(32),
            "length": 1,
        }
        for application_id in PAPERS.values()
    )


def _write_papers(bench: Bench) -> None:
    db = bench.db
    by_code = {PaperCode(code): application for code, application in PAPERS.items()}
    plaintext = make_map(by_code, os.urandom)
    parts = keys.split_among(bench.identity_key, len(PANEL), os.urandom)
    shares = dict(zip(PANEL, parts, strict=True))
    panel_key = keys.sealing_public_key(bench.panel_seed)
    db.table("opening").insert(
        {
            "id": 1,
            "sealed_map": seal_map(bench.identity_key, EXAM_ID, plaintext, os.urandom),
            "map_commitment": commit_to_map(plaintext),
            "identity_escrow": seal_escrow(panel_key, shares, EXAM_ID, Slot.IDENTITY.value),
        }
    )
    db.table("papers").insert_all(
        {"code": code, "post_id": "brida", "sealed": b"-"} for code in PAPERS
    )
    db.table("key_slots").insert_all(
        {
            "panelist_id": panelist_id,
            "kind": Slot.IDENTITY.value,
            "sealed": fill_slot(
                keys.sealing_public_key(bench.seeds[panelist_id]),
                share,
                EXAM_ID,
                panelist_id,
                Slot.IDENTITY,
            ),
        }
        for panelist_id, share in shares.items()
    )
