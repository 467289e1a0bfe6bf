"""An exam with so many kiosks that are enrolled for real, and all that they will send.

Each has a certificate of the exam's authority, a card code stretched with the profile for tests, a
journal of its own and a text that grows as a typist's does.
"""

import os
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from sqlite_utils import Database

from exam import keys
from exam.clock import BEAT_SECONDS, ExamTime
from exam.draft import Edited
from exam.events import Cause, Deed, Milestone, MilestoneReached
from exam.journal import Owner, Place, SegmentWriter
from exam.manuscript import Part
from exam.messages import Message
from exam.protocol import (
    MEDIA_TYPE,
    SERVER_NAME,
    VERSION,
    BeatRequest,
    EnrolRequest,
    SeatStatus,
    SegmentPart,
    SignInRequest,
    SubmitRequest,
    encode,
)
from exam.seal import HandIn, Manuscript, seal_manuscript
from scripts.benching.crowd.errand import Call, Caller, request
from scripts.simulating.typing import WORDS, Stroke, Typist
from server.authority import Authority, load_authority
from server.ceremony import Card, Handouts
from server.enrolment import enrol_seat
from server.office import OpenExam

_ADMISSION: Final = 1
_LETTERS_A_WORD: Final = 7


@dataclass(frozen=True, slots=True)
class Scenes:
    """How long the first two scenes last, in seconds; the third is the end of the time.

    Everybody signs in at some instant of the first, beats every two seconds through the second, and
    hands in at the first instant of the third a paper of so many characters.
    """

    sign_in: float
    writing: float
    paper_characters: int


@dataclass(frozen=True, slots=True)
class Kiosk:
    """One kiosk that is enrolled, with the journal of whoever sits there."""

    number: str
    application_id: str
    pem: Path
    signing_secret: bytes
    seat_id: str
    journal: SegmentWriter
    auth: bytes


class Muster:
    """Enrols kiosks at an exam that nobody serves yet, and writes down what they will send."""

    def __init__(self, exam: OpenExam, handouts: Handouts, folder: Path) -> None:
        self._exam = exam
        self._handouts = handouts
        self._folder = folder
        self.typed = 0
        self.record_bytes = 0

    def enrol_all(self) -> list[Kiosk]:
        """Enrol a kiosk for every candidate."""
        return self._exam.act_now(self._enrol_all)

    def _enrol_all(self, db: Database, now: ExamTime) -> list[Kiosk]:
        authority = load_authority(self._exam.directory)
        pairs = zip(self._handouts.cards, self._handouts.pairing_codes, strict=True)
        return [
            self._enrol(db, now, authority, card, code.show(), f"PC-{at:04}")
            for at, (card, code) in enumerate(pairs, start=1)
        ]

    def _enrol(
        self,
        db: Database,
        now: ExamTime,
        authority: Authority,
        card: Card,
        code: str,
        name: str,
    ) -> Kiosk:
        exam, number = self._exam, card.application.number
        tls, secret = ec.generate_private_key(ec.SECP256R1()), os.urandom(keys.KEY_BYTES)
        csr = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
        der = csr.sign(tls, SHA256()).public_bytes(Encoding.DER)
        asked = EnrolRequest(VERSION, code, name, der, keys.signing_public_key(secret))
        reply = enrol_seat(db, asked, authority, exam.exam_id, now, 0)
        pem = self._folder / f"{name}.pem"
        private = tls.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        pem.write_bytes(private + ssl.DER_cert_to_PEM_cert(reply.certificate).encode())
        profile = exam.config.kdf_profile
        stretched = keys.stretch(card.code, "card", exam.exam_id, number, profile=profile)
        panel_key = exam.manifest.panel_public_key
        owner = Owner(exam.exam_id, card.application.id, stretched.wrap, panel_key)
        journal = SegmentWriter(owner, Place(reply.seat_id, _ADMISSION), None, os.urandom)
        return Kiosk(
            number, card.application.id, pem, secret, reply.seat_id, journal, stretched.auth
        )

    def scenes_of(self, kiosk: Kiosk, at: int, of: int, scenes: Scenes) -> Caller:
        """Write down all that one kiosk of so many sends; they take turns."""
        share = at / of
        sign_in = _call(
            scenes.sign_in * share, "/sign-in", SignInRequest(VERSION, kiosk.number, kiosk.auth)
        )
        beats = tuple(self._beats(kiosk, at, BEAT_SECONDS * share, scenes.writing))
        hand_in = _call(0, "/submit", SubmitRequest(VERSION, self._envelope(kiosk, scenes)))
        return Caller(str(kiosk.pem), ((sign_in,), beats, (hand_in,)))

    def _beats(self, kiosk: Kiosk, at: int, first: float, seconds: float) -> Iterator[Call]:
        """Write down the beats of somebody who types all the time."""
        hands, texts = Typist(Random(at)), {Part.PAPER: "", Part.SLIDES: ""}
        strokes, sent, now, due = _strokes(hands, texts), 0, 0.0, first
        deeds: tuple[Deed, ...] = tuple(MilestoneReached(each) for each in Milestone)
        while due < seconds:
            records = []
            while now < due:
                stroke = next(strokes)
                now += stroke.after
                edit = Edited(
                    int(now * 1000), stroke.part, stroke.at, stroke.removed, stroke.inserted
                )
                records.append(kiosk.journal.append(edit))
                self.typed += max(len(stroke.inserted), 1)
            part = SegmentPart(kiosk.journal.header_bytes, sent, tuple(records))
            status = SeatStatus("writing", len(texts[Part.PAPER]) // _LETTERS_A_WORD)
            said = BeatRequest(
                VERSION,
                kiosk.application_id,
                _ADMISSION,
                status,
                (part,) if records else (),
                deeds,
            )
            sent, deeds = sent + len(records), ()
            self.record_bytes += sum(map(len, records))
            yield _call(due, "/beat", said)
            due += BEAT_SECONDS

    def _envelope(self, kiosk: Kiosk, scenes: Scenes) -> bytes:
        exam = self._exam
        hand_in = HandIn(
            exam_id=exam.exam_id,
            application_id=kiosk.application_id,
            revision=1,
            admission=_ADMISSION,
            seat_id=kiosk.seat_id,
            sealed_at=0,
            cause=Cause.TIME_UP,
            journal_head=kiosk.journal.head,
        )
        text = prose_of(scenes.paper_characters, kiosk.number)
        panel_key, secret = exam.manifest.panel_public_key, kiosk.signing_secret
        return seal_manuscript(Manuscript(text, ""), hand_in, panel_key, secret, os.urandom)


def prose_of(characters: int, seed: str) -> str:
    """Return a text of so many characters that nobody else has."""
    dice, words = Random(seed), 1 + characters // 4
    return " ".join(dice.choices(WORDS, k=words))[:characters]


def _strokes(hands: Typist, texts: dict[Part, str]) -> Iterator[Stroke]:
    while True:
        for stroke in hands.burst(texts):
            before, end = texts[stroke.part], stroke.at + len(stroke.removed)
            texts[stroke.part] = before[: stroke.at] + stroke.inserted + before[end:]
            yield stroke


def _call(due: float, path: str, message: Message) -> Call:
    return Call(due, request("POST", path, SERVER_NAME, encode(message), MEDIA_TYPE))
