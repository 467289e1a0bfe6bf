"""How the same name is spelt: case, accents, apostrophes, spelling before 1972, typing errors."""

import unicodedata
from typing import Final

# In this order: old digraphs first, then what is written both ways in names today.
_SAME_SOUND: Final = (
    ("tj", "c"),
    ("dj", "j"),
    ("sj", "sy"),
    ("nj", "ny"),
    ("oe", "u"),
    ("ou", "u"),
    ("ch", "h"),
    ("kh", "h"),
    ("sy", "s"),
    ("sh", "s"),
    ("dh", "d"),
    ("th", "t"),
    ("bh", "b"),
    ("ph", "f"),
    ("ck", "k"),
    ("ae", "ai"),
    ("ie", "i"),
    ("iy", "y"),
    ("v", "f"),
    ("q", "k"),
    ("x", "ks"),
    ("z", "s"),
    ("j", "y"),
)
_LETTER_OF_DIGIT: Final = str.maketrans("013457", "oieast")
_DIGITS: Final = "0123456789"
_SWAPPED: Final = 2


def fold(written: str) -> str:
    """Return the letters and digits of a word in lower case, without accents and apostrophes."""
    if not written.isascii():
        written = unicodedata.normalize("NFKD", written)
    folded = written.casefold()
    if not (folded.isalnum() and folded.isascii()):
        folded = "".join(filter(str.isalnum, folded))
    if folded.isalpha() or not any(map(str.isalpha, folded)):
        return folded
    return folded.strip(_DIGITS).translate(_LETTER_OF_DIGIT)


def sound(folded: str) -> str:
    """Return one spelling for all spellings of a name: Tjahjo is Cahyo, Achmad is Ahmad."""
    for written, same in _SAME_SOUND:
        if written in folded:
            folded = folded.replace(written, same)
    single = [
        letter for place, letter in enumerate(folded) if place == 0 or letter != folded[place - 1]
    ]
    if len(single) > 1 and single[-1] == "y":
        single[-1] = "i"
    return "".join(single)


def distance(one: str, other: str, limit: int) -> int:
    """Count typing errors between two words, at most `limit` + 1.

    An error is a letter that is wrong, missing, too many, or swapped with its neighbour
    (Damerau and Levenshtein, optimal string alignment).
    """
    too_many = limit + 1
    if abs(len(one) - len(other)) > limit:
        return too_many
    one, other = _without_common_ends(one, other)
    if not one or not other:
        return len(one) + len(other)
    if limit == 1:
        is_one = max(len(one), len(other)) == 1 or (len(one) == _SWAPPED and one == other[::-1])
        return 1 if is_one else too_many
    letters, other_letters = set(one), set(other)
    if max(len(letters - other_letters), len(other_letters - letters)) > limit:
        return too_many
    return min(_alignment(one, other), too_many)


def _without_common_ends(one: str, other: str) -> tuple[str, str]:
    start, shorter = 0, min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def _alignment(one: str, other: str) -> int:
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        last, row = row, [place]
        for column, opposite in enumerate(other, 1):
            cost = min(last[column] + 1, row[-1] + 1, last[column - 1] + (letter != opposite))
            if (
                min(place, column) > 1
                and letter == other[column - 2]
                and one[place - 2] == opposite
            ):
                cost = min(cost, before[column - 2] + 1)
            row.append(cost)
        before = last
    return row[-1]
