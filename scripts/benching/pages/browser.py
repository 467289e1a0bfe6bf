"""What a browser sends, written beforehand: requests with the cookies of somebody logged in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlencode

from exam.protocol import SERVER_NAME
from scripts.benching.crowd.errand import Call, Caller

_FORM: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser at an address of its own, and what it sends by kind of page, in turn."""

    address: str
    requests: Mapping[str, tuple[bytes, ...]]


def get_request(path: str, cookies: Mapping[str, str]) -> bytes:
    """Ask for a page."""
    return _head("GET", path, cookies, "") + b"\r\n"


def form_request(
    path: str, cookies: Mapping[str, str], fields: Mapping[str, str], headers: str = ""
) -> bytes:
    """Send a form; `headers` are whole lines."""
    body = urlencode(fields).encode()
    more = f"Content-Type: {_FORM}\r\nContent-Length: {len(body)}\r\n{headers}"
    return _head("POST", path, cookies, more) + b"\r\n" + body


class Scene(NamedTuple):
    """All browsers ask for one kind of page, in turns of so many seconds."""

    kind: str
    seconds: float


def callers_of(browsers: Sequence[Browser], scenes: Sequence[Scene]) -> tuple[Caller, ...]:
    """Write down what each browser asks for in each scene."""
    return tuple(
        Caller(
            pem="",
            scenes=tuple(_calls(one, at / len(browsers), each) for each in scenes),
            address=one.address,
        )
        for at, one in enumerate(browsers)
    )


def static_callers(
    folder: Path, pages: Mapping[str, bytes], browsers: int, times: int, seconds: float
) -> tuple[Caller, ...]:
    """Put pages into a folder as files, and let so many browsers ask for them likewise."""
    for at, body in enumerate(pages.values()):
        (folder / str(at)).write_bytes(body)
    asking = {kind: (get_request(f"/{at}", {}),) * times for at, kind in enumerate(pages)}
    scenes = [Scene(kind, seconds) for kind in pages]
    return callers_of([Browser("", asking)] * browsers, scenes)


def _calls(one: Browser, share: float, scene: Scene) -> tuple[Call, ...]:
    """Write down its requests of a scene, so much of a turn after those of the first browser."""
    requests = enumerate(one.requests[scene.kind])
    return tuple(Call(scene.seconds * (turn + share), request) for turn, request in requests)


def _head(method: str, path: str, cookies: Mapping[str, str], more: str) -> bytes:
    sent = "; ".join(f"{name}={value}" for name, value in cookies.items())
    cookie = f"Cookie: {sent}\r\n" if sent else ""
    return f"{method} {path} HTTP/1.1\r\nHost: {SERVER_NAME}\r\n{cookie}{more}".encode()
