"""The table of what PCs found out about themselves, as a migration after all the others."""

from sqlite_utils import Database

from server.schema_release import MIGRATIONS

__all__ = ["MIGRATIONS"]


@MIGRATIONS()
def remember_pc_checks(db: Database) -> None:
    """What each seat last said of its PC, and since when; a seat without a row never did."""
    db.table("pc_checks").create(
        {"seat_id": str, "at": int, "findings": bytes},
        pk="seat_id",
        not_null={"at", "findings"},
        foreign_keys=[("seat_id", "seats", "id")],
        strict=True,
    )
