"""Where a text names its author."""

import pytest

from tests.exam.disclosed import names_in


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Slamet Riyadi", "Makalah Slamet Riyadi tentang pasar.", "Slamet Riyadi"),
        ("Slamet Riyadi", "SLAMET RIYADI", "SLAMET RIYADI"),
        ("Slamet Riyadi", "sLAMET rIYADI", "sLAMET rIYADI"),
        ("Slamet Riyadi", "disusun slamet riyadi kemarin", "slamet riyadi"),
        ("Slamet Riyadi", "Slamet\u00a0\u00a0Riyadi", "Slamet\u00a0\u00a0Riyadi"),
        ("Slamet Riyadi", "oleh Slamet\nRiyadi", "Slamet\nRiyadi"),
        ("Slamet Riyadi", "Riyadi, Slamet. 2019.", "Riyadi, Slamet"),
        ("Slamet Riyadi", "SlametRiyadi_makalah.docx", "SlametRiyadi"),
        ("Cahaya Putri Ramadhani", "Putri Ramadhani Cahaya", "Putri Ramadhani Cahaya"),
        ("Ayu Ting Saraswati", "Ayu Saraswati", "Ayu Saraswati"),
        ("Slamet Riyadi", "Sla\ue051met\ue052 Riyadi", "Sla\ue051met\ue052 Riyadi"),
        ("Slamet Riyadi", "\ue001Slamet Riyadi\nIsi", "Slamet Riyadi"),
        ("Slamet Riyadi", "\ue031Nama\ue032Slamet Riyadi", "Slamet Riyadi"),
        ("Fajar Nugroho", "Fa\u00adjar Nugroho", "Fa\u00adjar Nugroho"),
    ],
)
def test_the_whole_name_is_found_however_it_is_set(name: str, text: str, found: str) -> None:
    assert names_in(text, name) == [found]


def test_parts_that_do_not_stand_together_are_found_apart() -> None:
    assert names_in("Data Riyadi (Slamet) lengkap.", "Slamet Riyadi") == ["Riyadi", "Slamet"]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Drs. H. Slamet Riyadi, M.Si.", "Drs. H. SLAMET RIYADI, M.Si.", "SLAMET RIYADI, M.Si."),
        ("Drs. H. Slamet Riyadi, M.Si.", "Slamet, M.Si. menulis", "Slamet, M.Si."),
        ("Drs. H. Slamet Riyadi, M.Si.", "menurut Drs. Slamet begitu", "Slamet"),
        ("Slamet Riyadi S.H. M.H.", "Slamet Riyadi, SH, MH", "Slamet Riyadi, SH, MH"),
        ("Slamet Riyadi SH", "Slamet Riyadi", "Slamet Riyadi"),
        ("Riyadi, Slamet", "Slamet Riyadi", "Slamet Riyadi"),
        ("Mulia Sembiring, SKM., M.Kes", "Mulia Sembiring", "Mulia Sembiring"),
        ("Dr. Harapan Nainggolan, M.Pd.", "DR. HARAPAN NAINGGOLAN", "HARAPAN NAINGGOLAN"),
        ("Ir. Suwarno", "Suwarno M", "Suwarno"),
        ("Suwarno Ak", "Suwarno Ak menulis", "Suwarno Ak"),
        ("Suwarno", "Suwarno" + ", S.H." * 9, "Suwarno" + ", S.H." * 8),
    ],
)
def test_titles_neither_hide_a_name_nor_make_one(name: str, text: str, found: str) -> None:
    assert names_in(text, name) == [found]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Rachmat Hidayat", "Rachmat Hidajat", "Rachmat Hidajat"),
        ("Joko Susilo", "Djoko Soesilo", "Djoko Soesilo"),
        ("Bambang Tjahjono", "Bambang Cahyono", "Bambang Cahyono"),
        ("Bambang Tjahjono", "Pak Cahyo memeriksa kas.", "Cahyo"),
        ("Suwarno", "Soewarno menulis ini", "Soewarno"),
        ("Budi Santoso", "Boedi menulis surat", "Boedi"),
        ("La Ode Muhammad Syafi'i", "La Ode M. Syafii", "La Ode M. Syafii"),
        ("Muhammad Yusuf Siregar", "Muh. Jusuf Siregar", "Muh. Jusuf Siregar"),
        ("Nur'aini Daulay", "Nur aini Daulay", "Nur aini Daulay"),
        ("Nur-Azizah Daulay", "Nurazizah Daulay", "Nurazizah Daulay"),
        ("Andrée Wéwengkang", "Andree Wewengkang", "Andree Wewengkang"),
    ],
)
def test_other_spellings_of_a_name_are_the_name(name: str, text: str, found: str) -> None:
    assert names_in(text, name) == [found]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Harapan Nainggolan", "Naingolan, H. 2018", "Naingolan, H."),
        ("Untung Sugiono", "Untung Sugiyono", "Untung Sugiyono"),
        ("Cahaya Putri Ramadhani", "Cahya Putri Ramdhani", "Cahya Putri Ramdhani"),
        ("Fajar Nugroho", "Fjaar Nugorho", "Fjaar Nugorho"),
        ("Fajar Nugroho", "data Nugr0ho", "Nugr0ho"),
        ("Fajar Nugroho", "menurut Nugrho tahun lalu", "Nugrho"),
        ("Fajar Nugroho", "Nama: Fajr", "Fajr"),
        ("Tigor Simanjuntak", "Simanjutak menulis.", "Simanjutak"),
        ("Tigor Simanjuntak", "Pak Simanjutak", "Simanjutak"),
        ("Tigor Simanjuntak", "Oleh Simanjutnak", "Simanjutnak"),
        ("Tigor Simanjuntak", "Rapat di Tugu. Simanjuntak hadir.", "Simanjuntak"),
    ],
)
def test_a_misspelt_name_is_found(name: str, text: str, found: str) -> None:
    assert names_in(text, name) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Perlindungan hukum adalah perlindungan warga.",
        "Pelindungan data diatur.",
        "Simpang lima dan simpanan wajib.",
        "Pak Simanungkalit datang.",
    ],
)
def test_words_that_only_look_like_a_misspelt_name_are_no_finding(text: str) -> None:
    assert names_in(text, "Parlindungan Simanjuntak") == []


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Cahaya Putri Ramadhani", "C.P. Ramadhani (2023)", "C.P. Ramadhani"),
        ("Cahaya Putri Ramadhani", "Ramadhani, C.P. 2023.", "Ramadhani, C.P."),
        ("Cahaya Putri Ramadhani", "Oleh: Cahaya Putri R.", "Cahaya Putri R."),
        ("Syamsul Bahri Daeng Matutu", "Samsul Bahri DM", "Samsul Bahri DM"),
        ("La Ode Muhammad Syafi'i", "LM Syafi’i", "LM Syafi’i"),
        ("Sabar Prihatin", "Penulis\n\nSabar P.", "Sabar P."),
        ("Rizky Ananda Putra", "R.A.P. menulis ini.", "R.A.P."),
        ("Slamet Riyadi", "Paraf: SR", "SR"),
        ("Slamet Riyadi", "penulis (SR) mencatat", "SR"),
        ("Slamet Riyadi", "ttd. S.R.", "S.R."),
        ("Tan Kim Lioe", "Dibuat oleh: TKL", "TKL"),
        ("Tan Kim Lioe", "Demikian usul ini (TKL).", "TKL"),
    ],
)
def test_initials_are_found_beside_a_part_or_where_authors_sign(
    name: str, text: str, found: str
) -> None:
    assert names_in(text, name) == [found]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Slamet Riyadi", "SR/2026 dan kode SR."),
        ("Tan Kim Lioe", "Proyek TKL selesai."),
        ("Muhammad Siregar", "Gelar M. Si diraih tahun lalu."),
        ("Mulyadi", "Pak DI dan pak di sana, sapaan di gang."),
        ("Dahlia Simatupang", "Jalan itu milik TB Simatupang."),
        ("Wening Asmarani", "Nomor HP/WA: 0813-2500-0417"),
        ("Sabar", "S."),
        ("Hasyim Asyari Nasution", "Jenderal Besar A.H. Nasution menulis."),
        ("Hasyim Asyari Nasution", "Menurut T.B. Nasution begitu."),
        ("Teguh Wicaksono", "Teguh H. berkata lain."),
    ],
)
def test_letters_that_may_mean_anything_are_no_initials(name: str, text: str) -> None:
    assert names_in(text, name) == []


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Slamet Riyadi", "S l a m e t  R i y a d i", "S l a m e t  R i y a d i"),
        ("Mulyadi", "M U L Y A D I", "M U L Y A D I"),
        ("Mulyadi", "M-U-L-Y-A-D-Y", "M-U-L-Y-A-D-Y"),
        ("Hasyim Nasution", "Tim H . N a s u t i o n", "H . N a s u t i o n"),
        ("Hasyim Asyari Nasution", "H . A . N a s u t i o n", "H . A . N a s u t i o n"),
        ("Slamet Riyadi", "R i y a d", "R i y a d"),
        ("Dahlia Simatupang", "Si matu pang", "Si matu pang"),
        ("Dahlia Simatupang", "Simatu-\npang", "Simatu-\npang"),
    ],
)
def test_letters_set_apart_are_read_together(name: str, text: str, found: str) -> None:
    assert names_in(text, name) == [found]


def test_letters_set_apart_that_make_another_word_are_no_finding() -> None:
    assert names_in("N a m a : kosong; ﾞ ﾞ a b c d; ß a b c", "Slamet Riyadi") == []


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
    "text",
    [
        "Petugas harus teguh. Teguh pada aturan itu perlu.",
        "Pendirian Yang Teguh Dan Kuat Dalam Pemerintahan",
        "MAKALAH TEGUH DAN KUAT",
        "Bangsa Teguh Pemimpin Desa dan Jiwa Teguh Warga Kota",
        "Sampai hari ini semua petugas yang saya kenal sejak lama di sana tetap teguh dan sabar.",
        "# Pegangan yang Teguh\nIsi",
        "• Teguh\n• Kuat",
        "Jalan Teguh ditutup; SD Negeri 2 Teguh dan Koperasi Teguh ramai.",
        "Program Teguh diluncurkan.",
        "Nama koperasi: Teguh",
        "Judul: Teguh",
        "Catatan: Teguh itu perlu.",
        "Satu dua tiga empat lima enam tujuh delapan oleh siapa saja: Teguh itu baik.",
        "Pak Teguh Haryono menolak.",
        "Prof. Slamet Teguh menolak.",
        "Andi Teguh menolak.",
        "Pak Teguh pemilik warung menolak.",
        "Teguh, ketua paguyuban, menolak.",
        "Seorang petani bernama Teguh menolak.",
        "Presiden Teguh menolak.",
        "K.H. Teguh berceramah.",
        "Kata ibu teguh itu kuat.",
        "– Teguh\n– Kuat\nSelesai",
        "Imannya Teguh karena Allah.",
        "A. Teguh menolak.",
        "Kabar E. Teguh menolak.",
        "Satu\nDua\nTiga\nEmpat\nIsi panjang\nTeguh\nEnam\nTujuh\nDelapan\nSembilan\nSepuluh",
    ],
)
def test_words_places_and_other_people_are_no_finding(text: str) -> None:
    assert names_in(text, "Teguh Wicaksono") == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Slamet Riyadi", "Pahlawan Slamet Riyadi gugur; Jalan Slamet Riyadi mengingatnya."),
        ("Pertiwi Ambarwati", "Bumi Pertiwi dan Ibu Pertiwi serta ibu pertiwi."),
        ("Mei Ling Hartanto", "Penerimaan bulan Mei turun, dan Mei berikutnya naik."),
        ("Siti Aminah", "Kader kita bernama Siti; Siti Hajar berlari."),
        ("Rahmat Hidayat", "Atas Rahmat dan Hidayah Allah makalah ini selesai."),
        ("Agung Prabowo", "Presiden Prabowo, Prabowo Subianto, dan Mahkamah Agung."),
        ("Kurnia Sari", "Kurnia dari langit, sari pati dari singkong."),
        ("Abdul Rahman Wahab", "KH Wahab Chasbullah mendirikan organisasi."),
        ("I Made Sudarsana", "Papan itu bertuliskan Made in China."),
        ("Wahyu Kusuma", "Bupati Kusuma pernah datang."),
        ("Tri Handayani", "Tut wuri handayani bukan semboyan saja."),
        ("Ratna Juwita Sari", "menambahkan satu pertanyaan: dari mana?"),
        ("Ratna Juwita Sari", "Oleh: Hasyim Asyari Nasution"),
        ("Andi Pangeran Mappasomba", "Andi Pangeran Pettarani dikenang."),
        ("Ni Luh Sriasih", "Ni Luh Suryani dan Ni saja."),
    ],
)
def test_figures_and_fixed_words_are_no_finding(name: str, text: str) -> None:
    assert names_in(text, name) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pak Teguh Haryono menolak. Pak Teguh tetap.", []),
        ("Teguh W. menolak.", ["Teguh W."]),
        ("Hormat saya,\nTeguh", ["Teguh"]),
        ("Teguh Haryono menolak.", []),
        ("Pak Wicaksono hadir.", ["Wicaksono"]),
    ],
)
def test_people_of_the_topic_are_silent_where_the_author_does_not_sign(
    text: str, found: list[str]
) -> None:
    assert names_in(text, "Teguh Wicaksono", topic="Sikap Teguh Haryono dan warga") == found


def test_several_parts_that_the_topic_names_are_silent_unless_whole() -> None:
    topic = "Pidato Siti Aminah"
    assert names_in("Siti Aminah berpidato.", "Siti Aminah Wulandari", topic=topic) == []
    assert names_in("Siti Aminah Wulandari menulis.", "Siti Aminah Wulandari", topic=topic) == [
        "Siti Aminah Wulandari"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ikuti @cahayaputri_r.", ["@cahayaputri_r"]),
        ("IG: cahaya.putri88", ["cahaya.putri88"]),
        ("akun ramadhanifoto", ["ramadhanifoto"]),
        ("@cahayap", ["@cahayap"]),
        ("cahayaputri.blogspot.com", ["cahayaputri"]),
        ("https://instagram.com/cahayaputri", ["cahayaputri"]),
        ("@pemkot.semarang dan @putrisolo", []),
        ("surel cahaya.putri@mail.go.id", []),
    ],
)
def test_names_of_accounts_are_found(text: str, found: list[str]) -> None:
    assert names_in(text, "Cahaya Putri Ramadhani") == found


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("I Gusti Ngurah Oka Suardana", "I Gst. Ngr. Oka Suardana", "I Gst. Ngr. Oka Suardana"),
        ("Ni Wayan Sri Astiti", "oleh Ni Wyn. Sri Astiti", "Ni Wyn. Sri Astiti"),
        ("Surya Bakti Nasution", "Surya Bhakti Nst.", "Surya Bhakti Nst"),
        ("Muhammad Yusran Daeng Nassa", "Moh Yusran Dg Nassa", "Moh Yusran Dg Nassa"),
        ("Syafril Dt. Rajo Mangkuto", "Syafril Datuk Rajo hadir", "Syafril Datuk Rajo"),
        ("Syafril Dt. Rajo Mangkuto", "Pak Datuk begitu guru memanggil.", "Datuk"),
        ("Sitti Rahmah", "Hj. St. Rahmah", "St. Rahmah"),
        ("St. Rahmah", "Siti Rahmah", "Siti Rahmah"),
        ("Ermawati Br. Sinulingga", "oleh Ermawati boru Sinulingga", "Ermawati boru Sinulingga"),
        ("Abd. Wahid Tuasikal", "Abdul Wahid menulis", "Abdul Wahid"),
        ("Ratu Ayu Komalasari", "R.A. Komalasari", "R.A. Komalasari"),
        ("Yohanes da Gomez", "Yoh. da Gomes hadir", "Yoh. da Gomes"),
        ("Syarifah Alwiyah", "Kak Ipah, retribusi naik?", "Ipah"),
        ("Slamet Riyanto", "“Mas Yanto BPBD datang,” kata mereka.", "Yanto"),
        ("Abdullah bin Umar", "Abdullah bin Umar hadir", "Abdullah bin Umar"),
        ("Umar bin Talib", "Umar bin Thalib hadir", "Umar bin Thalib"),
    ],
)
def test_short_forms_of_parts_are_read_in_full(name: str, text: str, found: str) -> None:
    assert names_in(text, name) == [found]


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
    ("name", "text"),
    [
        ("Binsar Hutapea", "Seorang bermarga Hutapea menjadi bupati."),
        ("Binsar Hutapea", "Marga Hutapea dan Sitompul berkerabat."),
        ("Binsar Hutapea", "Pdt. Hutapea memimpin doa."),
        ("Damai Lubis", "Lubis, T. (2018). Pengawasan."),
        ("Damai Lubis", "Lubis, Ebiet. 2017. Ekonomi Pasar."),
        ("Surya Nasution", "Jalan A.H. Nasution banjir."),
        ("Surya Nasution", "Menurut A.T. Nasution begitu."),
        ("Umar Alaydrus", "Kisah Umar itu sering dibacakan."),
        ("Naomi Kambu", "Rut dan Naomi dalam Alkitab itu setia."),
        ("Abdul Rahman", "Surat Ar-Rahman ayat 60 bertanya."),
        ("Abdullah bin Umar", "Umar bin Khattab memadamkan lampu."),
        ("Sri Rahayu", "“Rahayu, rahayu, rahayu,” ucap pamong."),
        ("Wayan Astiti", "Wayan adalah nama anak pertama."),
        ("Nur Hayati", "Nurhayati Subakat membangun usaha."),
        ("Yosafat Pigai", "Frits Pigai menulis sejarah; Natalius Pigai berbicara."),
        ("Robertus Wanimbo", "Ricky Wanimbo menembak."),
        ("Bintang Timur Simbolon", "Jawa Timur luas."),
        ("Bambang Setiawan", "rapat dipimpin pak bambang hartono dari provinsi"),
        ("Ni Made Ayu Candrawati", "Putu Ayu Candra berbagi."),
        ("Bonar Pangaribuan", "Pangaribuan, R. & Sitorus, M. 2019. Beton."),
        ("Bonar Pangaribuan", "Pangaribuan (kecamatan di Tapanuli) ramai."),
        ("Siti Khodijah Lubis", "Siti Khadijah adalah istri Nabi."),
        ("Siti Khodijah Lubis", "Istri Nabi, Khadijah, berdagang."),
        ("Siti Khodijah Lubis", "Pekerja bernama Siti Lubis pulang."),
        ("Arif Rahman Hakim", "Arif Rahman Hakim gugur pada 1966."),
        ("Cut Meutia Zahara", "Cut Meutia gugur di hutan."),
        ("Dewi Ratna Sari", "Dewi RT 3 rajin."),
        ("Budi Rahayu", "Budi, Ani, dan Wati bermain di halaman."),
        ("Budi Rahayu", "Hadir Ani, Budi, dan Wati."),
    ],
)
def test_other_people_who_share_a_part_are_no_finding(name: str, text: str) -> None:
    assert names_in(text, name) == []


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
