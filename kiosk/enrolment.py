"""How a PC becomes a seat: a typed pairing code names the exam to trust and admits once.

The manifest is fetched from whoever answers and believed only if its digest is the one in the
code; everything after that speaks to the holder of the authority which that manifest names.
"""

import ssl
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from kiosk.addresses import Address, write_addresses
from kiosk.calling import HEADERS, NAMED_SERVER, Answer
from kiosk.link import most_bytes, read_reply, trusting_context
from kiosk.options import NO_SETTINGS, KioskSettings, write_settings
from kiosk.settings import (
    Seat,
    SeatDescription,
    SeatFolder,
    new_seat_folder,
    open_seat,
    write_seat_file,
)

_NAME_CHARACTERS: Final = 40
_OK: Final = 200
_TIMEOUT: Final = httpx.Timeout(5.0, connect=2.0)


@dataclass(frozen=True, slots=True)
class _SeatKeys:
    tls: ec.EllipticCurvePrivateKey
    signing_secret: bytes


def enrol_seat(
    root: Path,
    servers: Address | Sequence[Address],
    typed_code: str,
    seat_name: str,
    random: Randomness,
    settings: KioskSettings = NO_SETTINGS,
) -> Seat:
    """Enrol this PC at a server's address for people; nothing stays behind on failure.

    Of several servers the first that answers enrols it, and the others are kept as addresses where
    kiosks may find a server later, behind those of the settings.

    Raises:
        CodeError: not a pairing code.
        InputError: the name or the folder cannot be used.
        LinkError: no server can be reached.
        RefusedError: another exam's server, or the server refuses the code.

    """
    code = parse_pairing_code(typed_code)
    _require_name(seat_name)
    servers = (servers,) if isinstance(servers, Address) else tuple(servers)
    with new_seat_folder(root) as folder:
        address, manifest_bytes = _find_manifest(servers)
        if not code.matches(exam_id_of(manifest_bytes)):
            raise RefusedError("enrol.other-exam", address=str(address))
        manifest = decode_manifest(manifest_bytes)
        keys = _SeatKeys(ec.generate_private_key(ec.SECP256R1()), random(KEY_BYTES))
        reply = _request_seat(address, manifest, _request(code, seat_name, keys))
        place = SeatDescription(
            reply.seat_id, seat_name, address.host, reply.kiosk_port, address.port
        )
        others = (Address(one.host, reply.kiosk_port) for one in servers if one != address)
        settings = replace(settings, addresses=(*settings.addresses, *others))
        _fill(folder, place, manifest_bytes, keys, reply.certificate)
        _fill_settings(folder, settings, reply)
    return open_seat(root)


def _require_name(seat_name: str) -> None:
    if not (seat_name.strip() and seat_name.isprintable() and len(seat_name) <= _NAME_CHARACTERS):
        raise InputError("enrol.name", longest=_NAME_CHARACTERS)


def _find_manifest(servers: Sequence[Address]) -> tuple[Address, bytes]:
    """Fetch it from the first server that answers.

    Raises:
        LinkError: none did; it is the first one's.

    """
    problems: list[LinkError] = []
    for address in servers:
        try:
            return address, _fetch_manifest(address)
        except LinkError as error:
            problems.append(error)
    raise problems[0]


def _fetch_manifest(address: Address) -> bytes:
    """Fetch bytes that nobody has vouched for; the pairing code judges them."""
    untrusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    untrusting.check_hostname = False
    untrusting.verify_mode = ssl.CERT_NONE
    answer = _call(address, untrusting, "GET", "/api/manifest", b"", MESSAGE_BYTES[Manifest])
    if answer.status != _OK:
        raise LinkError("link.unexpected", address=str(address), status=answer.status)
    return answer.body


def _request(code: PairingCode, seat_name: str, keys: _SeatKeys) -> EnrolRequest:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, seat_name)])
    signing = x509.CertificateSigningRequestBuilder().subject_name(subject)
    csr = signing.sign(keys.tls, SHA256()).public_bytes(serialization.Encoding.DER)
    return EnrolRequest(
        VERSION, code.show(), seat_name, csr, signing_public_key(keys.signing_secret)
    )


def _request_seat(address: Address, manifest: Manifest, request: EnrolRequest) -> EnrolReply:
    context, most = trusting_context(manifest.ca_certificate), most_bytes(EnrolReply)
    answer = _call(address, context, "POST", "/api/enrol", encode(request), most)
    return read_reply(answer, EnrolReply, address)


def _call(
    address: Address, context: ssl.SSLContext, method: str, path: str, content: bytes, most: int
) -> Answer:
    """Make one call and take an answer of at most so many bytes.

    Raises:
        LinkError: nobody answered, or with more.

    """
    body = bytearray()
    client = httpx.Client(
        base_url=address.url, verify=context, headers=HEADERS, timeout=_TIMEOUT, trust_env=False
    )
    try:
        with (
            client,
            client.stream(method, path, content=content, extensions=NAMED_SERVER) as response,
        ):
            for chunk in response.iter_raw():
                body += chunk
                if len(body) > most:
                    status = response.status_code
                    raise LinkError("link.unexpected", address=str(address), status=status)
            return Answer(response.status_code, bytes(body))
    except (httpx.HTTPError, OSError):
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


def _fill_settings(folder: SeatFolder, settings: KioskSettings, reply: EnrolReply) -> None:
    """Keep what was set for this PC, and where the server says that it is to be found."""
    if settings != NO_SETTINGS:
        write_seat_file(folder.settings, write_settings(settings))
    if reply.addresses:
        write_seat_file(folder.addresses, write_addresses(reply.addresses))


def _pem_key(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _pem_certificate(der: bytes) -> bytes:
    certificate = x509.load_der_x509_certificate(der)
    return certificate.public_bytes(serialization.Encoding.PEM)
