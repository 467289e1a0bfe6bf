"""A text searched for anybody of the exam, without its author being known."""

from exam.disclosure import Author, Kind, find_disclosures
from exam.disclosure.pool import find_anybody

TEGUH = Author(
    "Drs. Teguh Wicaksono, M.Si.", "198106212003121003", "Camat Tembalang", "Kecamatan Tembalang"
)
SRI = Author("Sriasih Widyastuti, S.E.", "197903012005032004", "Sekretaris Dinas", "Dinas Sosial")
TEXT = "Gagasan ini lahir di lapangan.\nHormat saya,\nTeguh Wicaksono (NIP 198106212003121003)"


def test_whoever_applied_for_the_post_is_found_as_if_alone() -> None:
    assert find_anybody(TEXT, [SRI, TEGUH], []) == find_disclosures(TEXT, TEGUH)


def test_of_two_who_share_a_name_one_place_is_found_once() -> None:
    namesake = Author("Teguh Wicaksono", "", "", "")
    found = find_anybody(TEXT, [TEGUH, namesake], [])
    names = [one for one in found if one.kind is Kind.NAME]
    assert [(one.start, one.end) for one in names] == sorted({(o.start, o.end) for o in names})
    assert find_anybody(TEXT, [namesake, TEGUH], []) == found


def test_somebody_of_another_post_is_found_by_a_rare_part_of_the_name() -> None:
    found = find_anybody(TEXT, [SRI], [TEGUH])
    assert {one.kind for one in found} == {Kind.NAME, Kind.NIP}


def test_somebody_of_another_post_is_found_by_the_nip_alone() -> None:
    text = "Hormat saya,\nNIP 19810621 200312 1 003"
    found = find_anybody(text, [], [Author("Ayu", TEGUH.nip, "", ""), SRI])
    assert [one.kind for one in found] == [Kind.NIP]


def test_nobody_of_another_post_is_looked_for_who_is_not_mentioned() -> None:
    text = "Petugas melayani warga di Kelurahan Sendangmulyo."
    assert find_anybody(text, [], [TEGUH, SRI, Author("", "", "", "")]) == ()
