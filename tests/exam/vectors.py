"""The vector files."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "data" / "vectors"


def vectors(name: str) -> dict[str, Any]:
    """Read one file of vectors."""
    read: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text())
    return read
