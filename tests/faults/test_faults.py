"""A room with two robots, and what becomes of their typing when something dies.

Each test leaves the room as it found it: both robots write, and everything is at the server. The
long run, of which the figures in `docs/recovery.md` come, is `pytest tests/faults --soak`.
"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from exam.codes import show_code
from exam.protocol import BEAT_SECONDS
from exam.receipts import provisional_code, receipt_code
from scripts.benching.recovery import recovery_targets
from scripts.benching.targets import all_passed
from scripts.faulting import disks, kills, lan, moving, restoring, spoiling
from scripts.faulting.cuts import logs_of, settle_all
from scripts.faulting.enclosures import are_permitted
from scripts.faulting.faults import Run
from scripts.faulting.losses import Incident
from scripts.faulting.plan import FULL
from scripts.faulting.robot import SCREEN_SECONDS
from scripts.faulting.room import OPENING, Room
from tests.faults.conftest import Usual

pytestmark = pytest.mark.alone

KIOSK_KILLS = 10
SERVER_KILLS = 5
LAN_SECONDS = 3
SEED = 20_261_206
LOST_MS = 1_000
AGAIN_MS = 5_000
IN_SIGHT_MS = 1_000


def longest_ms(incidents: Iterable[Incident]) -> float:
    """Return how old the oldest character is that was lost."""
    return max(one.lost_ms for one in incidents)


def longest_wait_ms(incidents: Iterable[Incident]) -> float:
    """Return how long somebody waited to write again, or for a letter."""
    return max(one.again_ms or 0 for one in incidents)


def test_a_kiosk_that_is_killed_loses_less_than_a_second_of_typing(
    room: Room, usual: Usual
) -> None:
    logs = logs_of(room)
    kill = partial(kills.kill_kiosks, kinds=kills.kinds_of(KIOSK_KILLS))
    with ThreadPoolExecutor(len(logs)) as crowd:
        list(crowd.map(kill, logs))
    incidents = settle_all(logs)
    assert len(incidents) == KIOSK_KILLS * len(logs)
    assert longest_ms(incidents) <= usual.typing(LOST_MS)
    assert longest_wait_ms(incidents) <= usual.opening(AGAIN_MS)
    assert not any(one.acknowledged_lost for one in incidents)


def test_a_server_that_is_killed_stops_nobody_and_gets_everything(room: Room, usual: Usual) -> None:
    logs = logs_of(room)
    kills.kill_server(room, logs, SERVER_KILLS)
    incidents = settle_all(logs)
    assert len(incidents) == SERVER_KILLS * len(logs)
    assert not any(one.lost or one.acknowledged_lost for one in incidents)
    assert longest_wait_ms(incidents) <= usual.typing(IN_SIGHT_MS)


def test_a_kiosk_that_is_killed_without_a_server_needs_none_to_go_on(
    room: Room, usual: Usual
) -> None:
    logs = logs_of(room)
    kills.kill_kiosks_without_server(room, logs)
    incidents = settle_all(logs)
    assert longest_ms(incidents) <= usual.typing(LOST_MS)
    assert longest_wait_ms(incidents) <= usual.opening(AGAIN_MS)
    assert not any(one.acknowledged_lost for one in incidents)


def test_a_damaged_journal_is_waited_with_until_the_server_is_back(room: Room) -> None:
    log = logs_of(room)[0]
    spoiling.spoil_journal(room, log)
    (incident,) = log.settle()
    assert (incident.lost, incident.acknowledged_lost) == (0, 0)


def test_a_dead_pc_loses_at_most_two_beats_at_the_next_one(room: Room, usual: Usual) -> None:
    log = logs_of(room)[0]
    moving.move_on(room, log, room.enrol())
    (incident,) = log.settle()
    assert incident.lost_ms <= usual.typing(2 * BEAT_SECONDS * 1_000)
    assert incident.acknowledged_lost == 0


@pytest.mark.skipif(not are_permitted("--mount"), reason="no file system may be mounted here")
def test_a_full_disk_loses_no_more_than_a_kill_if_there_is_a_second_folder(
    room: Room, usual: Usual
) -> None:
    log = logs_of(room)[0]
    disks.fill_disk(log, room.premises.folder / "second")
    (incident,) = log.settle()
    assert incident.lost_ms <= usual.typing(LOST_MS)
    assert incident.acknowledged_lost == 0


@pytest.mark.parametrize("kind", [lan.LOSSY, lan.CUT])
def test_a_lan_that_fails_holds_no_key_back_and_loses_nothing(
    room: Room, usual: Usual, kind: str
) -> None:
    log = logs_of(room)[1]
    with lan.laid_line(room, log.robot) as line:
        lan.spoil_lan(log, line, kind, LAN_SECONDS, 1)
        failing, killed = log.settle()
    assert failing.lost == 0
    assert longest_wait_ms([failing]) <= usual.typing(IN_SIGHT_MS)
    assert killed.lost_ms <= usual.typing(LOST_MS)
    assert failing.acknowledged_lost == killed.acknowledged_lost == 0


def test_a_server_restored_from_a_backup_is_refilled_by_the_kiosks(
    room: Room, usual: Usual
) -> None:
    logs = logs_of(room)
    with restoring.told_of_another(room) as place:
        restoring.restore_elsewhere(room, logs, place)
    incidents = settle_all(logs)
    assert not any(one.lost or one.acknowledged_lost for one in incidents)
    assert longest_wait_ms(incidents) <= usual.typing(IN_SIGHT_MS)


def test_handing_in_while_the_server_is_down_becomes_a_receipt_later(room: Room) -> None:
    robot = room.robots[1]
    robot.begin_line()
    room.server.cut()
    robot.candidate.hand_in()
    catalog = robot.candidate.catalog
    provisional = robot.console.wait_for(catalog.gettext("Provisional code"), SCREEN_SECONDS)
    room.server.start()
    code = robot.candidate.take_receipt(SCREEN_SECONDS)
    signed, manuscript, receipt = room.archive.handed_in(robot.candidate.card.number)
    assert manuscript.paper.endswith(f"\n{robot.life.typed}")
    assert manuscript.slides == OPENING.slides
    assert manuscript.paper == room.archive.text(room.archive.records(robot.candidate.card.number))
    assert show_code(provisional_code(signed)) in provisional
    assert code == show_code(receipt_code(receipt))


def test_hundreds_of_faults_keep_every_promise(pytestconfig: pytest.Config) -> None:
    if not pytestconfig.getoption("--soak", default=False):
        pytest.skip("only with --soak: takes many minutes")
    run = Run(SEED)
    run.play(FULL)
    targets = recovery_targets(run.incidents)
    assert all_passed(targets), [target for target in targets if not target.passed]
