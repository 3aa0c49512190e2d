"""What is printed: a passage in its place, codes, progress; in labelled sentences, so that looks alone tell nothing."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.cli.terminal.console import Line
from qualcode.cli.terminal.wrap import shorten
from qualcode.codebook import Code, Codebook
from qualcode.project.terminal_marks import Mark
from qualcode.project.terminal_passages import Passage
from qualcode.project.terminal_progress import Progress
from qualcode.project.terminal_session import TerminalSession
from qualcode.text import Span

_CONTEXT_COLUMNS = 240
_QUOTED_COLUMNS = 60


def passage_lines(session: TerminalSession, context: int) -> list[Line]:
    """Show the passage with its place, its context and the coder's own codes on it."""
    place = session.place
    before = place.passages[max(0, place.first - context) : place.first]
    after = place.passages[place.last + 1 : place.last + 1 + context]
    return [
        Line(""),
        Line(_where(session)),
        *(_context("Before", passage, place.passage, keep="end") for passage in before),
        *_selected(session),
        *(_context("After", passage, place.passage, keep="start") for passage in after),
        *mark_lines(session),
    ]


def mark_lines(session: TerminalSession) -> list[Line]:
    """Say which codes and memos the coder has put here."""
    words = "; ".join(mark_in_words(session, mark) for mark in session.marks)
    notes = [Line(_with_place(session, note.text, note.span), "Memo") for note in session.notes]
    return [Line(f"{words}." if words else "none yet.", "Codes"), *notes]


def mark_in_words(session: TerminalSession, mark: Mark) -> str:
    """Name a coding: the code, whether it is unsure, and its words if they are not just those selected."""
    unsure = " (unsure)" if mark.certainty == "unsure" else ""
    return _with_place(session, f"{mark.code}{unsure}", mark.span)


def code_in_short(codebook: Codebook, code: Code) -> str:
    """Say in one paragraph what a code means and when to use it."""
    when = f" When to use: {code.when_to_use}" if code.when_to_use else ""
    return f"{codebook.path(code)}. {code.definition or 'No definition yet.'}{when}"


def code_lines(codebook: Codebook, code: Code) -> list[Line]:
    """Say all that the codebook tells about a code."""
    told = (
        ("Definition", code.definition or "none yet."),
        ("When to use", code.when_to_use),
        ("When not to use", code.when_not_to_use),
        ("Example", code.example),
        ("Keywords", ", ".join(code.keywords)),
        ("Memo", code.memo),
    )
    return [Line(codebook.path(code), "Code", "strong"), *(Line(text, label) for label, text in told if text)]


def tree_lines(codebook: Codebook, *, plain: bool) -> list[Line]:
    """List the codes in use as a tree; where layout says nothing, with their paths."""
    if plain:
        return [Line(codebook.path(code)) for code in codebook.active()]
    return [Line(f"{'    ' * codebook.depth(code)}{code.name}") for code in codebook.active()]


def progress_lines(progress: Sequence[Progress], open_index: int) -> list[Line]:
    """List the documents with how far the coder is."""
    lines = []
    for index, one in enumerate(progress):
        state = "read to its end" if one.finished else f"{one.percent} percent" if one.percent else "not begun"
        codings = "1 coding" if one.codings == 1 else f"{one.codings} codings"
        here = ", open now" if index == open_index else ""
        lines.append(Line(f"{index + 1}. {one.document}: {state}, {codings}{here}."))
    return lines


def clock(seconds: float) -> str:
    """Write a time of the recording: 0:05:42."""
    minutes, second = divmod(int(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}"


def _where(session: TerminalSession) -> str:
    place, passage = session.place, session.place.passage
    voice = f" {_voice(passage)} speaks" if passage.speaker else " Nobody is named as speaker"
    time = f", from {clock(passage.start_s)}" if passage.start_s is not None else ""
    done = " You have finished this document." if session.finished else ""
    at = f"{session.document.name}, passage {place.at + 1} of {len(place.passages)}, {place.percent} percent."
    return f"{at}{voice}{time}.{done}"


def _selected(session: TerminalSession) -> list[Line]:
    place = session.place
    label = "Passage" if place.first == place.last else f"Passages {place.first + 1} to {place.last + 1} together"
    whole = place.whole.of(session.text)
    if place.part is None:
        return [Line(whole, label, "strong")]
    return [Line(whole, label), Line(place.part.of(session.text), "Only the words", "strong")]


def _context(label: str, passage: Passage, beside: Passage, *, keep: str) -> Line:
    voice = f" ({passage.speaker})" if passage.speaker and passage.speaker != beside.speaker else ""
    return Line(shorten(passage.words, _CONTEXT_COLUMNS, keep=keep), f"{label}{voice}", "dim")


def _voice(passage: Passage) -> str:
    told = passage.role == "unknown" or passage.role == passage.speaker.casefold()
    return passage.speaker if told else f"{passage.speaker} ({passage.role})"


def _with_place(session: TerminalSession, words: str, span: Span) -> str:
    place = session.place
    if span == place.selection:
        return words
    touched = [index + 1 for index, passage in enumerate(place.passages) if passage.span.overlaps(span)]
    whole = Span(place.passages[touched[0] - 1].span.start, place.passages[touched[-1] - 1].span.end)
    if len(touched) > 1:
        part = "" if span == whole else "parts of "
        return f"{words} (on {part}passages {touched[0]} to {touched[-1]})"
    if span == whole:
        return f"{words} (on passage {touched[0]})"
    return f'{words} (on "{shorten(span.of(session.text), _QUOTED_COLUMNS)}")'
