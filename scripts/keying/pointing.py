"""Draws what is done with the mouse, where it is known which row is the first in view.

A letter may bring the cursor back into view, but only once it is drawn: a pause follows it.
"""

from collections.abc import Iterator
from typing import Final

from scripts.keying.hand import MARK, PAUSE_SECONDS, Hand
from scripts.keying.keyboard import COMMON
from scripts.keying.strokes import Act, Settle, Stroke, Wait, mouse

_BREATH_SECONDS: Final = 0.1


class Pointing(Hand):
    """A hand that has a mouse as well."""

    _released_at = (-1, -1)

    def point(self) -> Iterator[Stroke]:
        """Point into a view whose first row is the first of the text."""
        yield self.press("escape")
        yield self.press("ctrl+t")
        yield from self.finish()
        if not self.model.view.is_seen or not self.model.is_fitted:
            return
        self.model.see_from(0)
        for _each in range(self.random.randint(3, 25)):
            spot = self._spot_inside()
            if spot != self._released_at:
                yield from self._point_at(*spot)
                yield from self._after_pointing()
        if self.random.random() < 0.5:
            yield from self._point_outside()

    def _after_pointing(self) -> Iterator[Stroke]:
        if "mouse-bursts" in self.without:
            yield Wait(_BREATH_SECONDS)

    def _spot_inside(self) -> tuple[int, int]:
        view = self.model.view
        x = view.left + self.random.randint(-1, view.columns - 1)
        return x, view.top + self.random.randint(0, view.rows - 1)

    def _point_at(self, x: int, y: int) -> Iterator[Stroke]:
        chance = self.random.random()
        shift = self.random.random() < 0.2
        if chance < 0.2:
            way = self.random.choice((Act.WHEEL_UP, Act.WHEEL_DOWN))
            yield self.do(mouse(way, x, y))
        elif chance < 0.3:
            yield from self._click(x, y, button=self.random.choice((1, 2)))
        elif chance < 0.5:
            yield from self._drag(x, y, shift=shift)
        elif chance < 0.7:
            yield from self._click(x, y, shift=shift)
        else:
            for _each in range(self.random.choice((1, 1, 1, 2, 3))):
                yield from self._click(x, y)
            yield from self._after_pointing()
            for _each in range(self.random.randint(1, 4)):
                yield self.type(self.random.choice(COMMON + " "))
            yield self.type(MARK)
            yield self.do(Settle())

    def _drag(self, x: int, y: int, *, shift: bool) -> Iterator[Stroke]:
        yield self.do(mouse(Act.DOWN, x, y, shift=shift))
        for _each in range(self.random.randint(1, 4)):
            x, y = self._spot_inside()
            yield self.do(mouse(Act.MOVE, x, y))
        yield self._release(x, y)

    def _click(self, x: int, y: int, button: int = 0, *, shift: bool = False) -> Iterator[Stroke]:
        yield self.do(mouse(Act.DOWN, x, y, button, shift=shift))
        yield self._release(x, y, button)

    def _release(self, x: int, y: int, button: int = 0) -> Stroke:
        self._released_at = (x, y)
        return self.do(mouse(Act.UP, x, y, button))

    def _point_outside(self) -> Iterator[Stroke]:
        """Press where there is no text, or hold the button down beyond it.

        Which row is the first in view is not known afterwards, nor what is selected until Escape.
        """
        columns, rows = self.model.size
        view = self.model.view
        x = self.random.randrange(columns)
        y = self.random.choice((0, 1, rows - 2, rows - 1))
        if self.random.random() < 0.5:
            self.model.top = None
            yield from self._click(x, y)
        else:
            yield self.do(mouse(Act.DOWN, view.left, view.top))
            yield self.do(mouse(Act.MOVE, x, y))
            yield Wait(PAUSE_SECONDS)
            yield self._release(x, y)
        self.model.top = None
        yield from self._after_pointing()
        yield self.press("escape")
        yield self.press("ctrl+t")
