"""TLS at both doors, and the caller's certificate where handlers find it.

The kiosk door demands a certificate of this exam's CA; which seat it is and whether it was revoked
is asked of the database at each call. The people's door asks for none.
"""

import ssl
from collections.abc import Iterable
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from server.files import naming_problems
from server.settings import ExamDirectory

PEER_CERTIFICATE: Final = "makalah.peer_certificate"
"""Key under `scope["extensions"]`: the caller's certificate in DER."""
LONG_BYTES: Final = 64 * 1024
"""A body that is longer is long."""
_LONGEST_HEAD_BYTES: Final = 64 * 1024
GATHERED_BYTES: Final = 1024 * 1024
"""A long body that says beforehand that it is no longer than this is handed over whole."""


class DoorProtocol(HttpToolsProtocol):
    """uvicorn's protocol, with the peer's certificate in each scope and bounds on what is unread.

    A long body is left in the network until somebody asks for it, and then nobody is woken for
    each piece of it.
    """

    _gathers = False
    """Whether the body that is read now is handed over whole."""

    _head_bytes: int | None = None
    """How much has come of a head that is not whole yet."""
    _certificate: bytes | None = None

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401 - that of the TLS library
        """Begin once the handshake is over."""
        super().connection_made(transport)
        tls: ssl.SSLObject | None = transport.get_extra_info("ssl_object")
        if tls is not None:
            self._certificate = tls.getpeercert(binary_form=True)

    def data_received(self, data: bytes) -> None:
        """Take in what comes; a head that does not end would fill the memory."""
        super().data_received(data)
        if self._head_bytes is not None:
            self._head_bytes += len(data)
            if self._head_bytes > _LONGEST_HEAD_BYTES:
                self.transport.abort()

    def on_headers_complete(self) -> None:
        """End the head of a request."""
        self._head_bytes = None
        super().on_headers_complete()
        announced = announced_bytes(self.headers)
        self._gathers = LONG_BYTES < announced <= GATHERED_BYTES
        if announced > LONG_BYTES:
            self.flow.pause_reading()

    def on_body(self, body: bytes) -> None:
        """Take in a piece of a body."""
        if self._gathers and not self.cycle.response_complete:
            self.cycle.body += body
        else:
            super().on_body(body)

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self._head_bytes = 0
        scope: Any = self.scope
        scope["extensions"] = {PEER_CERTIFICATE: self._certificate}


def announced_bytes(headers: Iterable[tuple[bytes, bytes]]) -> int:
    """Return how long a body is by the head before it, below zero if that does not say.

    The parser refuses a length that is no number.
    """
    return next((int(value) for name, value in headers if name == b"content-length"), -1)


def kiosk_context(directory: ExamDirectory) -> ssl.SSLContext:
    """Return the TLS of the kiosk door: only our own program calls there, so 1.3 and no less.

    Raises:
        DirectoryError: a key or certificate of the exam cannot be read.

    """
    context = _server_context(directory, ssl.TLSVersion.TLSv1_3)
    with naming_problems(directory.ca_certificate):
        context.load_verify_locations(directory.ca_certificate)
    context.verify_mode = ssl.CERT_REQUIRED
    return context


def people_context(directory: ExamDirectory) -> ssl.SSLContext:
    """Return the TLS of the people's door, for any browser in use.

    Raises:
        DirectoryError: a key or certificate of the exam cannot be read.

    """
    return _server_context(directory, ssl.TLSVersion.TLSv1_2)


def _server_context(directory: ExamDirectory, oldest: ssl.TLSVersion) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = oldest
    with naming_problems(directory.server_certificate):
        context.load_cert_chain(directory.server_certificate, directory.server_key)
    return context
