"""Exams are created once for all tests of a run, and copied for each; their door is open."""

import os
import shutil
from pathlib import Path

from sqlite_utils import Database

from server.ceremony import Handouts, create_exam
from server.plan import read_plan
from server.settings import ExamDirectory


class ReadyMade:
    """Exams that were created in a folder, each of another config or list."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[tuple[bytes, bytes], tuple[Path, Handouts]] = {}

    def copy_to(self, root: Path, config: Path, roster: Path) -> Handouts:
        """Make a directory an exam of this config and this list; returns what was handed out."""
        key = (config.read_bytes(), roster.read_bytes())
        if key not in self._made:
            first = self._folder / f"exam-{len(self._made)}"
            first.mkdir(mode=0o700)
            handouts = create_exam(read_plan(config, roster), first, os.urandom)
            open_door(first)
            self._made[key] = (first, handouts)
        source, handouts = self._made[key]
        shutil.copytree(source, root)
        return handouts


def open_door(root: Path) -> None:
    """Let candidates sign in at an exam without an entry in its ledger."""
    db = Database(ExamDirectory(root).database)
    db.table("door").insert({"opened_at": 0, "opened_by": "pengawas-1"})
    db.close()
