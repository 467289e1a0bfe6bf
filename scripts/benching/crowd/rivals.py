"""What a script would use instead, and what the disk allows: nginx, bare commits, bare files."""

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exam.protocol import SERVER_NAME
from scripts.benching.crowd.errand import Call, Caller, Errand, request, write_file
from scripts.benching.crowd.muster import prose_of
from scripts.benching.crowd.room import Child, EndedError
from scripts.benching.processes import cpu_nanoseconds, family
from server.authority import found_authority, write_authority
from server.settings import ExamDirectory
from server.web.doors import listening

PUT_SECONDS: Final = 10
"""So often a script would store the whole text."""
_HOST: Final = "127.0.0.1"
_TRIES: Final = 100
_STOP_SECONDS: Final = 20
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
class Rival:
    """An nginx that takes whole texts, and the load program that brings them."""

    load: Child
    folder: Path
    pid: int

    @property
    def cpu_seconds(self) -> float:
        """CPU time of all its processes so far."""
        return cpu_nanoseconds(family(self.pid)) / _NANOSECONDS

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
def nginx(folder: Path, callers: int, seconds: float, characters: int) -> Iterator[Rival]:
    """Serve PUT; first scene: a text every ten seconds, second: a whole paper of all at once."""
    (folder / "texts").mkdir(parents=True)
    folder.chmod(0o755)
    directory = ExamDirectory(folder)
    directory.ca_key.parent.mkdir()
    write_authority(found_authority(), directory)
    with listening(_HOST, 0) as free:
        port = int(free.getsockname()[1])
    config = folder / "nginx.conf"
    config.write_text(
        _CONFIG.format(
            folder=folder,
            host=_HOST,
            port=port,
            name=SERVER_NAME,
            certificate=directory.server_certificate,
            key=directory.server_key,
        )
    )
    user = "user root;" if os.geteuid() == 0 else ""
    process = subprocess.Popen(
        (find_nginx() or "nginx", "-c", str(config), "-g", user), stdin=subprocess.DEVNULL
    )
    try:
        _await_file(folder / "pid")
        write_file(
            folder / "errand",
            Errand(
                _HOST,
                port,
                directory.ca_certificate.read_text("utf-8"),
                SERVER_NAME,
                tuple(_caller(at, callers, seconds, characters) for at in range(callers)),
            ),
        )
        load = Child("scripts.benching.crowd.load", str(folder / "errand"))
        try:
            yield Rival(load, folder, process.pid)
        finally:
            load.end()
    finally:
        process.terminate()
        process.wait(_STOP_SECONDS)


def find_nginx() -> str | None:
    """Return where nginx is, None if it is not installed; Debian keeps it where only root looks."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")


def _caller(at: int, of: int, seconds: float, characters: int) -> Caller:
    """Write down what one sends: while writing a text that is half done, at the end the whole."""
    first, half = PUT_SECONDS * at / of, prose_of(characters // 2, str(at))
    times = int(max(0.0, seconds - first) // PUT_SECONDS) + 1
    writing = tuple(_put(first + PUT_SECONDS * n, at, half) for n in range(times))
    return Caller("", (writing, (_put(0, at, prose_of(characters, str(at))),)))


def _put(due: float, at: int, text: str) -> Call:
    return Call(due, request("PUT", f"/{at}", SERVER_NAME, text.encode(), "text/plain"))


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


def bare_disk(folder: Path, files: int, size: int) -> float:
    """Write so many files of so many bytes with an fsync each; returns the seconds."""
    body, began = os.urandom(size), time.perf_counter()
    for at in range(files):
        with (folder / f"bare-{at}").open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
    return time.perf_counter() - began


def flush_path(path: Path) -> None:
    """Bring a file or a folder's entries to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
