"""A marked paper goes through its whole life, and its words are on no disk but sealed.

Real kiosks in pseudo-terminals, the real server over TLS, the real opening; everything that any of
them could write to lies below one folder: homes, databases with their logs ahead, temporary files,
what was said, cores, cards and shares. It is searched before the hand-in, after it, after a crash,
after the opening, and after a panelist has read.
"""

import base64
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database

from exam.clock import ExamTime
from kiosk.language import load_catalog
from scripts.practice.candidate import SIZE, Candidate
from scripts.practice.office import Proctor, Visitor
from scripts.practice.premises import Card, Premises, Server, kiosk_command, run_program
from scripts.practice.samples import Sample
from scripts.practice.shortening import Haste
from scripts.practice.terminal import Terminals
from server.bundle import bundle_of
from server.marking import MarkingDesk
from server.office import OpenExam, open_exam
from server.release import release_paper
from server.staff import log_in
from tests.system.canary import WORDS, leaks_in, traces_of

pytestmark = pytest.mark.alone

PAPER = f"Pendahuluan\n{WORDS[0]} dan {WORDS[1]} menyala\n{WORDS[0]} lagi"
SLIDES = f"{WORDS[2]}\n{WORDS[3]} di sini"
MINUTES = 3.0


@dataclass
class Life:
    """One marked paper on its way, and where everything lies."""

    root: Path
    premises: Premises
    stack: ExitStack
    seen: list[str] = field(default_factory=list)

    def require_nothing_in_clear(self, when: str) -> None:
        """Search everything that was ever written to."""
        leaks = leaks_in([self.root])
        assert leaks == [], f"{when}: {leaks[:5]}"
        self.seen.append(when)


@pytest.fixture
def life(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Life]:
    """Premises whose every process has home, temporary files and cores below one folder.

    Its path is short: the one of a socket below it may not be longer than 107 bytes.
    """
    root = tmp_path_factory.mktemp("life")
    for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        folder = root / name.lower()
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(root / "tmpdir"))
    (root / "cwd").mkdir()
    monkeypatch.chdir(root / "cwd")
    with ExitStack() as stack:
        premises = Premises(Haste(MINUTES, 3, "test-only"))
        premises.create_exam()
        yield Life(root, premises, stack)


def served(life: Life) -> Server:
    """Serve the exam until the end of the test."""
    server = Server(life.premises.exam, life.root / "server.log")
    life.stack.callback(server.stop)
    server.start()
    return server


def at_kiosks(life: Life, server: Server, cards: list[Card]) -> list[Candidate]:
    """Put a candidate at a real kiosk for each card, with the marked paper in mind."""
    terminals = Terminals()
    life.stack.callback(terminals.close)
    catalog = load_catalog(life.premises.config.exam.language)
    sample = Sample("kanari", "brida", PAPER, SLIDES)
    found = []
    for (name, code), card in zip(life.premises.pairing_codes(), cards, strict=False):
        home = life.premises.enrol(name, code, server.people_port)
        terminal = terminals.open(name, kiosk_command(home), SIZE)
        found.append(Candidate(card, name, sample, terminal, catalog))
    return found


def let_begin(life: Life, server: Server, candidates: list[Candidate]) -> None:
    """Let everybody in, and start."""
    authority = life.premises.exam / "keys" / "ca.crt"
    slip = next(slip for slip in life.premises.slips() if slip.role == "proctor")
    with Proctor(server.address, authority, slip) as proctor:
        proctor.open_check_in()
        for candidate in candidates:
            candidate.arrive()
        proctor.start(life.premises.topic_passphrases())


def crash(home: Path) -> int:
    """Let every process of a kiosk crash as a fault in its machine code would; says how many."""
    crashed = 0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                said = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if str(home).encode() in said and b"makalah-kiosk" in said:
                os.kill(int(folder.name), signal.SIGABRT)
                crashed += 1
    return crashed


def seed_of(exam: OpenExam, account: str, passphrase: str) -> bytes:
    """Log somebody in, and return what opens what is sealed to them."""
    profile = exam.config.kdf_profile
    login = exam.store.read(lambda db: log_in(db, exam.exam_id, account, passphrase, profile))
    assert login.seed is not None
    return login.seed


def _release(db: Database, now: ExamTime, code: str) -> None:
    release_paper(db, code, "pemeriksa", now)


def test_the_words_of_a_paper_are_on_no_disk_and_open_under_the_reading_key_alone(
    life: Life,
) -> None:
    premises = life.premises
    server = served(life)
    cards = [card for card in premises.cards() if "Riset" in card.post][:2]
    first, second = at_kiosks(life, server, cards)
    let_begin(life, server, [first, second])
    for candidate in (second, first):  # so beats have carried what the second wrote
        candidate.write()
    life.require_nothing_in_clear("while it is written")
    first.hand_in()
    first.take_receipt(60)
    life.require_nothing_in_clear("handed in")
    assert crash(premises.folder / "pcs" / second.seat_name) > 0
    server.cut()
    life.require_nothing_in_clear("after a crash of a kiosk and a power cut of the server")
    subprocess.run(["sync"], check=True)
    _let_time_pass(premises.exam)
    shares = [arg for path in premises.shares()[:3] for arg in ("--share", str(path))]
    run_program("makalah-server", "open", *shares, str(premises.exam))
    life.require_nothing_in_clear("opened by the quorum")
    _read_in_a_browser(life)
    life.require_nothing_in_clear("read by a panelist and the release officer")
    with open_exam(premises.exam) as exam:
        _require_the_reading_key(exam, life)
        (life.root / "bukti.zip").write_bytes(bundle_of(exam))
    life.require_nothing_in_clear("taken home as evidence")
    assert len(life.seen) == 6


def _let_time_pass(root: Path) -> None:
    """Let the time run out while nobody serves."""
    db = Database(root / "exam.db")
    db.execute("update applications set length = 1, accommodation = 0")
    db.execute("update timeline set exam_time = exam_time + 7200000, wall_time = wall_time")
    db.conn.commit()
    db.close()


def _read_in_a_browser(life: Life) -> None:
    """Release both papers, and read them as a panelist at the real server."""
    slips = {slip.id: slip for slip in life.premises.slips()}
    with open_exam(life.premises.exam) as exam:
        codes = exam.store.read(
            lambda db: [row["code"] for row in db.query("select * from papers")]
        )
        for code in codes:
            exam.act_now(partial(_release, code=code))
    server = served(life)
    authority = life.premises.exam / "keys" / "ca.crt"
    with Visitor(server.address, authority, slips["penilai-2"]) as panelist:
        for code in codes:
            assert WORDS[0] in panelist.read(f"/panel/naskah/{code}")
            panelist.download(f"/panel/naskah/{code}/makalah.docx")
            panelist.download(f"/panel/naskah/{code}/paparan.pptx")
    server.stop()


def _require_the_reading_key(exam: OpenExam, life: Life) -> None:
    """Show that the words are there, sealed: a passphrase of the panel brings them back."""
    passphrase = next(one.passphrase for one in life.premises.slips() if one.id == "penilai-3")
    seed = seed_of(exam, "penilai-3", passphrase)
    desk = MarkingDesk(exam.exam_id, exam.config, "penilai-3", seed)
    found = exam.store.read(lambda db: [desk.read(db, one.code) for one in desk.papers(db)])
    assert len(found) == 2
    assert all(WORDS[0] in one.paper and WORDS[3] in one.slides for one in found)


@pytest.mark.parametrize("before", range(5))
def test_a_word_inside_base64_is_found_wherever_it_begins(before: int) -> None:
    coded = base64.b64encode(b"x" * before + PAPER.encode())
    assert any(trace in coded for trace in traces_of(WORDS[0]))


def test_the_search_finds_a_word_wherever_it_lies(tmp_path: Path) -> None:
    assert leaks_in([tmp_path]) == []
    for number, trace in enumerate(sorted(traces_of(WORDS[1]))):
        file = tmp_path / f"{number}.bin"
        file.write_bytes(b"lain" * 500 + trace + b"lain" * 500)
        assert leaks_in([tmp_path]) != []
        file.unlink()
    db = Database(tmp_path / "exam.db")
    db.enable_wal()
    db.table("papers").insert({"text": PAPER})
    assert any("exam.db-wal" in leak for leak in leaks_in([tmp_path]))
    db.close()
