"""What could be the head of a turn at the start of a line: a label, a time, or both. `evidence.py` decides.

The shapes, with whatever brackets, asterisks and numbers stand around them:

    I: words                     [00:10] PARTICIPANT 1: words        **Name:** [01:46] words
    Name  00:12:31               Name [00:12:31] words               [T001] Moderator: words
    Interviewer                  P01 <tab> words                     [00:10] words
    Q. words                     R - words
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from qualcode.ingest.times import ARROWED, BARE, BRACKETED, CLOCK, TimeMark, parse_mark

HeadShape = Literal["colon", "time", "bold", "alone", "tab", "dash", "stop", "clock"]

# A head is looked for in the first characters only, so that a line of a million characters costs no more than another.
_REACH_POINTS = 160
_LABEL_POINTS = 40

_INVISIBLE = "\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_COLONS = ":：﹕∶꞉"
# Possessive (`+` behind the quantifier), so that no line can make the patterns try twice.
_GAP = rf"[\s{_INVISIBLE}]*+"
_SPACE = rf"[\s{_INVISIBLE}]++"
_OPENING = r"[*_\"“„«'‘\[(>]{0,4}+"
_CLOSING = r"[*_\"”“»'’\])]{0,4}+"
_RULE = rf"(?:[,;|–—-]{_GAP})?+"
_NUMBER = rf"(?:(?:\[[A-Za-z]{{0,3}}\d{{1,5}}\]|\(?\d{{1,5}}[.)]|\d{{1,5}}(?=\t|\s\s)){_GAP})?"
_TIME = rf"(?:{BRACKETED}|{BARE})"
# A "#" may open a heading, but the one before a digit opens a time (#00:01:02-3#).
_LEAD = rf"{_GAP}(?:(?:[>•·–—-]|#(?!\d)){{1,3}}+{_GAP})?+{_NUMBER}"
_BEFORE = rf"(?:{_OPENING}(?P<before>{_TIME}){_CLOSING}{_GAP}{_RULE})?"
_LABEL = rf"(?P<label>[^\W\d_][^\n\t{_COLONS}*\[\]{{}}<>|]{{0,{_LABEL_POINTS - 1}}}?)"
_NAMED = rf"{_LEAD}{_BEFORE}{_OPENING}{_LABEL}{_CLOSING}{_GAP}"
_LONE_TIME = rf"{BARE}(?=\s*$)"

_SHAPES: tuple[tuple[HeadShape, re.Pattern[str]], ...] = (
    (
        "colon",
        re.compile(
            rf"{_NAMED}{_RULE}(?:(?P<inside>{_TIME}){_GAP}{_CLOSING}{_GAP})?(?P<colon>[{_COLONS}]){_CLOSING}"
            rf"(?:{_GAP}(?P<after>{BRACKETED}|{_LONE_TIME}){_GAP}[{_COLONS}]?)?"
        ),
    ),
    ("time", re.compile(rf"{_NAMED}{_RULE}(?P<inside>{BRACKETED}|{_LONE_TIME}){_CLOSING}")),
    ("time", re.compile(rf"{_LEAD}(?P<before>{_TIME}){_GAP}{_OPENING}{_LABEL}{_CLOSING}{_GAP}$")),
    ("tab", re.compile(rf"{_LEAD}(?:(?P<before>{_TIME}){_GAP})?{_OPENING}{_LABEL}{_CLOSING}[ \u00a0]*+\t+(?=\s*\S)")),
    # A row of a Markdown table.
    (
        "tab",
        re.compile(
            rf"{_GAP}\|{_GAP}(?:(?P<before>{_TIME}){_GAP}\|{_GAP})?{_OPENING}{_LABEL}{_CLOSING}{_GAP}\|{_GAP}(?=[^\s|])"
        ),
    ),
    ("dash", re.compile(rf"{_LEAD}{_BEFORE}{_OPENING}{_LABEL}{_CLOSING}{_SPACE}[–—-]++{_SPACE}(?=\S)")),
    ("stop", re.compile(rf"{_LEAD}(?P<label>[^\W\d_])\.{_SPACE}(?=\S)")),
    ("alone", re.compile(rf"{_NAMED}$")),
    ("clock", re.compile(rf"{_LEAD}(?:(?P<before>{BRACKETED})|\*?(?P<inside>{ARROWED}|{CLOCK}){_GAP}(?:=|$))")),
)
# A shape is tried only on a line that holds one of these characters; the others cannot have it.
_NEEDED: dict[HeadShape, str] = {"colon": _COLONS, "time": ":", "tab": "\t|", "dash": "–—-", "stop": ".", "clock": ":"}
_NEEDS = {shape: re.compile(f"[{re.escape(characters)}]") for shape, characters in _NEEDED.items()}
_EDGES = re.compile(rf"^[\s{_INVISIBLE}]+|[\s{_INVISIBLE}]+$")
_RUNS_OF_SPACE = re.compile(r"\s+")
_ESCAPED = re.compile(r"\\([_.\-()&'\"])")


@dataclass(frozen=True, slots=True)
class Head:
    """A possible head of a turn.

    Attributes:
        start: Where its line begins, behind indentation.
        end: Where the words after it begin, or the end of the line if it stands alone.
        line_end: Where its line ends.
        label: The label with single spaces; None for a time without one.
        shape: Which of the shapes it has.
        time: The time in it, if there is one.
    """

    start: int
    end: int
    line_end: int
    label: str | None
    shape: HeadShape
    time: TimeMark | None = None

    @property
    def key(self) -> str:
        """What counts as the same label while evidence is gathered."""
        return (self.label or "").casefold()

    @property
    def alone(self) -> bool:
        """Tell whether no words follow in its line."""
        return self.end >= self.line_end


def possible_heads(text: str, start: int, end: int) -> list[Head]:
    """Give what could be a head at the beginning of one line, the plainest shape first.

    Args:
        text: The whole text.
        start, end: The line, without its line end.
    """
    line = text[start : min(end, start + _REACH_POINTS)]
    heads: list[Head] = []
    for shape, pattern in _SHAPES:
        if not _may_have(line, shape):
            continue
        match = pattern.match(line)
        if match is None or match.end() == _REACH_POINTS:
            continue
        head = _head_of(match, shape, start, end, text)
        if head is not None:
            heads.append(head)
    return heads


def _may_have(line: str, shape: HeadShape) -> bool:
    if shape == "alone":
        return len(line) <= 2 * _LABEL_POINTS
    return _NEEDS[shape].search(line) is not None


def clean_label(written: str) -> str:
    """Give a label without invisible marks, with single spaces and with the closing bracket or quote that it opened.

    The backslashes go that Markdown puts before signs (P\\_01).
    """
    if written.isalnum():  # nearly all labels
        return written
    label = _ESCAPED.sub(r"\1", _RUNS_OF_SPACE.sub(" ", _EDGES.sub("", written)))
    if label.count("(") > label.count(")"):
        label += ")"
    return label + '"' if label.count('"') % 2 else label


def skip_space(text: str, position: int, end: int) -> int:
    """Give the place of the next character that is not white space, at most `end`."""
    while position < end and text[position].isspace():
        position += 1
    return position


def _head_of(match: re.Match[str], shape: HeadShape, start: int, end: int, text: str) -> Head | None:
    groups = match.groupdict()
    label = clean_label(groups["label"]) if groups.get("label") else None
    if shape != "clock" and not label:
        return None
    if shape == "colon" and _is_no_colon_head(match, label or ""):
        return None
    written = next((groups[name] for name in ("before", "inside", "after") if groups.get(name)), None)
    words = skip_space(text, start + match.end(), end)
    return Head(skip_space(text, start, end), words, end, label, shape, parse_mark(written) if written else None)


def _is_no_colon_head(match: re.Match[str], label: str) -> bool:
    """Refuse what only looks like a label: addresses and clock times."""
    after = match.string[match.end("colon") : match.end("colon") + 2]
    return after == "//" or (label[-1].isdigit() and after[:1].isdigit() and match["colon"] == ":")
