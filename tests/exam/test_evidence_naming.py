"""What of the record stays at home: texts that name a candidate, and nothing else of an entry."""

import msgspec
import pytest

from exam.chronicle import encode_entry
from exam.errors import EvidenceError
from exam.evidence.ledger_lines import join_lines, read_line, read_lines, write_line
from exam.evidence.naming import Named, NameList
from exam.ledger import leaf_hash
from exam.proceedings import CheckInOpened, IncidentKind, IncidentNoted
from exam.scoring_record import Recused

SITI = Named("017", "Hj. Siti Rahmawati, S.E., M.Si.", "197801012005012001")
HARI = Named("A-21", "Hari Sakti", "")
NAMES = NameList([SITI, HARI])


@pytest.mark.parametrize(
    "text",
    [
        "Bu Rahmawati sakit",
        "RAHMAWATI",
        "Siti  Rahmawati",
        "peserta 017 pindah",
        "Nomor 17 pindah",
        "no. 0017",
        "017 sakit",
        "(a-21)",
        "NIP 19780101 200501 2 001",
        "lahir 19780101",
        "hari Sakti",
        "sakti hari ini",
    ],
)
def test_a_text_that_names_somebody_is_found(text: str) -> None:
    assert NAMES.finds(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Listrik padam 17 menit",
        "Hari ini hujan",
        "PC-17 rusak",
        "jam 19.78",
        "Kabel longgar",
        "A-211",
    ],
)
def test_a_text_that_names_nobody_goes_out(text: str) -> None:
    assert not NAMES.finds(text)


def incident(text: str) -> bytes:
    entry = IncidentNoted(5, "a" * 32, IncidentKind.HEALTH, "x", "", "pengawas", text)
    return encode_entry(entry)


def test_an_entry_without_names_stays_as_it_is_to_the_byte() -> None:
    raw = incident("Listrik padam")
    assert write_line(raw, NAMES) == raw
    line = read_line(raw, 3)
    assert (line.position, line.leaf, line.is_whole) == (3, leaf_hash(raw), True)


def test_of_an_entry_that_names_somebody_only_the_hash_is_shown() -> None:
    raw = incident("Bu Rahmawati sakit")
    shown = write_line(raw, NAMES)
    assert b"Rahmawati" not in shown
    assert b"pengawas" not in shown
    line = read_line(shown, 0)
    assert (line.leaf, line.entry, line.is_whole) == (leaf_hash(raw), None, False)


def test_what_the_panel_did_is_shown_without_its_text() -> None:
    entry = Recused(9, "makalah", "penilai", "KKKK", "Saya kenal Bu Rahmawati")
    raw = encode_entry(entry)
    line = read_line(write_line(raw, NAMES), 0)
    assert line.leaf == leaf_hash(raw)
    assert line.entry == msgspec.structs.replace(entry, reason="")
    assert not line.is_whole


def test_nothing_else_can_hide_beside_a_hash() -> None:
    shown = write_line(incident("Bu Rahmawati sakit"), NAMES)
    with pytest.raises(EvidenceError, match=r"evidence\.entry"):
        read_line(shown.replace(b'"}', b'","more":1}'), 0)
    with pytest.raises(EvidenceError, match=r"evidence\.entry"):
        read_line(shown.replace(b":", b": "), 0)


def test_lines_that_cannot_be_read_are_named_and_the_others_read() -> None:
    good = encode_entry(CheckInOpened(1, "pengawas"))
    lines, problems = read_lines(join_lines([good, b"rusak", good]) + b"tanpa akhir")
    assert [line.position for line in lines] == [0, 2]
    assert [problem.details["position"] for problem in problems] == [1, 3]


def test_a_number_is_known_after_the_word_for_it_without_its_zeros() -> None:
    assert NAMES.finds("Peserta nomor 17.")
    assert not NAMES.finds("Peserta nomor 18.")


def test_of_an_empty_list_nobody_is_named() -> None:
    assert not NameList([]).finds("Siti Rahmawati 017")
