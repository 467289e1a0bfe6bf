"""Serving as a process: two addresses, a clean stop, and a taken port that stops nothing."""

import asyncio
import errno
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import DirectoryError
from exam.protocol import SERVER_NAME, EnrolRequest, encode, exam_id_of
from server.ceremony import Handouts
from server.evidence import CheckpointKeeper
from server.hall import Hall
from server.office import OpenExam, open_exam
from server.pace import Pace
from server.settings import ExamDirectory
from server.upkeep import Upkeep
from server.web.doors import open_doors
from server.web.fresh_card import FreshCard
from server.web.headers import HEADERS
from server.web.serve import note_loop_fault, serve
from server.web.tls import kiosk_context, people_context
from tests.server.acting import beat
from tests.server.panel_acting import passphrases_of
from tests.server.remote import (
    WAIT_SECONDS,
    RemoteSeat,
    Served,
    browse,
    call,
    refusal_of,
    serving,
    trust,
)

pytestmark = pytest.mark.alone

STOP_SECONDS = 20
"""A clean stop takes about a second; one that waits for who keeps a connection takes thirty."""
SERVE = ("-m", "server", "serve", "--kiosk-port", "0", "--people-port", "0")


@dataclass(frozen=True)
class Process:
    """A serving process and where it answers."""

    process: "subprocess.Popen[str]"
    people: str
    kiosk_port: int


@contextmanager
def running(root: Path) -> Iterator[Process]:
    """Serve an exam in a process of its own."""
    command = [sys.executable, *SERVE, str(root)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        watchdog = threading.Timer(2 * WAIT_SECONDS, process.kill)
        watchdog.start()
        try:
            assert process.stdout is not None
            found = re.fullmatch(
                r"people: (https://127\.0\.0\.1:\d+)  kiosks: 127\.0\.0\.1:(\d+)\n",
                process.stdout.readline(),
            )
            assert found is not None
            yield Process(process, found[1], int(found[2]))
        finally:
            watchdog.cancel()
            process.kill()


@pytest.fixture
def served(exam: OpenExam) -> Iterator[Served]:
    """The practice exam, served from a thread."""
    with serving(exam) as served:
        yield served


def _people(served: Served, path: str) -> str:
    return f"https://127.0.0.1:{served.people_port}{path}"


def test_exam_time_is_written_down_again_and_again(
    exam: OpenExam, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewals = threading.Semaphore(0)

    def renew(_keeper: CheckpointKeeper, _db: Database, _now: ExamTime) -> None:
        renewals.release()

    monkeypatch.setattr(CheckpointKeeper, "renew", renew)
    with serving(exam):
        first = exam.store.read(_written_time)
        for _ in range(3):
            assert renewals.acquire(timeout=WAIT_SECONDS)
        assert exam.store.read(_written_time) > first


def test_a_card_that_was_made_is_forgotten_though_nobody_asks_for_another(
    exam: OpenExam, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = threading.Semaphore(0)
    monkeypatch.setattr(FreshCard, "forget_old", lambda *_: turns.release())
    with serving(exam):
        assert turns.acquire(timeout=WAIT_SECONDS)


def _written_time(db: Database) -> int:
    (row,) = db.query("select exam_time from timeline")
    return int(row["exam_time"])


async def test_a_disk_that_refuses_is_told_of_and_tried_again(
    exam: OpenExam, capsys: pytest.CaptureFixture[str]
) -> None:
    keeper = CheckpointKeeper(exam.exam_id, exam.signing_secret)
    upkeep = Upkeep(exam, Hall(), keeper)
    await exam.store.write(lambda db: db.execute("pragma query_only = on"))
    await upkeep.turn()
    assert "SQLITE_READONLY" in "".join(capsys.readouterr())
    assert keeper.latest is None
    await exam.store.write(lambda db: db.execute("pragma query_only = off"))
    await upkeep.turn()
    assert keeper.latest is not None


@pytest.mark.parametrize("damage", [None, b"no certificate"], ids=["gone", "damaged"])
@pytest.mark.parametrize("make", [kiosk_context, people_context])
def test_a_certificate_that_cannot_be_read_is_named(
    exam: OpenExam, make: Callable[[ExamDirectory], object], damage: bytes | None
) -> None:
    exam.directory.server_certificate.unlink()
    if damage is not None:
        exam.directory.server_certificate.write_bytes(damage)
    with pytest.raises(DirectoryError) as refused:
        make(exam.directory)
    assert refused.value.details["path"] == str(exam.directory.server_certificate)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_both_doors_at_once_and_leaves_quietly(
    exam_root: Path, number: signal.Signals
) -> None:
    with open_exam(exam_root) as exam:
        context = trust(exam)
    with running(exam_root) as server, browse(context) as client:
        assert client.get(f"{server.people}/healthz").json()["can_write"]
        began = time.monotonic()
        server.process.send_signal(number)
        _, errors = server.process.communicate(timeout=WAIT_SECONDS)
        assert time.monotonic() - began < STOP_SECONDS
    assert server.process.returncode == 0
    assert "Traceback" not in errors
    assert [line for line in errors.splitlines() if "event='stopped'" in line]


def test_the_log_says_where_and_what_but_nothing_of_a_call(exam_root: Path, made: Handouts) -> None:
    with open_exam(exam_root) as exam:
        context = trust(exam)
    with running(exam_root) as server, browse(context) as client:
        client.get(f"{server.people}/api/manifest")
        code = made.pairing_codes[0].show()
        request = EnrolRequest(1, code, "PC-RAHASIA", b"no request", bytes(32))
        call(client, f"{server.people}/api/enrol", encode(request))
        server.process.send_signal(signal.SIGTERM)
        _, errors = server.process.communicate(timeout=WAIT_SECONDS)
    serving_line, asked, enrolled, stopped = errors.splitlines()
    for word in (made.exam_id.hex()[:16], "sqlite=", f"kiosk_port={server.kiosk_port}"):
        assert word in serving_line
    visit = "event='request' method='{}' route='{}' status={} who='-' address='127.0.0.1'"
    assert visit.format("GET", "/api/manifest", 200) in asked
    assert visit.format("POST", "/api/enrol", 409) in enrolled
    assert "code='" in enrolled
    assert "event='stopped'" in stopped
    assert code not in errors
    assert "PC-RAHASIA" not in errors


def test_a_taken_port_is_refused_before_anything_starts(exam: OpenExam) -> None:
    with open_doors("127.0.0.1", 0, 0) as doors:
        for ports in ((0, doors.people_port), (doors.kiosk_port, 0)):
            with pytest.raises(DirectoryError) as refused:
                serve(exam, "127.0.0.1", *ports)
            assert (refused.value.code, refused.value.details) == (
                "port.taken",
                {"port": max(ports)},
            )


def test_one_port_for_both_doors_is_refused() -> None:
    with open_doors("127.0.0.1", 0, 0) as doors:
        port = doors.people_port
    with pytest.raises(DirectoryError, match=r"port\.taken"), open_doors("127.0.0.1", port, port):
        pass


@pytest.mark.parametrize(
    ("host", "port", "code"),
    [
        ("192.0.2.1", 0, "port.host"),
        ("no such host", 0, "port.host"),
        ("127.0.0.1", 65536, "port.forbidden"),
    ],
)
def test_an_address_that_is_not_ours_is_refused(host: str, port: int, code: str) -> None:
    with pytest.raises(DirectoryError) as refused, open_doors(host, port, 0):
        pass
    assert refused.value.code == code


def test_a_forbidden_port_is_refused_with_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(*_address: object, **_options: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket, "create_server", forbid)
    with pytest.raises(DirectoryError) as refused, open_doors("127.0.0.1", 80, 443):
        pass
    assert (refused.value.code, refused.value.details) == ("port.forbidden", {"port": 80})


def test_an_ipv6_address_is_announced_in_brackets() -> None:
    with open_doors("127.0.0.1", 0, 0) as doors:
        line = replace(doors, host="::1").announce()
        assert (
            line == f"people: https://[::1]:{doors.people_port}  kiosks: [::1]:{doors.kiosk_port}"
        )


def test_a_fault_outside_any_call_is_logged_by_kind_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    loop = asyncio.new_event_loop()
    note_loop_fault(loop, {"message": "rahasia", "exception": ValueError("rahasia")})
    loop.close()
    logged = "".join(capsys.readouterr())
    assert "ValueError" in logged
    assert "rahasia" not in logged


def test_a_head_without_end_is_cut_off(served: Served) -> None:
    address = ("127.0.0.1", served.people_port)
    with (
        socket.create_connection(address, WAIT_SECONDS) as plain,
        trust(served.exam).wrap_socket(plain, server_hostname=SERVER_NAME) as tls,
        pytest.raises(OSError, match=r"reset|pipe|EOF|closed"),
    ):
        tls.sendall(b"GET / HTTP/1.1\r\n" + b"x-more: a\r\n" * 4_000_000)


def test_anybody_may_ask_whether_the_server_answers(served: Served) -> None:
    with browse(trust(served.exam)) as client:
        assert client.get(_people(served, "/healthz")).json()["can_write"]


def test_the_news_of_the_room_go_to_proctors_alone(served: Served, made: Handouts) -> None:
    news = _people(served, "/pengawas/kabar")
    with browse(trust(served.exam)) as client:
        assert client.get(news).headers["location"] == "/masuk"
    for account, status in (("pengamat", 403), ("pengawas-1", 200)):
        with browse(trust(served.exam)) as client:
            _log_in(client, served, account, passphrases_of(made)[account])
            with client.stream("GET", news) as answer:
                assert answer.status_code == status
                assert HEADERS.items() <= dict(answer.headers).items()
                assert answer.headers["cache-control"] == "no-store"
                first = next(answer.iter_lines())
                assert (first.split(":")[0] in {"id", "event", "data"}) is (status == 200)


def test_whoever_floods_the_people_s_door_is_sent_back(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pace, "wait", lambda *_: 1)
    with browse(trust(served.exam)) as client:
        answer = client.get(_people(served, "/masuk"))
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")


def _log_in(client: httpx.Client, served: Served, account: str, passphrase: str) -> None:
    page = client.get(_people(served, "/masuk")).text
    token = page.partition('name="_csrf_token" value="')[2].partition('"')[0]
    fields = {"_csrf_token": token, "account": account, "passphrase": passphrase}
    assert client.post(_people(served, "/masuk"), data=fields).status_code == 303


def test_the_manifest_is_given_to_whoever_asks(served: Served) -> None:
    with browse(trust(served.exam)) as client:
        raw = client.get(_people(served, "/api/manifest")).content
    assert exam_id_of(raw) == served.exam.exam_id


def test_a_used_pairing_code_is_refused_with_a_code(
    served: Served, made: Handouts, tmp_path: Path
) -> None:
    code = made.pairing_codes[0]
    with RemoteSeat(served, code, "PC-01", tmp_path) as seat:
        assert seat.enrolled.kiosk_port == served.kiosk_port
        assert seat.beat(beat("", phase="")).orders == ()
    with pytest.raises(Exception, match=r"enrol\.code-used"):
        RemoteSeat(served, code, "PC-02", tmp_path)


@pytest.mark.parametrize(
    ("content", "status"), [(b"\xc1", 400), (bytes(17 * 1024), 413)], ids=["no message", "large"]
)
def test_enrolment_refuses_what_it_cannot_read(served: Served, content: bytes, status: int) -> None:
    with browse(trust(served.exam)) as client:
        answer = call(client, _people(served, "/api/enrol"), content)
    assert answer.status_code == status
    assert refusal_of(answer).code in {"protocol.message", "server.request"}
