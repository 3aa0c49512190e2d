"""Which code page the bytes are in, judged by the letters that each would make of them.

Every code page is tried with every language written in it. Letters of the language count for it; letters of others,
signs inside words, capitals behind small letters and two alphabets in one word count against. What the letters leave
open is said, with the other candidates; nothing is decided silently.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.ingest.code_page_languages import LANGUAGES, PAGE_NAMES, Language

# Scores are per character beyond ASCII: 1 is a perfect text, 0.2 what chance makes of a wrong code page.
_BELIEVED = 0.35
_CLEAR_MARGIN = 0.15
_CLEAR_MARGIN_OF_MANY = 0.06
_MANY = 100
# A text in another script has more letters of it than it has foreign words.
_LEAST_SHARE_OF_SCRIPT = 0.1
_HARDLY_ANY = -0.5
_STRANGE = -1.5
_MISPLACED = -1.0
_REST = 0.1
_BONUS = {"cp1252": 0.12}
_BONUS_OF_WINDOWS = 0.03
_SAMPLE_BYTES = 6_000
# Most code pages are out of the question after a few lines.
_FIRST_LOOK_BYTES = 400
_WORTH_A_SECOND_LOOK = 0.5
_LINE = re.compile(rb"[^\r\n]+")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
# Letters that are words by themselves in languages of few such letters.
_WORDS_OF_ONE = frozenset("àèéóåöâôœíá")
_OPENS, _CLOSES = frozenset("“‘„«‹‚"), frozenset("”’»›“‘")
_NEUTRAL = frozenset("\u00a0°§€£½¼¾²³´`©®™•·µ×№¶\u200e\u200f\u00ad♪")


@dataclass(frozen=True, slots=True)
class Guess:
    """A code page that may be the right one.

    Attributes:
        page: Python's name of it.
        language: The language whose letters it shows; empty if there is nothing beyond punctuation.
        score: How well they fit.
    """

    page: str
    language: str
    score: float

    @property
    def title(self) -> str:
        """What people call the code page, with its name."""
        return f"{PAGE_NAMES[self.page]} ({self.page})"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the letters tell.

    Attributes:
        best: The code page that fits best; None if none can be believed.
        others: Further ones that cannot be ruled out, best first; they give another text.
    """

    best: Guess | None
    others: tuple[Guess, ...]


def judge_code_page(data: bytes) -> Judgement:
    """Judge which code page fits the bytes of a text best."""
    sample = _sample(data)
    rough = _guesses(_shown(_sample(sample, _FIRST_LOOK_BYTES), PAGE_NAMES))
    highest = max(guess.score for guess in rough)
    shown = _shown(sample, [guess.page for guess in rough if guess.score > highest - _WORTH_A_SECOND_LOOK])
    guesses = sorted(_guesses(shown), key=lambda guess: -guess.score)
    best = guesses[0]
    if best.score < _BELIEVED:
        return Judgement(None, tuple(_unlike(guesses, "", shown))[:3])
    many = len(_BEYOND_ASCII.findall(shown[best.page])) >= _MANY
    margin = _CLEAR_MARGIN_OF_MANY if many else _CLEAR_MARGIN
    near = [guess for guess in guesses if guess.score > best.score - margin]
    return Judgement(best, tuple(_unlike(near, shown[best.page], shown)))


def fits_better(data: bytes, page: str, *, than: str) -> bool:
    """Tell whether one code page clearly fits the bytes better than another, going by languages that use it."""
    if page not in PAGE_NAMES or page == than or not _HIGH_BYTE.search(data):
        return False
    shown = _shown(_sample(data), (page, than))
    scores = {guess.page: guess.score for guess in _guesses(shown)}
    return scores[page] >= _BELIEVED and scores[page] > scores[than] + _CLEAR_MARGIN


def _shown(sample: bytes, pages: Iterable[str]) -> dict[str, str]:
    return {page: sample.decode(page, "replace") for page in pages}


def _sample(data: bytes, size: int = _SAMPLE_BYTES) -> bytes:
    """Take the first lines that hold anything beyond ASCII; no code page has line ends inside a character."""
    lines: list[bytes] = []
    taken = 0
    for found in _LINE.finditer(data):
        line = found.group()
        if _HIGH_BYTE.search(line):
            lines.append(line if len(line) <= size else _cut(line, size))
            taken += len(lines[-1])
            if taken >= size:
                break
    return b"\n".join(lines)


def _cut(line: bytes, size: int) -> bytes:
    """Cut a long line at a space, which is never half of a character."""
    first = _HIGH_BYTE.search(line)
    start = line.rfind(b" ", 0, first.start() if first else 0) + 1
    end = line.find(b" ", start + size)
    return line[start : end if 0 < end < start + 2 * size else start + 2 * size]


def _unlike(guesses: Iterable[Guess], text: str, shown: dict[str, str]) -> Iterable[Guess]:
    """Give the guesses that lead to another text than the one given and than the guesses before them."""
    seen = {text}
    for guess in guesses:
        if shown[guess.page] not in seen:
            seen.add(shown[guess.page])
            yield guess


def _guesses(shown: dict[str, str]) -> list[Guess]:
    """Give for every code page the language that fits it best."""
    guesses = []
    for page, text in shown.items():
        look = _look_at(text)
        bonus = _BONUS.get(page, _BONUS_OF_WINDOWS if page.startswith("cp125") else 0.0)
        scored = [(look.score(language), language.name) for language in LANGUAGES if page in language.pages]
        score, name = max(scored)
        guesses.append(Guess(page, name if look.letters else "", score + bonus))
    return guesses


@dataclass(frozen=True, slots=True)
class _Look:
    """What a text shows beyond ASCII.

    Attributes:
        letters: The letters in lower case, with their number.
        other: What everything else counts for, whatever the language.
        n: Characters beyond ASCII.
        n_ascii: Letters of ASCII.
    """

    letters: Counter[str]
    other: float
    n: int
    n_ascii: int

    def score(self, language: Language) -> float:
        """Judge it as a text in a language."""
        weights = _WEIGHTS[language.name, language.pages]
        low, high = language.rest
        total = self.other
        for letter, count in self.letters.items():
            known = weights.get(letter)
            if known is None:
                known = _REST if low <= letter <= high and low else _STRANGE
            total += known * count
        hardly_any = not language.latin and self.n < _LEAST_SHARE_OF_SCRIPT * self.n_ascii
        return total / max(self.n, 1) + (_HARDLY_ANY if hardly_any else 0.0)


def _look_at(text: str) -> _Look:
    letters: Counter[str] = Counter()
    other, n = 0.0, 0
    padded = f" {text} "
    for match in _BEYOND_ASCII.finditer(padded):
        point, place = match.group(), match.start()
        before, after = padded[place - 1], padded[place + 1]
        n += 1
        if point in _JUDGED_BY_LANGUAGE:
            letters[point] += 1
        elif unicodedata.category(point)[0] in "LM":
            letters[point.lower()] += 1
            other += _MISPLACED * _is_misplaced(point, before, after)
        else:
            other += _worth_of_sign(point, before, after)
    return _Look(letters, other, n, sum(map(str.isalpha, text)) - sum(letters.values()))


def _is_misplaced(letter: str, before: str, after: str) -> bool:
    """Tell whether a letter cannot stand where it stands."""
    if before.islower() and letter.isupper():
        return True
    is_latin = letter < "\u0250" or "\u0300" <= letter < "\u0370" or letter in "\u1ea0"
    if not is_latin:
        return (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())
    alone = not before.isalpha() and not after.isalpha() and letter < "\u0300"
    return alone and letter.lower() not in _WORDS_OF_ONE


def _worth_of_sign(sign: str, before: str, after: str) -> float:
    """Judge a sign that is no letter by its place."""
    between_letters = before.isalpha() and after.isalpha()
    if sign == "\ufffd":
        return 2 * _STRANGE
    if sign in "’‘" and between_letters:
        return 1.0
    if sign in _OPENS and not before.isalnum() and not after.isspace():
        return 1.0
    if sign in _CLOSES and not before.isspace() and not after.isalnum():
        return 1.0
    if sign in "–—":
        return 0.3 if between_letters else 1.0
    if sign == "…":
        return 1.0 if not after.isalpha() else 0.3
    if sign in _NEUTRAL and not between_letters:
        return 0.3
    return _STRANGE if between_letters or unicodedata.category(sign) in ("Cc", "Cn", "Co") else _MISPLACED / 2


def _weights(language: Language) -> dict[str, float]:
    if language.few:
        return dict.fromkeys(language.letters, 1.0)
    third = max(len(language.letters) // 3, 1)
    return {letter: (1.0, 0.5, -0.1)[min(place // third, 2)] for place, letter in enumerate(language.letters)}


_WEIGHTS = {(language.name, language.pages): _weights(language) for language in LANGUAGES}
# Signs that belong to a script as its letters do.
_JUDGED_BY_LANGUAGE = frozenset("¿¡ªº、。？！「」『』：；，（）《》…　،؟؛") - frozenset("…")
