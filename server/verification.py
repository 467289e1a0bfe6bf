"""What a verifier says to whoever ran it: a table of what was checked, and every problem."""

from collections.abc import Callable, Mapping
from typing import Final

from exam.codes import show_code
from exam.evidence.hand_in_checks import FoundReceipt
from exam.evidence.report import Check, Report, Subject, Verdict
from exam.pairing import fingerprint_of
from exam.sentences import sentence
from server.evidence import short_root

Translate = Callable[[str], str]


def _(text: str) -> str:
    """Mark a sentence for the catalogs."""
    return text


_SUBJECTS: Final[Mapping[Subject, str]] = {
    Subject.FILES: _("Files, each byte by the signed list"),
    Subject.MANIFEST: _("Manifest and settings of the exam"),
    Subject.LEDGER: _("Entries of the log, under its signed root"),
    Subject.CHECKPOINTS: _("Signed checkpoints, each a beginning of the log"),
    Subject.ORDERS: _("Signed orders, each in the log"),
    Subject.RECEIPTS: _("Receipts, each for a hand-in of the log"),
    Subject.ENVELOPES: _("Sealed envelopes, by the PC that might"),
    Subject.OPENING: _("Opened papers, after the last hand-in"),
    Subject.SHEETS: _("Sealed score sheets, as they were locked"),
    Subject.ROUNDS: _("Rounds, opened after the last lock"),
    Subject.IDENTITIES: _("Names behind papers, opened last"),
    Subject.SCORES: _("Scores, recomputed from the sheets"),
    Subject.OUTSIDE: _("Scores from outside, as recorded"),
    Subject.RANKING: _("Applications, ranked again"),
    Subject.DISCLOSED: _("Papers shown in clear, as sealed"),
}
_MOST_SHOWN: Final = 200
_VERDICTS: Final[Mapping[Verdict, str]] = {
    Verdict.HOLDS: _("holds"),
    Verdict.BROKEN: _("BROKEN"),
    Verdict.NOT_YET: _("not yet"),
}


def describe(report: Report, translate: Translate) -> str:
    """Write the table of checks, what to compare with paper, and every problem as a sentence."""
    rows = [_row(check, translate) for check in report.told]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        f"{subject:<{widths[0]}}  {count:>{widths[1]}}  {verdict}".rstrip()
        for subject, count, verdict in rows
    ]
    lines += ["", *_to_compare(report, translate)]
    problems = list(report.problems)
    lines += [f"- {_visible(sentence(one, translate))}" for one in problems[:_MOST_SHOWN]]
    if len(problems) > _MOST_SHOWN:
        more = _("And {count} more of what is wrong is not shown.")
        lines.append(translate(more).format(count=len(problems) - _MOST_SHOWN))
    whole = _("Everything that was checked holds.")
    broken = _("This evidence is not whole, or was changed. What is wrong stands above.")
    lines.append(translate(whole if report.holds else broken))
    return "\n".join(lines)


def _visible(text: str) -> str:
    """Write out what would steer a terminal: names in a package are anybody's."""
    return "".join(one if one.isprintable() else f"\\x{ord(one):02x}" for one in text)


def describe_receipt(found: FoundReceipt, translate: Translate) -> str:
    """Say what a receipt is for and where it stands."""
    text = _(
        "The receipt {code} is genuine: hand-in {revision} of the application {application}, entry "
        "{position} of the log. Its sealed envelope is in the bundle: {digest}"
    )
    return translate(text).format(
        code=show_code(found.entry.receipt_code),
        revision=found.receipt.revision,
        application=found.receipt.application_id,
        position=found.position,
        digest=found.entry.envelope_digest,
    )


def _row(check: Check, translate: Translate) -> tuple[str, str, str]:
    return (
        translate(_SUBJECTS[check.subject]),
        str(check.count),
        translate(_VERDICTS[check.verdict]),
    )


def _to_compare(report: Report, translate: Translate) -> list[str]:
    """Say what only paper can confirm; nothing of a package that could not be read."""
    if not report.exam_id:
        return []
    with_cards = _("Exam fingerprint, to compare with the cards: {fingerprint}")
    with_slips = _("Exam fingerprint, to compare with the account slips: {fingerprint}")
    said = with_cards if report.has_paper else with_slips
    lines = [translate(said).format(fingerprint=show_code(fingerprint_of(report.exam_id)))]
    if report.root_at_close:
        lines.append(
            translate(_("Checkpoint of the close, to compare with the minutes: {root}")).format(
                root=short_root(report.root_at_close)
            )
        )
    lines.append(
        translate(_("Checkpoint of the whole log: {root}")).format(root=short_root(report.root))
    )
    if report.withheld:
        withheld = _("Entries that name a candidate and are shown by their hash: {count}")
        lines.append(translate(withheld).format(count=report.withheld))
    return lines
