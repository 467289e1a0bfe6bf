"""The shell that all scripts share, where it has to give up."""

import subprocess
import sys
from pathlib import Path

import pytest

ENVIRONMENT = Path(__file__).parents[2] / "scripts" / "environment.sh"


def run(command: str, path: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/bash", "-c", f'. "{ENVIRONMENT}"; {command}'],
        env={"PATH": path, **more},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder that is the whole PATH, with the little that the shell itself needs."""
    (tmp_path / "dirname").symlink_to("/usr/bin/dirname")
    return tmp_path


def add(folder: Path, name: str, script: str) -> Path:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return program


def test_the_interpreter_is_chosen_and_its_version_told(programs: Path) -> None:
    done = run('find_python; echo "$VERSION"', str(programs), PYTHON=sys.executable)
    assert done.stdout.strip() == f"{sys.version_info.major}.{sys.version_info.minor}"


def test_of_an_environment_the_interpreter_is_taken_that_it_was_made_with(programs: Path) -> None:
    done = run('find_python; echo "$PYTHON"', str(programs), PYTHON=sys.executable)
    assert Path(done.stdout.strip()).parent == Path(sys.base_prefix) / "bin"


def test_a_missing_python_is_said_with_what_to_install(programs: Path) -> None:
    done = run("find_python", str(programs))
    assert done.returncode == 2
    assert done.stderr.startswith("There is no “python3” on this machine.")
    assert "python3-venv" in done.stderr


def test_an_older_python_is_refused_in_one_sentence(programs: Path) -> None:
    old = add(programs, "old", 'case "$2" in *print*) echo 3.9;; *) exit 1;; esac')
    done = run("find_python", str(programs), PYTHON=str(old))
    assert done.returncode == 2
    assert "is Python 3.9; Makalah needs 3.11 or newer" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_python_without_venv_is_refused_with_the_package_to_install(programs: Path) -> None:
    half = add(
        programs,
        "half",
        'case "$2" in *print*) echo 3.12;; *version_info*) exit 0;; *) exit 1;; esac',
    )
    done = run("find_python", str(programs), PYTHON=str(half))
    assert done.returncode == 2
    assert "apt-get install python3.12-venv" in done.stderr


def test_programs_that_are_there_ask_for_nothing(programs: Path) -> None:
    add(programs, "tmux", "")
    assert run("need_programs tmux", str(programs)).returncode == 0


def test_without_debian_the_missing_programs_are_named(programs: Path) -> None:
    done = run("need_programs chromium tmux", str(programs))
    assert (done.returncode, done.stderr.splitlines()) == (
        2,
        ["Install these programs first, then try again: chromium tmux"],
    )


def test_without_the_right_to_install_the_command_is_told(programs: Path) -> None:
    add(programs, "apt-get", "exit 99")
    add(programs, "id", "echo 1000")
    done = run("need_programs chromium", str(programs))
    assert done.returncode == 2
    assert done.stderr.rstrip().endswith("sudo apt-get install chromium")


def test_with_the_right_to_install_only_what_is_missing_is_installed(programs: Path) -> None:
    add(programs, "id", "echo 0")
    add(programs, "env", 'shift; exec "$@"')
    add(programs, "tmux", "")
    add(programs, "apt-get", f'echo "$@" >>"{programs}/calls"')
    done = run("need_programs chromium tmux", str(programs))
    assert done.returncode == 0, done.stderr
    calls = (programs / "calls").read_text().splitlines()
    assert calls == ["-qq update", "-qq install --yes --no-install-recommends chromium"]
