"""Labels of speakers: which ones are words for a role, and who is likely to ask and who to answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from qualcode.ingest.vocabulary import (
    INTERVIEWERS,
    JOINERS,
    OTHERS,
    PARTICIPANTS,
    PEOPLE,
    QUESTION_AND_ANSWER,
    VOICES,
)
from qualcode.text import SpeakerRole

_ROLE_OF: dict[str, SpeakerRole] = {
    **dict.fromkeys(VOICES, "unknown"),
    **dict.fromkeys(OTHERS, "other"),
    **dict.fromkeys(PARTICIPANTS, "participant"),
    **dict.fromkeys(INTERVIEWERS, "interviewer"),
}

# Labels that say something only beside another: an A answers where somebody asks.
_BESIDE: dict[str, tuple[SpeakerRole, frozenset[str]]] = {
    "a": ("participant", frozenset({"q", "f", "i"})),
    "b": ("participant", frozenset({"i"})),
    "e": ("interviewer", frozenset({"p", "r"})),
    "f": ("interviewer", frozenset({"a"})),
    "m": ("interviewer", frozenset({"p", "r"})),
}


def _beside(label: str, labels: frozenset[str]) -> SpeakerRole | None:
    """Give the role that a label has because of the others."""
    single = _BESIDE.get(label)
    if single and single[1] & labels:
        return single[0]
    for asks, answers in QUESTION_AND_ANSWER:
        if label in (asks, answers) and asks in labels and answers in labels:
            return "interviewer" if label == asks else "participant"
    return None


def label_words(label: str) -> list[str]:
    """Give the words of a label in lower case, without digits and punctuation; combining marks belong to their word."""
    composed = unicodedata.normalize("NFC", label)
    kept = "".join(point if unicodedata.category(point)[0] in "LM" else " " for point in composed)
    return kept.casefold().split()


def is_role_word(label: str) -> bool:
    """Tell whether a label is a word for a role, perhaps with a number ("Interviewer 2", "R", "Speaker 1")."""
    words = label_words(re.sub(r"\([^)]*\)", "", label))
    if "_".join(words) in _ROLE_OF:
        return True
    if not words or words[0] not in _ROLE_OF:
        return False
    return len(words) == 1 or (
        len(words[0]) > 1 and all(len(word) == 1 or word in PEOPLE | _ROLE_OF.keys() for word in words[1:])
    )


def is_numbered(label: str) -> bool:
    """Tell whether a label is a short code with a number ("P01", "FGD2-R3", "S1a")."""
    return (
        re.fullmatch(r"[^\W\d_]{1,5}(?:[ _.-]?\d{1,4}[a-z]?){1,2}(?:[ _-][^\W\d_]{1,4}\d{0,3})?", label, re.IGNORECASE)
        is not None
    )


def says_who(words: str) -> bool:
    """Tell whether a few words explain a label, as the legend at the top of a transcript does."""
    found = label_words(words)
    return 0 < len(found) <= 4 and any(word in PEOPLE or (len(word) > 2 and word in _ROLE_OF) for word in found)


def guess_role(label: str) -> SpeakerRole:
    """Guess the role that a label alone tells."""
    words = label_words(label)
    phrase = "_".join(words)
    if phrase in _ROLE_OF and len(words) > 1:
        return _ROLE_OF[phrase]
    if JOINERS & {*words} or "&" in label or "+" in label:
        return "unknown"
    known = [
        _ROLE_OF[word]
        for word in words
        if word in _ROLE_OF and (len(word) > 1 or len(words) == 1 or is_numbered(label))
    ]
    return known[0] if known and len({*known} - {"unknown"}) <= 1 else "unknown"


def guess_roles(labels: Iterable[str], legend: Mapping[str, str] | None = None) -> dict[str, SpeakerRole]:
    """Guess the role of every speaker of one transcript.

    A label is judged by the legend, else by itself, else by the letters beside it. Where there is one interviewer
    and one other voice, the other is the participant.
    """
    explained = legend or {}
    roles: dict[str, SpeakerRole] = {}
    for label in labels:
        by_legend = guess_role(explained[label]) if label in explained else "unknown"
        roles[label] = by_legend if by_legend != "unknown" else guess_role(label)
    keys = {label: " ".join(label_words(label)) for label in roles}
    for label, role in roles.items():
        beside = _beside(keys[label], frozenset(keys.values()))
        if role == "unknown" and beside:
            roles[label] = beside
    unknown = [label for label, role in roles.items() if role == "unknown"]
    if len(roles) == 2 and len(unknown) == 1 and "interviewer" in roles.values():
        roles[unknown[0]] = "participant"
    return roles
