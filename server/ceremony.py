"""The creation of an exam: its keys, its people, and the ceremony of the panel key.

Codes, passphrases, share words and the panel's seed exist only in memory and in what is handed out;
the exam directory gets the public key, hashes and sealed things.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlite_utils import Database

from exam import keys
from exam.chronicle import ExamCreated, encode_entry
from exam.clock import ExamTime
from exam.codes import Code, Randomness, make_code
from exam.config import (
    ExamConfig,
    Panelist,
    StaffMember,
    Topic,
    encode_config,
)
from exam.pairing import PairingCode
from exam.protocol import VERSION, Manifest, encode, exam_id_of, seal_topic
from exam.roster import Application
from exam.roster.minimum import not_held
from server.authority import Authority, found_authority, write_authority
from server.enrolment import PAIRING_LIFETIME, add_pairing_codes
from server.files import (
    make_private_folder,
    naming_database_problems,
    naming_problems,
    sync_folder,
    write_private,
)
from server.plan import Plan
from server.rooms import seats_of
from server.settings import ExamDirectory
from server.shares import split_seed
from server.sittings import ONLY
from server.staff import NewStaff, Role, make_passphrase, staff_row
from server.store import append_entry, open_store
from server.timeline import MACHINE, Clocks, Timeline
from server.topics import TopicHolder, key_of_sitting, lock_rows, topic_holders

_PIN_DIGITS: Final = 8
_PSEUDONYM_BYTES: Final = 8
_NOTHING_WRITTEN: Final = {"auth_hash": b"", "length": 0, "accommodation": 0, "sitting_id": ONLY}
"""Of a candidate who has no card, because nobody writes."""


@dataclass(frozen=True, slots=True)
class Card:
    """A candidate's code."""

    application: Application
    code: Code


@dataclass(frozen=True, slots=True)
class PanelShare:
    """One panelist's share of the panel key, as SLIP-39 words."""

    panelist_id: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Handouts:
    """Everything secret that leaves the ceremony on paper or in files, and never stays.

    `topic_holders` together open the topics at the server; `topic_key` does so alone. What follows
    from it for each sitting is for the proctors' sealed envelopes. Where nothing is written there
    are `candidates` with their `applications` and staff, and all else is empty.
    """

    exam_id: bytes
    candidates: int
    applications: int
    cards: tuple[Card, ...]
    pairing_codes: tuple[PairingCode, ...]
    staff: tuple[NewStaff, ...]
    shares: tuple[PanelShare, ...]
    proctor_pin: str
    topic_holders: tuple[TopicHolder, ...]
    topic_key: bytes


def create_exam(plan: Plan, root: Path, random: Randomness, clocks: Clocks = MACHINE) -> Handouts:
    """Fill an empty folder with a new exam and return what is to be handed out.

    Raises:
        DirectoryError: the folder cannot be written to.

    """
    directory = ExamDirectory(root)
    make_private_folder(directory.ca_key.parent)
    authority = found_authority()
    write_authority(authority, directory)
    signing_secret = random(keys.KEY_BYTES)
    secrets = _draw_secrets(random) if plan.config.has_paper else _NO_SECRETS
    write_private(directory.signing_key, signing_secret)
    manifest = _manifest(plan.config, authority, signing_secret, secrets)
    write_private(directory.manifest, encode(manifest))
    sync_folder(directory.ca_key.parent)
    founding = _Founding(plan, manifest, secrets.topic_key, random)
    pairing_codes = _write_database(directory, founding, clocks)
    sync_folder(root)
    shares = _share_out(plan.config, secrets.panel_seed)
    return Handouts(
        exam_id=founding.exam_id,
        candidates=len({one.person_number for one in plan.applications}),
        applications=len(plan.applications),
        cards=founding.cards,
        pairing_codes=pairing_codes,
        staff=founding.staff,
        shares=shares,
        proctor_pin=secrets.pin,
        topic_holders=founding.topic_holders,
        topic_key=secrets.topic_key,
    )


@dataclass(frozen=True, slots=True)
class _Secrets:
    """What is secret about papers, all empty where nothing is written."""

    topic_key: bytes
    panel_seed: bytes
    pin: str

    @property
    def panel_public_key(self) -> bytes:
        """What papers are sealed to."""
        return keys.sealing_public_key(self.panel_seed) if self.panel_seed else b""


_NO_SECRETS: Final = _Secrets(b"", b"", "")


def _draw_secrets(random: Randomness) -> _Secrets:
    return _Secrets(random(keys.KEY_BYTES), random(keys.KEY_BYTES), _draw_pin(random))


def _manifest(
    config: ExamConfig, authority: Authority, signing_secret: bytes, secrets: _Secrets
) -> Manifest:
    signing_key = keys.signing_public_key(signing_secret)
    return Manifest(
        version=VERSION,
        ca_certificate=authority.certificate_der,
        server_signing_key=signing_key,
        panel_public_key=secrets.panel_public_key,
        config=encode_config(config),
        proctor_pin=_pin_hash(secrets.pin, signing_key, config),
    )


class _Founding:
    """The first contents of the database, with the slow stretching done before it is open."""

    def __init__(
        self, plan: Plan, manifest: Manifest, topic_key: bytes, random: Randomness
    ) -> None:
        self.exam_id = exam_id_of(encode(manifest))
        self.random = random
        writes = plan.config.has_paper
        people = [(one, make_code(random) if writes else None) for one in _named(plan, random)]
        self.cards = tuple(Card(who, code) for who, code in people if code is not None)
        self.staff = _new_staff(plan.config, random)
        self.topic_holders = topic_holders(plan.config, random)
        self._plan = plan
        self._manifest = manifest
        self._topic_key = topic_key
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            self._applications = list(pool.map(self._application_row, *zip(*people, strict=True)))
            self._staff = list(pool.map(self._staff_row, self.staff))
        self._topic_locks = lock_rows(
            topic_key, self.topic_holders, self.exam_id, plan.config, random
        )

    def write(self, db: Database, now: ExamTime) -> list[PairingCode]:
        """Write everything, inside an act; returns the pairing codes."""
        config = self._plan.config
        db.table("applications").insert_all(self._applications)
        db.table("set_aside").insert_all(
            ({"number": one.number, "nip": one.nip} for one in self._plan.set_aside), ignore=True
        )
        db.table("staff").insert_all(self._staff)
        db.table("topics").insert_all(
            self._topic_row(sitting_id, topic)
            for sitting_id, topics in self._plan.topics.items()
            for topic in topics.values()
        )
        db.table("topic_locks").insert_all(self._topic_locks)
        panel_key_digest = keys.digest("panel-key", self._manifest.panel_public_key).hex()
        created = ExamCreated(
            now,
            self.exam_id.hex(),
            len(self._applications),
            panel_key_digest,
            dict(not_held(config, self._plan.set_aside)),
        )
        append_entry(db, encode_entry(created))
        expires_at = ExamTime(now + PAIRING_LIFETIME)
        seats = seats_of(config.writing) if config.has_paper else 0
        return add_pairing_codes(db, self.exam_id, seats, self.random, expires_at)

    def _application_row(self, who: Application, code: Code | None) -> dict[str, Any]:
        return {
            "id": who.id,
            "number": who.number,
            "name": who.name,
            "nip": who.nip,
            "office": who.office,
            "unit": who.unit,
            "post_id": who.post_id,
            "seat_id": None,
            "roster_group": who.group,
            "person": who.person,
            **(_NOTHING_WRITTEN if code is None else self._writing_columns(who, code)),
        }

    def _writing_columns(self, who: Application, code: Code) -> dict[str, Any]:
        config = self._plan.config
        sitting_id = config.writing.sitting_for(who.post_id, who.group)
        length = config.writing.milliseconds_of(sitting_id)
        stretched = keys.stretch(code, "card", self.exam_id, who.number, profile=config.kdf_profile)
        return {
            "auth_hash": keys.auth_hash(stretched.auth),
            "length": length,
            "accommodation": config.writing.extra_milliseconds(sitting_id, who.accommodation),
            "sitting_id": sitting_id,
        }

    def _staff_row(self, person: NewStaff) -> dict[str, Any]:
        return staff_row(person, self.exam_id, self._plan.config.kdf_profile, self.random)

    def _topic_row(self, sitting_id: str, topic: Topic) -> dict[str, Any]:
        key, text = key_of_sitting(self._topic_key, sitting_id), msgspec.json.encode(topic)
        sealed = seal_topic(key, topic.post, text, self.random)
        return {"sitting_id": sitting_id, "post_id": topic.post, "sealed": sealed.sealed}


def _named(plan: Plan, random: Randomness) -> Iterator[Application]:
    """Give every application a pseudonym of its own, which no list of numbers leads to."""
    for one in plan.applications:
        yield replace(one, pseudonym=random(_PSEUDONYM_BYTES).hex())


def _write_database(
    directory: ExamDirectory, founding: _Founding, clocks: Clocks
) -> tuple[PairingCode, ...]:
    write_private(directory.database, b"")
    with (
        naming_problems(directory.database),
        naming_database_problems(directory.database),
        open_store(directory.database, directory.lock) as store,
    ):
        Timeline(store, clocks)
        return tuple(store.write_now(lambda db: founding.write(db, ExamTime(0))))


def _draw_pin(random: Randomness) -> str:
    """Draw the PIN by which a kiosk knows a proctor; 64 bits leave no digit likelier to matter."""
    return f"{int.from_bytes(random(8)) % 10**_PIN_DIGITS:0{_PIN_DIGITS}}"


def _pin_hash(pin: str, signing_key: bytes, config: ExamConfig) -> bytes:
    if not pin:
        return b""
    stretched = keys.stretch(pin, "proctor-pin", signing_key, profile=config.kdf_profile)
    return keys.auth_hash(stretched.auth)


def _new_staff(config: ExamConfig, random: Randomness) -> tuple[NewStaff, ...]:
    """Give a passphrase to everybody of the panel and on duty."""
    people: list[Panelist | StaffMember] = [*config.panel.members, *config.staff]
    return tuple(
        NewStaff(one.id, one.name, Role(one.role), make_passphrase(random)) for one in people
    )


def _share_out(config: ExamConfig, seed: bytes) -> tuple[PanelShare, ...]:
    if not seed:
        return ()
    members = config.panel.members
    lines: Sequence[str] = split_seed(seed, config.writing.threshold, len(members))
    return tuple(
        PanelShare(member.id, member.name, words)
        for member, words in zip(members, lines, strict=True)
    )
