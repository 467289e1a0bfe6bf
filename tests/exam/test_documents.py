"""What the documents for a stranger show is what happens."""

import doctest
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(("name", "at_least"), [("protocol.md", 40), ("manuscript.md", 20)])
def test_every_example_of_a_document_gives_what_it_shows(name: str, at_least: int) -> None:
    told: list[str] = []
    text = (DOCS / name).read_text("utf-8")
    examples = doctest.DocTestParser().get_doctest(text, {}, name, name, 0)
    outcome = doctest.DocTestRunner(verbose=False).run(examples, out=told.append)
    assert outcome.failed == 0, "".join(told)
    assert outcome.attempted >= at_least
