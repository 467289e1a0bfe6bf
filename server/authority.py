"""The exam's own certificate authority: who may speak to whom over TLS.

Certificates do not expire while an exam matters: the clocks of lab PCs are often wrong, and a seat
is revoked in the database, not by a date.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Final
from urllib.parse import quote, unquote

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from exam.errors import DirectoryError, RefusedError
from exam.protocol import SERVER_NAME
from server.files import read_file, write_private
from server.settings import ExamDirectory

_NOT_BEFORE: Final = datetime(2000, 1, 1, tzinfo=UTC)
_NOT_AFTER: Final = datetime(2099, 12, 31, tzinfo=UTC)
_ORGANISATION: Final = "Makalah"
_CA_NAME: Final = "Makalah exam authority"
_SERVER_SUBJECTS: Final = (
    x509.DNSName(SERVER_NAME),
    x509.DNSName("localhost"),
    x509.IPAddress(ip_address("127.0.0.1")),
    x509.IPAddress(ip_address("::1")),
)


_NAME_URI: Final = "makalah:seat-name/"
_KEY_URI: Final = "makalah:signing-key/"


@dataclass(frozen=True, slots=True)
class SeatCertificate:
    """What a seat's certificate says of it; `public_key` is of TLS, `signing_key` Ed25519."""

    seat_id: str
    name: str
    public_key: ec.EllipticCurvePublicKey
    signing_key: bytes


@dataclass(frozen=True, slots=True)
class Authority:
    """The key that signs certificates, and the certificate that everybody trusts."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def certificate_der(self) -> bytes:
        """The certificate as the manifest carries it."""
        return self.certificate.public_bytes(Encoding.DER)

    def issue_server(self, public_key: ec.EllipticCurvePublicKey) -> x509.Certificate:
        """Certify the server's TLS key for its fixed name and for this machine."""
        builder = _builder(SERVER_NAME, public_key, self.certificate.subject)
        builder = builder.add_extension(
            x509.SubjectAlternativeName(_SERVER_SUBJECTS), critical=False
        )
        return self._sign(builder, public_key, ExtendedKeyUsageOID.SERVER_AUTH)

    def issue_seat(
        self, seat_id: str, name: str, public_key: ec.EllipticCurvePublicKey, signing_key: bytes
    ) -> x509.Certificate:
        """Certify a PC's TLS key under its seat id, with everything that the server keeps of it.

        So a server that was restored from before the enrolment can take the PC up again.
        """
        builder = _builder(seat_id, public_key, self.certificate.subject)
        names = (f"{_NAME_URI}{quote(name, safe='')}", f"{_KEY_URI}{signing_key.hex()}")
        alternatives = [x509.UniformResourceIdentifier(uri) for uri in names]
        builder = builder.add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        return self._sign(builder, public_key, ExtendedKeyUsageOID.CLIENT_AUTH)

    def _sign(
        self,
        builder: x509.CertificateBuilder,
        public_key: ec.EllipticCurvePublicKey,
        use: x509.ObjectIdentifier,
    ) -> x509.Certificate:
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        return (
            builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_key_usage(signs_certificates=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([use]), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
            .add_extension(issuer, critical=False)
            .sign(self.key, SHA256())
        )


def found_authority() -> Authority:
    """Make a new authority for one exam."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(_CA_NAME)
    certificate = (
        _builder(_CA_NAME, key.public_key(), name)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )
    return Authority(key, certificate)


def write_authority(authority: Authority, directory: ExamDirectory) -> None:
    """Write the authority and a new server certificate into an exam directory."""
    server_key = ec.generate_private_key(ec.SECP256R1())
    server_certificate = authority.issue_server(server_key.public_key())
    write_private(directory.ca_key, _key_pem(authority.key))
    write_private(directory.ca_certificate, authority.certificate.public_bytes(Encoding.PEM))
    write_private(directory.server_key, _key_pem(server_key))
    write_private(directory.server_certificate, server_certificate.public_bytes(Encoding.PEM))


def load_authority(directory: ExamDirectory) -> Authority:
    """Read the authority of an exam directory.

    Raises:
        DirectoryError: a file is missing, unreadable or damaged.

    """
    try:
        key = load_pem_private_key(read_file(directory.ca_key), password=None)
    except ValueError:
        raise DirectoryError("directory.damaged", path=str(directory.ca_key)) from None
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise DirectoryError("directory.damaged", path=str(directory.ca_key))
    try:
        certificate = x509.load_pem_x509_certificate(read_file(directory.ca_certificate))
    except ValueError:
        raise DirectoryError("directory.damaged", path=str(directory.ca_certificate)) from None
    return Authority(key, certificate)


def read_seat_request(csr: bytes) -> ec.EllipticCurvePublicKey:
    """Return the P-256 key of a certificate request (DER) whose signature proves its owner.

    Raises:
        RefusedError: not a request, another kind of key, or not signed by that key.

    """
    try:
        request = x509.load_der_x509_csr(csr)
        public_key = request.public_key()
        genuine = request.is_signature_valid
    except (ValueError, InvalidSignature):
        raise RefusedError("enrol.csr") from None
    if (
        not genuine
        or not isinstance(public_key, ec.EllipticCurvePublicKey)
        or not isinstance(public_key.curve, ec.SECP256R1)
    ):
        raise RefusedError("enrol.csr")
    return public_key


def read_seat_certificate(der: bytes, ca_certificate: bytes) -> SeatCertificate:
    """Read a seat's certificate that this authority (DER) issued.

    Raises:
        RefusedError: another authority issued it, or it does not say which PC it is of.

    """
    try:
        certificate = x509.load_der_x509_certificate(der)
        certificate.verify_directly_issued_by(x509.load_der_x509_certificate(ca_certificate))
        public_key = certificate.public_key()
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        raise RefusedError("seat.unknown") from None
    if not isinstance(public_key, ec.EllipticCurvePublicKey):
        raise RefusedError("seat.unknown")
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    uris = _uris_of(certificate)
    try:
        name = unquote(uris[_NAME_URI], errors="strict")
        signing_key = bytes.fromhex(uris[_KEY_URI])
        return SeatCertificate(str(names[0].value), name, public_key, signing_key)
    except (LookupError, ValueError):
        raise RefusedError("seat.certificate") from None


def _uris_of(certificate: x509.Certificate) -> dict[str, str]:
    """Return what follows each of the beginnings that are ours."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return {}
    uris = found.value.get_values_for_type(x509.UniformResourceIdentifier)
    ours = (_NAME_URI, _KEY_URI)
    return {begin: uri[len(begin) :] for begin in ours for uri in uris if uri.startswith(begin)}


def public_key_bytes(public_key: ec.EllipticCurvePublicKey) -> bytes:
    """Write a public key in its one form (65 bytes)."""
    return public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _builder(
    name: str, public_key: ec.EllipticCurvePublicKey, issuer: x509.Name
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(_NOT_BEFORE)
        .not_valid_after(_NOT_AFTER)
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _ORGANISATION),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
