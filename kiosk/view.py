"""What a desk shows of itself: all that a screen may know, and nothing that needs a key.

Desk and screen are two processes that share this; it loads neither cryptography nor network.
"""

from dataclasses import dataclass
from typing import Final

from exam.clock import BEAT_SECONDS
from exam.config import Topic
from exam.errors import ExamError
from exam.events import Cause
from exam.sitting import Phase

QUIET_MILLISECONDS: Final = 3 * BEAT_SECONDS * 1000
"""Three beats without an answer, and the server counts as out of reach."""


@dataclass(frozen=True, slots=True)
class DeskView:
    """What a screen shows; times are milliseconds.

    `phase` is None while nobody is signed in; `synced_ago` is None while the server never answered;
    `cause` says why the paper was sealed, if it was sealed at this PC; `pages` of the paper, as it
    is printed, are None until they were counted.
    """

    phase: Phase | None = None
    number: str = ""
    name: str = ""
    nip: str = ""
    office: str = ""
    unit: str = ""
    post_name: str = ""
    topic: Topic | None = None
    remaining: int = 0
    starts_in: int | None = None
    goes_on_in: int | None = None
    words: int = 0
    pages: int | None = None
    slide_count: int = 0
    saved: bool = True
    synced_ago: int | None = None
    receipt: str | None = None
    provisional: str | None = None
    cause: Cause | None = None
    trouble: ExamError | None = None
