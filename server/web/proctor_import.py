"""Work that is brought in from a stick, because a PC has no network.

The file is sealed and signed by the PC; what was known before counts once.
"""

import asyncio
from typing import Annotated, Any, Final

from litestar import get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Template
from litestar.types import ControllerRouterHandler

from exam.errors import RefusedError
from server.importing import bring_in
from server.web.pages import page
from server.web.session import Exam, PeopleRequest, require_person

MOST_UPLOAD_BYTES: Final = 128_000_000
"""Larger files are brought in by the command."""

Upload = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


@get("/impor", sync_to_thread=False)
def ask_file(request: PeopleRequest) -> Template:
    """Ask for a file from a stick."""
    return page(request, "proctor/import.html")


@post("/impor", request_max_body_size=MOST_UPLOAD_BYTES)
async def take_file(request: PeopleRequest, data: Upload, exam: Exam) -> Template:
    """Take what a file brings; what is known already counts once."""
    file = data.get("file")
    if not isinstance(file, UploadFile):
        raise RefusedError("form.file")
    raw, staff_id = await file.read(), require_person(request).staff_id
    imported = await asyncio.to_thread(bring_in, exam, raw, staff_id)
    return page(request, "proctor/imported.html", imported=imported, file=file.filename)


import_routes: Final[list[ControllerRouterHandler]] = [ask_file, take_file]
