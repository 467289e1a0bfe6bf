"""Bringing to the disk what a program wrote without doing so itself."""

import os
from pathlib import Path


def flush_path(path: Path) -> None:
    """Bring a file or a folder's entries to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
