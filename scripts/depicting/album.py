"""The pages of the pictures: who opens what at which moment of the selection, in its order."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from structlog.testing import capture_logs

from scripts.depicting import hall_hours
from scripts.depicting.commands import EXAM, answered
from scripts.depicting.panel_days import (
    CHAIR,
    OFFICER,
    PAPERS,
    READER,
    RECORD,
    PanelDays,
)
from scripts.depicting.preparing import inspection
from scripts.depicting.screens import Screen, all_screens
from scripts.depicting.selection import (
    PROCTOR,
    SECRETARY,
    Selection,
    moment,
    pictured_selection,
)
from scripts.depicting.sheets import Sheet
from scripts.depicting.stillness import Dice, standing_still
from scripts.depicting.visits import LANGUAGES, Leaf, Press, Visits, all_visits
from server.bundle import make_bundle
from server.paper_kinds import FILES, Printed
from tests.server.acting import Hand

_OBSERVER: Final = "pengamat"
_MAP: Final = Press("[data-view=map]")


Drawing = Leaf | Screen | Sheet


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a page: who opens what; `height` is how much of it is shown at most."""

    name: str
    account: str
    path: str
    presses: tuple[Press, ...] = ()
    height: int = 768


@dataclass(frozen=True)
class _Tour:
    """Goes through the selection, and takes pages at every moment in every language."""

    selection: Selection
    days: PanelDays
    visits: tuple[Visits, ...]
    dice: Dice
    taken: list[Drawing]

    def step(self, act: Callable[[], None], name: str) -> None:
        """Let something happen that draws nothing from what happened before it."""
        self.dice.begin(name)
        act()

    def take(self, *shots: Shot) -> None:
        """Open pages."""
        for one in shots:
            self.each(one.name, partial(_opened, shot=one))

    def save(self, name: str, account: str, path: str, pages: int = 1) -> None:
        """Save a Word file."""
        self.each(name, lambda visits: visits.save(name, account, path, pages))

    def each(self, name: str, take: Callable[[Visits], Drawing]) -> None:
        """Take something in every language."""
        for visits in self.visits:
            self.dice.begin(f"{visits.language} {name}")
            self.taken.append(take(visits))


def _opened(visits: Visits, shot: Shot) -> Leaf:
    leaf = visits.take(shot.name, shot.account, shot.path)
    return replace(leaf, presses=shot.presses, height=shot.height)


def all_drawings() -> list[Drawing]:
    """Return what every picture is drawn from: screens of the kiosk, and a played selection."""
    return [*all_screens(), *_played()]


def _played() -> list[Drawing]:
    hand, dice = Hand(), Dice()
    hand.wall = round(moment(1, 9, 0).timestamp() * 1000)
    with tempfile.TemporaryDirectory() as name, standing_still(hand, dice), capture_logs():
        folder = Path(name)
        root = folder / EXAM
        root.mkdir(mode=0o700)
        dice.begin("creation")
        taken: list[Drawing] = [*inspection("secretariat-new", dice)]
        with (
            pictured_selection(root, hand, dice) as selection,
            all_visits(selection) as visits,
        ):
            tour = _Tour(selection, PanelDays(selection), visits, dice, taken)
            for chapter in _CHAPTERS:
                chapter(tour)
            evidence = selection.exam.store.read(lambda db: make_bundle(db, selection.exam, {}))
        return [*taken, *_typed(folder, evidence)]


def _typed(folder: Path, evidence: bytes) -> list[Screen]:
    """Take the result and its evidence out by commands, when the server is stopped."""
    for language in LANGUAGES:
        place = folder / language
        place.mkdir()
        (place / EXAM).symlink_to(folder / EXAM)
        (place / "bukti.zip").write_bytes(evidence)
    return [
        *answered("observer-verified", folder, "verify bukti.zip"),
        *answered(
            "secretariat-result",
            folder,
            f"recap --out rekap.docx {EXAM}",
            f"recap --out rekap.xlsx {EXAM}",
            f"letters --out surat.zip {EXAM}",
        ),
    ]


def _preparation(tour: _Tour) -> None:
    tour.selection.go_to(moment(3, 14, 10))
    tour.step(tour.selection.draw_places, "draw places")
    tour.each("document-card", _cards)
    tour.take(
        Shot("secretariat-home", SECRETARY, "/sekretariat", height=1000),
        Shot("secretariat-plan", SECRETARY, "/sekretariat/denah", height=1000),
        Shot("secretariat-print", SECRETARY, "/sekretariat/cetak"),
        Shot("secretariat-accounts", SECRETARY, "/sekretariat/akun"),
    )


def _morning(tour: _Tour) -> None:
    selection = tour.selection
    tour.step(partial(hall_hours.look_at_pcs, selection), "look at PCs")
    tour.take(
        Shot("proctor-log-in", "", "/masuk"),
        Shot("proctor-hall-before", PROCTOR, "/pengawas"),
        Shot("proctor-pcs", PROCTOR, "/pengawas/pc"),
        Shot("proctor-topics", PROCTOR, "/pengawas/tema"),
    )
    tour.step(partial(hall_hours.let_people_in, selection), "let people in")
    tour.take(Shot("proctor-check-in", PROCTOR, "/pengawas/registrasi"))
    tour.step(partial(hall_hours.be_ready, selection), "be ready")
    tour.take(Shot("proctor-start", PROCTOR, "/pengawas/mulai", height=1000))


def _writing(tour: _Tour) -> None:
    selection = tour.selection
    tour.step(partial(hall_hours.write, selection), "write")
    people = "/pengawas/peserta"
    tour.take(
        Shot("proctor-hall", PROCTOR, "/pengawas", height=1000),
        Shot("proctor-map", PROCTOR, "/pengawas", (_MAP,), 1000),
        Shot("proctor-seat", PROCTOR, f"{people}/{hall_hours.interrupted(selection)}", height=1000),
        Shot("proctor-move", PROCTOR, f"{people}/{hall_hours.silent(selection)}/pindah"),
        Shot("proctor-messages", PROCTOR, "/pengawas/pesan"),
        Shot("proctor-note", PROCTOR, "/pengawas/catatan", height=1000),
        Shot("proctor-projector", "", "/layar"),
    )


def _evening(tour: _Tour) -> None:
    tour.step(partial(hall_hours.hand_in, tour.selection), "hand in")
    tour.take(Shot("proctor-close", PROCTOR, "/pengawas/tutup"))
    tour.step(partial(hall_hours.close, tour.selection), "close")
    tour.take(Shot("secretariat-evening", SECRETARY, "/sekretariat/penutupan", height=1000))
    minutes = f"/sekretariat/penutupan/{FILES[Printed.MINUTES]}"
    tour.save("document-minutes", SECRETARY, minutes, pages=2)


def _opening(tour: _Tour) -> None:
    tour.selection.go_to(moment(7, 9, 20))
    for visits in tour.visits:
        for share in tour.selection.made.shares[:2]:
            visits.bring_share(CHAIR, share.words)
    tour.take(Shot("panelist-opening", CHAIR, "/panel/pembukaan"))
    tour.step(tour.days.open, "open")
    tour.take(
        Shot("release-list", OFFICER, "/pemeriksa", height=1000),
        Shot("release-paper", OFFICER, f"/pemeriksa/naskah/{tour.days.immodest}", height=1000),
    )
    tour.step(tour.days.release, "release")


def _scoring(tour: _Tour) -> None:
    days = tour.days
    tour.step(days.read_some, "read some")
    paper = f"/panel/naskah/{days.scored_one()}"
    tour.take(
        Shot("panelist-papers", READER, "/panel", height=1000),
        Shot("panelist-paper", READER, paper),
    )
    tour.save("document-paper", READER, f"{paper}/makalah.docx")
    tour.step(days.read_all, "read all")
    commit = f"/panel/kunci/{PAPERS}"
    progress = f"/panel/ketua/{PAPERS}"
    tour.take(
        Shot("panelist-commit", READER, commit, height=1000),
        Shot("chair-progress", CHAIR, progress),
    )
    tour.step(days.open_round_one, "open round one")
    tour.take(
        Shot("chair-divergence", CHAIR, progress, height=1100),
        Shot("panelist-round-two", READER, f"/panel/naskah/{days.scored_one()}"),
    )
    tour.step(days.revise, "revise")
    tour.take(Shot("panelist-lock", READER, commit, height=1000))
    tour.step(days.lock, "lock")


def _hearing(tour: _Tour) -> None:
    days = tour.days
    tour.step(days.plan_hearings, "plan hearings")
    tour.take(Shot("secretariat-interviews", SECRETARY, "/sekretariat/wawancara", height=1000))
    path, file = f"/sekretariat/nilai/{RECORD}", (f"{RECORD}.csv", days.scores_from_outside(RECORD))
    tour.each(
        "secretariat-outside",
        lambda one: one.look_at_file("secretariat-outside", SECRETARY, path, file),
    )
    tour.step(days.hear_some, "hear some")
    tour.take(Shot("panelist-interview", READER, f"/panel/wawancara/{days.heard_one()}"))


def _result(tour: _Tour) -> None:
    days = tour.days
    tour.step(days.finish, "finish")
    announcement = f"/panel/penetapan/tahap/{PAPERS}"
    tour.take(
        Shot("chair-announce", CHAIR, announcement, height=1000),
        Shot("chair-issue", CHAIR, "/panel/penetapan/hasil", height=1000),
    )
    tour.step(days.issue, "issue")
    best = f"/panel/hasil/{days.first_ranked()}"
    tour.take(
        Shot("chair-result", CHAIR, "/panel/hasil", height=1000),
        Shot("chair-candidate", CHAIR, best, height=1000),
        Shot("observer-evidence", _OBSERVER, "/pengamat", height=1000),
    )
    tour.save("document-recap", CHAIR, "/panel/penetapan/rekap.docx")
    tour.save("document-letter", CHAIR, f"/panel/penetapan/surat/{days.first_ranked()}")


def _cards(visits: Visits) -> Sheet:
    return visits.cards("document-card")


_CHAPTERS: Final[tuple[Callable[[_Tour], None], ...]] = (
    _preparation, _morning, _writing, _evening, _opening, _scoring, _hearing, _result,
)  # fmt: skip
