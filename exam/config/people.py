"""Who takes part: the exam itself, its posts, the panel, and the people on duty."""

from typing import Annotated, Literal

from msgspec import Meta

from exam.config.fields import Identifier, Name, Prose, Record


class ExamSection(Record, frozen=True, kw_only=True):
    """What the selection is; only a practice exam may use the cheap key profile."""

    name: Annotated[Name, Meta(title="Nama seleksi", description="Printed on every document.")]
    agency: Annotated[Name, Meta(title="Instansi", description="Who holds the selection.")]
    language: Annotated[
        Literal["id", "en"],
        Meta(title="Bahasa", description="Language of screens and documents: id or en."),
    ] = "id"
    practice: Annotated[
        bool,
        Meta(title="Latihan", description="true for a rehearsal, which appoints nobody."),
    ] = False
    card_kdf: Annotated[
        Literal["standard", "test-only"],
        Meta(
            title="Profil kunci kartu",
            description="How dear it is to guess a card code; test-only is for practice.",
        ),
    ] = "standard"


class Post(Record, frozen=True):
    """A post that people apply for."""

    id: Annotated[Identifier, Meta(title="Kode jabatan", description="Short name in lower case.")]
    name: Annotated[
        Name, Meta(title="Jabatan yang dilamar", description="As the roster writes it.")
    ]
    minimum_applicants: Annotated[
        Annotated[int, Meta(ge=1, le=1000)] | None,
        Meta(
            title="Pelamar paling sedikit",
            description="For this post, instead of result.minimum_applicants.",
        ),
    ] = None
    held: Annotated[
        bool,
        Meta(
            title="Diselenggarakan",
            description="false if too few applied: rows for it are set aside, and it is named in "
            "the result as not held.",
        ),
    ] = True


class ApplicationsSection(Record, frozen=True, kw_only=True):
    """How many posts one person may apply for."""

    most_per_person: Annotated[
        int,
        Meta(
            ge=1,
            le=3,
            title="Lamaran paling banyak",
            description="Posts that one person may apply for, 1 to 3; each is written apart.",
        ),
    ] = 1


class Panelist(Record, frozen=True, kw_only=True):
    """One member of the panel."""

    id: Annotated[Identifier, Meta(title="Akun", description="What the member logs in with.")]
    name: Annotated[Name, Meta(title="Nama penilai", description="As documents write it.")]
    role: Annotated[
        Literal["chair", "member"],
        Meta(title="Peran", description="Exactly one member is the chair."),
    ] = "member"
    element: Annotated[
        Literal["internal", "external"],
        Meta(
            title="Unsur",
            description="internal: of the agency itself; at most 45 % of a selection committee.",
        ),
    ]


class PanelSection(Record, frozen=True, kw_only=True):
    """Who reads and scores, and how many of them open the papers."""

    threshold: Annotated[
        Annotated[int, Meta(ge=2, le=16)] | None,
        Meta(
            title="Kunci yang diperlukan",
            description="So many members together open the papers; only with a paper stage.",
        ),
    ] = None
    members: Annotated[
        tuple[Panelist, ...],
        Meta(
            min_length=1,
            max_length=16,
            title="Penilai",
            description="An odd number from five to nine is usual; SLIP-39 shares are for 16.",
        ),
    ]


class StaffMember(Record, frozen=True, kw_only=True):
    """Somebody on duty who does not score."""

    id: Annotated[Identifier, Meta(title="Akun", description="What the person logs in with.")]
    name: Annotated[Name, Meta(title="Nama petugas", description="As documents write it.")]
    role: Annotated[
        Literal["proctor", "secretariat", "release-officer", "observer"],
        Meta(
            title="Tugas",
            description="proctor: watches the room; secretariat: prepares and closes the exam; "
            "release-officer: looks for names in opened papers; observer: checks the evidence.",
        ),
    ]


class RulesSection(Record, frozen=True, kw_only=True):
    """What a candidate reads and accepts before the start."""

    conduct: Annotated[
        tuple[Prose, ...],
        Meta(min_length=1, max_length=60, title="Tata tertib", description="Rules, one text each."),
    ]
    pledge: Annotated[
        tuple[Prose, ...],
        Meta(
            min_length=1,
            max_length=60,
            title="Pernyataan",
            description="What they promise, one text each.",
        ),
    ]
