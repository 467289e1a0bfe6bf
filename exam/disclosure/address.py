"""How people speak to somebody: “Ampon Zul, …”, “Pak Doktor Fauzi, …”, Mo Hendrik, kata romo.

What stands between the beginning of speech and a name that a comma ends is how people call its
bearer, also if it is no word of any list.
"""

import re
from typing import Final

from exam.disclosure import contexts as c
from exam.disclosure import vocabulary as v
from exam.disclosure.passage import Passage
from exam.disclosure.runs import Run

_OPENS: Final = re.compile(
    r"(?:[\"“«„‹]|(?:\A|[ (\n])['‘]|(?:\A|\n)[ \t]{0,3}[\-–—])[ \t\u00a0]{0,2}\Z"
)
_COLON: Final = re.compile(r":[ \t\u00a0]{1,2}\Z")
_VOCATIVE_END: Final = re.compile(r"\s?[,!?]")
_CLOSING: Final = re.compile(r"\s?(?:[!?\"”»]|[.,]['’\"”»])")
_REPORTED: Final = re.compile(
    r",(?:[^.!?:\"“”\n]{1,80},)?"
    r" (?:begitu|begitulah|demikian|demikianlah|kata|ujar|kitu|ngono|mekaten)\b",
    re.IGNORECASE,
)
_KNOWN_AS: Final = re.compile(
    r"\b(?:(?:me|di)?(?:manggil|panggil|ngenal|kenal|nyapa|sapa|nyebut|sebut|namai|n?juluki)|panggil)"
    r" ((?:saya|sa|aku|beta|penulis) )?(?:(?:oleh |di )\w{2,12} )?"
    r"(?:(?:sebagai|dengan|cukup|hanya|si|nama|sapaan) ){0,2}[\"“‘']?(?:[A-Z]\w{1,10} ){0,2}\Z"
)
_PREFIX_CHARACTERS: Final = 60
_NAME_ENDING: Final = re.compile(
    "[a-z]{2,}(?:ius|tus|cus|uddin|udin|ullah|anto|yono|isno|wati|ningsih)"
)
_FOREIGN: Final = re.compile(r"[cfgjvwxyz]\Z(?<!ng)|c[hk]|[pt]h|ts\Z|([b-df-hj-np-tv-z])\1")
_PHRASE_WORDS: Final = 3
_SPEECH_REACH: Final = 8


def looks_like_a_first_name(key: str) -> bool:
    """Whether a word ends or is spelt as names are and other words are not: Natalius, Ricky."""
    return _NAME_ENDING.fullmatch(key) is not None or _FOREIGN.search(key) is not None


class Address:
    """Tells where speech in a passage is directed to somebody whom it names."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._known: dict[tuple[int, int], bool] = {}

    def is_spoken_to(self, run: Run) -> bool:
        """Whether speech begins or ends with the name: “Mas Teguh, …” or “…, Teguh!”."""
        key = run.first, run.last
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._is_spoken_to(run)
        return known

    def _is_spoken_to(self, run: Run) -> bool:
        text, end = self._passage.text, self._passage.words[run.last].end
        first = self._phrase(run)
        if self._opens_speech(first):
            return _VOCATIVE_END.match(text, end) is not None
        if first < run.first and self._passage.starts_sentence(first):
            return _REPORTED.match(text, end) is not None
        gap = self._passage.gap(first).rstrip()
        return gap.endswith(",") and _CLOSING.match(text, end) is not None

    def known_as(self, run: Run) -> "re.Match[str] | None":
        """Return the words that say how somebody is called, with the author in group 1."""
        start, line = self._passage.words[run.first].start, self._passage.line_of(run.first)
        before = self._passage.text[max(line.start, start - _PREFIX_CHARACTERS) : start]
        return _KNOWN_AS.search(before)

    def begins_speech(self, run: Run) -> bool:
        """Whether speech begins with how somebody is called, to them or about them."""
        first = self._phrase(run)
        return first < run.first and self._opens_speech(first)

    def _phrase(self, run: Run) -> int:
        """Return the first word of how somebody is called, the name being its end."""
        first = run.first
        while first > max(0, run.first - _PHRASE_WORDS) and self._passage.gap(first) == " ":
            if self._opens_speech(first) or not self._may_call(first - 1):
                break
            first -= 1
        return first

    def _may_call(self, index: int) -> bool:
        """Whether a word may be how somebody is called, and is no other first name."""
        word = self._passage.words[index]
        if word.key in c.SALUTATIONS or word.key in c.HONOURS:
            return True
        if not word.text.istitle() or word.key in c.LEADS:
            return False
        return word.key not in v.OTHER_NAMES and not looks_like_a_first_name(word.key)

    def _opens_speech(self, index: int) -> bool:
        gap = self._passage.gap(index)
        if _OPENS.search(gap[-8:]):
            return True
        words = self._passage.words[max(0, index - _SPEECH_REACH) : index]
        is_said = any(word.key in c.SAYING for word in words)
        return is_said and _COLON.search(gap) is not None
