"""What tests of the scripts share."""

from collections.abc import Generator

import pytest

from scripts.escaping.console_font import FontMissingError


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None]:
    """Skip what reads the letters of an emulated PC where its emulator is not installed."""
    try:
        yield
    except FontMissingError as missing:
        pytest.skip(str(missing))
