"""Who is somebody else although a part of the name is the same."""

import pytest

from tests.exam.disclosed import names_in


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
    "text",
    [
        "Bagas, 61 tahun, memilah plastik.",
        "Bagas (17) memilih berhenti sekolah.",
        "Bagas, kelas tiga SMA, mendirikan klub.",
        "Bagas, kernet bus, tidur di terminal.",
        "Bagas, penjahit dari kota, pulang.",
        "Bagas, toko di pojok itu, tutup.",
        "Bagas bersama istrinya pindah.",
        "Bagas dan kawan-kawannya membersihkan sungai.",
        "Bagas dan Tio, dua sahabat, berenang.",
        "Rian dan Bagas bergantian memakai sepatu.",
        "Rian, Bagas, dan Tio bermain bola.",
        "Bagas menjual es di pinggir jalan.",
        "Bagas menjaga bendungan itu sampai wafat.",
        "Bagas sudah lama menarik becak dan ia tidak pernah dicatat.",
        "Sangkuriang dan Bagas dikisahkan dalam dongeng.",
        "Bagas dari Ogan Ilir menulis surat.",
        "Bagas bersaudara mengelola penggilingan padi.",
        "Kepala kampung, Bapak Bagas, menulis sisa dana.",
        "Setiap tamu laki-laki disapa “Bagas” di sana.",
        "Warung Pak Bagas menjual pecel paling enak.",
        "Penyanyi Bagas tampil.",
        "Gorys Bagas menulis buku komposisi itu.",
        "Mendiang Bagas dikenang oleh semua orang.",
        "Kopda Bagas menjaga pos.",
        "“Jenderal Bagas, menyerahlah!” seru musuh.",
        "“Pangeran Jenderal Bagas, menyerahlah!” seru musuh.",
    ],
)
def test_people_of_whom_the_author_only_tells_are_no_finding(text: str) -> None:
    assert names_in(text, "Bagas Adhyaksa") == []


@pytest.mark.parametrize(
    "text",
    [
        "Bagas pindah dari sana.",
        "Bagas dari Satpol PP datang.",
        "Bagas dari SATPOL datang.",
        "Kata orang Bagas dua kali datang.",
        "Kami dan Bagas datang.",
        "Bagas, perempuan itu butuh air.",
        "Kepala kampung, Pak Bagas, jalan rusak.",
        "Menurut Bagas begitu adanya di sini.",
        "Kebersihan Bagas dijaga sampai hari ini.",
        "Adhyaksa, Bagas. 2021. Ekonomi.",
        "Bagas Adhyaksa Official menulis.",
        "Bagas menjual hasil panen milik saya.",
    ],
)
def test_what_anybody_may_do_makes_nobody_a_stranger(text: str) -> None:
    assert names_in(text, "Bagas Adhyaksa Wirawan")
