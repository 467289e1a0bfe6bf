"""Who may prepare an exam in a browser: whoever has the address from the terminal, once.

The token of the address is worth nothing after its first use; from then on the browser shows a
secret that is in no address, so neither history nor a list of processes opens anything. Under
another name than that of this machine nobody is answered, so no foreign page can pose as one of it.
"""

import hmac
from secrets import token_hex
from typing import Any, Final

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from exam.errors import RefusedError

LOOPBACK: Final = "127.0.0.1"
COOKIE: Final = "makalah-new"
_NAMES: Final = (LOOPBACK, "localhost")
_OPEN: Final = ("/mulai/", "/static")


class NewKey:
    """The token of the address, which is spent once, and the secret of the browser after it."""

    def __init__(self) -> None:
        self.token = token_hex(16)
        self._secret = token_hex(32)
        self._spent = False

    def spend(self, token: str) -> str:
        """Use the token up; returns what the browser is to show from now on.

        Raises:
            RefusedError: it is another one, or was used before.

        """
        if self._spent or not hmac.compare_digest(token.encode(), self.token.encode()):
            raise RefusedError("new.address")
        self._spent = True
        return self._secret

    def require(self, shown: str) -> None:
        """Refuse a browser that did not come by the address.

        Raises:
            RefusedError: it does not show the secret.

        """
        if not hmac.compare_digest(shown.encode(), self._secret.encode()):
            raise RefusedError("new.address")


def known_only(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Let through the browser that came by the address, and everybody to the entrance."""
    if connection.url.hostname not in _NAMES:
        raise RefusedError("new.address")
    template = connection.scope.get("path_template") or ""
    if not template.startswith(_OPEN):
        key: NewKey = connection.app.state.key
        key.require(connection.cookies.get(COOKIE, ""))
