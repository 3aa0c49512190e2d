"""The quotations of a theme, each passage once, and the few that show it best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.codebook.codebook import Codebook
from qualcode.text.span import Span
from qualcode.text.transcript import SpeakerRole
from qualcode.themes.choices import FoundChoice
from qualcode.themes.document import ReadDocument
from qualcode.themes.passages import Passage, code_ids_of, coding_rows, join_passages, themes_counted
from qualcode.themes.theme import Theme, ThemeTree

if TYPE_CHECKING:
    import pandas as pd

MIN_EXEMPLAR_POINTS = 60
MAX_EXEMPLAR_POINTS = 400
_BEST_EXEMPLAR_POINTS = 200
EXEMPLAR_RULE = (
    "Exemplars are the quotations chosen by the analysis, in its order; then, by rule, quotations of participants not "
    "yet quoted for the theme, coded by most coders, by none of them unsure, in the participant's words rather than "
    f"the interviewer's, {MIN_EXEMPLAR_POINTS} to {MAX_EXEMPLAR_POINTS} characters long, nearest to "
    f"{_BEST_EXEMPLAR_POINTS}, first in the order of documents and text."
)


@dataclass(frozen=True, slots=True)
class ThemeQuote:
    """One passage of a theme.

    Attributes:
        start, end: Code points of the document's text, end excluded; all that was coded of the passage.
        speaker, role: Who speaks where it begins; empty and "unknown" if the transcript does not tell.
        start_s: When the turn begins in which it begins; None if the transcript does not tell.
        codes: Names of the theme's codes on it, in the order of the codebook.
        coders: Who put them there.
        unsure: Those of them who marked a coding as unsure.
        chosen: The quotations that the analysis chose from it.
        why: Why it was chosen; only of a chosen quotation.
    """

    document: str
    participant: str
    speaker: str
    role: SpeakerRole
    start: int
    end: int
    start_s: float | None
    words: str
    codes: tuple[str, ...]
    coders: tuple[str, ...]
    unsure: tuple[str, ...] = ()
    chosen: tuple[ChosenQuote, ...] = ()
    why: str = ""

    @property
    def certainty(self) -> str:
        """ "sure", or "unsure" when a coder was."""
        return "unsure" if self.unsure else "sure"


@dataclass(frozen=True, slots=True)
class ChosenQuote:
    """A chosen quotation with exactly the words chosen, and the codes and coders of just these words."""

    theme_id: str
    order: int
    quote: ThemeQuote


def theme_quotes(
    tree: ThemeTree,
    codebook: Codebook,
    codings: pd.DataFrame,
    theme: Theme,
    *,
    documents: Iterable[ReadDocument] = (),
    choices: Iterable[FoundChoice] = (),
    roll_up: bool = True,
) -> tuple[ThemeQuote, ...]:
    """Give the passages of a theme, sorted by document and place; what several coders marked together is one passage.

    Args:
        codings: The tidy table (`codings_frame`); `finished_codings` gives those that prevalence counts.
        documents: Tell speakers and times, and the participant of a chosen quotation that nobody coded.
        choices: Quotations chosen for themes (`find_choices`).
        roll_up: Whether the quotations of themes below belong to it.

    Raises:
        CodeNotFoundError: If the codebook lacks a code of the theme.
    """
    themes = themes_counted(tree, theme, roll_up=roll_up)
    ids = {one.id for one in themes}
    by_name = {document.name: document for document in documents}
    passages = join_passages(
        coding_rows(codings, code_ids_of(themes, codebook)),
        [choice for choice in choices if choice.theme_id in ids],
    )
    return tuple(_quote(passage, codebook, by_name) for passage in passages)


def exemplars(quotes: Iterable[ThemeQuote], theme: Theme | None = None, *, n: int = 3) -> tuple[ThemeQuote, ...]:
    """Pick the quotations that show a theme best, by `EXEMPLAR_RULE`; the same quotations give the same pick.

    Args:
        quotes: The passages of the theme (`theme_quotes`).
        theme: Whose chosen quotations come first; those of all themes together if None.
        n: How many at most.
    """
    quotes = tuple(quotes)
    picked = _chosen(quotes, theme)[:n]
    rest = [quote for quote in quotes if not any(_overlap(quote, other) for other in picked)]
    while rest and len(picked) < n:
        times_quoted = Counter(quote.participant or quote.document for quote in picked)
        best = min(rest, key=lambda quote: (times_quoted[quote.participant or quote.document], *_rank(quote)))
        picked.append(best)
        rest.remove(best)
    return tuple(picked)


def _quote(passage: Passage, codebook: Codebook, documents: Mapping[str, ReadDocument]) -> ThemeQuote:
    rows = passage.codings
    document = documents.get(passage.document)
    speech = _speech(passage, document)
    code_ids = {row.code_id for row in rows}
    return ThemeQuote(
        passage.document,
        (document.participant if document else "") or (rows[0].participant if rows else ""),
        speech.speaker,
        speech.role,
        passage.span.start,
        passage.span.end,
        speech.start_s,
        passage.words,
        tuple(code.name for code in codebook if code.id in code_ids),
        tuple(sorted({row.coder for row in rows})),
        tuple(sorted({row.coder for row in rows if row.certainty == "unsure"})),
        tuple(_chosen_quote(choice, passage, codebook, documents) for choice in passage.choices),
    )


def _chosen_quote(
    choice: FoundChoice, passage: Passage, codebook: Codebook, documents: Mapping[str, ReadDocument]
) -> ChosenQuote:
    rows = tuple(row for row in passage.codings if choice.span.overlaps(Span(row.start, row.end)))
    quote = _quote(Passage(passage.document, choice.span, choice.words, rows), codebook, documents)
    return ChosenQuote(choice.theme_id, choice.order, replace(quote, why=choice.why))


@dataclass(frozen=True, slots=True)
class _Speech:
    speaker: str = ""
    role: SpeakerRole = "unknown"
    start_s: float | None = None


def _speech(passage: Passage, document: ReadDocument | None) -> _Speech:
    """Tell who speaks where a passage begins: by the turns, or else by the coding that begins there."""
    turn = document.turn_at(passage.span.start) if document else None
    if document and turn:
        return _Speech(turn.speaker or "", document.role_of(turn.speaker), turn.start_s)
    at_start = [row for row in passage.codings if row.start == passage.span.start]
    return _Speech(at_start[0].speaker, _role(at_start[0].role)) if at_start else _Speech()


def _role(written: str) -> SpeakerRole:
    known: dict[str, SpeakerRole] = {
        "interviewer": "interviewer",
        "participant": "participant",
        "other": "other",
    }
    return known.get(written, "unknown")


def _chosen(quotes: Sequence[ThemeQuote], theme: Theme | None) -> list[ThemeQuote]:
    """Give the chosen quotations, in the order of the themes file."""
    chosen = [one for quote in quotes for one in quote.chosen if theme is None or one.theme_id == theme.id]
    ordered = sorted(chosen, key=lambda one: (one.order, one.quote.document, one.quote.start))
    return [one.quote for one in ordered]


def _overlap(quote: ThemeQuote, other: ThemeQuote) -> bool:
    return quote.document == other.document and quote.start < other.end and other.start < quote.end


def _rank(quote: ThemeQuote) -> tuple[int, bool, bool, bool, int, str, int]:
    length = quote.end - quote.start
    return (
        -len(quote.coders),
        bool(quote.unsure),
        quote.role == "interviewer",
        not MIN_EXEMPLAR_POINTS <= length <= MAX_EXEMPLAR_POINTS,
        abs(length - _BEST_EXEMPLAR_POINTS),
        quote.document,
        quote.start,
    )
