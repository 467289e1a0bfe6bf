"""A practice exam on a real disk, with every secret that was handed out."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from server.ceremony import Handouts
from server.office import OpenExam, open_exam
from server.plan import Plan, read_plan
from tests.server.bench import put_away
from tests.server.ready_made import ReadyMade

CONFIGS = Path(__file__).parents[2] / "exam_configs"
ROSTER = CONFIGS / "semarang" / "roster.csv"


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Undo what a command said about logging, which names a stream of that test."""
    yield
    structlog.reset_defaults()


@pytest.fixture(autouse=True)
def benches_put_away() -> Iterator[None]:
    """Close the papers in memory that a test had made."""
    yield
    put_away()


def practice_toml() -> str:
    """Return the Semarang config as a practice exam with the cheapest key derivation."""
    text = (CONFIGS / "semarang.toml").read_text("utf-8")
    text = text.replace("practice = false", "practice = true")
    text = text.replace('card_kdf = "standard"', 'card_kdf = "test-only"')
    topics = (CONFIGS / "semarang" / "topics.toml").as_posix()
    return re.sub(r'file = "semarang/topics\.toml"', f'file = "{topics}"', text)


@pytest.fixture
def config_file(tmp_path: Path) -> Path:
    """The practice config as a file."""
    path = tmp_path / "practice.toml"
    path.write_text(practice_toml(), "utf-8")
    return path


@pytest.fixture
def roster_file() -> Path:
    """The roster of 54 invented people."""
    return ROSTER


@pytest.fixture
def plan(config_file: Path, roster_file: Path) -> Plan:
    """Config, topics and roster, read and checked."""
    return read_plan(config_file, roster_file)


@pytest.fixture(scope="session")
def ready_made(tmp_path_factory: pytest.TempPathFactory) -> ReadyMade:
    """Exams to be copied."""
    return ReadyMade(tmp_path_factory.mktemp("exams"))


@pytest.fixture
def made(config_file: Path, roster_file: Path, ready_made: ReadyMade, tmp_path: Path) -> Handouts:
    """Card codes, pairing codes, passphrases and shares of the exam in `exam_root`."""
    return ready_made.copy_to(tmp_path / "exam", config_file, roster_file)


@pytest.fixture
def exam_root(made: Handouts, tmp_path: Path) -> Path:
    """The directory of a created practice exam; `made` has what was handed out."""
    return tmp_path / "exam"


@pytest.fixture
def exam(exam_root: Path, made: Handouts) -> Iterator[OpenExam]:
    """The practice exam, open for work, and its topics unlocked."""
    with open_exam(exam_root) as opened:
        opened.topics.key = made.topic_key
        yield opened
