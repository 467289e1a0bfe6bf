"""What a script would use instead, and what the disk allows: nginx, bare commits, bare files."""

import os
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exam.protocol import SERVER_NAME
from scripts.benching.crowd.errand import Call, Caller, Errand, request, write_file
from scripts.benching.crowd.flushing import flush_path
from scripts.benching.crowd.load import FLUSH
from scripts.benching.crowd.muster import Scenes, prose_of
from scripts.benching.crowd.room import Child, EndedError, play
from scripts.benching.crowd.stages import Stage, staged
from scripts.benching.figures import Spread, spread_of
from scripts.benching.processes import cpu_nanoseconds, family, find_program
from server.authority import found_authority, write_authority
from server.settings import ExamDirectory
from server.web.doors import listening

PUT_SECONDS: Final = 10
"""So often a script would store the whole text."""
_HOST: Final = "127.0.0.1"
_TEXTS, _PAPERS = range(2)
_BARE_COMMITS: Final = 500
_TRIES: Final = 100
_STOP_SECONDS: Final = 60
_NANOSECONDS: Final = 1_000_000_000
_CONFIG: Final = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 8192; }}
http {{
    access_log off; client_max_body_size 20m; keepalive_timeout 60; keepalive_requests 100000;
    client_body_temp_path {folder}/bodies; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    server {{
        listen {host}:{port} ssl backlog=2048; server_name {name}; root {folder}/texts;
        ssl_certificate {certificate}; ssl_certificate_key {key};
        location / {{ dav_methods PUT; create_full_put_path on; }}
    }}
}}
"""


@dataclass(frozen=True, slots=True)
class Rivals:
    """What others took for the same.

    nginx first takes half a text of everybody each ten seconds, then all papers at once, as long as
    they are when they are sealed, of which nothing is flushed until all are there, and then all
    papers at once again, each flushed before it counts as taken. `commits` are bare commits of the
    bytes of a beat by SQLite (ms). The disk alone takes all papers as files that are flushed one by
    one, and as one file flushed once.
    """

    texts: Stage
    text_bytes: int
    papers: Stage
    flush_seconds: float
    flushed: Stage
    commits: Spread
    files_seconds: float
    one_file_seconds: float

    @property
    def papers_seconds(self) -> float:
        """How long nginx took until all papers were on the disk, in the quicker of the two ways."""
        return min(self.papers.seconds + self.flush_seconds, self.flushed.seconds)


def measure_rivals(
    kiosks: int, scenes: Scenes, bytes_of_a_beat: int, envelope_bytes: int
) -> Rivals:
    """Measure what others take for what so many kiosks do."""
    size = envelope_bytes
    with tempfile.TemporaryDirectory(prefix="makalah-rival-") as name:
        folder = Path(name)
        commits = spread_of(bare_commits(folder, _BARE_COMMITS, bytes_of_a_beat))
        files, one_file = bare_files(folder, kiosks, size), bare_files(folder, 1, kiosks * size)
        with nginx(folder / "nginx", lambda texts: _callers(kiosks, scenes, size, texts)) as rival:
            texts = rival.stage(_TEXTS)
            papers = rival.stage(_PAPERS)
            flush_seconds = rival.flush()
            flushed = rival.stage(_PAPERS, FLUSH)
    return Rivals(
        texts=texts,
        text_bytes=texts.calls.count * (scenes.paper_characters // 2),
        papers=papers,
        flush_seconds=flush_seconds,
        flushed=flushed,
        commits=commits,
        files_seconds=files,
        one_file_seconds=one_file,
    )


@dataclass(frozen=True, slots=True)
class Nginx:
    """An nginx that takes whole files and gives them, and the load program that calls it."""

    load: Child
    folder: Path
    pid: int

    def stage(self, scene: int, how: str = "") -> Stage:
        """Bring it what a scene has."""
        pids = family(self.pid)
        stage, _took = staged(
            lambda: play(self.load, scene, how), lambda: cpu_nanoseconds(pids) / _NANOSECONDS
        )
        return stage

    def flush(self) -> float:
        """Bring to the disk what it took, and return how many seconds that takes.

        It never does so itself.
        """
        began = time.perf_counter()
        for file in sorted((self.folder / "texts").rglob("*")):
            flush_path(file)
        flush_path(self.folder / "texts")
        return time.perf_counter() - began


@contextmanager
def nginx(folder: Path, callers: Callable[[Path], tuple[Caller, ...]]) -> Iterator[Nginx]:
    """Serve PUT and GET over TLS from a folder, with a load program for whoever calls.

    `callers` is given that folder, and says what they send.
    """
    texts = folder / "texts"
    texts.mkdir(parents=True)
    folder.chmod(0o755)
    directory = ExamDirectory(folder)
    directory.ca_key.parent.mkdir()
    write_authority(found_authority(), directory)
    with listening(_HOST, 0) as free:
        port = int(free.getsockname()[1])
    authority = directory.ca_certificate.read_text("utf-8")
    errand = Errand(_HOST, port, authority, SERVER_NAME, callers(texts))
    write_file(folder / "errand", errand)
    command = (find_program("nginx") or "nginx", "-c", str(_configured(directory, port)))
    user = ("-g", "user root;") if os.geteuid() == 0 else ()
    process = subprocess.Popen((*command, *user), stdin=subprocess.DEVNULL)
    try:
        _await_file(folder / "pid")
        load = Child("scripts.benching.crowd.load", str(folder / "errand"))
        try:
            yield Nginx(load, folder, process.pid)
        finally:
            load.end()
    finally:
        process.terminate()
        process.wait(_STOP_SECONDS)


def _configured(directory: ExamDirectory, port: int) -> Path:
    """Write nginx's configuration; returns where."""
    config = directory.root / "nginx.conf"
    config.write_text(
        _CONFIG.format(
            folder=directory.root,
            host=_HOST,
            port=port,
            name=SERVER_NAME,
            certificate=directory.server_certificate,
            key=directory.server_key,
        )
    )
    return config


def _callers(kiosks: int, scenes: Scenes, envelope_bytes: int, folder: Path) -> tuple[Caller, ...]:
    return tuple(_caller(at, kiosks, scenes, envelope_bytes, folder) for at in range(kiosks))


def _caller(at: int, of: int, scenes: Scenes, envelope_bytes: int, folder: Path) -> Caller:
    """Write down what one sends: while writing a text that is half done, at the end an envelope."""
    every = min(PUT_SECONDS, scenes.writing)
    half = prose_of(scenes.paper_characters // 2, str(at)).encode()
    times = int(scenes.writing // every)
    writing = tuple(_put(every * (at / of + number), at, half) for number in range(times))
    paper = _put(0, at, os.urandom(envelope_bytes))
    return Caller("", (writing, (paper,)), str(folder / str(at)))


def _put(due: float, at: int, content: bytes) -> Call:
    return Call(due, request("PUT", f"/{at}", SERVER_NAME, content, "application/octet-stream"))


def _await_file(file: Path) -> None:
    for _ in range(_TRIES):
        if file.exists():
            return
        time.sleep(0.05)
    raise EndedError


def bare_commits(folder: Path, batches: int, size: int) -> list[float]:
    """Commit so many batches of so many bytes one by one; returns how long each took (ms)."""
    taken = []
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as db:
        db.execute("pragma journal_mode = wal")
        db.execute("pragma synchronous = full")
        db.execute("create table batches (segment text, first integer, records blob)")
        for at in range(batches):
            began = time.perf_counter()
            db.execute("insert into batches values (?, ?, ?)", [str(at), at, os.urandom(size)])
            taken.append((time.perf_counter() - began) * 1000)
    return taken


def bare_files(folder: Path, files: int, size: int) -> float:
    """Write so many files of so many bytes with an fsync each; returns the seconds."""
    body, began = os.urandom(size), time.perf_counter()
    for at in range(files):
        with (folder / f"bare-{at}").open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
    return time.perf_counter() - began
