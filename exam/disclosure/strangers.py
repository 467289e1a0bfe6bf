"""What is said of a name that only another person can be: an age, a trade, a family, a death."""

import re
from typing import Final

from exam.disclosure import contexts as c
from exam.disclosure import service as s
from exam.disclosure.evidence import Surroundings
from exam.disclosure.passage import Word
from exam.disclosure.runs import Run

_ROLE_GAP: Final = re.compile(r",?[ \t\u00a0]{1,3}")
_AGE: Final = re.compile(
    r",? \(?(?:[1-9][0-9]|[4-9])(?: ?(?:tahun|thn|th)\b|\))|,? (?:ber)?(?:umur|usia)\b"
    r"|,? kelas (?:satu|dua|tiga|empat|lima|enam|[IVX1-9])"
)
_FAMILY: Final = re.compile(
    r",? (?:(?:dan|bersama|beserta|dengan) (?:\w{1,12} )?"
    r"(?:istri|suami|anak|adik|kakak|ibu|ayah|cucu|keluarga|saudara|tetangga)(?:nya)?\b"
    r"|(?:dan|bersama|beserta) (?:[a-z-]{1,14} ){0,2}[a-z-]{2,24}nya\b"
    r"|(?:ber|sekel)(?:saudara|uarga)\b)"
)
_PAIR: Final = re.compile(
    r"( (?:dan|serta|&) [A-Z][a-z]{1,20})?,? (?:dua|kedua|sepasang|pasangan|kakak|keduanya|kembar"
    r"|masing-masing|bergantian|saling|sama-sama)\b"
)
_ROW: Final = re.compile(r"(?:,|,? dan|,? serta) [A-Z][a-z]{1,20}\b(,? (?:dan|serta) [A-Z][a-z])?")
_TRADE: Final = re.compile("pe[a-z]{4,}(?<!an)|[a-z]{4,}(?:wan|wati)|toko|warung|bengkel")
_NO_TRADE: Final = frozenset(
    {"pemerintah", "pernah", "perempuan", "percuma", "perihal", "pertama", "pelosok", "perkara"}
)
_VERB: Final = re.compile("(?:me|ber|di)[a-z]{3,}|tidak|sudah|pernah|akhirnya|selalu|masih")
_THIRD: Final = frozenset({"ia", "dia"})
_YOUNG: Final = frozenset({"kecil", "muda", "remaja"})
_FROM: Final = frozenset({"asal", "dari"})
_JOINING: Final = frozenset({"dan", "serta"})
_SENTENCE_WORDS: Final = 20
_DEATH_REACH: Final = 10
_LIVING_REACH: Final = 2
_CUSTOM_REACH: Final = 6
_ROLE_REACH: Final = 5


class Strangers:
    """Tells which runs of a passage are people of whom the author only tells."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._passage = around.passage

    def is_told_of(self, run: Run) -> bool:
        """Whether what stands beside a name makes its bearer somebody else."""
        is_author = (
            self._around.is_spoken_to(run)
            or self._follows_self(run)
            or self._around.names_itself(run)
            or self._around.is_signed(run)
            or self._is_young(run)
        )
        if is_author:
            return False
        text, end = self._passage.text, self._passage.words[run.last].end
        if self._has_role(run) or _AGE.match(text, end) is not None:
            return True
        return not self._around.begins_speech(run) and (
            self._is_everybody(run)
            or self._is_named_in_commas(run)
            or _FAMILY.match(text, end) is not None
            or self._is_one_of_two(run)
            or self._is_one_of_many(run)
            or self._lives_otherwise(run)
            or self._is_of_a_story(run)
            or self._comes_from_elsewhere(run)
        )

    def _is_everybody(self, run: Run) -> bool:
        """Whether everybody is called so: “setiap pembeli disapa “Neneng””."""
        words = self._passage.words[max(0, run.first - _CUSTOM_REACH) : run.first]
        keys = [word.key for word in words]
        is_custom = not c.EVERYBODY.isdisjoint(keys) and s.SELF.isdisjoint(keys)
        return is_custom and keys[-1] in c.CALLING

    def has_trade_before(self, before: int) -> bool:
        """Whether a word before a name says what only somebody else is: penyanyi Lilis."""
        word = self._passage.words[before]
        if word.key in c.SALUTATIONS or word.key in c.CALLING or word.key in c.SPEECH:
            return False
        return self._is_trade(word.key, is_apart=True) and word.key not in c.LEADS

    def sentence(self, run: Run) -> list[Word]:
        """Return the words around a name in its sentence."""
        words, first, stop = self._passage.words, run.first, run.last + 1
        while first > max(0, run.first - _SENTENCE_WORDS) and not self._starts(first):
            first -= 1
        while stop < min(len(words), run.last + _SENTENCE_WORDS) and not self._starts(stop):
            stop += 1
        return words[first:stop]

    def tells_of_self(self, run: Run) -> bool:
        """Whether the author speaks of themself in the sentence of a name."""
        return any(word.key in s.SELF for word in self.sentence(run))

    def _starts(self, index: int) -> bool:
        return self._passage.starts_sentence(index)

    def _follows_self(self, run: Run) -> bool:
        return run.first > 0 and self._passage.words[run.first - 1].key in s.SELF

    def _is_young(self, run: Run) -> bool:
        """Whether the author tells of their youth: “Mulyono muda waktu itu gemetar”."""
        after = self._passage.words[run.last + 1 : run.last + 2]
        return any(word.key in _YOUNG for word in after)

    def _has_role(self, run: Run) -> bool:
        """Whether the words say what somebody else is: “Pak Koto pemilik rumah makan”."""
        passage, index = self._passage, run.last + 1
        if index >= len(passage.words) or not _ROLE_GAP.fullmatch(passage.gap(index)):
            return False
        word = passage.words[index]
        return not word.is_capital and self._is_trade(
            word.key, is_apart=passage.gap(index).startswith(",")
        )

    def _is_named_in_commas(self, run: Run) -> bool:
        """Whether a name only says who another is: “kepala kampung, Bapak Rumbiak, menulis”."""
        words, first = self._passage.words, run.first
        if first and words[first - 1].key in c.SALUTATIONS:
            first -= 1
        is_aside = self._passage.gap(first) == ", " and self._passage.gap(run.last + 1) == ", "
        if not is_aside or _VERB.fullmatch(words[run.last + 1].key) is None:
            return False
        keys = {word.key for word in words[max(0, first - _ROLE_REACH) : first]}
        roles = keys & (c.ROLES - c.SALUTATIONS) - self._around.roles
        return bool(roles) and s.SELF.isdisjoint(keys)

    def _is_trade(self, key: str, *, is_apart: bool) -> bool:
        """Whether a word is somebody's trade or place; set apart, also one of no list."""
        if key in self._around.roles or key in c.LABELS or key in _NO_TRADE:
            return False
        if key in c.ROLES:
            return True
        return is_apart and _TRADE.fullmatch(key) is not None

    def _is_one_of_two(self, run: Run) -> bool:
        """Whether a name is one of a pair: “Ridwan dan Hatta, dua bersaudara”."""
        words, before = self._passage.words, run.first - 1
        pair = _PAIR.match(self._passage.text, words[run.last].end)
        if pair is None:
            return False
        is_second = before > 0 and words[before].key in _JOINING and words[before - 1].is_capital
        return pair.group(1) is not None or is_second

    def _is_one_of_many(self, run: Run) -> bool:
        """Whether a name stands in a row of first names: “Budi, Ani, dan Wati”."""
        if not run.is_single:
            return False
        is_inside = self._passage.gap(run.first) == ", "
        is_inside = is_inside and self._passage.words[run.first - 1].is_capital
        row = _ROW.match(self._passage.text, self._passage.words[run.last].end)
        return row is not None and (is_inside or row.group(1) is not None)

    def _is_of_a_story(self, run: Run) -> bool:
        """Whether the sentence tells a story or of somebody as of a third: “… dan ia …”."""
        if not run.is_single:
            return False
        keys = {word.key for word in self.sentence(run)}
        is_story = not c.STORIES.isdisjoint(keys)
        is_third = not _THIRD.isdisjoint(keys)
        is_called = run.first > 0 and self._passage.words[run.first - 1].key in c.SALUTATIONS
        return (is_story or (is_third and not is_called)) and s.SELF.isdisjoint(keys)

    def _comes_from_elsewhere(self, run: Run) -> bool:
        """Whether somebody comes from a place that is no office: “Fahrul dari Ogan Ilir”."""
        words, index = self._passage.words, run.last + 2
        if index >= len(words) or words[index - 1].key not in _FROM:
            return False
        is_place = words[index].is_capital and words[index].key not in self._around.service
        is_office = words[index].key in c.NEUTRAL or words[index].text.isupper()
        return is_place and not is_office and not self.tells_of_self(run)

    def _lives_otherwise(self, run: Run) -> bool:
        """Whether somebody earns a living as no official does, or has died."""
        words = self._passage.words[run.last + 1 : run.last + 1 + _DEATH_REACH]
        stop = next((n for n, w in enumerate(words) if self._starts(run.last + 1 + n)), len(words))
        keys = [word.key for word in words[:stop]]
        has_died = not c.FUNERALS.isdisjoint(keys)
        is_living = not c.LIVINGS.isdisjoint(keys[:_LIVING_REACH])
        return (has_died or is_living) and not self.tells_of_self(run)
