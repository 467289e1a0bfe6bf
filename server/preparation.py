"""The preparation of one exam, step by step: files that were given, what they say, the founding.

Everything is in memory until the founding, which happens once; bad input changes nothing.
"""

from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from exam.codes import Randomness
from exam.errors import InputError, RefusedError
from server.ceremony import Handouts
from server.disk_watch import free_bytes
from server.founding import Folders, found_exam, require_folders
from server.inspection import Inspection, inspect_drafts
from server.plan import Draft, Plan


@dataclass(frozen=True, slots=True)
class Drafts:
    """The files of the secretariat; without topics where nothing is written."""

    config: Draft
    topics: Draft | None
    roster: Draft

    def inspect(self, target: Path) -> Inspection:
        """Look at them for an exam at that place.

        Raises:
            DirectoryError: the disk there cannot be looked at.

        """
        free = free_bytes(target)
        return inspect_drafts(self.config, self._beside, self.roster, free)

    def _beside(self, file: str) -> Draft:
        """Give the topics that were chosen.

        Raises:
            InputError: there are none.

        """
        if self.topics is None:
            raise InputError("new.no-topics", file=file)
        return self.topics


@dataclass(frozen=True, slots=True)
class Founded:
    """An exam that was created, with what was handed out."""

    plan: Plan
    folders: Folders
    handouts: Handouts


class Preparation:
    """One exam that is being prepared in the folder `here`."""

    def __init__(self, here: Path, random: Randomness) -> None:
        self.here = here
        self._random = random
        self._drafts: Drafts | None = None
        self._founding = Lock()
        self.found: Inspection | None = None
        self.founded: Founded | None = None

    def look_at(self, drafts: Drafts) -> None:
        """Take other files and see what they say."""
        self._drafts, self.found = drafts, drafts.inspect(self.here)

    def begin(self, directory: str, cards: str) -> None:
        """Create the exam in these folders; asked twice it is created once.

        Raises:
            RefusedError: there are no files yet, or what they say cannot be held.
            InputError: one of the folders cannot be used.

        """
        with self._founding:
            if self.founded is not None:
                return
            folders = Folders(self._folder(directory), self._folder(cards))
            require_folders(folders)
            plan = self._plan_for(folders.directory)
            self.founded = Founded(plan, folders, found_exam(plan, folders, self._random))

    def _folder(self, typed: str) -> Path:
        """Read a folder that somebody typed; it is taken from `here`.

        Raises:
            InputError: nothing was typed, or it is no name of a folder.

        """
        if not typed.strip() or not typed.isprintable():
            raise InputError("new.folder")
        return self.here / typed.strip()

    def _plan_for(self, target: Path) -> Plan:
        """Look once more, now that the disk is known."""
        if self._drafts is None:
            raise RefusedError("new.no-files")
        self.found = self._drafts.inspect(target)
        if self.found.plan is None or not self.found.can_run:
            raise RefusedError("new.cannot-run")
        return self.found.plan
