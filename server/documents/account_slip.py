"""The slip of one account whose passphrase was just drawn."""

from exam.codes import show_code
from exam.config import ExamConfig
from exam.pairing import fingerprint_of
from server.accounts import role_name
from server.documents.sheet import Occasion, Translate
from server.documents.staff_slips import Slip, staff_slips
from server.staff import NewStaff


def account_slip(
    person: NewStaff, config: ExamConfig, exam_id: bytes, translate: Translate
) -> bytes:
    """Draw the slip as a Word file."""
    _ = translate
    title = _("Access to the exam server")
    slip = Slip(
        title=title,
        facts=(
            (_("Name"), person.name),
            (_("Task"), role_name(person.role, translate)),
            (_("Account"), person.staff_id),
        ),
        passphrase=person.passphrase,
        advice=_("Show it to nobody. Whoever has this slip can work here in your name."),
    )
    occasion = Occasion(config, show_code(fingerprint_of(exam_id)), translate)
    return staff_slips(title, (slip,), occasion)
