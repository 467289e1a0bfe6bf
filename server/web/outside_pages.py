"""The secretariat brings in scores from outside: choose a file, look at it, take it.

A file that was looked at waits in memory for whoever chose it, one for each stage, and nowhere
else; what is taken is the file that was shown, or nothing.
"""

import asyncio
from http import HTTPStatus
from typing import Annotated, Any, Final

from litestar import Router, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from exam.errors import RefusedError, RosterError
from exam.roster.report import remarks_on
from exam.roster.tables import MOST_BYTES
from exam.sentences import sentence
from server.language import load_catalog
from server.office import OpenExam
from server.outside import (
    Preview,
    imported_stage,
    imported_stages,
    preview_outside,
    take_outside,
    taken_files,
)
from server.plan import Draft
from server.web.forms import typed_reason
from server.web.moments import moments_of
from server.web.pages import page
from server.web.session import Exam, Form, PeopleRequest, require_person

_HOME: Final = "/sekretariat/nilai"
_ROOM_OF_A_FORM: Final = 100_000
_Drafts = dict[tuple[str, str], Draft]
"""By account and stage."""
Upload = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


@get("/", sync_to_thread=True)
def show_stages(request: PeopleRequest, exam: Exam) -> Template:
    """Show which scores come from outside, and which files are here."""
    stages = exam.store.read(
        lambda db: [(stage, taken_files(db, stage.id)) for stage in imported_stages(exam.config)]
    )
    clock = moments_of(exam).dated
    return page(request, "secretariat/outside.html", stages=stages, clock=clock)


@post("/{stage:str}", request_max_body_size=MOST_BYTES + _ROOM_OF_A_FORM)
async def look_at(
    request: PeopleRequest, stage: FromPath[str], data: Upload, exam: Exam
) -> Template:
    """Show what a file would bring, or all that is wrong with it; nothing is written."""
    of_stage = imported_stage(exam.config, stage)
    file = data.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise RefusedError("form.file")
    draft = Draft(file.filename[:200], await file.read())
    try:
        preview = await asyncio.to_thread(_preview, exam, stage, draft)
    except RosterError as error:
        return page(
            request,
            "secretariat/outside_wrong.html",
            status_code=HTTPStatus.UNPROCESSABLE_ENTITY,
            stage=of_stage,
            file=draft.name,
            problems=error.problems,
        )
    _drafts(request)[require_person(request).staff_id, stage] = draft
    return page(request, "secretariat/outside_preview.html", **_shown(exam, preview, draft))


@post("/{stage:str}/ambil", sync_to_thread=True)
def take(request: PeopleRequest, stage: FromPath[str], data: Form, exam: Exam) -> Redirect:
    """Take the file that was shown."""
    staff_id = require_person(request).staff_id
    draft = _drafts(request).get((staff_id, stage))
    if draft is None:
        raise RefusedError("outside.gone")
    preview = _preview(exam, stage, draft)
    if preview.digest.hex() != data.get("file", ""):
        raise RefusedError("outside.gone")
    reason = typed_reason(data) if preview.replaces else ""
    exam.act_now(lambda db, now: take_outside(db, preview, draft, staff_id, reason, now))
    _drafts(request).pop((staff_id, stage), None)
    return Redirect(_HOME, status_code=303)


def _drafts(request: PeopleRequest) -> _Drafts:
    drafts: _Drafts = request.app.state.outside_drafts
    return drafts


def _preview(exam: OpenExam, stage_id: str, draft: Draft) -> Preview:
    return exam.store.read(lambda db: preview_outside(db, exam.config, stage_id, draft))


def _shown(exam: OpenExam, preview: Preview, draft: Draft) -> dict[str, Any]:
    translate = load_catalog(exam.config.exam.language).gettext
    remarks = [sentence(one, translate) for one in remarks_on(preview.found.repairs)]
    return {"preview": preview, "stage": preview.stage, "file": draft.name, "remarks": remarks}


outside_routes: Final[list[ControllerRouterHandler]] = [
    Router(path="/nilai", route_handlers=[show_stages, look_at, take], include_in_schema=False)
]
