"""How old the copies of a text are."""

from kiosk.copies import CopyAges
from kiosk.view import Copies


def test_no_copy_exists_until_it_was_made_once() -> None:
    ages = CopyAges(lambda: 0)
    assert ages.told(0) == Copies(0, None, None)
    ages.note_edit()
    assert ages.told(None) == Copies(None, None, None)


def test_a_copy_is_as_old_as_the_first_change_that_it_lacks() -> None:
    boot = [0]
    ages = CopyAges(lambda: boot[0])
    ages.note_at_server()
    ages.note_on_stick()
    boot[0] = 5_000
    assert ages.told(0) == Copies(0, 0, 0)
    ages.note_edit()
    boot[0] = 7_000
    ages.note_edit()
    boot[0] = 9_000
    assert ages.told(300) == Copies(300, 4_000, 4_000)
    ages.note_at_server()
    assert ages.told(0) == Copies(0, 0, 4_000)


def test_what_a_server_has_lost_makes_its_copy_old_without_an_edit() -> None:
    boot = [0]
    ages = CopyAges(lambda: boot[0])
    ages.note_at_server()
    ages.note_lack_at_server()
    boot[0] = 800
    ages.note_lack_at_server()
    assert ages.told(0).server == 800
