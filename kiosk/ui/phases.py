"""Which page a view asks for."""

from collections.abc import Mapping
from typing import Final

from exam.sitting import Phase
from kiosk.ui.fenced import FencedPage
from kiosk.ui.handed_in import HandedInPage
from kiosk.ui.identity import IdentityPage
from kiosk.ui.locked import LockedPage
from kiosk.ui.page import Page
from kiosk.ui.paused import PausedPage
from kiosk.ui.pc_stop import PcStopPage
from kiosk.ui.rules import RulesPage
from kiosk.ui.safety import is_fenced
from kiosk.ui.sign_in import SignInPage
from kiosk.ui.waiting import WaitingPage
from kiosk.ui.writing import WritingPage
from kiosk.view import DeskView

_PAGES: Final[Mapping[Phase | None, type[Page]]] = {
    None: SignInPage,
    Phase.SIGNED_IN: IdentityPage,
    Phase.IDENTITY_CONFIRMED: RulesPage,
    Phase.READY: WaitingPage,
    Phase.WRITING: WritingPage,
    Phase.PAUSED: PausedPage,
    Phase.LOCKED: LockedPage,
    Phase.SEALED: HandedInPage,
    Phase.SUBMITTED: HandedInPage,
}


def page_for(view: DeskView, *, fence_is_read: bool) -> type[Page]:
    """Return the page for a view.

    Where somebody has moved on, that is read before signing in, and where something stops the PC,
    nobody signs in.
    """
    if is_fenced(view) and not fence_is_read:
        return FencedPage
    if view.phase is None and view.pc_stops:
        return PcStopPage
    return _PAGES[view.phase]
