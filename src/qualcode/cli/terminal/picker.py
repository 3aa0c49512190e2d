"""Finding codes by a few letters: ranked over names, paths and keywords, never guessed unseen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.codebook import Code, Codebook, fold_name

SHOWN = 7
_ENOUGH_LIKE = 65.0
_ACCENTS = frozenset(map(chr, range(0x300, 0x370)))
_NAME, _NAME_START, _WORD_START, _ALL_WORDS, _KEYWORD = 1000.0, 900.0, 800.0, 700.0, 600.0


@dataclass(frozen=True, slots=True)
class Match:
    """A code that fits what was typed.

    Attributes:
        score: How well; above 100 the letters begin a word of its name, its path or a keyword.
        keyword: The keyword that made it fit; empty where name or path did.
    """

    code: Code
    path: str
    score: float
    keyword: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One code asked for in a line, and whether the coder is unsure of it."""

    words: str
    unsure: bool = False


def rank_codes(codebook: Codebook, typed: str) -> list[Match]:
    """Give the codes in use that fit what was typed, best first; equals stand in the order of the codebook.

    First come names and words of names that begin with the letters, then paths that hold all words, then keywords. Only
    where there is none of these, what rapidfuzz finds alike, so that a slip of the finger does no harm.
    """
    wanted = _plain(typed)
    if not wanted:
        return []
    matches = [_match(code, codebook.path(code), wanted) for code in codebook.active()]
    least = _KEYWORD if any(match.score >= _KEYWORD for match in matches) else _ENOUGH_LIKE
    return sorted((match for match in matches if match.score >= least), key=lambda match: -match.score)


def clear_match(matches: Sequence[Match]) -> Match | None:
    """Give the match that is meant beyond doubt: the whole name, or the only name of which a word begins so."""
    if not matches:
        return None
    if matches[0].score == _NAME:
        return matches[0]
    beginning = [match for match in matches if match.score >= _WORD_START]
    return beginning[0] if len(beginning) == 1 else None


def split_wanted(codebook: Codebook, typed: str) -> list[Wanted]:
    """Split "trust; safety?" into the codes asked for; the comma separates too unless names of codes hold one."""
    if codebook.find(typed) is not None:
        return [Wanted(typed)]
    parts = (part.strip() for part in _separator(codebook).split(typed))
    return [Wanted(part.rstrip("? "), part.endswith("?")) for part in parts if part.rstrip("? ")]


def last_part(codebook: Codebook, typed: str) -> str:
    """Give the letters of the code that is just being typed."""
    return _separator(codebook).split(typed)[-1].strip()


def _separator(codebook: Codebook) -> re.Pattern[str]:
    return re.compile(";" if any("," in code.name for code in codebook) else "[;,]")


def _match(code: Code, path: str, wanted: str) -> Match:
    by_name = _score_name(_plain(code.name), _plain(path), wanted)
    if by_name >= _ALL_WORDS:
        return Match(code, path, by_name)
    keyword, by_keyword = _best_keyword(code.keywords, wanted)
    return Match(code, path, by_keyword, keyword) if by_keyword > by_name else Match(code, path, by_name)


def _score_name(name: str, path: str, wanted: str) -> float:
    from rapidfuzz import fuzz

    if wanted in (name, path):
        return _NAME
    if name.startswith(wanted):
        return _NAME_START
    if f" {wanted}" in f" {name}":
        return _WORD_START
    parts, words = wanted.split(), path.split()
    if all(any(word.startswith(part) for word in words) for part in parts):
        return _ALL_WORDS + sum(any(word.startswith(part) for word in name.split()) for part in parts)
    return max(0.95 * fuzz.partial_ratio(wanted, name), *(fuzz.ratio(wanted, word) for word in (name, *name.split())))


def _best_keyword(keywords: Sequence[str], wanted: str) -> tuple[str, float]:
    from rapidfuzz import fuzz

    best, best_score = "", 0.0
    for keyword in keywords:
        plain = _plain(keyword)
        score = _KEYWORD if f" {wanted}" in f" {plain}" else 0.9 * fuzz.ratio(wanted, plain)
        if score > best_score:
            best, best_score = keyword, score
    return best, best_score


def _plain(text: str) -> str:
    """Give the form in which letters are compared: without case, accents and marks of punctuation."""
    letters = (letter for letter in unicodedata.normalize("NFKD", fold_name(text)) if letter not in _ACCENTS)
    return " ".join("".join(letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in letters).split())
