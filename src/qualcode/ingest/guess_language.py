"""Offer the language of a text: by its script, and by the small words that every text of a language is full of.

No model and no library. It is an offer, which says how sure it is; the researcher decides.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from qualcode.ingest.language_words import ONE_LANGUAGE_SCRIPTS, SCRIPTS, SMALL_WORDS

Sureness = Literal["sure", "likely", "unsure", "unknown"]

_MOST_WORDS = 5_000
_FEW_WORDS = 30
_SMALL_SHARE = 0.08
_GOOD_SHARE = 0.18
_SCRIPT_SHARE = 0.5
_MIXED_SHARE = 0.5
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:[\u0900-\u0d7f\u0300-\u036f]+[^\W\d_]*)*")


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    """The language that a text seems to be in.

    Attributes:
        language: Language tag ("da"); empty if there is nothing to go by.
        sureness: "sure", "likely", "unsure", or "unknown" where nothing is offered.
        other: A second language that is nearly as likely, or mixed in; empty if there is none.
        share: Share of the words that are small words of the language, 0 to 1; 1 where the script alone tells.
    """

    language: str = ""
    sureness: Sureness = "unknown"
    other: str = ""
    share: float = 0.0


def guess_language(text: str) -> LanguageGuess:
    """Guess the language of a text, by at most 5,000 words spread over it."""
    script, share = _script(text)
    if script in ONE_LANGUAGE_SCRIPTS:
        return LanguageGuess(ONE_LANGUAGE_SCRIPTS[script], "sure" if share > _SCRIPT_SHARE else "likely", "", 1.0)
    words = _sample(text)
    known = {language: small for language, small in SMALL_WORDS.items() if SCRIPTS[language] == script}
    counts = Counter(words)
    total = sum(counts.values())
    hits = {language: sum(counts[word] for word in small) for language, small in known.items()}
    ranked = sorted(hits, key=lambda language: -hits[language])
    if not ranked or not hits[ranked[0]]:
        return LanguageGuess()
    best, second = ranked[0], ranked[1] if len(ranked) > 1 else ""
    best_share = hits[best] / total
    own, foreign = _told_apart(counts, known[best], known.get(second, frozenset()))
    is_clear = own >= 3 * max(foreign, 1)
    other = second if second and (foreign > 0.2 * own or foreign > _MIXED_SHARE * hits[best]) else ""
    if total >= _FEW_WORDS and best_share >= _GOOD_SHARE and is_clear:
        return LanguageGuess(best, "sure", other, round(best_share, 3))
    if best_share >= _SMALL_SHARE and own > foreign:
        return LanguageGuess(best, "likely" if total >= _FEW_WORDS else "unsure", other, round(best_share, 3))
    return LanguageGuess(best, "unsure", other or second, round(best_share, 3))


def _told_apart(counts: Counter[str], best: frozenset[str], second: frozenset[str]) -> tuple[int, int]:
    """Count the small words that only one of two languages has."""
    return sum(counts[word] for word in best - second), sum(counts[word] for word in second - best)


def _sample(text: str) -> list[str]:
    words = [match.group() for match in _WORD.finditer(text.casefold().replace("’", "'"))]
    step = max(1, len(words) // _MOST_WORDS)
    return words[::step][:_MOST_WORDS]


def _script(text: str) -> tuple[str, float]:
    """Give the script of most letters, and its share of them."""
    step = max(1, len(text) // 20_000)
    counts: Counter[str] = Counter()
    for point, times in Counter(text[::step]).items():  # a text has few different characters
        if point.isalpha() or "\u0900" <= point <= "\u0dff":
            counts[_script_of(point)] += times
    total = sum(counts.values())
    if not total:
        return "", 0.0
    # Japanese mixes its syllables with Chinese characters.
    if counts["kana"] > 0.05 * (counts["han"] + counts["kana"]) and counts["han"] + counts["kana"] > total / 2:
        return "kana", (counts["han"] + counts["kana"]) / total
    script, count = counts.most_common(1)[0]
    return script, count / total


_RANGES = (
    ("latin", "\u0041", "\u024f"), ("latin", "\u1e00", "\u1eff"), ("greek", "\u0370", "\u03ff"),
    ("cyrillic", "\u0400", "\u052f"), ("hebrew", "\u0590", "\u05ff"), ("arabic", "\u0600", "\u06ff"),
    ("devanagari", "\u0900", "\u097f"), ("bengali", "\u0980", "\u09ff"), ("gurmukhi", "\u0a00", "\u0a7f"),
    ("gujarati", "\u0a80", "\u0aff"), ("tamil", "\u0b80", "\u0bff"), ("telugu", "\u0c00", "\u0c7f"),
    ("kannada", "\u0c80", "\u0cff"), ("malayalam", "\u0d00", "\u0d7f"), ("thai", "\u0e00", "\u0e7f"),
    ("georgian", "\u10a0", "\u10ff"), ("ethiopic", "\u1200", "\u137f"), ("khmer", "\u1780", "\u17ff"),
    ("kana", "\u3040", "\u30ff"), ("han", "\u3400", "\u9fff"), ("hangul", "\uac00", "\ud7af"),
)  # fmt: skip


def _script_of(point: str) -> str:
    return next((script for script, first, last in _RANGES if first <= point <= last), "other")
