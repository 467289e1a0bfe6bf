"""`scripts/bench verify`: the evidence of a thousand sittings of four hours, made and verified.

A journal is not in the evidence; how far it had come stands in the log, minute by minute, and that
is most of the log. So everybody's is written, to the last record, and reaches the server.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import islice
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from exam.evidence.report import Subject
from exam.evidence.verifying import verify_package
from exam.seal import PADDED_BYTES
from scripts.benching.entry import Answer, Entry
from scripts.benching.growth import Points, growth_targets
from scripts.benching.report import table
from scripts.benching.spending import Spent, least_spent_on
from scripts.benching.steps import Steps, calls_of, growth_of_steps, steps_of
from scripts.benching.targets import Target
from scripts.benching.writers import MINUTES, Writers, manuscript_of, trace_of, writers_at
from server.bundle import bundle_of
from server.opening import open_papers

_WORDS: Final = 3500
_TIMES: Final = (1, 2, 4, 8)
_SITTINGS, _QUICK_SITTINGS = 1000, 32
_PACE, _QUICK_PACE = 2.0, 16.0
"""A slow typist's, and one's whose journals are short; both write in nearly every minute."""
_SIGNED: Final = (Subject.ORDERS, Subject.RECEIPTS, Subject.CHECKPOINTS)
_SHORT_BYTES: Final = 256
_MOST_SECONDS: Final = 60
_MOST_RATIO: Final = 10
_MOST_BYTES: Final = 240_000


@dataclass(frozen=True, slots=True)
class Verified:
    """One exam: what making its evidence costs, and verifying it.

    `problems` are what the verifier found, `bare` is the CPU of one SHA-256 over all bytes and of
    so many `signatures`, `records` are how many there are in a journal. Steps were counted apart.
    """

    sittings: int
    records: int
    entries: int
    package_bytes: int
    making: Spent
    verifying: Spent
    making_steps: Steps
    verifying_calls: int
    problems: int
    signatures: int
    bare: float


def answer_verify(quick: bool) -> Answer:
    """Verify the evidence of a thousand sittings; of a few dozen if it has to be quick."""
    most, pace = (_QUICK_SITTINGS, _QUICK_PACE) if quick else (_SITTINGS, _PACE)
    return answer_of([measure_evidence(most * each // _TIMES[-1], pace) for each in _TIMES])


def answer_of(verified: Sequence[Verified]) -> Answer:
    """Hold what was measured, with more and more sittings, against the targets."""
    return Answer(
        tables=_table(verified),
        times=_times(verified[-1]),
        counts=_counts(verified),
        data={"verified": [asdict(each) for each in verified]},
    )


ENTRY: Final = Entry("verify", "verify the evidence of a thousand sittings", answer_verify)


def measure_evidence(sittings: int, pace: float) -> Verified:
    """Let so many write for four hours, at the pace of a typist, and verify what shows it."""
    print(f"{sittings:,} sittings of {MINUTES} minutes…", file=sys.stderr)
    with writers_at(sittings) as writers:
        _sit(writers, pace)
        exam = writers.exam
        raw, making = least_spent_on(lambda: bundle_of(exam))
        making_steps = steps_of(exam.store, lambda: bundle_of(exam))
        records = writers.pcs[0].journal.count
    report, verifying = least_spent_on(lambda: verify_package(raw))
    counts = {check.subject: check.count for check in report.checks}
    envelopes = counts[Subject.ENVELOPES]
    short = sum(counts[each] for each in _SIGNED) + 1
    return Verified(
        sittings=sittings,
        records=records,
        entries=counts[Subject.LEDGER],
        package_bytes=len(raw),
        making=making,
        verifying=verifying,
        making_steps=making_steps,
        verifying_calls=calls_of(lambda: verify_package(raw)),
        problems=len(list(report.problems)),
        signatures=envelopes + short,
        bare=_bare(raw, envelopes, short),
    )


def _sit(writers: Writers, pace: float) -> None:
    """Let everybody write for four hours and hand in, and open the papers."""
    writers.begin()
    for typed in islice(trace_of(pace), MINUTES):
        writers.write(writers.pcs, typed)
    writers.hand_in(manuscript_of(_WORDS))
    writers.close()
    open_papers(writers.exam, writers.seed, os.urandom)


def _bare(raw: bytes, envelopes: int, short: int) -> float:
    """Return the CPU of hashing all bytes once, and of verifying as many signatures as there are.

    Those of envelopes are over as many bytes as are padded to, and all others over a few.
    """
    secret = Ed25519PrivateKey.generate()
    public = secret.public_key()
    bodies = ((raw[:PADDED_BYTES], envelopes), (raw[:_SHORT_BYTES], short))
    signed = [(secret.sign(body), body, count) for body, count in bodies]

    def check() -> None:
        sha256(raw).digest()
        for signature, body, count in signed:
            for _ in range(count):
                public.verify(signature, body)

    return least_spent_on(check)[1].cpu


def _times(most: Verified) -> list[Target]:
    whole = _SITTINGS / most.sittings
    note = f"by {most.sittings:,}"
    ratio = round(most.verifying.cpu / most.bare, 1)
    return [
        Target(
            "evidence: made, 1,000 sittings",
            "s",
            _MOST_SECONDS,
            round(most.making.seconds * whole, 1),
            note,
        ),
        Target(
            "evidence: verified, 1,000 sittings",
            "s",
            _MOST_SECONDS,
            round(most.verifying.seconds * whole, 1),
            note,
        ),
        Target(
            "evidence: verified, against bare hash and signatures", "×", _MOST_RATIO, ratio, note
        ),
    ]


def _counts(verified: Sequence[Verified]) -> list[Target]:
    most = verified[-1]
    costs: dict[str, Points] = {
        "calls in Python of verifying by sittings": [
            (one.sittings, one.verifying_calls) for one in verified
        ],
        "bytes of evidence by sittings": [(one.sittings, one.package_bytes) for one in verified],
    }
    return [
        Target("evidence: problems found", "", 0, sum(one.problems for one in verified)),
        Target(
            "evidence: bytes for a sitting", "B", _MOST_BYTES, most.package_bytes // most.sittings
        ),
        *growth_of_steps(
            "making evidence by sittings", [(one.sittings, one.making_steps) for one in verified]
        ),
        *growth_targets(costs),
    ]


def _table(verified: Sequence[Verified]) -> str:
    head = (
        "Sittings",
        "Records each",
        "Log entries",
        "Bytes a sitting",
        "Made: s / CPU s",
        "Verified: s / CPU s",
        "Made: calls / steps",
        "Verified: calls",
        "Bare: CPU s",
        "Signatures",
    )
    rows = (
        (
            f"{one.sittings:,}",
            f"{one.records:,}",
            f"{one.entries:,}",
            f"{one.package_bytes // one.sittings:,}",
            f"{one.making.seconds:.2f} / {one.making.cpu:.2f}",
            f"{one.verifying.seconds:.2f} / {one.verifying.cpu:.2f}",
            f"{one.making_steps.calls:,} / {one.making_steps.instructions:,}",
            f"{one.verifying_calls:,}",
            f"{one.bare:.2f}",
            f"{one.signatures:,}",
        )
        for one in verified
    )
    return table(head, rows)
