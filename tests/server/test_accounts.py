"""Staff accounts after the creation: who may be added, what is never drawn anew, who never goes."""

import os

import pytest

from exam.chronicle import AnyEntry, decode_entry
from exam.config import Panelist, StaffMember
from exam.errors import RefusedError
from exam.proceedings import AccountClosed, AccountOpened, PassphraseRenewed
from server.accounts import (
    Account,
    accounts_of,
    add_account,
    close_account,
    find_account,
    renew_passphrase,
)
from server.ceremony import Handouts
from server.office import OpenExam
from server.staff import NewStaff, Role, log_in
from tests.server.panel_acting import open_panel


def account(exam: OpenExam, staff_id: str) -> Account:
    return exam.store.read(lambda db: find_account(db, staff_id))


def add(exam: OpenExam, staff_id: str, role: Role, name: str = "Budi") -> NewStaff:
    return add_account(exam, staff_id, name, role, "sekretariat", os.urandom)


def renew(exam: OpenExam, staff_id: str) -> NewStaff:
    mark = account(exam, staff_id).mark
    return renew_passphrase(exam, staff_id, mark, "sekretariat", os.urandom)


def close(exam: OpenExam, staff_id: str) -> None:
    exam.act_now(lambda db, now: close_account(db, staff_id, "sekretariat", now))


def enter(exam: OpenExam, staff_id: str, passphrase: str) -> bytes | None:
    profile = exam.config.kdf_profile
    return exam.store.read(lambda db: log_in(db, exam.exam_id, staff_id, passphrase, profile)).seed


def entries(exam: OpenExam) -> list[AnyEntry]:
    rows = exam.store.read(lambda db: list(db.query("select entry from ledger order by position")))
    return [decode_entry(row["entry"]) for row in rows]


def refusal_of(caught: pytest.ExceptionInfo[RefusedError]) -> str:
    return caught.value.code


def test_every_person_of_the_config_has_an_account_in_their_role(exam: OpenExam) -> None:
    accounts = exam.store.read(accounts_of)
    people: list[Panelist | StaffMember] = [*exam.config.panel.members, *exam.config.staff]
    assert {one.staff_id: one.role.value for one in accounts} == {
        one.id: one.role for one in people
    }
    assert {one.role for one in accounts} == set(Role)


def test_whoever_can_be_read_to_has_a_sealing_seed_and_nobody_else(
    exam: OpenExam, made: Handouts
) -> None:
    for person in made.staff:
        sealed = person.role in (Role.MEMBER, Role.CHAIR, Role.RELEASE_OFFICER)
        assert (enter(exam, person.staff_id, person.passphrase) is not None) is sealed


def test_an_account_that_was_opened_lets_its_person_in_and_is_on_the_record(exam: OpenExam) -> None:
    person = add(exam, " Pengawas-3 ", Role.PROCTOR, "  Siti   Aminah ")
    assert (person.staff_id, person.name) == ("pengawas-3", "Siti Aminah")
    enter(exam, "pengawas-3", person.passphrase)
    last = entries(exam)[-1]
    assert isinstance(last, AccountOpened)
    assert (last.account_id, last.role, last.staff_id) == ("pengawas-3", "proctor", "sekretariat")
    assert person.passphrase not in str(last)


@pytest.mark.parametrize(
    ("staff_id", "name", "role", "code"),
    [
        ("", "Budi", Role.PROCTOR, "account.id"),
        ("pengawas 3", "Budi", Role.PROCTOR, "account.id"),
        ("../x", "Budi", Role.PROCTOR, "account.id"),
        ("a" * 65, "Budi", Role.PROCTOR, "account.id"),
        ("pengawas-3", "  ", Role.PROCTOR, "account.name"),
        ("pengawas-3", "B" * 201, Role.PROCTOR, "account.name"),
        ("pengawas-1", "Budi", Role.PROCTOR, "account.taken"),
        ("PENGAWAS-1", "Budi", Role.OBSERVER, "account.taken"),
        ("penilai-9", "Budi", Role.MEMBER, "account.panel-fixed"),
        ("ketua-2", "Budi", Role.CHAIR, "account.panel-fixed"),
    ],
)
def test_an_account_that_cannot_be_is_refused_and_nothing_is_written(
    exam: OpenExam, staff_id: str, name: str, role: Role, code: str
) -> None:
    before = entries(exam)
    with pytest.raises(RefusedError) as caught:
        add(exam, staff_id, role, name)
    assert refusal_of(caught) == code
    assert entries(exam) == before


def test_a_renewed_passphrase_opens_and_the_one_before_does_not(
    exam: OpenExam, made: Handouts
) -> None:
    (old,) = (one.passphrase for one in made.staff if one.staff_id == "penilai-2")
    fresh = renew(exam, "penilai-2")
    assert enter(exam, "penilai-2", fresh.passphrase) is not None
    with pytest.raises(RefusedError):
        enter(exam, "penilai-2", old)
    last = entries(exam)[-1]
    assert isinstance(last, PassphraseRenewed)
    assert (last.account_id, last.staff_id) == ("penilai-2", "sekretariat")


def test_two_who_renew_at_once_draw_one_passphrase(exam: OpenExam) -> None:
    mark = account(exam, "pengawas-1").mark
    first = renew_passphrase(exam, "pengawas-1", mark, "sekretariat", os.urandom)
    with pytest.raises(RefusedError) as caught:
        renew_passphrase(exam, "pengawas-1", mark, "sekretariat-2", os.urandom)
    assert refusal_of(caught) == "account.changed"
    enter(exam, "pengawas-1", first.passphrase)


def test_after_the_opening_no_panelist_gets_another_passphrase_and_nobody_new_reads(
    exam: OpenExam, made: Handouts
) -> None:
    open_panel(exam, made)
    with pytest.raises(RefusedError) as sealed:
        renew(exam, "penilai-2")
    with pytest.raises(RefusedError) as late:
        add(exam, "pemeriksa-2", Role.RELEASE_OFFICER)
    assert (refusal_of(sealed), refusal_of(late)) == ("account.sealed", "account.too-late")
    renew(exam, "pengawas-1")
    add(exam, "pengamat-2", Role.OBSERVER)


def test_a_closed_account_lets_nobody_in_and_its_id_is_not_given_again(
    exam: OpenExam, made: Handouts
) -> None:
    (passphrase,) = (one.passphrase for one in made.staff if one.staff_id == "pengamat")
    close(exam, "pengamat")
    written = entries(exam)
    last = written[-1]
    assert isinstance(last, AccountClosed)
    assert last.account_id == "pengamat"
    close(exam, "pengamat")
    assert entries(exam) == written
    with pytest.raises(RefusedError) as outside:
        enter(exam, "pengamat", passphrase)
    with pytest.raises(RefusedError) as taken:
        add(exam, "pengamat", Role.OBSERVER)
    with pytest.raises(RefusedError) as closed:
        renew(exam, "pengamat")
    codes = [refusal_of(one) for one in (outside, taken, closed)]
    assert codes == ["staff.log-in", "account.taken", "account.closed"]


@pytest.mark.parametrize("staff_id", ["ketua", "penilai-2"])
def test_nobody_of_the_panel_is_closed_out(exam: OpenExam, staff_id: str) -> None:
    with pytest.raises(RefusedError) as caught:
        close(exam, staff_id)
    assert refusal_of(caught) == "account.panel-stays"


def test_the_last_one_who_does_a_needed_work_stays(exam: OpenExam) -> None:
    with pytest.raises(RefusedError) as caught:
        close(exam, "sekretariat")
    assert refusal_of(caught) == "account.last"
    add(exam, "sekretariat-2", Role.SECRETARIAT)
    close(exam, "sekretariat")
    close(exam, "pengawas-1")
    with pytest.raises(RefusedError):
        close(exam, "pengawas-2")


def test_an_unknown_account_is_told_as_such(exam: OpenExam) -> None:
    with pytest.raises(RefusedError) as caught:
        account(exam, "bukan-siapa")
    assert refusal_of(caught) == "account.unknown"
