"""Servers for link tests: real TLS on this machine, and the behaviour that a test wants."""

import asyncio
import datetime
import os
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from exam.protocol import SERVER_NAME, Message, encode
from kiosk.addresses import Address
from kiosk.machine import THIS_MACHINE, Machine
from kiosk.options import KioskSettings
from kiosk.settings import Seat
from tests.kiosk.room import Room

_DAY = datetime.timedelta(days=1)
_Key = ec.EllipticCurvePrivateKey
Behaviour = Callable[["Visit"], Awaitable[None]]


class Visit:
    """One connection to a door."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self.writer = writer

    async def take_call(self) -> bytes:
        """Return the body of the next call; raises IncompleteReadError at the end."""
        head = await self._reader.readuntil(b"\r\n\r\n")
        (length,) = (
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        )
        return await self._reader.readexactly(length)

    async def answer(self, content: bytes, status: int = 200) -> None:
        """Answer a call."""
        self.writer.write(_head(len(content), status) + content)
        await self.writer.drain()

    async def begin_answer(self, length: int) -> None:
        """Promise an answer of that length."""
        self.writer.write(_head(length, 200))
        await self.writer.drain()

    async def hang(self) -> None:
        """Do nothing until the other side lets go."""
        with suppress(OSError):
            while await self._reader.read(65_536):
                pass


class Door:
    """A listening port, and how often somebody came."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.visits = 0


class Wire:
    """An exam's authority, a seat with its certificate, and doors with theirs."""

    def __init__(self, folder: Path) -> None:
        self._ca_key = ec.generate_private_key(ec.SECP256R1())
        self._ca = self._certify("ca", self._ca_key, is_authority=True)
        room = Room(folder)
        seat = room.seat()
        seat.folder.root.mkdir()
        key, certificate = self._issue("seat")
        seat.folder.key.write_bytes(key)
        seat.folder.certificate.write_bytes(certificate)
        ca = self._ca.public_bytes(Encoding.DER)
        self._seat = replace(
            seat, manifest=msgspec.structs.replace(seat.manifest, ca_certificate=ca)
        )
        server_key, server_certificate = self._issue(SERVER_NAME)
        (folder / "door.pem").write_bytes(server_key + server_certificate)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(folder / "door.pem")

    def seat(self, *addresses: Address) -> Seat:
        """Return the seat, which knows these addresses."""
        first, *others = addresses
        place = msgspec.structs.replace(
            self._seat.description, host=first.host, kiosk_port=first.port
        )
        settings = KioskSettings(tuple(others))
        return replace(self._seat, description=place, settings=settings)

    @asynccontextmanager
    async def door(self, behaviour: Behaviour, tls: bool = True) -> AsyncIterator[Door]:
        """Open a door that behaves so with each visit, for the length of a block."""
        visiting: set[asyncio.Task[Any] | None] = set()

        async def receive(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            door.visits += 1
            visiting.add(asyncio.current_task())
            try:
                with suppress(asyncio.IncompleteReadError, OSError):
                    await behaviour(Visit(reader, writer))
            finally:
                writer.transport.abort()

        context = self._context if tls else None
        server = await asyncio.start_server(receive, "127.0.0.1", 0, ssl=context)
        door = Door(Address("127.0.0.1", server.sockets[0].getsockname()[1]))
        try:
            yield door
        finally:
            server.close()
            tasks = [task for task in visiting if task is not None]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _issue(self, name: str) -> tuple[bytes, bytes]:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._certify(name, key)
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return pem, certificate.public_bytes(Encoding.PEM)

    def _certify(self, name: str, key: _Key, is_authority: bool = False) -> x509.Certificate:
        now = datetime.datetime.now(datetime.UTC)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        issuer = subject if is_authority else self._ca.subject
        usage = x509.KeyUsage(
            digital_signature=True,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=is_authority,
            crl_sign=is_authority,
            encipher_only=False,
            decipher_only=False,
        )
        public_key = self._ca_key.public_key()
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(public_key)
        own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - _DAY)
            .not_valid_after(now + _DAY)
            .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .add_extension(usage, critical=True)
            .add_extension(own, critical=False)
            .add_extension(identifier, critical=False)
        )
        return builder.sign(self._ca_key, SHA256())


class AheadClock:
    """This machine's boot clock, which a test may let run ahead as a sleep does."""

    def __init__(self) -> None:
        self.ahead = 0

    def boottime(self) -> int:
        """Milliseconds."""
        return THIS_MACHINE.boottime() + self.ahead

    @property
    def machine(self) -> Machine:
        """A machine by this clock."""
        return Machine(self.boottime, os.urandom, asyncio.sleep)


def answering(message: Message) -> Behaviour:
    """Answer every call with that message."""

    async def behave(visit: Visit) -> None:
        while True:
            await visit.take_call()
            await visit.answer(encode(message))

    return behave


def _head(length: int, status: int) -> bytes:
    return f"HTTP/1.1 {status} OK\r\nContent-Length: {length}\r\n\r\n".encode()
