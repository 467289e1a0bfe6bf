"""Sample papers, as documents and as the key presses that type them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exam.manuscript import BlockKind, Part, blocks_of

FOLDER: Final = Path(__file__).parents[2] / "tests" / "data" / "papers"
_SIGNS: Final = {
    "# ": BlockKind.HEADING_1,
    "## ": BlockKind.HEADING_2,
    "• ": BlockKind.BULLET,
}
_HEADING_KEY: Final = "F6"
_BULLET_KEY: Final = "F7"


@dataclass(frozen=True, slots=True)
class Sample:
    """A paper with its slides, for one post, with marks as the kiosk sets them."""

    name: str
    post_id: str
    paper: str
    slides: str

    def text(self, part: Part) -> str:
        """Return the document of one part."""
        return self.paper if part is Part.PAPER else self.slides


@dataclass(frozen=True, slots=True)
class Typed:
    """Characters typed as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """One key, by the name that tmux gives it."""

    key: str


def load_samples() -> list[Sample]:
    """Read all sample papers in the order of their files."""
    return [
        Sample(
            name=path.name.removesuffix(".paper.txt"),
            post_id=path.name.removesuffix(".paper.txt").partition("-")[2],
            paper=_document(path),
            slides=_document(path.with_name(path.name.replace(".paper.", ".slides."))),
        )
        for path in sorted(FOLDER.glob("*.paper.txt"))
    ]


def strokes(text: str) -> Iterator[Typed | Pressed]:
    """Turn a document into the key presses that write it into an empty editor."""
    kind = BlockKind.PARAGRAPH
    for index, block in enumerate(blocks_of(text)):
        if index:
            yield Pressed("Enter")
        yield from (Pressed(key) for key in _keys(kind, block.kind))
        yield from _line(block.text)
        kind = BlockKind.BULLET if block.kind is BlockKind.BULLET else BlockKind.PARAGRAPH


def _keys(now: BlockKind, wanted: BlockKind) -> tuple[str, ...]:
    """Keys that turn a new line into what it has to be; only a list goes on by itself."""
    if wanted is now:
        return ()
    if wanted is BlockKind.HEADING_1:
        return (_HEADING_KEY,)
    if wanted is BlockKind.HEADING_2:
        return (_HEADING_KEY, _HEADING_KEY)
    if now is BlockKind.BULLET:
        return (_BULLET_KEY, _BULLET_KEY)
    return (_BULLET_KEY,)


def _line(text: str) -> Iterator[Typed | Pressed]:
    for index, piece in enumerate(text.split("\t")):
        if index:
            yield Pressed("Tab")
        if piece:
            yield Typed(piece)


def _document(path: Path) -> str:
    lines = path.read_text("utf-8").removesuffix("\n").split("\n")
    return "\n".join(_marked(line) for line in lines)


def _marked(line: str) -> str:
    for sign, kind in _SIGNS.items():
        if line.startswith(sign):
            return kind.value + line.removeprefix(sign)
    return line
