"""Everything that is printed: what stands on it, on which page, and always in the same bytes."""

import io
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Final

import msgspec
import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Mm
from docx.table import Table, _Cell

from exam.chronicle import TimeSettled
from exam.codes import show_code
from exam.config import ExamConfig
from exam.topic_code import parse_topic_code, topic_code_of
from server.ceremony import Handouts
from server.day_record import DayRecord
from server.disruptions import disruptions_of
from server.documents.attendance_list import attendance_list
from server.documents.candidate_cards import candidate_cards
from server.documents.conduct_rules import conduct_rules
from server.documents.integrity_pact import integrity_pact
from server.documents.minutes_conduct import conduct_minutes
from server.documents.minutes_disruptions import disruption_minutes
from server.documents.receipt_slips import Slip, receipt_slips
from server.documents.seat_labels import seat_labels
from server.documents.secret_papers import write_secret_papers
from server.documents.share_cards import share_cards
from server.documents.sheet import Occasion
from server.documents.topic_sheet import topic_sheet
from server.evidence import short_root
from server.language import load_catalog
from server.minutes_data import day_of
from server.plan import Plan
from server.roll import Place
from server.wall import Wall
from tests.server.eventful_day import (
    EIGHT,
    ENTRIES,
    HOUR,
    LEAVES,
    LENGTHS,
    NAMES,
    ROLL,
    START,
    WIB,
)
from tests.server.office_files import members_of

FINGERPRINT: Final = "7KQ2-9M3F-0ABC-DEFG"
WORDS: Final = " ".join(f"kata{at}" for at in range(1, 34))
PLACES: Final = (
    *(Place(one.place, one.room, is_spare=False, entrant=one) for one in ROLL),
    Place("PC-06", "Lab", is_spare=True, entrant=None),
    Place("PC-07", "Lab", is_spare=False, entrant=None),
)
with_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="only LibreOffice lays the pages out"
)


@pytest.fixture
def occasion(plan: Plan) -> Occasion:
    """The practice exam."""
    return Occasion(plan.config, FINGERPRINT, load_catalog("id").gettext)


@pytest.fixture
def record() -> DayRecord:
    """The day on which much went wrong."""
    return record_of(len(ENTRIES))


def record_of(count: int) -> DayRecord:
    """What was on the record after so many entries."""
    entries = ENTRIES[:count]
    runs = [one for one in entries if isinstance(one, TimeSettled)]
    day = day_of(entries, LEAVES[:count], ROLL, LENGTHS, 120_000)
    return DayRecord(day, disruptions_of(entries), Wall(runs, (0, EIGHT), WIB), NAMES)


def on_f4(occasion: Occasion) -> Occasion:
    """The same exam on the longer paper."""
    config = occasion.config
    assert config.paper is not None
    paper = msgspec.structs.replace(config.paper, page="F4")
    changed: ExamConfig = msgspec.structs.replace(config, paper=paper)
    return replace(occasion, config=changed)


def document_of(file: bytes) -> WordDocument:
    return Document(io.BytesIO(file))


def texts_of(holder: WordDocument | _Cell) -> Iterator[str]:
    """Everything that can be read, in order, each line once."""
    for part in holder.iter_inner_content():
        if not isinstance(part, Table):
            yield part.text
            continue
        seen: set[object] = set()
        for row in part.rows:
            for cell in row.cells:
                if cell._tc not in seen:
                    seen.add(cell._tc)
                    yield from texts_of(cell)


def lines_of(file: bytes) -> list[str]:
    return [text for text in texts_of(document_of(file)) if text.strip()]


Drawn = Callable[[Occasion, Handouts, DayRecord], bytes]
KINDS: Final[dict[str, Drawn]] = {
    "cards": lambda to, made, _: candidate_cards(made.cards[:3], {}, to),
    "labels": lambda to, _, __: seat_labels(PLACES, ROLL, to),
    "attendance": lambda to, _, __: attendance_list(ROLL, to),
    "rules": lambda to, _, __: conduct_rules(to),
    "pact": lambda to, _, __: integrity_pact(to),
    "receipts": lambda to, _, __: receipt_slips(slips(), to),
    "shares": lambda to, made, _: share_cards(made.shares[:1], to),
    "topic": lambda to, made, _: topic_sheet(topic_code_of(made.topic_key), to),
    "minutes": lambda to, _, day: conduct_minutes(day, to),
    "disruptions": lambda to, _, day: disruption_minutes(day, to),
}
every_kind = pytest.mark.parametrize("kind", KINDS)


def slips() -> list[Slip]:
    return [Slip(one, "Sabtu, 5 Desember 2026", 1, "7KQ29M3F0ABC", "ABCDEFGH0123") for one in ROLL]


@every_kind
def test_a_paper_has_the_page_of_the_config_and_tells_nothing_of_who_made_it(
    kind: str, occasion: Occasion, made: Handouts, record: DayRecord
) -> None:
    draw = KINDS[kind]
    first, other = draw(occasion, made, record), draw(on_f4(occasion), made, record)
    assert first == draw(occasion, made, record)
    for file, size in ((first, (210, 297)), (other, (215, 330))):
        document = document_of(file)
        section = document.sections[0]
        assert section.page_width is not None
        assert section.page_height is not None
        assert (round(section.page_width.mm), round(section.page_height.mm)) == size
        said = document.core_properties
        assert (said.author, said.comments, said.last_modified_by) == ("", "", "")
        assert said.title
        assert not any("thumbnail" in name for name in members_of(file))


@every_kind
def test_no_table_is_wider_than_the_page(
    kind: str, occasion: Occasion, made: Handouts, record: DayRecord
) -> None:
    document = document_of(KINDS[kind](occasion, made, record))
    section = document.sections[0]
    width, left, right = section.page_width, section.left_margin, section.right_margin
    assert width is not None
    assert left is not None
    assert right is not None
    for table in document.tables:
        assert sum(column.width or 0 for column in table.columns) <= width - left - right + Mm(1)


def test_a_card_has_all_that_a_candidate_types_and_the_code_is_in_no_picture(
    occasion: Occasion, made: Handouts
) -> None:
    card = made.cards[0]
    file = candidate_cards([card], {card.application.id: "PC-07"}, occasion)
    lines = lines_of(file)
    post = occasion.config.post(card.application.post_id).name
    for wanted in (card.application.number, card.application.name, post, show_code(card.code)):
        assert wanted in lines
    assert any("tempat PC-07" in line for line in lines)
    again = candidate_cards([replace(card, code=made.cards[1].code)], {}, occasion)
    pictures = [
        content
        for one in (file, again)
        for name, content in members_of(one).items()
        if name.endswith(".png")
    ]
    assert len(pictures) == 2
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("of_whom", ["cards", "shares"])
def test_every_picture_of_a_file_has_a_number_of_its_own(
    occasion: Occasion, made: Handouts, of_whom: str
) -> None:
    files = {
        "cards": candidate_cards(made.cards[:8], {}, occasion),
        "shares": share_cards(made.shares, occasion),
    }
    shapes = document_of(files[of_whom]).inline_shapes
    numbers = [shape._inline.docPr.id for shape in shapes]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 5
    assert all(shape.width == shape.height for shape in shapes)


def test_labels_show_places_and_without_a_plan_leave_room_to_write_them(
    occasion: Occasion,
) -> None:
    planned = lines_of(seat_labels(PLACES, ROLL, occasion))
    assert [line for line in planned if line.startswith("PC-0")] == [one.name for one in PLACES]
    assert ("PC CADANGAN" in planned, "TIDAK TERISI" in planned) == (True, True)
    unplanned = lines_of(seat_labels((), ROLL, occasion))
    assert [line for line in unplanned if line.isdigit()] == [one.number for one in ROLL]
    assert not any(line.startswith("PC-0") for line in unplanned)


def test_the_attendance_list_gives_everybody_a_box_of_their_own_on_alternating_sides(
    occasion: Occasion,
) -> None:
    document = document_of(attendance_list(ROLL, occasion))
    rows = next(table for table in document.tables if len(table.columns) == 7).rows
    assert [cell.text for cell in rows[0].cells][:4] == [
        "No.",
        "Nomor",
        "Nama / NIP",
        "Jabatan yang dilamar",
    ]
    boxes = [(row.cells[5].text, row.cells[6].text) for row in rows[1:]]
    assert boxes == [("1.", "2."), ("1.", "2."), ("3.", "4."), ("3.", "4."), ("5.", "")]
    assert rows[1].cells[2].text == "Sri Rahayu\n197903012005032004"
    lines = list(texts_of(document))
    assert ("Terdaftar" in lines, "5 orang" in lines, "Pengawas Ruang 2" in lines) == (True,) * 3


def test_rules_of_conduct_have_hours_and_rules_of_the_config(occasion: Occasion) -> None:
    text = "\n".join(lines_of(conduct_rules(occasion)))
    assert "pukul 07.00 dan ditutup pukul 07.55" in text
    rules = occasion.config.writing.rules
    for rule in (*rules.conduct, *rules.pledge):
        assert rule in text


@pytest.mark.parametrize(
    ("rule", "said"),
    [("drop", "gugur"), ("time-runs", "selesai bersama"), ("full-time", "waktu penuh")],
)
def test_rules_say_what_becomes_of_latecomers(occasion: Occasion, rule: str, said: str) -> None:
    sitting_rules = occasion.config.sitting_rules
    assert sitting_rules is not None
    lateness = msgspec.structs.replace(sitting_rules.lateness, rule=rule, latest_minutes=15)
    changed = msgspec.structs.replace(sitting_rules, lateness=lateness)
    config = msgspec.structs.replace(occasion.config, sitting_rules=changed)
    assert said in "\n".join(lines_of(conduct_rules(replace(occasion, config=config))))


def test_everybody_on_duty_signs_a_pact_of_their_own(occasion: Occasion) -> None:
    lines = lines_of(integrity_pact(occasion))
    config = occasion.config
    people = [one.name for one in config.panel.members] + [one.name for one in config.staff]
    assert lines.count("PAKTA INTEGRITAS") == len(people)
    for name in people:
        assert lines.count(name) >= 2


def test_a_receipt_has_both_codes_and_how_to_check_them(occasion: Occasion) -> None:
    lines = lines_of(receipt_slips(slips(), occasion))
    assert lines.count("7KQ2-9M3F-0ABC") == lines.count("ABCD-EFGH-0123") == len(ROLL)
    assert [line for line in lines if line.startswith("Cara memeriksa")]


def test_the_words_of_a_share_stand_in_their_numbered_order(
    occasion: Occasion, made: Handouts
) -> None:
    share = replace(made.shares[0], words=WORDS)
    lines = lines_of(share_cards([share], occasion))
    numbered = {int(number): word for number, word in pairwise(lines) if number.isdigit()}
    assert [numbered[at] for at in range(1, 34)] == WORDS.split()
    assert share.name in lines


def test_the_sealed_sheet_has_the_code_that_opens_the_topics(
    occasion: Occasion, made: Handouts
) -> None:
    code = topic_code_of(made.topic_key)
    lines = lines_of(topic_sheet(code, occasion))
    start = lines.index(show_code(code[0]))
    assert parse_topic_code("".join(lines[start : start + 10 : 2])) == made.topic_key


def test_minutes_name_everybody_with_what_they_handed_in(
    occasion: Occasion, record: DayRecord
) -> None:
    lines = lines_of(conduct_minutes(record, occasion))
    text = "\n".join(lines)
    assert "Sabtu, tanggal lima bulan Desember tahun dua ribu dua puluh enam (05-12-2026)" in text
    for wanted in ("08.00.00 WIB", "13.03.00 WIB", "Pengawas Satu", "4 orang", "240 menit"):
        assert wanted in lines
    assert lines.count("7KQ2-9M3F-0ABC") == 3
    assert lines[lines.index("Naskah yang terkumpul") + 2] == "3"
    assert (
        lines[lines.index("Belum mengumpulkan; yang dihitung teks terakhir di server") + 2] == "1"
    )
    for manner in ("terkumpul", "diakhiri atas perintah", "saat waktu habis"):
        assert manner in lines
    checkpoint = record.day.checkpoint
    assert checkpoint is not None
    assert short_root(checkpoint.root) in lines
    assert "jamnya 3 menit lebih cepat" in text
    assert "SEMENTARA" not in text


def test_minutes_before_the_close_say_that_they_are_preliminary(occasion: Occasion) -> None:
    for draw in (conduct_minutes, disruption_minutes):
        text = "\n".join(lines_of(draw(record_of(len(ENTRIES) - 2), occasion)))
        assert "SEMENTARA" in text
        assert "Catatan audit belum mempunyai" in text


def test_minutes_of_disruptions_have_a_row_for_each_thing(
    occasion: Occasion, record: DayRecord
) -> None:
    document = document_of(disruption_minutes(record, occasion))
    rows = next(table for table in document.tables if len(table.columns) == 6).rows
    assert len(rows) == 1 + len(record.occurrences)
    assert [cell.text for cell in rows[3].cells] == [
        "3",
        "08.30.00",
        "Waktu dihentikan",
        "semua",
        "Berlaku untuk 3 peserta. Sampai pukul 08.41.00 (10 menit). Listrik padam",
        "Pengawas Satu",
    ]


def test_a_quiet_day_says_that_nothing_is_on_the_record(occasion: Occasion) -> None:
    lines = lines_of(disruption_minutes(record_of(1), occasion))
    assert "Tidak ada gangguan yang tercatat." in lines


def test_minutes_have_the_date_of_what_was_on_another_day(
    occasion: Occasion, record: DayRecord
) -> None:
    late = replace(record, day=replace(record.day, closed_at=START + 24 * HOUR))
    assert "08.03.00 (06-12-2026) WIB" in lines_of(conduct_minutes(late, occasion))


def test_minutes_in_english_write_the_date_plainly(occasion: Occasion, record: DayRecord) -> None:
    exam = msgspec.structs.replace(occasion.config.exam, language="en")
    config = msgspec.structs.replace(occasion.config, exam=exam)
    english = Occasion(config, FINGERPRINT, load_catalog("en").gettext)
    text = "\n".join(lines_of(conduct_minutes(record, english)))
    assert "On Saturday, 5 December 2026, in " in text


def test_every_secret_is_on_a_paper_in_the_folder_of_handouts(
    made: Handouts, occasion: Occasion, tmp_path: Path
) -> None:
    folder = tmp_path / "cards"
    folder.mkdir()
    made = replace(made, cards=made.cards[:3], shares=made.shares[:2], staff=made.staff[:3])
    write_secret_papers(made, folder, occasion)
    text = {path.name: "\n".join(lines_of(path.read_bytes())) for path in folder.iterdir()}
    assert all(show_code(one.code) in text["kartu-peserta.docx"] for one in made.cards)
    assert all(one.passphrase in text["slip-akun.docx"] for one in made.staff)
    assert all(one.passphrase in text["slip-tema.docx"] for one in made.topic_holders)
    assert "halaman “Buka kunci tema”" in text["slip-tema.docx"]
    assert f"{made.proctor_pin[:4]} {made.proctor_pin[4:]}" in text["lembar-pengawas.docx"]
    assert show_code(topic_code_of(made.topic_key)[2]) in text["amplop-kode-tema.docx"]
    for share in made.shares:
        own = text[f"kartu-kunci-{share.panelist_id}.docx"]
        assert all(word in own for word in share.words.split())
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in folder.iterdir())


@with_libreoffice
def test_six_cards_fill_a_page_and_the_seventh_begins_another(
    occasion: Occasion, made: Handouts, tmp_path: Path
) -> None:
    (tmp_path / "cards.docx").write_bytes(candidate_cards(made.cards[:7], {}, occasion))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "cards.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert (tmp_path / "cards.pdf").read_bytes().count(b"/Type/Page/") == 2
