"""What is found out about a PC, and how it is said."""

import gettext
from pathlib import Path
from string import Formatter

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.config import PcCheckSection
from exam.pc_check import (
    LONGEST_DETAIL,
    MOST_FINDINGS,
    Finding,
    PcCheck,
    PcKind,
    Severity,
    fit_detail,
    pc_check_of,
)
from exam.pc_sentences import PC_NAMES, say_to_proctor, say_to_technician
from exam.protocol import BeatRequest, SeatStatus, decode, encode

LOCALE = Path(__file__).parents[2] / "exam" / "locale"
INDONESIAN = gettext.translation("exam", LOCALE, languages=["id"]).gettext
WIFI = Finding(PcKind.WIFI, Severity.WARNING, "wlp2s0")
CLOCK = Finding(PcKind.CLOCK, Severity.NOTICE, "+0:03:00")
REMOTE = Finding(PcKind.REMOTE_ACCESS, Severity.STOP, "anydesk")
PASSED = msgspec.structs.replace(REMOTE, has_passed=True)
HIDDEN = Finding(PcKind.LOGINS, Severity.NOTICE, could_not_be_checked=True)


def test_severities_grow_heavier() -> None:
    assert sorted(Severity, key=lambda one: one.rank) == [
        Severity.NOTICE,
        Severity.WARNING,
        Severity.STOP,
    ]


@pytest.mark.parametrize(
    ("findings", "worst", "stops"),
    [
        ((), None, False),
        ((CLOCK, HIDDEN), Severity.NOTICE, False),
        ((WIFI, CLOCK), Severity.WARNING, False),
        ((WIFI, REMOTE), Severity.STOP, True),
        ((WIFI, PASSED), Severity.STOP, False),
    ],
)
def test_a_check_is_as_heavy_as_its_heaviest_finding(
    findings: tuple[Finding, ...], worst: Severity | None, stops: bool
) -> None:
    check = pc_check_of(findings)
    assert (check.worst, check.stops, check.is_sound) == (worst, stops, not findings)


def test_findings_stand_with_the_heaviest_first_and_then_in_the_order_of_kinds() -> None:
    assert pc_check_of((CLOCK, HIDDEN, REMOTE, WIFI)).findings == (REMOTE, WIFI, HIDDEN, CLOCK)


def test_there_is_room_for_a_finding_of_every_kind() -> None:
    assert len(PcKind) <= MOST_FINDINGS


@pytest.mark.parametrize(
    ("found", "detail"),
    [("eth1", "eth1"), (" eth1,\n wlan0 ", "eth1, wlan0"), ("x" * 121, "x" * 119 + "…")],
    ids=["short", "two lines", "long"],
)
def test_what_is_found_is_told_on_one_line(found: str, detail: str) -> None:
    assert fit_detail(found) == detail


@given(st.text(max_size=3 * LONGEST_DETAIL))
def test_whatever_is_found_travels_on_one_line_of_a_bounded_length(text: str) -> None:
    detail = fit_detail(text)
    assert len(detail) <= LONGEST_DETAIL
    assert len(detail.splitlines()) <= 1
    assert detail.endswith("…") or detail == " ".join(text.split())


def test_a_beat_carries_a_check_of_a_bounded_size() -> None:
    widest = tuple(Finding(kind, Severity.STOP, "x" * LONGEST_DETAIL) for kind in PcKind)
    request = BeatRequest(1, status=SeatStatus(pc_check=PcCheck(widest)))
    raw = encode(request)
    assert decode(raw, BeatRequest) == request
    assert len(raw) < 3_000


def test_a_seat_that_knows_of_no_check_says_none() -> None:
    assert decode(encode(BeatRequest(1)), BeatRequest).status.pc_check is None


# The selection's rules


def test_everything_has_a_severity_unless_it_is_off() -> None:
    rules = PcCheckSection(sound="off", disk="stop-before-start")
    severities = {kind: rules.severity_of(kind) for kind in PcKind}
    assert [kind for kind, one in severities.items() if one is None] == [PcKind.SOUND]
    assert severities[PcKind.DISK] is Severity.STOP


def test_only_remote_access_stops_unless_a_config_says_so() -> None:
    rules = PcCheckSection()
    assert [kind for kind in PcKind if rules.severity_of(kind) is Severity.STOP] == [
        PcKind.REMOTE_ACCESS
    ]


# What people read


@pytest.mark.parametrize("kind", PcKind)
def test_every_finding_is_said_to_proctor_and_technician_in_both_languages(kind: PcKind) -> None:
    finding = Finding(kind, Severity.WARNING, "{the detail}")
    for say in (say_to_proctor, say_to_technician):
        english, indonesian = say(finding, str), say(finding, INDONESIAN)
        assert english != indonesian
        assert english.endswith(".")
        assert indonesian.endswith((".", "”."))
    assert "{the detail}" in say_to_proctor(finding, INDONESIAN)
    assert PC_NAMES[kind]
    assert not list(Formatter().parse(say_to_technician(finding, str)))[1:]


def test_what_could_not_be_checked_is_said_by_its_name() -> None:
    assert "Other logins" in say_to_proctor(HIDDEN, str)
    assert "keeps nobody from writing" in say_to_proctor(HIDDEN, str)
    assert say_to_technician(HIDDEN, INDONESIAN).startswith("Periksalah sendiri")
