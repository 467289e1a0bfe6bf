"""Files that came with a form are closed as the answer begins, whoever refused the form.

The token of a form in parts is looked for among its parts, so the files are read before anybody is
refused; no temporary file outlives its request.
"""

from litestar.datastructures import UploadFile
from litestar.types import Message, Scope
from litestar.utils.scope.state import ScopeState


async def close_uploads(message: Message, scope: Scope) -> None:
    """Close every file of the request's form."""
    if message["type"] != "http.response.start":
        return
    form = ScopeState.from_scope(scope).form
    if not isinstance(form, dict):
        return
    for part in form.values():
        for value in part if isinstance(part, list) else [part]:
            if isinstance(value, UploadFile):
                await value.close()
