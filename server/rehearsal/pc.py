"""One simulated PC: real TLS, a certificate and a key of its own, a real journal and envelope.

It is no kiosk: it has no screen and no spool, and repeats nothing that failed, but counts it.
"""

import os
import ssl
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

import httpx
import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from exam import keys
from exam.config import ExamConfig
from exam.draft import Edited
from exam.events import Cause, Deed, Milestone, MilestoneReached, StartOrdered
from exam.journal import Owner, Place, SegmentWriter
from exam.manuscript import Part
from exam.messages import Message
from exam.protocol import (
    MEDIA_TYPE,
    SERVER_NAME,
    VERSION,
    BeatReply,
    BeatRequest,
    EnrolReply,
    EnrolRequest,
    Manifest,
    Refusal,
    SeatStatus,
    SegmentPart,
    SignInReply,
    SignInRequest,
    SubmitReply,
    SubmitRequest,
    decode,
    encode,
    exam_id_of,
    read_order,
)
from exam.seal import HandIn, Manuscript, seal_manuscript
from server.rehearsal.errand import Candidate, Errand

_T = TypeVar("_T", bound=Message)
_OK: Final = 200
_TIMEOUT_SECONDS: Final = 16
_ADMISSION: Final = 1
_WORDS: Final = "Gagasan ini disusun agar pelayanan kepada warga menjadi lebih cepat. "


@dataclass(frozen=True, slots=True)
class Site:
    """The server as every PC of the crowd knows it."""

    errand: Errand
    manifest: Manifest
    config: ExamConfig

    @property
    def exam_id(self) -> bytes:
        """The exam's identity."""
        return exam_id_of(self.errand.manifest)

    def url(self, port: int, path: str) -> str:
        """Where to call."""
        host = f"[{self.errand.host}]" if ":" in self.errand.host else self.errand.host
        return f"https://{host}:{port}{path}"

    def trust(self) -> ssl.SSLContext:
        """Trust this exam's authority and nobody else."""
        certificate = ssl.DER_cert_to_PEM_cert(self.manifest.ca_certificate)
        return ssl.create_default_context(cadata=certificate)


@dataclass(frozen=True, slots=True)
class _Keys:
    tls: ec.EllipticCurvePrivateKey
    signing_secret: bytes


@dataclass(slots=True)
class Pc:
    """One PC and whoever sits there."""

    site: Site
    who: Candidate
    _keys: _Keys = field(init=False)
    _seat_id: str = ""
    _client: httpx.AsyncClient | None = None
    _writer: SegmentWriter | None = None
    _unsent: list[bytes] = field(default_factory=list)
    _typed: int = 0

    def __post_init__(self) -> None:
        self._keys = _Keys(ec.generate_private_key(ec.SECP256R1()), os.urandom(keys.KEY_BYTES))

    async def enrol(self, people: httpx.AsyncClient) -> None:
        """Become a seat, with the pairing code, at the people's port.

        Raises:
            RefusedError: the server refuses the code.
            httpx.HTTPError: it did not answer.

        """
        csr = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
        request = EnrolRequest(
            VERSION,
            self.who.pairing_code,
            self.who.seat_name,
            csr.sign(self._keys.tls, SHA256()).public_bytes(Encoding.DER),
            keys.signing_public_key(self._keys.signing_secret),
        )
        url = self.site.url(self.site.errand.people_port, "/api/enrol")
        reply = await _call(people, url, request, EnrolReply)
        self._seat_id = reply.seat_id
        self._client = new_client(self._context(reply.certificate))

    async def sign_in(self) -> None:
        """Sign in with number and card code, and begin a journal.

        Raises:
            RefusedError: the server refuses it.
            httpx.HTTPError: it did not answer.

        """
        exam_id = self.site.exam_id
        stretched = keys.stretch(
            self.who.card_code,
            "card",
            exam_id,
            self.who.number,
            profile=self.site.config.kdf_profile,
        )
        await self._post(
            "/sign-in", SignInRequest(VERSION, self.who.number, stretched.auth), SignInReply
        )
        panel_key = self.site.manifest.panel_public_key
        owner = Owner(exam_id, self.who.application_id, stretched.wrap, panel_key)
        self._writer = SegmentWriter(owner, Place(self._seat_id, _ADMISSION), None, os.urandom)

    def write(self, characters: int) -> None:
        """Write on, one record for each key as the kiosk does."""
        for _ in range(characters):
            character = _WORDS[self._typed % len(_WORDS)]
            event = Edited(self._typed, Part.PAPER, self._typed, "", character)
            self._unsent.append(self._journal.append(event))
            self._typed += 1

    async def beat(self, phase: str) -> BeatReply:
        """Say where the candidate stands, and bring what is new.

        Raises:
            RefusedError: the server refuses it.
            httpx.HTTPError: it did not answer in time.

        """
        first = self._typed - len(self._unsent)
        parts = (SegmentPart(self._journal.header_bytes, first, tuple(self._unsent)),)
        deeds: tuple[Deed, ...] = tuple(MilestoneReached(each) for each in Milestone)
        request = BeatRequest(
            VERSION,
            self.who.application_id,
            _ADMISSION,
            SeatStatus(phase, self._typed // 7),
            parts if self._unsent else (),
            deeds,
        )
        reply = await self._post("/beat", request, BeatReply)
        self._unsent.clear()
        return reply

    def seal(self, at: int) -> bytes:
        """Seal what was typed, as at the end of the time."""
        hand_in = HandIn(
            exam_id=self.site.exam_id,
            application_id=self.who.application_id,
            revision=1,
            admission=_ADMISSION,
            seat_id=self._seat_id,
            sealed_at=at,
            cause=Cause.TIME_UP,
            journal_head=self._journal.head,
        )
        text = (_WORDS * (1 + self._typed // len(_WORDS)))[: self._typed]
        panel_key, secret = self.site.manifest.panel_public_key, self._keys.signing_secret
        return seal_manuscript(Manuscript(text, ""), hand_in, panel_key, secret, os.urandom)

    async def submit(self, envelope: bytes) -> None:
        """Hand in.

        Raises:
            RefusedError: the server refuses it.
            httpx.HTTPError: it did not answer in time.

        """
        await self._post("/submit", SubmitRequest(VERSION, envelope), SubmitReply)

    def start_in(self, reply: BeatReply) -> int | None:
        """Return the exam time at which the sitting starts, if a beat has told it."""
        for signed in reply.orders:
            issued = read_order(signed, self.site.manifest.server_signing_key, self.site.exam_id)
            if isinstance(issued.order, StartOrdered):
                return issued.order.at
        return None

    async def close(self) -> None:
        """Let go of the connection."""
        if self._client is not None:
            await self._client.aclose()

    @property
    def _journal(self) -> SegmentWriter:
        if self._writer is None:
            raise RuntimeError
        return self._writer

    async def _post(self, path: str, message: Message, kind: type[_T]) -> _T:
        if self._client is None:
            raise RuntimeError
        return await _call(
            self._client, self.site.url(self.site.errand.kiosk_port, path), message, kind
        )

    def _context(self, certificate: bytes) -> ssl.SSLContext:
        """Show this PC's certificate; its key is on the disk for that moment only."""
        context = self.site.trust()
        pem = self._keys.tls.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "pc.pem"
            file.write_bytes(pem + ssl.DER_cert_to_PEM_cert(certificate).encode())
            context.load_cert_chain(file)
        return context


def new_client(context: ssl.SSLContext) -> httpx.AsyncClient:
    """Return a client of the server that trusts no other, proxies of this machine left aside."""
    return httpx.AsyncClient(verify=context, timeout=_TIMEOUT_SECONDS, trust_env=False)


async def _call(client: httpx.AsyncClient, url: str, message: Message, kind: type[_T]) -> _T:
    answer = await client.post(
        url,
        content=encode(message),
        headers={"Content-Type": MEDIA_TYPE},
        extensions={"sni_hostname": SERVER_NAME},
    )
    if answer.status_code != _OK:
        raise msgspec.msgpack.decode(answer.content, type=Refusal).to_error()
    return decode(answer.content, kind)
