"""Lines as wide as the terminal, broken between words and never inside what a reader sees as one character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_JOINER = "\u200d"
_VIRAMAS = frozenset("\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca")
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_HANGUL_VOWELS_AND_ENDS = range(0x1160, 0x1200)


def clusters(text: str) -> Iterator[str]:
    """Cut a text into what readers see as single characters: letters with signs, conjuncts, joined emoji, flags."""
    cluster = ""
    for character in text:
        if cluster and not _belongs_to(cluster, character):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def width(text: str) -> int:
    """Give the number of columns that a text takes; rather one too many than one too few."""
    return sum(_columns(cluster) for cluster in clusters(text))


def wrap(text: str, columns: int) -> list[str]:
    """Break a text into lines of at most so many columns; its own line ends stay. No columns (0) break nothing."""
    if columns <= 0:
        return text.split("\n")
    return [line for paragraph in text.split("\n") for line in _wrap_line(paragraph, columns)]


def shorten(text: str, columns: int, *, keep: str = "start") -> str:
    """Leave out the end of a text, or with `keep="end"` its beginning, so that it fits; "..." shows where."""
    flat = " ".join(text.split())
    if width(flat) <= columns:
        return flat
    words = flat.split(" ") if keep == "start" else flat.split(" ")[::-1]
    kept: list[str] = []
    left = columns - 3
    for word in words:
        left -= width(word) + 1
        if left < 0:
            break
        kept.append(word)
    return " ".join([*kept, "..."]) if keep == "start" else " ".join(["...", *kept[::-1]])


def runs_from_right(text: str) -> bool:
    """Tell whether a text is written from right to left, by its first letter that has a direction."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _belongs_to(cluster: str, character: str) -> bool:
    before = cluster[-1]
    if character == _JOINER or before == _JOINER or unicodedata.category(character) in ("Mn", "Mc", "Me"):
        return not cluster.isspace()
    if before in _VIRAMAS and unicodedata.category(character) == "Lo":
        return True
    if ord(character) in _SKIN_TONES or ord(character) in _HANGUL_VOWELS_AND_ENDS:
        return True
    return len(cluster) == 1 and ord(character) in _FLAG_LETTERS and ord(before) in _FLAG_LETTERS


def _columns(cluster: str) -> int:
    if unicodedata.category(cluster[0]) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    if unicodedata.east_asian_width(cluster[0]) in ("W", "F") or "\ufe0f" in cluster:
        return 2
    spacing_signs = sum(unicodedata.category(character) in ("Mc", "Lo") for character in cluster[1:])
    return 1 + spacing_signs


def _wrap_line(text: str, columns: int) -> Iterator[str]:
    line, used = "", 0
    for word in text.split(" "):
        needed = width(word)
        if line and used + 1 + needed > columns:
            yield line
            line, used = "", 0
        if line:
            line, used = f"{line} {word}", used + 1 + needed
            continue
        *full, line = _cut_word(word, columns)
        yield from full
        used = width(line)
    yield line


def _cut_word(word: str, columns: int) -> list[str]:
    """Cut a word that is wider than a line (an address, a script without spaces) between clusters."""
    pieces, used = [""], 0
    for cluster in clusters(word):
        if used and used + _columns(cluster) > columns:
            pieces.append("")
            used = 0
        pieces[-1] += cluster
        used += _columns(cluster)
    return pieces
