"""The three looks of the kiosk, each a set of colours with the same senses.

Written in `foreground`, `primary`, `secondary`, `success` and `error`, a text is read on
`background`, `surface` and `panel`; and each of the two sides may be the ground of the other.
`warning` is a ground only, for `warning-text`. `quiet` is for what need not be read, `line` for
frames. So a style sheet that keeps to these pairs can be read in every look.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from textual.theme import Theme as Colours

from kiosk.appearance import Theme


@dataclass(frozen=True, slots=True)
class Senses:
    """The colours of one look, as #RRGGBB, by what they are for."""

    foreground: str
    background: str
    surface: str
    panel: str
    primary: str
    secondary: str
    success: str
    error: str
    warning: str
    warning_text: str
    quiet: str
    line: str


LIGHT: Final = Senses(
    foreground="#14202E",
    background="#F4F1EA",
    surface="#FFFFFF",
    panel="#E6E1D6",
    primary="#0B2A6B",
    secondary="#1A3A9E",
    success="#005027",
    error="#90001A",
    warning="#FFD34D",
    warning_text="#14202E",
    quiet="#46505F",
    line="#666F7D",
)
"""Dark ink on paper, a deep blue for what can be acted on."""
DARK: Final = Senses(
    foreground="#DADFE6",
    background="#12171E",
    surface="#1A2029",
    panel="#2B333E",
    primary="#A9C8FF",
    secondary="#9FE0F0",
    success="#8FDDA5",
    error="#FFB3AB",
    warning="#FFD34D",
    warning_text="#14202E",
    quiet="#A6B0BE",
    line="#808B9A",
)
"""Soft light on night blue, for eyes that a white screen tires."""
CONTRAST: Final = Senses(
    foreground="#FFFFFF",
    background="#000000",
    surface="#000000",
    panel="#001C47",
    primary="#8CF2FF",
    secondary="#FFE600",
    success="#8CFF9E",
    error="#FFCCC8",
    warning="#FFB84D",
    warning_text="#000000",
    quiet="#D9D9D9",
    line="#FFFFFF",
)
"""White, light blue and yellow on black, for eyes that need all the contrast there is."""
SENSES: Final[Mapping[Theme, Senses]] = {
    Theme.LIGHT: LIGHT,
    Theme.DARK: DARK,
    Theme.CONTRAST: CONTRAST,
}


def colours_of(name: str, senses: Senses, *, dark: bool, thumb: str = "") -> Colours:
    """Tell Textual what its own parts look like in these colours."""
    return Colours(
        name=name,
        dark=dark,
        primary=senses.primary,
        secondary=senses.secondary,
        accent=senses.secondary,
        foreground=senses.foreground,
        background=senses.background,
        surface=senses.surface,
        panel=senses.panel,
        success=senses.success,
        warning=senses.warning,
        error=senses.error,
        variables={
            "quiet": senses.quiet,
            "line": senses.line,
            "warning-text": senses.warning_text,
            "input-cursor-background": senses.foreground,
            "input-cursor-foreground": senses.surface,
            "input-selection-background": senses.secondary,
            "input-selection-foreground": senses.surface,
            "scrollbar": thumb or senses.line,
            "scrollbar-hover": senses.primary,
            "scrollbar-active": senses.primary,
            "scrollbar-background": senses.panel,
            "scrollbar-background-hover": senses.panel,
            "scrollbar-background-active": senses.panel,
            "scrollbar-corner-color": senses.panel,
        },
    )


COLOURS: Final[Mapping[Theme, Colours]] = {
    theme: colours_of(f"makalah-{theme}", senses, dark=theme is not Theme.LIGHT)
    for theme, senses in SENSES.items()
}
