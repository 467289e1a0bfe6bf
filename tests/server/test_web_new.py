"""The pages of `makalah-server new`: one browser, three files, one exam."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest
from httpx import Client, Response
from litestar import Litestar
from litestar.testing import TestClient

from exam.codes import Randomness
from server import preparation
from server.ceremony import Handouts
from server.founding import Folders
from server.plan import Plan
from server.preparation import Preparation
from server.web.new_app import build_new_app, serve_new_exam
from server.web.new_key import NewKey
from tests.server import without_paper

Visitor = TestClient[Litestar]
BASE = "http://127.0.0.1:8000"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """An empty folder in which the program was started."""
    folder = tmp_path / "here"
    folder.mkdir()
    return folder


@pytest.fixture
def key() -> NewKey:
    return NewKey()


@pytest.fixture
def stranger(key: NewKey, here: Path) -> Iterator[Visitor]:
    """A browser that does not know the address."""
    app = build_new_app(Preparation(here, os.urandom), key, "en")
    with TestClient(app, base_url=BASE) as client:
        yield client


@pytest.fixture
def client(stranger: Visitor, key: NewKey) -> Visitor:
    """The browser that came by the address."""
    assert stranger.get(f"/mulai/{key.token}").status_code == 200
    return stranger


def token_in(page: Response) -> str:
    found = re.search(r'name="_csrf_token" value="(\w+)"', page.text)
    assert found is not None
    return found[1]


def send_files(
    client: Visitor,
    config_file: Path,
    roster_file: Path,
    roster: bytes,
    *,
    with_topics: bool = True,
) -> Response:
    files = {
        "config": ("kota.toml", config_file.read_bytes()),
        "topics": ("", b""),
        "roster": ("daftar.csv", roster),
    }
    if with_topics:
        topics = roster_file.with_name("topics.toml").read_bytes()
        files["topics"] = ("topics.toml", topics)
    data = {"_csrf_token": token_in(client.get("/"))}
    return client.post("/periksa", data=data, files=files)


def test_nobody_gets_in_without_the_address(stranger: Visitor) -> None:
    for path in ("/", "/laporan", "/selesai", "/mulai/0123"):
        assert stranger.get(path).status_code == 403
    assert stranger.get("/static/makalah.css").status_code == 200


def test_the_address_works_once(client: Visitor, key: NewKey) -> None:
    client.cookies.clear()
    assert client.get(f"/mulai/{key.token}").status_code == 403
    assert client.get("/").status_code == 403


def test_under_another_name_nobody_is_answered(client: Visitor) -> None:
    assert client.get("/", headers={"host": "jahat.example"}).status_code == 403
    assert client.get("/", headers={"host": "localhost:8000"}).status_code == 200


def test_a_form_without_its_token_changes_nothing(client: Visitor, here: Path) -> None:
    assert client.post("/buat", data={"directory": "a", "cards": "b"}).status_code == 403
    assert list(here.iterdir()) == []


def test_three_files_become_an_exam_in_two_folders(
    client: Visitor,
    config_file: Path,
    roster_file: Path,
    here: Path,
    made: Handouts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    founded: list[Folders] = []

    def found(_plan: Plan, folders: Folders, _random: Randomness) -> Handouts:
        founded.append(folders)
        return made

    monkeypatch.setattr(preparation, "found_exam", found)
    report = send_files(client, config_file, roster_file, roster_file.read_bytes())
    assert report.url.path == "/laporan"
    assert "54 candidates for 54 places" in report.text
    token = {"_csrf_token": token_in(report)}
    refused = client.post("/buat", data={**token, "directory": "ujian", "cards": "ujian/kartu"})
    assert refused.status_code == 422
    assert 'value="ujian/kartu"' in refused.text
    assert list(here.iterdir()) == []
    done = client.post("/buat", data={**token, "directory": "ujian", "cards": "kartu"})
    assert done.url.path == "/selesai"
    assert str(here / "kartu") in done.text
    assert client.get("/").url.path == "/selesai"
    assert founded == [Folders(here / "ujian", here / "kartu")]


def test_a_selection_without_a_paper_is_made_of_two_files(client: Visitor, tmp_path: Path) -> None:
    config = tmp_path / "boltara.toml"
    config.write_text(without_paper.config_text(language="en"), "utf-8")
    roster = without_paper.roster_text((2, 1)).encode()
    report = send_files(client, config, config, roster, with_topics=False)
    assert "Nothing is written in this selection" in report.text
    assert "New folder for passphrases" in report.text
    fields = {"_csrf_token": token_in(report), "directory": "ujian", "cards": "slip"}
    done = client.post("/buat", data=fields)
    assert done.url.path == "/selesai"
    assert "hand each person theirs" in done.text
    assert "topics file" not in done.text


def test_topics_that_the_settings_name_have_to_be_chosen(
    client: Visitor, config_file: Path, roster_file: Path
) -> None:
    roster = roster_file.read_bytes()
    report = send_files(client, config_file, roster_file, roster, with_topics=False)
    assert "for the topics. Choose that file as well." in report.text
    assert 'action="/buat"' not in report.text


def test_a_list_with_mistakes_is_told_row_by_row_and_offers_no_creation(
    client: Visitor, config_file: Path, roster_file: Path
) -> None:
    spoilt = roster_file.read_bytes().replace(b"1970", b"1x70", 1)
    report = send_files(client, config_file, roster_file, spoilt)
    assert "daftar.csv, row 5" in report.text
    assert 'action="/buat"' not in report.text


def test_a_file_that_was_not_chosen_is_asked_for(client: Visitor) -> None:
    data = {"_csrf_token": token_in(client.get("/"))}
    answer = client.post("/periksa", data=data, files={"config": ("", b"")})
    assert answer.status_code == 400
    assert "Choose a file first." in answer.text
    assert client.get("/laporan").url.path == "/"
    assert client.get("/nirgends").status_code == 404


def test_the_last_page_ends_the_program(client: Visitor) -> None:
    stopped: list[bool] = []
    client.app.state.stop = lambda: stopped.append(True)
    data = {"_csrf_token": token_in(client.get("/"))}
    assert "These pages are closed." in client.post("/tutup", data=data).text
    assert stopped == [True]


def test_the_program_listens_on_this_machine_until_the_last_page(here: Path) -> None:
    told: Queue[str] = Queue()
    prepared = Preparation(here, os.urandom)
    serving = Thread(target=serve_new_exam, args=(prepared, "en", 0, told.put), daemon=True)
    serving.start()
    address = told.get(timeout=60)
    with Client(follow_redirects=True) as browser:
        first = browser.get(address)
        assert first.url.path == "/"
        assert "Choose the files" in first.text
        data = {"_csrf_token": token_in(first)}
        assert browser.post(f"{address.split('/mulai')[0]}/tutup", data=data).status_code == 200
    serving.join(timeout=60)
    assert not serving.is_alive()
