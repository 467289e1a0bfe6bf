"""The pages of `makalah-server new` as they are when the files have been looked at."""

import re
from pathlib import Path
from typing import Final

from litestar.testing import TestClient

from scripts.depicting.selection import CONFIG, ROSTER
from scripts.depicting.stillness import Dice
from scripts.depicting.visits import LANGUAGES, Leaf
from server.preparation import Preparation
from server.web.new_app import build_new_app
from server.web.new_key import NewKey

_BASE: Final = "http://127.0.0.1:8000"
_HEIGHT: Final = 1400
_HERE: Final = Path("/srv/makalah")
_TOKEN: Final = re.compile(r'name="_csrf_token" value="(\w+)"')


def inspection(name: str, dice: Dice) -> list[Leaf]:
    """Return what is said of the files of the Semarang exam, in every language."""
    return [_inspection(name, language, dice) for language in LANGUAGES]


def _inspection(name: str, language: str, dice: Dice) -> Leaf:
    dice.begin(name)
    key = NewKey()
    app = build_new_app(Preparation(_HERE, dice), key, language)
    files = {
        "config": (CONFIG.name, CONFIG.read_bytes()),
        "topics": ("topics.toml", ROSTER.with_name("topics.toml").read_bytes()),
        "roster": (ROSTER.name, ROSTER.read_bytes()),
    }
    with TestClient(app, base_url=_BASE) as client:
        found = _TOKEN.search(client.get(f"/mulai/{key.token}").text)
        token = found[1] if found else ""
        answer = client.post("/periksa", data={"_csrf_token": token}, files=files)
    if answer.status_code != 200:
        raise ValueError(f"{name}: {answer.status_code}")
    return Leaf(name, language, "/laporan", answer.text, height=_HEIGHT)
