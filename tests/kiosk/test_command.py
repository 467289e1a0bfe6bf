"""The command line: one sentence and exit code 2, never a traceback."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from exam import keys
from exam.errors import RefusedError
from exam.protocol import encode
from kiosk.__main__ import cli, main
from kiosk.fault import FAILURE_EXIT_CODE
from kiosk.files import hold_alone
from kiosk.screen import without_screen_settings
from kiosk.settings import Seat, open_seat
from kiosk.spool import Spool
from tests.kiosk.leftovers import keep_journal
from tests.kiosk.pseudo import PseudoTerminal
from tests.kiosk.room import Room


def run_command(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the command and return its exit code."""
    monkeypatch.setattr(sys, "argv", ["makalah-kiosk", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("enrol", "--server", "nowhere", "--code", "0"),
        ("enrol", "--server", "127.0.0.1:1", "--code", "0"),
        ("enrol", "--server", "127.0.0.1:1", "--server", "nowhere", "--code", "0"),
        ("transfer",),
    ],
)
def test_a_refusal_is_one_sentence_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    arguments: tuple[str, ...],
) -> None:
    assert run_command(monkeypatch, "--home", str(tmp_path / "seat"), *arguments) == 2
    said = capsys.readouterr().err.strip()
    assert said
    assert "\n" not in said
    assert list(tmp_path.iterdir()) == []


def test_without_a_terminal_nothing_is_opened(tmp_path: Path) -> None:
    (tmp_path / "seat").mkdir(mode=0o700)
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "--home", str(tmp_path / "seat")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 2
    assert "terminal" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_fault_of_the_program_is_said_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def fail(_home: Path) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("kiosk.__main__.open_kiosk", fail)
    assert run_command(monkeypatch, "--home", str(tmp_path)) == 1
    said = capsys.readouterr().err
    assert said.startswith("Program terhenti karena kesalahan (ZeroDivisionError).")
    assert said.count("\n") == 1


def test_a_desk_that_fails_is_said_with_its_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("kiosk.__main__.open_kiosk", lambda _home: "ZeroDivisionError sync.py:7")
    assert run_command(monkeypatch, "--home", str(tmp_path)) == FAILURE_EXIT_CODE
    said = capsys.readouterr().err
    assert "Tulisan Anda aman tersimpan." in said
    assert "(ZeroDivisionError sync.py:7)" in said


def test_a_pc_that_is_not_enrolled_is_told_so_and_its_terminal_is_given_back(
    tmp_path: Path,
) -> None:
    terminal = PseudoTerminal([sys.executable, "-m", "kiosk", "--home", str(tmp_path)])
    assert terminal.end() == 2
    assert terminal.attributes == terminal.found
    said = terminal.shown.rpartition(b"\x1b[2J")[2].decode().strip()
    assert str(tmp_path) in said
    assert "Traceback" not in said
    terminal.close()


@pytest.mark.parametrize("handle", [(), ("0",), ("77",), ("x",), ("0", "1")])
def test_the_screen_alone_is_of_no_use(handle: tuple[str, ...]) -> None:
    command = [sys.executable, "-I", "-m", "kiosk.ui", *handle]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "makalah-kiosk starts this program.\n"


def test_no_setting_of_the_screen_library_can_write_keys_to_a_file() -> None:
    kept = {"TERM": "foot", "TEXTUAL_DISABLE_KITTY_KEY": "1"}
    environment = {"TEXTUAL_DEBUG": "1", "TEXTUAL_LOG": "keys", "TEXTUAL": "debug", **kept}
    assert without_screen_settings(environment) == kept


def test_a_second_kiosk_in_the_same_folder_says_so_and_ends(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("kiosk.opening.ScreenProcess", pytest.fail)
    with hold_alone(tmp_path):
        assert run_command(monkeypatch, "--home", str(tmp_path)) == 2
    said = capsys.readouterr().err.strip()
    assert str(tmp_path) in said
    assert "\n" not in said


@pytest.fixture
def enrolled(room: Room, tmp_path: Path) -> Seat:
    """A PC whose exam has a proctors' PIN, with a stick and work."""
    seat, stick = room.seat(), tmp_path / "stick"
    key, profile = seat.manifest.server_signing_key, seat.config.kdf_profile
    known = keys.auth_hash(keys.stretch("12345678", "proctor-pin", key, profile=profile).auth)
    manifest = encode(msgspec.structs.replace(seat.manifest, proctor_pin=known))
    stick.mkdir()
    seat.folder.root.mkdir()
    seat.folder.manifest.write_bytes(manifest)
    seat.folder.description.write_bytes(msgspec.json.encode(seat.description))
    seat.folder.signing_key.write_bytes(seat.signing_secret)
    seat.folder.settings.write_text(f'stick = "{stick}"')
    seat = open_seat(seat.folder.root)
    keep_journal(Spool(seat.folder.spool), seat.exam_id, "001.kesbangpol")
    return seat


def transfer(seat: Seat, pin: str, *arguments: str) -> Result:
    """Run `makalah-kiosk transfer`, and type a PIN."""
    home = ["--home", str(seat.folder.root), "transfer"]
    return CliRunner().invoke(cli, [*home, *arguments], input=f"{pin}\n")


def test_work_can_be_copied_to_a_stick_without_a_screen(enrolled: Seat, tmp_path: Path) -> None:
    done = transfer(enrolled, "1234 5678")
    assert done.exit_code == 0
    (file,) = (tmp_path / "stick").iterdir()
    assert str(file) in done.output
    assert "1234 5678" not in done.output
    (tmp_path / "other").mkdir()
    assert transfer(enrolled, "12345678", "--stick", str(tmp_path / "other")).exit_code == 0
    assert len(list((tmp_path / "other").iterdir())) == 1


def test_a_wrong_pin_copies_nothing(enrolled: Seat, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"transfer\.pin"):
        raise transfer(enrolled, "12345679").exception or AssertionError
    assert list((tmp_path / "stick").iterdir()) == []


def test_a_setting_that_is_not_known_is_told_by_file_and_key(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], enrolled: Seat
) -> None:
    enrolled.folder.settings.write_text("stik = '/media'")
    assert run_command(monkeypatch, "--home", str(enrolled.folder.root), "transfer") == 2
    said = capsys.readouterr().err
    assert str(enrolled.folder.settings) in said
    assert "stik" in said
