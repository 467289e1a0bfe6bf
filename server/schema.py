"""Tables of the exam database, as migrations that are only ever added to."""

from typing import Final

from sqlite_utils import Database, Migrations

MIGRATIONS: Final = Migrations("makalah")


@MIGRATIONS()
def create_people(db: Database) -> None:
    """Candidates, staff, and the PCs that may speak to the server."""
    db.table("applications").create(
        {
            "id": str,
            "number": str,
            "name": str,
            "nip": str,
            "office": str,
            "unit": str,
            "post_id": str,
            "auth_hash": bytes,
            "length": int,
            "seat_id": str,
        },
        pk="id",
        not_null={"number", "name", "nip", "office", "unit", "post_id", "auth_hash", "length"},
        strict=True,
    )
    db.table("applications").create_index(["number"], unique=True)
    db.table("staff").create(
        {
            "id": str,
            "name": str,
            "role": str,
            "auth_hash": bytes,
            "public_key": bytes,
            "sealed_seed": bytes,
        },
        pk="id",
        not_null={"name", "role", "auth_hash"},
        strict=True,
    )
    db.table("pairing_codes").create(
        {"secret_hash": bytes, "expires_at": int, "used_by": str},
        pk="secret_hash",
        not_null={"expires_at"},
        strict=True,
    )
    db.table("seats").create(
        {"id": str, "name": str, "certificate_digest": bytes, "signing_key": bytes, "revoked": int},
        pk="id",
        not_null={"name", "certificate_digest", "signing_key", "revoked"},
        defaults={"revoked": 0},
        strict=True,
    )
    db.table("seats").create_index(["certificate_digest"], unique=True)


@MIGRATIONS()
def create_sitting(db: Database) -> None:
    """What happens during the sitting: topics, orders, journals, envelopes, ledger, time."""
    db.table("topics").create(
        {"post_id": str, "sealed": bytes}, pk="post_id", not_null={"sealed"}, strict=True
    )
    db.table("orders").create(
        {"id": int, "kind": str, "body": bytes, "signature": bytes},
        pk="id",
        not_null={"kind", "body", "signature"},
        strict=True,
    )
    db.table("orders").create_index(["kind"], unique=True)
    db.table("segments").create(
        {"id": bytes, "ordinal": int, "application_id": str, "seat_id": str, "header": bytes},
        pk="id",
        not_null={"ordinal", "application_id", "seat_id", "header"},
        foreign_keys=[("application_id", "applications", "id"), ("seat_id", "seats", "id")],
        strict=True,
    )
    db.table("segments").create_index(["application_id", "ordinal"])
    db.table("batches").create(
        {"segment_id": bytes, "first": int, "count": int, "records": bytes},
        pk=("segment_id", "first"),
        not_null={"count", "records"},
        foreign_keys=[("segment_id", "segments", "id")],
        strict=True,
    )
    db.table("envelopes").create(
        {
            "application_id": str,
            "revision": int,
            "digest": bytes,
            "seat_id": str,
            "signed": bytes,
            "receipt": bytes,
        },
        pk=("application_id", "revision"),
        not_null={"digest", "seat_id", "signed", "receipt"},
        foreign_keys=[("application_id", "applications", "id"), ("seat_id", "seats", "id")],
        strict=True,
    )
    db.table("ledger").create(
        {"position": int, "entry": bytes, "leaf": bytes},
        pk="position",
        not_null={"entry", "leaf"},
        strict=True,
    )
    db.table("timeline").create(
        {"id": int, "exam_time": int, "wall_time": int, "run": int},
        pk="id",
        not_null={"exam_time", "wall_time", "run"},
        strict=True,
    )


@MIGRATIONS()
def create_panel(db: Database) -> None:
    """What happens after the sitting: sealed papers, key slots, drafts, locks, the reveal."""
    db.table("opening").create(
        {
            "id": int,
            "sealed_map": bytes,
            "map_commitment": bytes,
            "round_public_key": bytes,
        },
        pk="id",
        not_null={"sealed_map", "map_commitment", "round_public_key"},
        strict=True,
    )
    db.table("papers").create(
        {"code": str, "post_id": str, "sealed": bytes},
        pk="code",
        not_null={"post_id", "sealed"},
        strict=True,
    )
    db.table("key_slots").create(
        {"panelist_id": str, "kind": str, "sealed": bytes},
        pk=("panelist_id", "kind"),
        not_null={"sealed"},
        foreign_keys=[("panelist_id", "staff", "id")],
        strict=True,
    )
    db.table("drafts").create(
        {"panelist_id": str, "paper_code": str, "sealed": bytes},
        pk=("panelist_id", "paper_code"),
        not_null={"sealed"},
        foreign_keys=[("panelist_id", "staff", "id"), ("paper_code", "papers", "code")],
        strict=True,
    )
    db.table("locks").create(
        {
            "panelist_id": str,
            "locked_at": int,
            "sealed_scores": bytes,
            "round_share": bytes,
            "identity_share": bytes,
        },
        pk="panelist_id",
        not_null={"locked_at", "sealed_scores", "round_share", "identity_share"},
        foreign_keys=[("panelist_id", "staff", "id")],
        strict=True,
    )
    db.table("scores").create(
        {
            "panelist_id": str,
            "paper_code": str,
            "criterion_id": str,
            "value": int,
        },
        pk=("panelist_id", "paper_code", "criterion_id"),
        not_null={"value"},
        foreign_keys=[("panelist_id", "staff", "id"), ("paper_code", "papers", "code")],
        strict=True,
    )
    db.table("identities").create(
        {"paper_code": str, "application_id": str},
        pk="paper_code",
        not_null={"application_id"},
        foreign_keys=[
            ("paper_code", "papers", "code"),
            ("application_id", "applications", "id"),
        ],
        strict=True,
    )


@MIGRATIONS()
def record_orders_of_one(db: Database) -> None:
    """Orders for one application, deeds that seats report, and by which admission they came."""
    db.table("orders").drop()
    db.table("orders").create(
        {"id": str, "issued_at": int, "application_id": str, "body": bytes, "signature": bytes},
        pk="id",
        not_null={"issued_at", "application_id", "body", "signature"},
        strict=True,
    )
    db.table("orders").create_index(["application_id", "issued_at"])
    db.table("deeds").create(
        {"application_id": str, "deed": bytes},
        pk=("application_id", "deed"),
        foreign_keys=[("application_id", "applications", "id")],
        strict=True,
    )
    for table, column in (
        ("applications", "accommodation"),
        ("applications", "admission"),
        ("envelopes", "admission"),
        ("envelopes", "sealed_at"),
        ("envelopes", "received_at"),
    ):
        db.table(table).add_column(column, int, not_null_default=0)
    envelopes = db.table("envelopes")
    envelopes.add_column("receipt_code", str, not_null_default="")
    # The envelope itself comes last, so that reading anything else does not read through it.
    columns = [name for name in envelopes.columns_dict if name != "signed"]
    envelopes.transform(column_order=[*columns, "signed"])


@MIGRATIONS()
def keep_everything(db: Database) -> None:
    """Every envelope that ever came, heads of journals, when people were heard, and recovery."""
    db.table("envelopes").transform(pk="digest")
    db.table("envelopes").create_index(["application_id", "revision"])
    db.table("applications").add_column("heard_at", int, not_null_default=0)
    db.table("batches").add_column("head", bytes, not_null_default=b"")
    db.table("heads").create(
        {"application_id": str, "admission": int, "head": bytes},
        pk=("application_id", "admission"),
        not_null={"head"},
        foreign_keys=[("application_id", "applications", "id")],
        strict=True,
    )
    db.table("recovery").create(
        {"seat_id": str, "state": str, "staff_id": str},
        pk="seat_id",
        not_null={"state", "staff_id"},
        strict=True,
    )


@MIGRATIONS()
def count_forks(db: Database) -> None:
    """How many texts lie beside each line, and which files of proctors were brought here."""
    db.table("applications").add_column("forks", int, not_null_default=0)
    db.table("segments").add_column("is_continued", int, not_null_default=0)
    db.table("imports").create(
        {"digest": bytes, "seat_id": str, "staff_id": str, "imported_at": int},
        pk="digest",
        not_null={"seat_id", "staff_id", "imported_at"},
        foreign_keys=[("seat_id", "seats", "id")],
        strict=True,
    )


@MIGRATIONS()
def tell_what_a_wall_clock_said(db: Database) -> None:
    """How much of exam time only the wall clock said, since seats or a person last did."""
    db.table("timeline").add_column("by_wall", int, not_null_default=0)


@MIGRATIONS()
def remember_a_doubted_run(db: Database) -> None:
    """Of which run nobody is believed, because its time was taken back; 0 is none."""
    db.table("timeline").add_column("doubted_run", int, not_null_default=0)


@MIGRATIONS()
def remember_every_doubted_run(db: Database) -> None:
    """Which run is the first of those that nobody is believed of; 0 if only that one is."""
    db.table("timeline").add_column("doubted_from", int, not_null_default=0)
