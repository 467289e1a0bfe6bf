"""An app that nothing leaves: no key ends it, no clipboard has what was copied, no error tells.

An unforeseen error ends it without a word, for a traceback could show what was written; the keeper
then starts another screen.
"""

from textual.worker import WorkerFailed

from kiosk.appearance import Appearance
from kiosk.fault import FAILURE_EXIT_CODE, place_of
from kiosk.ui.dress import DressedApp, TellAppearance


class EnclosedApp(DressedApp, inherit_bindings=False):
    """Keeps everything inside; `failure` is kind and place of the error that ended it, or ""."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False

    def __init__(self, appearance: Appearance, tell_appearance: TellAppearance | None) -> None:
        super().__init__(appearance, tell_appearance)
        self.failure = ""

    def copy_to_clipboard(self, text: str) -> None:
        """Keep what was copied inside the kiosk."""
        self._clipboard = text

    def bell(self) -> None:
        """Do nothing: the hall is quiet."""

    async def action_quit(self) -> None:
        """Do nothing: no key leaves the kiosk."""

    def action_suspend_process(self) -> None:
        """Do nothing: there is no shell to go to."""

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Do nothing: nothing is written down outside the journal."""

    def run(self, **options: object) -> None:
        """Run until the end; an internal error ends the process with its own exit code."""
        result = super().run(**options)  # type: ignore[arg-type]
        if self.return_code:
            raise SystemExit(self.return_code)
        return result

    def _handle_exception(self, error: Exception) -> None:
        """End, and note kind and place of the error; what was typed is at the desk."""
        self._return_code = FAILURE_EXIT_CODE
        if not self.failure:
            self.failure = place_of(error.error if isinstance(error, WorkerFailed) else error)
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Print nothing: there may be somebody's text in it."""
