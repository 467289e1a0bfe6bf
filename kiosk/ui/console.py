"""The bare Linux console in the colours of a look.

It has sixteen colours, of which eight can be a ground; bold letters take the colour eight further
on, slanted ones the third and underlined ones a colour of their choice, whatever colour was asked
for (`build_attr` in the kernel's `drivers/tty/vt/vt.c`). So every sense has a number here, and the
console is told what each number looks like.
"""

from collections.abc import Mapping
from typing import Final

from kiosk.appearance import Theme
from kiosk.ui.colours import SENSES, Senses, colours_of

_PRIMARY: Final = 4
NUMBERED: Final = Senses(
    foreground="#000000",
    background="#AAAAAA",
    surface="#AAAAAA",
    panel="#00AAAA",
    primary="#0000AA",
    secondary="#AA00AA",
    success="#00AA00",
    error="#AA0000",
    warning="#AA5500",
    warning_text="#FFFF55",
    quiet="#55FFFF",
    line="#55FFFF",
)
"""Stands for the numbers: these are the very colours that the numbers have in the beginning."""
COLOURS: Final = dict.fromkeys(
    Theme, colours_of("makalah-console", NUMBERED, dark=False, thumb=NUMBERED.primary)
)
UNDERLINED_AS_PRIMARY: Final = f"\x1b[1;{_PRIMARY}]"
AS_FOUND: Final = "\x1b]R\x1b[1;15]"
"""Gives the console its own colours back."""


def is_console(environment: Mapping[str, str]) -> bool:
    """Whether the terminal is the bare Linux console."""
    return environment.get("TERM") == "linux"


def numbers_of(senses: Senses) -> tuple[str, ...]:
    """Return the colours of a look, from number 0 to 15."""
    plain = (
        senses.foreground,
        senses.error,
        senses.success,
        senses.warning,
        senses.primary,
        senses.secondary,
        senses.panel,
        senses.surface,
    )
    bold = (
        senses.primary,
        senses.error,
        senses.success,
        senses.warning_text,
        senses.primary,
        senses.secondary,
        senses.quiet,
        senses.surface,
    )
    return plain + bold


def colouring(theme: Theme) -> str:
    """Return what the console is told (`console_codes(4)`)."""
    numbers = numbers_of(SENSES[theme])
    told = (f"\x1b]P{number:X}{colour[1:]}" for number, colour in enumerate(numbers))
    return UNDERLINED_AS_PRIMARY + "".join(told)
