"""Documents of the result, drawn from what is on the record now.

A letter is written only once every stage is in: what is provisional goes to nobody.
"""

import re
from typing import Final

from sqlite_utils import Database

from exam.codes import show_code
from exam.errors import RefusedError
from exam.pairing import fingerprint_of
from exam.standings import Standing
from server.documents.announcement import shortlist_announcement, stage_announcement
from server.documents.archive import pack
from server.documents.recap_docx import recap_docx
from server.documents.result_letter import result_letter
from server.documents.sheet import Occasion
from server.language import load_catalog
from server.noteworthy import notes_of
from server.office import OpenExam
from server.ranking import Result, result_of, result_so_far
from server.results import digest_of, find_stage, require_scores

_NOT_IN_NAMES: Final = re.compile(r"[^0-9A-Za-z.-]+")


def recap_to_sign(exam: OpenExam) -> bytes:
    """Draw the recap for the plenary meeting to sign.

    Raises:
        RefusedError: the names behind the papers are not open yet.

    """
    result, notes = exam.store.read(lambda db: (result_of(db, exam.config), notes_of(db)))
    return recap_docx(result, _occasion(exam), digest_of(result.ranking).hex(), notes)


def announcement_of(exam: OpenExam, stage_id: str) -> bytes:
    """Draw the announcement of a stage.

    Raises:
        RefusedError: there is no such stage, or its scores are still awaited.

    """
    stage = find_stage(exam.config, stage_id)

    def read(db: Database) -> Result:
        result = result_so_far(db, exam.config)
        require_scores(db, exam.config, result.ranking, stage)
        return result

    return stage_announcement(exam.store.read(read), stage, _occasion(exam))


def shortlist_of(exam: OpenExam) -> bytes:
    """Draw the announcement of the best of each post.

    Raises:
        RefusedError: a stage is awaited.

    """
    return shortlist_announcement(_final_result(exam), _occasion(exam))


def letter_of(exam: OpenExam, application_id: str) -> tuple[str, bytes]:
    """Draw the letter of an application; returns its file name too.

    Raises:
        RefusedError: a stage is awaited, or there is no such application.

    """
    result = _final_result(exam)
    one = result.standing(application_id)
    return _file_name(one, result), result_letter(one, result, _occasion(exam))


def letters_zip(exam: OpenExam) -> bytes:
    """Draw everybody's letter into one archive; equal results give equal bytes.

    Raises:
        RefusedError: a stage is awaited.

    """
    result = _final_result(exam)
    occasion = _occasion(exam)
    everybody = [one for post in result.ranking.posts for one in post.standings]
    return pack(
        {_file_name(one, result): result_letter(one, result, occasion) for one in everybody}
    )


def _final_result(exam: OpenExam) -> Result:
    result = exam.store.read(lambda db: result_of(db, exam.config))
    if not result.ranking.is_final:
        raise RefusedError("result.awaited", stages=len(result.ranking.awaited))
    return result


def _occasion(exam: OpenExam) -> Occasion:
    fingerprint = show_code(fingerprint_of(exam.exam_id))
    return Occasion(exam.config, fingerprint, load_catalog(exam.config.exam.language).gettext)


def _file_name(one: Standing, result: Result) -> str:
    number = result.candidates[one.application_id].number
    return f"surat-{_NOT_IN_NAMES.sub('-', number)}-{one.post_id}.docx"
