"""The vectors are exactly what the program makes today."""

from scripts.vectors.__main__ import differences


def test_the_program_still_makes_the_vectors_that_are_kept() -> None:
    assert differences() == []
