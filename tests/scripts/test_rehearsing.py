"""What a rehearsal decides by itself: who comes, what they write, what the result must be."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from exam.config import ExamConfig, parse_config
from exam.manuscript import BlockKind, count_words
from exam.roster import Application
from scripts.practice.comparison import slide_lines_of
from scripts.practice.samples import load_samples
from scripts.rehearsing.comparing import differing_papers, differing_results, post_reports
from scripts.rehearsing.judging import judge, judge_again
from scripts.rehearsing.lists import cut_list, rows_about
from scripts.rehearsing.panel import Line, OfficeFiles
from scripts.rehearsing.papers import add_line, cut_sample, most_words, write_sample
from scripts.rehearsing.plan import SHORT, WHOLE, Comer, Role, cast, choose_people
from scripts.rehearsing.reckoning import going_on, rank, recommended, score_of, shortlist, shown
from scripts.rehearsing.report import Fault, PostReport, Report, SittingReport, StageReport, table

CONFIGS = Path(__file__).parents[2] / "exam_configs"
SAMPLES = load_samples()


def config_of(name: str) -> ExamConfig:
    return parse_config((CONFIGS / f"{name}.toml").read_bytes(), name)


def comers_for(*posts: str, sitting: str = "", accommodation: str = "") -> list[Comer]:
    return [
        Comer(
            Application(f"{at:03}", f"N{at}", "", "", "", post, accommodation=accommodation),
            sitting,
        )
        for at, post in enumerate(posts, 1)
    ]


# Who comes


def test_all_come_to_a_whole_rehearsal() -> None:
    comers = comers_for(*"aaabbbcccc")
    assert len(choose_people(comers, WHOLE)) == 10


def test_a_short_one_has_rivals_for_a_post_and_few_people_in_all() -> None:
    chosen = choose_people(comers_for(*"abcdefgggg"), SHORT)
    assert chosen == {"007", "008", "009", "001", "002"}


def test_every_sitting_of_a_short_one_has_somebody() -> None:
    comers = [
        *comers_for("a", "a", "a", sitting="first"),
        *(
            replace(one, application=replace(one.application, number=f"1{at}"))
            for at, one in enumerate(comers_for("b", "b", sitting="second"))
        ),
    ]
    assert choose_people(comers, SHORT) == {"001", "002", "003", "10", "11"}


def test_a_person_with_several_posts_comes_to_all_of_them() -> None:
    twice = [
        Comer(Application(f"T1-{at}", "N", "", "", "", post, person="T1"), post)
        for at, post in enumerate("ab", 1)
    ]
    assert choose_people(twice, SHORT) == {"T1"}


def test_the_first_sitting_has_everything_that_can_go_wrong_and_the_seed_says_to_whom() -> None:
    comers = comers_for(*"aaaaaaaa")
    roles = cast(comers, 1, WHOLE, is_first=True)
    assert set(roles.values()) == set(Role) - {Role.SCREEN}
    assert roles == cast(comers, 1, WHOLE, is_first=True) != cast(comers, 2, WHOLE, is_first=True)


def test_a_short_first_sitting_waits_for_no_clock() -> None:
    roles = cast(comers_for(*"aaaaaaaa"), 1, SHORT, is_first=True)
    assert Role.TIME_UP not in roles.values()
    assert Role.SCREEN_KILLED in roles.values()


def test_a_later_sitting_of_a_short_one_has_no_screen() -> None:
    comers = comers_for(*"aaaa")
    assert Role.SCREEN in cast(comers, 1, WHOLE, is_first=False).values()
    assert Role.SCREEN not in cast(comers, 1, SHORT, is_first=False).values()


def test_somebody_alone_just_writes() -> None:
    assert cast(comers_for("a"), 1, WHOLE, is_first=True) == {"001": Role.PLAIN}


def test_whoever_has_a_longer_time_does_not_let_the_clock_run_out() -> None:
    comers = comers_for(*"aaaaaa")
    longer = replace(comers[0].application, accommodation="netra")
    for seed in range(8):
        roles = cast(
            [replace(comers[0], application=longer), *comers[1:]], seed, WHOLE, is_first=True
        )
        assert roles["001"] is Role.ABSENT


# What they write


@pytest.mark.parametrize("name", ["semarang", "sorong", "pekalongan", "latihan"])
def test_a_paper_is_as_long_as_it_may_be_and_no_two_are_alike(name: str) -> None:
    config = config_of(name)
    post = config.posts[0].id
    papers = [write_sample(f"{at}", post, config.writing, SAMPLES, 1) for at in range(20)]
    assert len({one.paper for one in papers}) == 20
    least = 3 * max(count_words(line) for one in SAMPLES for line in one.paper.split("\n"))
    for one in papers:
        assert count_words(one.paper) <= max(most_words(config.writing), least)
        assert bool(one.slides) == config.writing.has_slides


def test_no_more_slides_are_written_than_there_may_be() -> None:
    writing = config_of("pekalongan").writing
    slides = write_sample("1", "", writing, SAMPLES, 1).slides
    assert writing.slides is not None
    assert len(slide_lines_of(slides)) == writing.slides.max_slides


def test_a_cut_paper_keeps_its_last_line() -> None:
    writing = config_of("semarang").writing
    whole = write_sample("1", "brida", writing, SAMPLES, 1)
    cut = cut_sample(whole, 3)
    assert len(cut.paper.split("\n")) == len(cut.slides.split("\n")) == 3
    assert cut.paper.split("\n")[-1] == whole.paper.split("\n")[-1]


def test_a_line_behind_a_list_goes_on_with_the_list() -> None:
    bullet = BlockKind.BULLET.value
    assert add_line(f"{bullet}satu", "dua") == f"{bullet}satu\n{bullet}dua"
    assert add_line("satu", "dua") == "satu\ndua"


# Lists


ROWS: Sequence[Sequence[str]] = (
    ("No", "Nomor", "NIP", "Nilai"),
    ("1", "003", "19790301 200501 2 004", "7"),
    ("2", "007", "'197708162002032001", "3"),
)


def test_people_are_found_in_a_list_by_nip_however_it_is_spelled() -> None:
    assert rows_about(ROWS, {"003", "007"}, {"197903012005012004"}) == {1}


def test_where_no_nip_is_known_they_are_found_by_number_and_not_by_an_equal_score() -> None:
    assert rows_about(ROWS, {"3", "003"}, set()) == {1}


def test_nobody_is_found_who_is_not_there() -> None:
    assert rows_about(ROWS, {"099"}, {"199999999999999999"}) == frozenset()


def test_a_text_list_is_cut_and_stays_as_it_is_else(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Nomor;Nama;Nilai\n001;Siti, M.Si.;82,5\n002;Budi;70\n", "utf-8")
    cut_list(path, {"002"}, set())
    assert path.read_text("utf-8").splitlines() == ["Nomor,Nama,Nilai", '001,"Siti, M.Si.","82,5"']


def test_a_workbook_is_cut_and_keeps_its_numbers(tmp_path: Path) -> None:
    path, book = tmp_path / "list.xlsx", Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Nomor", "Nilai"], ["A-1", 74.07], ["A-2", 80]):
        sheet.append(row)
    book.save(path)
    cut_list(path, {"A-2"}, set())
    rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    assert list(rows) == [("Nomor", "Nilai"), ("A-1", 74.07)]


# What the panel gives, and what must come of it


def test_equal_seeds_judge_equally_and_panelists_differ() -> None:
    rubric = config_of("semarang").writing.rubric
    first = judge(1, "ketua", "x", rubric)
    assert first == judge(1, "ketua", "x", rubric)
    assert any(judge(1, f"p{at}", "x", rubric) != first for at in range(5))
    values = [value for at in range(300) for value in judge(at, "p", "x", rubric).values()]
    assert min(values) >= 0
    assert max(values) <= 98


def test_some_stay_and_some_revise() -> None:
    before = {"a": 60, "b": 70}
    found = {tuple(judge_again(seed, "p", "x", before)[0].values()) for seed in range(20)}
    assert found == {(60, 70), (62, 72)}


def test_a_stage_is_the_mean_of_weighted_sums() -> None:
    rubric = config_of("tiga-jabatan").writing.rubric
    sheets = {"a": {"gagasan": 80, "nalar": 70}, "b": {"gagasan": 90, "nalar": 90}}
    assert score_of(sheets, rubric) == 83


def test_equals_at_the_last_place_go_on_together() -> None:
    stage = next(stage for stage in config_of("metro").stages if stage.id == "makalah")
    scores = {str(at): Fraction(80 if at < 3 else 70) for at in range(6)}
    assert going_on(stage, scores, scores) == frozenset("012345")
    scores["5"] = Fraction(60)
    assert going_on(stage, scores, scores) == frozenset("01234")


def test_a_pass_mark_is_enough_to_reach() -> None:
    stage = next(stage for stage in config_of("metro").stages if stage.id == "administrasi")
    assert going_on(stage, {"a": Fraction(70), "b": Fraction(69)}, "abc") == {"a"}


def flat(config: ExamConfig, **points: int) -> dict[str, dict[str, Fraction]]:
    """Give everybody the same at every stage."""
    people = {number.lstrip("n"): Fraction(value) for number, value in points.items()}
    return {stage.id: people for stage in config.stages if stage.source != "unscored"}


def test_the_shortlist_takes_the_best_who_pass() -> None:
    config = config_of("tiga-jabatan")
    scores = flat(config, n1=90, n2=80, n3=69, n4=75, n5=72)
    standings = rank(config, scores, "12345")
    assert [one.number for one in standings] == list("12453")
    assert shortlist(config, standings) == {"1", "2", "4"}


def test_a_word_is_the_first_whose_points_are_reached() -> None:
    config = config_of("boltara")
    standings = rank(config, flat(config, n1=90, n2=85, n3=84, n4=10), "1234")
    words = list(recommended(config, standings).values())
    assert words == ["Sangat disarankan", "Sangat disarankan", "Disarankan", "Belum disarankan"]


def test_a_word_that_is_not_as_worked_out_is_named_and_words_are_counted() -> None:
    config = config_of("boltara")
    comers = comers_for("administrator", "administrator")
    scores = flat(config, n001=90, n002=80)
    lines = [
        replace(line(number, total), post_id="administrator", outcome="Sangat disarankan")
        for number, total in (("001", "90,00"), ("002", "80,00"))
    ]
    (wrong,) = differing_results(config, comers, scores, lines)
    assert wrong.startswith("002:")
    assert post_reports(config, lines)[0].chosen == ("Sangat disarankan: 2",)


@pytest.mark.parametrize(
    ("score", "text"),
    [(Fraction(165, 2), "82,50"), (Fraction(12345, 1000), "12,35"), (Fraction(2, 3), "0,67")],
)
def test_scores_are_shown_with_two_decimals(score: Fraction, text: str) -> None:
    assert shown(score) == text


# What differs


def test_a_paper_that_is_not_as_typed_is_named() -> None:
    sample = SAMPLES[0]
    right = OfficeFiles(sample.paper, slide_lines_of(sample.slides))
    written = {"1": sample, "2": sample, "3": sample, "4": sample}
    wrong = differing_papers(
        written,
        {
            "1": right,
            "2": replace(right, paper=sample.paper + "."),
            "3": replace(right, slides=[]),
            "9": right,
        },
    )
    assert wrong.keys() == {"2", "3", "4", "9"}
    assert differing_papers({"1": sample}, {"1": right}) == {}


def line(number: str, total: str, *, is_shortlisted: bool = True) -> Line:
    return Line("bappeda", f"id-{number}", number, "1", total, is_shortlisted, "")


def test_a_total_or_a_shortlist_that_is_not_as_worked_out_is_named() -> None:
    config = config_of("tiga-jabatan")
    comers = comers_for("bappeda", "bappeda", "bappeda", "bappeda")
    scores = flat(config, n001=90, n002=80, n003=85, n004=60)
    lines = [
        line("001", "90,00"),
        line("002", "80,01"),
        line("003", "85,00", is_shortlisted=False),
    ]
    wrong = differing_results(config, comers, scores, lines)
    assert [text.partition(":")[0] for text in wrong] == ["002", "003", "004"]
    whole = [line("001", "90,00"), line("002", "80,00"), line("003", "85,00")]
    last = line("004", "60,00", is_shortlisted=False)
    assert differing_results(config, comers, scores, [*whole, last]) == []


# The table


def full_report() -> Report:
    report = Report("semarang", "5 people", papers=1, equal=1, receipts=1, receipts_in_ledger=1)
    fault = Fault("the server is killed and started again", "everybody", 2.04)
    report.sittings = [SittingReport("pagi", 5, 60, 1, 4, [fault, Fault("absent", "004")])]
    report.stages = [StageReport("Makalah", "paper", 4, "1 recused")]
    report.posts = [PostReport("Kepala Dinas", 3, 2, ("001 (80,00)",))]
    report.files, report.announced, report.is_verified = 9, 1, True
    return report


def test_the_table_says_what_happened_and_that_all_is_well() -> None:
    report = full_report()
    said = table(report)
    for text in ("2.0 s", "absent", "1 recused", "001 (80,00)", "papers as typed"):
        assert text in said
    assert "NO" not in said
    assert "DIFFERENT" not in said
    assert report.exit_code == 0


def test_the_table_and_the_exit_code_tell_whatever_differs() -> None:
    for break_it in (
        lambda one: one.different.append("003: there is no paper"),
        lambda one: setattr(one, "is_verified", False),
        lambda one: setattr(one, "receipts_in_ledger", 0),
        lambda one: setattr(one, "equal", 0),
        lambda one: setattr(one, "announced", 0),
        lambda one: setattr(one, "files", 0),
    ):
        report = full_report()
        break_it(report)
        assert report.exit_code == 1
        assert "NO" in table(report) or "DIFFERENT: 003" in table(report)


def test_a_selection_without_a_paper_has_no_lines_about_papers() -> None:
    report = full_report()
    report.sittings = []
    said = table(report)
    assert "papers" not in said
    assert "evidence verified" in said
