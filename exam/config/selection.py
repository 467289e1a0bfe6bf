"""One selection, whole: the records of all sections of its TOML."""

from typing import Annotated

from msgspec import Meta

from exam.config.fields import Record
from exam.config.papers import PaperSection, SlidesSection, TopicsSection
from exam.config.pc_checks import PcCheckSection
from exam.config.people import (
    ApplicationsSection,
    ExamSection,
    Panelist,
    PanelSection,
    Post,
    RulesSection,
    StaffMember,
)
from exam.config.sittings import InterviewSection, Sitting, SittingRules
from exam.config.stages import DivergenceSection, ResultSection, Stage
from exam.config.writing import Writing, writing_of
from exam.errors import ConfigError
from exam.profiles import PROFILES, StretchProfile


class ExamConfig(Record, frozen=True, kw_only=True):
    """One selection (seleksi), whole and checked.

    With a stage of source `paper` it has `sittings`, `sitting_rules`, `paper`, `topics`, `rules`
    and the panel's `threshold`; without one it has none of them. `interview` goes with a stage of
    that source.
    """

    exam: Annotated[ExamSection, Meta(title="Seleksi", description="What the selection is.")]
    posts: Annotated[
        tuple[Post, ...],
        Meta(min_length=1, max_length=200, title="Jabatan", description="What people apply for."),
    ]
    applications: Annotated[
        ApplicationsSection, Meta(title="Lamaran", description="How many a person may make.")
    ] = ApplicationsSection()
    sittings: Annotated[
        tuple[Sitting, ...],
        Meta(max_length=60, title="Sesi", description="Who writes when and where."),
    ] = ()
    sitting_rules: Annotated[
        SittingRules | None, Meta(title="Aturan sesi", description="Time, check-in, faults.")
    ] = None
    paper: Annotated[
        PaperSection | None, Meta(title="Makalah", description="What the paper must be.")
    ] = None
    slides: Annotated[
        SlidesSection | None,
        Meta(title="Bahan paparan", description="What the slides must be; none if left out."),
    ] = None
    topics: Annotated[
        TopicsSection | None, Meta(title="Tema", description="Where the topics are.")
    ] = None
    interview: Annotated[
        InterviewSection | None, Meta(title="Wawancara", description="How candidates are heard.")
    ] = None
    panel: Annotated[PanelSection, Meta(title="Panitia seleksi", description="Who scores.")]
    staff: Annotated[
        tuple[StaffMember, ...],
        Meta(max_length=200, title="Petugas", description="Who is on duty and does not score."),
    ] = ()
    stages: Annotated[
        tuple[Stage, ...],
        Meta(min_length=1, max_length=30, title="Tahapan", description="In their order."),
    ]
    divergence: Annotated[
        DivergenceSection | None,
        Meta(title="Beda nilai", description="When round two asks; never if left out."),
    ] = None
    result: Annotated[
        ResultSection, Meta(title="Hasil", description="What comes out at the end.")
    ] = ResultSection()
    rules: Annotated[
        RulesSection | None, Meta(title="Tata tertib", description="What candidates accept.")
    ] = None
    pc_check: Annotated[
        PcCheckSection, Meta(title="Pemeriksaan PC", description="What is looked for at PCs.")
    ] = PcCheckSection()

    @property
    def kdf_profile(self) -> StretchProfile:
        """The key derivation profile that the config names."""
        return PROFILES[self.exam.card_kdf]

    @property
    def has_paper(self) -> bool:
        """Whether people write: without a paper stage there are no PCs, cards or panel key."""
        return writing_of(self) is not None

    @property
    def official_page(self) -> PaperSection:
        """The page and the letter of printed documents: those of the paper, or the usual ones."""
        return PaperSection() if self.paper is None else self.paper

    @property
    def writing(self) -> Writing:
        """What the paper stage needs, all present.

        Raises:
            ConfigError: the selection has no paper stage; `has_paper` tells beforehand.

        """
        writing = writing_of(self)
        if writing is None:
            raise ConfigError("plan.no-paper")
        return writing

    @property
    def stages_before_paper(self) -> tuple[Stage, ...]:
        """The stages that come before the paper, in their order; none without a paper."""
        sources = [stage.source for stage in self.stages]
        return self.stages[: sources.index("paper")] if "paper" in sources else ()

    @property
    def writing_milliseconds(self) -> int:
        """The length of the sitting of an exam that has one."""
        return self.writing.milliseconds_of()

    @property
    def topic_holders(self) -> tuple[Panelist, ...]:
        """Who holds a passphrase of the topics, if there are any; every one of them is needed."""
        if self.topics is None:
            return ()
        named = self.topics.holders
        if not named:
            return tuple(one for one in self.panel.members if one.role == "chair")
        return tuple(one for one in self.panel.members if one.id in named)

    def fewest_for(self, post_id: str) -> int:
        """How many have to apply for a post, so that it is held.

        Who is only recommended on competes with nobody; then a post asks for some by itself.
        """
        own = self.post(post_id).minimum_applicants
        usual = self.result.minimum_applicants if self.result.output == "shortlist" else 0
        return usual if own is None else own

    def post(self, post_id: str) -> Post:
        """Return the post with that id."""
        return next(post for post in self.posts if post.id == post_id)
