"""Accounts of staff after the exam was created: opened, given a new passphrase, closed.

The panel is as the config names it, because its shares were made for it: nobody joins or leaves
it here. A passphrase that opens something sealed is never drawn anew, because nothing would open
that any more. An id stands for one person for ever, so a closed one is not given again.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from sqlite_utils import Database

from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.codes import Randomness
from exam.config import ExamConfig
from exam.config.fields import IDENTIFIER_PATTERN, NAME_PATTERN
from exam.errors import ConfigError, RefusedError
from exam.proceedings import AccountClosed, AccountOpened, PassphraseRenewed
from server.office import OpenExam
from server.sittings import Row
from server.staff import NewStaff, Role, make_passphrase, staff_row
from server.store import append_entry

LONGEST_ID: Final = 64
LONGEST_NAME: Final = 200
ROLES_TO_GIVE: Final = (Role.SECRETARIAT, Role.PROCTOR, Role.RELEASE_OFFICER, Role.OBSERVER)
"""Roles that the config does not fix."""
_OF_PAPERS: Final = (Role.PROCTOR, Role.RELEASE_OFFICER)
"""Of these, whoever has work only where a paper is written."""
_NEEDED: Final = (Role.SECRETARIAT, Role.PROCTOR)
"""Roles of which one account always stays open: the exam could not go on without."""


def _(text: str) -> str:
    """Mark a sentence for the catalogs."""
    return text


_NAMES: Final[Mapping[Role, str]] = {
    Role.SECRETARIAT: _("secretariat"),
    Role.PROCTOR: _("proctor"),
    Role.MEMBER: _("panelist"),
    Role.CHAIR: _("chair of the panel"),
    Role.RELEASE_OFFICER: _("release officer"),
    Role.OBSERVER: _("observer"),
}


def role_name(role: Role, translate: Callable[[str], str]) -> str:
    """Name a role in the reader's language."""
    return translate(_NAMES[role])


def roles_to_give(config: ExamConfig) -> tuple[Role, ...]:
    """Return for which work an account can be opened in a selection."""
    return tuple(role for role in ROLES_TO_GIVE if config.has_paper or role not in _OF_PAPERS)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who works here, or did; `mark` names the present passphrase and tells nothing."""

    staff_id: str
    name: str
    role: Role
    is_closed: bool
    is_sealed_to: bool
    mark: str


def accounts_of(db: Database) -> list[Account]:
    """Return all accounts, the open ones first, by role and id."""
    sealed = {row["panelist_id"] for row in db.query("select panelist_id from key_slots")}
    found = [_account(row, sealed) for row in db.query("select * from staff")]
    order = list(Role)
    return sorted(found, key=lambda one: (one.is_closed, order.index(one.role), one.staff_id))


def find_account(db: Database, staff_id: str) -> Account:
    """Return an account.

    Raises:
        RefusedError: there is none of that id.

    """
    for account in accounts_of(db):
        if account.staff_id == staff_id:
            return account
    raise RefusedError("account.unknown", account=staff_id[:LONGEST_ID])


def require_openable(exam: OpenExam, staff_id: str, name: str, role: Role) -> tuple[str, str]:
    """Return id and name of an account that could be opened, as they would stand there.

    Raises:
        RefusedError: the id is taken or cannot be typed, the name is empty, or the role is not
            given here or not any more.
        ConfigError: the role is of papers, and nothing is written.

    """
    account_id, shown = _read_id(staff_id), _read_name(name)
    if role in _OF_PAPERS and not exam.config.has_paper:
        raise ConfigError("plan.no-paper")
    exam.store.read(lambda db: _require_free(db, account_id, role))
    return account_id, shown


def add_account(
    exam: OpenExam, staff_id: str, name: str, role: Role, by: str, random: Randomness
) -> NewStaff:
    """Open an account and return it with its passphrase, which is kept nowhere.

    Raises:
        RefusedError: as `require_openable`.

    """
    account_id, shown = require_openable(exam, staff_id, name, role)
    person = NewStaff(account_id, shown, role, make_passphrase(random))
    row = staff_row(person, exam.exam_id, exam.config.kdf_profile, random)

    def act(db: Database, now: ExamTime) -> None:
        _require_free(db, account_id, role)
        db.table("staff").insert(row)
        append_entry(db, encode_entry(AccountOpened(now, account_id, role.value, by)))

    exam.act_now(act)
    return person


def renew_passphrase(
    exam: OpenExam, staff_id: str, mark: str, by: str, random: Randomness
) -> NewStaff:
    """Draw a new passphrase for an account in place of the one that `mark` names.

    Raises:
        RefusedError: no such open account, something is sealed to it, or somebody else has just
            renewed it.

    """
    account = exam.store.read(lambda db: _require_renewable(db, staff_id, mark))
    person = NewStaff(account.staff_id, account.name, account.role, make_passphrase(random))
    row = staff_row(person, exam.exam_id, exam.config.kdf_profile, random)

    def act(db: Database, now: ExamTime) -> None:
        _require_renewable(db, staff_id, mark)
        db.table("staff").update(staff_id, row)
        append_entry(db, encode_entry(PassphraseRenewed(now, staff_id, by)))

    exam.act_now(act)
    return person


def close_account(db: Database, staff_id: str, by: str, now: ExamTime) -> None:
    """Close an account, inside an act; one that is closed stays so and nothing is written.

    Raises:
        RefusedError: no such account, one of the panel, or the last one that does its work.

    """
    account = find_account(db, staff_id)
    if account.is_closed:
        return
    if account.role.is_panelist:
        raise RefusedError("account.panel-stays", account=staff_id)
    if account.role in _NEEDED and _open_accounts(accounts_of(db), account.role) == 1:
        raise RefusedError("account.last", account=staff_id)
    db.table("staff").update(staff_id, {"is_closed": 1})
    append_entry(db, encode_entry(AccountClosed(now, staff_id, by)))


def is_opened(db: Database) -> bool:
    """Whether the papers were opened, so that nobody new can read them."""
    return bool(next(iter(db.query("select count(*) as found from opening")))["found"])


def _read_id(typed: str) -> str:
    staff_id = typed.strip().casefold()
    if len(staff_id) > LONGEST_ID or not re.search(IDENTIFIER_PATTERN, staff_id):
        raise RefusedError("account.id")
    return staff_id


def _read_name(typed: str) -> str:
    name = " ".join(typed.split())
    if len(name) > LONGEST_NAME or not re.search(NAME_PATTERN, name):
        raise RefusedError("account.name", longest=LONGEST_NAME)
    return name


def _require_free(db: Database, staff_id: str, role: Role) -> None:
    if role not in ROLES_TO_GIVE:
        raise RefusedError("account.panel-fixed")
    if role.has_seal and is_opened(db):
        raise RefusedError("account.too-late")
    if any(account.staff_id == staff_id for account in accounts_of(db)):
        raise RefusedError("account.taken", account=staff_id)


def _require_renewable(db: Database, staff_id: str, mark: str) -> Account:
    account = find_account(db, staff_id)
    if account.is_closed:
        raise RefusedError("account.closed", account=staff_id)
    if account.is_sealed_to:
        raise RefusedError("account.sealed", account=staff_id)
    if account.mark != mark:
        raise RefusedError("account.changed", account=staff_id)
    return account


def _open_accounts(accounts: Sequence[Account], role: Role) -> int:
    return sum(one.role is role and not one.is_closed for one in accounts)


def _account(row: Row, sealed: set[Any]) -> Account:
    return Account(
        staff_id=row["id"],
        name=row["name"],
        role=Role(row["role"]),
        is_closed=bool(row["is_closed"]),
        is_sealed_to=row["id"] in sealed,
        mark=sha256(row["auth_hash"]).hexdigest()[:16],
    )
