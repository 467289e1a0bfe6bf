"""Forms as a browser sends them, and a selection's file made into a practice exam."""

from pathlib import Path

import pytest

from exam.config import parse_config
from scripts.practice.forms import form_to, forms_on
from scripts.practice.premises import PracticeError
from scripts.practice.shortening import Haste, shorten

PAGE = """
<form method="get" action="/cari"><input name="q" value="a &amp; b"></form>
<input name="outside" value="no">
<form method="post" action="/kirim">
  <input type="hidden" name="token" value="t">
  <input type="radio" name="when" value="now" checked> <input type="radio" name="when" value="at">
  <input type="checkbox" name="ticked" checked> <input type="checkbox" name="open">
  <input name="off" value="x" disabled>
  <select name="seat"><option value="">Pilih</option><option value="2" selected>2</option></select>
  <select name="first"><option value="a">a</option><option value="b">b</option></select>
  <textarea name="note">
satu
dua</textarea>
  <input type="file" name="file"><button type="submit" name="pressed" value="1">Kirim</button>
</form>
"""


def test_a_form_sends_what_its_page_put_into_it_and_nothing_else() -> None:
    form = form_to("/kirim", PAGE)
    assert form.fields == {
        "token": "t",
        "when": "now",
        "ticked": "on",
        "seat": "2",
        "first": "a",
        "note": "satu\ndua",
    }
    assert form.choices == {"when": ["now", "at"], "seat": ["", "2"], "first": ["a", "b"]}


def test_entities_are_read() -> None:
    assert forms_on(PAGE)[0].fields == {"q": "a & b"}


def test_a_form_that_is_not_there_is_named() -> None:
    with pytest.raises(PracticeError, match="/lain"):
        form_to("/lain", PAGE)


CONFIGS = sorted((Path(__file__).parents[2] / "exam_configs").glob("*.toml"))


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_every_selection_can_be_shortened_and_is_else_as_it_was(path: Path) -> None:
    text = path.read_text("utf-8")
    before = parse_config(text.encode(), path.name)
    after = parse_config(shorten(text, Haste(0.5, 3, "test-only")).encode(), path.name)
    assert (after.exam.practice, after.exam.card_kdf) == (True, "test-only")
    assert (after.posts, after.stages, after.panel) == (before.posts, before.stages, before.panel)
    if after.has_paper:
        rules = after.writing.sitting_rules
        is_late = before.writing.sitting_rules.lateness.latest_minutes > 0
        assert (rules.minutes, rules.start_lead_seconds) == (1 if is_late else 0.5, 3)
        assert [
            one.minutes for one in after.sittings if one.minutes not in (None, rules.minutes)
        ] == []
        assert rules.lateness.latest_minutes == is_late


def test_a_sitting_with_minutes_of_its_own_is_shortened_too() -> None:
    text = '[[sittings]]\nid = "a"\nminutes = 180\n[sitting_rules]\nminutes = 240\n'
    assert shorten(text, Haste(0.5, 3)).count("minutes = 0.5") == 2
