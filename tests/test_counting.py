"""What is counted for the coverage of exam/, and what must not be slowed down by counting."""

import sys

import pytest


@pytest.fixture(autouse=True)
def not_traced(pytestconfig: pytest.Config) -> None:
    """Skip these where nothing stops the count: when all that no test reaches is listed."""
    if not pytestconfig.pluginmanager.has_plugin("_cov") and sys.gettrace() is not None:
        pytest.skip("the whole run is traced, to list what no test reaches")


@pytest.mark.no_cover
def test_a_test_that_asks_for_it_runs_uncounted() -> None:
    assert sys.gettrace() is None


def test_a_test_outside_the_rules_runs_uncounted_even_after_such_a_one() -> None:
    assert sys.gettrace() is None
