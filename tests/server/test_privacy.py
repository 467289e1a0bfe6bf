"""A server that crashes leaves no core, which would hold papers in clear."""

import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

_ABORT = "import os, signal; os.kill(os.getpid(), signal.SIGABRT)"
_PRIVATE = f"from server.privacy import keep_memory_private; keep_memory_private(); {_ABORT}"
_PATTERN = Path("/proc/sys/kernel/core_pattern")


def files_after_crash(folder: Path, program: str) -> list[Path]:
    """Let a program crash in a folder where cores may be as large as they are."""

    def allow_cores() -> None:
        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (most, most))

    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(root)!r}); {program}"],
        cwd=folder,
        preexec_fn=allow_cores,
        check=False,
    )
    assert done.returncode == -signal.SIGABRT
    return list(folder.iterdir())


def test_a_crash_leaves_no_core(tmp_path: Path) -> None:
    assert files_after_crash(tmp_path, _PRIVATE) == []


@pytest.mark.skipif(
    _PATTERN.read_text().strip() != "core", reason="cores of this machine go elsewhere"
)
def test_the_search_would_find_a_core(tmp_path: Path) -> None:
    if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0:
        pytest.skip("this machine lets nobody leave a core")
    assert files_after_crash(tmp_path, _ABORT) != []
