"""Calls from inside a PC and locks that are taken away, without a PC."""

import json
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.escaping import calling
from scripts.escaping.attempts import ATTEMPTS
from scripts.escaping.board import Board, command_of
from scripts.escaping.inside import Inside, InsideError, Stick, changed
from scripts.escaping.judge import Outcome
from scripts.escaping.probes import Answers, caller, judge_calls, parse_answers
from scripts.escaping.weakened import weaknesses
from scripts.escaping.wire import Allowed, Packet
from scripts.imaging.stick import arguments_of

ALLOWED = Allowed("10.0.2.2", frozenset({8443, 8444}))
OWN = [("tcp 10.0.2.2:8443", calling.OPEN), ("tcp 10.0.2.2:8444", calling.OPEN)]
NUMBER = "MAKALAH-0123456789ABCDEF"


def answers(*others: tuple[str, str]) -> Answers:
    return {"root": [*OWN, *others]}


@pytest.mark.parametrize(
    ("came", "outcome"),
    [
        (calling.SILENT, Outcome.BLOCKED),
        (f"{calling.REFUSED}: Operation not permitted", Outcome.BLOCKED),
        (calling.OPEN, Outcome.ESCAPED),
        (calling.ANSWERED, Outcome.ESCAPED),
    ],
)
def test_whatever_answers_beside_the_server_is_an_escape(came: str, outcome: Outcome) -> None:
    verdict = judge_calls(answers(("tcp 10.0.2.3:53", came)), (), ALLOWED)["root"]
    assert verdict.outcome is outcome
    assert ("tcp 10.0.2.3:53" in verdict.reason) is (outcome is Outcome.ESCAPED)


def test_what_leaves_the_pc_is_an_escape_though_nobody_answers() -> None:
    sent = [Packet("tcp", "10.0.2.2", 8443), Packet("udp", "10.0.2.3", 53)]
    verdict = judge_calls(answers(), sent, ALLOWED)["root"]
    assert verdict.outcome is Outcome.ESCAPED
    assert "sent: udp 10.0.2.3:53" in verdict.reason
    assert judge_calls(answers(), sent[:1], ALLOWED)["root"].outcome is Outcome.BLOCKED


def test_a_pc_that_reaches_not_even_its_server_proves_nothing() -> None:
    with pytest.raises(InsideError, match="did not reach the server"):
        judge_calls({"kiosk": OWN[:1]}, (), ALLOWED)


def test_a_pc_is_heard_out_before_it_is_judged() -> None:
    lines = ["[    1.0] some driver", *(json.dumps(["root", *one]) for one in OWN)]
    assert parse_answers("\r\n".join(lines)) is None
    lines.append(json.dumps([calling.LAST]))
    assert parse_answers("\r\n".join(lines)) == answers()


def listener(kind: socket.SocketKind) -> socket.socket:
    made = socket.socket(socket.AF_INET, kind)
    made.bind(("127.0.0.1", 0))
    return made


def test_a_call_tells_what_came_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "_SECONDS", 0.05)
    with listener(socket.SOCK_STREAM) as tcp, listener(socket.SOCK_DGRAM) as udp:
        port, silent = tcp.getsockname()[1], udp.getsockname()[1]
        found = dict(calling.calls("127.0.0.1", [port], is_root=True))
        assert calling.outcome_of(found[f"tcp 127.0.0.1:{port}"]) == calling.ANSWERED
        tcp.listen()
        assert calling.outcome_of(found[f"tcp 127.0.0.1:{port}"]) == calling.OPEN
        _, call = calling.udp("127.0.0.1", silent)
        assert calling.outcome_of(call) == calling.SILENT
    _, call = calling.udp("127.0.0.1", silent)
    assert calling.outcome_of(call) == calling.ANSWERED


def test_what_the_pc_itself_forbids_is_told_with_its_reason() -> None:
    def forbidden() -> str:
        raise PermissionError(1, "Operation not permitted")

    assert calling.outcome_of(forbidden) == f"{calling.REFUSED}: Operation not permitted"


def test_every_call_has_a_name_of_its_own_and_root_sends_no_frames() -> None:
    ports = sorted(ALLOWED.ports)
    as_root, as_exam = (
        [name for name, _ in calling.calls(ALLOWED.server, ports, is_root=is_root)]
        for is_root in (True, False)
    )
    assert len(set(as_exam)) == len(as_exam)
    assert set(as_exam) - set(as_root) == {"a frame of Ethernet"}
    assert {name for name, _ in OWN} <= set(as_root)


def test_the_pc_is_told_whom_it_may_reach() -> None:
    files = caller(ALLOWED)
    (unit,) = (text for path, text in files.items() if path.endswith("calling.service"))
    (program,) = (path for path in files if path.endswith("calling.py"))
    assert f"{program} {ALLOWED.server} 8443 8444" in unit


def test_every_weakness_is_one_and_has_a_group_that_finds_it() -> None:
    groups = {attempt.name for attempt in ATTEMPTS}
    told = arguments_of(NUMBER)
    for weakness in weaknesses():
        assert weakness.group in groups
        assert all(old in told for old in weakness.arguments)
        assert weakness.files


def test_a_lock_that_is_no_longer_there_is_told(tmp_path: Path) -> None:
    file = tmp_path / "unit"
    file.write_text("[Service]\n")
    with pytest.raises(InsideError, match="lock"):
        changed(file, "lock", "key")


def test_what_the_emulator_starts_does_not_come_from_the_stick(tmp_path: Path) -> None:
    inside = Inside(tmp_path / "kernel", tmp_path / "first", "quiet")
    command = command_of(tmp_path / "d", tmp_path, tmp_path / "m", Board(inside=inside))
    assert command[command.index("-kernel") + 1] == str(inside.kernel)
    assert not any("bootindex" in word for word in command)


@pytest.mark.skipif(
    not (shutil.which("cpio") and shutil.which("xorriso")), reason="apt-get install cpio xorriso"
)
def test_what_is_added_follows_the_image_s_own_first_programs(
    tmp_path: Path, make_image: Callable[[], Path]
) -> None:
    stick = Stick(make_image(), tmp_path)
    inside = stick.with_files({"/etc/x": "hello\n"}, {"quiet": "debug"})
    assert f"makalah.number={NUMBER}" in inside.arguments
    assert "debug" in inside.arguments
    whole = inside.first.read_bytes()
    assert whole.startswith(b"first programs")
    unpacked = tmp_path / "unpacked"
    unpacked.mkdir()
    command = ("cpio", "-i", "-d", "--quiet", "-D", str(unpacked))
    subprocess.run(command, input=whole[512:], check=True, capture_output=True)
    assert (unpacked / "added/etc/x").read_text() == "hello\n"
    script = (unpacked / "scripts/makalah").read_text()
    assert script.rstrip().endswith('cp -a /added/. "$rootmnt/"\n}')
    with pytest.raises(InsideError, match="noisy"):
        stick.with_files({}, {"noisy": "quiet"})


@pytest.fixture
def make_image(tmp_path: Path) -> Callable[[], Path]:
    """Make an image with a kernel, first programs and a number, as an image has them."""

    def make() -> Path:
        content = tmp_path / "made"
        for name, text in (
            ("makalah/vmlinuz", "kernel"),
            ("makalah/initrd", "first programs"),
            (f".disk/{NUMBER}", NUMBER),
            (".disk/info", NUMBER),
        ):
            file = content / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        image = tmp_path / "image"
        command = ("xorriso", "-as", "mkisofs", "-quiet", "-r", "-o", str(image), str(content))
        subprocess.run(command, check=True, capture_output=True)
        return image

    return make
