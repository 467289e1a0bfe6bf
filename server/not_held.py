"""Posts that were advertised and are not held, as the first entry of the log has them."""

from collections.abc import Mapping

from sqlite_utils import Database

from exam.chronicle import ExamCreated, decode_entry
from exam.config import ExamConfig
from server.sittings import first_row


def not_held_of(db: Database, config: ExamConfig) -> Mapping[str, int]:
    """Return how many applied for each post that is not held, by its id, in the config's order."""
    row = first_row(db, "select entry from ledger order by position limit 1")
    created = None if row is None else decode_entry(row["entry"])
    applied = created.not_held if isinstance(created, ExamCreated) else {}
    return {post.id: applied.get(post.id, 0) for post in config.posts if not post.held}
