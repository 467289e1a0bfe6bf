"""The panel's seed as shares that people hold: SLIP-39 words in small text files.

A share file is the words of one share; lines that begin with `#` say whose it is. Exactly as many
shares as the threshold join into the seed; every other set is refused by the file that is wrong.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share
from shamir_mnemonic.wordlist import WORD_INDEX_MAP

from exam.errors import ShareError

WORDS: Final = 33
"""Words of one share of a 32-byte seed."""


@dataclass(frozen=True, slots=True)
class NamedShare:
    """A share that can be read, and the file that it came from."""

    file: str
    share: Share


def split_seed(seed: bytes, needed: int, holders: int) -> list[str]:
    """Split a seed so that any `needed` of the holders can join it; one line of words each."""
    (group,) = generate_mnemonics(1, [(needed, holders)], seed)
    return list(group)


def read_share(raw: bytes, file: str) -> NamedShare:
    """Read one share file.

    Raises:
        ShareError: not text, not so many words, a word not of the list, or a wrong checksum.

    """
    try:
        lines = raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise ShareError("share.file", file=file) from None
    words = [
        word.casefold()
        for line in lines
        if not line.lstrip().startswith("#")
        for word in line.split()
    ]
    for position, word in enumerate(words, start=1):
        if word not in WORD_INDEX_MAP:
            raise ShareError("share.word", file=file, word=word[:20], position=position)
    if len(words) != WORDS:
        raise ShareError("share.length", file=file, words=len(words), expected=WORDS)
    try:
        return NamedShare(file, Share.from_mnemonic(" ".join(words)))
    except MnemonicError:
        raise ShareError("share.checksum", file=file) from None


def join_seed(shares: Sequence[NamedShare]) -> bytes:
    """Join exactly as many shares as are needed into the seed.

    Raises:
        ShareError: too few or too many, one twice, or not all of one set.

    """
    _require_one_set(shares)
    _require_different(shares)
    needed = shares[0].share.member_threshold
    if len(shares) < needed:
        raise ShareError("share.few", given=len(shares), needed=needed)
    if len(shares) > needed:
        raise ShareError("share.many", given=len(shares), needed=needed)
    try:
        seed: bytes = combine_mnemonics([named.share.mnemonic() for named in shares])
    except MnemonicError:
        raise ShareError("share.unfit") from None
    return seed


def _require_one_set(shares: Sequence[NamedShare]) -> None:
    """Name the share that is not of the same set as most of the others."""
    sets = Counter(named.share.group_parameters() for named in shares)
    common, _ = sets.most_common(1)[0]
    for named in shares:
        if named.share.group_parameters() != common:
            raise ShareError("share.other-set", file=named.file)


def _require_different(shares: Sequence[NamedShare]) -> None:
    seen: dict[int, str] = {}
    for named in shares:
        if named.share.index in seen:
            first = seen[named.share.index]
            raise ShareError("share.twice", file=named.file, first=first)
        seen[named.share.index] = named.file
