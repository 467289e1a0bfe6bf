"""Documents promise only what is there."""

from pathlib import Path

import pytest

from scripts.references import broken_links, unknown_commands


@pytest.fixture
def document(tmp_path: Path) -> Path:
    (tmp_path / "other.md").write_text("# A heading, with signs!\n")
    return tmp_path / "page.md"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("[there](other.md)", []),
        ("[there](other.md#a-heading-with-signs)", []),
        ("[there](other.md#nothing)", ["link to heading other.md#nothing"]),
        ("[gone](gone.md)", ["link to gone.md"]),
        ("![picture](pictures/kiosk.png)", ["link to pictures/kiosk.png"]),
        ('<img src="pictures/kiosk.png">', ["link to pictures/kiosk.png"]),
        ("[web](https://example.org/gone.md)", []),
        ("```text\n[not a link](gone.md)\n```\n", []),
        ("# Here\n[here](#here)", []),
    ],
)
def test_a_link_that_leads_nowhere_is_named(document: Path, text: str, problems: list[str]) -> None:
    document.write_text(text)
    assert list(broken_links(document)) == problems


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("`scripts/check`", []),
        ("`scripts/gone --now`", ["scripts/gone"]),
        ("```sh\nscripts/gone\n```\n", ["scripts/gone"]),
        ("```python\nscripts/gone\n```\n", []),
        ("`makalah-server serve --host 127.0.0.1 DIR`", []),
        ("```sh\nmakalah-server serve \\\n    --gone DIR\n```\n", ["makalah-server --gone"]),
        ("`makalah-kiosk --home DIR enrol --server HOST:PORT --code CODE`", []),
        ("`makalah-kiosk enrol --gone=1`", ["makalah-kiosk --gone"]),
    ],
)
def test_a_command_or_option_that_is_not_there_is_named(
    document: Path, text: str, problems: list[str]
) -> None:
    document.write_text(text)
    assert list(unknown_commands(document)) == problems
