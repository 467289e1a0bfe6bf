"""Pairing codes and certificates: who becomes a seat, and who does not."""

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import PolicyBuilder, Store

from exam import keys
from exam.chronicle import SeatEnrolled, decode_entry
from exam.clock import ExamTime
from exam.errors import CodeError, DirectoryError, ExamError, RefusedError
from exam.pairing import make_pairing_code
from exam.protocol import VERSION, EnrolReply, EnrolRequest
from server.authority import load_authority
from server.ceremony import Handouts
from server.enrolment import (
    PAIRING_LIFETIME,
    add_pairing_codes,
    count_pairing_codes,
    enrol_seat,
    seat_of_certificate,
)
from server.office import OpenExam

NOW = ExamTime(5000)
KIOSK_PORT = 8443


@dataclass(frozen=True)
class Machine:
    """The keys that a PC makes for itself."""

    tls: ec.EllipticCurvePrivateKey
    signing: bytes

    def ask(self, code: str, name: str = "PC-01") -> EnrolRequest:
        csr = request_for(self.tls)
        return EnrolRequest(VERSION, code, name, csr, keys.signing_public_key(self.signing))


def new_machine() -> Machine:
    return Machine(ec.generate_private_key(ec.SECP256R1()), os.urandom(32))


def request_for(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> bytes:
    builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
    return builder.sign(key, SHA256()).public_bytes(Encoding.DER)


def enrol(exam: OpenExam, request: EnrolRequest, now: ExamTime = NOW) -> EnrolReply:
    authority = load_authority(exam.directory)
    return exam.store.write_now(
        lambda db: enrol_seat(db, request, authority, exam.exam_id, now, KIOSK_PORT)
    )


def seat_count(exam: OpenExam) -> int:
    return exam.store.read(lambda db: db.table("seats").count)


def test_a_pairing_code_makes_a_pc_a_seat(exam: OpenExam, made: Handouts) -> None:
    machine = new_machine()
    reply = enrol(exam, machine.ask(made.pairing_codes[0].show().lower().replace("-", " ")))
    assert reply.kiosk_port == KIOSK_PORT
    digest = sha256(reply.certificate).digest()
    seat = exam.store.read(lambda db: seat_of_certificate(db, digest))
    assert (seat.id, seat.name) == (reply.seat_id, "PC-01")
    assert seat.signing_key == keys.signing_public_key(machine.signing)
    last = exam.store.read(
        lambda db: list(db.query("select entry from ledger order by position desc limit 1"))
    )
    assert decode_entry(last[0]["entry"]) == SeatEnrolled(
        NOW, seat.id, "PC-01", seat.signing_key.hex()
    )


def test_the_certificate_is_a_client_certificate_of_the_exams_authority(
    exam: OpenExam, made: Handouts
) -> None:
    machine = new_machine()
    reply = enrol(exam, machine.ask(made.pairing_codes[0].show()))
    certificate = x509.load_der_x509_certificate(reply.certificate)
    certificate.verify_directly_issued_by(
        x509.load_der_x509_certificate(exam.manifest.ca_certificate)
    )
    use = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(use) == [ExtendedKeyUsageOID.CLIENT_AUTH]
    basic = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    assert not basic.ca
    assert certificate.public_key() == machine.tls.public_key()


def test_the_server_certificate_holds_for_its_fixed_name_and_this_machine(
    exam: OpenExam,
) -> None:
    authority = x509.load_der_x509_certificate(exam.manifest.ca_certificate)
    leaf = x509.load_pem_x509_certificate(exam.directory.server_certificate.read_bytes())
    for subject in ("makalah.internal", "localhost"):
        policy = PolicyBuilder().store(Store([authority]))
        chain = policy.build_server_verifier(x509.DNSName(subject)).verify(leaf, [])
        assert chain[-1] == authority
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(one) for one in names.get_values_for_type(x509.IPAddress)] == ["127.0.0.1", "::1"]


def test_asking_again_with_the_same_keys_gives_the_same_seat_another_certificate(
    exam: OpenExam, made: Handouts
) -> None:
    machine, code = new_machine(), made.pairing_codes[0].show()
    first = enrol(exam, machine.ask(code))
    entries = exam.store.read(lambda db: db.table("ledger").count)
    again = enrol(exam, machine.ask(code))
    assert again.seat_id == first.seat_id
    assert seat_count(exam) == 1
    assert exam.store.read(lambda db: db.table("ledger").count) == entries
    digest = sha256(again.certificate).digest()
    assert exam.store.read(lambda db: seat_of_certificate(db, digest)).id == first.seat_id


def test_a_code_is_taken_from_one_pc_only(exam: OpenExam, made: Handouts) -> None:
    code = made.pairing_codes[0].show()
    enrol(exam, new_machine().ask(code))
    with pytest.raises(RefusedError) as caught:
        enrol(exam, new_machine().ask(code, "PC-02"))
    assert caught.value.code == "enrol.code-used"
    assert seat_count(exam) == 1


def test_an_expired_code_is_refused_at_the_instant_it_expires(
    exam: OpenExam, made: Handouts
) -> None:
    (row,) = exam.store.read(
        lambda db: list(db.query("select distinct expires_at from pairing_codes"))
    )
    expiry = row["expires_at"]
    assert PAIRING_LIFETIME <= expiry < PAIRING_LIFETIME + 60_000
    with pytest.raises(RefusedError) as caught:
        enrol(exam, new_machine().ask(made.pairing_codes[0].show()), ExamTime(expiry))
    assert caught.value.code == "enrol.code-expired"
    enrol(exam, new_machine().ask(made.pairing_codes[0].show()), ExamTime(expiry - 1))


def test_a_code_that_was_never_made_here_is_refused(exam: OpenExam) -> None:
    unknown = make_pairing_code(exam.exam_id, os.urandom).show()
    with pytest.raises(RefusedError) as caught:
        enrol(exam, new_machine().ask(unknown))
    assert caught.value.code == "enrol.code-unknown"


def test_a_code_of_another_exam_is_refused(exam: OpenExam) -> None:
    other = make_pairing_code(os.urandom(32), os.urandom).show()
    with pytest.raises(RefusedError) as caught:
        enrol(exam, new_machine().ask(other))
    assert caught.value.code == "enrol.other-exam"


def test_a_mistyped_code_is_refused(exam: OpenExam, made: Handouts) -> None:
    code = made.pairing_codes[0].show()
    wrong = ("1" if code[0] == "0" else "0") + code[1:]
    with pytest.raises(CodeError):
        enrol(exam, new_machine().ask(wrong))


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "PC\n01", "PC\x1b[31m"])
def test_a_seat_needs_a_name_that_can_be_shown(exam: OpenExam, made: Handouts, name: str) -> None:
    with pytest.raises(RefusedError) as caught:
        enrol(exam, new_machine().ask(made.pairing_codes[0].show(), name))
    assert caught.value.code == "enrol.name"


def test_a_taken_name_is_refused_and_the_code_stays_good(exam: OpenExam, made: Handouts) -> None:
    enrol(exam, new_machine().ask(made.pairing_codes[0].show(), "PC-01"))
    machine, code = new_machine(), made.pairing_codes[1].show()
    with pytest.raises(RefusedError) as caught:
        enrol(exam, machine.ask(code, "pc-01"))
    assert caught.value.code == "enrol.name-taken"
    enrol(exam, machine.ask(code, "PC-02"))
    assert seat_count(exam) == 2


def damaged(csr: bytes) -> bytes:
    """Change the last byte, which is in the signature."""
    return csr[:-1] + bytes([csr[-1] ^ 1])


@pytest.mark.parametrize(
    "csr",
    [
        b"",
        b"not a request",
        damaged(request_for(ec.generate_private_key(ec.SECP256R1()))),
        request_for(ec.generate_private_key(ec.SECP384R1())),
        request_for(rsa.generate_private_key(65537, 2048)),
    ],
    ids=["empty", "garbage", "wrong signature", "another curve", "another kind of key"],
)
def test_a_certificate_request_that_proves_nothing_is_refused(
    exam: OpenExam, made: Handouts, csr: bytes
) -> None:
    request = new_machine().ask(made.pairing_codes[0].show())
    with pytest.raises(RefusedError) as caught:
        enrol(exam, msgspec.structs.replace(request, csr=csr))
    assert caught.value.code == "enrol.csr"
    assert seat_count(exam) == 0


def test_a_certificate_of_nobody_is_refused(exam: OpenExam) -> None:
    with pytest.raises(RefusedError) as caught:
        exam.store.read(lambda db: seat_of_certificate(db, bytes(32)))
    assert caught.value.code == "seat.unknown"


def test_a_revoked_seat_is_refused_and_its_name_is_free_again(
    exam: OpenExam, made: Handouts
) -> None:
    reply = enrol(exam, new_machine().ask(made.pairing_codes[0].show()))
    exam.store.write_now(lambda db: db.table("seats").update(reply.seat_id, {"revoked": 1}))
    digest = sha256(reply.certificate).digest()
    with pytest.raises(ExamError) as caught:
        exam.store.read(lambda db: seat_of_certificate(db, digest))
    assert (caught.value.code, caught.value.details["seat"]) == ("seat.revoked", "PC-01")
    enrol(exam, new_machine().ask(made.pairing_codes[1].show(), "PC-01"))


def test_more_codes_can_be_added(exam: OpenExam) -> None:
    before = exam.store.read(count_pairing_codes)
    codes = exam.store.write_now(
        lambda db: add_pairing_codes(db, exam.exam_id, 3, os.urandom, ExamTime(9000))
    )
    assert exam.store.read(count_pairing_codes) == before + 3
    assert enrol(exam, new_machine().ask(codes[2].show())).seat_id


@pytest.mark.parametrize("which", ["ca_key", "ca_certificate"])
@pytest.mark.parametrize("content", [b"", b"not a key"])
def test_a_damaged_authority_is_named(exam: OpenExam, which: str, content: bytes) -> None:
    path: Path = getattr(exam.directory, which)
    path.write_bytes(content)
    with pytest.raises(DirectoryError) as caught:
        load_authority(exam.directory)
    assert (caught.value.code, caught.value.details["path"]) == ("directory.damaged", str(path))


def test_an_authority_with_another_kind_of_key_is_named(exam: OpenExam) -> None:
    key = rsa.generate_private_key(65537, 2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    exam.directory.ca_key.write_bytes(pem)
    with pytest.raises(DirectoryError) as caught:
        load_authority(exam.directory)
    assert caught.value.code == "directory.damaged"
