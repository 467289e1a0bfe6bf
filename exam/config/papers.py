"""What is written: the paper, its page, the slides, and where the topics are."""

from typing import Annotated, Final, Literal

from msgspec import Meta

from exam.config.fields import Identifier, Name, Record, Words

PAGE_MILLIMETRES: Final = {"A4": (210, 297), "F4": (215, 330)}
"""Width and height of the paper formats of Indonesian offices."""

TopicsPer = Literal["exam", "sitting", "post", "sitting-and-post"]

_Side = Annotated[float, Meta(ge=2, le=4)]


class Limits(Record, frozen=True, kw_only=True):
    """A least and a greatest number."""

    min: Annotated[Words, Meta(title="Paling sedikit", description="0 if there is no least.")] = 0
    max: Annotated[Words, Meta(title="Paling banyak", description="The greatest number.")]


class Margins(Record, frozen=True, kw_only=True):
    """The empty edges of a page, in centimetres."""

    top: Annotated[_Side, Meta(title="Atas", description="2 to 4 cm.")] = 2.5
    right: Annotated[_Side, Meta(title="Kanan", description="2 to 4 cm.")] = 2.5
    bottom: Annotated[_Side, Meta(title="Bawah", description="2 to 4 cm.")] = 2.5
    left: Annotated[_Side, Meta(title="Kiri", description="2 to 4 cm.")] = 3.0


class PaperSection(Record, frozen=True, kw_only=True):
    """What the paper must be: its length in words, in pages or in both, its sections, its look."""

    words: Annotated[
        Limits | None, Meta(title="Jumlah kata", description="{ min = 1500, max = 3500 }")
    ] = None
    pages: Annotated[
        Limits | None, Meta(title="Jumlah halaman", description="{ min = 3, max = 10 }")
    ] = None
    sections: Annotated[
        tuple[Name, ...],
        Meta(
            max_length=30,
            title="Sistematika penulisan",
            description="Headings that the paper must have, in order.",
        ),
    ] = ()
    page: Annotated[
        Literal["A4", "F4"],
        Meta(title="Kertas", description="A4 (210 x 297 mm) or F4 (215 x 330 mm)."),
    ] = "A4"
    font: Annotated[
        Literal["Arial", "Times New Roman", "Bookman Old Style"],
        Meta(title="Huruf", description="As official letters have it."),
    ] = "Arial"
    font_points: Annotated[
        float, Meta(ge=10, le=14, title="Ukuran huruf", description="In points.")
    ] = 12.0
    line_spacing: Annotated[
        float, Meta(ge=1, le=2, title="Jarak baris", description="1, 1.15, 1.5 or up to 2.")
    ] = 1.5
    margins_cm: Annotated[
        Margins, Meta(title="Batas tepi", description="{ top = 2.5, left = 3 }")
    ] = Margins()


class SlidesSection(Record, frozen=True, kw_only=True):
    """What the slides must be; left out if there are none."""

    required: Annotated[
        bool, Meta(title="Wajib", description="false if a paper without slides is complete.")
    ] = True
    min_slides: Annotated[
        int, Meta(ge=1, le=100, title="Slide paling sedikit", description="If there are any.")
    ] = 1
    max_slides: Annotated[
        int, Meta(ge=1, le=100, title="Slide paling banyak", description="The greatest number.")
    ]
    max_words_per_slide: Annotated[
        Annotated[int, Meta(ge=1, le=2000)] | None,
        Meta(title="Kata per slide", description="The most on one slide; free if left out."),
    ] = None


class TopicsSection(Record, frozen=True, kw_only=True):
    """Where the topics are; they leave the server only sealed, and open with the start."""

    file: Annotated[Name, Meta(title="Berkas tema", description="From the folder of this file.")]
    per: Annotated[
        TopicsPer,
        Meta(
            title="Tema per",
            description="exam: one for all; sitting: one each sitting; post: one each post; "
            "sitting-and-post: one each post, another at each sitting.",
        ),
    ] = "post"
    holders: Annotated[
        tuple[Identifier, ...],
        Meta(
            max_length=2,
            title="Pemegang kata sandi tema",
            description="One or two panel members, who are all needed to open the topics; "
            "the chair if left out.",
        ),
    ] = ()
