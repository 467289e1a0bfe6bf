"""Names of accounts and files that are made of the author's name: limhendraw, @sari_dewi."""

import re
from collections.abc import Iterator
from typing import Final

from exam.disclosure.findings import Finding, Kind, finding
from exam.disclosure.name_parts import Rank
from exam.disclosure.own_name import How, OwnName
from exam.disclosure.spelling import fold

_ACCOUNT: Final = re.compile(
    r"(?:@|\b(?:akun|ig|instagram|twitter|tiktok|facebook|fb|youtube|telegram|username|linkedin"
    r"|threads|id|blog|kanal)\b[ \t]{0,2}[:@]?[ \t]{0,2}@?|(?:\.(?:com|id|me|org|net)|/)[/@~]{1,2}"
    r"|\.(?:com|me|id)/)([\w.\-]{3,60})"
    r"|([\w\-]{3,60})(?=\.(?:blogspot|wordpress|github|medium|substack)\.)",
    re.IGNORECASE,
)
_VALUE: Final = re.compile(r"[:=][ \t]{0,2}@?([\w.\-]{5,60})")
_LABEL: Final = re.compile(
    r"\b(?:akun|berkas|file|handle|login|pengguna|pengirim|pengunggah|profil|repositori|sandi"
    r"|tautan|unggahan|user|username)(?:[ \t][a-z]{2,14}){0,3}[ \t]{0,2}\Z",
    re.IGNORECASE,
)
_LINKED: Final = re.compile(r"(?<!\w)[^\W_]{1,30}_\w{1,40}")
_FILE_ENDING: Final = re.compile(
    r"\.(?:docx?|odt|pdf|pptx?|xlsx?|txt|zip|rar|jpe?g|png)\b", re.IGNORECASE
)
_FILE_NAME: Final = re.compile(r"[\w\-]{5,}\Z")
_NAME_CHARACTERS: Final = 60
_SEGMENT: Final = re.compile(r"[^\W\d_]+")
_LEAST_PART: Final = 5
_MOST_REST: Final = 3
_LEAST_SEGMENT: Final = 3
_LEAST_SEGMENTS: Final = 2
_LEAST_BUILT: Final = 6
_SURE_PIECE: Final = 5
_SURE_PART: Final = 4


def find_accounts(text: str, own: OwnName) -> Iterator[Finding]:
    """Yield names of accounts and files that hold the author's name."""
    for found in _ACCOUNT.finditer(text):
        group = found.lastindex or 1
        account, start = found.group(group), found.start(group)
        if _is_own_account(account, own):
            end = start + len(account.rstrip("._-"))
            start -= text[start - 1 : start] == "@"
            yield finding(Kind.NAME, "disclosure.account", text, start, end)
    for place, account in (*_labelled(text), *_file_names(text), *_linked(text)):
        for start, end in _built_spans(account, own):
            yield finding(Kind.NAME, "disclosure.account", text, place + start, place + end)


def _labelled(text: str) -> Iterator[tuple[int, str]]:
    for found in _VALUE.finditer(text):
        if _LABEL.search(text[max(0, found.start() - _NAME_CHARACTERS) : found.start()]):
            yield found.start(1), found.group(1)


def _linked(text: str) -> Iterator[tuple[int, str]]:
    return ((found.start(), found.group()) for found in _LINKED.finditer(text))


def _file_names(text: str) -> Iterator[tuple[int, str]]:
    for ending in _FILE_ENDING.finditer(text):
        first = max(0, ending.start() - _NAME_CHARACTERS)
        name = _FILE_NAME.search(text[first : ending.start()])
        if name is not None:
            yield first + name.start(), name.group()


def _is_own_account(account: str, own: OwnName) -> bool:
    segments = map(fold, _SEGMENT.findall(account))
    return bool(_built_spans(account, own)) or any(_is_own_segment(key, own) for key in segments)


def _built_spans(account: str, own: OwnName) -> list[tuple[int, int]]:
    """Return where letters of an account are beginnings of several parts: lim, hendra, w."""
    segments = list(_SEGMENT.finditer(account))
    spans = [each.span() for each in segments if _is_built_of_parts(each.group(), own)]
    if spans or len(segments) < _LEAST_SEGMENTS:
        return spans
    whole = "".join(each.group() for each in segments)
    is_whole = _is_built_of_parts(whole, own)
    return [(segments[0].start(), segments[-1].end())] if is_whole else []


def _is_own_segment(key: str, own: OwnName) -> bool:
    if any(match.how is How.WHOLE and len(key) >= _LEAST_SEGMENT for match in own.match(key)):
        return True
    for part in own.parts:
        if len(part.key) < _LEAST_PART:
            continue
        if part.rank is Rank.DISTINCT and part.key in key:
            return True
        rest = key.removeprefix(part.key)
        if rest != key and len(rest) <= _MOST_REST:
            return True
    return False


def _is_built_of_parts(written: str, own: OwnName) -> bool:
    keys = [part.key for part in own.parts]
    return any(_is_built(fold(written), order) for order in (keys, keys[::-1]))


def _is_built(key: str, parts: list[str]) -> bool:
    """Whether a word is beginnings of two parts or more, one of which is nearly whole."""
    if len(key) < _LEAST_BUILT:
        return False
    reached = {(0, 0, False)}
    for part in parts:
        for place, count, is_sure in tuple(reached):
            length = 0
            while length < len(part) and key[place + length : place + length + 1] == part[length]:
                length += 1
                is_piece = length >= _SURE_PIECE or (length == len(part) >= _SURE_PART)
                reached.add((place + length, min(count + 1, 2), is_sure or is_piece))
    return (len(key), 2, True) in reached
