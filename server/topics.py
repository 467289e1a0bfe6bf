"""The topics' passphrases: who holds them, and the key that they open.

The topic key is on no disk in clear before a start is ordered: it is split among its holders, all
of whom are needed, and each part lies in the database under its holder's passphrase. From the
passphrases on it is in memory; a start order carries it from then on.

Where an exam has several sittings the holders' key opens nothing by itself: each sitting has its
own, which follows from it and from which neither it nor that of another sitting follows. Only the
key of the sitting that is to start is kept in memory.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlite_utils import Database

from exam import keys
from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.codes import Randomness
from exam.config import ExamConfig
from exam.errors import KeyMismatchError, RefusedError
from exam.proceedings import TopicsUnlocked
from exam.protocol import SealedTopic, SignedOrder, open_topic, read_order
from exam.topic_code import parse_topic_code
from server.office import OpenExam
from server.sittings import ONLY
from server.staff import fold_passphrase, make_passphrase
from server.store import append_entry

_PURPOSE: Final = "topic-lock"
_SITTING: Final = "topic-of-sitting"
_ONE_TOPIC: Final = "select post_id, sealed from topics where sitting_id = ? limit 1"
_STARTS: Final = """
    select o.body, o.signature from orders o
    left join applications a on a.id = o.application_id
    where coalesce(a.sitting_id, o.sitting_id) = ?
    order by o.rowid
"""


@dataclass(frozen=True, slots=True)
class TopicHolder:
    """Somebody of the panel who is being given a passphrase of the topics."""

    holder_id: str
    name: str
    passphrase: str


@dataclass(frozen=True, slots=True)
class TopicLock:
    """One part of the topic key, under the passphrase of the one who holds it."""

    holder_id: str
    name: str
    sealed: bytes


def topic_holders(config: ExamConfig, random: Randomness) -> tuple[TopicHolder, ...]:
    """Draw a passphrase for everybody who holds the topics."""
    people = config.topic_holders
    return tuple(TopicHolder(one.id, one.name, make_passphrase(random)) for one in people)


def lock_rows(
    topic_key: bytes,
    holders: Sequence[TopicHolder],
    exam_id: bytes,
    config: ExamConfig,
    random: Randomness,
) -> list[dict[str, Any]]:
    """Split the topic key among its holders, as rows of the database; none if nobody writes."""
    if not holders:
        return []
    parts = keys.split_among(topic_key, len(holders), random)
    return [
        {
            "holder_id": holder.holder_id,
            "name": holder.name,
            "sealed": keys.encrypt(
                _stretched(holder.passphrase, exam_id, holder.holder_id, config),
                part,
                _PURPOSE,
                exam_id,
                holder.holder_id,
                random=random,
            ),
        }
        for holder, part in zip(holders, parts, strict=True)
    ]


def locks_of(db: Database) -> tuple[TopicLock, ...]:
    """Return who is needed to open the topics."""
    rows = db.execute("select holder_id, name, sealed from topic_locks order by rowid")
    return tuple(TopicLock(*row) for row in rows)


def key_of_sitting(topic_key: bytes, sitting_id: str) -> bytes:
    """Return what opens the topics of a sitting; of an exam that has one it is the key itself."""
    return keys.derive_key(topic_key, _SITTING, sitting_id) if sitting_id else topic_key


def topic_key(db: Database, exam: OpenExam, sitting_id: str = ONLY) -> bytes:
    """Return a sitting's topic key: from memory, or from a start ordered before a restart.

    Raises:
        RefusedError: nobody has unlocked the topics since the server was started.

    """
    known = exam.topics.find(sitting_id) or _ordered_key(db, exam, sitting_id)
    if known is None:
        raise RefusedError("topics.locked")
    exam.topics.keep(sitting_id, known)
    return known


def are_unlocked(db: Database, exam: OpenExam, sitting_id: str = ONLY) -> bool:
    """Whether a start can be ordered without asking for a passphrase."""
    try:
        topic_key(db, exam, sitting_id)
    except RefusedError:
        return False
    return True


def open_locks(exam: OpenExam, locks: Sequence[TopicLock], passphrases: Mapping[str, str]) -> bytes:
    """Open every part with its holder's passphrase, and join them; takes as long as a log-in.

    Raises:
        RefusedError: a passphrase is missing or not the right one; `name` is whose.

    """
    return keys.join_shares(
        [_open_lock(exam, lock, passphrases.get(lock.holder_id, "")) for lock in locks]
    )


def open_with_code(db: Database, typed: str, sitting_id: str = ONLY) -> bytes:
    """Read the topic code of a sitting's sealed envelope, and try it on a topic.

    Raises:
        CodeError: it is no topic code, or mistyped.
        RefusedError: it is the code of another exam or sitting.

    """
    key = parse_topic_code(typed)
    post_id, sealed = db.execute(_ONE_TOPIC, [sitting_id]).fetchone()
    try:
        open_topic(key, SealedTopic(post_id, sealed))
    except KeyMismatchError:
        raise RefusedError("topics.code") from None
    return key


def unlock_topics(
    exam: OpenExam,
    key: bytes,
    staff_id: str,
    holders: Sequence[TopicLock] = (),
    sitting_id: str = ONLY,
) -> None:
    """Keep a sitting's topic key in memory and write down who opened it; once for each run."""
    ids = tuple(lock.holder_id for lock in holders)

    def act(db: Database, now: ExamTime) -> None:
        if not are_unlocked(db, exam, sitting_id):
            append_entry(db, encode_entry(TopicsUnlocked(now, ids, staff_id, sitting_id)))

    exam.act_now(act)
    exam.topics.keep(sitting_id, key)


def _open_lock(exam: OpenExam, lock: TopicLock, passphrase: str) -> bytes:
    key = _stretched(passphrase, exam.exam_id, lock.holder_id, exam.config)
    try:
        return keys.decrypt(key, lock.sealed, _PURPOSE, exam.exam_id, lock.holder_id)
    except KeyMismatchError:
        raise RefusedError("topics.passphrase", name=lock.name) from None


def _ordered_key(db: Database, exam: OpenExam, sitting_id: str) -> bytes | None:
    """Find the key in what was signed, which it left the server with."""
    server_key, exam_id = exam.manifest.server_signing_key, exam.exam_id
    for body, signature in db.execute(_STARTS, [sitting_id]):
        issued = read_order(SignedOrder(body, signature), server_key, exam_id)
        if issued.topic_key:
            return issued.topic_key
    return None


def _stretched(passphrase: str, exam_id: bytes, holder_id: str, config: ExamConfig) -> bytes:
    folded = fold_passphrase(passphrase)
    return keys.stretch(folded, _PURPOSE, exam_id, holder_id, profile=config.kdf_profile).wrap
