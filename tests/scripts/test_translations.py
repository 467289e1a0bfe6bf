"""Catalogs in step with their sources."""

from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest

from scripts.translations import CatalogFiles, build, placeholders


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "hall"
    (folder / "web" / "templates").mkdir(parents=True)
    (folder / "doors.py").write_text('title = _("Door {number}")\n')
    (folder / "web" / "templates" / "door.html").write_text('<p>{{ _("Open, %(name)s") }}</p>')
    return folder


def built(package: Path) -> CatalogFiles:
    files = build(package, "id")
    assert files is not None
    return files


def translate(package: Path, english: str, indonesian: str) -> CatalogFiles:
    """Bring the catalog in step and translate one text in it, as a person would."""
    built(package).write()
    po = built(package).po
    old = f'msgid "{english}"\nmsgstr ""'
    assert old in po.read_text()
    po.write_text(po.read_text().replace(old, f'msgid "{english}"\nmsgstr "{indonesian}"'))
    return built(package)


def translated(package: Path) -> CatalogFiles:
    translate(package, "Door {number}", "Pintu {number}")
    return translate(package, "Open, %(name)s", "Buka, %(name)s")


def test_code_and_templates_are_searched(package: Path) -> None:
    files = translated(package)
    catalog = GNUTranslations(BytesIO(files.mo_bytes))
    assert catalog.gettext("Door {number}") == "Pintu {number}"
    assert catalog.gettext("Open, %(name)s") == "Buka, %(name)s"
    assert files.problems == ()


def test_what_is_not_translated_is_named(package: Path) -> None:
    problems = translate(package, "Door {number}", "Pintu {number}").problems
    assert len(problems) == 1
    assert problems[0].endswith("not translated: “Open, %(name)s”")


@pytest.mark.parametrize("wrong", ["Pintu", "Pintu {nomor}", "Pintu {number} {other}", "Pintu {"])
def test_a_translation_with_other_placeholders_is_named(package: Path, wrong: str) -> None:
    problems = translate(package, "Door {number}", wrong).problems
    assert any("other placeholders than: “Door {number}”" in problem for problem in problems)


def test_a_text_that_changed_has_to_be_looked_at_again(package: Path) -> None:
    translated(package).write()
    (package / "doors.py").write_text('title = _("Doors {number}")\n')
    files = built(package)
    assert [problem.partition(": ")[2] for problem in files.problems] == [
        "marked fuzzy: “Doors {number}”"
    ]
    assert b"Pintu" not in files.mo_bytes


def test_what_is_gone_from_the_sources_is_gone_from_the_catalog(package: Path) -> None:
    translated(package).write()
    (package / "doors.py").write_text("")
    assert b"Pintu" not in built(package).po_bytes


def test_a_file_that_is_out_of_step_is_named(package: Path) -> None:
    files = built(package)
    assert len(list(files.differences())) == 2
    files.write()
    assert list(built(package).differences()) == []
    files.mo.write_bytes(b"")
    assert [line.partition(":")[0] for line in built(package).differences()] == [str(files.mo)]


def test_the_catalog_does_not_change_from_day_to_day_or_line_to_line(package: Path) -> None:
    before = translated(package)
    before.write()
    (package / "doors.py").write_text('# a remark\n\n\ntitle = _("Door {number}")\n')
    after = built(package)
    assert (after.po_bytes, after.mo_bytes) == (before.po_bytes, before.mo_bytes)
    assert b"Date" not in after.po_bytes + after.mo_bytes


def test_a_package_without_texts_gets_no_catalog(tmp_path: Path) -> None:
    assert build(tmp_path, "id") is None


def test_placeholders_of_both_kinds_are_found() -> None:
    assert placeholders("{a} %(b)s {c:02} 100 %") == {"a", "b", "c"}
