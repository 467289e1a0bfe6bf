"""Tables of what people do on the day, as migrations after those of `server.schema`."""

from sqlite_utils import Database

from server.schema import MIGRATIONS

__all__ = ["MIGRATIONS"]


@MIGRATIONS()
def run_a_day(db: Database) -> None:
    """The door, attendance, incidents, exits, what waits for a second person, announcements."""
    db.table("door").create(
        {"id": int, "opened_at": int, "opened_by": str, "closed_at": int, "closed_by": str},
        pk="id",
        not_null={"opened_at", "opened_by"},
        strict=True,
    )
    db.table("attendance").create(
        {"application_id": str, "attendance": str, "at": int, "staff_id": str, "reason": str},
        pk="application_id",
        not_null={"attendance", "at", "staff_id", "reason"},
        foreign_keys=[("application_id", "applications", "id")],
        strict=True,
    )
    db.table("incidents").create(
        {
            "id": str,
            "at": int,
            "kind": str,
            "application_id": str,
            "seat_id": str,
            "staff_id": str,
            "text": str,
        },
        pk="id",
        not_null={"at", "kind", "application_id", "seat_id", "staff_id", "text"},
        strict=True,
    )
    db.table("exits").create(
        {
            "id": str,
            "application_id": str,
            "out_at": int,
            "back_at": int,
            "staff_id": str,
            "reason": str,
        },
        pk="id",
        not_null={"application_id", "out_at", "staff_id", "reason"},
        foreign_keys=[("application_id", "applications", "id")],
        strict=True,
    )
    db.table("proposals").create(
        {
            "application_id": str,
            "milliseconds": int,
            "given": int,
            "revision": int,
            "at": int,
            "staff_id": str,
            "reason": str,
        },
        pk="application_id",
        not_null={"milliseconds", "given", "revision", "at", "staff_id", "reason"},
        foreign_keys=[("application_id", "applications", "id")],
        strict=True,
    )
    db.table("announcements").create(
        {"id": str, "at": int, "text": str, "staff_id": str, "ended_at": int},
        pk="id",
        not_null={"at", "text", "staff_id"},
        strict=True,
    )


@MIGRATIONS()
def plan_the_room(db: Database) -> None:
    """Places of the rooms, who sits where by the plan, and closed accounts.

    A place has the name that its PC has as a seat. `line` and `position` count from one, from the
    front and from the left.
    """
    db.table("places").create(
        {
            "name": str,
            "room": str,
            "line": int,
            "position": int,
            "is_spare": int,
            "application_id": str,
        },
        pk="name",
        not_null={"room", "line", "position", "is_spare"},
        defaults={"is_spare": 0},
        foreign_keys=[("application_id", "applications", "id")],
        strict=True,
    )
    db.table("places").create_index(["application_id"], unique=True)
    db.table("staff").add_column("is_closed", int, not_null_default=0)


@MIGRATIONS()
def seal_the_topic_key(db: Database) -> None:
    """The topic key under the passphrases of its holders: one row for each part of it."""
    db.table("topic_locks").create(
        {"holder_id": str, "name": str, "sealed": bytes},
        pk="holder_id",
        not_null={"name", "sealed"},
        strict=True,
    )


@MIGRATIONS()
def hold_several_sittings(db: Database) -> None:
    """To which sitting everything belongs; empty in an exam that has one."""
    for table in ("applications", "orders", "topics", "door", "places", "announcements"):
        db.table(table).add_column("sitting_id", str, not_null_default="")
    db.table("incidents").add_column("sitting_id", str, not_null_default="")
    db.table("applications").add_column("roster_group", str, not_null_default="")
    db.table("topics").transform(pk=("sitting_id", "post_id"))
    db.table("door").transform(pk="sitting_id", drop={"id"})
    db.table("places").transform(pk=("sitting_id", "name"))
    db.table("applications").create_index(["sitting_id"])
