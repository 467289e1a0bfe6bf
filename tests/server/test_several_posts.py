"""One person who applies for several posts: a card and a sitting for each, over the real server."""

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from exam.errors import RefusedError
from exam.sentences import sentence
from server.ceremony import Card
from server.closing import close_sitting
from server.founding_summaries import created
from server.inspection import inspect_drafts
from server.language import load_catalog
from server.office import open_exam
from server.opening import open_papers
from server.outside import preview_outside
from server.plan import Draft, read_draft, topics_beside
from server.readout import readout_text
from server.roll import roll_of
from server.shares import join_seed, read_share
from tests.server.acting import Hand, candidate
from tests.server.conftest import CONFIGS
from tests.server.ready_made import ReadyMade
from tests.server.remote import RemoteSeat, serving
from tests.server.several_days import MORNING, STAFF, House
from tests.server.test_two_days import write_and_hand_in

FOLDER = CONFIGS / "tiga-jabatan"
ROSTER = FOLDER / "roster.csv"
BLOCKS = ("blok-1", "blok-2")
A_DAY = 24 * 60 * 60


def several_posts_config(folder: Path) -> Path:
    """Write the config of several posts as a practice exam with the cheapest key derivation."""
    text = (CONFIGS / "tiga-jabatan.toml").read_text("utf-8")
    text = text.replace("practice = false", "practice = true")
    text = text.replace('card_kdf = "standard"', 'card_kdf = "test-only"')
    text = re.sub(r'file = "tiga-jabatan/', f'file = "{FOLDER.as_posix()}/', text)
    path = folder / "tiga-jabatan.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def hand() -> Hand:
    """The clocks of the machine, moved by the test."""
    return Hand(wall=MORNING)


@pytest.fixture
def house(tmp_path: Path, ready_made: ReadyMade, hand: Hand) -> Iterator[House]:
    """The exam of several posts on the morning of the first block."""
    root = tmp_path / "exam"
    made = ready_made.copy_to(root, several_posts_config(tmp_path), ROSTER)
    with open_exam(root, hand.clocks) as exam:
        yield House(exam, made)


def cards_of(house: House, person: str) -> list[Card]:
    """Return the cards of a person, one for each post."""
    return [card for card in house.made.cards if card.application.person_number == person]


def both_blocks(house: House) -> list[Card]:
    """Return the first two cards of the first person who writes in both of the first blocks."""
    people = {one.application.person_number for one in house.cards_of(BLOCKS[1])}
    first = next(
        card for card in house.cards_of(BLOCKS[0]) if card.application.person_number in people
    )
    return cards_of(house, first.application.person_number)[:2]


def numbers_of(house: House, block: str) -> list[str]:
    """Return the numbers on the attendance list of a block."""
    roll = house.exam.store.read(lambda db: roll_of(db, house.exam.config, block))
    return [one.number for one in roll]


def close(house: House, block: str) -> None:
    """Close a block in the evening."""
    exam = house.exam
    exam.act_now(lambda db, now: close_sitting(db, exam, STAFF, now, block))


def test_people_are_not_counted_by_their_applications(house: House, tmp_path: Path) -> None:
    told = created(house.made, house.exam.config, tmp_path, tmp_path, load_catalog("en").gettext)
    people = {card.application.person_number for card in house.made.cards}
    assert len(people) < len(house.made.cards)
    assert f"{len(people)} people with {len(house.made.cards)} applications" in told
    assert f"{len(people)} candidates, " in told


def test_each_application_has_a_card_and_a_number_of_its_own(house: House) -> None:
    numbers = [card.application.number for card in house.made.cards]
    assert len(set(numbers)) == len(numbers)
    first, second = both_blocks(house)
    person = first.application.person_number
    assert [first.application.number, second.application.number] == [f"{person}-1", f"{person}-2"]
    assert first.code != second.code
    rolls = [numbers_of(house, block) for block in BLOCKS]
    for card, roll in zip((first, second), rolls, strict=True):
        assert card.application.number in roll


def test_one_person_writes_for_two_posts_on_two_days_with_two_cards(
    house: House, hand: Hand, tmp_path: Path
) -> None:
    exam, cards = house.exam, both_blocks(house)
    with serving(exam) as served, ExitStack() as stack:
        code = house.made.pairing_codes[0]
        seat = stack.enter_context(RemoteSeat(served, code, "PC-01", tmp_path))
        for turn, (block, card) in enumerate(zip(BLOCKS, cards, strict=True)):
            who, other = candidate(exam, card), candidate(exam, cards[1 - turn])
            house.open_door(block)
            with pytest.raises(RefusedError) as refused:
                seat.sign_in(other)
            assert refused.value.code == ("sitting.door-not-open", "sitting.over")[turn]
            said = sentence(refused.value, str)
            assert f"The card {other.number} is for the sitting {BLOCKS[1 - turn]} on 0" in said
            reply = seat.sign_in(who)
            assert (reply.number, reply.sitting_id) == (card.application.number, block)
            write_and_hand_in(house, seat, who, reply, house.start(block))
            hand.move(5 * 60 * 60)
            close(house, block)
            hand.move(A_DAY)
        for block in exam.config.writing.sitting_ids[2:]:
            house.open_door(block)
            house.start(block)
            hand.move(5 * 60 * 60)
            close(house, block)
        shares = [read_share(one.words.encode(), "") for one in house.made.shares[:3]]
        opening = open_papers(exam, join_seed(shares), os.urandom)
    assert len(opening.codes) == len(cards)


def test_the_readout_counts_people_apart_from_applications(tmp_path: Path) -> None:
    config = several_posts_config(tmp_path)
    found = inspect_drafts(
        read_draft(config), topics_beside(config), read_draft(ROSTER), free=10**12
    )
    assert found.roster is not None
    people, applications = found.roster.people, len(found.roster.applications)
    assert people < applications
    assert f"{people} people with {applications} applications" in readout_text(found, str)


def test_a_score_of_a_person_counts_for_each_of_their_posts(house: House) -> None:
    draft = Draft("rekam-jejak.csv", (FOLDER / "rekam-jejak.csv").read_bytes())
    exam = house.exam
    seen = exam.store.read(lambda db: preview_outside(db, exam.config, "rekam-jejak", draft))
    by_person: dict[str, set[str]] = {}
    for line in seen.lines:
        by_person.setdefault(line.application.person_number, set()).add(str(line.score))
    assert all(len(found) == 1 for found in by_person.values())
    assert seen.without == ()
