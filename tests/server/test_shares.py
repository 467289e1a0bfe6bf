"""Shares of the panel key: exactly enough join, and every other set is refused by name."""

import os
from dataclasses import replace
from itertools import combinations

import pytest
from shamir_mnemonic.wordlist import WORDLIST

from exam.errors import ShareError
from server.shares import WORDS, NamedShare, join_seed, read_share, split_seed

SEED = bytes(range(32))


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """Five shares, of which three are needed."""
    return split_seed(SEED, 3, 5)


def named(lines: list[str], *which: int) -> list[NamedShare]:
    return [read_share(lines[at].encode(), f"{at}.txt") for at in which]


def refusal(shares: list[NamedShare]) -> ShareError:
    with pytest.raises(ShareError) as caught:
        join_seed(shares)
    return caught.value


def test_any_three_of_five_join_into_the_seed(lines: list[str]) -> None:
    for which in combinations(range(5), 3):
        assert join_seed(named(lines, *which)) == SEED


def test_a_share_file_may_have_headings_line_ends_and_capitals(lines: list[str]) -> None:
    words = lines[0].split()
    text = "\ufeff# Ketua\r\n" + "\r\n".join(words[:10]) + "\r\n  # lanjutan\r\n"
    text += " ".join(words[10:]).upper()
    assert read_share(text.encode(), "a").share == read_share(lines[0].encode(), "b").share


def test_two_of_three_are_too_few(lines: list[str]) -> None:
    error = refusal(named(lines, 0, 3))
    assert (error.code, dict(error.details)) == ("share.few", {"given": 2, "needed": 3})


def test_four_are_too_many(lines: list[str]) -> None:
    error = refusal(named(lines, 0, 1, 2, 3))
    assert (error.code, dict(error.details)) == ("share.many", {"given": 4, "needed": 3})


def test_the_same_share_twice_is_named(lines: list[str]) -> None:
    twice = [*named(lines, 0, 1), read_share(lines[0].encode(), "copy.txt")]
    error = refusal(twice)
    assert error.code == "share.twice"
    assert dict(error.details) == {"file": "copy.txt", "first": "0.txt"}


def test_a_share_of_another_set_is_named(lines: list[str]) -> None:
    other = split_seed(os.urandom(32), 3, 5)
    error = refusal([*named(lines, 0, 1), read_share(other[2].encode(), "stranger.txt")])
    assert (error.code, error.details["file"]) == ("share.other-set", "stranger.txt")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("# only a heading", "share.length"),
        ("academic acid", "share.length"),
        ("bukan kata", "share.word"),
    ],
)
def test_a_file_that_is_no_share_is_refused(text: str, code: str) -> None:
    with pytest.raises(ShareError) as caught:
        read_share(text.encode(), "ketua.txt")
    assert (caught.value.code, caught.value.details["file"]) == (code, "ketua.txt")


def test_a_file_that_is_not_text_is_refused() -> None:
    with pytest.raises(ShareError) as caught:
        read_share(b"\xff\xfe\x00", "ketua.txt")
    assert caught.value.code == "share.file"


def test_a_word_that_is_not_in_the_list_is_named_with_its_place(lines: list[str]) -> None:
    words = lines[0].split()
    words[6] = "makalah"
    with pytest.raises(ShareError) as caught:
        read_share(" ".join(words).encode(), "ketua.txt")
    assert caught.value.code == "share.word"
    assert dict(caught.value.details) == {"file": "ketua.txt", "word": "makalah", "position": 7}


@pytest.mark.parametrize("place", range(WORDS))
def test_any_one_wrong_word_is_found(lines: list[str], place: int) -> None:
    words = lines[1].split()
    words[place] = WORDLIST[(WORDLIST.index(words[place]) + 1) % len(WORDLIST)]
    with pytest.raises(ShareError) as caught:
        read_share(" ".join(words).encode(), "ketua.txt")
    assert (caught.value.code, caught.value.details["file"]) == ("share.checksum", "ketua.txt")


def test_a_forged_share_that_looks_genuine_opens_nothing(lines: list[str]) -> None:
    first, second, third = named(lines, 0, 1, 2)
    forged = NamedShare("forged.txt", replace(third.share, value=bytes(32)))
    assert refusal([first, second, forged]).code == "share.unfit"
