"""What the headings of a list of candidates mean, however an office writes them.

Only whole headings count, folded for case, spaces and punctuation; a heading that is not listed
here means nothing to the exam and is reported.
"""

import re
import unicodedata
from typing import Final

NUMBER: Final = "nomor_peserta"
NAME: Final = "nama"
NIP: Final = "nip"
OFFICE: Final = "jabatan_sekarang"
UNIT: Final = "unit_kerja"
POST: Final = "jabatan_dilamar"
GROUP: Final = "kelompok"
ACCOMMODATION: Final = "akomodasi"

COLUMNS: Final = (NUMBER, NAME, NIP, OFFICE, UNIT, POST)
"""The columns that a list must have."""

SYNONYMS: Final = {
    NUMBER: (
        "nomor peserta|no peserta|nomor ujian|no ujian|nomor tes|no tes|nomor test|no test|"
        "nomor peserta ujian|no peserta ujian|nomor peserta seleksi|no peserta seleksi"
    ),
    NAME: (
        "nama|nama lengkap|nama peserta|nama dan gelar|nama gelar|nama lengkap dan gelar|"
        "nama lengkap dengan gelar|nama lengkap gelar|nama beserta gelar|nama lengkap peserta|"
        "nama pelamar|nama calon|nama pegawai"
    ),
    NIP: "nip|nip baru|nip nrp|nrp nip|nomor induk pegawai|nip pegawai|nip peserta",
    OFFICE: (
        "jabatan sekarang|jabatan|jabatan saat ini|jabatan terakhir|jabatan lama|jabatan semula|"
        "jabatan asal|jabatan peserta|jabatan yang diduduki|jabatan yang diduduki saat ini"
    ),
    UNIT: (
        "unit kerja|opd|skpd|perangkat daerah|instansi|asal instansi|instansi asal|asal opd|"
        "opd asal|unit kerja asal|unit kerja saat ini|unit kerja sekarang|unit organisasi|"
        "satuan kerja|satker|asal perangkat daerah|unit kerja instansi|instansi unit kerja"
    ),
    POST: (
        "jabatan dilamar|jabatan yang dilamar|formasi|formasi jabatan|formasi yang dilamar|"
        "formasi jabatan yang dilamar|lamaran|jpt yang dilamar|jpt dilamar|"
        "jpt pratama yang dilamar|jabatan lamaran|jabatan pilihan|pilihan jabatan|"
        "jabatan yang dipilih|jabatan yang dituju|jabatan tujuan|jabatan yang diikuti|"
        "jabatan pimpinan tinggi pratama yang dilamar"
    ),
    GROUP: "kelompok|sesi|gelombang|kelompok ujian|sesi ujian",
    ACCOMMODATION: "akomodasi|kebutuhan khusus",
}
_RUNNING: Final = frozenset({"no", "nomor", "nomor urut", "no urut", "nr"})
_MEANINGS: Final = {
    heading: column for column, headings in SYNONYMS.items() for heading in headings.split("|")
}
_LONGEST: Final = 100
_SIGNS: Final = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Fold case, spaces and punctuation, so that texts which read the same are the same."""
    return _SIGNS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def meaning_of(heading: str) -> str | None:
    """Return the column that a heading names, if it is one that the exam knows."""
    return _MEANINGS.get(folded(heading)) if len(heading) <= _LONGEST else None


def is_running_number(heading: str) -> bool:
    """Whether a heading only counts the rows; it is never taken for the candidate number."""
    return folded(heading) in _RUNNING
