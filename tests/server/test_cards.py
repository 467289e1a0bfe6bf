"""What is handed out: cards that a person can read and files that the program takes back."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from exam.codes import parse_code, show_code
from exam.config import ExamConfig
from server.ceremony import Card, Handouts
from server.documents.cards import (
    candidate_card,
    fingerprint,
    proctors_sheet,
    share_sheet,
    write_handouts,
)
from server.language import load_catalog
from server.plan import Plan
from server.shares import read_share

ENGLISH = load_catalog("en").gettext
INDONESIAN = load_catalog("id").gettext


@pytest.fixture
def config(plan: Plan) -> ExamConfig:
    """The practice config."""
    return plan.config


def test_a_card_shows_who_where_when_and_the_code_in_groups(
    made: Handouts, config: ExamConfig
) -> None:
    card = made.cards[0]
    text = candidate_card(card, config, fingerprint(made), ENGLISH)
    fields = dict(
        [part.strip() for part in line.split(" : ", 1)]
        for line in text.splitlines()
        if " : " in line
    )
    assert fields == {
        "Candidate number": "001",
        "Name": card.application.name,
        "Post applied for": "Kepala Badan Riset dan Inovasi Daerah",
        "Date": "05-12-2026",
        "Room": "Laboratorium CAT BKPSDM",
        "Card code": show_code(card.code),
        "Exam fingerprint": fingerprint(made),
        "Receipt code": "____-____-____",
    }
    assert parse_code(fields["Card code"]) == card.code


def test_a_card_is_in_indonesian_for_an_indonesian_exam(made: Handouts, config: ExamConfig) -> None:
    text = candidate_card(made.cards[0], config, fingerprint(made), INDONESIAN)
    assert "Nomor peserta" in text
    assert "Candidate" not in text


def test_a_card_fits_on_a_page_of_plain_text(made: Handouts, config: ExamConfig) -> None:
    for card in made.cards:
        lines = candidate_card(card, config, fingerprint(made), INDONESIAN).splitlines()
        assert max(map(len, lines)) <= 110
        assert len(lines) <= 30


def test_the_fingerprint_is_the_end_of_every_pairing_code(made: Handouts) -> None:
    assert {code.show()[15:] for code in made.pairing_codes} == {fingerprint(made)}


def test_the_proctors_sheet_has_the_pin_that_no_candidate_gets(
    made: Handouts, config: ExamConfig, tmp_path: Path
) -> None:
    for translate in (ENGLISH, INDONESIAN):
        lines = proctors_sheet(made, config, translate).splitlines()
        assert max(map(len, lines)) <= 80
        shown = [line.split(" : ")[1] for line in lines if " : " in line]
        assert f"{made.proctor_pin[:4]} {made.proctor_pin[4:]}" in shown
        assert fingerprint(made) in shown
    folder = tmp_path / "handouts"
    folder.mkdir()
    write_handouts(made, config, folder, INDONESIAN)
    assert (folder / "proctors.txt").read_text("utf-8").splitlines() == lines
    assert not any(made.proctor_pin in path.read_text() for path in (folder / "cards").iterdir())


def test_a_share_sheet_says_whose_it_is_and_is_read_back(
    made: Handouts, config: ExamConfig
) -> None:
    for share in made.shares:
        text = share_sheet(share, config, INDONESIAN)
        assert share.name in text
        assert "3" in text.splitlines()[1]
        assert read_share(text.encode(), "x").share.mnemonic() == share.words


def test_a_share_sheet_is_read_back_whatever_lines_its_heading_has(
    made: Handouts, config: ExamConfig
) -> None:
    exam = msgspec.structs.replace(config.exam, name="Seleksi Terbuka\nJPT Pratama")
    share = replace(made.shares[0], name="Dr. Ketua\r\nPanitia")
    text = share_sheet(share, msgspec.structs.replace(config, exam=exam), INDONESIAN)
    assert read_share(text.encode(), "x").share.mnemonic() == share.words


def test_a_number_with_a_slash_gets_a_card_of_its_own(
    made: Handouts, config: ExamConfig, tmp_path: Path
) -> None:
    def renumbered(number: str) -> Card:
        card = made.cards[0]
        return replace(card, application=replace(card.application, number=number))

    cards = (renumbered("1/2"), renumbered("1-2"), renumbered("1.2"))
    out = tmp_path / "cards-out"
    out.mkdir()
    write_handouts(replace(made, cards=cards), config, out, INDONESIAN)
    names = sorted(path.name for path in (out / "cards").iterdir())
    assert names == ["1-2.txt", "1.2.txt", "1_2.txt"]
