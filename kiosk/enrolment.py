"""How a PC becomes a seat: a typed pairing code names the exam to trust and admits once.

The manifest is fetched from whoever answers and believed only if its digest is the one in the
code; everything after that speaks to the holder of the authority which that manifest names.
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx
import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from exam.codes import Randomness
from exam.errors import InputError, LinkError, RefusedError
from exam.keys import KEY_BYTES, signing_public_key
from exam.pairing import PairingCode, parse_pairing_code
from exam.protocol import (
    MESSAGE_BYTES,
    VERSION,
    EnrolReply,
    EnrolRequest,
    Manifest,
    decode_manifest,
    encode,
    exam_id_of,
)
from kiosk.link import HEADERS, NAMED_SERVER, TIMEOUT, Address, read_reply, trusting_context
from kiosk.settings import (
    Seat,
    SeatDescription,
    SeatFolder,
    new_seat_folder,
    open_seat,
    write_seat_file,
)

_NAME_CHARACTERS: Final = 40


@dataclass(frozen=True, slots=True)
class _SeatKeys:
    tls: ec.EllipticCurvePrivateKey
    signing_secret: bytes


def enrol_seat(
    root: Path, address: Address, typed_code: str, seat_name: str, random: Randomness
) -> Seat:
    """Enrol this PC at the server's address for people; nothing stays behind on failure.

    Raises:
        CodeError: not a pairing code.
        InputError: the name or the folder cannot be used.
        LinkError: the server cannot be reached.
        RefusedError: another exam's server, or the server refuses the code.

    """
    code = parse_pairing_code(typed_code)
    _require_name(seat_name)
    with new_seat_folder(root) as folder:
        manifest_bytes = _fetch_manifest(address)
        if not code.matches(exam_id_of(manifest_bytes)):
            raise RefusedError("enrol.other-exam", address=str(address))
        manifest = decode_manifest(manifest_bytes)
        keys = _SeatKeys(ec.generate_private_key(ec.SECP256R1()), random(KEY_BYTES))
        reply = _request_seat(address, manifest, _request(code, seat_name, keys))
        place = SeatDescription(
            reply.seat_id, seat_name, address.host, reply.kiosk_port, address.port
        )
        _fill(folder, place, manifest_bytes, keys, reply.certificate)
    return open_seat(root)


def _require_name(seat_name: str) -> None:
    if not (seat_name.strip() and seat_name.isprintable() and len(seat_name) <= _NAME_CHARACTERS):
        raise InputError("enrol.name", longest=_NAME_CHARACTERS)


def _fetch_manifest(address: Address) -> bytes:
    """Fetch bytes that nobody has vouched for; the pairing code judges them."""
    untrusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    untrusting.check_hostname = False
    untrusting.verify_mode = ssl.CERT_NONE
    content = bytearray()
    with (
        _connect(address, untrusting) as client,
        client.stream("GET", "/api/manifest", extensions=NAMED_SERVER) as response,
    ):
        for chunk in response.iter_bytes():
            content += chunk
            if len(content) > MESSAGE_BYTES[Manifest]:
                break
        if not response.is_success or len(content) > MESSAGE_BYTES[Manifest]:
            status = response.status_code
            raise LinkError("link.unexpected", address=str(address), status=status)
    return bytes(content)


def _request(code: PairingCode, seat_name: str, keys: _SeatKeys) -> EnrolRequest:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, seat_name)])
    signing = x509.CertificateSigningRequestBuilder().subject_name(subject)
    csr = signing.sign(keys.tls, SHA256()).public_bytes(serialization.Encoding.DER)
    return EnrolRequest(
        VERSION, code.show(), seat_name, csr, signing_public_key(keys.signing_secret)
    )


def _request_seat(address: Address, manifest: Manifest, request: EnrolRequest) -> EnrolReply:
    with _connect(address, trusting_context(manifest.ca_certificate)) as client:
        response = client.post("/api/enrol", content=encode(request), extensions=NAMED_SERVER)
        return read_reply(response, EnrolReply, address)


@contextmanager
def _connect(address: Address, context: ssl.SSLContext) -> Iterator[httpx.Client]:
    try:
        with httpx.Client(
            base_url=address.url, verify=context, headers=HEADERS, timeout=TIMEOUT, trust_env=False
        ) as client:
            yield client
    except httpx.HTTPError:
        raise LinkError("link.unreachable", address=str(address)) from None


def _fill(
    folder: SeatFolder,
    place: SeatDescription,
    manifest_bytes: bytes,
    keys: _SeatKeys,
    certificate: bytes,
) -> None:
    manifest = decode_manifest(manifest_bytes)
    write_seat_file(folder.manifest, manifest_bytes)
    write_seat_file(folder.description, msgspec.json.encode(place))
    write_seat_file(folder.key, _pem_key(keys.tls))
    write_seat_file(folder.certificate, _pem_certificate(certificate))
    write_seat_file(folder.ca_certificate, _pem_certificate(manifest.ca_certificate))
    write_seat_file(folder.signing_key, keys.signing_secret)


def _pem_key(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _pem_certificate(der: bytes) -> bytes:
    certificate = x509.load_der_x509_certificate(der)
    return certificate.public_bytes(serialization.Encoding.PEM)
