"""The command line: one sentence and exit code 2, never a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.fault import FAILURE_EXIT_CODE
from kiosk.files import hold_alone
from kiosk.screen import without_screen_settings
from tests.kiosk.pseudo import PseudoTerminal


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
        timeout=60,
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
