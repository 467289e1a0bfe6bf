"""Tables of the panel's scoring in rounds, as migrations after all the others.

A stage is scored in two rounds about subjects: codes of papers, or applications at an interview.
What a panelist has not committed, and a round that has not opened, is there sealed only.
"""

from sqlite_utils import Database

from server.schema_results import MIGRATIONS

__all__ = ["MIGRATIONS"]


@MIGRATIONS()
def score_in_rounds(db: Database) -> None:
    """Rounds with a key each, drafts, sealed sheets, and the scores that an open round has.

    `escrow` holds the shares of all panelists, sealed to the panel key; it is empty where a
    selection has none. A sheet of round two is the final lock; its `identity_share` is empty at a
    stage without hidden names. `assignments` says who scores whom, and `round_slots` hold one
    share of a round key for each panelist who scores at all.
    """
    for table in ("drafts", "locks", "scores"):
        db.table(table).drop()
    db.table("opening").transform(drop={"round_public_key"})
    db.table("opening").add_column("identity_escrow", bytes, not_null_default=b"")
    db.table("rounds").create(
        {"stage_id": str, "number": int, "public_key": bytes, "escrow": bytes, "opened_at": int},
        pk=("stage_id", "number"),
        not_null={"public_key", "escrow"},
        strict=True,
    )
    _of_panelists(db, "round_slots", {"number": int, "sealed": bytes}, ("number",))
    _of_panelists(db, "assignments", {"subject": str}, ("subject",))
    _of_panelists(
        db, "drafts", {"number": int, "subject": str, "sealed": bytes}, ("number", "subject")
    )
    _of_panelists(
        db,
        "sheets",
        {
            "number": int,
            "committed_at": int,
            "sealed": bytes,
            "round_share": bytes,
            "identity_share": bytes,
        },
        ("number",),
    )
    _of_panelists(
        db,
        "scores",
        {"number": int, "subject": str, "criterion_id": str, "value": int, "reason": str},
        ("number", "subject", "criterion_id"),
    )


@MIGRATIONS()
def except_from_scoring(db: Database) -> None:
    """Who does not score whom, who is lost to the panel, and what was changed after a round opened.

    `forced_shares` are those of a lost panelist, taken out of the escrow by the panel key. A
    correction counts once somebody has consented, and `refused_at` is null.
    """
    _of_panelists(db, "recusals", {"subject": str, "reason": str, "at": int}, ("subject",))
    _of_panelists(db, "excused", {"reason": str, "staff_id": str, "at": int}, ())
    _of_panelists(
        db,
        "forced_shares",
        {"number": int, "round_share": bytes, "identity_share": bytes},
        ("number",),
    )
    db.table("unheard").create(
        {"stage_id": str, "subject": str, "reason": str, "staff_id": str, "at": int},
        pk=("stage_id", "subject"),
        not_null={"reason", "staff_id", "at"},
        strict=True,
    )
    db.table("corrections").create(
        {
            "id": str,
            "stage_id": str,
            "panelist_id": str,
            "subject": str,
            "criterion_id": str,
            "old_value": int,
            "new_value": int,
            "reason": str,
            "asked_at": int,
            "consented_at": int,
            "consented_by": str,
            "refused_at": int,
        },
        pk="id",
        not_null={
            "stage_id",
            "panelist_id",
            "subject",
            "criterion_id",
            "old_value",
            "new_value",
            "reason",
            "asked_at",
        },
        foreign_keys=[("panelist_id", "staff", "id")],
        strict=True,
    )


def _of_panelists(db: Database, table: str, columns: dict[str, type], key: tuple[str, ...]) -> None:
    """Create a table of what panelists have at a stage; all but shares of identities is needed."""
    db.table(table).create(
        {"stage_id": str, "panelist_id": str, **columns},
        pk=("stage_id", "panelist_id", *key),
        not_null=columns.keys() - key - {"identity_share"},
        foreign_keys=[("panelist_id", "staff", "id")],
        strict=True,
    )
