"""The verifier and a selection in which nothing is written."""

import pytest

from exam import keys
from exam.chronicle import ExamCreated, encode_entry
from exam.config import ExamConfig, encode_config
from exam.evidence import contents
from exam.evidence.ledger_lines import join_lines, write_line
from exam.evidence.lines import ApplicationLine, CheckpointLine, write_lines
from exam.evidence.naming import NameList
from exam.evidence.record_checks import LAST
from exam.evidence.report import OF_PAPERS, Report, Subject
from exam.evidence.verifying import verify_package
from exam.ledger import Checkpoint, MerkleTree, leaf_hash, sign_checkpoint
from exam.protocol import VERSION, Manifest, encode, exam_id_of
from exam.ranking import rank_selection
from exam.standings import Entrant, encode_ranking
from tests.exam.evidenced import signed
from tests.exam.selections import SMALL, parsed, sample
from tests.exam.sources import PANEL_SEED, SERVER_SECRET

PEOPLE = {"a1": "jpt-pratama", "b2": "administrator"}
TABLES = (
    contents.ORDERS,
    contents.RECEIPTS,
    contents.PAPERS,
    contents.ROUNDS,
    contents.SHEETS,
    contents.SCORES,
    contents.OUTSIDE,
)


def new_exam(config: ExamConfig, people: dict[str, str], panel_key: bytes) -> Report:
    """Verify the evidence of an exam that was only just created."""
    manifest = encode(
        Manifest(
            version=VERSION,
            ca_certificate=b"ca",
            server_signing_key=keys.signing_public_key(SERVER_SECRET),
            panel_public_key=panel_key,
            config=encode_config(config),
        )
    )
    exam_id, digest = exam_id_of(manifest), keys.digest("panel-key", panel_key).hex()
    entry = encode_entry(ExamCreated(0, exam_id.hex(), len(people), digest))
    tree = MerkleTree()
    tree.append(leaf_hash(entry))
    last = sign_checkpoint(Checkpoint(exam_id, tree.size, tree.root(), 0), SERVER_SECRET)
    line = CheckpointLine(last.body.hex(), last.signature.hex(), LAST)
    files = {
        contents.MANIFEST: manifest,
        contents.CONFIG: encode_config(config),
        contents.LEDGER: join_lines([write_line(entry, NameList(()))]),
        contents.CHECKPOINTS: write_lines([line]),
        contents.APPLICATIONS: write_lines(ApplicationLine(*one) for one in people.items()),
        **{name: write_lines(()) for name in TABLES},
    }
    if not config.has_paper:
        entrants = [Entrant(who, post) for who, post in people.items()]
        files[contents.RESULT] = encode_ranking(rank_selection(config, entrants, {}))
    return verify_package(signed(files))


def test_a_selection_without_a_paper_holds_without_a_panel_key() -> None:
    report = new_exam(parsed(sample("boltara")), PEOPLE, b"")
    assert [str(problem) for problem in report.problems] == []
    assert not report.has_paper
    assert {one.subject for one in report.told} == set(Subject) - set(OF_PAPERS)


def test_of_a_selection_with_a_paper_everything_is_told() -> None:
    key = keys.sealing_public_key(PANEL_SEED)
    report = new_exam(parsed(SMALL), {"a1": "brida"}, key)
    assert [str(problem) for problem in report.problems] == []
    assert report.told == report.checks


@pytest.mark.parametrize(
    ("config", "people", "has_key"),
    [(sample("boltara"), PEOPLE, True), (SMALL, {"a1": "brida"}, False)],
)
def test_a_panel_key_stands_in_the_manifest_if_and_only_if_something_is_written(
    config: str, people: dict[str, str], *, has_key: bool
) -> None:
    key = keys.sealing_public_key(PANEL_SEED) if has_key else b""
    report = new_exam(parsed(config), people, key)
    assert [problem.code for problem in report.problems] == ["evidence.panel-key"]
