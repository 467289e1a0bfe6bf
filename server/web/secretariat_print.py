"""The secretariat's page of papers: what there is to print, when, and each as a Word file.

A file is drawn when it is asked for, from what is on the record then, and kept nowhere.
"""

from typing import Any, Final

from litestar import Response, Router, get
from litestar.params import FromPath
from litestar.response import Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.errors import RefusedError
from server.evidence import checkpoint_at_close
from server.paper_kinds import FILES, Printed, file_of
from server.places import planned_places
from server.web.chosen import TheSitting
from server.web.pages import page
from server.web.session import Exam, PeopleRequest

_HAND_INS: Final = """
    select 1 from envelopes join applications on applications.id = envelopes.application_id
    where sitting_id = ? limit 1
"""
_WORD_FILE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@get("/", sync_to_thread=True)
def show_papers(request: PeopleRequest, exam: Exam, sitting: TheSitting) -> Template:
    """Show every paper with what it is for."""
    state = exam.store.read(lambda db: _state(db, sitting))
    return page(request, "secretariat/papers.html", files=FILES, **state)


@get("/{name:str}", sync_to_thread=True)
def give_paper(name: FromPath[str], exam: Exam, sitting: TheSitting) -> Response[bytes]:
    """Draw one of them and hand it over under its name."""
    from server.documents.printing import print_paper

    kind = next((kind for kind, file in FILES.items() if file == name), None)
    if kind is None:
        raise RefusedError("page.not-found")
    headers = {"content-disposition": f'attachment; filename="{file_of(kind, sitting)}"'}
    return Response(print_paper(kind, exam, sitting), media_type=_WORD_FILE, headers=headers)


def _state(db: Database, sitting_id: str) -> dict[str, Any]:
    return {
        "has_plan": bool(planned_places(db, sitting_id)),
        "has_hand_ins": db.execute(_HAND_INS, [sitting_id]).fetchone() is not None,
        "is_closed": checkpoint_at_close(db, sitting_id) is not None,
        "kinds": {kind.name: kind for kind in Printed},
    }


print_routes: Final[list[ControllerRouterHandler]] = [
    Router(path="/cetak", route_handlers=[show_papers, give_paper], include_in_schema=False)
]
