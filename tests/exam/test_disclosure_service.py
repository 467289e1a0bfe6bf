"""Where a text tells the author's office, or ties the author to their agency."""

import pytest

from exam.disclosure import Author, Kind
from tests.exam.disclosed import of_kind, serving

TRADE = serving("Kepala Bidang Perdagangan", "Dinas Perindustrian dan Perdagangan")
STAFF = serving(
    "Sekretaris Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
)
WORKS = serving(
    "Kepala Dinas Pekerjaan Umum dan Penataan Ruang", "Dinas Pekerjaan Umum dan Penataan Ruang"
)
HEALTH = serving("Kepala Subbagian Umum dan Kepegawaian", "Dinas Kesehatan")
AUDIT = serving("Inspektur Pembantu Wilayah III", "Inspektorat")
DISTRICT = serving("Camat Pedurungan", "Kecamatan Pedurungan")
FARMS = serving("Kepala Bidang Tanaman Pangan", "Dinas Pertanian dan Ketahanan Pangan")
POLICE = serving("Kepala Satuan Polisi Pamong Praja", "Satuan Polisi Pamong Praja")
NETWORK = serving("Kepala Bidang Aplikasi Informatika", "Dinas Komunikasi dan Informatika")
PARLIAMENT = serving("Kepala Bagian Persidangan dan Perundang-undangan", "Sekretariat DPRD")
CLINIC = serving("Kepala Puskesmas Remu", "Dinas Kesehatan")
SUBDISTRICT = serving("Sekretaris Camat Tugu", "Kecamatan Tugu")
TOURISM = serving("Kepala Bidang Destinasi", "Dinas Kebudayaan dan Pariwisata")
RESEARCH = serving("Kepala Bidang Riset", "Badan Riset dan Inovasi Daerah")
CULTURE = serving("Plt. Kepala Dinas Kebudayaan", "Dinas Kebudayaan")
FINANCE = serving("Kepala Subbagian Keuangan", "Sekretariat DPRD")
FISHERY = serving("Kepala Bidang Perikanan Budidaya", "Dinas Kelautan dan Perikanan")
HOSPITAL = serving("Direktur RSUD Bendan", "RSUD Bendan")
SCHOOLS = serving("Pengawas Sekolah", "Dinas Pendidikan")
NUTRITION = serving("Kepala Seksi Gizi", "Dinas Kesehatan")


@pytest.mark.parametrize(
    ("author", "text", "found"),
    [
        (TRADE, "Sebagai Kepala Bidang Perdagangan saya hafal harga.", "Kepala Bidang Perdagangan"),
        (TRADE, "Ka. Bid. Perdagangan", "Ka. Bid. Perdagangan"),
        (TRADE, "Selaku Kabid Dag saya tahu.", "Kabid Dag"),
        (HEALTH, "Kasubbag Umpeg, itulah saya.", "Kasubbag Umpeg"),
        (HEALTH, "Kepala Sub Bagian Umum", "Kepala Sub Bagian Umum"),
        (WORKS, "Sebagai Kadis PUPR saya memimpin.", "Kadis PUPR"),
        (DISTRICT, "Camat Pedurungan", "Camat Pedurungan"),
        (FARMS, "Kabid TP itu saya.", "Kabid TP"),
        (POLICE, "Kasatpol PP adalah saya.", "Kasatpol PP"),
        (NETWORK, "Kabid Aptika", "Kabid Aptika"),
        (PARLIAMENT, "Dari kursi Kabag Persidangan Setwan terlihat jelas.", "Kabag Persidangan"),
        (CLINIC, "Kapus Remu", "Kapus Remu"),
        (SUBDISTRICT, "Sekcam Tugu", "Sekcam Tugu"),
        (STAFF, "Saya selaku Sekban mengetahui.", "Sekban"),
        (STAFF, "Selaku Sekretaris Badan di BKPSDM saya menerima.", "Sekretaris Badan"),
        (DISTRICT, "Sebagai camat, saya menandatangani.", "camat"),
        (DISTRICT, "Wilayah ini saya pimpin sebagai camat.", "camat"),
        (DISTRICT, "Jabatan: Camat", "Camat"),
        (TRADE, "Saya Kabid. Itu saja.", "Kabid"),
        (AUDIT, "Irban III menemukan selisih.", "Irban III"),
        (DISTRICT, "“Pak Camat, air mati,” keluh warga.", "Camat"),
        (DISTRICT, "Warga menyapa saya Pak Camat.", "Camat"),
        (DISTRICT, "Camat di pulau seperti saya harus bisa berenang.", "Camat"),
        (STAFF, "Ketika itu saya selaku Sekban diminta melengkapi berkas.", "Sekban"),
        (CULTURE, "Plt. Kadisbud itu saya.", "Kadisbud"),
        (CULTURE, "Kepala Dinas Kebudayaan", "Kepala Dinas Kebudayaan"),
        (
            serving("Pelaksana Tugas Camat Tugu", "Kecamatan Tugu"),
            "Plt. Camat Tugu",
            "Camat Tugu",
        ),
        (FINANCE, "Kasubbag Keuangan di Sekretariat DPRD", "Kasubbag Keuangan"),
        (FINANCE, "Kasubbag Keuangan Setwan", "Kasubbag Keuangan"),
        (FINANCE, "Kasubbag Keuangan Kantor. Selesai", "Kasubbag Keuangan"),
        (FISHERY, "Selaku Kabid Budidaya saya menghitung.", "Kabid Budidaya"),
        (HOSPITAL, "Saya direktur rumah sakit itu.", "direktur"),
        (SCHOOLS, "Selaku pengawas sekolah saya mencatat.", "pengawas sekolah"),
        (NUTRITION, "Seksi Gizi yang saya pegang kecil.", "Seksi Gizi"),
        (NUTRITION, "Penulis, yang kini memegang Seksi Gizi, mencatat.", "Seksi Gizi"),
    ],
)
def test_the_own_office_is_found_in_full_and_shortened(
    author: Author, text: str, found: str
) -> None:
    assert of_kind(text, author, Kind.OFFICE) == [found]


@pytest.mark.parametrize(
    ("author", "text"),
    [
        (TRADE, "Kepala Bidang Perindustrian menolak."),
        (TRADE, "Sebagai Kepala Dinas Perdagangan kelak saya berani."),
        (TRADE, "Bidang Perdagangan menerima salinan."),
        (TRADE, "Kepala (Bidang Perdagangan ada di sini)."),
        (TRADE, "Mantan Kepala Bidang Perdagangan hadir."),
        (serving("Kepala Bidang Tata Ruang", "Dinas Penataan Ruang"), "Kepala Bidang Tata Usaha"),
        (serving("Kepala Bidang Tata Ruang", ""), "Kepala Bidang Tata dan Usaha"),
        (serving("Kepala Bidang Tata Ruang", ""), "Kepala daerah: bidang lain"),
        (DISTRICT, "Camat Genuk menolak."),
        (DISTRICT, "Warga menunggu Pak Camat, lalu pulang."),
        (DISTRICT, "Apabila saya diangkat sebagai camat, semua berubah."),
        (DISTRICT, "Apabila nanti bertugas sebagai camat saya menolak."),
        (DISTRICT, "Ia bekerja sebagai camat."),
        (DISTRICT, "Seorang camat ekonomi, kata saya."),
        (STAFF, "Sekretaris Daerah hadir."),
        (STAFF, "Rapat dihadiri sekretaris badan."),
        (RESEARCH, "Kepala Badan Riset hadir."),
        (FINANCE, "Kasubbag Keuangan Dinas Sosial menolak."),
        (FINANCE, "Kasubbag Keuangan pada Dinas Sosial menolak."),
        (FINANCE, "Kasubbag Keuangan Provinsi Bali menolak."),
        (SCHOOLS, "Semua pengawas sekolah hadir."),
        (NUTRITION, "Seksi Gizi menolak dan saya pulang."),
        (NUTRITION, "Kelak Seksi Gizi yang saya pimpin besar."),
        (NUTRITION, "Kepala Seksi Kesling hadir, Seksi lain tidak."),
        (NUTRITION, "Ia memimpin Seksi Gizi."),
        (FISHERY, "Bidang Perikanan Tangkap yang saya pimpin."),
    ],
)
def test_other_offices_and_the_post_applied_for_are_no_finding(author: Author, text: str) -> None:
    assert of_kind(text, author, Kind.OFFICE) == []


@pytest.mark.parametrize(
    ("author", "text", "found"),
    [
        (TRADE, "Kabid Perdagangan Disperindag", "Disperindag"),
        (TRADE, "Kabid Perdagangan di Dinas Perindag", "Dinas Perindag"),
        (TRADE, "Kami di Disperindag sudah mencoba.", "Disperindag"),
        (STAFF, "BKPSDM, tempat saya bekerja, belum siap.", "BKPSDM"),
        (STAFF, "Di BKPSDM, tempat kerja yang sudah lama kami pimpin", "BKPSDM"),
        (STAFF, "Bertahun-tahun saya bertugas pada BKPSDM.", "BKPSDM"),
        (STAFF, "Saya setiap hari memimpin apel BKPSDM.", "BKPSDM"),
        (STAFF, "Sebagai orang BKPSDM, saya malu.", "BKPSDM"),
        (STAFF, "Kantor saya, BKPSDM, tutup pukul empat.", "BKPSDM"),
        (STAFF, "Di BKPSDM saya belajar menunggu.", "BKPSDM"),
        (STAFF, "kami di bkpsdm belum siap", "bkpsdm"),
        (STAFF, "Dua belas tahun mengabdi di BKPSDM membuat saya sabar.", "BKPSDM"),
        (STAFF, "BKPSDM, wilayah kerja saya, padat.", "BKPSDM"),
        (STAFF, "“Orang BKPSDM kok naik angkot,” kata sopir.", "BKPSDM"),
        (WORKS, "Dinas PUPR yang saya pimpin", "Dinas PUPR"),
        (WORKS, "Dinas PUPR kami", "Dinas PUPR"),
        (WORKS, "Dinas PUPR saya", "Dinas PUPR"),
        (DISTRICT, "Unit kerja: Kecamatan Pedurungan", "Kecamatan Pedurungan"),
        (NETWORK, "Saya bekerja di Kominfo sejak 2006.", "Kominfo"),
        (NETWORK, "“Mas, dari Diskominfo ya?” tanya warga.", "Diskominfo"),
        (NETWORK, '"Pak, orang Diskominfo ya?" tanya warga.', "Diskominfo"),
        (TOURISM, "Di Disbudpar, tempat saya menjadi Kabid Destinasi", "Disbudpar"),
        (PARLIAMENT, "Kursi Kabag Persidangan Setwan itu", "Setwan"),
        (RESEARCH, "Saya berdinas di BRIDA.", "BRIDA"),
        (serving("Inspektur", "Inspektorat"), "Kami di Inspektorat Semarang.", "Inspektorat"),
        (NETWORK, "197909092006041008\nDiskominfo", "Diskominfo"),
        (NETWORK, "Zubaedah Qomariyah – Diskominfo – 2026", "Diskominfo"),
        (HEALTH, "Di Dinas Kesehatan ini saya belajar.", "Dinas Kesehatan"),
        (HEALTH, "Torang di Dinas Kesehatan tahu.", "Dinas Kesehatan"),
        (HEALTH, "Dinas Kesehatan, kantor yang sudah saya masuki", "Dinas Kesehatan"),
        (HEALTH, "Kami, para staf Dinas Kesehatan, menunggu.", "Dinas Kesehatan"),
        (NUTRITION, "Kami di bagian gudang Dinkes menunggu.", "Dinkes"),
        (HOSPITAL, "RSUD kami, RSUD Bendan, penuh.", "RSUD Bendan"),
    ],
)
def test_the_own_agency_is_found_where_it_is_tied_to_the_author(
    author: Author, text: str, found: str
) -> None:
    assert of_kind(text, author, Kind.UNIT) == [found]


@pytest.mark.parametrize(
    ("author", "text"),
    [
        (TRADE, "Dinas Perindustrian dan Perdagangan menerbitkan izin."),
        (TRADE, "Dinas Perdagangan yang saya pimpin kelak"),
        (TRADE, "Dinas Perindustrian dan Ketenagakerjaan kami"),
        (STAFF, "BKPSDM belum siap. Saya menyarankan perubahan."),
        (STAFF, "BKPSDM saya undang ke rapat."),
        (STAFF, "BKPSDM menolak, lalu saya pulang."),
        (STAFF, "Saya memimpin rapat lalu berjalan ke BKPSDM."),
        (STAFF, "Kantor saya menyurat ke BKPSDM."),
        (STAFF, "BKPSDM menyurati warga dan kami menunggu."),
        (HEALTH, "Kepala Dinas Kesehatan kami hadir."),
        (HEALTH, "Dinas Kesehatan, Dinas Sosial dan kelurahan bertukar data."),
        (NETWORK, "Warga berkata, dari Diskominfo tidak ada kabar."),
        (NETWORK, "Diskominfo punya server, surel info@diskominfo.go.id"),
        (NETWORK, "joko@mail.id mengirim. Lalu Diskominfo menjawab dengan sangat panjang sekali."),
        (RESEARCH, "Kami di Bappeda bekerja."),
        (HEALTH, "Di Dinas Kesehatan ini warga belajar."),
        (HEALTH, "Para petugas Dinas Kesehatan datang."),
        (serving("", ""), "Kami di Diskominfo."),
    ],
)
def test_an_agency_that_is_only_spoken_of_is_no_finding(author: Author, text: str) -> None:
    assert of_kind(text, author, Kind.UNIT) == []


def test_the_agency_inside_the_title_of_the_office_belongs_to_the_office() -> None:
    author = serving("Sekretaris Dinas Perhubungan", "Dinas Perhubungan")
    text = "Sekretaris Dinas Perhubungan seperti saya"
    assert of_kind(text, author, Kind.OFFICE) == ["Sekretaris Dinas Perhubungan"]
    assert of_kind(text, author, Kind.UNIT) == []
