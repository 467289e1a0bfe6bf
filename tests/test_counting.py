"""What is counted for the coverage of exam/, and what must not be slowed down by counting."""

import sys

import pytest


def test_a_test_outside_the_rules_runs_uncounted(pytestconfig: pytest.Config) -> None:
    if not pytestconfig.pluginmanager.has_plugin("_cov") and sys.gettrace() is not None:
        pytest.skip("the whole run is traced, to list what no test reaches")
    assert sys.gettrace() is None
