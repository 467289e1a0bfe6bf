"""The technician at a PC that is started from the stick: a phrase, and three answers."""

from typing import Final

from scripts.imaging_trial.seat import Seat

PHRASE: Final = "kuda makan rumput hijau"
GATEWAY: Final = "10.0.2.2"
"""What the emulated PC calls the machine that it runs on."""
START_SECONDS: Final = 600
_STICK_SECONDS: Final = 200
_ENROL_SECONDS: Final = 100


def make_stick(seat: Seat) -> None:
    """Give the stick its phrase, twice, and wait until the PC asks for its name.

    Raises:
        ScreenTimeoutError: it never asked.

    """
    seat.type(f"{PHRASE}\n")
    seat.wait_for_question("Sekali lagi:", _STICK_SECONDS)
    seat.type(f"{PHRASE}\n")
    seat.wait_for_question("Nama PC ini (misalnya PC-01):", _STICK_SECONDS)


def enrol(seat: Seat, people_port: int, code: str) -> None:
    """Answer the three questions of the PC.

    Raises:
        ScreenTimeoutError: one of them was not asked.

    """
    seat.type(f"{seat.name}\n")
    # The letters of the kernel's console are not ours in every case, so only parts are looked for.
    seat.wait_for_question("(misalnya 192.168.1.10:8444", _ENROL_SECONDS)
    seat.type(f"{GATEWAY}:{people_port}\n")
    seat.wait_for_question("Kode pen", _ENROL_SECONDS)
    seat.type(f"{code}\n")


def open_stick(seat: Seat) -> None:
    """Give the phrase at a PC for which the stick was not made."""
    seat.type(f"{PHRASE}\n")
