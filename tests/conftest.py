"""What every test needs: how long Hypothesis searches, what is counted, what may run at once."""

import gc
import os
from collections.abc import Generator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

EXAM: Final = Path(__file__).parent / "exam"
BROWSER: Final = Path(__file__).parent / "browser"
SIMULATION: Final = Path(__file__).parent / "simulation"
GIVES_WAY: Final = 5
"""Niceness of what runs beside tests that measure how long programs take."""

settings.register_profile(
    "dev", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Let a worker count once: pytest-cov begins before it knows that it is in one, and then anew.

    Of two counts that run at a time the first goes on while the second pauses, so everything would
    be counted, at twice the time, and most of it thrown away.
    """
    counting = session.config.pluginmanager.get_plugin("_cov")
    controller = None if counting is None else counting.cov_controller
    if controller is not None and hasattr(session.config, "workerinput"):
        controller.cov.stop()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say which tests stay together on one worker, and in which order they come.

    What has to be alone comes first: it takes longest, and mostly waits. Simulated worlds come
    last: they are the smallest pieces, and go to whichever worker is free, so that no worker is
    long at work when the others have nothing left to do.
    """
    items.sort(key=lambda item: (not is_alone(item), is_simulated(item)))
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group_of(item)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Count the coverage of exam/ by examples that somebody chose, and by nothing else.

    Counting makes Python up to twice as slow, so it stops for what Hypothesis finds, which may be
    another tomorrow, and for what kiosk and server make of the rules, with all that they set up.
    A test marked "no_cover" is left to pytest-cov, which goes on counting after it whatever was
    before: a count that is begun twice ends at no pause.
    """
    counting = item.config.pluginmanager.get_plugin("_cov")
    controller = None if counting is None else counting.cov_controller
    if controller is None or is_counted(item) or item.get_closest_marker("no_cover"):
        return (yield)
    controller.pause()
    try:
        return (yield)
    finally:
        controller.resume()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect tests without looking for garbage, of which there is hardly any among what stays."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what all tests share, which is most of what there is."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let what only computes give way to what starts programs and waits for what they do.

    There is one worker more than there are cores, since the one with those mostly waits.
    """
    if hasattr(item.config, "workerinput") and not is_alone(item):
        os.nice(max(0, GIVES_WAY - os.nice(0)))


def _group_of(item: pytest.Item) -> str:
    """Name those with which a test shares a worker: of most, the tests of the same file.

    Those in a browser measure nothing, so they may run beside what else has to be alone.
    """
    if is_alone(item):
        return "browser" if item.path.is_relative_to(BROWSER) else "alone"
    return item.nodeid if is_simulated(item) else item.nodeid.partition("::")[0]


def is_counted(item: pytest.Item) -> bool:
    """Whether a test counts for the coverage of exam/."""
    return item.path.is_relative_to(EXAM) and not is_drawn(item)


def is_simulated(item: pytest.Item) -> bool:
    """Whether a test lives through whole worlds."""
    return item.path.is_relative_to(SIMULATION)


def is_alone(item: pytest.Item) -> bool:
    """Whether a test starts programs and waits for what they do."""
    return item.get_closest_marker("alone") is not None


def is_drawn(item: pytest.Item) -> bool:
    """Whether Hypothesis draws the examples of a test."""
    return isinstance(item, pytest.Function) and is_hypothesis_test(item.obj)
