"""A new card for a candidate who lost theirs: made once, shown or downloaded, kept on no disk.

A second press within a minute gets the same card again, not one more. That its code stood on a
screen is on the record.
"""

import os
from hashlib import sha256
from typing import Final
from urllib.parse import quote

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.codes import show_code
from exam.errors import RefusedError
from exam.pairing import fingerprint_of
from exam.proceedings import CardShown
from server.ceremony import Card
from server.documents.cards import card_advice, card_fields
from server.language import load_catalog
from server.office import OpenExam
from server.replacement import replace_card
from server.sittings import Row
from server.store import append_entry
from server.web.fresh_card import FreshCard, Made
from server.web.pages import page
from server.web.proctor_people import application_of
from server.web.seat_view import slug_of
from server.web.session import Exam, Form, PeopleRequest, require_person

_WORD_FILE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@get("/peserta/{slug:str}/kartu", sync_to_thread=True)
def ask_card(request: PeopleRequest, slug: FromPath[str], exam: Exam) -> Template:
    """Say what a new card means, and what the candidate does with it."""
    row = exam.store.read(lambda db: application_of(db, slug))
    return page(request, "proctor/card.html", application=row, present=_present(row))


@post("/peserta/{slug:str}/kartu", sync_to_thread=True, status_code=200)
def make_card(
    request: PeopleRequest, slug: FromPath[str], data: Form, exam: Exam
) -> Template | Response[bytes]:
    """Make the new card in place of the one that the page was about; show it, or hand it out."""
    staff_id = require_person(request).staff_id
    row = exam.store.read(lambda db: application_of(db, slug))
    card = _once(request, exam, row["id"], data.get("card", ""), staff_id)
    fingerprint = show_code(fingerprint_of(exam.exam_id))
    translate = load_catalog(exam.config.exam.language).gettext
    if not data.get("show"):
        from server.documents.card_docx import card_docx

        file = card_docx(card, exam.config, fingerprint, translate)
        name = quote(f"kartu-{slug_of(row['number'])}.docx")
        headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(file, media_type=_WORD_FILE, headers=headers)
    exam.act_now(lambda db, now: _note_shown(db, CardShown(now, row["id"], staff_id)))
    return page(
        request,
        "proctor/card_shown.html",
        application=row,
        facts=card_fields(card, exam.config, fingerprint, translate),
        advice=card_advice(translate),
    )


def _once(
    request: PeopleRequest, exam: OpenExam, application_id: str, replaced: str, staff_id: str
) -> Card:
    """Make a card, or return the one that the same press made a moment ago."""
    fresh: FreshCard = request.app.state.fresh_card
    with fresh.guard:
        now = exam.timeline.now()
        kept = fresh.again(application_id, replaced, staff_id, now)
        if kept is not None:
            return msgspec.msgpack.decode(kept, type=Card)
        card = _replace(exam, application_id, replaced, staff_id)
        fresh.keep(Made(application_id, replaced, staff_id, now, msgspec.msgpack.encode(card)))
        return card


def _replace(exam: OpenExam, application_id: str, replaced: str, staff_id: str) -> Card:
    def act(db: Database, now: ExamTime) -> Card:
        (row,) = db.query("select * from applications where id = ?", [application_id])
        if _present(row) != replaced:
            raise RefusedError("card.changed")
        return replace_card(db, exam, application_id, staff_id, os.urandom, now)

    return exam.act_now(act)


def _note_shown(db: Database, entry: CardShown) -> None:
    append_entry(db, encode_entry(entry))


def _present(application: Row) -> str:
    """Name the card that is valid now without telling anything of its code."""
    return sha256(application["auth_hash"]).hexdigest()[:16]


card_routes: Final[list[ControllerRouterHandler]] = [ask_card, make_card]
