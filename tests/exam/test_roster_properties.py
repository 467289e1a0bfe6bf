"""Any list of people, written by any program, is read back as it was."""

import csv
import random
from collections.abc import Callable, Sequence
from io import BytesIO, StringIO

import openpyxl
from hypothesis import event, given, settings
from hypothesis import strategies as st

from exam.errors import RosterError
from exam.roster import Application
from exam.roster.nip import is_lossy, is_nip
from tests.exam.rosters import HEADINGS, POSTS, applications, config_with, problem_of, read
from tests.exam.spreadsheets import Book, Tab, inline

THREE_POSTS = config_with(most_posts=3)
Table = Sequence[Sequence[str]]
Write = Callable[[Table], bytes]


def as_text(delimiter: str, encoding: str, end: str, quoting: int) -> Write:
    def write(table: Table) -> bytes:
        written = StringIO(newline="")
        writer = csv.writer(
            written,
            delimiter=delimiter,
            lineterminator=end,
            quoting=csv.QUOTE_ALL if quoting else csv.QUOTE_MINIMAL,
        )
        writer.writerows(table)
        return written.getvalue().encode(encoding)

    return write


def by_openpyxl(table: Table) -> bytes:
    workbook = openpyxl.Workbook()
    for row in table:
        workbook.worksheets[0].append(list(row))
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def as_shared(table: Table) -> bytes:
    return Book([Tab(table)]).write()


def as_inline(table: Table) -> bytes:
    return Book([Tab([[inline(text) for text in row] for row in table])], strict=True).write()


def without_places(table: Table) -> bytes:
    return Book([Tab(table, placed=False)]).write()


def below_titles(table: Table) -> bytes:
    return Book([Tab([["DAFTAR PESERTA"], [], ["Tahun 2026"], *table])]).write()


WRITERS: list[Write] = [
    by_openpyxl,
    as_shared,
    as_inline,
    without_places,
    below_titles,
    *(
        as_text(delimiter, encoding, end, quoting)
        for delimiter in ",;\t"
        for encoding in ("utf-8", "utf-8-sig", "utf-16")
        for end in ("\n", "\r\n", "\r")
        for quoting in (0, 1)
    ),
]

LETTERS = st.characters(categories=("Lu", "Ll"), max_codepoint=0x24F)
WORDS = st.text(LETTERS, min_size=1, max_size=10)
PUNCTUATED = st.sampled_from(["S.E.,", "M.Si.", '"Ami"', "(Plt.)", "d/h", "O'Neil", "&", "II;"])
TEXTS = st.lists(WORDS | PUNCTUATED, min_size=1, max_size=5).map(" ".join)
NAMES = st.builds("{} {}".format, WORDS, TEXTS)
NIPS = st.builds(
    "{:04}{:02}{:02}{:04}{:02}{}{:03}".format,
    st.integers(1940, 1999),
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(2014, 2026),
    st.integers(1, 12),
    st.integers(1, 2),
    st.integers(1, 999),
)
NUMBERS = st.from_regex(r"[A-Z]{0,3}[0-9]{3}", fullmatch=True)
PLACES = st.lists(st.sampled_from([post.id for post in POSTS]), min_size=1, max_size=3, unique=True)


@st.composite
def rosters(draw: st.DrawFn) -> tuple[Application, ...]:
    """People without contradictions, each in up to three rows."""
    count = draw(st.integers(1, 5))
    numbers = draw(
        st.lists(NUMBERS, min_size=count, max_size=count, unique_by=lambda text: text.lstrip("0"))
    )
    nips = draw(st.lists(NIPS, min_size=count, max_size=count, unique=True))
    people: list[Application] = []
    for number, nip in zip(numbers, nips, strict=True):
        name, office, unit = draw(NAMES), draw(TEXTS), draw(TEXTS)
        posts = draw(PLACES)
        in_order = [post.id for post in POSTS if post.id in posts]
        people += (
            Application(number, name, nip, office, unit, post)
            if len(posts) == 1
            else Application(
                f"{number}-{in_order.index(post) + 1}", name, nip, office, unit, post, person=number
            )
            for post in posts
        )
    return tuple(people)


def table_of(people: Sequence[Application]) -> Table:
    names = {post.id: post.name for post in POSTS}
    rows = [
        [one.person_number, one.name, one.nip, one.office, one.unit, names[one.post_id]]
        for one in people
    ]
    return [HEADINGS, *rows]


@settings(max_examples=200)
@given(rosters(), st.sampled_from(WRITERS))
def test_what_any_program_writes_is_read_back(
    people: tuple[Application, ...], write: Write
) -> None:
    assert applications(write(table_of(people)), THREE_POSTS) == people


@settings(max_examples=50)
@given(rosters(), st.randoms(use_true_random=False), st.sampled_from(WRITERS))
def test_the_order_of_columns_does_not_matter(
    people: tuple[Application, ...], chance: random.Random, write: Write
) -> None:
    order = list(range(len(HEADINGS)))
    chance.shuffle(order)
    table = [[row[at] for at in order] for row in table_of(people)]
    assert applications(write(table), THREE_POSTS) == people


@given(NIPS)
def test_every_well_formed_nip_is_one_and_its_rounded_form_is_lossy(nip: str) -> None:
    assert is_nip(nip)
    assert not is_lossy(nip)
    for rounded in (f"{nip[:15]}000", f"{float(nip):.5E}", f"{float(nip):.14E}", repr(float(nip))):
        assert not is_nip(rounded)
        assert is_lossy(rounded)


@given(NIPS, st.sampled_from([" ", ".", "-", "\u00a0", ", ", " . "]))
def test_a_nip_with_separators_is_read_as_without(nip: str, sign: str) -> None:
    row = ["001", "Siti", sign.join((nip[:8], nip[8:14], nip[14], nip[15:])), "a", "b", "brida"]
    raw = as_shared([HEADINGS, row])
    assert read(raw).applications[0].nip == nip


@given(NIPS, st.integers(0, 17), st.characters(exclude_characters="0123456789"))
def test_a_nip_with_a_wrong_sign_is_never_taken(nip: str, at: int, sign: str) -> None:
    wrong = nip[:at] + sign + nip[at + 1 :]
    row = ["001", "Siti", wrong, "a", "b", "brida"]
    assert problem_of(as_text(",", "utf-8", "\n", 1)([HEADINGS, row])).code.startswith("roster.")


CELLS = st.sampled_from(["", "", "001", "x", "1979", "Jumlah", "Siti Aminah", "1"])


@settings(max_examples=200)
@given(rosters(), st.lists(st.lists(CELLS, min_size=6, max_size=6), max_size=4), st.data())
def test_every_row_is_an_application_or_told_or_refused(
    people: tuple[Application, ...], strange: list[list[str]], data: st.DataObject
) -> None:
    header, *rows = table_of(people)
    if data.draw(st.booleans(), "below an empty row"):
        rows += [[], *strange]
    else:
        for cells in strange:
            rows.insert(data.draw(st.integers(0, len(rows))), cells)
    try:
        roster = read(as_shared([header, *rows]), THREE_POSTS)
    except RosterError:
        event("refused")
        return
    event(f"read, with {len(roster.repairs)} repairs")
    told = {repair.row for repair in roster.repairs}
    filled = [at for at, row in enumerate(rows, 2) if any(row)]
    assert len(roster.applications) + len(told) == len(filled)
    assert roster.applications == people
