"""The measures of one face of a font, as its file has them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Face:
    """Letters by their width, and the height of a line; all in units of the font."""

    units_per_em: int
    line_units: int
    letters: Mapping[int, str]
