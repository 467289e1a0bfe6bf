"""What a server loads before it answers: nothing that only draws documents."""

import subprocess
import sys

_LOADED = "import sys, server.web.serve; print(*(name.partition('.')[0] for name in sys.modules))"


def test_a_server_answers_before_anything_is_loaded_that_only_draws_documents() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "litestar" in loaded
    assert not loaded & {"docx", "pptx", "openpyxl", "lxml", "segno"}
