"""Dates, hours and numbers as official papers have them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from server.documents.dates import full_date, hour, hour_on, in_words, long_date, zone
from server.language import load_catalog

ENGLISH = load_catalog("en").gettext
INDONESIAN = load_catalog("id").gettext
DAY = date(2026, 12, 5)


def test_a_date_has_its_day_and_month_in_the_language_of_the_exam() -> None:
    assert full_date(DAY, INDONESIAN) == "Sabtu, 5 Desember 2026"
    assert full_date(DAY, ENGLISH) == "Saturday, 5 December 2026"
    months = [long_date(date(2026, month, 1), INDONESIAN).split()[1] for month in range(1, 13)]
    assert " ".join(months) == (
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
    )


@pytest.mark.parametrize(
    ("ahead", "name"),
    [(7, "WIB"), (8, "WITA"), (9, "WIT"), (0, "UTC+0"), (-5, "UTC-5"), (5.5, "UTC+05.30")],
)
def test_a_zone_of_indonesia_has_its_name_and_another_its_distance(ahead: float, name: str) -> None:
    zoned = timezone(timedelta(hours=ahead))
    assert zone(datetime(2026, 12, 5, 8, tzinfo=zoned)) == name


def test_hours_have_points_between_their_parts() -> None:
    instant = datetime(2026, 12, 5, 8, 3, 9, tzinfo=UTC)
    assert (hour(instant), hour(instant, with_seconds=True)) == ("08.03", "08.03.09")


@pytest.mark.parametrize(("day", "shown"), [(5, "08.03.09"), (6, "08.03.09 (05-12-2026)")])
def test_an_hour_of_another_day_has_its_date_behind_it(day: int, shown: str) -> None:
    assert hour_on(datetime(2026, 12, 5, 8, 3, 9, tzinfo=UTC), date(2026, 12, day)) == shown


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (5, "lima"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (31, "tiga puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1000, "seribu"),
        (1945, "seribu sembilan ratus empat puluh lima"),
        (2026, "dua ribu dua puluh enam"),
        (2099, "dua ribu sembilan puluh sembilan"),
    ],
)
def test_numbers_are_spelled_as_minutes_spell_their_date(number: int, words: str) -> None:
    assert in_words(number) == words
