"""Reasons to refuse that several sections of a config share."""

from collections.abc import Iterable, Sequence
from typing import Final

from exam.config.fields import WHOLE
from exam.config.source import Path, Source, show

_TOLERANCE: Final = 1e-6


def require_once(source: Source, entries: Iterable[tuple[Path, str]]) -> None:
    """Refuse a value that stands at two places.

    Raises:
        ConfigError: names both.

    """
    first: dict[str, Path] = {}
    for path, value in entries:
        if first.setdefault(value, path) != path:
            raise source.refusal(
                "config.twice", path, value=show(value), first=source.key(first[value])
            )


def require_whole(source: Source, path: Path, weights: Sequence[float]) -> None:
    """Refuse weights that do not add up to 100.

    Raises:
        ConfigError: says what they add up to.

    """
    total = sum(weights)
    if abs(total - WHOLE) > _TOLERANCE:
        raise source.refusal("config.weights", path, total=f"{total:g}", whole=WHOLE)


def require_known(source: Source, path: Path, name: str, known: Sequence[str], where: Path) -> None:
    """Refuse a name that is not one of those which stand elsewhere.

    Raises:
        ConfigError: lists what is known.

    """
    if name not in known:
        raise source.refusal(
            "config.unknown-name",
            path,
            value=show(name),
            where=source.key(where),
            known=", ".join(known),
        )


def require_at_most(
    source: Source, path: Path, value: float, most: float, because_of: Path
) -> None:
    """Refuse a number above another one.

    Raises:
        ConfigError: names both keys and the greatest that is allowed.

    """
    if value > most:
        raise source.refusal(
            "config.above",
            path,
            value=f"{value:g}",
            most=f"{most:g}",
            other=source.key(because_of),
        )


def require_together(
    source: Source, path: Path, given: bool, wanted: bool, because_of: Path
) -> None:
    """Refuse what is missing although another key asks for it, or is there although none does.

    Raises:
        ConfigError: says which of both, and which key decides.

    """
    if wanted and not given:
        raise source.refusal("config.needed", path, other=source.key(because_of))
    if given and not wanted:
        raise source.refusal("config.needless", path, other=source.key(because_of))


def require_either(source: Source, path: Path, first: str, second: str, given: int) -> None:
    """Refuse a table that has both of two keys or none; `given` counts them.

    Raises:
        ConfigError: names both keys.

    """
    if given != 1:
        code = "config.both" if given else "config.neither"
        raise source.refusal(code, path, first=first, second=second)
