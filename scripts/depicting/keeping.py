"""The list beside the pictures: the digest of what each was drawn from.

A picture is stale if what it would be drawn from now has another digest. What hangs on the keys of
an exam, which are others each time, is left out: codes of receipts and checkpoints, and hashes.
"""

import json
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from scripts.depicting.album import Drawing
from scripts.depicting.screens import Screen
from scripts.depicting.sheets import Sheet
from server.web.pages import STATIC

PICTURES: Final = Path(__file__).parents[2] / "docs" / "pictures"
LIST: Final = PICTURES / "pictures.json"
_CHANGING: Final = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2,3}\b|\b[0-9a-f]{8,}\b")
_STATIC: Final = re.compile(r"/static/([\w./-]+)")
_IMPORT: Final = re.compile(r'from "\./([\w.-]+)"')


def name_of(one: Drawing) -> str:
    """Return what a picture is called in the list: its language and its name."""
    return f"{one.language}/{one.name}"


def file_of(name: str) -> Path:
    """Return where a picture lies."""
    return PICTURES / f"{name}.png"


def digest_of(one: Drawing) -> str:
    """Return the digest of what a picture is drawn from."""
    if isinstance(one, Screen):
        return _digest(_lasting(one.svg))
    if isinstance(one, Sheet):
        return _digest(_lasting(one.xml), str(one.pages))
    presses = [f"{press.selector} {press.text}" for press in one.presses]
    feeds = [f"{path} {_lasting(body)}" for path, body in sorted(one.feeds.items())]
    files = [f"{path} {(STATIC / path).read_text('utf-8')}" for path in _statics(one.html)]
    return _digest(_lasting(one.html), str(one.height), *presses, *feeds, *files)


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()[:32]


def _lasting(text: str) -> str:
    """Return a text without what is another each time."""
    return _CHANGING.sub(lambda found: "?" * len(found[0]), text)


def _statics(html: str) -> list[str]:
    """Return every style sheet and script of a page, and what scripts import."""
    waiting, found = _STATIC.findall(html), set[str]()
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            if path.endswith(".js"):
                folder = Path(path).parent
                source = (STATIC / path).read_text("utf-8")
                waiting += [(folder / name).as_posix() for name in _IMPORT.findall(source)]
    return sorted(found)


def kept() -> dict[str, str]:
    """Return the list as it is kept: digests by picture."""
    if not LIST.exists():
        return {}
    found: dict[str, str] = json.loads(LIST.read_text("utf-8"))
    return found


def keep(digests: Mapping[str, str]) -> None:
    """Keep the list, one picture a line."""
    LIST.write_text(f"{json.dumps(dict(sorted(digests.items())), indent=1)}\n", "utf-8")


def stale(present: Iterable[Drawing]) -> list[str]:
    """Name every picture that is not what it would be now, is missing, or is left over."""
    wanted = {name_of(one): digest_of(one) for one in present}
    listed = kept()
    there = {
        file.relative_to(PICTURES).with_suffix("").as_posix() for file in PICTURES.glob("*/*.png")
    }
    return sorted(
        name
        for name in wanted.keys() | listed.keys() | there
        if name not in there or name not in wanted or wanted[name] != listed.get(name)
    )
