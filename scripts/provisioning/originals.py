"""What a tree was like before: kept once per path, before anything there is changed.

The list is on the disk before the change is made, so that a run that is cut leaves nothing that
cannot be given back.
"""

import json
import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

PLACE: Final = "/var/lib/makalah-before"
FRESH: Final = ".makalah-new"
"""The end of the name of a file that is being written."""
_LIST: Final = "before.json"
_NOTE: Final = "note:"


class Originals:
    """The originals of one tree; `root` is where its `/` lies."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._place = root / PLACE.lstrip("/")
        self._known: dict[str, dict[str, str | int]] = self._read()

    def _read(self) -> dict[str, dict[str, str | int]]:
        try:
            read: dict[str, dict[str, str | int]] = json.loads((self._place / _LIST).read_bytes())
        except FileNotFoundError:
            return {}
        return read

    def note(self, name: str) -> str | None:
        """Return what was noted under a name, None if nothing was."""
        noted = self._known.get(f"{_NOTE}{name}")
        return None if noted is None else str(noted["text"])

    def set_note(self, name: str, text: str | None) -> None:
        """Keep a note beside the originals, or forget it."""
        if text is None:
            self._known.pop(f"{_NOTE}{name}", None)
        else:
            self._known[f"{_NOTE}{name}"] = {"kind": "note", "text": text}
        self._write()

    def has(self, path: str) -> bool:
        """Whether what was at a path is kept, or that nothing was."""
        return path in self._known

    def keep(self, path: str) -> None:
        """Keep what is at a path, or that nothing is, unless that was done before."""
        self._keep_way(path)
        if path in self._known:
            return
        self._known[path] = self._seen(path, str(len(self._known)))
        self._write()

    def keep_folder(self, path: str) -> None:
        """Keep a folder's mode and owner, or that there is none; what is in it is never touched."""
        self._keep_way(path)
        self._keep_missing(path)
        if path not in self._known:
            self._known[path] = self._seen(path, "")
            self._write()

    def _keep_way(self, path: str) -> None:
        for folder in reversed(Path(path).parents):
            self._keep_missing(str(folder))

    def _keep_missing(self, folder: str) -> None:
        if folder not in self._known and not os.path.lexists(self._at(folder)):
            self._known[folder] = {"kind": "no-folder"}
            self._write()

    def _seen(self, path: str, copy: str) -> dict[str, str | int]:
        place = self._at(path)
        try:
            told = place.lstat()
        except FileNotFoundError:
            return {"kind": "none"}
        seen: dict[str, str | int] = {
            "mode": stat.S_IMODE(told.st_mode),
            "user": told.st_uid,
            "group": told.st_gid,
            "time": told.st_mtime_ns,
        }
        if stat.S_ISLNK(told.st_mode):
            return {"kind": "link", "target": str(place.readlink()), **seen}
        if stat.S_ISDIR(told.st_mode):
            return {"kind": "folder", **seen}
        self._open_place()
        with place.open("rb") as source, (self._place / copy).open("wb") as target:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
        return {"kind": "file", "copy": copy, **seen}

    def restore_all(self) -> None:
        """Put everything back, what was kept last first; it can be cut and repeated."""
        for path in reversed([path for path in self._known if not path.startswith(_NOTE)]):
            self.restore(path)
        shutil.rmtree(self._place, ignore_errors=True)
        self._known = {}

    def restore(self, path: str) -> None:
        """Put back what was at a path; a folder that was made stays while something is in it."""
        kept, place = self._known[path], self._at(path)
        kind = kept["kind"]
        place.with_name(place.name + FRESH).unlink(missing_ok=True)
        if kind == "no-folder":
            with suppress(OSError):
                place.rmdir()
        elif kind == "folder":
            self._set(place, kept)
        else:
            _remove(place)
            if kind != "none":
                self._put(place, kept)
        del self._known[path]
        self._write()

    def _put(self, place: Path, kept: dict[str, str | int]) -> None:
        if kept["kind"] == "link":
            place.symlink_to(str(kept["target"]))
            os.chown(place, int(kept["user"]), int(kept["group"]), follow_symlinks=False)
        else:
            shutil.copyfile(self._place / str(kept["copy"]), place)
            self._set(place, kept)
        time = int(kept["time"])
        os.utime(place, ns=(time, time), follow_symlinks=False)

    def _set(self, place: Path, kept: dict[str, str | int]) -> None:
        os.chown(place, int(kept["user"]), int(kept["group"]))
        place.chmod(int(kept["mode"]))

    def _at(self, path: str) -> Path:
        return self._root / path.lstrip("/")

    def _open_place(self) -> None:
        self._place.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _write(self) -> None:
        """Write the list whole or not at all."""
        self._open_place()
        fresh = self._place / f"{_LIST}{FRESH}"
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(self._known, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._place / _LIST)


def _remove(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
