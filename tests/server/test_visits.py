"""The log of the people's door: one line for each request, and nothing that anybody typed."""

import pytest

from exam.codes import show_code
from server.ceremony import Handouts
from server.console import log_to_stderr
from server.office import OpenExam
from server.web.seat_view import slug_of
from tests.server.browsing import visiting
from tests.server.panel_acting import hand_in_samples, passphrases_of
from tests.server.sample_papers import sample_manuscript

CANARY = "kenari rahasia sekali"


def test_a_whole_day_leaves_no_secret_in_the_log(
    exam: OpenExam, made: Handouts, capsys: pytest.CaptureFixture[str]
) -> None:
    log_to_stderr(debug=True)
    hand_in_samples(exam, made)
    card = made.cards[-1]
    slug = slug_of(card.application.number)
    with visiting(exam, passphrases_of(made)) as visitor:
        visitor.log_in("ketua", CANARY)
        visitor.log_in(CANARY, "x")
        visitor.log_in("pengawas-1")
        cookies = dict(visitor.client.cookies)
        visitor.get(f"/pengawas/peserta/{slug}?catatan={CANARY}")
        visitor.get(f"/{CANARY}")
        visitor.post("/pengawas/pindah", {"application": CANARY})
        page = visitor.get(f"/pengawas/peserta/{slug}/kartu").text
        present = page.partition('name="card" value="')[2].partition('"')[0]
        printed = visitor.post(f"/pengawas/peserta/{slug}/kartu", {"card": present})
        assert printed.status_code == 200
        token = visitor.token()
    told = capsys.readouterr().err
    assert "route='/pengawas/peserta/{slug}'" in told
    assert "who='pengawas-1'" in told
    assert "staff.log-in" in told
    secrets = [CANARY, CANARY.replace(" ", "%20"), token, *cookies.values(), slug]
    secrets += passphrases_of(made).values()
    secrets += [form for one in made.cards for form in (one.code, show_code(one.code))]
    secrets += [line for line in sample_manuscript("01-kesbangpol").paper.splitlines() if line]
    for secret in secrets:
        assert secret not in told


def test_each_request_is_one_line_and_a_refusal_says_its_code(
    exam: OpenExam, made: Handouts, capsys: pytest.CaptureFixture[str]
) -> None:
    log_to_stderr(debug=False)
    with visiting(exam, passphrases_of(made)) as visitor:
        visitor.log_in("pengamat")
        capsys.readouterr()
        visitor.get("/pengamat")
        visitor.get("/panel")
        visitor.get("/static/makalah.css")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert "route='/pengamat' status=200" in lines[0]
    assert "code='session.panelists-only'" in lines[1]
