"""The search for what gives an author away: what holds of every text, and how much it finds."""

import doctest
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exam.disclosure import Author, Finding, Kind, find_disclosures
from exam.manuscript.marks import ALL_MARKS
from exam.sentences import sentence
from scripts import disclosure as report
from tests.exam.disclosed import NIP, POST, named, names_in

AUTHOR = Author(
    "Drs. Budi Santoso Wicaksono, M.Si.",
    NIP,
    "Sekretaris Satuan Polisi Pamong Praja",
    "Satuan Polisi Pamong Praja",
)
PIECES = [
    *ALL_MARKS,
    *"\n\u00a0.,:;'’-@()/0179",
    " ",
    "Budi",
    "Santoso",
    "wicaksono",
    "B.",
    "Pak ",
    "Oleh: ",
    "saya di ",
    "sebagai ",
    "Sekretaris ",
    "Satpol PP",
    "M.Si.",
    "19790909 ",
    "200604",
    "0812-",
    "gmail.com",
    "ﾞ",
    "é",
]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
NAMES = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
AUTHORS = st.builds(Author, NAMES, st.one_of(st.text("0179"), st.just(NIP)), NAMES, NAMES)
CLEAN_WORDS = ["pasar", "jalan", "air", "warga", "dinas", "rapat", "2024", "Rp500.000", "yang"]


@settings(max_examples=200, deadline=None)
@given(TEXTS, AUTHORS, TEXTS, TEXTS)
def test_findings_of_any_text_lie_in_it_in_order_and_apart(
    text: str, author: Author, post: str, topic: str
) -> None:
    found = find_disclosures(text, author, post=post, topic=topic)
    assert found == find_disclosures(text, author, post=post, topic=topic)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert [each.start for each in found] == sorted(each.start for each in found)
    for kind in Kind:
        spans = [(each.start, each.end) for each in found if each.kind is kind]
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@given(TEXTS)
def test_a_finding_quotes_its_place_on_one_line_without_marks(text: str) -> None:
    for each in find_disclosures(text, AUTHOR):
        quote = str(each.details["quote"])
        assert not set(quote) & {*ALL_MARKS, "\n"}
        assert quote.split(maxsplit=1)[0].removesuffix("…") in _plain(text[each.start : each.end])


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter not in ALL_MARKS)


@given(st.lists(st.sampled_from(CLEAN_WORDS), max_size=200).map(" ".join))
def test_a_text_of_other_words_is_silent(text: str) -> None:
    assert find_disclosures(text, AUTHOR, post=POST) == ()


@given(
    st.sampled_from(["Fajar Nugroho", "Nur'aini Hasibuan", "Mei Ling Hartanto", "Suwarno"]),
    st.sampled_from([str.upper, str.lower, str.title, str.swapcase]),
    st.sampled_from(["Disusun oleh: {}", "{}", "Semarang, 9 Juni 2026\n{}\n"]),
    st.sampled_from(["", ", S.Sos.", ", S.E., M.M."]),
)
def test_no_case_and_no_title_hides_the_name(
    name: str, change: "type[str]", frame: str, titles: str
) -> None:
    text = frame.format(change(name) + titles)
    assert len(names_in(text, name)) == 1


@given(st.text("abcdefghijklmnopqrstuvwxyz '.-", max_size=30))
def test_an_empty_author_is_never_found(text: str) -> None:
    nobody = Author("", "", "", "")
    assert [each for each in find_disclosures(text, nobody) if each.kind is not Kind.EMAIL] == []


@pytest.mark.parametrize("name", ["", " , ", "S.E., M.M.", "...", "1 2 3", "H.", "a", "M."])
def test_a_name_without_a_name_is_allowed(name: str) -> None:
    assert isinstance(find_disclosures("Halo S.E. M. H. a 1 2 3", named(name)), tuple)


def test_a_long_quote_is_cut() -> None:
    text = "S " * 60 + "a n t o s o"
    found = find_disclosures("B u d i " + text, AUTHOR)
    assert len(str(found[0].details["quote"])) == 80


def test_every_kind_has_its_sentence() -> None:
    text = (
        "Oleh: Budi Santoso Wicaksono, lalu Wicaksana @wicaksono (NIP 19790909 2006xxxx)\nB.S.W.\n"
        f"{NIP}, selaku Sekretaris Satpol PP di Satpol PP, b@mail.id, 0812-3456-7890"
    )
    found = find_disclosures(text, AUTHOR)
    assert {each.kind for each in found} == set(Kind)
    assert {each.code for each in found} >= {
        "disclosure.name",
        "disclosure.name-alike",
        "disclosure.account",
        "disclosure.initials",
        "disclosure.nip",
        "disclosure.nip-beginning",
        "disclosure.office",
        "disclosure.unit",
        "disclosure.email",
        "disclosure.phone",
    }
    for each in found:
        assert str(each.details["quote"]) in sentence(each, str)


def test_a_name_inside_an_address_is_not_counted_again() -> None:
    found = find_disclosures("wicaksono.budi@mail.go.id", AUTHOR)
    assert [each.kind for each in found] == [Kind.EMAIL]


def test_findings_can_be_compared() -> None:
    one, other = (find_disclosures("Wicaksono", AUTHOR) for _ in range(2))
    assert one == other
    assert isinstance(one[0], Finding)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "piece",
    [
        "Budi ",
        "Budi\n",
        '"Budi, ',
        "Wicaksono ",
        "W i c a k s o n o ",
        "B. ",
        "Wi-cak-so-no ",
        "Satpol ",
        "Satuan Polisi ",
        "19790909 2006041 ",
        "0 ",
        "a@b.c ",
        "(at)",
        "a'\ue051",
        "\n",
        "x",
    ],
)
def test_the_search_takes_time_in_proportion_to_the_text(piece: str) -> None:
    short, long = (piece * (size // len(piece)) for size in (2_500, 20_000))
    # Something else may come between once, and not each time.
    assert any(searching(long) < 8 * 4 * searching(short) + 0.2 for _ in range(3))


def searching(text: str) -> float:
    """Seconds of CPU time that a search takes."""
    before = time.process_time()
    find_disclosures(text, AUTHOR)
    return time.process_time() - before


def test_the_example_of_the_document_is_true() -> None:
    document = Path(__file__).parents[2] / "docs" / "disclosure.md"
    outcome = doctest.testfile(str(document), module_relative=False)
    assert outcome.attempted == 4
    assert outcome.failed == 0


@pytest.mark.parametrize(
    ("passages", "names_and_nip", "everything"),
    [
        ("development", (0.98, 0.98), (0.98, 0.98)),
        ("heldout", (0.98, 0.98), (0.98, 0.98)),
        ("blind-a", (0.98, 0.98), (0.97, 0.96)),
        ("blind-b", (0.977, 0.897), (0.958, 0.914)),
    ],
)
def test_each_set_is_found_as_well_as_the_documents_say(
    passages: str, names_and_nip: tuple[float, float], everything: tuple[float, float]
) -> None:
    scores = list(report.score(report.load(passages)))
    for kinds, least in ((report.NAMES_AND_NIP, names_and_nip), (tuple(Kind), everything)):
        found = report.total(scores, kinds)
        assert found.recall >= least[0]
        assert found.precision >= least[1]
