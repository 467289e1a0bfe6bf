"""Tables of the release check, as migrations after those of the panel.

`originals` keeps what a redaction took away, sealed to the panel key; `releases` names the papers
that panelists may read.
"""

from sqlite_utils import Database

from server.schema_day import MIGRATIONS

__all__ = ["MIGRATIONS"]


@MIGRATIONS()
def release_papers(db: Database) -> None:
    """Papers that were checked for names, and what stood there before passages were blacked out."""
    db.table("releases").create(
        {"code": str, "staff_id": str},
        pk="code",
        not_null={"staff_id"},
        strict=True,
    )
    db.table("originals").create(
        {"code": str, "number": int, "sealed": bytes},
        pk=("code", "number"),
        not_null={"sealed"},
        strict=True,
    )
