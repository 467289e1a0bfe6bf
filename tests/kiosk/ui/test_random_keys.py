"""Random keys, and bytes that are none, at the real screen: the text is what the keys mean.

`scripts/keys` does the same for as long as one likes, and with what depends on pauses as well.
"""

from random import Random

import pytest

from exam.manuscript import Part
from scripts.keying.model import Model
from scripts.keying.scenes import Author
from scripts.keying.strokes import Key, Settle
from scripts.keying.trial import Trial, WrongError

SEED = 20_261_122
KEYS = 3_000
WITH_PAUSES = frozenset({"lone-escape", "slow-answer", "cut-paste"})


def test_three_thousand_random_keys_leave_what_they_mean_and_nothing_on_the_terminal() -> None:
    trial = Trial(SEED)
    try:
        author = Author(Random(SEED), trial.start(), WITH_PAUSES)
        trial.play(author, KEYS, lambda _keys: None)
    finally:
        left = trial.end()
    assert left == []
    assert trial.counts.keys >= KEYS
    assert trial.counts.strokes["Noise"] > KEYS / 20


def test_a_screen_that_writes_something_else_than_the_model_is_noticed() -> None:
    trial = Trial(SEED)
    trial.patience_seconds = 0.5
    try:
        model = trial.start()
        other = Model({**model.texts, Part.PAPER: "bukan ini"}, *model.size)
        with pytest.raises(WrongError, match="bukan ini"):
            trial.perform([Key(b"x", "x", "x"), Settle()], other)
    finally:
        trial.end()
