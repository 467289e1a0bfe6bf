"""The labels of numbered items, worked out when somebody looks at one."""

from collections.abc import Sequence

from exam.manuscript import NUMBERED, blocks_of, label_of, numbers_of

_MARKS = frozenset(kind.value for kind in NUMBERED)


def has_numbers(lines: Sequence[str]) -> bool:
    """Whether any line is a numbered item."""
    return any(line[:1] in _MARKS for line in lines)


class Labels:
    """The labels of one text; `forget` them when lines came, went or changed what they are."""

    def __init__(self) -> None:
        self._labels: dict[int, str] | None = None

    def forget(self) -> None:
        """Work them out anew the next time."""
        self._labels = None

    def of(self, lines: Sequence[str], line: int) -> str:
        """Return the label of a line, empty if it is no numbered item."""
        if self._labels is None:
            blocks = blocks_of("\n".join(lines)) if has_numbers(lines) else ()
            self._labels = {
                index: label_of(block.kind, number)
                for index, (block, number) in enumerate(
                    zip(blocks, numbers_of(blocks), strict=True)
                )
                if block.kind in NUMBERED
            }
        return self._labels.get(line, "")
