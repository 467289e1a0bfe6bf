"""What a typed character costs."""

from scripts.journal_cost import MOST_BYTES, MOST_MEMORY_BYTES, cost_at


def test_a_typed_character_costs_no_more_than_promised_with_a_record_for_each() -> None:
    cost = cost_at(90)
    assert cost.characters > 20_000
    assert cost.on_disk <= 37.5 < MOST_BYTES
    assert cost.longest_bytes < MOST_BYTES
    assert cost.memory_bytes < MOST_MEMORY_BYTES
