"""Where the text is safe: said in few words while all is well, and plainly where it is not."""

from dataclasses import replace

import pytest

from exam.errors import DirectoryError, RefusedError
from kiosk.language import load_catalog
from kiosk.ui.outage import Outage
from kiosk.ui.rows import Sentence
from kiosk.ui.safety import copies_item, is_fenced, say_age, say_trouble
from kiosk.view import Copies, DeskView
from tests.kiosk.ui.fake_desk import WRITING

_ = load_catalog("id").gettext
FULL = DirectoryError("spool.disk", problem="No space left on device")


@pytest.mark.parametrize(
    ("copies", "synced_ago", "said", "stands_out"),
    [
        (Copies(server=0), 400, "Tersimpan: PC, server", False),
        (Copies(disk=2_000, server=6_000), 400, "Tersimpan: PC, server", False),
        (Copies(server=0), 90_000, "Tersimpan: PC, server", False),
        (Copies(), 400, "Tersimpan: PC", False),
        (Copies(), None, "Tersimpan: PC, server terputus", True),
        (Copies(server=200_000), 200_000, "Tersimpan: PC, server 3 mnt lalu", True),
        (Copies(disk=8_300, server=0), 400, "Tersimpan: PC 8 dtk lalu, server", True),
        (Copies(disk=None, server=0), 400, "Tersimpan: PC belum, server", True),
        (Copies(server=0, stick=0), 400, "Tersimpan: PC, server, flash disk", False),
        (
            Copies(server=0, stick=1_260_000),
            400,
            "Tersimpan: PC, server, flash disk 21 mnt lalu",
            False,
        ),
    ],
)
def test_a_young_copy_is_named_and_an_old_one_says_how_old_it_is(
    copies: Copies, synced_ago: int | None, said: str, stands_out: bool
) -> None:
    item = copies_item(replace(WRITING, copies=copies, synced_ago=synced_ago), _)
    assert item.forms[0] == said
    assert bool(item.look) is stands_out
    assert ("" in item.forms) is not stands_out


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (300, "1 dtk lalu"),
        (9_900, "9 dtk lalu"),
        (59_000, "50 dtk lalu"),
        (60_000, "1 mnt lalu"),
        (3_599_000, "59 mnt lalu"),
        (3_600_000, "1 jam lalu"),
    ],
)
def test_an_age_is_said_as_coarsely_as_it_matters(age: int, said: str) -> None:
    assert say_age(age, _) == said


@pytest.mark.parametrize(
    ("copies", "said"),
    [
        (Copies(server=0), "folder lain; tidak ada yang hilang"),
        (Copies(disk=None, server=0), "Seluruh tulisan Anda aman di server."),
        (Copies(disk=90_000, server=90_000), "sampai 1 mnt lalu. Jangan matikan PC ini."),
        (Copies(disk=None, server=None), "Jangan matikan PC ini: tulisan Anda masih ada di sini."),
    ],
)
def test_of_a_disk_that_does_not_save_it_is_said_where_the_text_is_safe(
    copies: Copies, said: str
) -> None:
    sentence = say_trouble(FULL, replace(WRITING, copies=copies), _)
    assert "(disk penuh)" in sentence
    assert said in sentence
    assert len(Sentence(sentence, 99).rows(80)) <= 3


def test_other_troubles_are_said_as_they_are_everywhere() -> None:
    fenced = RefusedError("seat.fenced", seat="PC-02")
    assert "PC-02" in say_trouble(fenced, WRITING, _)
    assert is_fenced(DeskView(trouble=fenced))
    assert not is_fenced(replace(WRITING, trouble=fenced))
    assert not is_fenced(DeskView())


def test_that_the_connection_is_back_is_said_once_and_when_all_has_arrived() -> None:
    outage = Outage(str)
    away = replace(WRITING, synced_ago=None, copies=Copies(server=90_000))
    catching_up = replace(away, synced_ago=400)
    views = (WRITING, away, catching_up, WRITING, WRITING)
    said = [outage.heard(view) for view in views]
    assert [one is None for one in said] == [True, True, True, False, True]


def test_that_the_time_is_right_again_is_said_once() -> None:
    outage = Outage(str)
    alone = replace(WRITING, is_time_confirmed=False)
    said = [outage.heard(view) or "" for view in (alone, WRITING, WRITING)]
    assert ["the time is right" in one for one in said] == [False, True, False]
