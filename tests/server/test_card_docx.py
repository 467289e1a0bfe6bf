"""A replacement card as a Word file."""

import io
from dataclasses import replace

from docx import Document

from exam.codes import show_code
from server.ceremony import Handouts
from server.documents.card_docx import card_docx
from server.documents.cards import fingerprint
from server.language import load_catalog
from server.plan import Plan

INDONESIAN = load_catalog("id").gettext


def test_a_card_has_every_field_on_one_sheet_and_says_nothing_of_who_made_it(
    made: Handouts, plan: Plan
) -> None:
    card = made.cards[0]
    file = card_docx(card, plan.config, fingerprint(made), INDONESIAN)
    assert file == card_docx(card, plan.config, fingerprint(made), INDONESIAN)
    document = Document(io.BytesIO(file))
    fields = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    assert fields["Kode kartu"] == show_code(card.code)
    assert fields["Nama"] == card.application.name
    assert fields["Sidik ujian"] == fingerprint(made)
    assert document.paragraphs[2].text == "KARTU PESERTA"
    assert (document.core_properties.author, document.core_properties.title) == ("", "")


def test_a_name_that_xml_forbids_is_written_without_what_it_forbids(
    made: Handouts, plan: Plan
) -> None:
    card = made.cards[0]
    odd = replace(card, application=replace(card.application, name="Sri\x00 <b>Ayu</b>"))
    document = Document(io.BytesIO(card_docx(odd, plan.config, fingerprint(made), INDONESIAN)))
    assert document.tables[0].rows[1].cells[1].text == "Sri\ufffd <b>Ayu</b>"
