"""`kiosk.toml`: what a technician sets for one PC, and how a wrong key is named."""

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.errors import DirectoryError, InputError
from exam.sentences import sentence
from kiosk.addresses import Address
from kiosk.options import NO_SETTINGS, KioskSettings, parse_settings, read_settings, write_settings

_HOSTS = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=20)
_ADDRESSES = st.builds(Address, _HOSTS | st.just("fe80::1"), st.integers(1, 65_535))
_NAMES = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=20)
_FOLDERS = st.none() | _NAMES.map(lambda name: Path("/mnt") / name.lstrip("/"))


def test_a_pc_without_the_file_has_nothing_set(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "kiosk.toml") == NO_SETTINGS


@given(st.lists(_ADDRESSES, max_size=5).map(tuple), _FOLDERS, _FOLDERS)
def test_what_is_written_is_read_back(
    addresses: tuple[Address, ...], second: Path | None, stick: Path | None
) -> None:
    settings = KioskSettings(addresses, second, stick)
    assert parse_settings(write_settings(settings), "kiosk.toml") == settings


@pytest.mark.parametrize(
    ("said", "code", "named"),
    [
        ("adresses = []", "kiosk-settings.unknown", "adresses"),
        ("[stick]\nfolder = '/media'", "kiosk-settings.value", "stick"),
        ("stick = 7", "kiosk-settings.value", "stick"),
        ("stick = 'media/stick'", "kiosk-settings.value", "stick"),
        ("second_spool = ['/a']", "kiosk-settings.value", "second_spool"),
        ("addresses = '10.0.0.1:8443'", "kiosk-settings.value", "addresses"),
        ("addresses = [8443]", "kiosk-settings.value", "addresses"),
        ("addresses = ['10.0.0.1']", "kiosk-settings.value", "addresses"),
        (f"addresses = {['10.0.0.1:1'] * 33}", "kiosk-settings.value", "addresses"),
        ("stick == '/media'", "kiosk-settings.toml", "line 1"),
    ],
)
def test_what_is_wrong_is_refused_by_file_and_key(said: str, code: str, named: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_settings(said.encode(), "/seat/kiosk.toml")
    assert refused.value.code == code
    told = sentence(refused.value, str)
    assert "/seat/kiosk.toml" in told
    assert named in told


def test_what_is_not_text_is_refused() -> None:
    with pytest.raises(InputError, match=r"kiosk-settings\.toml"):
        parse_settings(b"\xff", "kiosk.toml")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "kiosk.toml").mkdir()
    with pytest.raises(DirectoryError, match=r"kiosk\.toml"):
        read_settings(tmp_path / "kiosk.toml")
