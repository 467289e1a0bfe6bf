"""Numbers in a row answer as a plain list does, and cheaply where somebody writes."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.text.sums import Sums

NUMBERS = st.lists(st.integers(1, 9), min_size=1, max_size=200)


def same(found: Sums, numbers: list[int]) -> None:
    assert [found[index] for index in range(len(found))] == numbers
    assert found.total == sum(numbers)
    assert [found.before(index) for index in range(len(numbers) + 1)] == [
        sum(numbers[:index]) for index in range(len(numbers) + 1)
    ]


@given(NUMBERS)
def test_each_sum_is_that_of_all_numbers_before_it(numbers: list[int]) -> None:
    same(Sums(numbers), numbers)


@given(NUMBERS, st.data())
def test_any_changes_and_questions_in_any_order_agree_with_a_list(
    numbers: list[int], data: st.DataObject
) -> None:
    found = Sums(numbers)
    for _ in range(data.draw(st.integers(1, 12))):
        start = data.draw(st.integers(0, len(numbers) - 1))
        if data.draw(st.booleans()):
            value = data.draw(st.integers(1, 9))
            found.set(start, value)
            numbers[start] = value
        else:
            stop = data.draw(st.integers(start, len(numbers)))
            values = data.draw(NUMBERS)
            found.splice(start, stop, values)
            numbers[start:stop] = values
        asked = data.draw(st.integers(0, len(numbers)))
        assert found.before(asked) == sum(numbers[:asked])
        finds(found, numbers, data.draw(st.integers(0, sum(numbers) + 3)))
    same(found, numbers)


def finds(found: Sums, numbers: list[int], amount: int) -> None:
    index = max(i for i in range(len(numbers)) if sum(numbers[:i]) <= amount)
    assert found.find(amount) == (index, amount - sum(numbers[:index]))


@given(NUMBERS, st.integers(0, 2000))
def test_an_amount_leads_to_the_last_number_that_begins_before_it(
    numbers: list[int], amount: int
) -> None:
    finds(Sums(numbers), numbers, amount)


def test_an_amount_past_the_end_leads_to_the_last_number() -> None:
    assert Sums([2, 3]).find(100) == (1, 98)


def test_writing_at_one_place_never_adds_up_what_stands_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    added = list[int]()

    def counting(values: Sequence[int], *, initial: int) -> Iterator[int]:
        added.append(len(values))
        return accumulate(values, initial=initial)

    found = Sums([10] * 50_000)
    found.before(40_000)
    monkeypatch.setattr("kiosk.text.sums.accumulate", counting)
    for value in range(1, 101):
        found.set(30_000, value)
        assert found.before(30_001) == 300_000 + value
        assert found.find(300_000)[0] == 30_000
    assert len(added) >= 100
    assert sum(added) <= 100 * 4
