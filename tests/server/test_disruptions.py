"""What disturbed the exam, told once and in its order."""

from datetime import date

import pytest

from exam.chronicle import AnyEntry, TimeSettled
from server.day_record import Names
from server.disruptions import disruptions_of
from server.documents.occurrence_words import Words
from server.language import load_catalog
from server.occurrences import Kind, Occurrence
from server.wall import Wall
from tests.server.eventful_day import (
    EIGHT,
    ENTRIES,
    MINUTE,
    NAMES,
    ONE,
    PAUSE,
    START,
    WIB,
    order,
)

TOLD = disruptions_of(ENTRIES)
HELD = date(2026, 12, 5)


def one_of(kind: Kind) -> Occurrence:
    return next(one for one in TOLD if one.kind is kind)


def words(names: Names = NAMES) -> Words:
    runs = [one for one in ENTRIES if isinstance(one, TimeSettled)]
    return Words(names, Wall(runs, (0, EIGHT), WIB), HELD, load_catalog("id").gettext)


def test_things_are_told_in_the_order_in_which_they_happened_and_none_is_missing() -> None:
    assert [one.at for one in TOLD] == sorted(one.at for one in TOLD)
    assert {one.kind for one in TOLD} == set(Kind)


def test_what_lies_before_the_door_opened_is_left_out() -> None:
    assert [one.detail for one in TOLD if one.kind is Kind.PLACE] == ["Kursi rusak"]
    assert [one.word for one in TOLD if one.kind is Kind.RESTART] == ["seats"]


def test_a_pause_lasts_from_the_first_answer_to_the_resumption() -> None:
    pause = one_of(Kind.PAUSE)
    assert (pause.at, pause.until, pause.milliseconds, pause.count) == (
        START + 30 * MINUTE,
        START + 41 * MINUTE,
        10 * MINUTE,
        3,
    )


def test_a_pause_that_nobody_acknowledged_has_no_length() -> None:
    (pause,) = disruptions_of((order(PAUSE),))
    assert (pause.until, pause.milliseconds, pause.count) == (None, 0, 0)


def test_a_forgotten_order_that_came_back_is_told_itself_and_among_those_that_came_back() -> None:
    given = [one.detail for one in TOLD if one.kind is Kind.CREDIT]
    assert given == ["PC mati selama 20 menit", "Jaringan putus"]
    assert one_of(Kind.ORDER_RECOVERED).count == 2


EXPLAINED: list[tuple[Kind, str, str, str, str]] = [
    (
        Kind.PAUSE,
        "Waktu dihentikan",
        "semua",
        "Berlaku untuk 3 peserta. Sampai pukul 08.41.00 (10 menit). Listrik padam",
        "Pengawas Satu",
    ),
    (Kind.INCIDENT, "Kejadian (listrik)", "semua", "Listrik padam di lantai 2", "Pengawas Satu"),
    (Kind.MOVE, "Pindah PC", "001 Sri Rahayu\nPC-05", "Dari PC-01 ke PC-05", "–"),
    (
        Kind.CREDIT,
        "Tambahan waktu",
        "001 Sri Rahayu",
        "Ditambah 20 menit. PC mati selama 20 menit",
        "Pengawas Satu\nPengawas Dua",
    ),
    (
        Kind.EXIT,
        "Keluar ruangan",
        "003 Tono Wibowo",
        "Sampai pukul 09.19.00 (4 menit). Ke kamar kecil",
        "Pengawas Satu",
    ),
    (
        Kind.LOCK,
        "Naskah dikunci",
        "002 Budi Santoso",
        "Sampai pukul 08.52.00. Identitas diperiksa",
        "Pengawas Satu",
    ),
    (
        Kind.RESTART,
        "Server dinyalakan ulang",
        "semua",
        "Dilanjutkan 7 menit kemudian, menurut 4 PC",
        "–",
    ),
    (
        Kind.REOPENING,
        "Pengumpulan dibuka kembali",
        "001 Sri Rahayu",
        "Ditambah 10 menit, untuk pengumpulan ke-2. Salah tekan",
        "Pengawas Satu\nPengawas Dua",
    ),
    (Kind.IMPORT, "Berkas dibawa dengan tangan", "003 Tono Wibowo\nPC-03", "", "Pengawas Satu"),
]


@pytest.mark.parametrize(("kind", "head", "concerned", "explanation", "by"), EXPLAINED)
def test_each_thing_is_explained_with_names_and_hours(
    kind: Kind, head: str, concerned: str, explanation: str, by: str
) -> None:
    one, say = one_of(kind), words()
    assert (say.head(one), say.concerned(one)) == (head, concerned)
    assert (say.explanation(one), say.by(one)) == (explanation, by)


@pytest.mark.parametrize(
    ("basis", "said"),
    [("wall", "menurut jam server"), ("person", "menurut keterangan petugas")],
)
def test_a_restart_says_on_what_its_time_rests(basis: str, said: str) -> None:
    entries: tuple[AnyEntry, ...] = (TimeSettled(5, 3, basis, 0, MINUTE, ONE, EIGHT),)
    (restart,) = disruptions_of(entries)
    assert words().explanation(restart) == f"Dilanjutkan 1 menit kemudian, {said}"


def test_a_file_with_many_people_names_six_and_how_many_more() -> None:
    many = Occurrence(0, Kind.IMPORT, tuple(f"x{at}" for at in range(8)))
    assert words().concerned(many).split("\n") == [*(f"x{at}" for at in range(6)), "dan 2 lagi"]
