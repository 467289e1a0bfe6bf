"""Who works at the exam: roles, passphrases, and the check at the door.

A passphrase is generated, never chosen. The server keeps a hash of what it stretches to, and for
whoever reads papers a sealing seed that nothing but the passphrase opens.
"""

import hmac
import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from sqlite_utils import Database

from exam import keys
from exam.codes import Randomness
from exam.errors import RefusedError
from exam.keys import StretchProfile

PASSPHRASE_WORDS: Final = 6
_WORD_BITS: Final = 11
_SEPARATORS: Final = re.compile(r"[\s\-_.,]+")
_NOBODY: Final = bytes(keys.KEY_BYTES)


class Role(StrEnum):
    """What somebody may do."""

    SECRETARIAT = "secretariat"
    PROCTOR = "proctor"
    MEMBER = "member"
    CHAIR = "chair"
    RELEASE_OFFICER = "release-officer"
    OBSERVER = "observer"

    @property
    def is_panelist(self) -> bool:
        """Whether this role reads and scores papers."""
        return self in {Role.MEMBER, Role.CHAIR}

    @property
    def has_seal(self) -> bool:
        """Whether opened papers can be sealed to this role, so that its passphrase opens them."""
        return self.is_panelist or self is Role.RELEASE_OFFICER


@dataclass(frozen=True, slots=True)
class NewStaff:
    """Somebody who is being given a passphrase."""

    staff_id: str
    name: str
    role: Role
    passphrase: str


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody who proved who they are, against which hash; `seed` opens what is sealed to them."""

    staff_id: str
    name: str
    role: Role
    auth_hash: bytes = field(repr=False)
    seed: bytes | None = field(repr=False)


def make_passphrase(random: Randomness) -> str:
    """Draw six words with 66 bits of randomness."""
    number = int.from_bytes(random(9), "big")
    words = _words()
    places = range(PASSPHRASE_WORDS)
    return " ".join(words[number >> (_WORD_BITS * place) & 2047] for place in places)


def fold_passphrase(typed: str) -> str:
    """Read a passphrase as people type it: any case, any spaces, dashes, dots or commas."""
    return _SEPARATORS.sub(" ", typed).strip().casefold()


def staff_row(
    person: NewStaff, exam_id: bytes, profile: StretchProfile, random: Randomness
) -> dict[str, Any]:
    """Make the database row of a new member of staff; the passphrase itself is not in it."""
    stretched = _stretch(person.passphrase, exam_id, person.staff_id, profile)
    row = {
        "id": person.staff_id,
        "name": person.name,
        "role": person.role.value,
        "auth_hash": keys.auth_hash(stretched.auth),
        "public_key": None,
        "sealed_seed": None,
    }
    if person.role.has_seal:
        seed = random(keys.KEY_BYTES)
        row["public_key"] = keys.sealing_public_key(seed)
        row["sealed_seed"] = keys.encrypt(
            stretched.wrap, seed, "staff-seed", exam_id, person.staff_id, random=random
        )
    return row


def log_in(
    db: Database, exam_id: bytes, staff_id: str, passphrase: str, profile: StretchProfile
) -> Login:
    """Check a passphrase and open what it opens; an unknown id costs and says the same.

    Raises:
        RefusedError: no open account of that id, or not its passphrase.

    """
    rows = list(db.query("select * from staff where id = ? and is_closed = 0", [staff_id]))
    stretched = _stretch(passphrase, exam_id, staff_id, profile)
    expected = rows[0]["auth_hash"] if rows else _NOBODY
    if not hmac.compare_digest(expected, keys.auth_hash(stretched.auth)) or not rows:
        raise RefusedError("staff.log-in")
    row = rows[0]
    seed = None
    if row["sealed_seed"] is not None:
        seed = keys.decrypt(stretched.wrap, row["sealed_seed"], "staff-seed", exam_id, staff_id)
    return Login(staff_id, row["name"], Role(row["role"]), expected, seed)


def still_stands(db: Database, login: Login) -> bool:
    """Whether the account is still open, and with the passphrase that was checked."""
    asked = "select 1 from staff where id = ? and is_closed = 0 and auth_hash = ?"
    return bool(list(db.query(asked, [login.staff_id, login.auth_hash])))


def _stretch(
    passphrase: str, exam_id: bytes, staff_id: str, profile: StretchProfile
) -> keys.StretchedKeys:
    return keys.stretch(fold_passphrase(passphrase), "staff", exam_id, staff_id, profile=profile)


@cache
def _words() -> tuple[str, ...]:
    return tuple((Path(__file__).parent / "words.txt").read_text("utf-8").split())
