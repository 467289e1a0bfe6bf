"""The kiosk's sentences in the reader's language, from the gettext catalogs."""

import gettext
from pathlib import Path

import exam

_CATALOGS = (("kiosk", Path(__file__).parent), ("exam", Path(exam.__file__).parent))


def load_catalog(language: str) -> gettext.NullTranslations:
    """Load the catalogs of a language; what they lack stays in English."""
    catalog = gettext.NullTranslations()
    for domain, package in _CATALOGS:
        catalog.add_fallback(
            gettext.translation(domain, package / "locale", languages=[language], fallback=True)
        )
    return catalog
