"""The exam that every world begins with: created once for each length, and cloned for each seed."""

import atexit
import re
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from sqlite_utils import Database

from exam import keys
from exam.clock import ExamTime
from exam.config import ExamConfig, decode_config
from exam.pairing import PairingCode
from exam.protocol import (
    VERSION,
    EnrolReply,
    EnrolRequest,
    Manifest,
    decode_manifest,
    exam_id_of,
)
from kiosk.settings import Seat, SeatDescription, SeatFolder
from server.authority import Authority, load_authority
from server.ceremony import Card, create_exam
from server.door import open_check_in
from server.enrolment import enrol_seat
from server.plan import read_plan
from server.settings import ExamDirectory
from server.store import Store

_CONFIGS: Final = Path(__file__).parents[2] / "exam_configs"
LEAD_SECONDS: Final = 4
_GRACE_SECONDS: Final = 6
"""Shorter than in any real exam, so that worlds do not mostly wait."""
PROCTORS: Final = ("pengawas-1", "pengawas-2")


@dataclass(frozen=True)
class Place:
    """A PC as enrolment left it."""

    seat: Seat
    certificate: bytes
    request: EnrolRequest


@dataclass(frozen=True)
class Premises:
    """One exam with its PCs, before anybody comes."""

    directory: ExamDirectory
    manifest: Manifest
    manifest_bytes: bytes
    exam_id: bytes
    config: ExamConfig
    signing_secret: bytes
    topic_key: bytes
    authority: Authority
    panel_seed: bytes
    cards: tuple[Card, ...]
    places: tuple[Place, ...]
    database: bytes
    """The exam database, as SQLite serializes it."""


@cache
def premises(minutes: int, people: int, seats: int) -> Premises:
    """Create an exam of so many minutes and people, and enrol so many PCs."""
    folder = Path(tempfile.mkdtemp(prefix="makalah-simulation-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    config, roster = _write_plan(folder, minutes, people)
    root = folder / "exam"
    root.mkdir(mode=0o700)
    drawn: list[bytes] = []
    stream = Random(f"premises/{minutes}/{people}/{seats}")

    def random(size: int) -> bytes:
        drawn.append(stream.randbytes(size))
        return drawn[-1]

    handouts = create_exam(read_plan(config, roster), root, random)
    directory = ExamDirectory(root)
    manifest_bytes = directory.manifest.read_bytes()
    manifest = decode_manifest(manifest_bytes)
    store = Store(directory.database, directory.lock)
    places = tuple(
        _enrol(store, directory, manifest_bytes, code, f"PC-{at + 1:02}")
        for at, code in enumerate(handouts.pairing_codes[:seats])
    )
    store.write_now(lambda db: open_check_in(db, PROCTORS[0], ExamTime(0)))
    store.close()
    return Premises(
        directory=directory,
        manifest=manifest,
        manifest_bytes=manifest_bytes,
        exam_id=handouts.exam_id,
        config=decode_config(manifest.config),
        signing_secret=directory.signing_key.read_bytes(),
        topic_key=handouts.topic_key,
        authority=load_authority(directory),
        panel_seed=_panel_seed(manifest, drawn),
        cards=handouts.cards,
        places=places,
        database=_serialized(directory.database),
    )


def _write_plan(folder: Path, minutes: int, people: int) -> tuple[Path, Path]:
    text = (_CONFIGS / "semarang.toml").read_text("utf-8")
    text = text.replace("practice = false", "practice = true")
    text = text.replace('card_kdf = "standard"', 'card_kdf = "test-only"')
    text = text.replace("minutes = 240", f"minutes = {minutes}", 1)
    text = text.replace("grace_seconds = 120", f"grace_seconds = {_GRACE_SECONDS}")
    text = text.replace("start_lead_seconds = 10", f"start_lead_seconds = {LEAD_SECONDS}")
    topics = (_CONFIGS / "semarang" / "topics.toml").as_posix()
    text = re.sub(r'file = "semarang/topics\.toml"', f'file = "{topics}"', text)
    config, roster = folder / "exam.toml", folder / "roster.csv"
    config.write_text(text, "utf-8")
    lines = (_CONFIGS / "semarang" / "roster.csv").read_text("utf-8").splitlines(keepends=True)
    roster.write_text("".join(lines[: people + 1]), "utf-8")
    return config, roster


def _enrol(
    store: Store, directory: ExamDirectory, manifest_bytes: bytes, code: PairingCode, name: str
) -> Place:
    """Enrol a PC as the kiosk and the server would, without the network between them."""
    manifest, exam_id = decode_manifest(manifest_bytes), exam_id_of(manifest_bytes)
    secret = keys.digest("simulated-seat", exam_id, name)
    key = ec.generate_private_key(ec.SECP256R1())
    csr = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([])).sign(key, SHA256())
    request = EnrolRequest(
        VERSION,
        code.show(),
        name,
        csr.public_bytes(Encoding.DER),
        keys.signing_public_key(secret),
    )
    authority = load_authority(directory)

    def act(db: Database) -> EnrolReply:
        return enrol_seat(db, request, authority, exam_id, ExamTime(0), 8443)

    reply = store.write_now(act)
    seat = Seat(
        folder=SeatFolder(Path("/") / name),
        description=SeatDescription(reply.seat_id, name, "10.0.0.1", 8443, 8444),
        exam_id=exam_id,
        manifest=manifest,
        config=decode_config(manifest.config),
        signing_secret=secret,
    )
    return Place(seat, reply.certificate, request)


def _panel_seed(manifest: Manifest, drawn: list[bytes]) -> bytes:
    """Find what nobody keeps: the seed of the panel key, among all that the ceremony drew."""
    return next(
        seed
        for seed in drawn
        if len(seed) == keys.KEY_BYTES
        and keys.sealing_public_key(seed) == manifest.panel_public_key
    )


def _serialized(database: Path) -> bytes:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("pragma journal_mode = delete")
        with closing(sqlite3.connect(":memory:")) as memory:
            connection.backup(memory)
            return memory.serialize()
