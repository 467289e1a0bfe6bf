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
    ("text", "found"),
    [
        ("Ikuti @cahayaputri_r.", ["@cahayaputri_r"]),
        ("IG: cahaya.putri88", ["cahaya.putri88"]),
        ("akun ramadhanifoto", ["ramadhanifoto"]),
        ("@cahayap", ["@cahayap"]),
        ("IG: cahayaku", ["cahayaku"]),
        ("cahayaputri.blogspot.com", ["cahayaputri"]),
        ("https://instagram.com/cahayaputri", ["cahayaputri"]),
        ("@pemkot.semarang dan @putrisolo", []),
        ("surel cahaya.putri@mail.go.id", []),
        ("akun uji coba: ramadcahaya", ["ramadcahaya"]),
        ("pengguna: cahay.ram", ["cahay.ram"]),
        ("kode: cahay.ram", []),
        ("berkas: laporan", []),
        ("Nama berkas makalah_cahayapr_v4.docx", ["cahayapr"]),
        ("isi .docx dan c_ramadhani2", ["c_ramadhani"]),
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
