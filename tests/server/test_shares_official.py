"""SLIP-39's own vectors: the library joins what it must, and refuses what it must."""

import json
from pathlib import Path
from typing import Any

import pytest
from shamir_mnemonic import MnemonicError, combine_mnemonics

from exam.errors import ShareError
from server.shares import WORDS, join_seed, read_share

FILE = Path(__file__).parent.parent / "data" / "vectors" / "official" / "slip-39.json"
SLIP_39: dict[str, Any] = json.loads(FILE.read_text())
JOINING = [vector for vector in SLIP_39["vectors"] if vector["secret"]]
REFUSED = [vector for vector in SLIP_39["vectors"] if not vector["secret"]]


def case_of(vector: dict[str, Any]) -> str:
    return str(vector["case"].partition(".")[0])


def test_there_are_vectors_of_both_kinds() -> None:
    assert (len(JOINING), len(REFUSED)) == (15, 30)


@pytest.mark.parametrize("vector", JOINING, ids=case_of)
def test_the_library_joins_what_slip_39_joins(vector: dict[str, Any]) -> None:
    secret = combine_mnemonics(vector["mnemonics"], SLIP_39["passphrase"].encode())
    assert secret.hex() == vector["secret"]


@pytest.mark.parametrize("vector", REFUSED, ids=case_of)
def test_the_library_refuses_what_slip_39_refuses(vector: dict[str, Any]) -> None:
    with pytest.raises(MnemonicError):
        combine_mnemonics(vector["mnemonics"], SLIP_39["passphrase"].encode())


@pytest.mark.parametrize("vector", REFUSED, ids=case_of)
def test_our_ceremony_refuses_what_slip_39_refuses(vector: dict[str, Any]) -> None:
    with pytest.raises(ShareError):
        join_seed([read_share(words.encode(), "share.txt") for words in vector["mnemonics"]])


@pytest.mark.parametrize("vector", JOINING, ids=case_of)
def test_our_ceremony_joins_one_group_of_32_bytes_and_nothing_else(
    vector: dict[str, Any],
) -> None:
    """Without the vectors' passphrase another secret comes out; it joins all the same."""
    groups = {tuple(words.split()[2:3]) for words in vector["mnemonics"]}
    is_ours = len(vector["mnemonics"][0].split()) == WORDS and len(groups) == 1
    if is_ours:
        shares = [read_share(words.encode(), "share.txt") for words in vector["mnemonics"]]
        assert len(join_seed(shares)) == 32
    else:
        with pytest.raises(ShareError):
            join_seed([read_share(words.encode(), "share.txt") for words in vector["mnemonics"]])
