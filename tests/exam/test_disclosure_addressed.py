"""Where people speak to the author by name, and where authors sign."""

import time

import pytest

from tests.exam.disclosed import names_in


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Cahaya Putri", "Mbak Cahaya datang paling pagi.", "Cahaya"),
        ("Cahaya Putri", "kata bu cahaya kemarin", "cahaya"),
        ("Agung Prabowo", "Pak Kabid Agung turun.", "Agung"),
        ("Suwarno", "Kang Warno, kapan dibangun?", "Warno"),
        ("Sri Wahyuningsih", "Bu Ning, tolong kami.", "Ning"),
        ("Mulyadi", "Pak Mul, antar saya.", "Mul"),
        ("Mulyadi", "Pak Di, antar saya.", "Di"),
        ("Indah Permatasari", "kata ibu indah kemarin", "indah"),
        ("Dewi Lestari", "Lestari (2021) menunjukkan sebaliknya.", "Lestari"),
        ("Dewi Lestari", "Hutan ditata (Lestari, 2021).", "Lestari"),
        ("Teguh Wicaksono", "Data ASN Wicaksono lengkap.", "Wicaksono"),
        ("Agus Purwanto", "Payung itu milik Agus sejak dulu.", "Agus"),
        ("Sri Wahyuningsih", "Bu Sry, tolong kami.", "Sry"),
        ("Bahagia Tarigan", "Saya dipanggil “Bahagia” di kantor.", "Bahagia"),
        ("Bahagia Tarigan", "Nama kecil saya Bahagia, begitulah.", "Bahagia"),
        ("Bahagia Tarigan", "Nama saya Bahagia sejak lahir.", "Bahagia"),
        ("Mulia Sembiring", "Saya, Mulia, tidak setuju.", "Mulia"),
        ("Fajar Nugroho", "“Fajar, mari pulang,” katanya.", "Fajar"),
        ("Fajar Nugroho", "“Apa kabar, Fajar?” tanya beliau.", "Fajar"),
        ("Joko Susilo", "Ujar Joko kepada mandor.", "Joko"),
        ("Fajar Nugroho", "menurut nugroho begitu.", "nugroho"),
        ("Mulyadi", "Naskah ini disusun oleh mulyadi kemarin.", "mulyadi"),
        ("Fajar Nugroho", "Laporan menurut nugroho begitu.", "nugroho"),
        ("Teguh Wicaksono", "Kabar dari Teguh belum datang.", "Teguh"),
        ("Kurnia Sari", "Kurnia tidak pernah menulis begini.", "Kurnia"),
    ],
)
def test_a_part_of_the_name_is_found_where_somebody_is_called_by_it(
    name: str, text: str, found: str
) -> None:
    assert names_in(text, name) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Hormat saya,\n\nTeguh",
        "1a\n2a\n3a\n4a\nSemarang, 9 Juni 2026\nTeguh\n6a\n7a\n8a\n9a\n10a",
        "1a\n2a\n3a\n4a\nWassalam\nTeguh\n6a\n7a\n8a\n9a\n10a",
        "Judul\nTeguh\nIsi",
        "Satu\nDua\n– Teguh",
        "1a\n2a\n3a\n4a\nDisusun oleh:\nTeguh\n6a\n7a\n8a\n9a\n10a",
        "\ue031Penyusun\ue032Teguh",
        "Penulis: Teguh, anak petani",
        "Teguh",
        "(Teguh)\n",
        "Penyusun: Teguh",
        "N a m a : Teguh",
        "Data (pemeriksa: Teguh) lengkap.",
        "Oleh Teguh",
        "Isi selesai, tertanda Teguh",
        "Data dihitung. Teguh, 197909092006041008",
        "197909092006041008 Teguh",
        "Hubungi 081234567890 (Teguh).",
    ],
)
def test_a_part_of_the_name_is_found_where_authors_sign(text: str) -> None:
    assert "Teguh" in names_in(text, "Teguh Wicaksono")


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Sutrisno", "Draf 3 – sutrisno – revisi terakhir", "sutrisno"),
        ("Mulyono Pranoto", "Mulyono muda waktu itu gemetar.", "Mulyono"),
        ("Lestari Puji Astuti", "lestari_puji adalah akun saya", "lestari_puji"),
        ("Bintang Simbolon", "Ibu menamai saya Bintang.", "Bintang"),
        ("Bintang Simbolon", "Saya dinamai Bintang karena lahir malam.", "Bintang"),
        ("Indra Gunawan", "perkenalkan, saya indra dari loket.", "indra"),
        ("Indra Gunawan", "Indra di sini, menulis dari loket.", "Indra"),
        ("Lestari Puji Astuti", "Kata orang Tari itu saya.", "Tari"),
        ("Indra Gunawan", "Gun adalah nama saya di loket.", "Gun"),
        ("Umar Faruq", "Saya, Umar, membaca hadis.", "Umar"),
        ("Fitri Handayani", "Fitri (penulis) mengajar.", "Fitri"),
        ("Sutejo Adiwinata", "Ket: SA = penulis", "SA"),
        ("Teguh Wicaksono", "TW, Juni 2026", "TW"),
        ("Teguh Wicaksono", "Teguh\nKudus, 3 Mei 2026", "Teguh"),
        ("Teguh Wicaksono", "teguh\n(pengusul)", "teguh"),
        ("Teguh Wicaksono", "“Mas Teguh, anak saya sakit.”", "Teguh"),
        ("Binsar Hutapea", "Sebagai anak bermarga Hutapea saya merantau.", "Hutapea"),
        ("Damai Lubis", "Lubis, D. (2021) menghitung.", "Lubis, D."),
        ("H. Damai Lubis", "Menurut Lubis, H. begitu.", "Lubis"),
        ("Teguh Wicaksono, S.H.", "Oleh: Wicaksono, S.H. 2021", "Wicaksono, S.H."),
        ("Damai Lubis", "Kata Lubis, Mei 2021 sepi.", "Lubis"),
        ("Nur Hayati", "Nurhayati menulis.", "Nurhayati"),
        ("Natalia Wonda", "Ricky dan Wonda pulang.", "Wonda"),
        ("Teguh Wicaksono", "Lubis, Teguh, dan Ani\n\nHormat saya,\nTeguh", "Teguh"),
        ("Gita Puspa", "Oleh: Gita, Ani, dan Wati", "Gita"),
    ],
)
def test_a_name_is_found_where_the_author_is_made_known(name: str, text: str, found: str) -> None:
    assert names_in(text, name) == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“Bu Kartini kok begitu.” Saya tertawa.", ["Kartini"]),
        ("“Bu Kartini kok begitu.” Semua tertawa.", []),
        ("“Bu Kartini kok begitu", []),
        ("Kata Bu Kartini begitu.", []),
    ],
)
def test_a_part_that_the_topic_names_is_found_where_the_author_answers_to_it(
    text: str, found: list[str]
) -> None:
    assert names_in(text, "Kartini Handayani", topic="Surat Raden Ajeng Kartini") == found


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Ahmad Fauzi", "“Pak Doktor Fauzi, uangnya belum pulang,” katanya.", "Fauzi"),
        ("Ahmad Fauzi", "Saya mendengar Pak Profesor Fauzi menyela.", "Fauzi"),
        ("Teuku Zulkarnaini", "“Ampon Zul, air ini dibagi sejak dahulu,” katanya.", "Zul"),
        ("Fatimah Zahra", "“Ummi Fatimah masih ingat kami?” tanya mereka.", "Fatimah"),
        ("Rahmawati Utina", "“Ti Ayi Rahma, ikan torang mati,” keluh nelayan.", "Rahma"),
        ("Yohanes Bria", "“Apa Yohan, sumur kering!” seru mereka.", "Yohan"),
        ("Hendrik Tukan", "Mo Hendrik, kata romo, jangan lupa misa.", "Hendrik"),
        ("Bachtiar Chan", "Onang Bachtiar, ba a kaba, begitu beliau membuka rapat.", "Bachtiar"),
        ("Darmansyah", "Seorang ninik mamak bertanya: Sutan Darmansyah, mana surat?", "Darmansyah"),
        ("Harsanto", "– Santo, siapa yang bayar?\n– Kami, jawab saya.", "Santo"),
        ("Harsanto", "“Kami lapar, Mas Santo.” Saya diam.", "Santo"),
        ("Nadjmuddin", "“Ka Naj, torang dapat air!” teriaknya.", "Naj"),
        ("Kornelius", "“Nelis, ko jangan lupa kampung,” pesan ibu saya.", "Nelis"),
        ("Syahrul Lubis", "Jamaah mengenal saya sebagai Tulang Arul di kantor.", "Arul"),
        ("Robinson Manurung", "Warga menjuluki saya Si Manurung Gorong.", "Manurung"),
        ("Sudarmanto", "Di grup itu saya dikenal sebagai Darman dan dikritik.", "Darman"),
        ("Haryati", "“Bu Yati dan timnya terlambat,” sindir warga.", "Yati"),
        ("Sugihartono", "“Lik Har, banyu wis tekan tanggul.” Kami diam.", "Har"),
        ("Haryati", "Haryati kecil menjual es lilin di terminal.", "Haryati"),
        ("Suparlan", "Nama saya Suparlan, 47 tahun, pegawai.", "Suparlan"),
        ("Rina Melati", "Saya Rina, 40 tahun, pengarang makalah ini.", "Rina"),
    ],
)
def test_a_name_is_found_however_its_bearer_is_spoken_to(name: str, text: str, found: str) -> None:
    assert names_in(text, name) == [found]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("R. Bambang Sutejo Noto", "Tanggung jawab RBSN (197909092006041008).", "RBSN"),
        ("Gede Pasek Wira", "GPW/197909092006041008/2026", "GPW"),
        ("R. Bambang Sutejo Noto", "Tanggung jawab BSN, 197909092006041008.", "BSN"),
        ("Bambang Sutejo Adi Noto", "Tanggung jawab BSN, 197909092006041008.", "BSN"),
        ("Ine Febriana Suwardi", "Catatan lapangan IFS, Maret 2025.", "IFS"),
        ("Sjarifuddin Pratomo", "Syarifudin Pratama\nJakarta, 2 Mei 2026", "Syarifudin Pratama"),
        ("Cecep Hidayatulloh", "Cecep Hidayatullah\nNIP 197909092006041008", "Cecep Hidayatullah"),
        ("Moh. Tohir Al-Idrus", "Moh. Tohir Alaidrus, ditanya panitia.", "Moh. Tohir Alaidrus"),
    ],
)
def test_a_name_is_found_beside_what_only_the_author_has(name: str, text: str, found: str) -> None:
    assert names_in(text, name) == [found]


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "piece",
    [
        "a_",
        "x.pdf",
        "akun a a: budisa ",
        "“Bu Budi ",
        "Budi, aaa ",
        "Pak Budi, a ",
        "kata: Pak Budi ",
    ],
)
def test_reading_who_is_spoken_to_takes_time_in_proportion_to_the_text(piece: str) -> None:
    short, long = (piece * (size // len(piece)) for size in (2_500, 20_000))
    names_in(short, "Budi Santoso")
    # Something else may come between once, and not each time.
    assert any(reading(long) < 8 * 4 * reading(short) + 0.2 for _ in range(3))


def reading(text: str) -> float:
    """Seconds of CPU time that it takes to read a text."""
    before = time.process_time()
    names_in(text, "Budi Santoso")
    return time.process_time() - before
