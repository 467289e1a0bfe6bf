"""The pictures of README and guides show the product as it is now."""

from dataclasses import replace
from pathlib import Path

import pytest

from scripts.depicting import keeping
from scripts.depicting.album import all_drawings
from scripts.depicting.keeping import PICTURES, digest_of, keep, name_of, stale
from scripts.depicting.screens import Screen, terminal
from scripts.depicting.sheets import Sheet
from scripts.depicting.visits import Leaf, Press
from server.documents.archive import pack

MOST_BYTES = 6_000_000
LEAF = Leaf("proctor-hall", "id", "/pengawas", '<link href="/static/hall.css"><p>PC-07</p>')
SCREEN = terminal("observer-verified", "id", [("verify bukti.zip", "Utuh.")])


@pytest.fixture
def album(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two pictures, both as they would be drawn now."""
    monkeypatch.setattr(keeping, "PICTURES", tmp_path)
    monkeypatch.setattr(keeping, "LIST", tmp_path / "pictures.json")
    (tmp_path / "id").mkdir()
    for one in (LEAF, SCREEN):
        (tmp_path / f"{name_of(one)}.png").write_bytes(b"png")
    keep({name_of(one): digest_of(one) for one in (LEAF, SCREEN)})
    return tmp_path


def test_no_picture_of_the_documents_is_stale() -> None:
    names = stale(all_drawings())
    assert not names, "Draw them anew: scripts/pictures --stale"


def test_all_pictures_together_are_small() -> None:
    assert sum(file.stat().st_size for file in PICTURES.glob("*/*.png")) <= MOST_BYTES


def test_pictures_that_were_drawn_from_what_is_shown_now_are_not_stale(album: Path) -> None:
    assert album.exists()
    assert stale((LEAF, SCREEN)) == []


def test_whatever_a_picture_shows_makes_it_stale_when_it_changes(album: Path) -> None:
    assert album.exists()
    changed = replace(LEAF, html=LEAF.html.replace("PC-07", "PC-08"))
    other = Screen(SCREEN.name, SCREEN.language, SCREEN.svg.replace("Utuh", "Rusak"))
    assert stale((changed, other)) == ["id/observer-verified", "id/proctor-hall"]


def test_a_picture_that_is_missing_or_left_over_is_named(album: Path) -> None:
    (album / "id" / "proctor-hall.png").unlink()
    (album / "id" / "old.png").write_bytes(b"png")
    assert stale((LEAF,)) == ["id/observer-verified", "id/old", "id/proctor-hall"]


@pytest.mark.parametrize(
    "changed",
    [
        replace(LEAF, presses=(Press("[data-view=map]"),)),
        replace(LEAF, height=900),
        replace(LEAF, feeds={"/pengawas/kabar": "data: {}"}),
        replace(LEAF, html=f'{LEAF.html}<script src="/static/hall/page.js">'),
    ],
    ids=["pressed", "taller", "told", "scripted"],
)
def test_all_that_a_page_is_drawn_from_is_in_its_digest(changed: Leaf) -> None:
    assert digest_of(changed) != digest_of(LEAF)


def test_a_style_sheet_is_part_of_the_pages_that_name_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest_of(LEAF)
    (tmp_path / "hall.css").write_text("p { color: red }", "utf-8")
    monkeypatch.setattr(keeping, "STATIC", tmp_path)
    assert digest_of(LEAF) != before


@pytest.mark.parametrize(
    ("one", "other"),
    [("7KQ2-MX4P-9RTW", "R94X-5N4F-0821"), ("0dfead01d020217e", "94c1ed6a20dc5a5c")],
    ids=["code", "hash"],
)
def test_what_hangs_on_the_keys_of_an_exam_makes_nothing_stale(one: str, other: str) -> None:
    first, second = (replace(LEAF, html=f"<p>{text}</p>") for text in (one, other))
    assert digest_of(first) == digest_of(second)


def test_a_word_file_counts_by_what_it_says() -> None:
    files = [pack({"word/document.xml": text, "word/media/qr.png": text}) for text in (b"a", b"b")]
    first, second = (Sheet("document-card", "id", file) for file in files)
    picture = pack({"word/document.xml": b"a", "word/media/qr.png": b"b"})
    assert digest_of(first) != digest_of(second)
    assert digest_of(first) == digest_of(replace(first, docx=picture))
    assert digest_of(first) != digest_of(replace(first, pages=2))
