"""A served exam on real ports, and PCs that speak to it over real TLS."""

import asyncio
import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import httpx
import msgspec
import uvloop
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from exam import keys
from exam.pairing import PairingCode
from exam.protocol import (
    MEDIA_TYPE,
    SERVER_NAME,
    VERSION,
    BeatReply,
    BeatRequest,
    EnrolReply,
    EnrolRequest,
    Refusal,
    SignInReply,
    SubmitReply,
    SubmitRequest,
    decode,
    encode,
)
from server.authority import found_authority
from server.office import OpenExam
from server.web.doors import open_doors
from server.web.serve import attend
from tests.server.acting import Candidate

_T = TypeVar("_T")
WAIT_SECONDS = 60
"""How long a test waits for a server thread before it fails."""


@dataclass(frozen=True)
class Served:
    """A server that answers on two ports of this machine."""

    exam: OpenExam
    kiosk_port: int
    people_port: int
    stop: Callable[[], None]


@contextmanager
def held_port() -> Iterator[int]:
    """A port that nobody else gets while a server on it is away; servers may share it."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@contextmanager
def serving(exam: OpenExam, people_port: int = 0) -> Iterator[Served]:
    """Serve an exam from a thread for the length of a block; port 0 is any free one."""
    with open_doors("127.0.0.1", 0, people_port) as doors, ThreadPoolExecutor(1) as pool:
        ready = threading.Event()
        stops: list[Callable[[], object]] = []

        async def run() -> None:
            stop, loop = asyncio.Event(), asyncio.get_running_loop()
            stops.append(partial(loop.call_soon_threadsafe, stop.set))
            await attend(exam, doors, stop, ready.set)

        served = pool.submit(uvloop.run, run())
        served.add_done_callback(lambda _: ready.set())

        def stop() -> None:
            if not served.done():
                stops[0]()
            served.result(WAIT_SECONDS)

        assert ready.wait(WAIT_SECONDS)
        if served.done():
            served.result()
        try:
            yield Served(exam, doors.kiosk_port, doors.people_port, stop)
        finally:
            stop()


def trust(exam: OpenExam) -> ssl.SSLContext:
    """Trust the exam's CA and nothing else."""
    return ssl.create_default_context(cadata=ssl.DER_cert_to_PEM_cert(exam.manifest.ca_certificate))


def browse(context: ssl.SSLContext) -> httpx.Client:
    """Return a client that waits as long as a busy machine needs."""
    return httpx.Client(verify=context, timeout=WAIT_SECONDS)


def call(client: httpx.Client, url: str, content: bytes) -> httpx.Response:
    """Post a message to the server under its fixed name."""
    headers = {"Content-Type": MEDIA_TYPE}
    return client.post(
        url, content=content, headers=headers, extensions={"sni_hostname": SERVER_NAME}
    )


class RemoteSeat:
    """A PC that enrolled over TLS and speaks with its own certificate."""

    def __init__(self, served: Served, code: PairingCode, name: str, folder: Path) -> None:
        self.name = name
        self.signing_secret = os.urandom(32)
        self._served = served
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.enrolled = self._enrol(code)
        self.id = self.enrolled.seat_id
        self.client = browse(self.new_context(folder))

    def __enter__(self) -> "RemoteSeat":
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def _enrol(self, code: PairingCode) -> EnrolReply:
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, self.name)])
        csr = x509.CertificateSigningRequestBuilder().subject_name(subject)
        request = EnrolRequest(
            VERSION,
            code.show(),
            self.name,
            csr.sign(self._key, SHA256()).public_bytes(Encoding.DER),
            keys.signing_public_key(self.signing_secret),
        )
        url = f"https://127.0.0.1:{self._served.people_port}/api/enrol"
        with browse(trust(self._served.exam)) as client:
            return _reply(call(client, url, encode(request)), EnrolReply)

    def new_context(self, folder: Path) -> ssl.SSLContext:
        """Trust the exam and show the seat's certificate."""
        return self._context(self.enrolled.certificate, folder)

    def context_of_another_authority(self, folder: Path) -> ssl.SSLContext:
        """Show a certificate for the same key that another exam's authority issued."""
        key, signing_key = self._key.public_key(), keys.signing_public_key(self.signing_secret)
        issued = found_authority().issue_seat(self.id, self.name, key, signing_key)
        return self._context(issued.public_bytes(Encoding.DER), folder)

    def _context(self, certificate: bytes, folder: Path) -> ssl.SSLContext:
        file = folder / f"{self.id}.pem"
        key = self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(key + ssl.DER_cert_to_PEM_cert(certificate).encode())
        context = trust(self._served.exam)
        context.load_cert_chain(file)
        return context

    def move_to(self, served: Served) -> None:
        """Speak to a server that came back on another port."""
        self._served = served

    def post(self, path: str, content: bytes) -> httpx.Response:
        """Post raw bytes at the kiosk door."""
        return call(self.client, f"https://127.0.0.1:{self._served.kiosk_port}{path}", content)

    def sign_in(self, who: Candidate) -> SignInReply:
        """Sign a candidate in."""
        return _reply(self.post("/sign-in", encode(who.sign_in())), SignInReply)

    def beat(self, request: BeatRequest) -> BeatReply:
        """Send a beat."""
        return _reply(self.post("/beat", encode(request)), BeatReply)

    def submit(self, envelope: bytes) -> SubmitReply:
        """Hand an envelope in."""
        return _reply(self.post("/submit", encode(SubmitRequest(VERSION, envelope))), SubmitReply)


def refusal_of(response: httpx.Response) -> Refusal:
    """Read why a call was refused."""
    return msgspec.msgpack.decode(response.content, type=Refusal)


def _reply(response: httpx.Response, kind: type[_T]) -> _T:
    if response.status_code != 200:
        raise refusal_of(response).to_error()
    return decode(response.content, kind)
