"""Commands for what outsiders take home: the evidence of an exam as one file, and its check."""

from pathlib import Path

import click

from exam.codes import parse_code
from exam.errors import EvidenceError
from exam.evidence.disclosed import KEY
from exam.evidence.package import LARGEST_PACKAGE_BYTES
from exam.evidence.verifying import OnPaper, verify_package, verify_receipt
from server import summaries
from server.bundle import make_bundle
from server.bundle_papers import disclosed_papers, record_shown
from server.commands.asking import PATH, EverythingSaidError, config_of, pass_voice, timed_exam
from server.commands.share_entry import bring_shares, share_options
from server.console import Voice
from server.files import read_file, write_private
from server.office import OpenExam, visit_exam
from server.quorum import Quorum
from server.staging import require_new
from server.verification import describe, describe_receipt


@click.command()
@click.option("--with-papers", is_flag=True, help="Show papers in clear; needs the panel's shares.")
@click.option("--reason", default="", help="Why papers are shown; it goes on the record.")
@share_options
@click.argument("directory", type=PATH)
@click.argument("out", type=PATH)
@pass_voice
def bundle(
    voice: Voice,
    with_papers: bool,
    reason: str,
    share_files: tuple[Path, ...],
    typed: bool,
    directory: Path,
    out: Path,
) -> None:
    """Write the evidence of the exam in DIRECTORY, without names, to the new file OUT."""
    voice.follow(config_of(directory).exam.language)
    require_new(out)
    if with_papers and not reason.strip():
        raise EvidenceError("evidence.reason")
    visit = timed_exam if with_papers else visit_exam
    with visit(directory) as exam:
        papers: dict[str, bytes] = {}
        if with_papers:
            papers = _show_papers(exam, bring_shares(voice, exam, share_files, typed=typed), reason)
        content = exam.store.read(lambda db: make_bundle(db, exam, papers))
    write_private(out, content)
    click.echo(summaries.written(out, voice.translate))


def _show_papers(exam: OpenExam, quorum: Quorum, reason: str) -> dict[str, bytes]:
    """Open the papers that are to be shown; it is on the record before anybody can see one."""
    seed = quorum.seed()
    papers = exam.store.read(lambda db: disclosed_papers(db, exam, seed))
    shown = sum(name.endswith(KEY) for name in papers)
    exam.act_now(lambda db, now: record_shown(db, shown, quorum.members, reason.strip(), now))
    return papers


@click.command()
@click.option("--receipt", metavar="CODE", help="Check one receipt by its printed code.")
@click.option("--exam", "fingerprint", default="", help="Exam fingerprint from a card.")
@click.option("--checkpoint", default="", help="Checkpoint as it was written down.")
@click.argument("file", type=PATH, metavar="BUNDLE")
@pass_voice
def verify(
    voice: Voice, receipt: str | None, fingerprint: str, checkpoint: str, file: Path
) -> None:
    """Check the evidence in BUNDLE, which needs nothing else; ends with 1 if something is wrong."""
    code = None if receipt is None else parse_code(receipt)
    raw = read_file(file, LARGEST_PACKAGE_BYTES + 1)
    report = verify_package(raw, OnPaper(fingerprint, checkpoint))
    voice.follow(report.language)
    click.echo(describe(report, voice.translate))
    if code is not None:
        click.echo(describe_receipt(verify_receipt(raw, code), voice.translate))
    if not report.holds:
        raise EverythingSaidError
