"""What every answer at the people's door says to the browser besides its content.

Nothing is loaded from outside the server, no script or style stands in a page, no other site may
frame or read one, and nothing but the static files may be kept.
"""

from typing import Final

from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope

HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": (
        "camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), payment=()"
    ),
}


async def add_headers(message: Message, scope: Scope) -> None:
    """Add the headers to an answer of whatever kind, as it begins."""
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders.from_message(message)
    for name, value in HEADERS.items():
        headers[name] = value
    static = scope["path"].startswith("/static/")
    headers["cache-control"] = "no-cache" if static else "no-store"
