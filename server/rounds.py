"""The keys of scoring rounds: made in shares, released with sheets, joined by the last of them.

The seed of a round exists in memory only while it is made and when it is joined. Every share is
sealed to its panelist; all together are sealed to the panel key as well, if there is one, so that
the share of a lost panelist is not lost with them.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
from sqlite_utils import Database

from exam import keys
from exam.chronicle import decode_entry, encode_entry
from exam.errors import KeyMismatchError, RefusedError, SealError
from exam.scoring import ROUND_ONE, ROUND_TWO
from exam.scoring_record import RoundBegan
from server.scored import KeyMaking, ScoredStage, panel_keys
from server.store import append_entry

_RELEASED = """
    select panelist_id, round_share from sheets where stage_id = :stage and number = :number
    union
    select panelist_id, round_share from forced_shares where stage_id = :stage and number = :number
"""
_BEGAN: Final = "select entry from ledger where substr(entry, 1, ?) = ? order by position"


def begin_rounds(
    db: Database, scored: ScoredStage, holders: Sequence[str], making: KeyMaking
) -> None:
    """Make the keys of both rounds, one share of each for every holder, inside an act."""
    for number in (ROUND_ONE, ROUND_TWO):
        begin_round(db, scored, number, holders, making)


def begin_round(
    db: Database, scored: ScoredStage, number: int, holders: Sequence[str], making: KeyMaking
) -> None:
    """Make the key of one round, in place of the one it may have had; its sheets go with that."""
    stage_id = scored.stage_id
    seed = making.random(keys.KEY_BYTES)
    parts = keys.split_among(seed, len(holders), making.random)
    shares = dict(zip(holders, parts, strict=True))
    public_key = keys.sealing_public_key(seed)
    for table in ("rounds", "round_slots", "sheets"):
        db.table(table).delete_where("stage_id = ? and number = ?", [stage_id, number])
    db.table("rounds").insert(
        {
            "stage_id": stage_id,
            "number": number,
            "public_key": public_key,
            "escrow": seal_escrow(making.panel_key, shares, *_context(scored, number)),
        }
    )
    staff = panel_keys(db)
    db.table("round_slots").insert_all(
        {
            "stage_id": stage_id,
            "panelist_id": holder,
            "number": number,
            "sealed": keys.seal_to(
                staff[holder], share, "round-share", holder, *_context(scored, number)
            ),
        }
        for holder, share in shares.items()
    )
    digest = keys.digest("round-key", public_key).hex()
    entry = RoundBegan(making.now, stage_id, number, tuple(holders), digest)
    append_entry(db, encode_entry(entry))


def seal_escrow(
    panel_key: bytes | None, shares: Mapping[str, bytes], *context: bytes | str | int
) -> bytes:
    """Seal the shares of all holders to the panel key; empty if there is none."""
    if panel_key is None:
        return b""
    return keys.seal_to(panel_key, msgspec.msgpack.encode(dict(shares)), "escrow", *context)


def open_escrow(
    panel_seed: bytes, escrow: bytes, holder: str, *context: bytes | str | int
) -> bytes:
    """Take the share of one holder out of an escrow.

    Raises:
        IntegrityError: it is of another exam, stage or round, or damaged.

    """
    plaintext = keys.open_sealed(panel_seed, escrow, "escrow", *context)
    try:
        return msgspec.msgpack.decode(plaintext, type=dict[str, bytes])[holder]
    except (msgspec.MsgspecError, KeyError):
        raise SealError("seal.damaged") from None


def forced_share(
    db: Database, scored: ScoredStage, number: int, holder: str, panel_seed: bytes
) -> bytes:
    """Take a lost panelist's share of a round out of the escrow.

    Raises:
        IntegrityError: the escrow is damaged, or the seed not of this panel key.

    """
    query = "select escrow from rounds where stage_id = ? and number = ?"
    (row,) = db.query(query, [scored.stage_id, number])
    return open_escrow(panel_seed, row["escrow"], holder, *_context(scored, number))


def own_share(
    db: Database, scored: ScoredStage, number: int, panelist_id: str, seed: bytes
) -> bytes:
    """Open the share of a round that a panelist holds, with the panelist's seed.

    Raises:
        RefusedError: the round has not begun, or this panelist has no part in it.
        KeyMismatchError: another panelist's seed, or damaged.

    """
    query = """
        select sealed from round_slots where stage_id = ? and number = ? and panelist_id = ?
    """
    for row in db.query(query, [scored.stage_id, number, panelist_id]):
        context = (panelist_id, *_context(scored, number))
        return keys.open_sealed(seed, row["sealed"], "round-share", *context)
    raise RefusedError("marking.not-opened")


def holders_of(db: Database, stage_id: str, number: int) -> frozenset[str]:
    """Return who holds a share of a round; nobody before it has begun."""
    query = "select panelist_id from round_slots where stage_id = ? and number = ?"
    return frozenset(row["panelist_id"] for row in db.query(query, [stage_id, number]))


def committed(db: Database, stage_id: str, number: int) -> frozenset[str]:
    """Return who has committed a sheet of a round."""
    query = "select panelist_id from sheets where stage_id = ? and number = ?"
    return frozenset(row["panelist_id"] for row in db.query(query, [stage_id, number]))


def awaited(db: Database, stage_id: str, number: int) -> frozenset[str]:
    """Return whose share of a round is not released yet."""
    return holders_of(db, stage_id, number) - _released(db, stage_id, number).keys()


def join_round(db: Database, stage_id: str, number: int) -> bytes:
    """Join the released shares into the seed of a round.

    Raises:
        KeyMismatchError: they do not make the key that the sheets were sealed to.

    """
    seed = keys.join_shares(list(_released(db, stage_id, number).values()))
    query = "select public_key from rounds where stage_id = ? and number = ?"
    (row,) = db.query(query, [stage_id, number])
    if keys.sealing_public_key(seed) != row["public_key"]:
        raise KeyMismatchError("keys.mismatch", purpose="round")
    return seed


def require_recorded_key(db: Database, scored: ScoredStage, number: int) -> None:
    """Refuse to seal to a key that is not the one with which the log says that the round began.

    Raises:
        RefusedError: it is another key, or the log has none.

    """
    prefix = f'{{"event":"{RoundBegan.__name__}",'.encode()
    entries = (decode_entry(row["entry"]) for row in db.query(_BEGAN, [len(prefix), prefix]))
    place = (scored.stage_id, number)
    digests = [
        entry.key_digest
        for entry in entries
        if isinstance(entry, RoundBegan) and (entry.stage_id, entry.round) == place
    ]
    query = "select public_key from rounds where stage_id = ? and number = ?"
    (row,) = db.query(query, place)
    if digests[-1:] != [keys.digest("round-key", row["public_key"]).hex()]:
        raise RefusedError("marking.round-key", stage=scored.stage.name, round=number)


def seal_sheet(
    db: Database, scored: ScoredStage, number: int, panelist_id: str, sheet: bytes
) -> bytes:
    """Seal a panelist's sheet to the key of its round."""
    query = "select public_key from rounds where stage_id = ? and number = ?"
    (row,) = db.query(query, [scored.stage_id, number])
    context = (panelist_id, *_context(scored, number))
    return keys.seal_to(row["public_key"], sheet, "sheet", *context)


def open_sheet(
    seed: bytes, sealed: bytes, scored: ScoredStage, number: int, panelist_id: str
) -> bytes:
    """Open a panelist's sheet with the seed of its round.

    Raises:
        KeyMismatchError: another panelist's, another round's, or damaged.

    """
    return keys.open_sealed(seed, sealed, "sheet", panelist_id, *_context(scored, number))


def _released(db: Database, stage_id: str, number: int) -> dict[str, bytes]:
    rows = db.query(_RELEASED, {"stage": stage_id, "number": number})
    return {row["panelist_id"]: row["round_share"] for row in rows}


def _context(scored: ScoredStage, number: int) -> tuple[bytes, str, int]:
    return scored.exam_id, scored.stage_id, number
