"""Where the practice day takes place: a temporary exam, its server, its enrolled PCs."""

import csv
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exam.config import ExamConfig, parse_config
from exam.protocol import Manifest, decode
from scripts.practice.shortening import Haste, shorten

ROOT: Final = Path(__file__).parents[2]
CONFIGS: Final = ROOT / "exam_configs"
SELECTION: Final = "semarang"
"""Of which the practice day is."""
_READY: Final = re.compile(r"people: https://\S+:(\d+)(?:\s+kiosks: \S+:(\d+))?\n")
"""What the server says when it answers; without a paper there is no port for kiosks."""
_READY_SECONDS: Final = 120
_STOP_SECONDS: Final = 60
_POLL_SECONDS: Final = 0.05


class PracticeError(Exception):
    """The practice day cannot go on; the message is for people."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a candidate holds: number, name, post, card code."""

    number: str
    name: str
    post: str
    code: str


@dataclass(frozen=True, slots=True)
class Slip:
    """What somebody on duty or of the panel holds."""

    id: str
    name: str
    role: str
    passphrase: str


class Premises:
    """A temporary folder with an exam in it, and what its cards folder says."""

    def __init__(self, haste: Haste, selection: str = SELECTION) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="makalah-practice-"))
        self.exam = self.folder / "exam"
        self.cards_folder = self.folder / "cards"
        self.config_file = self._write_config(haste, selection)
        self.data = self.folder / selection
        """Roster, topics and scores from outside: copies, which may be changed."""

    @property
    def config(self) -> ExamConfig:
        """The practice exam's config."""
        return parse_config(self.config_file.read_bytes(), self.config_file.name)

    @property
    def roster(self) -> Path:
        """The list of candidates, as the selection has it."""
        return next(path for path in sorted(self.data.iterdir()) if path.stem == "roster")

    @property
    def authority(self) -> Path:
        """The certificate that the pages of the server are trusted by."""
        return self.exam / "keys" / "ca.crt"

    @property
    def server_key(self) -> bytes:
        """The public key with which the server signs receipts and the ledger."""
        return decode((self.exam / "manifest.bin").read_bytes(), Manifest).server_signing_key

    def create_exam(self) -> str:
        """Create the exam with the real command; returns what it said."""
        return run_program(
            "makalah-server", "init", "--config", str(self.config_file),
            "--roster", str(self.roster), "--cards", str(self.cards_folder), str(self.exam),
        )  # fmt: skip

    def cards(self) -> list[Card]:
        """The candidates' cards."""
        rows = self._rows("candidates.csv")
        return [Card(row["number"], row["name"], row["post"], row["code"]) for row in rows]

    def slips(self) -> list[Slip]:
        """The passphrases of staff and panel."""
        rows = self._rows("staff.csv")
        return [Slip(row["id"], row["name"], row["role"], row["passphrase"]) for row in rows]

    def slip(self, role: str) -> Slip:
        """The first slip of a role."""
        return next(slip for slip in self.slips() if slip.role == role)

    def panel_slips(self) -> list[Slip]:
        """The slips of those who score."""
        return [slip for slip in self.slips() if slip.role in ("chair", "member")]

    def topic_passphrases(self) -> dict[str, str]:
        """The topics' passphrases, by their holders."""
        return {row["id"]: row["passphrase"] for row in self._rows("topics.csv")}

    def pairing_codes(self) -> list[tuple[str, str]]:
        """PC names with their pairing codes."""
        return [(row["seat"], row["code"]) for row in self._rows("pairing.csv")]

    def shares(self) -> list[Path]:
        """The files of the panel's shares."""
        return sorted((self.cards_folder / "shares").glob("*.txt"))

    def enrol(self, seat_name: str, code: str, people_port: int) -> Path:
        """Enrol a PC with the real command; returns its folder."""
        home = self.folder / "pcs" / seat_name
        home.parent.mkdir(exist_ok=True)
        run_program(
            "makalah-kiosk", "--home", str(home), "enrol", "--server", f"127.0.0.1:{people_port}",
            "--code", code, "--name", seat_name,
        )  # fmt: skip
        return home

    def remove(self) -> None:
        """Delete the folder with all keys in it."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _rows(self, name: str) -> list[dict[str, str]]:
        with (self.cards_folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def _write_config(self, haste: Haste, selection: str) -> Path:
        """Copy a selection as a practice exam with a short clock, its lists beside it."""
        source = CONFIGS / f"{selection}.toml"
        if not source.is_file():
            raise PracticeError(f"There is no selection {selection} in {CONFIGS}.")
        shutil.copytree(CONFIGS / selection, self.folder / selection)
        config = self.folder / source.name
        config.write_text(shorten(source.read_text("utf-8"), haste), "utf-8")
        return config


class Server:
    """The real server as a process; when it is started again, it is on the same two ports.

    Between a cut and the next start nobody else gets them.
    """

    def __init__(self, exam: Path, log: Path, kiosk_port: int = 0) -> None:
        self._exam = exam
        self._log = log
        self.kiosk_port = kiosk_port
        self.people_port = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._held: list[socket.socket] = []

    @property
    def address(self) -> str:
        """What people type into a browser."""
        return f"https://127.0.0.1:{self.people_port}"

    def start(self) -> None:
        """Start the server and wait until it answers.

        Raises:
            PracticeError: it did not start; holds what it said.

        """
        self.kiosk_port = self.kiosk_port or self._hold_port()
        self.people_port = self.people_port or self._hold_port()
        command = [
            _program("makalah-server"), "serve", "--host", "127.0.0.1",
            "--kiosk-port", str(self.kiosk_port), "--people-port", str(self.people_port),
            str(self._exam),
        ]  # fmt: skip
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=quiet_environment(),
                start_new_session=True,
            )
        self._wait_until_ready(self._process)

    def _hold_port(self) -> int:
        """Bind a free port without listening, which only who says so may share."""
        held = socket.socket()
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        self._held.append(held)
        return int(held.getsockname()[1])

    def _wait_until_ready(self, process: "subprocess.Popen[bytes]") -> None:
        deadline = time.monotonic() + _READY_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            if found := _READY.search(self._log.read_text("utf-8", "replace")):
                self.people_port, self.kiosk_port = int(found[1]), int(found[2] or 0)
                return
            time.sleep(_POLL_SECONDS)
        self.stop()
        raise PracticeError(f"The server did not start:\n{self._log.read_text('utf-8')}")

    def stop(self) -> None:
        """Stop the server as Ctrl+C or a service manager would."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.cut()
        self._process = None
        while self._held:
            self._held.pop().close()

    def cut(self) -> None:
        """End the server as a power cut does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process = None


def run_program(name: str, *arguments: str) -> str:
    """Run one of our console programs to its end.

    Raises:
        PracticeError: it ended with an error; holds what it said.

    """
    done = subprocess.run(
        [_program(name), *_telling_faults(name), *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=quiet_environment(),
        check=False,
    )
    if done.returncode:
        raise PracticeError(f"{name} {arguments[0]}: {done.stdout}{done.stderr}")
    return done.stdout


def start_program(name: str, *arguments: str) -> "subprocess.Popen[bytes]":
    """Start one of our console programs, which runs beside us; what it says is not heard."""
    return subprocess.Popen(
        [_program(name), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=quiet_environment(),
        start_new_session=True,
    )


def kiosk_command(home: Path) -> list[str]:
    """The command that opens the kiosk of an enrolled PC."""
    return [_program("makalah-kiosk"), "--home", str(home)]


def quiet_environment() -> dict[str, str]:
    """Our environment with UTF-8 and without proxies, which are not for this machine."""
    dropped = {"http_proxy", "https_proxy", "all_proxy"}
    kept = {key: value for key, value in os.environ.items() if key.lower() not in dropped}
    return {"LANG": "C.UTF-8", **kept}


def _telling_faults(name: str) -> tuple[str, ...]:
    """Let a program that can name the place of a fault do so, for the message of our error."""
    return ("--debug",) if name == "makalah-server" else ()


def _program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))
