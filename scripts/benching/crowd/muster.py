"""An exam with so many kiosks that are enrolled for real, and all that they will send.

Each has a certificate of the exam's authority, a card code stretched with the profile for tests, a
journal of its own and a text that grows as a typist's does.
"""

import os
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from sqlite_utils import Database

from exam import keys
from exam.clock import BEAT_SECONDS, ExamTime
from exam.events import Cause
from exam.journal import Owner, Place, SegmentWriter
from exam.messages import Message
from exam.protocol import (
    MEDIA_TYPE,
    SERVER_NAME,
    VERSION,
    EnrolRequest,
    SignInRequest,
    SubmitRequest,
    encode,
)
from exam.seal import HandIn, Manuscript, seal_manuscript
from scripts.benching.crowd.errand import Call, Caller, request
from scripts.benching.crowd.kiosks import ADMISSION, Kiosk, pages_of, waiting_beat
from scripts.simulating.typing import WORDS
from server.authority import Authority, load_authority
from server.ceremony import Card, Handouts
from server.enrolment import enrol_seat
from server.office import OpenExam


@dataclass(frozen=True, slots=True)
class Scenes:
    """How long the first three scenes last, in seconds; the fourth is the end of the time.

    Everybody signs in at some instant of the first, waits through the second, types through the
    third, and hands in a paper of so many characters at the first instant of the fourth. Each
    `beat` seconds a kiosk beats; a shorter pause than the shipped one squeezes more beats into a
    short scene, each with what is typed in the shipped one.
    """

    sign_in: float
    waiting: float
    writing: float
    paper_characters: int
    beat: float = BEAT_SECONDS


class Muster:
    """Enrols kiosks at an exam that nobody serves yet, and writes down what they will send."""

    def __init__(self, exam: OpenExam, handouts: Handouts, folder: Path) -> None:
        self._exam = exam
        self._handouts = handouts
        self._folder = folder
        self.typed = 0
        self.record_bytes = 0
        self.envelope_bytes = 0

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
        journal = SegmentWriter(owner, Place(reply.seat_id, ADMISSION), None, os.urandom)
        return Kiosk(
            number=number,
            application_id=card.application.id,
            pem=pem,
            certificate=reply.certificate,
            signing_secret=secret,
            seat_id=reply.seat_id,
            journal=journal,
            auth=stretched.auth,
        )

    def scenes_of(self, kiosk: Kiosk, at: int, of: int, scenes: Scenes) -> Caller:
        """Write down all that one kiosk of so many sends; they take turns."""
        share = at / of
        sign_in = _call(
            scenes.sign_in * share, "/sign-in", SignInRequest(VERSION, kiosk.number, kiosk.auth)
        )
        waiting = tuple(
            _call(due, "/beat", waiting_beat(kiosk, is_first=due < scenes.beat))
            for due in _instants(scenes.waiting, scenes.beat, share)
        )
        writing = tuple(self._writing(kiosk, at, share, scenes))
        envelope = self.envelope_of(kiosk, prose_of(scenes.paper_characters, kiosk.number))
        self.envelope_bytes = len(envelope)
        hand_in = _call(0, "/submit", SubmitRequest(VERSION, envelope))
        return Caller(str(kiosk.pem), ((sign_in,), waiting, writing, (hand_in,)))

    def _writing(self, kiosk: Kiosk, at: int, share: float, scenes: Scenes) -> Iterator[Call]:
        pages = pages_of(kiosk, at)
        for due in _instants(scenes.writing, scenes.beat, share):
            page = next(pages)
            self.typed += page.edits
            self.record_bytes += page.record_bytes
            yield _call(due, "/beat", page.beat)

    def envelope_of(self, kiosk: Kiosk, paper: str) -> bytes:
        """Seal what somebody wrote."""
        exam = self._exam
        hand_in = HandIn(
            exam_id=exam.exam_id,
            application_id=kiosk.application_id,
            revision=1,
            admission=ADMISSION,
            seat_id=kiosk.seat_id,
            sealed_at=0,
            cause=Cause.TIME_UP,
            journal_head=kiosk.journal.head,
        )
        panel_key, secret = exam.manifest.panel_public_key, kiosk.signing_secret
        return seal_manuscript(Manuscript(paper, ""), hand_in, panel_key, secret, os.urandom)


def prose_of(characters: int, seed: str) -> str:
    """Return a text of so many characters that nobody else has."""
    dice, words = Random(seed), 1 + characters // 4
    return " ".join(dice.choices(WORDS, k=words))[:characters]


def _instants(seconds: float, beat: float, share: float) -> Iterator[float]:
    """Yield when a kiosk beats in a scene of so many seconds; all take turns within a beat."""
    for number in count():
        due = beat * (number + share)
        if due >= seconds:
            return
        yield due


def _call(due: float, path: str, message: Message) -> Call:
    return Call(due, request("POST", path, SERVER_NAME, encode(message), MEDIA_TYPE))
