"""Where a text holds the author's NIP, an e-mail address or a telephone number."""

import pytest

from exam.disclosure import Author, Kind
from tests.exam.disclosed import NIP, named, of_kind

AUTHOR = named("Joko Susilo")


def nips_in(text: str) -> list[str]:
    return of_kind(text, AUTHOR, Kind.NIP)


@pytest.mark.parametrize(
    "written",
    [
        "197909092006041008",
        "19790909 200604 1 008",
        "19790909.200604.1.008",
        "19790909-200604-1-008",
        "19790909–200604–1–008",
        "1979 0909 2006 0410 08",
        "1 9 7 9 0 9 0 9 2 0 0 6 0 4 1 0 0 8",
        "19790909\u00a0200604\u00a01\u00a0008",
        "19790909 200604\n1 008",
        "1979/09/09/2006/04/1/008",
        "1979\ue0510909\ue0522006041008",
        "19790909) (200604) (1) (008",
        "19790909    200604    1    008",
        "1979.0909: 2006.04: 1.008",
    ],
)
def test_the_own_nip_is_found_in_any_grouping(written: str) -> None:
    assert nips_in(f"NIP. {written}, demikian") == [written]


@pytest.mark.parametrize(
    "written",
    [
        "197909092006041009",
        "197909092006014008",
        "197909092006041080",
        "19790909200604100",
        "1979090922006041008",
        "197909082006041009",
        "1979O9O9 2OO6O4 1 OO8",
        "97909092006041008",
    ],
)
def test_a_slip_does_not_hide_the_own_nip(written: str) -> None:
    assert nips_in(f"({written})") == [written]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nomor 19790909", "19790909"),
        ("nomor 197909092006 dan seterusnya", "197909092006"),
        ("pegawai 19790909 2006xxxx", "19790909 2006"),
        ("19790909-200604-1", "19790909-200604-1"),
        ("197909092006 12 2024 99", "197909092006"),
    ],
)
def test_the_beginning_of_the_own_nip_is_found(text: str, found: str) -> None:
    assert nips_in(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "NIP 196707151992031004",
        "NIP 197909122010011017",
        "NIP 19790909 199801 2 001",
        "NIP 197908092007041008",
        "Rp19.790.909.200 dan Rp 19790909200",
        "USD 19790909",
        "sebanyak 19.790.909 jiwa",
        "lahir 9 September 1979",
        "tahun 1979-2006, pasal 0909",
        "kontrak 0219790909",
        "197909 090 123",
        "kontrak 600/1979/0909-BM/2024",
    ],
)
def test_other_numbers_are_no_nip(text: str) -> None:
    assert nips_in(text) == []


def test_a_nip_that_stands_twice_is_found_twice() -> None:
    assert nips_in(f"{NIP} {NIP}") == [NIP, NIP]


@pytest.mark.parametrize("nip", ["", "1979", "tidak ada"])
def test_an_author_without_a_nip_has_none_in_the_text(nip: str) -> None:
    assert of_kind("1979 19790909", Author("Joko", nip, "", ""), Kind.NIP) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("surel joko.s@kominfo.go.id.", "joko.s@kominfo.go.id"),
        ("joko_s+ujian@gmail.com", "joko_s+ujian@gmail.com"),
        ("joko (at) gmail (titik) com", "joko (at) gmail (titik) com"),
        ("joko[at]gmail[dot]com", "joko[at]gmail[dot]com"),
        ("joko at gmail dot com", "joko at gmail dot com"),
        ("joko@ gmail . com", "joko@ gmail . com"),
        ("joko @gmail.com", "joko @gmail.com"),
        ("joko@kominfo", "joko@kominfo"),
    ],
)
def test_e_mail_addresses_are_found(text: str, found: str) -> None:
    assert of_kind(text, AUTHOR, Kind.EMAIL) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "ikuti @kota.semarang",
        "412 simpanan @ Rp250.000",
        "akun @kota.semarang",
        "rapat at large dot tidak",
        "f@jar dan 5@7",
        "https://damkar.semarangkota.go.id",
        "kirim ke @",
    ],
)
def test_accounts_prices_and_pages_are_no_e_mail_addresses(text: str) -> None:
    assert of_kind(text, AUTHOR, Kind.EMAIL) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("WA 0812-3456-7890.", "0812-3456-7890"),
        ("(081234567890)", "081234567890"),
        ("+62 812 3456 7890", "+62 812 3456 7890"),
        ("6281234567890", "6281234567890"),
        ("0812.3456.7890", "0812.3456.7890"),
        ("0 8 1 2 3 4 5 6 7 8 9", "0 8 1 2 3 4 5 6 7 8 9"),
        ("Telp. kantor (024) 7000-1234 pesawat 12", "(024) 7000-1234"),
        ("telepon 0247000123", "0247000123"),
        ("0274 512345", "0274 512345"),
        ("Telp. 7612345", "7612345"),
        (
            "nol delapan satu dua tiga empat lima enam tujuh delapan",
            "nol delapan satu dua tiga empat lima enam tujuh delapan",
        ),
    ],
)
def test_telephone_numbers_are_found(text: str, found: str) -> None:
    (number,) = of_kind(text, AUTHOR, Kind.PHONE)
    assert found in number


@pytest.mark.parametrize(
    "text",
    [
        "Hubungi 112, 113 atau 110.",
        "rekening 081234567890",
        "nomor 027/1234/2021",
        "pukul 08.15 – 09.30 – 10.45",
        "tahun 2021-2024",
        "kode 5.1.02.05.01.0001",
        "naskah 0247000123",
        "001-002-003-004",
        f"NIP {NIP}",
    ],
)
def test_emergency_numbers_times_and_codes_are_no_telephone_numbers(text: str) -> None:
    assert of_kind(text, AUTHOR, Kind.PHONE) == []
