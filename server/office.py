"""An exam directory, open for work: what every part of the server is given.

One process at a time has an exam open. What is given here has been checked to belong together:
manifest, signing key and database are of one exam.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from sqlite_utils import Database

from exam import keys
from exam.clock import ExamTime
from exam.config import ExamConfig, decode_config
from exam.errors import DirectoryError, ExamError
from exam.protocol import Manifest, decode_manifest, exam_id_of
from server.files import naming_database_problems, naming_problems, read_file
from server.settings import ExamDirectory
from server.store import Store, open_store
from server.timeline import MACHINE, Clocks, Timeline

_T = TypeVar("_T")
_SQLITE: Final = b"SQLite format 3\x00"


@dataclass(slots=True)
class TopicMemory:
    """Topic keys while this process runs, once they are known, by sitting.

    `server.topics` says from where. `key` is that of an exam that has one sitting; `of_sitting` has
    those of the sittings of another.
    """

    key: bytes | None = None
    of_sitting: dict[str, bytes] = field(default_factory=dict)

    def find(self, sitting_id: str) -> bytes | None:
        """Return the topic key of a sitting, if it is known."""
        return self.of_sitting.get(sitting_id) if sitting_id else self.key

    def keep(self, sitting_id: str, key: bytes) -> None:
        """Know the topic key of a sitting from now on."""
        if sitting_id:
            self.of_sitting[sitting_id] = key
        else:
            self.key = key


@dataclass(frozen=True)
class OpenExam:
    """One exam, held by this process.

    `addresses` are where kiosks find this server or one that takes its place, as HOST:PORT;
    `damage` names what was found to be missing, if the exam is served all the same.
    """

    directory: ExamDirectory
    store: Store
    timeline: Timeline
    manifest: Manifest
    manifest_bytes: bytes
    exam_id: bytes
    config: ExamConfig
    signing_secret: bytes
    addresses: tuple[str, ...] = ()
    damage: tuple[ExamError, ...] = ()
    topics: TopicMemory = field(default_factory=TopicMemory)

    async def act(self, what: Callable[[Database, ExamTime], _T]) -> _T:
        """Run an act on the writer at the instant at which its turn comes.

        Of two acts the later one on the disk has the later instant, so the close of a sitting is
        after all that was taken in before it.
        """
        return await self.store.write(lambda db: what(db, self.timeline.now()))

    def act_now(self, what: Callable[[Database, ExamTime], _T]) -> _T:
        """Run an act likewise from a thread that may wait."""
        return self.store.write_now(lambda db: what(db, self.timeline.now()))


@contextmanager
def open_exam(root: Path, clocks: Clocks = MACHINE, away: int | None = None) -> Iterator[OpenExam]:
    """Open an exam directory to serve it, which begins a run, for the length of a block.

    `away` is how many milliseconds somebody says the server was away, if anybody does.

    Raises:
        DirectoryError: it is no exam directory, is damaged, or another process works on it.
        LinkError: the exam was made with another version of the program.

    """
    with _opened(root, lambda store: Timeline(store, clocks, away)) as exam:
        yield exam


@contextmanager
def visit_exam(root: Path, clocks: Clocks = MACHINE) -> Iterator[OpenExam]:
    """Open an exam directory between two runs of its server, for the length of a block.

    What time it is stays in question while somebody may be writing. What was done here is never
    later than what a server says afterwards.

    Raises:
        DirectoryError: it is no exam directory, is damaged, or another process works on it.
        LinkError: the exam was made with another version of the program.

    """
    with _opened(root, lambda store: Timeline(store, clocks, visits=True)) as exam:
        yield exam
        if exam.timeline.is_settled:
            exam.store.write_now(exam.timeline.persist)


@contextmanager
def _opened(root: Path, begin: Callable[[Store], Timeline]) -> Iterator[OpenExam]:
    directory = ExamDirectory(root)
    manifest_bytes, manifest, config = read_manifest(root)
    signing_secret = read_file(directory.signing_key)
    _require_whole(directory, manifest, signing_secret)
    with _opened_store(directory) as store:
        yield OpenExam(
            directory=directory,
            store=store,
            timeline=begin(store),
            manifest=manifest,
            manifest_bytes=manifest_bytes,
            exam_id=exam_id_of(manifest_bytes),
            config=config,
            signing_secret=signing_secret,
        )


def read_manifest(root: Path) -> tuple[bytes, Manifest, ExamConfig]:
    """Read what the exam in a directory is, without opening it for work.

    Raises:
        DirectoryError: it is no exam directory, or its manifest cannot be read.
        LinkError: the exam was made with another version of the program.

    """
    directory = ExamDirectory(root)
    with naming_problems(root):
        present = directory.manifest.is_file() and directory.database.is_file()
    if not present:
        raise DirectoryError("directory.not-exam", path=str(root))
    raw = read_file(directory.manifest)
    try:
        manifest = decode_manifest(raw)
        return raw, manifest, decode_config(manifest.config)
    except ExamError as error:
        if error.code == "protocol.exam-version":
            raise
        raise DirectoryError("directory.damaged", path=str(directory.manifest)) from None


def require_outside_exams(path: Path) -> None:
    """Refuse a place inside any exam directory.

    Raises:
        DirectoryError: a folder above it is an exam.

    """
    for folder in path.resolve().parents:
        with naming_problems(folder):
            holds_exam = ExamDirectory(folder).manifest.is_file()
        if holds_exam:
            raise DirectoryError("directory.inside-exam", path=str(path), exam=str(folder))


def _require_whole(directory: ExamDirectory, manifest: Manifest, signing_secret: bytes) -> None:
    """Refuse a database that is none, and a key that is cut short or of another exam."""
    with naming_problems(directory.database), directory.database.open("rb") as database:
        if database.read(len(_SQLITE)) != _SQLITE:
            raise DirectoryError("directory.damaged", path=str(directory.database))
    if (
        len(signing_secret) != keys.KEY_BYTES
        or keys.signing_public_key(signing_secret) != manifest.server_signing_key
    ):
        raise DirectoryError("directory.damaged", path=str(directory.signing_key))


@contextmanager
def _opened_store(directory: ExamDirectory) -> Iterator[Store]:
    with ExitStack() as stack, naming_database_problems(directory.database):
        with naming_problems(directory.lock):
            store = stack.enter_context(open_store(directory.database, directory.lock))
        yield store
