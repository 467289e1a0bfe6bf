"""What commands say about scores from outside."""

from exam.config import ExamConfig
from exam.errors import RosterError
from exam.roster.report import remarks_on
from exam.sentences import sentence
from server.figures import show_decimal
from server.outside import Line, Preview
from server.result_words import Translate


def previewed(preview: Preview, file: str, config: ExamConfig, translate: Translate) -> str:
    """Say line by line what a file would bring."""
    _ = translate
    head = _("{file}: {scores} scores of the stage {stage}.")
    head = head.format(file=file, scores=len(preview.found.scores), stage=preview.stage.name)
    remarks = (f"- {sentence(one, translate)}" for one in remarks_on(preview.found.repairs))
    lines = (_line(line, config.exam.language, translate) for line in preview.lines)
    return "\n".join((head, *remarks, *lines))


def taken(preview: Preview, translate: Translate) -> str:
    """Say that the scores count from now on."""
    _ = translate
    return _("Taken: {scores} scores of the stage {stage} count from now on.").format(
        scores=len(preview.found.scores), stage=preview.stage.name
    )


def wrong(error: RosterError, translate: Translate) -> str:
    """Say everything that is wrong with a file."""
    return "\n".join(sentence(problem, translate) for problem in error.problems)


def _line(line: Line, language: str, translate: Translate) -> str:
    _ = translate
    score = _("none") if line.score is None else show_decimal(line.score, language)
    shown = f"  {line.application.number}  {line.application.name}: {score}"
    if not line.is_changed or line.before is None:
        return shown
    return _("{line} (until now {before})").format(
        line=shown, before=show_decimal(line.before, language)
    )
