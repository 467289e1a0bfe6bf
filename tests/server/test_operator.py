"""What whoever has the whole server can find out before the panel is ready: they try, and fail.

They have every row of the database, every file and key of the exam, and all that panelists have
released so far. What they lack are passphrases and shares.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from sqlite_utils import Database

from exam import keys
from exam.errors import IntegrityError, JournalError
from exam.journal import parse_header, unlock_with_card, unlock_with_panel
from exam.seal import open_envelope, open_with_content_key, peek_envelope
from server.anonymity import Slot, empty_slot, open_map, open_paper
from server.ceremony import Handouts
from server.rounds import open_sheet
from server.settings import ExamDirectory
from tests.server.panel_acting import Panel
from tests.server.test_opening import panel_seeds, seed_of
from tests.server.whole_exam import WholeExam, play, score_all, whole_exam

TEXTS = ("Naskah satu", "Naskah dua", "Naskah tiga")
VALUES = (60, 70, 80, 90, 95)
_NEVER_OPENED = (IntegrityError, JournalError)


@pytest.fixture
def whole(made: Handouts, exam_root: Path) -> Iterator[WholeExam]:
    with whole_exam(exam_root, made) as opened:
        yield opened


class Operator:
    """Somebody with everything that is stored, and every key that can be made of it."""

    def __init__(self, whole: WholeExam) -> None:
        self._whole = whole
        self.rows = whole.exam.store.read(_everything)
        self.secrets = self._secrets()

    def _secrets(self) -> set[bytes]:
        """Gather what may be a key: stored values of that length, keys in files, and digests."""
        found = {value for rows in self.rows.values() for value in _values(rows)}
        directory = ExamDirectory(self._whole.exam.directory.root)
        found.add(directory.signing_key.read_bytes())
        for path in (directory.ca_key, directory.server_key):
            key = load_pem_private_key(path.read_bytes(), None)
            assert isinstance(key, EllipticCurvePrivateKey)
            found.add(key.private_numbers().private_value.to_bytes(32))
        short = {value for value in found if len(value) == keys.KEY_BYTES}
        hashed = {keys.digest("auth-hash", value) for value in found}
        return {*short, *hashed, self._whole.exam.exam_id, bytes(32)}

    def joined(self, column: str) -> set[bytes]:
        """Join released shares in every way that is not all of them, and those with all others."""
        rows = [*self.rows["sheets"], *self.rows["forced_shares"]]
        shares = [row[column] for row in rows if row[column]]
        groups = (
            group for size in range(1, len(shares) + 1) for group in combinations(shares, size)
        )
        return {keys.join_shares(group) for group in groups}

    def papers(self, key: bytes) -> list[str]:
        """Read stored papers with a key."""
        found = []
        for row in self.rows["papers"]:
            try:
                found.append(open_paper(key, row["code"], row["sealed"]).paper)
            except IntegrityError:
                continue
        return found

    def handed_in(self, key: bytes) -> list[str]:
        """Read envelopes with a key, as the panel's seed and as their own."""
        found = []
        for row in self.rows["envelopes"]:
            envelope = peek_envelope(row["signed"])
            for way in (open_envelope, open_with_content_key):
                try:
                    found.append(way(envelope, key).paper)
                except IntegrityError:
                    continue
        return found

    def journals(self, key: bytes) -> list[bytes]:
        """Unlock segments of journals with a key, as a card's and as the panel's."""
        found = []
        for row in self.rows["segments"]:
            header = parse_header(row["header"])
            for way in (unlock_with_card, unlock_with_panel):
                try:
                    found.append(way(header, key))
                except _NEVER_OPENED:
                    continue
        return found

    def identities(self, key: bytes) -> list[str]:
        """Open the map with a key."""
        (row,) = self.rows["opening"]
        exam_id, commitment = self._whole.exam.exam_id, row["map_commitment"]
        try:
            found = open_map(key, exam_id, row["sealed_map"], commitment)
        except IntegrityError:
            return []
        return sorted(found.applications.values())

    def slots(self, key: bytes) -> list[bytes]:
        """Open key slots, round slots and escrows with a key as a seed."""
        exam_id, found = self._whole.exam.exam_id, []
        attempts: list[tuple[bytes, str, tuple[bytes | str | int, ...]]] = [
            (row["sealed"], "key-slot", (exam_id, row["panelist_id"], Slot(row["kind"]).value))
            for row in self.rows["key_slots"]
        ]
        attempts += [
            (
                row["sealed"],
                "round-share",
                (row["panelist_id"], exam_id, row["stage_id"], row["number"]),
            )
            for row in self.rows["round_slots"]
        ]
        attempts += [
            (row["escrow"], "escrow", (exam_id, row["stage_id"], row["number"]))
            for row in self.rows["rounds"]
        ]
        for sealed, purpose, context in attempts:
            try:
                found.append(keys.open_sealed(key, sealed, purpose, *context))
            except IntegrityError:
                continue
        return found

    def scores(self, key: bytes) -> list[bytes]:
        """Open committed sheets with a key as the seed of a round, and drafts as a score key."""
        found = []
        for row in self.rows["sheets"]:
            try:
                found.append(
                    open_sheet(
                        key, row["sealed"], self._whole.papers, row["number"], row["panelist_id"]
                    )
                )
            except IntegrityError:
                continue
        for row in self.rows["drafts"]:
            place = (row["stage_id"], row["number"], row["panelist_id"], row["subject"])
            try:
                found.append(keys.decrypt(key, row["sealed"], "draft", *place))
            except IntegrityError:
                continue
        return found

    def everything(self) -> list[object]:
        """Try every key at everything."""
        tried = self.secrets | self.joined("round_share") | self.joined("identity_share")
        ways = (self.papers, self.handed_in, self.journals, self.slots, self.scores)
        found: list[object] = [one for key in tried for way in ways for one in way(key)]
        if self.rows["opening"]:
            found += [one for key in tried for one in self.identities(key)]
        return found


def _everything(db: Database) -> dict[str, list[dict[str, Any]]]:
    return {name: list(db.table(name).rows) for name in db.table_names()}


def _values(rows: list[dict[str, Any]]) -> Iterator[bytes]:
    """Give every stored value as bytes, and texts that are hexadecimal as what they mean."""
    for row in rows:
        for value in row.values():
            if isinstance(value, bytes) and len(value) < 200:
                yield value
            elif isinstance(value, str) and len(value) == 2 * keys.KEY_BYTES:
                yield value.encode()[: keys.KEY_BYTES]


def half_scored(whole: WholeExam) -> Panel:
    """Play up to the middle of round one: some have committed, others have drafts."""
    panel = play(whole, TEXTS)
    for desk, value in zip(panel.desks()[:-1], VALUES, strict=False):
        panel.score_all(desk, value)
        if desk.panelist_id != "penilai-4":
            panel.commit(desk)
    return panel


def test_before_the_opening_the_operator_reads_nothing(whole: WholeExam) -> None:
    whole.seat_everybody(len(TEXTS))
    for who, text in zip(whole.people, TEXTS, strict=True):
        whole.hand_in(who, text)
    whole.close()
    operator = Operator(whole)
    assert len(operator.secrets) > 100
    assert len(operator.rows["segments"]) == len(TEXTS)
    assert len(operator.journals(seed_of(whole.made))) == len(TEXTS)
    assert operator.everything() == []
    assert sorted(operator.handed_in(seed_of(whole.made))) == sorted(TEXTS)


def test_after_the_opening_neither_paper_nor_identity_nor_uncommitted_score_is_had(
    whole: WholeExam,
) -> None:
    half_scored(whole)
    operator = Operator(whole)
    assert (len(operator.rows["drafts"]), len(operator.rows["sheets"])) == (12, 3)
    assert operator.everything() == []


def test_one_passphrase_opens_papers_and_own_drafts_and_nothing_else(whole: WholeExam) -> None:
    half_scored(whole)
    operator = Operator(whole)
    seed = panel_seeds(whole.exam, whole.made)["penilai-4"]
    shares = operator.slots(seed)
    assert len(shares) == 4
    opened = [text for share in shares for text in operator.papers(share)]
    assert sorted(opened) == sorted(TEXTS)
    assert [one for share in shares for one in operator.identities(share)] == []
    drafts = operator.scores(keys.derive_key(seed, "score-key"))
    assert len(drafts) == len(TEXTS)
    assert [one for share in shares for one in operator.scores(share)] == []


def test_with_all_but_one_final_lock_there_is_no_identity(whole: WholeExam) -> None:
    panel = play(whole, TEXTS)
    panel.open_round_one(VALUES)
    *locked, last = panel.desks()
    for desk in locked:
        panel.confirm_all(desk)
        panel.commit(desk)
    operator = Operator(whole)
    released = [row["identity_share"] for row in operator.rows["sheets"] if row["identity_share"]]
    assert len(released) == len(locked)
    tried = operator.secrets | operator.joined("identity_share")
    assert [one for key in tried for one in operator.identities(key)] == []
    seed = panel_seeds(whole.exam, whole.made)[last.panelist_id]
    (row,) = [
        row
        for row in operator.rows["key_slots"]
        if (row["panelist_id"], row["kind"]) == (last.panelist_id, Slot.IDENTITY.value)
    ]
    sealed = row["sealed"]
    share = empty_slot(seed, sealed, whole.exam.exam_id, last.panelist_id, Slot.IDENTITY)
    whole_key = keys.join_shares([*released, share])
    assert operator.identities(whole_key) == sorted(one.application_id for one in whole.people)


def test_with_the_last_lock_the_released_shares_open_the_map(whole: WholeExam) -> None:
    score_all(play(whole, TEXTS))
    operator = Operator(whole)
    opened = [one for key in operator.joined("identity_share") for one in operator.identities(key)]
    assert opened == sorted(one.application_id for one in whole.people)


def test_nothing_of_a_draft_that_was_replaced_stays_in_the_files(whole: WholeExam) -> None:
    panel = play(whole, TEXTS)
    desk = panel.desk("penilai-4")
    sealed: list[bytes] = []
    for value in (10, 20, 30):
        panel.score_all(desk, value)
        rows = whole.exam.store.read(lambda db: list(db.table("drafts").rows))
        sealed.append(rows[0]["sealed"])
    whole.exam.store.write_now(lambda db: None)
    root = whole.exam.directory.root
    with closing(sqlite3.connect(root / "exam.db")) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    stored = b"".join(path.read_bytes() for path in root.glob("exam.db*"))
    assert sealed[-1][:64] in stored
    assert all(old[:64] not in stored for old in sealed[:-1])
