"""What the screen of a machine showed, and how much two pictures differ."""

from pathlib import Path
from typing import Final

from PIL import Image, ImageChops

_FAINT: Final = 24
"""A pixel is another one if a colour changed by more than this, of 255."""
_BLANK_COLOURS: Final = 1
_BARE: Final = 0.98


Box = tuple[int, int, int, int]
"""Left, top, right and bottom, in pixels."""


class Picture:
    """One look at a screen."""

    def __init__(self, image: Image.Image) -> None:
        self.image = image.convert("RGB")

    @classmethod
    def read(cls, file: Path) -> "Picture":
        """Read a picture from a file."""
        with Image.open(file) as image:
            image.load()
            return cls(image)

    @property
    def size(self) -> tuple[int, int]:
        """Its width and height in pixels."""
        return self.image.size

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all is to be seen: one colour everywhere."""
        return self.image.getcolors(_BLANK_COLOURS) is not None

    @property
    def is_bare(self) -> bool:
        """Whether one colour covers nearly all: a terminal in which nothing has begun."""
        counts = self.image.getcolors(self.size[0] * self.size[1]) or []
        most = max(count for count, _ in counts)
        return most > _BARE * self.size[0] * self.size[1]

    def part(self, box: Box) -> "Picture":
        """Return a part of it."""
        return Picture(self.image.crop(box))

    def changed_box(self, other: "Picture") -> Box | None:
        """Return the smallest box with all that differs from one of the same size, or None."""
        return ImageChops.difference(self.image, other.image).getbbox()

    def difference(self, other: "Picture") -> float:
        """Return the share of pixels that differ, 1 if the pictures are of other sizes."""
        if self.size != other.size:
            return 1.0
        changed = ImageChops.difference(self.image, other.image).convert("L")
        counts = changed.point(lambda value: 255 if value > _FAINT else 0).histogram()
        return counts[255] / (self.size[0] * self.size[1])

    def save_small(self, file: Path, width: int) -> None:
        """Keep it for a document: no wider than so many pixels, in few colours."""
        height = round(self.size[1] * width / self.size[0])
        small = self.image.resize((width, height), Image.Resampling.LANCZOS)
        small.quantize(16).save(file, optimize=True)
