"""What a world does to its process is undone after each test."""

from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Undo what the simulator said about logging."""
    yield
    structlog.reset_defaults()
