"""The result as files for the chair: recap to compute with, recap to sign, letters.

A file is drawn when it is asked for, from what is on the record then, and kept nowhere.
"""

from typing import Final

from litestar import Response, get
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler

from server.ranking import result_of
from server.web.downloads import attachment
from server.web.session import Exam

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@get("/rekap.xlsx", sync_to_thread=True)
def give_recap(exam: Exam) -> Response[bytes]:
    """Hand out the recap as a spreadsheet that computes."""
    from server.documents.recap import recap_xlsx

    result = exam.store.read(lambda db: result_of(db, exam.config))
    return attachment(recap_xlsx(result, exam.config), "rekapitulasi-nilai.xlsx", _XLSX)


@get("/penetapan/rekap.docx", sync_to_thread=True)
def give_recap_to_sign(exam: Exam) -> Response[bytes]:
    """Hand out the recap to be signed."""
    from server.documents.issuing import recap_to_sign

    return attachment(recap_to_sign(exam), "rekapitulasi-nilai.docx", _DOCX)


@get("/penetapan/pengumuman.docx", sync_to_thread=True)
def give_shortlist(exam: Exam) -> Response[bytes]:
    """Hand out the announcement of the best of each post."""
    from server.documents.issuing import shortlist_of

    return attachment(shortlist_of(exam), "pengumuman-hasil.docx", _DOCX)


@get("/penetapan/pengumuman/{stage:str}", sync_to_thread=True)
def give_announcement(stage: FromPath[str], exam: Exam) -> Response[bytes]:
    """Hand out the announcement of a stage."""
    from server.documents.issuing import announcement_of

    return attachment(announcement_of(exam, stage), f"pengumuman-{stage}.docx", _DOCX)


@get("/penetapan/surat.zip", sync_to_thread=True)
def give_letters(exam: Exam) -> Response[bytes]:
    """Hand out everybody's letter."""
    from server.documents.issuing import letters_zip

    return attachment(letters_zip(exam), "surat-hasil.zip", "application/zip")


@get("/penetapan/surat/{application:str}", sync_to_thread=True)
def give_letter(application: FromPath[str], exam: Exam) -> Response[bytes]:
    """Hand out one letter."""
    from server.documents.issuing import letter_of

    name, content = letter_of(exam, application)
    return attachment(content, name, _DOCX)


file_handlers: Final[list[ControllerRouterHandler]] = [
    give_recap,
    give_recap_to_sign,
    give_shortlist,
    give_announcement,
    give_letters,
    give_letter,
]
