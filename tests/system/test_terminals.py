"""The bare Linux console: sixteen colours, and the letters of its font."""

import pytest

from scripts.keying.console import FOLDER, FONTS, main

MISSING = [name for name in FONTS if not (FOLDER / f"{name}.psf.gz").exists()]


@pytest.mark.skipif(bool(MISSING), reason="apt-get install console-setup-linux")
def test_everything_drawn_on_the_console_is_in_its_fonts_and_its_colours(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = main()
    said = capsys.readouterr().out
    assert code == 0, said
    assert "┌" in said
    assert said.count("can show all") == len(FONTS)
