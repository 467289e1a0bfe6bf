"""The last line of each screen: which keys do what here."""

from collections.abc import Sequence

from textual.content import Content

from kiosk.ui.bar import Bar

KeyHint = tuple[str, str]
"""A key as it stands on the keyboard, and what it does."""


class KeyBar(Bar):
    """Shows keys and what they do."""

    def hint(self, hints: Sequence[KeyHint], right: str = "") -> None:
        """Show these keys."""
        pieces = [
            Content.assemble(
                (f" {key} " if key else "", "bold $background on $foreground"), f" {label}"
            )
            for key, label in hints
        ]
        self.say(Content("  ").join(pieces), right)
