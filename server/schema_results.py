"""Tables of the way to the result, as migrations after those of the computers.

Nothing here is ever changed or taken away: a file that replaces another, a decision that takes one
back, a result that was issued anew each stand beside what was before, and the latest counts.
"""

from sqlite_utils import Database

from server.schema_pc import MIGRATIONS

__all__ = ["MIGRATIONS"]


@MIGRATIONS()
def take_scores_from_outside(db: Database) -> None:
    """Files with scores that others gave; of each stage the last one counts."""
    db.table("outside_files").create(
        {
            "id": int,
            "stage_id": str,
            "name": str,
            "digest": bytes,
            "content": bytes,
            "staff_id": str,
            "at": int,
            "reason": str,
        },
        pk="id",
        not_null={"stage_id", "name", "digest", "content", "staff_id", "at", "reason"},
        strict=True,
    )
    db.table("outside_scores").create(
        {"file_id": int, "application_id": str, "score": str},
        pk=("file_id", "application_id"),
        not_null={"score"},
        foreign_keys=[
            ("file_id", "outside_files", "id"),
            ("application_id", "applications", "id"),
        ],
        strict=True,
    )


@MIGRATIONS()
def come_to_a_result(db: Database) -> None:
    """Decisions who takes part, announcements of stages, results that were issued."""
    db.table("decisions").create(
        {
            "id": int,
            "application_id": str,
            "decision": str,
            "stage_id": str,
            "staff_id": str,
            "at": int,
            "reason": str,
        },
        pk="id",
        not_null={"application_id", "decision", "stage_id", "staff_id", "at", "reason"},
        foreign_keys=[("application_id", "applications", "id")],
        strict=True,
    )
    db.table("stage_announcements").create(
        {"id": int, "stage_id": str, "ranking": bytes, "staff_id": str, "at": int},
        pk="id",
        not_null={"stage_id", "ranking", "staff_id", "at"},
        strict=True,
    )
    db.table("results").create(
        {"id": int, "digest": bytes, "ranking": bytes, "staff_id": str, "at": int, "reason": str},
        pk="id",
        not_null={"digest", "ranking", "staff_id", "at", "reason"},
        strict=True,
    )
