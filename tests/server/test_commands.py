"""The command line: what it makes, and one clear sentence for everything that it refuses."""

import csv
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from exam import keys
from exam.config import Advice
from exam.errors import ExamError
from exam.pairing import parse_pairing_code
from exam.sentences import SENTENCES, sentence
from server import __main__ as program
from server import founding
from server.ceremony import Handouts
from server.commands.staff import staff
from server.evidence import verify_lines
from server.language import load_catalog
from server.office import OpenExam, open_exam, visit_exam
from server.shares import join_seed, read_share, split_seed
from server.staff import log_in
from tests.server.acting import candidate
from tests.server.conftest import ROSTER, practice_toml
from tests.server.handing_in import hand_in

Capture = pytest.CaptureFixture[str]
REFUSED = 2


@pytest.fixture(autouse=True)
def _no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def roster_file(tmp_path: Path, roster_file: Path) -> Path:
    """A copy of the roster that a test may spoil."""
    copy = tmp_path / "roster.csv"
    copy.write_bytes(roster_file.read_bytes())
    return copy


def arguments_of(config: Path, roster: Path, folder: Path) -> list[str]:
    """Arguments that create an exam in `new` of a folder with its cards in `out`."""
    options = {"--config": config, "--roster": roster, "--cards": folder / "out"}
    pairs = [part for name, value in options.items() for part in (name, str(value))]
    return ["init", *pairs, str(folder / "new")]


@pytest.fixture
def init_arguments(config_file: Path, roster_file: Path, tmp_path: Path) -> list[str]:
    """Arguments that create an exam in `new` with its cards in `out`."""
    return arguments_of(config_file, roster_file, tmp_path)


@pytest.fixture(scope="module")
def once_created(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the command created an exam, to be copied."""
    folder = tmp_path_factory.mktemp("created")
    config, roster = folder / "practice.toml", folder / "roster.csv"
    config.write_text(practice_toml(), "utf-8")
    roster.write_bytes(ROSTER.read_bytes())
    assert program.run(arguments_of(config, roster, folder)) == 0
    return folder


@pytest.fixture
def created(once_created: Path, tmp_path: Path) -> Path:
    """The directory of an exam that the command created, and beside it what it read and wrote."""
    shutil.copytree(once_created, tmp_path, dirs_exist_ok=True)
    return tmp_path / "new"


def everything_in(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
    }


def refusal(arguments: list[str], capsys: Capture) -> str:
    """Run what has to be refused; return the one sentence that it says."""
    assert program.run(arguments) == REFUSED
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    return line


def says(line: str, code: str, language: str = "id") -> bool:
    """Whether a line is the sentence of a code, whatever its details are."""
    text = load_catalog(language).gettext(SENTENCES[code])
    pieces = [piece.partition("}")[2] for piece in ("}" + text).split("{")]
    return all(piece in line for piece in pieces)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_init_hands_out_what_opens_the_exam(created: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with open_exam(created) as exam:
        profile = exam.config.kdf_profile
        people = [(row["id"], row["passphrase"]) for row in table(out / "staff.csv")]
        logins = exam.store.read(
            lambda db: [log_in(db, exam.exam_id, *person, profile) for person in people]
        )
        assert [login.staff_id for login in logins] == [staff_id for staff_id, _ in people]
        codes = [parse_pairing_code(row["code"]) for row in table(out / "pairing.csv")]
        assert all(code.matches(exam.exam_id) for code in codes)
        words = [read_share(path.read_bytes(), path.name) for path in (out / "shares").iterdir()]
        seed = join_seed(words[:3])
        assert keys.sealing_public_key(seed) == exam.manifest.panel_public_key
    assert len(codes) == 60
    assert table(out / "pairing.csv")[0]["seat"] == "PC-01"


def test_the_slip_of_a_topic_holder_names_the_page_on_which_to_type_it(
    created: Path, tmp_path: Path
) -> None:
    page = load_catalog("id").gettext("Unlock the topics")
    slips = list((tmp_path / "out" / "topics").iterdir())
    assert slips
    assert all(f"halaman “{page}”" in slip.read_text("utf-8") for slip in slips)


@pytest.mark.parametrize("group", [[], ["staff"]])
def test_the_help_says_all_of_what_each_command_does(group: list[str], capsys: Capture) -> None:
    assert program.run([*group, "--help"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "..." not in said.partition("Commands:")[2]
    commands = staff.commands if group else program.cli.commands
    for command in commands.values():
        assert command.help is not None
        assert " ".join(command.help.split("\n\n")[0].split()) in said


def test_init_writes_one_card_for_each_candidate_with_the_code_of_the_list(
    created: Path, tmp_path: Path
) -> None:
    rows = table(tmp_path / "out" / "candidates.csv")
    cards = tmp_path / "out" / "cards"
    assert created.is_dir()
    assert len(rows) == len(list(cards.iterdir())) == 54
    for row in rows:
        text = (cards / f"{row['number']}.txt").read_text("utf-8")
        assert all(row[column] in text for column in ("number", "name", "post", "code"))


def test_cards_are_in_the_exams_language_whatever_is_asked_of_the_command(
    init_arguments: list[str], tmp_path: Path
) -> None:
    assert program.run(["--language", "en", *init_arguments]) == 0
    assert "Nomor peserta" in (tmp_path / "out" / "cards" / "001.txt").read_text("utf-8")


def test_everything_handed_out_is_its_owners_alone(created: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    modes = [path.stat().st_mode & 0o077 for path in (created, out, *out.rglob("*"))]
    assert set(modes) == {0}


def test_init_says_what_there_is_and_what_comes_next(
    init_arguments: list[str], tmp_path: Path, capsys: Capture
) -> None:
    assert program.run(["--language", "en", *init_arguments]) == 0
    said = capsys.readouterr()
    pin = table(tmp_path / "out" / "pairing.csv")[0]["code"][15:]
    for part in ("54 candidates", "11 posts", "60 PCs", pin, str(tmp_path / "out"), "serve"):
        assert part in said.out
    assert said.err == ""


def test_init_says_what_of_the_settings_deserves_a_second_look(
    init_arguments: list[str], config_file: Path, capsys: Capture
) -> None:
    replace("spare_seats = 6\n", "spare_seats = 2\n")(config_file)
    assert program.run(["--language", "en", *init_arguments]) == 0
    advice = Advice("advice.few-spares", {"sitting": "uji-gagasan", "spare": 2, "percent": 5})
    assert f"Look again: {sentence(advice, str)}" in capsys.readouterr().out


def test_init_leaves_no_other_folder(created: Path, tmp_path: Path) -> None:
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["new", "out", "practice.toml", "roster.csv"]
    assert created.name in names


def replace(old: str, new: str) -> Callable[[Path], None]:
    """Return an act that changes a file's text."""

    def change(path: Path) -> None:
        text = path.read_text("utf-8")
        if old not in text:
            pytest.fail(f"{old} is not in {path}")
        path.write_text(text.replace(old, new, 1), "utf-8")

    return change


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "code", "named"),
    [
        (replace("[[posts]]", "sesi = 1\n[[posts]]"), "config.unknown-key", "sesi"),
        (replace("[exam]", "[exam"), "config.syntax", "practice.toml"),
        (replace("minutes = 240", "minutes = -1"), "config.range", "sitting_rules.minutes"),
        (replace("threshold = 3", "threshold = 6"), "config.above", "panel.threshold"),
        (replace("topics.toml", "topik.toml"), "directory.missing", "topik.toml"),
        (Path.unlink, "directory.missing", "practice.toml"),
        (make_folder, "directory.folder", "practice.toml"),
    ],
)
def test_a_config_that_cannot_be_used_is_one_sentence_and_nothing_is_made(
    init_arguments: list[str],
    config_file: Path,
    capsys: Capture,
    spoil: Callable[[Path], None],
    code: str,
    named: str,
) -> None:
    spoil(config_file)
    before = everything_in(config_file.parent)
    line = refusal(init_arguments, capsys)
    assert says(line, code)
    assert named in line
    assert everything_in(config_file.parent) == before


def not_text(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Ni Luh", b"Ni L\0h", 1))


@pytest.mark.parametrize(
    ("spoil", "code", "named"),
    [
        (replace("\n002,", "\n001,"), "roster.twice", "001"),
        (replace("197903012005032004", "197913012005032004"), "roster.nip", "197913012005032004"),
        (replace("197903012005032004", "19790301200503200"), "roster.nip", "19790301200503200"),
        (replace("nomor_peserta", "nomor"), "roster.running-number", "nomor"),
        (replace("nomor_peserta", "npwp"), "roster.columns", "nomor_peserta"),
        (replace("Kepala Dinas Lingkungan Hidup\n", "Camat\n"), "roster.post", "Camat"),
        (not_text, "roster.encoding", "roster.csv"),
        (Path.unlink, "directory.missing", "roster.csv"),
    ],
)
def test_a_roster_that_cannot_be_used_is_one_sentence_and_nothing_is_made(
    init_arguments: list[str],
    roster_file: Path,
    capsys: Capture,
    spoil: Callable[[Path], None],
    code: str,
    named: str,
) -> None:
    spoil(roster_file)
    before = everything_in(roster_file.parent)
    line = refusal(init_arguments, capsys)
    assert says(line, code)
    assert named in line
    assert everything_in(roster_file.parent) == before


@pytest.mark.parametrize(
    ("cards", "directory", "code"),
    [
        ("out", "exam", "directory.exists"),
        ("out", "practice.toml", "directory.exists"),
        ("out", "missing/exam", "directory.missing"),
        ("exam", "new", "directory.not-empty"),
        ("practice.toml", "new", "directory.exists"),
        ("new/cards", "new", "directory.cards-inside"),
        ("out", "out/new", "directory.cards-inside"),
        ("out", "out", "directory.cards-inside"),
        ("exam/cards", "new", "directory.inside-exam"),
        ("out", "exam/new", "directory.inside-exam"),
    ],
)
def test_a_place_that_cannot_be_used_is_one_sentence_and_nothing_is_made(
    init_arguments: list[str],
    exam_root: Path,
    tmp_path: Path,
    capsys: Capture,
    cards: str,
    directory: str,
    code: str,
) -> None:
    assert exam_root.name == "exam"
    init_arguments[-2:] = [str(tmp_path / cards), str(tmp_path / directory)]
    before = everything_in(tmp_path)
    assert says(refusal(init_arguments, capsys), code)
    assert everything_in(tmp_path) == before


def test_a_disk_that_takes_no_more_leaves_nothing_half_made(
    init_arguments: list[str], tmp_path: Path
) -> None:
    before = everything_in(tmp_path)
    for limit in (100, 4000, 100_000):
        done = subprocess.run(
            [sys.executable, "-m", "server", *init_arguments],
            preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit)),
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        assert (done.returncode, done.stdout) == (REFUSED, "")
        assert len(done.stderr.splitlines()) == 1
        assert everything_in(tmp_path) == before


@pytest.fixture
def locked_root(exam_root: Path) -> Iterator[Path]:
    """An exam directory that this process may not enter."""
    uid = os.geteuid()
    exam_root.chmod(0)
    if uid == 0:
        os.seteuid(65534)
    yield exam_root
    os.seteuid(uid)
    exam_root.chmod(0o700)


def test_an_exam_without_permission_is_one_sentence(
    locked_root: Path, tmp_path: Path, capsys: Capture
) -> None:
    line = refusal(["ledger", "--out", str(tmp_path / "l.jsonl"), str(locked_root)], capsys)
    assert str(tmp_path) in line


@pytest.fixture
def share_files(made: Handouts, tmp_path: Path) -> dict[str, Path]:
    """The share files of the exam in `exam_root`, by panelist."""
    (tmp_path / "shares").mkdir()
    paths = {one.panelist_id: tmp_path / "shares" / one.panelist_id for one in made.shares}
    for one in made.shares:
        paths[one.panelist_id].write_text(f"# {one.name}\n{one.words}\n", "utf-8")
    return paths


@pytest.fixture
def opening(exam_root: Path, share_files: dict[str, Path]) -> Callable[..., list[str]]:
    """Make the arguments that open the exam with the shares of these panelists."""

    def arguments(*panelists: str) -> list[str]:
        shares = [part for one in panelists for part in ("--share", str(share_files[one]))]
        return ["open", *shares, str(exam_root)]

    return arguments


@pytest.fixture
def submitted(made: Handouts, exam_root: Path) -> None:
    """One candidate of the exam in `exam_root` handed in."""
    with open_exam(exam_root) as exam:
        hand_in(exam, candidate(exam, made.cards[0]), "Isi makalah")


THREE = ("ketua", "penilai-3", "penilai-5")
Opening = Callable[..., list[str]]


@pytest.mark.usefixtures("submitted")
def test_three_shares_open_the_papers_once(
    opening: Opening, exam_root: Path, capsys: Capture
) -> None:
    assert program.run(["--language", "en", *opening(*THREE)]) == 0
    assert "1 papers are opened" in capsys.readouterr().out
    with open_exam(exam_root) as exam:
        assert exam.store.read(lambda db: db.table("papers").count) == 1
    assert says(refusal(opening(*THREE), capsys), "opening.done")


@pytest.mark.usefixtures("submitted")
def test_what_was_set_aside_is_named_with_its_reason(
    opening: Opening, made: Handouts, exam_root: Path, capsys: Capture
) -> None:
    with open_exam(exam_root) as exam:
        hand_in(exam, candidate(exam, made.cards[1]), "Isi makalah kedua")
        who = made.cards[1].application.id
        damage = "update envelopes set signed = x'00' where application_id = ?"
        exam.store.write_now(lambda db: db.execute(damage, [who]))
    assert program.run(["--language", "en", *opening(*THREE)]) == 2
    assert "Hand-in 1 of candidate 002 has a receipt" in capsys.readouterr().err
    assert program.run([*opening(*THREE), "--despite-damage"]) == 0
    reason = load_catalog("id").gettext(SENTENCES["seal.damaged"])
    said = capsys.readouterr().out.splitlines()
    assert f"Disisihkan: {made.cards[1].application.number}. {reason}" in said


@pytest.mark.usefixtures("submitted")
@pytest.mark.parametrize(
    ("panelists", "code"),
    [
        ((), "share.few"),
        (("ketua", "penilai-2"), "share.few"),
        (("ketua", "penilai-2", "penilai-3", "penilai-4"), "share.many"),
        (("ketua", "ketua", "penilai-3"), "share.twice"),
    ],
)
def test_too_few_or_too_many_shares_open_nothing(
    opening: Opening, exam_root: Path, capsys: Capture, panelists: tuple[str, ...], code: str
) -> None:
    before = papers_and_ledger(exam_root)
    assert says(refusal(opening(*panelists), capsys), code)
    assert papers_and_ledger(exam_root) == before


def papers_and_ledger(root: Path) -> tuple[int, int]:
    with visit_exam(root) as exam:
        return exam.store.read(lambda db: (db.table("opening").count, db.table("ledger").count))


@pytest.mark.usefixtures("submitted")
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"academic acid acne", "share.length"),
        (b"bukan bagian kunci", "share.word"),
        (b"\xff\xfe", "share.file"),
        (split_seed(bytes(32), 3, 5)[0].encode(), "share.other-set"),
    ],
    ids=["too short", "no share", "no text", "of another set"],
)
def test_a_wrong_share_is_named_and_opens_nothing(
    opening: Opening,
    share_files: dict[str, Path],
    exam_root: Path,
    capsys: Capture,
    content: bytes,
    code: str,
) -> None:
    share_files["penilai-5"].write_bytes(content)
    before = papers_and_ledger(exam_root)
    line = refusal(opening(*THREE), capsys)
    assert says(line, code)
    assert str(share_files["penilai-5"]) in line
    assert papers_and_ledger(exam_root) == before


@pytest.mark.usefixtures("submitted")
def test_shares_of_another_exam_open_nothing(
    opening: Opening, share_files: dict[str, Path], exam_root: Path, capsys: Capture
) -> None:
    for path, words in zip(share_files.values(), split_seed(bytes(32), 3, 5), strict=True):
        path.write_text(words, "utf-8")
    before = papers_and_ledger(exam_root)
    assert says(refusal(opening(*THREE), capsys), "share.other-exam")
    assert papers_and_ledger(exam_root) == before


def test_a_share_file_that_is_not_there_is_one_sentence(
    opening: Opening, share_files: dict[str, Path], capsys: Capture
) -> None:
    share_files["ketua"].unlink()
    line = refusal(opening(*THREE), capsys)
    assert says(line, "directory.missing")
    assert str(share_files["ketua"]) in line


def test_pair_writes_more_codes_with_the_next_seat_names(
    made: Handouts, exam_root: Path, tmp_path: Path, capsys: Capture
) -> None:
    arguments = ["pair", "--count", "2", "--cards", str(tmp_path / "more"), str(exam_root)]
    assert program.run(arguments) == 0
    rows = table(tmp_path / "more" / "pairing.csv")
    assert [row["seat"] for row in rows] == ["PC-61", "PC-62"]
    assert all(parse_pairing_code(row["code"]).matches(made.exam_id) for row in rows)
    assert str(tmp_path / "more") in capsys.readouterr().out
    arguments[4] = str(exam_root / "more")
    assert says(refusal(arguments, capsys), "directory.cards-inside")
    arguments[4] = str(tmp_path / "more")
    assert says(refusal(arguments, capsys), "directory.not-empty")


def test_the_ledger_is_written_and_can_be_verified(
    exam_root: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "ledger.jsonl"
    assert program.run(["ledger", "--out", str(out), str(exam_root)]) == 0
    with open_exam(exam_root) as exam:
        checkpoint = verify_lines(
            out.read_text("utf-8").splitlines(), exam.manifest.server_signing_key
        )
        assert (checkpoint.size, checkpoint.exam_id) == (1, exam.exam_id)
    capsys.readouterr()
    assert says(refusal(["ledger", "--out", str(out), str(exam_root)], capsys), "directory.exists")


def test_a_recap_before_the_reveal_is_refused_and_writes_nothing(
    exam_root: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "recap.xlsx"
    line = refusal(["recap", "--out", str(out), str(exam_root)], capsys)
    assert says(line, "ranking.not-revealed")
    assert not out.exists()


COMMANDS = (
    ["serve", "--kiosk-port", "0", "--people-port", "0"],
    ["pair", "--count", "1", "--cards", "{out}"],
    ["card", "--number", "001", "--out", "{out}"],
    ["import", "{out}"],
    ["close"],
    ["open", "--share", "{out}"],
    ["rehearse-shares", "--share", "{out}", "--fingerprint", "x"],
    ["disclose", "--share", "{out}", "--number", "001", "--reason", "x", "--out", "{out}"],
    ["destroy-keys", "--due", "2020-01-01", "--reason", "x", "--fingerprint", "x"],
    ["recap", "--out", "{out}"],
    ["ledger", "--out", "{out}"],
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_what_is_no_exam_directory_is_one_sentence(
    tmp_path: Path, capsys: Capture, command: list[str]
) -> None:
    arguments = [part.format(out=tmp_path / "x") for part in command]
    assert says(refusal([*arguments, str(tmp_path)], capsys), "directory.not-exam")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_an_exam_that_a_server_works_on_is_one_sentence(
    share_files: dict[str, Path],
    exam: OpenExam,
    tmp_path: Path,
    capsys: Capture,
    command: list[str],
) -> None:
    arguments = [part.format(out=tmp_path / "x") for part in command]
    if command[0] == "open":
        arguments[2] = str(share_files["ketua"])
    line = refusal([*arguments, str(exam.directory.root)], capsys)
    assert says(line, "directory.in-use")
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("environment", "options", "language"),
    [
        ({}, [], "id"),
        ({"LANG": "C.UTF-8"}, [], "id"),
        ({"LANG": "en_GB.UTF-8"}, [], "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "id_ID.UTF-8"}, [], "id"),
        ({"LANG": "en_GB.UTF-8"}, ["--language", "id"], "id"),
        ({}, ["--language", "en"], "en"),
    ],
)
def test_without_an_exam_the_language_is_the_one_asked_for_or_the_machines(
    tmp_path: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    options: list[str],
    language: str,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    line = refusal([*options, "ledger", "--out", "x", str(tmp_path)], capsys)
    error = ExamError("directory.not-exam", path=str(tmp_path))
    assert line == sentence(error, load_catalog(language).gettext)


def test_the_config_names_the_language_even_when_it_is_wrong_elsewhere(
    init_arguments: list[str],
    config_file: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANG", "id_ID.UTF-8")
    replace('language = "id"', 'language = "en"\nwrong = 1')(config_file)
    assert says(refusal(init_arguments, capsys), "config.unknown-key", "en")


def test_a_fault_of_the_program_is_one_sentence_without_its_details(
    init_arguments: list[str],
    tmp_path: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_arguments: object) -> None:
        raise ValueError("secret word")

    monkeypatch.setattr(founding, "create_exam", fail)
    before = everything_in(tmp_path)
    assert program.run(init_arguments) == 70
    plain = capsys.readouterr().err
    assert len(plain.splitlines()) == 1
    assert program.run(["--debug", *init_arguments]) == 70
    detailed = capsys.readouterr().err
    assert "ValueError" in detailed
    assert "test_commands.py" in detailed
    assert "secret" not in plain + detailed
    assert everything_in(tmp_path) == before


def test_an_interruption_is_quiet_and_leaves_nothing(
    init_arguments: list[str],
    tmp_path: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(founding, "create_exam", interrupt)
    before = everything_in(tmp_path)
    assert program.run(init_arguments) == 130
    assert capsys.readouterr().err.strip() == ""
    assert everything_in(tmp_path) == before


def test_a_command_that_does_not_exist_is_exit_code_two(capsys: Capture) -> None:
    assert program.run(["begin"]) == REFUSED
    assert "Traceback" not in capsys.readouterr().err


def test_the_program_runs_as_a_process(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "server", "ledger", "--out", "x", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    error = ExamError("directory.not-exam", path=str(tmp_path))
    assert done.returncode == REFUSED
    assert done.stderr.strip() == sentence(error, load_catalog("id").gettext)
