"""Damaged, foreign and hostile workbooks: always refused as a list, quickly and in little room."""

import random
import re
import struct
import tracemalloc
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exam.errors import RosterError
from exam.roster import Roster, worksheet
from exam.roster.package import MOST_UNPACKED
from exam.roster.reading import parse_roster
from exam.roster.tables import MOST_CELLS, MOST_ROWS
from tests.exam.rosters import CONFIG, FILES, HEADER, HEADINGS, SITIS, problem_of, read
from tests.exam.spreadsheets import DECLARATION, MAIN, Book, Made, Tab, book, number, zipped

SHEET = "xl/worksheets/sheet1.xml"
GOOD = Book([Tab([HEADINGS, SITIS])]).parts()
EXCEL = (FILES / "excel.xlsx").read_bytes()


def changed(name: str, old: str, new: str) -> bytes:
    """A good workbook in which one part is different."""
    assert old in GOOD[name]
    return zipped({**GOOD, name: GOOD[name].replace(old, new, 1)})


def with_sheet(inside: str) -> bytes:
    return zipped({**GOOD, SHEET: f'{DECLARATION}<worksheet xmlns="{MAIN}">{inside}</worksheet>'})


@pytest.mark.parametrize("name", [name for name in GOOD if name != "[Content_Types].xml"])
def test_a_workbook_without_one_of_its_parts_is_refused(name: str) -> None:
    parts = {key: text for key, text in GOOD.items() if key != name}
    assert problem_of(zipped(parts)).code == "roster.workbook"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("_rels/.rels", '/officeDocument"', '/other"'),
        ("_rels/.rels", " Target=", " Tarjet="),
        ("xl/workbook.xml", 'r:id="rId1"', 'r:id="rId9"'),
        ("xl/workbook.xml", 'r:id="rId1"', ""),
        ("xl/workbook.xml", "</sheets>", ""),
        ("xl/styles.xml", 'numFmtId="164"', 'numFmtId="x"'),
        ("xl/sharedStrings.xml", "UTF-8", "no-such"),
        ("xl/sharedStrings.xml", "UTF-8", "utf-7"),
        ("xl/sharedStrings.xml", "<si>", "<si>&#0;"),
        (SHEET, ' r="1"', ' r="x"'),
        (SHEET, ' r="1"', ' r="0"'),
        (SHEET, ' r="2"', ' r="1"'),
        (SHEET, 'r="A1"', 'r="1A"'),
        (SHEET, 'r="A1"', 'r="A2"'),
        (SHEET, 'r="B1"', 'r="A1"'),
        (SHEET, 'r="A1"', 'r="ZZZ1"'),
        (SHEET, 't="s"', 't="zz"'),
        (SHEET, "<v>0</v>", "<v>-1</v>"),
        (SHEET, "<v>0</v>", "<v>99</v>"),
        (SHEET, "<v>0</v>", "<v></v>"),
        (SHEET, "<v>0</v>", f"<v>{'9' * 5000}</v>"),
        (SHEET, 's="0" t="s"', 's="9"'),
        (SHEET, 's="0" t="s"', 's="-1"'),
        (SHEET, "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A"/></mergeCells>'),
        (SHEET, "</sheetData>", '</sheetData><cols><col hidden="1"/></cols>'),
    ],
)
def test_what_a_part_may_not_say_makes_a_damaged_workbook(name: str, old: str, new: str) -> None:
    assert problem_of(changed(name, old, new)).code == "roster.workbook"


def test_a_row_cannot_have_more_cells_than_a_spreadsheet() -> None:
    cells = "<c/>" * 16_385
    assert (
        problem_of(with_sheet(f"<sheetData><row>{cells}</row></sheetData>")).code
        == "roster.workbook"
    )


def test_a_part_that_is_there_twice_is_refused() -> None:
    packed = BytesIO(zipped(GOOD))
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr(SHEET.upper(), "")
    assert problem_of(packed.getvalue()).code == "roster.workbook"


def test_packing_that_office_programs_do_not_use_is_refused() -> None:
    assert problem_of(zipped(GOOD, zipfile.ZIP_BZIP2)).code == "roster.workbook"
    assert read(zipped(GOOD, zipfile.ZIP_STORED)).applications


def test_an_encrypted_entry_is_refused() -> None:
    raw = bytearray(zipped(GOOD))
    for found in re.finditer(rb"PK\x01\x02", bytes(raw)):
        raw[found.start() + 8] |= 1
    assert problem_of(bytes(raw)).code == "roster.workbook"


def last_entry(raw: bytearray) -> int:
    """Where the directory of a ZIP speaks of the last part."""
    return raw.rindex(b"PK\x01\x02")


def test_a_part_longer_than_its_file_is_refused() -> None:
    raw = bytearray(zipped(GOOD, zipfile.ZIP_STORED))
    struct.pack_into("<II", raw, last_entry(raw) + 20, 1 << 20, 1 << 20)
    assert problem_of(bytes(raw)).code == "roster.workbook"


@pytest.mark.parametrize("offset", [2**31, 2**63, 2**64 - 1])
def test_a_part_that_lies_beyond_any_file_is_refused(offset: int) -> None:
    raw = bytearray(zipped(GOOD))
    entry, end = last_entry(raw), raw.rindex(b"PK\x05\x06")
    far = struct.pack("<HHQ", 1, 8, offset)
    (size,) = struct.unpack_from("<I", raw, end + 12)
    struct.pack_into("<I", raw, end + 12, size + len(far))
    struct.pack_into("<H", raw, entry + 30, len(far))
    struct.pack_into("<I", raw, entry + 42, 0xFFFF_FFFF)
    name_ends = entry + 46 + len(SHEET)
    raw[name_ends:name_ends] = far
    assert problem_of(bytes(raw)).code == "roster.workbook"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("content.xml", "OpenDocument (.ods)"),
        ("xl/workbook.bin", "Excel Binary (.xlsb)"),
        ("word/document.xml", "Word (.docx)"),
        ("ppt/presentation.xml", "PowerPoint (.pptx)"),
    ],
)
def test_other_files_in_a_zip_are_refused_by_their_kind(name: str, kind: str) -> None:
    error = problem_of(zipped({name: "x"}))
    assert (error.code, error.details["format"]) == ("roster.format", kind)


@pytest.mark.parametrize("raw", [b"PK", b"PK\x03\x04", zipped({}), zipped({"a.csv": HEADER})])
def test_a_zip_of_anything_else_is_no_workbook(raw: bytes) -> None:
    assert problem_of(raw).code == "roster.workbook"


# Bombs


def peak_of(raw: bytes, code: str) -> int:
    """Read what has to be refused; return the most bytes of memory that it took."""
    tracemalloc.start()
    try:
        assert problem_of(raw).code == code
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "document_type",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        "<!DOCTYPE x>",
    ],
)
@pytest.mark.parametrize("name", ["_rels/.rels", "xl/workbook.xml", "xl/styles.xml", SHEET])
def test_a_document_type_is_refused_in_every_part(document_type: str, name: str) -> None:
    text = GOOD[name].replace(DECLARATION, DECLARATION + document_type)
    assert problem_of(zipped({**GOOD, name: text})).code == "roster.workbook"


def test_entities_that_multiply_take_no_room() -> None:
    lols = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    start = f'<!DOCTYPE x [<!ENTITY l0 "lol">{lols}]>'
    text = GOOD["xl/sharedStrings.xml"].replace(DECLARATION, DECLARATION + start)
    raw = zipped({**GOOD, "xl/sharedStrings.xml": text.replace("<t>", "<t>&l9;", 1)})
    assert peak_of(raw, "roster.workbook") < 2_000_000


def test_a_part_that_unpacks_without_end_is_refused_in_little_room() -> None:
    raw = zipped({**GOOD, SHEET: DECLARATION.encode() + b" " * (MOST_UNPACKED + 1)})
    assert len(raw) < 100_000
    assert peak_of(raw, "roster.large") < 5_000_000


def test_parts_that_are_large_together_are_refused() -> None:
    half = f"<sst>{' ' * (MOST_UNPACKED // 2)}</sst>"
    parts = {**GOOD, "xl/sharedStrings.xml": half, "xl/styles.xml": half}
    assert peak_of(zipped(parts), "roster.large") < 5_000_000 + len(half) * 2


@pytest.mark.no_cover
def test_more_rows_than_any_selection_has_are_refused() -> None:
    def rows(count: int) -> bytes:
        filled = "<row><c><v>1</v></c></row>" * count
        return with_sheet(f"<sheetData>{filled}</sheetData>")

    assert problem_of(rows(MOST_ROWS + 1)).code == "roster.large"
    assert problem_of(rows(MOST_ROWS)).code == "roster.header"


def test_more_cells_than_any_list_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_CELLS == 200_000
    monkeypatch.setattr(worksheet, "MOST_CELLS", 1000)
    row = f"<row>{'<c><v>1</v></c>' * 100}</row>"
    rows = row * 10
    assert problem_of(with_sheet(f"<sheetData>{rows}</sheetData>")).code == "roster.header"
    assert problem_of(with_sheet(f"<sheetData>{rows}{row}</sheetData>")).code == "roster.large"


def test_empty_rows_and_cells_cost_nothing() -> None:
    empty = '<row><c s="0"/></row>' * (MOST_ROWS + 5)
    sheet = GOOD[SHEET].replace('<row r="1"', "<row").replace('<row r="2"', "<row")
    sheet = re.sub(r'<c r="[A-Z]+\d"', "<c", sheet)
    text = sheet.replace("<sheetData>", f"<sheetData>{empty}")
    assert read(zipped({**GOOD, SHEET: text})).applications


def test_many_hidden_columns_are_refused() -> None:
    columns = '<col min="1" max="9" hidden="1"/>' * (MOST_ROWS + 1)
    assert problem_of(with_sheet(f"<cols>{columns}</cols>")).code == "roster.large"


def test_one_long_text_that_stands_in_every_cell_takes_no_time() -> None:
    long = "x" * 1_000_000
    rows = [HEADINGS, *([long] * 6 for _ in range(60))]
    with pytest.raises(RosterError) as refused:
        read(book(*rows))
    assert "roster.long" in {problem.code for problem in refused.value.problems}


# Anything else


def outcome(raw: bytes) -> Roster | None:
    """Read anything: a roster, or a refusal, and nothing else."""
    try:
        return parse_roster(raw, "daftar", CONFIG)
    except RosterError:
        return None


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_as_a_list(raw: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xff\xfe", HEADER.encode() + b"\n"):
        assert outcome(start + raw) is None


@given(st.text(max_size=60))
def test_any_text_below_the_header_is_refused_as_a_list(text: str) -> None:
    assert outcome(f"{HEADER}\n{text}".encode(errors="replace")) is None


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """Change some bytes, leave some out or double some."""
    made = bytearray(raw)
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(made))
        match chance.randrange(3):
            case 0:
                made[at] = chance.randrange(256)
            case 1:
                del made[at : at + chance.randrange(1, 9)]
            case _:
                made[at:at] = made[at : at + chance.randrange(1, 30)]
    return bytes(made)


@settings(max_examples=150)
@given(st.integers(0, 2**32))
def test_a_mutated_file_is_read_or_refused(seed: int) -> None:
    outcome(mutated(EXCEL, random.Random(seed)))


@settings(max_examples=300)
@given(st.sampled_from(sorted(GOOD)), st.integers(0, 2**32))
def test_a_mutated_part_is_read_or_refused(name: str, seed: int) -> None:
    part = mutated(GOOD[name].encode(), random.Random(seed))
    outcome(zipped({**GOOD, name: part}, zipfile.ZIP_STORED))


def test_a_truncated_file_is_refused() -> None:
    for length in range(0, len(EXCEL), 97):
        assert outcome(EXCEL[:length]) is None


def test_a_bare_number_is_no_list() -> None:
    assert outcome(book([number("1")], [Made("<v>1</v>", "b")])) is None
