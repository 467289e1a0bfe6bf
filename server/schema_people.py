"""Columns that tell people from their applications, as migrations after those of the panel."""

from sqlite_utils import Database

from server.schema_panel import MIGRATIONS

__all__ = ["MIGRATIONS"]


@MIGRATIONS()
def apply_for_several_posts(db: Database) -> None:
    """The number of whoever applies, where each of their applications has one of its own."""
    db.table("applications").add_column("person", str, not_null_default="")


@MIGRATIONS()
def know_who_was_set_aside(db: Database) -> None:
    """Who applied for posts that are not held, so that lists of scores may still have them."""
    db.table("set_aside").create(
        {"number": str, "nip": str},
        pk=("number", "nip"),
        not_null={"number", "nip"},
        strict=True,
    )


@MIGRATIONS()
def bar_from_the_paper(db: Database) -> None:
    """Why, and from which stage on, somebody does not come to the paper; empty if they do."""
    db.table("applications").add_column("barred", str, not_null_default="")
    db.table("applications").add_column("barred_at", str, not_null_default="")
