"""E-mail addresses and telephone numbers, also those written so that machines miss them."""

import re
from collections.abc import Iterator
from typing import Final

from exam.disclosure.findings import Finding, Kind, finding

_LOCAL_CHARACTERS: Final = 64
_DOMAIN_CHARACTERS: Final = 120
_LOCAL: Final = re.compile(r"[^\W_](?:[\w.+%-]{0,62}[\w+%-])?\Z")
_AT: Final = re.compile(
    r"[ \t\u00a0]{0,2}(?:@|＠|[\(\[{<][ \t]{0,2}(?:at|et|a|@|pada|di)[ \t]{0,2}[\)\]}>])"
    r"[ \t\u00a0]{0,2}"
    r"|[ \t\u00a0](?:at|et)[ \t\u00a0]",
    re.IGNORECASE,
)
_DOT: Final = (
    r"(?:\."
    r"|[ \t\u00a0]{0,2}[\(\[{<][ \t]{0,2}(?:titik|dot|ttk|\.)[ \t]{0,2}[\)\]}>][ \t\u00a0]{0,2}"
    r"|[ \t\u00a0]{1,2}(?:titik|dot)[ \t\u00a0]{1,2}|[ \t\u00a0]\.[ \t\u00a0])"
)
_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN: Final = re.compile(rf"{_LABEL}(?:{_DOT}{_LABEL}){{1,5}}", re.IGNORECASE)
_BARE_DOMAIN: Final = re.compile(_LABEL, re.IGNORECASE)
_TOP_DOMAIN: Final = re.compile(r"(?:com|id|net|org|edu|co|me|info|biz|mail)\Z", re.IGNORECASE)
_SPELT_DOT: Final = re.compile(r"titik|dot", re.IGNORECASE)

_GAP: Final = r"[ \t\u00a0.\-‐‑–—]{0,2}"
_TELEPHONE: Final = re.compile(
    r"(?<![\w/.,-])\(?\+?(?:62|0)(?:[ \t\u00a0.\-‐‑–—()]{0,3}[0-9]){6,13}(?![\w/])"
)
_LOCAL_NUMBER: Final = re.compile(rf"[0-9](?:{_GAP}[0-9]){{5,11}}(?![\w/])")
_MOBILE: Final = re.compile("(?:62|0)8[1-35-9][0-9]{6,10}")
_LANDLINE: Final = re.compile("(?:62|0)(?:21|22|24|31|61|[2-79][0-9]{2})[0-9]{5,8}")
_TIMES: Final = re.compile(r"[0-2][0-9][.:][0-5][0-9](?:\W{1,3}[0-2][0-9][.:][0-5][0-9])+")
_CALL: Final = re.compile(
    r"(?:\b(?:telp|tlp|tel|telepon|telpon|hp|wa|whatsapp|ponsel|handphone|faks|fax|hubungi|kontak"
    r"|seluler|gawai|pesawat)\b)[^\n\d]{0,16}\Z",
    re.IGNORECASE,
)
_OTHER_NUMBER: Final = re.compile(
    r"\b(?:rekening|rek|nik|npwp|nip|nisn|isbn|issn|kontrak|kode|sk|perkara|register|polisi|seri"
    r"|faktur|rp)\b[^\n\d]{0,8}\Z",
    re.IGNORECASE,
)
_CONTEXT_CHARACTERS: Final = 32
_FIGURES: Final = "nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|lapan|sembilan"
_SPELT_NUMBER: Final = re.compile(
    rf"\b(?:nol|kosong)(?:[\s,.-]{{1,3}}(?:{_FIGURES})){{8,14}}\b", re.IGNORECASE
)


def find_emails(text: str) -> Iterator[Finding]:
    """Yield every e-mail address of a text."""
    done = 0
    for at in _AT.finditer(text):
        local = _LOCAL.search(text[max(done, at.start() - _LOCAL_CHARACTERS) : at.start()])
        end = _domain_end(text, at)
        if local is not None and end and (len(local.group()) > 1 or "." in text[at.end() : end]):
            start = at.start() - len(local.group())
            done = end
            yield finding(Kind.EMAIL, "disclosure.email", text, start, end)


def _domain_end(text: str, at: "re.Match[str]") -> int:
    """Return where the address ends, or 0 if none follows."""
    rest = text[at.end() : at.end() + _DOMAIN_CHARACTERS]
    sign = at.group()
    domain = _DOMAIN.match(rest)
    if domain is None:
        bare = _BARE_DOMAIN.match(rest) if sign == "@" else None
        return at.end() + bare.end() if bare is not None and not bare.group().isdigit() else 0
    written = domain.group()
    is_sure = not sign.strip().isalpha() and (
        sign == sign.strip() or _SPELT_DOT.search(written) is not None
    )
    if is_sure or _TOP_DOMAIN.search(written):
        return at.end() + domain.end()
    return 0


def find_phones(text: str) -> Iterator[Finding]:
    """Yield every subscriber's number of a text; emergency numbers are none."""
    for found in _TELEPHONE.finditer(text):
        if _is_telephone(text, found):
            start, end = found.span()
            yield finding(Kind.PHONE, "disclosure.phone", text, start, end)
    for found in _LOCAL_NUMBER.finditer(text):
        before = text[max(0, found.start() - _CONTEXT_CHARACTERS) : found.start()]
        if _CALL.search(before) and not before.rstrip().endswith(("+", "(")):
            yield finding(Kind.PHONE, "disclosure.phone", text, found.start(), found.end())
    for found in _SPELT_NUMBER.finditer(text):
        yield finding(Kind.PHONE, "disclosure.phone", text, found.start(), found.end())


def _is_telephone(text: str, found: "re.Match[str]") -> bool:
    written = found.group()
    digits = re.sub("[^0-9]", "", written)
    before = text[max(0, found.start() - _CONTEXT_CHARACTERS) : found.start()]
    if _OTHER_NUMBER.search(before) or _TIMES.fullmatch(written):
        return False
    if _MOBILE.fullmatch(digits):
        return True
    if not _LANDLINE.fullmatch(digits):
        return False
    return not written.isdigit() or _CALL.search(before) is not None
