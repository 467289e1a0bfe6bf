"""Log-in and log-out: who gets in, what a session is worth, and what every answer carries."""

from collections.abc import Iterator
from typing import Any

import pytest
from litestar.datastructures import UploadFile
from litestar.testing import TestClient
from sqlite_utils import Database

from exam.errors import RefusedError
from server.ceremony import Handouts
from server.hall import Hall
from server.office import OpenExam
from server.recovering import Recovering
from server.staff import Login, still_stands
from server.web import log_in as log_in_pages
from server.web.app import build_people_app
from server.web.keyring import IDLE_SECONDS, LONGEST_SECONDS, Keyring
from tests.server.browsing import BASE, Visitor, problem_of, visiting
from tests.server.panel_acting import passphrases_of

_COOKIE = "__Host-makalah"


@pytest.fixture
def visitor(exam: OpenExam, made: Handouts) -> Iterator[Visitor]:
    with visiting(exam, passphrases_of(made)) as found:
        yield found


@pytest.mark.parametrize(
    ("account", "home"),
    [
        ("sekretariat", "/sekretariat"),
        ("pengawas-1", "/pengawas"),
        ("ketua", "/panel"),
        ("penilai-2", "/panel"),
        ("pemeriksa", "/pemeriksa"),
        ("pengamat", "/pengamat"),
    ],
)
def test_everybody_is_led_to_their_work(visitor: Visitor, account: str, home: str) -> None:
    answer = visitor.log_in(account)
    assert (answer.status_code, answer.headers["location"]) == (303, home)
    assert visitor.get("/").headers["location"] == home
    assert visitor.get("/masuk").headers["location"] == home


def test_whoever_is_not_logged_in_is_led_to_the_log_in_page(visitor: Visitor) -> None:
    for path in ("/", "/pengawas", "/pengawas/mulai", "/panel", "/panel/naskah/7KQ2"):
        answer = visitor.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/masuk")


def test_a_wrong_passphrase_is_refused_and_the_account_stays_in_its_field(visitor: Visitor) -> None:
    answer = visitor.log_in("ketua", "enam kata yang tidak benar sama")
    assert answer.status_code == 401
    assert "frasa sandi salah" in problem_of(answer)
    assert 'value="ketua"' in answer.text
    assert _COOKIE not in answer.cookies


def test_an_unknown_account_gets_the_same_answer_as_a_wrong_passphrase(visitor: Visitor) -> None:
    wrong = visitor.log_in("ketua", "salah")
    unknown = visitor.log_in("bukan-siapa", "salah")
    assert problem_of(unknown) == problem_of(wrong)
    assert unknown.status_code == wrong.status_code


def test_a_passphrase_may_be_typed_with_capitals_and_dashes(visitor: Visitor) -> None:
    typed = visitor.passphrases["ketua"].upper().replace(" ", "-")
    assert visitor.log_in("KETUA ", typed).status_code == 303


def test_the_session_cookie_is_for_this_host_over_tls_and_no_script(visitor: Visitor) -> None:
    cookie = visitor.log_in("ketua").headers["set-cookie"].lower()
    assert cookie.startswith("__host-makalah=")
    for attribute in ("secure", "httponly", "samesite=strict", "path=/"):
        assert attribute in cookie


def test_log_in_gives_a_fresh_session_id(visitor: Visitor) -> None:
    planted = "a" * 64
    visitor.client.cookies.set(_COOKIE, planted, domain="makalah.local")
    visitor.log_in("ketua")
    visitor.client.cookies.clear()
    visitor.client.cookies.set(_COOKIE, planted, domain="makalah.local")
    assert visitor.get("/panel").headers["location"] == "/masuk"


def test_visitors_without_log_in_get_no_session(visitor: Visitor) -> None:
    assert _COOKIE not in visitor.get("/masuk").cookies


def test_logging_out_ends_the_session_even_for_its_old_cookie(visitor: Visitor) -> None:
    old = visitor.log_in("ketua").cookies[_COOKIE]
    assert visitor.get("/panel").status_code == 200
    assert visitor.log_out().headers["location"] == "/masuk"
    visitor.client.cookies.clear()
    visitor.client.cookies.set(_COOKIE, old, domain="makalah.local")
    assert visitor.get("/panel").headers["location"] == "/masuk"


def test_logging_out_forgets_the_seed(exam: OpenExam, made: Handouts) -> None:
    app = build_people_app(exam, Hall(), 1, Recovering(exam))
    with TestClient(app, base_url=BASE) as client:
        visitor = Visitor(client, passphrases_of(made))
        session_id = visitor.log_in("ketua").cookies[_COOKIE]
        keyring: Keyring = app.state.keyring
        assert len(keyring.seed(session_id)) == 32
        visitor.log_out()
        with pytest.raises(RefusedError):
            keyring.seed(session_id)


def test_logging_in_as_somebody_else_forgets_the_seed_before(
    exam: OpenExam, made: Handouts
) -> None:
    app = build_people_app(exam, Hall(), 1, Recovering(exam))
    with TestClient(app, base_url=BASE) as client:
        visitor = Visitor(client, passphrases_of(made))
        token = visitor.token()
        session_id = visitor.log_in("ketua").cookies[_COOKIE]
        fields = {"account": "pengawas-1", "passphrase": visitor.passphrases["pengawas-1"]}
        client.post("/masuk", data={"_csrf_token": token, **fields}, follow_redirects=False)
        with pytest.raises(RefusedError):
            app.state.keyring.seed(session_id)


def test_a_session_that_was_ended_leads_to_the_log_in_page(exam: OpenExam, made: Handouts) -> None:
    app = build_people_app(exam, Hall(), 1, Recovering(exam))
    with TestClient(app, base_url=BASE) as client:
        visitor = Visitor(client, passphrases_of(made))
        app.state.keyring.end(visitor.log_in("ketua").cookies[_COOKIE])
        assert visitor.get("/panel").headers["location"] == "/masuk"
        assert visitor.get("/masuk").status_code == 200
        assert visitor.log_in("ketua").headers["location"] == "/panel"
        assert visitor.get("/panel").status_code == 200


def test_a_session_ends_with_its_seed_when_it_is_idle() -> None:
    hand = [0]
    keyring = Keyring(lambda: hand[0])
    keyring.open("s", "ketua", b"seed")
    hand[0] += IDLE_SECONDS * 1000
    assert keyring.use("s")
    assert keyring.seed("s") == b"seed"
    hand[0] += IDLE_SECONDS * 1000 + 1
    assert not keyring.use("s")
    with pytest.raises(RefusedError) as refused:
        keyring.seed("s")
    assert refused.value.code == "session.ended"


def test_a_session_that_is_always_in_use_ends_after_the_longest_day() -> None:
    hand = [0]
    keyring = Keyring(lambda: hand[0])
    keyring.open("s", "pengawas-1", None)
    while hand[0] < LONGEST_SECONDS * 1000:
        assert keyring.use("s")
        hand[0] += IDLE_SECONDS * 1000
    assert keyring.use("s")
    hand[0] += 1
    assert not keyring.use("s")


def test_logging_out_everywhere_ends_the_sessions_of_all_browsers(
    exam: OpenExam, made: Handouts
) -> None:
    app = build_people_app(exam, Hall(), 1, Recovering(exam))
    with TestClient(app, base_url=BASE) as client:
        visitor = Visitor(client, passphrases_of(made))
        elsewhere = visitor.log_in("pengawas-1").cookies[_COOKIE]
        client.cookies.clear()
        other = visitor.log_in("pengawas-2").cookies[_COOKIE]
        client.cookies.clear()
        visitor.log_in("pengawas-1")
        assert "2 peramban" in visitor.get("/akun").text
        assert visitor.post("/akun/keluar", {}).headers["location"] == "/masuk"
        for cookie, home in ((elsewhere, "/masuk"), (other, "/pengawas")):
            client.cookies.clear()
            client.cookies.set(_COOKIE, cookie, domain="makalah.local")
            assert visitor.get("/").headers["location"] == home


def test_a_form_in_parts_needs_its_token_too(visitor: Visitor) -> None:
    visitor.log_in("pengawas-1")
    files = {"file": (None, b"x")}
    for data in ({}, {"_csrf_token": "a" * 128}):
        answer = visitor.client.post("/pengawas/impor", files=files, data=data)
        assert answer.status_code == 403
        assert "Tidak ada yang diubah" in problem_of(answer)
    assert visitor.client.post("/akun/keluar", json={}).status_code == 403


@pytest.mark.parametrize("size", [10, 2_000_000], ids=["in memory", "on disk"])
def test_a_file_of_a_refused_form_is_closed(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    opened: list[UploadFile] = []
    begin = UploadFile.__init__

    def watch(file: UploadFile, *given: Any, **named: Any) -> None:
        begin(file, *given, **named)
        opened.append(file)

    monkeypatch.setattr(UploadFile, "__init__", watch)
    visitor.log_in("pengawas-1")
    files = {"file": ("naskah.mkl", bytes(size))}
    assert visitor.client.post("/pengawas/impor", files=files).status_code == 403
    assert [file.file.closed for file in opened] == [True]


@pytest.mark.parametrize("change", ["closed", "renewed"])
def test_an_account_that_changes_while_its_passphrase_is_checked_gets_no_session(
    exam: OpenExam, made: Handouts, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    app = build_people_app(exam, Hall(), 1, Recovering(exam))
    checked = still_stands

    def change_first(db: Database, login: Login) -> bool:
        new = {"is_closed": 1} if change == "closed" else {"auth_hash": bytes(32)}
        exam.store.write_now(lambda db: db.table("staff").update(login.staff_id, new))
        return exam.store.read(lambda later: checked(later, login))

    monkeypatch.setattr(log_in_pages, "still_stands", change_first)
    with TestClient(app, base_url=BASE) as client:
        visitor = Visitor(client, passphrases_of(made))
        answer = visitor.log_in("pengawas-1")
        assert answer.status_code == 401
        assert _COOKIE not in answer.cookies
        assert app.state.keyring.count("pengawas-1") == 0
        assert visitor.get("/pengawas").headers["location"] == "/masuk"


def test_a_form_without_its_token_changes_nothing(visitor: Visitor) -> None:
    fields = {"account": "ketua", "passphrase": visitor.passphrases["ketua"]}
    answer = visitor.client.post("/masuk", data=fields, follow_redirects=False)
    assert answer.status_code == 403
    assert "Tidak ada yang diubah" in problem_of(answer)
    assert _COOKIE not in answer.cookies


def test_a_form_with_somebody_elses_token_changes_nothing(visitor: Visitor) -> None:
    token = visitor.token()
    visitor.client.cookies.clear()
    visitor.token()
    fields = {"_csrf_token": token, "account": "ketua", "passphrase": "x"}
    answer = visitor.client.post("/masuk", data=fields, follow_redirects=False)
    assert answer.status_code == 403


def test_whoever_was_wrong_five_times_has_to_wait_for_that_account_only(visitor: Visitor) -> None:
    wrong = [visitor.log_in("ketua", "salah") for _ in range(6)]
    assert [answer.status_code for answer in wrong] == [401] * 5 + [429]
    assert "30 detik" in problem_of(wrong[-1])
    assert visitor.log_in("ketua").status_code == 429
    assert visitor.log_in("pengawas-1").status_code == 303


def test_the_right_passphrase_takes_back_the_wrong_ones_before(visitor: Visitor) -> None:
    for _ in range(2):
        for _ in range(4):
            assert visitor.log_in("ketua", "salah").status_code == 401
        assert visitor.log_in("ketua").status_code == 303
        visitor.log_out()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/masuk", 200),
        ("GET", "/tidak-ada", 404),
        ("GET", "/static/makalah.css", 200),
        ("GET", "/static/tidak-ada.css", 404),
        ("GET", "/panel", 303),
        ("POST", "/pengawas/mulai", 403),
        ("GET", "/keluar", 405),
        ("GET", "/api/manifest", 200),
        ("POST", "/api/enrol", 400),
        ("GET", "/healthz", 200),
    ],
)
def test_every_answer_carries_the_security_headers(
    visitor: Visitor, method: str, path: str, status: int
) -> None:
    answer = visitor.client.request(method, path, follow_redirects=False)
    headers = answer.headers
    assert answer.status_code == status
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert not any(word in policy for word in ("unsafe", "http", "data:", "*"))
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == ("no-cache" if "static" in path else "no-store")


def test_an_unknown_address_is_a_page_that_says_so(visitor: Visitor) -> None:
    answer = visitor.get("/panel/lain/../../x")
    assert answer.status_code == 404
    assert "tidak ada" in problem_of(answer)


def test_pages_load_nothing_from_outside_and_hold_no_script_or_style(visitor: Visitor) -> None:
    page = visitor.get("/masuk").text
    assert "http://" not in page
    assert "https://" not in page
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick" not in page
    assert page.count("<script") == page.count('<script src="/static/')
