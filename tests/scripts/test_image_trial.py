"""The sitting from the stick: what it reads off a screen, and by what it judges a power cut."""

import json
from pathlib import Path

import pytest
from PIL import Image

from scripts.escaping import board as boards
from scripts.escaping.board import Board, MachineError, command_of
from scripts.escaping.keyboard import keys_of
from scripts.escaping.machine import Machine
from scripts.escaping.picture import Picture
from scripts.imaging_trial import letters, seat
from scripts.imaging_trial.letters import LettersMissingError, grid_of, read_window
from scripts.imaging_trial.paper import FIRST, Typing, loss_of, text_on
from scripts.imaging_trial.record import Record, TrialError
from scripts.imaging_trial.seat import Seat
from scripts.practice.terminal import ScreenTimeoutError

DATA = Path(__file__).parents[1] / "data" / "imaging_trial"
WINDOW = """
 Sisa waktu 0:59:31         Tersimpan: PC, server
      │                                         │
      │   Warga membaca laporan                 │
      │   harian dinas.                         │
 F1 Bantuan
"""


def window(name: str) -> list[str]:
    """What is read of a picture that was taken of a PC."""
    try:
        return read_window(Picture.read(DATA / f"{name}.png")).splitlines()
    except LettersMissingError as error:
        pytest.skip(str(error))


# -- reading


@pytest.mark.parametrize("size", ["1024x768", "1280x800"])
def test_the_sign_in_page_is_read_at_every_size_of_screen(size: str) -> None:
    lines = [line.strip() for line in window(f"sign-in-{size}")]
    assert "Siapkan kartu peserta Anda. Nomor dan kode tercetak di kartu itu." in lines
    assert "│   Masuk    │" in lines
    assert "Perlu bantuan? Angkat tangan: pengawas akan datang." in lines
    assert f"╔{'═' * 32}╗" in lines
    assert f"└{'─' * 12}┘" in lines


def test_what_is_not_filled_in_yet_is_read() -> None:
    lines = [line.strip() for line in window("sign-in-1024x768")]
    assert "Kode kartu        │ ____-____-____                 │" in lines


def test_letters_in_bold_and_on_dark_ground_are_read() -> None:
    first, second, *_ = window("writing-1024x768")
    assert first.split() == [
        *("Sisa", "waktu", "0:59:31", "·", "satu", "jam", "terakhir"),
        *("Tersimpan:", "PC,", "server", "10", "dtk", "lalu", "PC-01", "Peserta", "001"),
    ]
    assert second.endswith("Slide: 0 (maks. 12)  Halaman 1  Kata 17 (1.500–3.500)")


def test_the_text_that_one_writes_is_read_whole_with_the_cursor_behind_it() -> None:
    assert text_on("\n".join(window("writing-1024x768"))) == FIRST


def test_what_is_no_letter_is_a_blank() -> None:
    screen = Image.new("RGB", (1024, 768), "white")
    try:
        grid = grid_of(*screen.size)
    except LettersMissingError as error:
        pytest.skip(str(error))
    half = (grid.left, grid.top, grid.left + grid.width // 2, grid.top + grid.height - 1)
    screen.paste("black", half)
    assert not read_window(Picture(screen)).strip()


def test_missing_letters_are_told_with_the_package_that_has_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(letters, "_FACES", (str(tmp_path / "None.ttf"),))
    with pytest.raises(LettersMissingError, match="apt-get install fonts-dejavu-core"):
        grid_of(1366, 768)


def test_the_lines_of_the_sheet_are_joined_and_nothing_else_is() -> None:
    assert text_on(WINDOW) == "Warga membaca laporan harian dinas."


# -- what a cut costs


def typed(text: str) -> Typing:
    """A text of which one letter was typed each tenth of a second."""
    return Typing(text, [at / 10 for at in range(len(text))])


def test_a_text_that_came_back_whole_lost_nothing() -> None:
    loss = loss_of("Satu.", typed(" Dua"), 0.4, "Satu. Dua")
    assert str(loss) == "0 letters lost, typed in the last 0.00 s"


def test_lost_letters_are_counted_with_the_time_since_the_first_of_them() -> None:
    loss = loss_of("Satu.", typed(" Dua tiga"), 1.0, "Satu. Dua t")
    assert str(loss) == "3 letters lost, typed in the last 0.40 s"


def test_a_blank_that_a_screen_does_not_show_is_not_lost() -> None:
    assert loss_of("Satu.", typed(" Dua "), 0.5, "Satu. Dua").letters == 0


def test_letters_typed_longer_ago_than_was_promised_may_not_be_lost() -> None:
    with pytest.raises(TrialError, match="no more than 1 s may be"):
        loss_of("Satu.", typed(" Dua tiga empat"), 1.6, "Satu. Du")


@pytest.mark.parametrize("found", ["", "Sat", "Satu. Dia", "Satu. Dua tiga"])
def test_a_text_that_is_no_beginning_of_what_was_typed_fails(found: str) -> None:
    with pytest.raises(TrialError, match="what came back"):
        loss_of("Satu.", typed(" Dua"), 0.4, found)


def test_typing_remembers_an_instant_for_each_letter() -> None:
    pressed: list[str] = []
    typing = Typing.of("Dua.", pressed.append)
    assert pressed == list("Dua.")
    assert len(typing.instants) == 4
    assert list(typing.instants) == sorted(typing.instants)


# -- the record


def test_a_record_is_good_while_every_step_of_it_was() -> None:
    record = Record(lambda _line: None)
    with record.step("first start"):
        pass
    assert record.is_good


def test_a_trial_without_a_step_is_not_good() -> None:
    assert not Record(lambda _line: None).is_good


def test_a_record_tells_each_step_and_stops_at_the_one_that_failed(tmp_path: Path) -> None:
    said: list[str] = []
    record = Record(said.append, tmp_path)
    with record.step("first start") as step:
        step.found = "asks for the phrase"
    record.look = lambda: Picture(Image.new("RGB", (1024, 768)))
    with pytest.raises(TrialError) as failed, record.step("power cut, same PC"):
        raise TrialError("nothing came back\nat all")
    record.end_with(failed.value)
    assert not record.is_good
    assert said == ["first start: 0 s, asks for the phrase", "power cut, same PC: 0 s, failed"]
    assert record.table().splitlines()[1:] == [
        "first start         0        good     asks for the phrase",
        "power cut, same PC  0        FAILED   nothing came back",
    ]
    assert json.loads(json.dumps(record.told()))[1] == {
        "step": "power cut, same PC", "seconds": 0.0, "good": False, "found": "nothing came back",
    }  # fmt: skip
    assert [file.name for file in tmp_path.iterdir()] == ["02-power-cut-same-pc.png"]


# -- the seat and the PC


class Recorder(Machine):
    """Stands for a PC that writes down what is done to it, and shows the same picture."""

    def __init__(self, picture: Path) -> None:
        self.done: list[str] = []
        self._picture = picture

    def press(self, chord: str, times: int = 1) -> None:
        self.done += [chord] * times

    def type(self, text: str) -> None:
        self.done.append(text)

    def look(self) -> Picture:
        self.done.append("look")
        return Picture.read(self._picture)


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    monkeypatch.setattr("scripts.imaging_trial.seat.time.sleep", lambda _seconds: None)
    return Recorder(DATA / "sign-in-1024x768.png")


def test_looking_does_nothing_to_the_pc(recorder: Recorder) -> None:
    assert Seat("PC-01", recorder).look().size == (1024, 768)
    assert recorder.done == ["look"]


def test_letters_are_typed_one_by_one(recorder: Recorder) -> None:
    Seat("PC-01", recorder).type("Dua.")
    assert recorder.done == list("Dua.")


def test_keys_are_pressed_by_the_names_that_candidates_use(recorder: Recorder) -> None:
    Seat("PC-01", recorder).press("C-a", "BSpace", "F10")
    assert recorder.done == ["ctrl+a", "backspace", "f10"]
    for chord in seat.KEYS.values():
        assert keys_of(chord)


def test_a_page_that_never_comes_is_told_with_what_was_there(recorder: Recorder) -> None:
    window("sign-in-1024x768")
    with pytest.raises(ScreenTimeoutError, match=r"no “Is this you” within 0 s on\n(?s:.*)Selamat"):
        Seat("PC-01", recorder).wait_for("Is this you", 0)


def test_a_page_that_is_there_is_returned(recorder: Recorder) -> None:
    window("sign-in-1024x768")
    assert "Nomor peserta" in Seat("PC-01", recorder).wait_for("Selamat datang", 0)


def test_a_question_is_looked_for_in_the_letters_of_the_console(recorder: Recorder) -> None:
    with pytest.raises(ScreenTimeoutError, match="no “Kalimat sandi:”"):
        Seat("PC-01", recorder).wait_for_question("Kalimat sandi:", 0)


def test_one_pc_is_told_from_another_by_its_card(tmp_path: Path) -> None:
    command = command_of(tmp_path / "disk", tmp_path, tmp_path / "m", Board("52:54:00:00:00:07"))
    assert "e1000,netdev=lan,mac=52:54:00:00:00:07" in command
    assert not [part for part in command if "pflash" in part]


def test_a_pc_with_uefi_has_variables_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    firmware, folder = tmp_path / "firmware", tmp_path / "pc"
    firmware.mkdir()
    folder.mkdir()
    (firmware / "OVMF_VARS_4M.fd").write_bytes(b"none yet")
    monkeypatch.setattr(boards, "_FIRMWARE", firmware)
    command = command_of(tmp_path / "disk", folder, tmp_path / "m", Board(is_uefi=True))
    code, variables = (part for part in command if "pflash" in part)
    assert code == f"if=pflash,format=raw,readonly=on,file={firmware}/OVMF_CODE_4M.fd"
    assert variables == f"if=pflash,format=raw,file={folder}/OVMF_VARS_4M.fd"
    assert (folder / "OVMF_VARS_4M.fd").read_bytes() == b"none yet"


def test_a_missing_firmware_is_told_with_its_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(boards, "_FIRMWARE", tmp_path / "none")
    with pytest.raises(MachineError, match="apt-get install ovmf"):
        command_of(tmp_path / "disk", tmp_path, tmp_path / "m", Board(is_uefi=True))
