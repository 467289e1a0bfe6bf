"""What is counted for the coverage of exam/, and what must not be slowed down by counting."""

import sys


def test_a_test_outside_the_rules_runs_uncounted() -> None:
    assert sys.gettrace() is None
