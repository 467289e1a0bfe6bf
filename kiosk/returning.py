"""How a candidate comes back to this PC while no server answers.

What the server said at sign-in is kept here, encrypted under the key that the card code becomes. So
the card opens it again, and nobody else can.
"""

from collections.abc import Mapping

import msgspec

from exam import keys
from exam.codes import Randomness
from exam.errors import KeyMismatchError, LinkError
from exam.protocol import SignInReply, decode, encode
from kiosk.spool import ApplicationSpool

_PURPOSE = "kept-sign-in"


def keep_sign_in(
    spool: ApplicationSpool, reply: SignInReply, exam_id: bytes, card_key: bytes, random: Randomness
) -> None:
    """Keep what the server said of a candidate; the journal is on this disk already.

    Raises:
        DirectoryError: the disk refused.

    """
    kept = encode(msgspec.structs.replace(reply, journal=()))
    names = (exam_id, reply.application_id)
    spool.keep_admission(keys.encrypt(card_key, kept, _PURPOSE, *names, random=random))


def find_sign_in(
    admissions: Mapping[str, bytes], exam_id: bytes, card_key: bytes
) -> SignInReply | None:
    """Return what was kept of the candidate whose card this is, None if nothing here opens."""
    for application_id, sealed in admissions.items():
        try:
            kept = keys.decrypt(card_key, sealed, _PURPOSE, exam_id, application_id)
            return decode(kept, SignInReply)
        except (KeyMismatchError, LinkError):
            continue
    return None
