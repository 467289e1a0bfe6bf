"""A file as an answer: saved under a name, never shown in the page's place."""

from typing import Any

from litestar import Response


def attachment(content: bytes, name: str, media_type: str) -> Response[bytes]:
    """Answer with a file to be saved."""
    headers: dict[str, Any] = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
