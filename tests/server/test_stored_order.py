"""Order, size and time of stored rows do not tell which paper is whose: an attack on many openings.

The attacker knows the roster, how long each text is and when it was handed in, and has the database
after the opening. From every number that a row has they guess whose paper it is. Over many openings
a guess that is worth anything shows, as it does when rows are stored in an order that tells.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

import pytest
from sqlite_utils import Database

from exam import keys
from exam.clock import ExamTime
from exam.seal import PADDED_BYTES, Manuscript
from server.anonymity import Slot, empty_slot, open_map
from server.ceremony import Handouts
from server.office import OpenExam
from server.papers import Paper, Record
from tests.exam.sources import fixed
from tests.server.test_opening import panel_seeds

PAPERS = 9
OPENINGS = 80
_STEP = 4000
"""By so many words each paper is longer than the one before: not all fit into one padded unit."""
SURE = 5.0
"""So many standard deviations are no chance any more."""
_CODED = {"papers": "code", "assignments": "subject"}
"""The tables that have rows by code as soon as papers are opened."""


@dataclass(frozen=True)
class Sight:
    """What an attacker sees of one opening: whose paper is under which code, and what rows say."""

    authors: Mapping[str, int]
    features: Mapping[str, Mapping[str, float]]


class _UndoneError(Exception):
    """Takes back what an act wrote."""


def papers_of(exam: OpenExam, made: Handouts) -> list[Paper]:
    """Return papers by roster order, each longer than the one before, all for one post."""
    post = exam.config.posts[0].id
    return [
        Paper(card.application.id, post, Manuscript("kata " * (_STEP * (place + 1)), "slide"))
        for place, card in enumerate(made.cards[:PAPERS])
    ]


def sight_of(
    db: Database, exam: OpenExam, papers: Sequence[Paper], seeds: Mapping[str, bytes]
) -> Sight:
    """Look at everything that is stored by code, and, for the test, at the map."""
    shares = []
    for row in db.query("select * from key_slots where kind = ?", [Slot.IDENTITY.value]):
        who = row["panelist_id"]
        shares.append(empty_slot(seeds[who], row["sealed"], exam.exam_id, who, Slot.IDENTITY))
    (opening,) = db.query("select * from opening")
    sealed, commitment = opening["sealed_map"], opening["map_commitment"]
    found = open_map(keys.join_shares(shares), exam.exam_id, sealed, commitment)
    places = {paper.application_id: place for place, paper in enumerate(papers)}
    authors = {str(code): places[who] for code, who in found.applications.items()}
    return Sight(authors, _features(db))


def _features(db: Database) -> dict[str, dict[str, float]]:
    """Return by table and column every number that a row of a code has."""
    features: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for table, column in _CODED.items():
        for row in db.query(f"select rowid as at, * from {table} order by rowid desc"):
            code = row.pop(column)
            for name, value in row.items():
                if isinstance(value, bytes):
                    features[f"{table}.{name}.size"][code] = len(value)
                    features[f"{table}.{name}.sum"][code] = sum(value[:64])
                elif isinstance(value, int):
                    features[f"{table}.{name}"][code] = value
    return dict(features)


@pytest.fixture
def sights(exam: OpenExam, made: Handouts) -> list[Sight]:
    """What is seen of many openings of the same papers, each with randomness of its own."""
    papers, seeds = papers_of(exam, made), panel_seeds(exam, made)
    found: list[Sight] = []

    def open_once(number: int, db: Database) -> None:
        record = Record(exam, papers, fixed(f"pembukaan {number}"))
        record.write(db)
        record.begin_scoring(db, ExamTime(0))
        found.append(sight_of(db, exam, papers, seeds))
        raise _UndoneError

    for number in range(OPENINGS):
        with pytest.raises(_UndoneError):
            exam.store.write_now(partial(open_once, number))
    return found


def spearman(first: Sequence[float], second: Sequence[float]) -> float:
    """Return how far two orders agree: 1 the same, -1 the reverse, about 0 by chance."""
    ranked = [_ranks(first), _ranks(second)]
    mean = (len(first) - 1) / 2
    apart = [[rank - mean for rank in ranks] for ranks in ranked]
    squares = [sum(each * each for each in one) for one in apart]
    if not all(squares):
        return 0.0
    first_apart, second_apart = apart
    together = sum(x * y for x, y in zip(first_apart, second_apart, strict=True))
    return together / math.sqrt(math.prod(squares))


def _ranks(values: Sequence[float]) -> list[float]:
    """Rank values from zero; equal ones share the mean of their ranks."""
    return [
        sum(other < value for other in values) + (sum(other == value for other in values) - 1) / 2
        for value in values
    ]


@cache
def handed_in_at(place: int) -> int:
    """Say when somebody handed in: in an order that has nothing to do with the roster."""
    return (place * 4 + 3) % PAPERS


SECRETS: Mapping[str, Callable[[int], float]] = {
    "roster and length": float,
    "time of the hand-in": handed_in_at,
}


def surety(sights: Sequence[Sight], feature: str, secret: Callable[[int], float]) -> float:
    """Return by how many standard deviations a feature tells a secret, over all openings."""
    total = 0.0
    for sight in sights:
        codes = sorted(sight.authors)
        seen = [sight.features[feature][code] for code in codes]
        total += spearman(seen, [secret(sight.authors[code]) for code in codes])
    return total * math.sqrt((PAPERS - 1) / len(sights))


def hits(sights: Sequence[Sight], feature: str, secret: Callable[[int], float]) -> int:
    """Count the papers that are guessed right when both are put in order, over all openings."""
    right = 0
    for sight in sights:
        seen, codes = sight.features[feature], sorted(sight.authors)
        by_feature = sorted(codes, key=lambda code: seen[code])
        by_secret = sorted(codes, key=lambda code: secret(sight.authors[code]))
        right += sum(one == other for one, other in zip(by_feature, by_secret, strict=True))
    return right


def test_no_number_of_a_row_tells_whose_paper_it_is(sights: list[Sight]) -> None:
    features = set(sights[0].features)
    assert features >= {"papers.at", "papers.sealed.size", "assignments.at"}
    for feature in features:
        for secret in SECRETS.values():
            assert abs(surety(sights, feature, secret)) < SURE
            chance = math.sqrt(OPENINGS)
            assert abs(hits(sights, feature, secret) - OPENINGS) < SURE * chance


def test_the_same_attack_succeeds_where_rows_stand_in_an_order_that_tells(
    sights: list[Sight],
) -> None:
    for secret in SECRETS.values():
        told = [
            Sight(one.authors, {"at": {code: secret(place) for code, place in one.authors.items()}})
            for one in sights
        ]
        assert surety(told, "at", secret) > 3 * SURE
        assert hits(told, "at", secret) == OPENINGS * PAPERS


def test_every_paper_is_stored_in_one_size_and_the_map_in_one_for_any_number(
    sights: list[Sight],
) -> None:
    for sight in sights:
        for feature, seen in sight.features.items():
            if feature.endswith(".size"):
                assert len(set(seen.values())) == 1
    assert 40 * PAPERS * len("kata ") < PADDED_BYTES


def test_nothing_is_stored_with_a_paper_but_code_post_and_what_is_sealed(
    exam: OpenExam,
) -> None:
    columns = exam.store.read(
        lambda db: {name: set(db.table(name).columns_dict) for name in db.table_names()}
    )
    assert columns["papers"] == {"code", "post_id", "sealed"}
    assert columns["assignments"] == {"stage_id", "panelist_id", "subject", "turn"}
    assert columns["releases"] == {"code", "staff_id"}
    together = [
        name
        for name, found in columns.items()
        if found & {"code", "paper_code"} and found & {"application_id", "seat_id", "digest"}
    ]
    assert together == ["identities"]
