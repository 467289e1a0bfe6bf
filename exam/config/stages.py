"""The stages of a selection in their order, what each weighs, and what comes out at the end."""

from typing import Annotated, Literal

from msgspec import Meta

from exam.config.fields import Identifier, Name, Percent, Prose, Record, ScoreKey


class Criterion(Record, frozen=True):
    """One line of the score sheet, scored 0–100."""

    id: Annotated[Identifier, Meta(title="Kode kriteria", description="Short name, lower case.")]
    name: Annotated[Name, Meta(title="Kriteria", description="As the score sheet writes it.")]
    weight: Annotated[
        Percent, Meta(title="Bobot", description="Percent; all of a stage add up to 100.")
    ]
    descriptor: Annotated[Prose, Meta(title="Uraian", description="What deserves a high score.")]


class GoesOn(Record, frozen=True, kw_only=True):
    """Who goes on to the next stage when this one is announced: a pass mark, the best, or both."""

    pass_mark: Annotated[
        Percent | None,
        Meta(title="Nilai ambang batas", description="The least score of this stage, 0 to 100."),
    ] = None
    best: Annotated[
        Annotated[int, Meta(ge=1, le=1000)] | None,
        Meta(title="Peringkat terbaik", description="So many of each post."),
    ] = None


class Stage(Record, frozen=True, kw_only=True):
    """One stage of the selection and its weight in the result."""

    id: Annotated[Identifier, Meta(title="Kode tahapan", description="Short name, lower case.")]
    name: Annotated[Name, Meta(title="Tahapan", description="As documents write it.")]
    weight: Annotated[
        Percent, Meta(title="Bobot", description="Percent; all stages add up to 100.")
    ]
    source: Annotated[
        Literal["paper", "interview", "imported", "unscored"],
        Meta(
            title="Asal nilai",
            description="paper and interview are scored here; imported: scores come from outside; "
            "unscored: for example an announcement, weight 0.",
        ),
    ]
    rubric: Annotated[
        tuple[Criterion, ...],
        Meta(
            max_length=30,
            title="Kriteria penilaian",
            description="What is scored; for stages that are scored here.",
        ),
    ] = ()
    goes_on: Annotated[
        GoesOn | None,
        Meta(title="Yang lanjut", description="Who goes on; everybody if left out."),
    ] = None

    @property
    def is_scored_here(self) -> bool:
        """Whether the panel scores this stage with this program."""
        return self.source in ("paper", "interview")


class DivergenceSection(Record, frozen=True, kw_only=True):
    """From which difference on panelists are asked in round two to confirm or revise."""

    points: Annotated[
        float,
        Meta(
            ge=1,
            le=100,
            title="Selisih",
            description="Points of 0–100 between the highest and the lowest score.",
        ),
    ]
    of: Annotated[
        Literal["total", "criterion"],
        Meta(title="Dihitung pada", description="The whole score, or any criterion."),
    ] = "total"


class Recommendation(Record, frozen=True, kw_only=True):
    """One of the words that a person's result is put into."""

    name: Annotated[Name, Meta(title="Rekomendasi", description="As the document says it.")]
    from_points: Annotated[
        Percent, Meta(title="Mulai nilai", description="The least result that deserves it.")
    ]


class ResultSection(Record, frozen=True, kw_only=True):
    """What comes out: a shortlist for each post, or a recommendation for each person."""

    output: Annotated[
        Literal["shortlist", "recommendation"],
        Meta(
            title="Keluaran",
            description="shortlist: the best of each post; recommendation: a word on each person.",
        ),
    ] = "shortlist"
    shortlist_size: Annotated[
        int, Meta(ge=1, le=20, title="Nama terbaik", description="Names for each post.")
    ] = 3
    minimum_applicants: Annotated[
        int, Meta(ge=1, le=1000, title="Pelamar paling sedikit", description="For each post.")
    ] = 3
    pass_mark: Annotated[
        Percent | None,
        Meta(title="Nilai ambang batas", description="The least result, 0 to 100; none if absent."),
    ] = None
    tie_break: Annotated[
        tuple[ScoreKey, ...],
        Meta(
            max_length=30,
            title="Penentu bila seri",
            description="In order: a stage (wawancara) or a criterion of one (makalah.gagasan).",
        ),
    ] = ()
    recommendations: Annotated[
        tuple[Recommendation, ...],
        Meta(max_length=10, title="Rekomendasi", description="From the best to the least."),
    ] = ()
    personal_feedback: Annotated[
        bool,
        Meta(title="Umpan balik", description="Whether each person gets feedback of their own."),
    ] = False
