"""The one look of the kiosk: dark ink on paper, a deep blue for what can be acted on.

Each colour keeps its sense where there are only sixteen: blue stays blue, paper white, ink black.
"""

from typing import Final

from textual.theme import Theme

PAPER: Final = Theme(
    name="makalah-paper",
    dark=False,
    primary="#0B2A6B",
    secondary="#1A3FB0",
    accent="#1A3FB0",
    foreground="#14202E",
    background="#F4F1EA",
    surface="#FFFFFF",
    panel="#E6E1D6",
    success="#006B2D",
    warning="#FFD34D",
    error="#B00020",
    variables={
        "quiet": "#46505F",
        "line": "#666F7D",
        "input-cursor-background": "#14202E",
        "input-cursor-foreground": "#FFFFFF",
        "input-selection-background": "#1A3FB0",
        "input-selection-foreground": "#FFFFFF",
        "scrollbar": "#666F7D",
        "scrollbar-hover": "#46505F",
        "scrollbar-active": "#0B2A6B",
        "scrollbar-background": "#E6E1D6",
        "scrollbar-background-hover": "#E6E1D6",
        "scrollbar-background-active": "#E6E1D6",
        "scrollbar-corner-color": "#E6E1D6",
    },
)
