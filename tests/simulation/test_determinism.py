"""A seed decides everything, so that what was found once can be found again."""

import pytest

from scripts.simulating.shape import Shape
from scripts.simulating.world import run_seed


@pytest.mark.parametrize("seed", [3, 17, 40])
def test_the_same_seed_tells_the_same_story(seed: int) -> None:
    first, second = run_seed(seed), run_seed(seed)
    assert first.text() == second.text()
    assert first.digest() == second.digest()
    assert first.faults == second.faults
    assert first.worst == second.worst
    assert first.counts == second.counts


def test_another_seed_tells_another_story() -> None:
    assert run_seed(3).digest() != run_seed(4).digest()


def test_a_day_without_mishaps_breaks_nothing_and_loses_nothing() -> None:
    shape = Shape(minutes=1, computers=3, people=3, arrival=5.0, pace=1.0, mishaps=0)
    story = run_seed(1, shape)
    assert not story.violations
    assert not story.faults
    assert story.counts["counted: envelope"] == 3
