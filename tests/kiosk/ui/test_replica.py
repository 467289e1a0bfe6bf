"""The screen's copy of a text is the text, whatever was noted and whenever it is asked for."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.replica import Replica

_EDITS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 5), st.text("ab “漢", max_size=4), st.booleans()),
    max_size=30,
)


@given(st.text("xyz\n", max_size=30), _EDITS)
def test_a_replica_reads_as_if_each_edit_had_been_made_at_once(
    text: str, edits: list[tuple[int, int, str, bool]]
) -> None:
    replica = Replica(text)
    for place, length, inserted, asked in edits:
        at = min(place, len(text))
        removed = text[at : at + length]
        replica.note(at, len(removed), inserted)
        text = text[:at] + inserted + text[at + len(removed) :]
        if asked:
            assert replica.text == text
    assert replica.text == text


def test_what_is_typed_in_one_go_is_put_in_at_once() -> None:
    replica = Replica("awal  akhir")
    for place, letter in enumerate("tengah"):
        replica.note(5 + place, 0, letter)
    replica.note(10, 1, "")
    assert len(replica._gaps) == 1
    assert replica.text == "awal tenga akhir"
