"""The recap to be signed and the letters: what they say, to whom, and the same for the same."""

import io
from dataclasses import replace
from fractions import Fraction

import msgspec
import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT

from exam.config import ExamConfig
from exam.custody_record import ReleaseWaived
from exam.ranking import rank_selection
from exam.scoring_record import PanelistExcused, Recused, RevealForced, ScoreCorrected
from exam.standings import Entrant, Exclusion, Standing
from exam.weighing import StageScore, score_of
from server.documents.announcement import shortlist_announcement, stage_announcement
from server.documents.recap_docx import recap_docx
from server.documents.result_letter import result_letter
from server.documents.sheet import Occasion
from server.language import load_catalog
from server.noteworthy import Note, Notes, Remarkable
from server.ranking import Candidate, Result
from tests.exam.selections import parsed, sample

DIGEST = "ab" * 32
NAMES = {"a": "Ani Lestari", "b": "Budi Santoso", "c": "Citra Dewi", "d": "Dedi Kurnia"}
IDEA = {"masalah": 60, "gagasan": 90, "pelaksanaan": 75, "penyajian": 75}


def config(*, feedback: bool = False, best: int = 3) -> ExamConfig:
    selection = parsed(sample("semarang"))
    rule = msgspec.structs.replace(
        selection.result, personal_feedback=feedback, shortlist_size=best, pass_mark=70
    )
    return msgspec.structs.replace(selection, posts=selection.posts[:2], result=rule)


def made(selection: ExamConfig, awaited: str = "") -> Result:
    """Return a result: a and b have the same total, c withdrew, d was absent from the paper."""
    out = Entrant("c", "kesbangpol", Exclusion.WITHDRAWN, "wawancara")
    entrants = [Entrant("a", "kesbangpol"), Entrant("b", "kesbangpol"), out]
    entrants.append(Entrant("d", "kesbangpol"))
    scores: dict[str, dict[str, StageScore]] = {}
    for stage in selection.stages:
        if stage.id == awaited:
            continue
        given = {name: StageScore(Fraction("80.5")) for name in NAMES}
        if stage.is_scored_here:
            values = IDEA if stage.id == "makalah" else dict.fromkeys(("inovasi", "pribadi"), 80)
            score = score_of(stage.rubric, {"ketua": values, "penilai-2": values})
            assert score is not None
            given = dict.fromkeys("abc", score)
        scores[stage.id] = given
    people = {
        name: Candidate(name, f"00{at}", full, "197003051995032001")
        for at, (name, full) in enumerate(NAMES.items(), 1)
    }
    reasons = {"c": "Surat tanggal 3 Desember."}
    return Result(rank_selection(selection, entrants, scores), people, {}, reasons)


NOTHING = Notes((), {})


def occasion(selection: ExamConfig) -> Occasion:
    return Occasion(selection, "F1NG-ERPR", load_catalog("id").gettext)


def text_of(raw: bytes) -> str:
    """Return everything that a document says, cells included."""
    document: WordDocument = Document(io.BytesIO(raw))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(line.text for line in document.paragraphs), *cells))


def standing(result: Result, name: str) -> Standing:
    return result.standing(name)


def letter(selection: ExamConfig, name: str, awaited: str = "") -> str:
    result = made(selection, awaited)
    return text_of(result_letter(standing(result, name), result, occasion(selection)))


def test_the_recap_names_everybody_with_what_came_out() -> None:
    selection = config()
    text = text_of(recap_docx(made(selection), occasion(selection), DIGEST, NOTHING))
    for name in NAMES.values():
        assert name in text
    assert "termasuk nama terbaik" in text
    assert "mengundurkan diri sebelum Wawancara" in text
    assert "003: Surat tanggal 3 Desember." in text
    assert "tidak mengikuti Uji gagasan" in text
    assert f"Sidik peringkat ini: {DIGEST}" in text
    assert "Tidak ada pelamar untuk jabatan ini." in text
    assert "SEMENTARA" not in text


def test_weights_that_are_not_whole_have_the_decimal_sign_of_the_language() -> None:
    selection = config()
    first, second, *rest = selection.stages
    weights = (first.weight + 0.5, second.weight - 0.5)
    moved = (
        msgspec.structs.replace(stage, weight=weight)
        for stage, weight in zip((first, second), weights, strict=True)
    )
    selection = msgspec.structs.replace(selection, stages=(*moved, *rest))
    recap = text_of(recap_docx(made(selection), occasion(selection), DIGEST, NOTHING))
    for text in (recap, letter(selection, "a")):
        for weight in weights:
            assert f"{weight:.1f}%".replace(".", ",") in text
            assert f"{weight:.1f}%" not in text


def test_who_is_on_two_shortlists_is_named_so_at_both_and_nobody_else_is() -> None:
    selection = config()
    imported = msgspec.structs.replace(
        next(stage for stage in selection.stages if stage.source == "imported"), weight=100
    )
    result_rule = msgspec.structs.replace(selection.result, tie_break=())
    selection = msgspec.structs.replace(selection, stages=(imported,), result=result_rule)
    first, second = selection.posts
    entrants = [Entrant("a", first.id), Entrant("b", second.id), Entrant("c", second.id)]
    scores = {imported.id: dict.fromkeys("abc", StageScore(Fraction(80)))}
    persons = {"a": "7", "b": "7", "c": ""}
    people = {name: Candidate(name, name, "Nama", "1", person) for name, person in persons.items()}
    result = Result(rank_selection(selection, entrants, scores), people, {}, {})
    text = text_of(recap_docx(result, occasion(selection), DIGEST, NOTHING))
    assert f"termasuk nama terbaik; juga termasuk nama terbaik untuk {second.name}" in text
    assert f"termasuk nama terbaik; juga termasuk nama terbaik untuk {first.name}" in text
    assert text.count("juga termasuk") == 2
    scores[imported.id]["b"] = StageScore(Fraction(60))
    result = Result(rank_selection(selection, entrants, scores), people, {}, {})
    text = text_of(recap_docx(result, occasion(selection), DIGEST, NOTHING))
    assert "juga termasuk" not in text


def test_the_recap_tells_of_ties_and_of_what_they_leave_open() -> None:
    selection = config(best=1)
    text = text_of(recap_docx(made(selection), occasion(selection), DIGEST, NOTHING))
    assert "001: nilai akhir sama, dan tetap seri menurut: Wawancara 80,00" in text
    assert "Uji gagasan: penulisan makalah: Gagasan dan kebaruan 90,00" in text
    assert "Nilai seri pada tempat terakhir" in text


def test_the_recap_tells_what_parted_equal_totals() -> None:
    selection = config()
    result = made(selection)
    post, *others = result.ranking.posts
    first, second, *rest = post.standings
    parted = replace(first, shared=False, tie_break=(("wawancara", Fraction(81)),))
    ranking = replace(
        result.ranking, posts=(replace(post, standings=(parted, second, *rest)), *others)
    )
    raw = recap_docx(replace(result, ranking=ranking), occasion(selection), DIGEST, NOTHING)
    assert "001: nilai akhir sama; penentu: Wawancara 81,00." in text_of(raw)


def test_the_recap_tells_how_far_panelists_agree_and_that_it_plays_no_part() -> None:
    selection = config()
    text = text_of(recap_docx(made(selection), occasion(selection), DIGEST, NOTHING))
    assert "Kesepakatan penilai: Wawancara" in text
    assert "ICC(2,1) –; ICC(2,k) – (3 dinilai oleh semua penilai); alfa –." in text
    assert "Sekretaris Daerah selaku Ketua Panitia Seleksi 0,00" in text
    assert text.count("Angka-angka ini tidak memengaruhi peringkat.") == 2


def test_a_provisional_recap_says_so() -> None:
    selection = config()
    text = text_of(recap_docx(made(selection, "wawancara"), occasion(selection), DIGEST, NOTHING))
    assert "SEMENTARA – masih ditunggu: Wawancara" in text
    assert "Kesepakatan penilai: Wawancara" not in text


def test_everybody_of_the_panel_has_room_to_sign_on_a_page_on_its_side() -> None:
    selection = config()
    raw = recap_docx(made(selection), occasion(selection), DIGEST, NOTHING)
    for member in selection.panel.members:
        assert member.name in text_of(raw)
    section = Document(io.BytesIO(raw)).sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (section.page_width or 0) > (section.page_height or 0)


def test_a_letter_says_the_own_result_and_nothing_of_anybody_else() -> None:
    text = letter(config(), "a")
    assert "Ani Lestari" in text
    assert "keterangannya: termasuk nama terbaik." in text
    assert "24,15" in text
    assert "Umpan balik" not in text
    for other in ("Budi Santoso", "Citra Dewi", "Akademisi"):
        assert other not in text


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("c", "mengundurkan diri sebelum Wawancara"),
        ("d", "tidak mengikuti Uji gagasan: penulisan makalah"),
    ],
)
def test_a_letter_says_why_somebody_is_not_ranked(name: str, outcome: str) -> None:
    assert f"keterangannya: {outcome}." in letter(config(), name)


def test_feedback_names_the_strongest_and_the_weakest_criterion() -> None:
    text = letter(config(feedback=True), "a")
    assert "Umpan balik: Uji gagasan: penulisan makalah" in text
    assert "Terkuat: Gagasan dan kebaruan. Paling dapat dikembangkan: Ketajaman masalah." in text
    assert "Semua kriteria dinilai sama." in text
    assert "Masalah dirumuskan jelas" in text


def test_there_is_no_feedback_on_a_stage_that_somebody_missed() -> None:
    assert "Umpan balik" not in letter(config(feedback=True), "d")


def test_an_announcement_names_who_goes_on_in_the_order_of_numbers_without_scores() -> None:
    selection = config()
    result = made(selection)
    stage = next(stage for stage in selection.stages if stage.id == "makalah")
    text = text_of(stage_announcement(result, stage, occasion(selection)))
    assert "HASIL TAHAPAN UJI GAGASAN: PENULISAN MAKALAH" in text
    assert text.index("Ani Lestari") < text.index("Budi Santoso") < text.index("Citra Dewi")
    assert "Dedi Kurnia" not in text
    assert "80" not in text


def test_the_announcement_of_the_result_names_the_shortlist_alone() -> None:
    selection = config()
    text = text_of(shortlist_announcement(made(selection), occasion(selection)))
    assert "Budi Santoso" in text
    assert "Citra Dewi" not in text
    assert "Tidak ada." in text


def test_equal_results_give_equal_bytes() -> None:
    selection = config(feedback=True)
    first, second = made(selection), made(selection)
    of = occasion(selection)
    assert recap_docx(first, of, DIGEST, NOTHING) == recap_docx(second, of, DIGEST, NOTHING)
    assert result_letter(standing(first, "a"), first, of) == result_letter(
        standing(second, "a"), second, of
    )


def test_a_recap_without_anything_out_of_the_ordinary_says_so() -> None:
    selection = config()
    text = text_of(recap_docx(made(selection), occasion(selection), DIGEST, NOTHING))
    assert "Hal-hal yang perlu dicatat" in text
    assert "tidak ada pemeriksaan yang dilewati" in text


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            RevealForced(1, "makalah", "penilai-2", 3, "", "Sakit keras.", ("ketua", "penilai-3")),
            "dilanjutkan tanpa Dua, yang bagian kuncinya dilepas dengan 3 kartu kunci "
            "(Ketua, penilai-3). Atas permintaan: perintah di server.",
        ),
        (
            PanelistExcused(1, "wawancara", "penilai-2", "ketua", "Sakit keras."),
            "Wawancara: Ketua melanjutkan penilaian tanpa Dua",
        ),
        (
            Recused(1, "makalah", "penilai-2", "K000", "Sakit keras."),
            "Dua tidak menilai naskah K000 dari peserta 001.",
        ),
        (
            Recused(1, "wawancara", "penilai-2", "a", "Sakit keras."),
            "Wawancara: Dua tidak menilai peserta 001.",
        ),
        (
            Recused(1, "lama", "penilai-2", "ZZZZ", "Sakit keras."),
            "lama: Dua tidak menilai ZZZZ.",
        ),
        (
            ScoreCorrected(
                1,
                "0" * 32,
                "makalah",
                "penilai-2",
                "K000",
                "masalah",
                70,
                80,
                "ketua",
                "Sakit keras.",
            ),
            "Dua mengubah “Ketajaman masalah” untuk naskah K000 dari peserta 001 dari 70 "
            "menjadi 80, dengan persetujuan Ketua.",
        ),
        (
            ReleaseWaived(1, 4, "ketua", "Sakit keras."),
            "Ketua mengizinkan penilai membaca 4 naskah yang belum diperiksa",
        ),
    ],
)
def test_the_recap_notes_what_was_out_of_the_ordinary_with_its_reason(
    entry: Remarkable, said: str
) -> None:
    selection = config()
    result = replace(made(selection), codes={"a": "K000"})
    notes = Notes((Note(41, entry),), {"ketua": "Ketua", "penilai-2": "Dua"})
    raw = recap_docx(result, occasion(selection), DIGEST, notes)
    lines = text_of(raw).splitlines()
    at = lines.index("Sakit keras.")
    assert lines[at - 2] == "41"
    assert said in lines[at - 1]
