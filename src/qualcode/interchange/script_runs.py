"""Runs of one script inside a text, so that a page can say which letters are Devanagari and a reader pick its voice."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SCRIPTS = (
    ("Deva", "\u0900-\u097f\ua8e0-\ua8ff", {"hi", "mr", "ne", "sa", "kok"}),
    ("Arab", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff", {"ar", "fa", "ur", "ps", "sd"}),
    ("Beng", "\u0980-\u09ff", {"bn", "as"}),
    ("Guru", "\u0a00-\u0a7f", {"pa"}),
    ("Gujr", "\u0a80-\u0aff", {"gu"}),
    ("Taml", "\u0b80-\u0bff", {"ta"}),
    ("Telu", "\u0c00-\u0c7f", {"te"}),
    ("Knda", "\u0c80-\u0cff", {"kn"}),
    ("Mlym", "\u0d00-\u0d7f", {"ml"}),
)
_RUN = re.compile(
    "|".join(
        # A run goes on over spaces, commas and joiners as long as the same script follows.
        f"(?P<{script}>[{letters}](?:[{letters}\u200c\u200d]|[ ,'\u2019-]+(?=[{letters}]))*)"
        for script, letters, _ in _SCRIPTS
    )
)
_LANGUAGES = {script: languages for script, _, languages in _SCRIPTS}


@dataclass(frozen=True, slots=True)
class ScriptRun:
    """A stretch of a text; `language` is a tag such as "und-Deva", or empty for the language around it."""

    text: str
    language: str = ""


def script_runs(text: str, language: str = "en") -> tuple[ScriptRun, ...]:
    """Cut a text where the script changes to one in which its language is not written.

    Hindi and Marathi share a script, so the tag names the script and leaves the language undetermined.
    """
    runs: list[ScriptRun] = []
    position = 0
    for match in _RUN.finditer(text):
        script = match.lastgroup or ""
        if language.split("-")[0].lower() in _LANGUAGES[script]:
            continue
        if match.start() > position:
            runs.append(ScriptRun(text[position : match.start()]))
        runs.append(ScriptRun(match.group(), f"und-{script}"))
        position = match.end()
    if position < len(text):
        runs.append(ScriptRun(text[position:]))
    return tuple(runs)
