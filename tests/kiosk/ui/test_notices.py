"""What a key has to say fits into one row, in both languages."""

import pytest

from kiosk.language import load_catalog
from kiosk.ui.notices import Notice, say_notice


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_notice_is_one_row(language: str) -> None:
    said = {notice: say_notice(notice, load_catalog(language).gettext) for notice in Notice}
    assert {notice: each for notice, each in said.items() if not 0 < len(each) <= 78} == {}
