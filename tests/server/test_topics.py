"""The topics' passphrases: all holders are needed, and nothing on the disk gives the key before."""

import os
from pathlib import Path

import pytest

from exam.chronicle import decode_entry
from exam.clock import ExamTime
from exam.codes import show_code
from exam.errors import CodeError, RefusedError
from exam.proceedings import TopicsUnlocked
from exam.topic_code import topic_code_of
from server.ceremony import Handouts
from server.office import OpenExam, open_exam
from server.starting import order_start
from server.store import ledger_size
from server.topics import (
    TopicHolder,
    TopicLock,
    are_unlocked,
    lock_rows,
    locks_of,
    open_locks,
    open_with_code,
    topic_holders,
    topic_key,
    unlock_topics,
)

KEY = bytes(range(32))
NOW = ExamTime(60_000)


@pytest.fixture
def locked(exam: OpenExam) -> OpenExam:
    """The practice exam as it is after a start of its server."""
    exam.topics.key = None
    return exam


def passphrases_of(*holders: TopicHolder) -> dict[str, str]:
    return {one.holder_id: one.passphrase for one in holders}


def order(exam: OpenExam) -> ExamTime:
    return exam.store.write_now(lambda db: order_start(db, exam, "pengawas-1", NOW))


def unlockings(exam: OpenExam) -> list[TopicsUnlocked]:
    rows = exam.store.read(lambda db: list(db.query("select entry from ledger")))
    entries = [decode_entry(row["entry"]) for row in rows]
    return [entry for entry in entries if isinstance(entry, TopicsUnlocked)]


def test_the_chair_holds_the_topics_unless_the_config_says_otherwise(
    locked: OpenExam, made: Handouts
) -> None:
    (holder,) = made.topic_holders
    assert holder.holder_id == "ketua"
    assert len(holder.passphrase.split()) == 6
    assert holder.passphrase not in {one.passphrase for one in made.staff}
    (lock,) = locked.store.read(locks_of)
    assert (lock.holder_id, lock.name) == (holder.holder_id, holder.name)


def test_nothing_is_started_before_the_topics_are_unlocked(locked: OpenExam) -> None:
    before = locked.store.read(ledger_size)
    with pytest.raises(RefusedError, match=r"topics\.locked"):
        order(locked)
    assert locked.store.read(ledger_size) == before
    assert not locked.store.read(lambda db: are_unlocked(db, locked))


@pytest.mark.parametrize("spell", [str, str.upper, lambda words: f" {words.replace(' ', '-')} "])
def test_a_holder_opens_the_key_however_the_passphrase_is_typed(
    locked: OpenExam, made: Handouts, spell: type[str]
) -> None:
    typed = {"ketua": spell(made.topic_holders[0].passphrase)}
    assert open_locks(locked, locked.store.read(locks_of), typed) == made.topic_key


@pytest.mark.parametrize("typed", [{}, {"ketua": ""}, {"ketua": "enam kata yang bukan itu semua"}])
def test_another_passphrase_is_refused_by_its_holders_name(
    locked: OpenExam, made: Handouts, typed: dict[str, str]
) -> None:
    with pytest.raises(RefusedError) as refused:
        open_locks(locked, locked.store.read(locks_of), typed)
    assert refused.value.code == "topics.passphrase"
    assert refused.value.details == {"name": made.topic_holders[0].name}


def test_of_two_holders_each_is_needed_and_neither_can_stand_for_the_other(
    locked: OpenExam,
) -> None:
    holders = (TopicHolder("a", "Ani", "satu dua"), TopicHolder("b", "Budi", "tiga empat"))
    rows = lock_rows(KEY, holders, locked.exam_id, locked.config, os.urandom)
    locks = [TopicLock(**row) for row in rows]
    assert open_locks(locked, locks, passphrases_of(*holders)) == KEY
    for wrong, name in (
        ({"a": "satu dua"}, "Budi"),
        ({"b": "tiga empat"}, "Ani"),
        ({"a": "satu dua", "b": "satu dua"}, "Budi"),
        ({"a": "tiga empat", "b": "satu dua"}, "Ani"),
    ):
        with pytest.raises(RefusedError) as refused:
            open_locks(locked, locks, wrong)
        assert refused.value.details == {"name": name}
    alone = [open_locks(locked, [lock], passphrases_of(*holders)) for lock in locks]
    assert KEY not in alone


def test_a_lock_belongs_to_its_exam(locked: OpenExam) -> None:
    holder = TopicHolder("a", "Ani", "satu dua")
    rows = lock_rows(KEY, [holder], bytes(32), locked.config, os.urandom)
    with pytest.raises(RefusedError, match=r"topics\.passphrase"):
        open_locks(locked, [TopicLock(**row) for row in rows], passphrases_of(holder))


def test_every_holder_of_the_config_gets_a_passphrase_of_their_own(exam: OpenExam) -> None:
    holders = topic_holders(exam.config, os.urandom)
    assert [one.holder_id for one in holders] == [one.id for one in exam.config.topic_holders]
    assert holders != topic_holders(exam.config, os.urandom)


def test_unlocking_is_on_the_record_once(locked: OpenExam, made: Handouts) -> None:
    locks = locked.store.read(locks_of)
    for staff_id in ("pengawas-1", "pengawas-2"):
        unlock_topics(locked, made.topic_key, staff_id, locks)
    (entry,) = unlockings(locked)
    assert (entry.holders, entry.staff_id) == (("ketua",), "pengawas-1")
    assert locked.store.read(lambda db: topic_key(db, locked)) == made.topic_key


def test_the_code_of_the_sealed_envelope_opens_the_topics_too(
    locked: OpenExam, made: Handouts
) -> None:
    typed = "\n".join(show_code(line).lower() for line in topic_code_of(made.topic_key))
    assert locked.store.read(lambda db: open_with_code(db, typed)) == made.topic_key
    unlock_topics(locked, made.topic_key, "pengawas-1")
    (entry,) = unlockings(locked)
    assert entry.holders == ()


def test_the_code_of_another_exam_or_a_mistyped_one_is_refused(locked: OpenExam) -> None:
    other = "".join(topic_code_of(KEY))
    with pytest.raises(RefusedError, match=r"topics\.code"):
        locked.store.read(lambda db: open_with_code(db, other))
    with pytest.raises(CodeError):
        locked.store.read(lambda db: open_with_code(db, other[:-1]))


def test_a_restart_before_the_start_locks_the_topics_again_and_one_after_it_does_not(
    exam_root: Path, made: Handouts
) -> None:
    with open_exam(exam_root) as exam:
        unlock_topics(exam, made.topic_key, "pengawas-1")
    with open_exam(exam_root) as exam:
        assert not exam.store.read(lambda db: are_unlocked(db, exam))
        unlock_topics(exam, made.topic_key, "pengawas-1")
        start = exam.act_now(lambda db, now: order_start(db, exam, "pengawas-1", now))
    with open_exam(exam_root) as exam:
        assert exam.store.read(lambda db: topic_key(db, exam)) == made.topic_key
        assert exam.act_now(lambda db, now: order_start(db, exam, "pengawas-2", now)) == start
        assert len(unlockings(exam)) == 2


def test_no_file_of_the_exam_holds_the_key_before_the_start(
    exam_root: Path, made: Handouts
) -> None:
    with open_exam(exam_root) as exam:
        unlock_topics(exam, made.topic_key, "pengawas-1")
        before = b"".join(path.read_bytes() for path in exam_root.rglob("*") if path.is_file())
        exam.act_now(lambda db, now: order_start(db, exam, "pengawas-1", now))
        after = b"".join(path.read_bytes() for path in exam_root.rglob("*") if path.is_file())
    assert made.topic_key not in before
    assert made.topic_key in after
