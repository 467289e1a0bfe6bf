"""A marked word and every way in which a disk could hold it."""

import base64
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

WORDS = ("Kanariwortelungu", "Cendrawasihbiru", "Rangkongmalam", "Trenggilingsepi")
"""Words that stand in no other text; all of them are in the marked paper and its slides."""
_LEAST = 10
"""So many signs of a word in a row would tell it."""


def traces_of(word: str) -> frozenset[bytes]:
    """Return a word as it looks in memory dumps, archives, pages and databases."""
    part = word[:_LEAST]
    raw = part.encode()
    spelled = {raw, part.lower().encode(), part.upper().encode(), raw.hex().encode()}
    wide = {part.encode("utf-16-le"), part.encode("utf-16-be"), part.encode("utf-32-le")}
    coded = {_inside_base64(raw, before) for before in range(3)}
    return frozenset(spelled | wide | coded)


def _inside_base64(raw: bytes, before: int) -> bytes:
    """Return how a text looks inside a longer one in base64 that begins so many bytes before."""
    return base64.b64encode(bytes(before) + raw + bytes(3))[4 if before else 0 :][: len(raw)]


def leaks_in(folders: Iterable[Path], words: Iterable[str] = WORDS) -> list[str]:
    """Name every file below these folders that holds a trace of a word, packed or plain."""
    traces = frozenset().union(*(traces_of(word) for word in words))
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                for content in _contents(path.read_bytes()):
                    found += [f"{path}: {each!r}" for each in traces if each in content]
    return found


def _contents(raw: bytes) -> Iterator[bytes]:
    """Give a file as it is, and what is packed in it."""
    yield raw
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for name in archive.namelist():
                yield archive.read(name)
    if raw.startswith((b"\x1f\x8b", b"\x78")):
        try:
            yield zlib.decompressobj(wbits=47).decompress(raw)
        except zlib.error:
            return
