"""Marks that stand for words left out: names taken away ([name], XX, ___), and what was not understood ((unclear))."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from qualcode.ingest.roles import label_words
from qualcode.ingest.times import parse_mark

MarkKind = Literal["redaction", "unclear", "other"]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Words inside brackets, in the languages we have met them in; add yours here.
_TAKEN_AWAY = _words(
    """
    name names surname firstname lastname place town city village country region street address school university
    hospital company organisation organization employer agency office phone number email date age person child
    husband wife son daughter mother father sister brother friend colleague redacted anonymised anonymized removed
    deleted omitted confidential pseudonym identifying ort stadt firma schule adresse anonymisiert geschwärzt nom
    prénom lieu ville école entreprise anonymisé supprimé nombre lugar ciudad empresa escuela anonimizado nome
    cidade escola cognome città luogo navn sted skole firma anonymiseret anonymisert namn plats ort naam plaats
    stad नाम जगह गांव शहर اسم مكان שם מקום 姓名 名字 地点 地名 公司 имя место город xx xxx xxxx
    """
)
_NOT_UNDERSTOOD = _words(
    """
    unclear inaudible unintelligible indistinct crosstalk incomprehensible garbled unv unverständlich unverstaendlich
    inaudible incompréhensible ininteligible inaudível inintelligibile uhørligt uhørlig ohörbart onverstaanbaar
    अस्पष्ट غير لا 听不清 聽不清 неразборчиво
    """
)

_BRACKETED = re.compile(r"\[([^\[\]\n]{1,60})\]|\{([^{}\n]{1,60})\}|<([^<>\n]{1,60})>|\(([^()\n]{1,40})\)")
_BARE = re.compile(r"(?<!\w)(?:[Xx]{2,}\d{0,2}|_{2,})(?!\w)|█+|@@[^\n#@]{1,60}##")
_FOOTNOTE = re.compile(r"e?\d+")
_QUESTION = re.compile(r"[?¿？]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that stands for words.

    Attributes:
        kind: "redaction" for words taken away, "unclear" for words not understood, "other" for what else stands in
            square brackets ([laughs]).
        start, end: Where it stands, with its brackets.
        words: As written.
    """

    kind: MarkKind
    start: int
    end: int
    words: str


def find_marks(text: str) -> tuple[Mark, ...]:
    """Find the marks of a text, in its order."""
    marks = [
        Mark(kind, match.start(), match.end(), match.group())
        for match in _BRACKETED.finditer(text)
        if (kind := _kind(match)) is not None
    ]
    marks += [Mark("redaction", match.start(), match.end(), match.group()) for match in _BARE.finditer(text)]
    taken = -1
    found: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.start >= taken:
            found.append(mark)
            taken = mark.end
    return tuple(found)


def _kind(match: re.Match[str]) -> MarkKind | None:
    """Tell what brackets hold; None for times, numbers of notes, and round brackets in which something is said."""
    inner = next(part for part in match.groups() if part is not None).strip(" \\*_.:")
    if not inner or parse_mark(inner) or _FOOTNOTE.fullmatch(inner):
        return None
    words = {*label_words(inner)}
    if words & _NOT_UNDERSTOOD or _QUESTION.fullmatch(inner):
        return "unclear"
    is_short = len(words) <= 4
    if is_short and words & _TAKEN_AWAY:
        return "redaction" if match[4] is None or len(words) <= 2 else None
    return "other" if match[1] is not None else None
