"""Keeps the catalogs in step with the sources: extract, update, compile, or only look.

The catalogs depend on nothing but the sources and the translations in them: no dates, no line
numbers, no order of the disk. So whoever runs this gets the same bytes.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Final

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).parent.parent
DOMAINS: Final = ("exam", "kiosk", "server")
LANGUAGES: Final = ("id",)
_METHODS: Final = [("**.py", "python"), ("web/templates/**.html", "jinja2")]
_OPTIONS: Final = {"web/templates/**.html": {"silent": "false", "trimmed": "true"}}
_PLURAL_FORMS: Final = {"id": "nplurals=1; plural=0;"}
_PERCENT: Final = re.compile(r"%\((\w+)\)")
_WIDTH: Final = 100


class UndatedCatalog(Catalog):
    """A catalog whose header says only what a reader of the file needs."""

    def __iter__(self) -> Iterator[Message]:
        _, *messages = super().__iter__()
        header = (
            f"Language: {self.locale}\n"
            "MIME-Version: 1.0\n"
            "Content-Type: text/plain; charset=utf-8\n"
            "Content-Transfer-Encoding: 8bit\n"
            f"Plural-Forms: {_PLURAL_FORMS[str(self.locale)]}\n"
        )
        yield Message("", string=header)
        yield from messages


@dataclass(frozen=True, slots=True)
class CatalogFiles:
    """The two files of one domain in one language, and what they have to hold."""

    po: Path
    mo: Path
    po_bytes: bytes
    mo_bytes: bytes
    problems: tuple[str, ...]

    def differences(self) -> Iterator[str]:
        """Name each file that is not what the sources ask for."""
        for path, wanted in ((self.po, self.po_bytes), (self.mo, self.mo_bytes)):
            if not path.exists() or path.read_bytes() != wanted:
                yield f"{shown(path)}: out of step; run scripts/catalogs"

    def write(self) -> None:
        """Bring both files in step."""
        self.po.parent.mkdir(parents=True, exist_ok=True)
        self.po.write_bytes(self.po_bytes)
        self.mo.write_bytes(self.mo_bytes)


def shown(path: Path) -> str:
    """Write a path as a person at the root of the tree would."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def extract(package: Path) -> Catalog:
    """Collect every marked text of a package."""
    template = Catalog(fuzzy=False)
    found = extract_from_dir(package, _METHODS, _OPTIONS, comment_tags=("Translators:",))
    for name, _line, text, comments, context in sorted(found, key=lambda item: item[:2]):
        location = [(f"{package.name}/{Path(name).as_posix()}", 0)]
        template.add(text, None, location, auto_comments=comments, context=context)
    return template


def build(package: Path, language: str) -> CatalogFiles | None:
    """Work out the files of a package in a language; None if it has nothing to say."""
    template = extract(package)
    if not len(template):
        return None
    folder = package / "locale" / language / "LC_MESSAGES"
    po, mo = folder / f"{package.name}.po", folder / f"{package.name}.mo"
    catalog = _merge(po, template, language)
    return CatalogFiles(
        po,
        mo,
        _po_bytes(catalog, package.name),
        _mo_bytes(catalog),
        tuple(f"{shown(po)}: {problem}" for problem in _problems(catalog)),
    )


def _merge(po: Path, template: Catalog, language: str) -> UndatedCatalog:
    """Take over what is translated, ask for what is new, forget what is gone."""
    old = Catalog(locale=language)
    if po.exists():
        with po.open("rb") as file:
            old = read_po(file, locale=language, ignore_obsolete=True)
    plural_forms = [("Plural-Forms", _PLURAL_FORMS[language])]
    old.mime_headers = plural_forms
    old.update(template)
    merged = UndatedCatalog(locale=language, fuzzy=False)
    merged.mime_headers = plural_forms
    for message in old:
        if message.id:
            merged[message.id] = message
    return merged


def _po_bytes(catalog: Catalog, domain: str) -> bytes:
    catalog.header_comment = f"# Texts of `{domain}`. Written by scripts/catalogs; translate here."
    out = BytesIO()
    write_po(
        out,
        catalog,
        width=_WIDTH,
        sort_by_file=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    return out.getvalue()


def _mo_bytes(catalog: Catalog) -> bytes:
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def _problems(catalog: Catalog) -> Iterator[str]:
    for message in catalog:
        if not message.id:
            continue
        source = (message.id,) if isinstance(message.id, str) else message.id
        said = (message.string,) if isinstance(message.string, str) else message.string
        if not said or not all(said):
            yield f"not translated: “{source[0]}”"
        elif message.fuzzy:
            yield f"marked fuzzy: “{source[0]}”"
        elif any(placeholders(text) != placeholders(source[-1]) for text in said):
            yield f"other placeholders than: “{source[0]}”"


def placeholders(text: str) -> set[str]:
    """Name what a text leaves open, as `{name}` or `%(name)s`."""
    return {*_PERCENT.findall(text), *_brace_names(text)}


def _brace_names(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {text}


def _report(lines: Iterable[str]) -> int:
    count = 0
    for line in lines:
        print(line, file=sys.stderr)
        count += 1
    return count


def main() -> int:
    """Bring all catalogs in step, or with --check say what is not."""
    parser = argparse.ArgumentParser(prog="scripts/catalogs", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; 1 if out of step")
    parser.add_argument("domain", nargs="*", default=DOMAINS, help="only these: exam kiosk server")
    arguments = parser.parse_args()
    only_look = arguments.check
    built = [build(ROOT / name, language) for name in arguments.domain for language in LANGUAGES]
    problems = 0
    for files in built:
        if files is None:
            continue
        if only_look:
            problems += _report(files.differences())
        else:
            files.write()
        problems += _report(files.problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
