"""What a candidate remembers of having typed, to be held against what comes back.

Independent of the program: texts as they stood after each key, and when that was.
"""

from dataclasses import dataclass, field

from exam.manuscript import Part

Texts = tuple[str, str]
"""Paper and slides."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What of the last texts did not come back: how many edits, the first of them typed when."""

    since: float
    edits: int


@dataclass
class Memory:
    """Everything that stood on the screen since the empty paper, and what lies beside the line.

    What a hand-in began to seal when the program died may count, though the screen shows less.
    `turns` are the places among the states at which a text from beside the line was gone on from.
    """

    states: list[tuple[float, Texts]] = field(default_factory=lambda: [(0.0, ("", ""))])
    handed_in: list[Texts] = field(default_factory=list)
    left_behind: set[Texts] = field(default_factory=set)
    cut_short: set[Texts] = field(default_factory=set)
    turns: list[int] = field(default_factory=list)

    @property
    def texts(self) -> Texts:
        """What stands there now."""
        return self.states[-1][1]

    def parts(self) -> dict[Part, str]:
        """The same by part."""
        paper, slides = self.texts
        return {Part.PAPER: paper, Part.SLIDES: slides}

    def type(self, at: float, texts: Texts) -> None:
        """Remember an edit."""
        self.states.append((at, texts))

    def hand_in(self) -> None:
        """Remember that what stands there was sealed."""
        if self.texts not in self.handed_in:
            self.handed_in.append(self.texts)

    def loss(self, found: Texts) -> Loss | None:
        """Return what is missing in what was found; None if that never stood there.

        What was written beside the line is not missing in the line: it stays beside it.
        """
        for index in range(len(self.states) - 1, -1, -1):
            if self.states[index][1] == found:
                turn = next((turn for turn in self.turns if turn > index), None)
                missing = self.states[index + 1 : turn]
                return Loss(missing[0][0] if missing else 0.0, len(missing))
        return None

    def go_on_from(self, found: Texts) -> None:
        """Take what was found for what stands there."""
        for index in range(len(self.states) - 1, -1, -1):
            if self.states[index][1] == found:
                self.left_behind.update(texts for _, texts in self.states[index + 1 :])
                del self.states[index + 1 :]
                self.turns = [turn for turn in self.turns if turn <= index]
                return
        self.turns.append(len(self.states))
        self.states.append((self.states[-1][0], found))
