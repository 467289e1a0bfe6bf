"""The labelled passages on which finding an author's identity is measured."""

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Literal, get_args

import msgspec
import pytest

FOLDER = Path(__file__).parents[1] / "data" / "disclosure"
SEED = "makalah-disclosure-20260611"
DRAWS = 3000

Kind = Literal["name", "nip", "office", "unit", "email", "phone"]


class Author(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    nip: str
    office: str
    unit: str
    post: str


class Finding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    quote: str
    occurrence: int
    kind: Kind


class Passage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    author: Author
    others: tuple[str, ...]
    text: str
    findings: tuple[Finding, ...]
    tags: tuple[str, ...]


def read_half(name: str) -> tuple[Passage, ...]:
    """Read one half; a line of another shape is refused."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(msgspec.json.decode(line, type=Passage) for line in lines)


def place(text: str, finding: Finding) -> tuple[int, int]:
    """Return where the quote begins and ends; fail if it does not occur that often."""
    start = -1
    for _ in range(finding.occurrence):
        start = text.index(finding.quote, start + 1)
    return start, start + len(finding.quote)


def content(passages: Iterable[Passage]) -> Counter[str]:
    """Count what a fair split shares out: kinds of finding, tags, and clean passages."""
    counts: Counter[str] = Counter()
    for passage in passages:
        counts.update(f"kind {finding.kind}" for finding in passage.findings)
        counts.update(f"tag {tag}" for tag in passage.tags)
        counts["clean"] += not passage.findings
    return counts


def unevenness(whole: Counter[str], held: Counter[str]) -> int:
    """Return how far this half is from one half of everything; a missing tag weighs most."""
    missing = sum(count in {0, whole[key]} for key in whole for count in [held[key]])
    return 1000 * missing + sum(abs(whole[key] - 2 * held[key]) for key in whole)


def draw_heldout(passages: Iterable[Passage]) -> set[str]:
    """Return the NIPs of the held-out authors: the most even of the halves that the seed draws."""
    by_author: dict[str, list[Passage]] = {}
    for passage in passages:
        by_author.setdefault(passage.author.nip, []).append(passage)
    counts = {nip: content(written) for nip, written in by_author.items()}
    whole = sum(counts.values(), Counter[str]())

    def draw(number: int) -> list[str]:
        order = sorted(counts, key=lambda nip: sha256(f"{SEED}/{number}/{nip}".encode()).digest())
        return order[: len(order) // 2]

    def score(nips: list[str]) -> int:
        return unevenness(whole, sum((counts[nip] for nip in nips), Counter[str]()))

    most_even = min((draw(number) for number in range(DRAWS)), key=score)
    return set(most_even)


DEVELOPMENT = read_half("development")
HELDOUT = read_half("heldout")
HALVES = {"development": DEVELOPMENT, "heldout": HELDOUT}
EVERYTHING = DEVELOPMENT + HELDOUT
BLIND = {name: read_half(name) for name in ("blind-a", "blind-b")}
ALL = (*EVERYTHING, *BLIND["blind-a"], *BLIND["blind-b"])
each_passage = pytest.mark.parametrize("passage", ALL, ids=lambda passage: passage.id)
each_blind = pytest.mark.parametrize("name", BLIND)
each_half = pytest.mark.parametrize("half", HALVES.values(), ids=HALVES)


@each_passage
def test_each_quote_stands_where_the_label_says(passage: Passage) -> None:
    places = [place(passage.text, finding) for finding in passage.findings]
    assert all(finding.quote.strip() == finding.quote != "" for finding in passage.findings)
    assert places == sorted(places), "findings follow the text"
    assert all(before[1] <= after[0] for before, after in pairwise(places)), "no two overlap"


@each_passage
def test_a_passage_without_a_nip_label_does_not_hold_the_nip(passage: Passage) -> None:
    unlabelled = passage.text
    for finding in passage.findings:
        if finding.kind == "nip":
            unlabelled = unlabelled.replace(finding.quote, "")
    assert passage.author.nip not in re.sub(r"\D", "", unlabelled)


def test_each_passage_has_an_id_and_a_text_of_its_own() -> None:
    ids = [passage.id for passage in EVERYTHING]
    assert sorted(ids) == [f"d{number:03}" for number in range(1, len(ids) + 1)]
    assert len({passage.text for passage in ALL}) == len(ALL)


@each_blind
def test_a_later_set_has_enough_of_everything(name: str) -> None:
    passages, letter = BLIND[name], name[-1]
    assert sorted(one.id for one in passages) == [
        f"{letter}{number:03}" for number in range(1, 121)
    ]
    kinds = Counter(finding.kind for passage in passages for finding in passage.findings)
    assert kinds["name"] >= 55
    assert kinds["nip"] >= 30
    assert kinds.keys() == set(get_args(Kind))
    assert sum(not passage.findings for passage in passages) >= 40


def test_nobody_stands_in_two_sets() -> None:
    sets = [{one.author.nip for one in passages} for passages in (EVERYTHING, *BLIND.values())]
    assert sum(map(len, sets)) == len(set().union(*sets))


def test_there_are_enough_passages_and_enough_of_what_matters_most() -> None:
    kinds = Counter(finding.kind for passage in EVERYTHING for finding in passage.findings)
    assert len(EVERYTHING) >= 240
    assert min(kinds["name"], kinds["nip"]) >= 60


def test_clean_passages_are_neither_rare_nor_the_rule() -> None:
    clean = sum(not passage.findings for passage in EVERYTHING)
    assert 0.40 <= clean / len(EVERYTHING) <= 0.45


def test_the_halves_are_equal() -> None:
    assert len(DEVELOPMENT) == len(HELDOUT)


@each_half
def test_each_half_has_every_kind(half: tuple[Passage, ...]) -> None:
    kinds = {finding.kind for passage in half for finding in passage.findings}
    assert kinds == set(get_args(Kind))


@each_half
def test_each_half_has_every_tag(half: tuple[Passage, ...]) -> None:
    tags = {tag for passage in half for tag in passage.tags}
    assert tags == {tag for passage in EVERYTHING for tag in passage.tags}


def test_every_tag_is_explained_and_no_other() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| `([a-z-]+)` \|", readme.split("## Tags")[1], flags=re.MULTILINE)
    assert sorted(explained) == sorted({tag for passage in EVERYTHING for tag in passage.tags})


def test_nobody_stands_in_both_halves() -> None:
    names = [{passage.author.name for passage in half} for half in HALVES.values()]
    nips = [{passage.author.nip for passage in half} for half in HALVES.values()]
    assert not set.intersection(*names)
    assert not set.intersection(*nips)


def test_there_are_forty_people_or_more_and_each_has_one_nip() -> None:
    authors = {passage.author for passage in EVERYTHING}
    assert len(authors) >= 40
    assert len({author.nip for author in authors}) == len(authors)
    assert all(re.fullmatch(r"\d{14}[12]\d{3}", author.nip) for author in authors)


@pytest.mark.no_cover
def test_the_halves_are_those_that_the_seed_draws() -> None:
    assert draw_heldout(EVERYTHING) == {passage.author.nip for passage in HELDOUT}
    assert SEED in (FOLDER / "README.md").read_text(encoding="utf-8")
