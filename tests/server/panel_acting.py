"""The panel as the tests play it: papers of invented candidates, opened, read and scored."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.events import Cause
from exam.receipts import Receipt, sign_receipt
from exam.seal import HandIn, Manuscript, envelope_digest, seal_manuscript
from server.ceremony import Card, Handouts
from server.drafts import Marks
from server.marking import MarkingDesk
from server.office import OpenExam
from server.opening import open_papers
from server.release import release_paper
from server.score_desk import ScoreDesk
from server.shares import join_seed, read_share
from server.staff import log_in
from tests.server.acting import place_seat
from tests.server.sample_papers import sample_manuscript

SAMPLES = ("01-kesbangpol", "12-kesbangpol", "06-lingkungan-hidup")


@dataclass(frozen=True)
class Panel:
    """An exam whose papers are opened, and whose passphrases are known."""

    exam: OpenExam
    passphrases: Mapping[str, str]
    codes: tuple[str, ...]

    def desk(self, panelist_id: str) -> MarkingDesk:
        """Log a panelist in."""
        exam = self.exam
        passphrase = self.passphrases[panelist_id]
        login = exam.store.read(
            lambda db: log_in(db, exam.exam_id, panelist_id, passphrase, exam.config.kdf_profile)
        )
        assert login.seed is not None
        return MarkingDesk(exam.exam_id, exam.config, panelist_id, login.seed)

    def desks(self) -> list[MarkingDesk]:
        """Log every panelist in."""
        return [self.desk(member.id) for member in self.exam.config.panel.members]

    @property
    def stage_id(self) -> str:
        """The paper stage."""
        return self.exam.config.writing.stage.id

    def paper_desk(self, desk: MarkingDesk) -> ScoreDesk:
        """Return a panelist's work on the papers."""
        return desk.scoring(self.stage_id)

    def score(self, desk: MarkingDesk, code: str, *values: int, reason: str = "") -> None:
        """Save scores for the criteria of the rubric, in their order."""
        ids = [criterion.id for criterion in self.exam.config.writing.rubric]
        marks = Marks(dict(zip(ids, values, strict=False)), "", reason)
        scoring = self.paper_desk(desk)
        self.exam.store.write_now(lambda db: scoring.save(db, code, marks, os.urandom))

    def score_all(self, desk: MarkingDesk, value: int = 80) -> None:
        """Give every paper that is this panelist's the same value everywhere."""
        scoring = self.paper_desk(desk)
        for code in self.exam.store.read(lambda db: scoring.subjects(db, 1)):
            self.score(desk, code, *[value] * len(self.exam.config.writing.rubric))

    def commit(self, desk: MarkingDesk) -> None:
        """Commit the round that this panelist is in; in round two it is the final lock."""
        scoring = self.paper_desk(desk)
        number = self.exam.store.read(scoring.round_now)
        self.exam.act_now(lambda db, now: scoring.commit(db, number, now))

    def confirm_all(self, desk: MarkingDesk) -> None:
        """Stay with every score that diverges, with a reason."""
        scoring = self.paper_desk(desk)
        marks = self.exam.store.read(lambda db: scoring.marks(db, 2))
        for code in self.exam.store.read(lambda db: scoring.subjects(db, 2)):
            self.score(desk, code, *marks[code].scores.values(), reason="Tetap setelah dibaca.")

    def open_round_one(self, values: Iterable[int] = (80, 80, 80, 80, 80)) -> None:
        """Let every panelist give one value everywhere, and commit it."""
        for desk, value in zip(self.desks(), values, strict=True):
            self.score_all(desk, value)
            self.commit(desk)

    def lock_all(self) -> None:
        """Let every panelist stay with what diverges and lock, once round one is open."""
        for desk in self.desks():
            self.confirm_all(desk)
            self.commit(desk)


def passphrases_of(made: Handouts) -> dict[str, str]:
    """Return everybody's passphrase by account."""
    return {person.staff_id: person.passphrase for person in made.staff}


def open_panel(
    exam: OpenExam, made: Handouts, samples: Sequence[str] = SAMPLES, *, released: bool = True
) -> Panel:
    """Hand in the sample papers, open them with the shares of a quorum, and let them through."""
    hand_in_samples(exam, made, samples)
    needed = exam.config.writing.threshold
    shares = [
        read_share(share.words.encode(), f"{share.panelist_id}.txt")
        for share in made.shares[:needed]
    ]
    open_papers(exam, join_seed(shares), os.urandom)
    codes = exam.store.read(lambda db: [str(row["code"]) for row in db["papers"].rows])
    for code in codes if released else ():
        exam.act_now(partial(_release, code=code))
    return Panel(exam, passphrases_of(made), tuple(codes))


def _release(db: Database, now: ExamTime, code: str) -> None:
    release_paper(db, code, "pemeriksa", now)


def hand_in_samples(
    exam: OpenExam, made: Handouts, samples: Sequence[str] = SAMPLES
) -> tuple[Card, ...]:
    """Hand in the sample papers, each by another candidate for the post that it is about."""
    seat = place_seat(exam, "PC-01")
    cards = []
    for sample in samples:
        post_id = sample.partition("-")[2]
        card = next(
            card for card in made.cards if card.application.post_id == post_id and card not in cards
        )
        cards.append(card)
        _keep(exam, card, sample_manuscript(sample), seat.seat.id, seat.signing_secret)
    return tuple(cards)


def _keep(
    exam: OpenExam, card: Card, manuscript: Manuscript, seat_id: str, signing_secret: bytes
) -> None:
    application_id = card.application.id
    hand_in = HandIn(exam.exam_id, application_id, 1, 1, seat_id, 0, Cause.SUBMITTED, bytes(32))
    panel_key = exam.manifest.panel_public_key
    signed = seal_manuscript(manuscript, hand_in, panel_key, signing_secret, os.urandom)
    digest = envelope_digest(signed)
    receipt = Receipt(exam.exam_id, application_id, 1, digest, ExamTime(0))
    row = {
        "application_id": application_id,
        "revision": 1,
        "digest": digest,
        "seat_id": seat_id,
        "signed": signed,
        "receipt": msgspec.msgpack.encode(sign_receipt(receipt, exam.signing_secret)),
    }
    exam.store.write_now(lambda db: db.table("envelopes").insert(row))
