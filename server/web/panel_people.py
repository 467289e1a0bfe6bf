"""How the panel's pages name what is scored: papers by code, candidates by number and name."""

from collections.abc import Mapping

from sqlite_utils import Database

from exam.config import ExamConfig
from server.scored import ScoredStage


def subject_names(db: Database, scored: ScoredStage) -> Mapping[str, str]:
    """Return what to call each subject of a stage that has one; of papers their code alone."""
    if scored.hides_names:
        return {row["code"]: row["code"] for row in db.query("select code from papers")}
    rows = db.query("select id, number, name from applications")
    return {row["id"]: f"{row['number']} – {row['name']}" for row in rows}


def panelist_names(config: ExamConfig) -> Mapping[str, str]:
    """Return the names of the panel by account."""
    return {member.id: member.name for member in config.panel.members}


def post_names(db: Database, scored: ScoredStage) -> Mapping[str, str]:
    """Return for which post each subject of a stage is."""
    query = "select code as id, post_id from papers"
    if not scored.hides_names:
        query = "select id, post_id from applications"
    return {row["id"]: scored.config.post(row["post_id"]).name for row in db.query(query)}
