"""A quorum that comes together: exactly enough shares, each another's, all of this exam."""

from collections.abc import Sequence

import pytest

from exam import keys
from exam.errors import ShareError
from server.ceremony import Handouts
from server.office import OpenExam
from server.quorum import Quorum, quorum_for
from server.shares import split_seed

SEED = bytes(range(32))
MEMBERS = ("ketua", "penilai-2", "penilai-3", "penilai-4", "penilai-5")


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return split_seed(SEED, 3, 5)


@pytest.fixture
def quorum() -> Quorum:
    return Quorum(keys.sealing_public_key(SEED), 3, MEMBERS)


def bring(quorum: Quorum, lines: Sequence[str], *which: int) -> None:
    for at in which:
        quorum.add(lines[at].encode(), f"Kartu {at}")


def refusal(quorum: Quorum, raw: str, name: str = "Kartu X") -> ShareError:
    before = quorum.members
    with pytest.raises(ShareError) as caught:
        quorum.add(raw.encode(), name)
    assert quorum.members == before
    return caught.value


def test_as_many_as_are_needed_join_into_the_key(quorum: Quorum, lines: list[str]) -> None:
    bring(quorum, lines, 4, 0, 2)
    assert quorum.is_complete
    assert quorum.members == ("penilai-5", "ketua", "penilai-3")
    assert quorum.seed() == SEED


def test_whose_a_share_is_is_told(quorum: Quorum, lines: list[str]) -> None:
    assert quorum.add(lines[1].encode(), "Kartu") == "penilai-2"


def test_too_few_join_into_nothing(quorum: Quorum, lines: list[str]) -> None:
    bring(quorum, lines, 0, 1)
    with pytest.raises(ShareError) as caught:
        quorum.seed()
    assert (caught.value.code, dict(caught.value.details)) == (
        "share.few",
        {"given": 2, "needed": 3},
    )


def test_one_more_than_needed_is_not_taken(quorum: Quorum, lines: list[str]) -> None:
    bring(quorum, lines, 0, 1, 2)
    assert refusal(quorum, lines[3]).code == "share.enough"
    assert quorum.seed() == SEED


def test_the_same_share_is_not_taken_twice(quorum: Quorum, lines: list[str]) -> None:
    bring(quorum, lines, 0)
    error = refusal(quorum, lines[0])
    assert (error.code, error.details["first"]) == ("share.twice", "Kartu 0")


def test_a_share_of_another_set_is_refused_when_it_comes(quorum: Quorum, lines: list[str]) -> None:
    bring(quorum, lines, 0)
    assert refusal(quorum, split_seed(SEED, 3, 5)[1]).code == "share.other-set"


@pytest.mark.parametrize(("needed", "holders", "at"), [(2, 5, 0), (3, 7, 6)])
def test_a_share_of_another_panel_is_refused_alone(
    quorum: Quorum, needed: int, holders: int, at: int
) -> None:
    assert refusal(quorum, split_seed(SEED, needed, holders)[at]).code == "share.other-set"


def test_a_typo_names_the_word(quorum: Quorum, lines: list[str]) -> None:
    words = lines[0].split()
    words[4] = "kataku"
    error = refusal(quorum, " ".join(words), "Kartu 0")
    assert (error.code, dict(error.details)) == (
        "share.word",
        {"file": "Kartu 0", "word": "kataku", "position": 5},
    )


def test_a_whole_set_of_another_exam_opens_nothing(quorum: Quorum) -> None:
    bring(quorum, split_seed(bytes(32), 3, 5), 0, 1, 2)
    with pytest.raises(ShareError) as caught:
        quorum.seed()
    assert caught.value.code == "share.other-exam"


def test_what_is_forgotten_has_to_be_brought_again(quorum: Quorum, lines: list[str]) -> None:
    bring(quorum, lines, 0, 1, 2)
    quorum.forget()
    assert (quorum.members, quorum.is_complete) == ((), False)
    bring(quorum, lines, 0)


def test_the_panel_of_an_exam_is_waited_for(exam: OpenExam, made: Handouts) -> None:
    quorum = quorum_for(exam)
    for share in made.shares[: quorum.needed]:
        assert quorum.add(share.words.encode(), share.name) == share.panelist_id
    assert keys.sealing_public_key(quorum.seed()) == exam.manifest.panel_public_key
