"""What a typed character costs."""

from scripts.journal_cost import MOST_BYTES, cost_at


def test_a_typed_character_costs_no_more_than_promised_with_a_record_for_each() -> None:
    cost = cost_at(90)
    assert cost.characters > 20_000
    assert cost.per_character <= cost.longest_bytes <= MOST_BYTES
