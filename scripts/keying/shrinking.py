"""Finds few strokes that still go wrong, among those of a scene that did."""

from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import Final

from scripts.keying.model import Model
from scripts.keying.scenes import Author
from scripts.keying.strokes import Stroke, Wait
from scripts.keying.trial import Stretch, Trial, WrongError

_PATIENCE_SECONDS: Final = 4.0


def shrink(stretch: Stretch, tries: int) -> tuple[list[Stroke], str]:
    """Return few strokes that go wrong on the texts before them, and how; all of them and an empty
    text if they do not go wrong again.
    """  # noqa: D205
    kept = list(stretch.strokes)
    said = _said_of(stretch, kept)
    size = len(kept) // 2
    while said and size and tries > 0:
        start = 0
        while start < len(kept) and tries > 0:
            waits = [stroke for stroke in kept[start : start + size] if isinstance(stroke, Wait)]
            fewer = kept[:start] + waits + kept[start + size :]
            if len(fewer) == len(kept):
                start += size
                continue
            tries -= 1
            if said_now := _said_of(stretch, fewer):
                kept, said = fewer, said_now
            else:
                start += size
        size //= 2
    return kept, said


def _said_of(stretch: Stretch, strokes: Sequence[Stroke]) -> str:
    """Play strokes on the texts of a stretch; returns what went wrong, or an empty text."""
    trial = Trial(1, stretch.texts, stretch.size)
    trial.patience_seconds = _PATIENCE_SECONDS
    try:
        model = trial.start()
        author = Author(Random(1), model)
        trial.perform(author.fit_all(), model)
        trial.perform(_taken(strokes, model), model)
        trial.perform(author.finish(), model)
    except WrongError as wrong:
        return str(wrong)
    finally:
        trial.end()
    return ""


def _taken(strokes: Iterable[Stroke], model: Model) -> Iterator[Stroke]:
    for stroke in strokes:
        model.take(stroke)
        yield stroke


def bytes_of(strokes: Iterable[Stroke]) -> str:
    """Write strokes down so that they can be sent again."""
    written: list[str] = []
    for stroke in strokes:
        data = getattr(stroke, "data", None)
        if isinstance(stroke, Wait):
            written.append(f"<{stroke.seconds} s>")
        else:
            written.append(repr(data)[2:-1] if data is not None else f"<{stroke}>")
    return " ".join(written)
