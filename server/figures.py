"""Numbers that are not whole, as people read them: with the decimal sign of their language."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def show_score(score: Fraction, language: str, places: int = 2) -> str:
    """Write a score, rounded half up, with the decimal sign of the language."""
    quotient = Decimal(score.numerator) / Decimal(score.denominator)
    return show_decimal(quotient.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), language)


def show_number(value: float, language: str) -> str:
    """Write a number of a config as it stands there, with the decimal sign of the language."""
    return show_decimal(Decimal(f"{value:g}"), language)


def show_decimal(value: Decimal, language: str) -> str:
    """Write a number as it was given, with the decimal sign of the language."""
    text = f"{value:f}"
    return text.replace(".", ",") if language == "id" else text
