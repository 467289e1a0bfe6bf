"""What each of the two processes loads, and what of it nobody else may see."""

import subprocess
import sys

import pytest

_LOADED = "import sys; {program}; print(*(name for name in sys.modules if sys.modules[name]))"


def loaded_by(program: str) -> set[str]:
    """Return the modules that a program has loaded at its end."""
    command = [sys.executable, "-c", _LOADED.format(program=program)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.fixture(scope="module")
def screen() -> set[str]:
    """What the screen's process loads."""
    return loaded_by("import kiosk.ui.__main__")


@pytest.fixture(scope="module")
def keeper() -> set[str]:
    """What the keeper's process loads."""
    load = "import kiosk.__main__; from kiosk.opening import load_desk; load_desk()"
    return loaded_by(f"{load}; import kiosk.keeper")


def packages(modules: set[str]) -> set[str]:
    """The top of each."""
    return {module.partition(".")[0] for module in modules}


def test_the_screen_loads_no_key_no_network_and_no_disk(screen: set[str]) -> None:
    assert not packages(screen) & {"cryptography", "httpx", "httpcore", "ssl", "_ssl", "click"}
    ours = {module for module in screen if module.startswith("kiosk.")}
    beside = {module for module in ours if not module.startswith(("kiosk.ui", "kiosk.text"))}
    assert beside == {
        "kiosk.appearance",
        "kiosk.exchange",
        "kiosk.fault",
        "kiosk.language",
        "kiosk.privacy",
        "kiosk.terminal",
        "kiosk.view",
        "kiosk.wire",
    }


def test_the_keeper_loads_nothing_that_draws(keeper: set[str]) -> None:
    assert "kiosk.desk" in keeper
    assert not packages(keeper) & {"textual", "rich", "pygments"}
    assert not {module for module in keeper if module.startswith("kiosk.ui")}


def test_a_process_that_keeps_its_memory_private_cannot_be_looked_into() -> None:
    program = (
        "import ctypes, resource\n"
        "from kiosk.privacy import keep_memory_private\n"
        "keep_memory_private()\n"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), *resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.split() == [b"0", b"0", b"0"]
