"""The release officer's pages: the list, a paper with what was found, blacking out, the release."""

import html
import re
from collections.abc import Iterator

import pytest

from exam.redaction import BLACK
from server.ceremony import Handouts
from server.office import OpenExam
from server.release import released_codes
from tests.server.browsing import Visitor, problem_of, visiting
from tests.server.custody_acting import OFFICER, hand_in_three, open_three
from tests.server.panel_acting import passphrases_of

_BOX = re.compile(r'<input type="checkbox" name="(black-[a-z]+-\d+-\d+)"')
_SEEN = re.compile(r'name="seen" value="(\w+)"')
_CODE = re.compile(r'href="/pemeriksa/naskah/(\w{4})"')


@pytest.fixture
def officer(exam: OpenExam, made: Handouts, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visitor]:
    """The release officer, who is shown a list when everything in it was searched."""
    monkeypatch.setattr("server.web.release.SEARCH_MILLISECONDS", 3_600_000)
    open_three(exam, made)
    with visiting(exam, passphrases_of(made)) as visitor:
        visitor.log_in(OFFICER)
        yield visitor


def codes_of(officer: Visitor) -> list[str]:
    return _CODE.findall(officer.get("/pemeriksa").text)


def page_of(officer: Visitor, code: str) -> str:
    return html.unescape(officer.get(f"/pemeriksa/naskah/{code}").text)


def naming(officer: Visitor, made: Handouts) -> tuple[str, str]:
    """Return the code of the paper that ends with its author's name, and its page."""
    name = made.cards[0].application.name
    pages = {code: page_of(officer, code) for code in codes_of(officer)}
    (found,) = ((code, text) for code, text in pages.items() if "Hormat saya" in text)
    assert name.split(",")[0] in found[1]
    return found


def form_of(text: str, **fields: str) -> dict[str, str]:
    seen = _SEEN.search(text)
    assert seen is not None
    return {"seen": seen[1], **fields}


def test_before_the_opening_there_is_nothing_to_check(exam: OpenExam, made: Handouts) -> None:
    hand_in_three(exam, made)
    with visiting(exam, passphrases_of(made)) as visitor:
        visitor.log_in(OFFICER)
        page = visitor.get("/pemeriksa")
        assert page.status_code == 200
        assert _CODE.findall(page.text) == []


def test_the_list_has_every_paper_with_what_was_found(officer: Visitor) -> None:
    page = officer.get("/pemeriksa").text
    assert len(_CODE.findall(page)) == 3
    assert page.count("belum ditelusuri") == 0
    assert page.count(" temuan</strong>") == 2
    assert page.count("sedikit naskah") == 3


def test_a_search_that_takes_long_goes_on_with_the_next_look(
    officer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.web.release.SEARCH_MILLISECONDS", 0)
    waiting = [officer.get("/pemeriksa").text.count("belum ditelusuri") for _ in range(4)]
    assert waiting == [2, 1, 0, 0]


def test_what_was_found_is_a_box_in_the_text(officer: Visitor, made: Handouts) -> None:
    _code, page = naming(officer, made)
    assert _BOX.findall(page)
    assert '<span class="kind">nama</span>' in page


def test_two_steps_black_a_place_out(officer: Visitor, made: Handouts) -> None:
    code, page = naming(officer, made)
    boxes = dict.fromkeys(_BOX.findall(page), "1")
    path = f"/pemeriksa/naskah/{code}/hitam"
    asked = officer.post(path, form_of(page, **boxes))
    assert asked.status_code == 200
    assert "<del>" in asked.text
    assert BLACK not in page_of(officer, code)
    kept = dict.fromkeys(re.findall(r'name="(black-[a-z]+-\d+-\d+)"', asked.text), "1")
    done = officer.post(path, form_of(asked.text, sure="1", **kept))
    assert done.status_code == 303
    after = html.unescape(officer.get(done.headers["location"]).text)
    assert BLACK in after
    assert "sudah dihitamkan" in after
    assert made.cards[0].application.name.split(",")[0] not in after
    assert "dihitamkan" in officer.get("/pemeriksa").text


def test_a_passage_is_blacked_out_wherever_it_stands(officer: Visitor, made: Handouts) -> None:
    code, page = naming(officer, made)
    path = f"/pemeriksa/naskah/{code}/hitam"
    asked = officer.post(path, form_of(page, passages="gagasan\nHORMAT  saya"))
    assert asked.text.count("<del>") == 2


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({}, 422, "Belum ada yang dipilih"),
        ({"passages": "Kata yang tidak ada"}, 422, "“Kata yang tidak ada” tidak ada"),
        ({"passages": "x" * 4001}, 422, "terlalu panjang"),
        ({"seen": "0" * 64, "passages": "Gagasan"}, 409, "sudah berubah"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_and_what_was_typed_stays(
    officer: Visitor, made: Handouts, fields: dict[str, str], status: int, said: str
) -> None:
    code, page = naming(officer, made)
    answer = officer.post(f"/pemeriksa/naskah/{code}/hitam", form_of(page) | fields)
    assert answer.status_code == status
    assert said in problem_of(answer)
    assert fields.get("passages", "") in answer.text


@pytest.mark.parametrize("box", ["black-paper-0-99999", "black-paper-5-5"])
def test_a_box_that_the_page_never_had_is_refused(
    officer: Visitor, made: Handouts, box: str
) -> None:
    code, page = naming(officer, made)
    answer = officer.post(f"/pemeriksa/naskah/{code}/hitam", form_of(page, **{box: "1"}))
    assert answer.status_code == 400


def test_a_release_leads_to_the_next_paper_that_waits(officer: Visitor, exam: OpenExam) -> None:
    codes = codes_of(officer)
    for code, following in zip(codes, [*codes[1:], None], strict=True):
        answer = officer.post(f"/pemeriksa/naskah/{code}/lepas", {})
        wanted = "/pemeriksa" if following is None else f"/pemeriksa/naskah/{following}"
        assert (answer.status_code, answer.headers["location"]) == (303, wanted)
    assert exam.store.read(released_codes) == set(codes)
    assert "sudah dilepas" in page_of(officer, codes[0])


def test_there_is_no_page_of_a_paper_that_is_none(officer: Visitor) -> None:
    assert officer.get("/pemeriksa/naskah/tidak-ada").status_code == 404
