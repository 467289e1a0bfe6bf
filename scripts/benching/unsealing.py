"""What opening so many papers costs, beside the bare work of the keys on the same envelopes.

One in twenty has no envelope; it is made from a journal in which every key press is a record.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from time import perf_counter, process_time
from typing import Final

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from exam import keys
from exam.seal import SignedEnvelope, content_key_of, peek_envelope
from scripts.benching.figures import Spread, spread_of
from scripts.benching.spending import spent_on
from scripts.benching.steps import Steps, steps_of
from scripts.benching.writers import Writers, keystrokes_of, manuscript_of, writers_at
from server.opening import open_papers

_NONCE_BYTES: Final = 12
_FEW_WORDS: Final = 60
_ENVELOPES: Final = (
    "select e.signed, s.signing_key from envelopes e join seats s on s.id = e.seat_id"
)


@dataclass(frozen=True, slots=True)
class Opened:
    """One opening: elapsed and CPU seconds of all of it, milliseconds for each paper.

    `missing` are those that did not open; `bare` are the CPU seconds of the keys alone, for the
    papers that had an envelope.
    """

    papers: int
    seconds: float
    cpu: float
    from_envelope: Spread
    from_journal: Spread
    missing: int
    bare: float

    @property
    def against_bare(self) -> float:
        """How many times as long as the keys alone a paper takes that had an envelope."""
        return self.from_envelope.p50 * self.from_envelope.count / (1000 * self.bare)


def measure_opening(papers: int, words: int) -> Opened:
    """Open so many papers; says on stderr that it does."""
    print(f"{papers:,} papers to open…", file=sys.stderr)
    with _sealed(papers, words) as writers:
        return open_all(writers)


def opening_steps(papers: int) -> tuple[int, Steps]:
    """Count what it takes to open so many short papers; returns how many, and that."""
    with _sealed(papers, _FEW_WORDS) as writers:
        exam, seed = writers.exam, writers.seed
        return papers, steps_of(exam.store, lambda: open_papers(exam, seed, os.urandom))


@contextmanager
def _sealed(papers: int, words: int) -> Iterator[Writers]:
    """Let so many hand in, or die, and close, for the length of a block."""
    with writers_at(papers) as writers:
        manuscript = manuscript_of(words)
        writers.begin()
        writers.write(writers.dead, keystrokes_of(manuscript))
        writers.hand_in(manuscript)
        writers.close()
        yield writers


def open_all(writers: Writers) -> Opened:
    """Open everything, and look at the clock after each paper."""
    bare = _bare(writers)
    seen: list[float] = []

    def told(_done: int, _all: int) -> None:
        seen.append(perf_counter())

    seed = writers.seed
    opening, spent = spent_on(lambda: open_papers(writers.exam, seed, os.urandom, told=told))
    each = [1000 * (after - before) for before, after in pairwise(seen)]
    numbers = sorted(pc.number for pc in writers.pcs)
    dead = {pc.number for pc in writers.dead}
    by_kind: dict[bool, list[float]] = {True: [], False: []}
    for number, milliseconds in zip(numbers, each, strict=True):
        by_kind[number in dead].append(milliseconds)
    return Opened(
        papers=len(numbers),
        seconds=spent.seconds,
        cpu=spent.cpu,
        from_envelope=spread_of(by_kind[False]),
        from_journal=spread_of(by_kind[True]),
        missing=len(numbers) - len(opening.codes),
        bare=bare,
    )


def _bare(writers: Writers) -> float:
    """Return the CPU seconds of the keys alone: each signature, each key, and each body twice."""
    seed, nonce = writers.seed, os.urandom(_NONCE_BYTES)
    rows = writers.exam.store.read(lambda db: list(db.query(_ENVELOPES)))
    signed = [msgspec.msgpack.decode(row["signed"], type=SignedEnvelope) for row in rows]
    envelopes = [peek_envelope(row["signed"]) for row in rows]
    begun = process_time()
    for row, outer, envelope in zip(rows, signed, envelopes, strict=True):
        keys.verify(row["signing_key"], outer.signature, outer.envelope, "envelope")
        cipher = AESGCM(content_key_of(envelope, seed))
        cipher.decrypt(nonce, cipher.encrypt(nonce, envelope.body, None), None)
    return process_time() - begun
