"""What the candidate of the pictures has written: a little of everything."""

from typing import Final

from exam.manuscript import Part, marks

_H1, _H2, _H3 = marks.HEADING_1, marks.HEADING_2, marks.HEADING_3
_CELL: Final = marks.CELL


def _bold(text: str) -> str:
    return f"{marks.BOLD_ON}{text}{marks.BOLD_OFF}"


def _italic(text: str) -> str:
    return f"{marks.ITALIC_ON}{text}{marks.ITALIC_OFF}"


def _row(*cells: str) -> str:
    return marks.ROW + _CELL.join(cells)


_NOTE: Final = f"{marks.NOTE_START}Laporan kecamatan, triwulan kedua.{marks.NOTE_END}"
PAPER: Final = "\n".join(
    (
        f"{_H1}Pendahuluan",
        "Kota Semarang memiliki 177 kelurahan. Setiap kelurahan mengirim laporan bulanan dengan "
        f"cara yang {_bold('berbeda-beda')}, sehingga keputusan di tingkat kota {_italic('sering')}"
        f" terlambat dua sampai tiga minggu.{_NOTE}",
        f"{_H2}Keadaan sekarang",
        f"{marks.BULLET}Laporan ditulis tangan di 63 kelurahan, lalu diketik ulang di kecamatan.",
        f"{marks.BULLET}Angka yang sama dicatat oleh tiga perangkat daerah.",
        f"{marks.BULLET_2}Dinas Kesehatan dan Dinas Sosial memakai wilayah yang berbeda.",
        f"{_H3}Angka",
        _row("Kecamatan", "Kelurahan", "Terlambat"),
        _row("Tembalang", "12", "4 hari"),
        _row("Banyumanik", "11", "9 hari"),
        f"{_H1}Permasalahan",
        "“Data ada, tetapi tidak pernah bertemu” – demikian kata seorang lurah.",
        f"{marks.NUMBER}Tidak ada satu daftar wilayah.",
        f"{marks.NUMBER}Tidak ada yang bertugas memeriksa.",
        f"{marks.NUMBER_2}Pemeriksaan dilakukan jika diminta.",
        marks.PAGE_BREAK,
        f"{_H1}Pembahasan",
        "Satu daftar wilayah dan satu petugas di setiap kecamatan sudah cukup untuk memulai. "
        "Biayanya kecil, karena kelurahan sudah memiliki komputer dan jaringan.",
    )
)
"""A paper that is begun; one of its sections is missing, and it is too short."""
_PARAGRAPH: Final = (
    "Pelayanan yang cepat dimulai dari data yang benar. Setiap kelurahan mencatat permohonan warga "
    "dengan urutan yang sama, dan kecamatan membaca catatan itu pada hari yang sama tanpa menyalin "
    "ulang. Dengan cara ini waktu tunggu warga menjadi lebih pendek dan petugas bekerja tenang."
)
SLIDES: Final = "\n".join(
    (
        f"{_H1}Satu data kelurahan",
        "Keputusan kota dalam hitungan jam",
        f"{_H1}Masalah",
        f"{marks.BULLET}177 kelurahan, 177 cara melapor",
        f"{marks.BULLET}Data terlambat dua sampai tiga minggu",
        f"{_H1}Usulan",
        f"{marks.NUMBER}Satu daftar wilayah",
        f"{marks.NUMBER}Satu petugas di setiap kecamatan",
    )
)
NOTES: Final = "Ingat: biaya, jadwal, siapa yang memimpin.\nTanyakan: berapa petugas kecamatan?"


def whole_paper(sections: tuple[str, ...], words: int) -> str:
    """Return a paper with these sections and at least so many words."""
    times = words // (len(sections) * len(_PARAGRAPH.split())) + 1
    return "\n".join(f"{_H1}{name}\n" + "\n".join([_PARAGRAPH] * times) for name in sections)


BEGUN: Final = {Part.PAPER: PAPER, Part.SLIDES: SLIDES, Part.NOTES: NOTES}
"""Texts of somebody in the middle of the work."""
