"""The language of one selection: its TOML as frozen records.

Unknown keys are refused by file and key; a config that exists has been checked whole.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Final, Literal, TypeVar

import msgspec

from exam.errors import ConfigError
from exam.keys import PROFILES, TEST_ONLY, StretchProfile

Identifier = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\Z", max_length=64)]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]
Percent = Annotated[float, msgspec.Meta(ge=0, le=100)]
Positive = Annotated[int, msgspec.Meta(gt=0)]
WHOLE: Final = 100
_TOLERANCE: Final = 1e-6
_T = TypeVar("_T")
_PATH: Final = re.compile(r"^(?P<problem>.*) - at `\$\.?(?P<path>.*)`$", re.DOTALL)
_FIELD: Final = re.compile(
    r"^Object (?P<what>contains unknown|missing required) field `(?P<key>.*)`$"
)


class _Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class ExamSection(_Record, frozen=True):
    """What the selection is; only a practice exam may use the cheap key profile."""

    name: Text
    agency: Text
    language: Literal["id", "en"] = "id"
    practice: bool = False
    card_kdf: str = "standard"


class SittingSection(_Record, frozen=True):
    """When and how long they write; `seats` is the number of PCs, spares included."""

    date: date
    room: Text
    seats: Positive
    minutes: Annotated[float, msgspec.Meta(ge=0.05, le=600)]
    start_lead_seconds: Annotated[int, msgspec.Meta(ge=3, le=600)] = 10


class Post(_Record, frozen=True):
    """A post that people apply for."""

    id: Identifier
    name: Text


class PaperSection(_Record, frozen=True):
    """What the paper must be."""

    min_words: Positive
    max_words: Positive
    sections: tuple[Text, ...]


class SlidesSection(_Record, frozen=True):
    """What the slides must be."""

    max_slides: Positive


class TopicsSection(_Record, frozen=True):
    """Where the topics are, from this file's folder; they never leave the server in clear."""

    file: Text


class Panelist(_Record, frozen=True):
    """One member of the panel."""

    id: Identifier
    name: Text
    role: Literal["chair", "member"] = "member"


class PanelSection(_Record, frozen=True):
    """Who reads and scores, and how many of them open the papers."""

    threshold: Positive
    members: tuple[Panelist, ...]


class StaffMember(_Record, frozen=True):
    """Somebody on duty who does not score."""

    id: Identifier
    name: Text
    role: Literal["proctor"]


class Criterion(_Record, frozen=True):
    """One line of the score sheet, scored 0–100."""

    id: Identifier
    name: Text
    weight: Percent
    descriptor: Text


class Stage(_Record, frozen=True):
    """One stage of the selection and its weight in the result."""

    id: Identifier
    name: Text
    weight: Percent
    source: Literal["paper", "imported"]


class RulesSection(_Record, frozen=True):
    """What a candidate accepts before the start."""

    conduct: tuple[Text, ...]
    pledge: tuple[Text, ...]


class ExamConfig(_Record, frozen=True):
    """One selection, whole and checked."""

    exam: ExamSection
    sitting: SittingSection
    posts: tuple[Post, ...]
    paper: PaperSection
    slides: SlidesSection
    topics: TopicsSection
    panel: PanelSection
    staff: tuple[StaffMember, ...]
    rubric: tuple[Criterion, ...]
    stages: tuple[Stage, ...]
    rules: RulesSection

    @property
    def kdf_profile(self) -> StretchProfile:
        """The key derivation profile that the config names."""
        return PROFILES[self.exam.card_kdf]

    @property
    def writing_milliseconds(self) -> int:
        """The length of the sitting."""
        return round(self.sitting.minutes * 60_000)

    def post(self, post_id: str) -> Post:
        """Return the post with that id."""
        return next(post for post in self.posts if post.id == post_id)

    @property
    def paper_stage(self) -> Stage:
        """The stage that is written and scored here."""
        return next(stage for stage in self.stages if stage.source == "paper")


class Topic(_Record, frozen=True):
    """What the candidates for one post write about."""

    post: Identifier
    title: Text
    text: Text


class _Topics(_Record, frozen=True):
    topic: tuple[Topic, ...]


def parse_config(raw: bytes, file: str) -> ExamConfig:
    """Read a selection's TOML and check that it holds together.

    Raises:
        ConfigError: names the file, the key, what it says and what is allowed.

    """
    config = _decode(raw, ExamConfig, file)
    _Check(file).config(config)
    return config


def parse_topics(raw: bytes, file: str, posts: Sequence[Post]) -> dict[str, Topic]:
    """Read the topics file: one topic for each post, by post id.

    Raises:
        ConfigError: a topic is missing, doubled, or of an unknown post.

    """
    topics = _decode(raw, _Topics, file).topic
    check = _Check(file)
    check.unique("topic.post", [topic.post for topic in topics])
    known = {post.id for post in posts}
    for topic in topics:
        check.that(topic.post in known, "topic.post", topic.post, ", ".join(sorted(known)))
    for missing in sorted(known - {topic.post for topic in topics}):
        raise ConfigError("config.topic-missing", file=file, post=missing)
    return {topic.post: topic for topic in topics}


def encode_config(config: ExamConfig) -> bytes:
    """Write a config as the canonical JSON that the manifest carries."""
    return msgspec.json.encode(config, order="deterministic")


def decode_config(raw: bytes) -> ExamConfig:
    """Read what `encode_config` wrote.

    Raises:
        ConfigError: it is not a config of this version.

    """
    try:
        return msgspec.json.decode(raw, type=ExamConfig)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ConfigError("config.manifest", problem=str(error)) from None


def _decode(raw: bytes, kind: type[_T], file: str) -> _T:
    try:
        return msgspec.toml.decode(raw, type=kind)
    except msgspec.ValidationError as error:
        raise _refusal(str(error), file) from None
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise ConfigError("config.syntax", file=file, problem=str(error)) from None


def _refusal(message: str, file: str) -> ConfigError:
    found = _PATH.match(message)
    problem, path = (found["problem"], found["path"]) if found else (message, "")
    field = _FIELD.match(problem)
    if field is None:
        return ConfigError("config.value", file=file, key=path or "-", problem=problem)
    key = f"{path}.{field['key']}" if path else field["key"]
    unknown = field["what"] == "contains unknown"
    return ConfigError(
        "config.unknown-key" if unknown else "config.missing-key", file=file, key=key
    )


class _Check:
    """Refuses what single values cannot show to be wrong."""

    def __init__(self, file: str) -> None:
        self._file = file

    def config(self, config: ExamConfig) -> None:
        exam, paper, panel = config.exam, config.paper, config.panel
        self.that(exam.card_kdf in PROFILES, "exam.card_kdf", exam.card_kdf, ", ".join(PROFILES))
        cheap = exam.card_kdf == TEST_ONLY.name and not exam.practice
        self.that(not cheap, "exam.card_kdf", exam.card_kdf, "standard (practice = false)")
        self.that(
            paper.min_words <= paper.max_words,
            "paper.min_words",
            paper.min_words,
            f"<= paper.max_words ({paper.max_words})",
        )
        self.that(
            1 < panel.threshold <= len(panel.members),
            "panel.threshold",
            panel.threshold,
            f"2-{len(panel.members)}",
        )
        chairs = sum(member.role == "chair" for member in panel.members)
        self.that(chairs == 1, "panel.members.role", f"{chairs} x chair", "1 x chair")
        self.unique("posts.id", [post.id for post in config.posts])
        self.unique("posts.name", [post.name.casefold() for post in config.posts])
        people = [*(member.id for member in panel.members), *(one.id for one in config.staff)]
        self.unique("panel.members.id, staff.id", people)
        self.that(bool(config.staff), "staff", "0 x proctor", ">= 1 x proctor")
        self.unique("rubric.id", [criterion.id for criterion in config.rubric])
        self.whole("rubric.weight", [criterion.weight for criterion in config.rubric])
        self.unique("stages.id", [stage.id for stage in config.stages])
        self.whole("stages.weight", [stage.weight for stage in config.stages])
        written = sum(stage.source == "paper" for stage in config.stages)
        self.that(written == 1, "stages.source", f"{written} x paper", "1 x paper")

    def that(self, holds: bool, key: str, value: str | float, allowed: str) -> None:
        if not holds:
            raise ConfigError(
                "config.not-allowed", file=self._file, key=key, value=str(value), allowed=allowed
            )

    def unique(self, key: str, values: Iterable[str]) -> None:
        for value, times in Counter(values).items():
            if times > 1:
                raise ConfigError("config.twice", file=self._file, key=key, value=value)

    def whole(self, key: str, weights: Sequence[float]) -> None:
        total = sum(weights)
        self.that(abs(total - WHOLE) < _TOLERANCE, key, f"{total:g}", f"{WHOLE}")
