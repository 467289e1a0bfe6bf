"""Posts that are not held, as documents of the result name them: each with its applicants."""

from server.documents.sheet import BODY, HEAD, Sheet
from server.ranking import Result
from server.result_words import not_held_word


def put_not_held(sheet: Sheet, result: Result) -> None:
    """Name every post that was advertised and is not held, and how many applied for it."""
    occasion = sheet.occasion
    for post_id, count in result.not_held.items():
        head = sheet.line(occasion.config.post(post_id).name, HEAD)
        head.paragraph_format.keep_with_next = True
        sheet.line(not_held_word(count, occasion.translate), BODY)
