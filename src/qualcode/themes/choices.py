"""Find the place of every chosen quotation; what cannot be found, or not with certainty, is said and never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qualcode.coding.find_quote import QuotePlace, find_quote
from qualcode.errors import Issue, suggestion
from qualcode.text.span import Span
from qualcode.themes.document import ReadDocument
from qualcode.themes.theme import QuotationChoice, Theme, ThemeTree


@dataclass(frozen=True, slots=True)
class FoundChoice:
    """A chosen quotation in its place.

    Attributes:
        words: As they stand in the document.
        order: Place among the chosen quotations of the theme, from 0.
    """

    theme_id: str
    document: str
    span: Span
    words: str
    why: str = ""
    order: int = 0


@dataclass(frozen=True)
class FoundChoices:
    """The chosen quotations that were found, and what was wrong with the others.

    Attributes:
        issues: An error for each quotation that is not in `found`, a warning for words that differ a little.
    """

    found: tuple[FoundChoice, ...]
    issues: tuple[Issue, ...]


def find_choices(tree: ThemeTree, documents: Iterable[ReadDocument]) -> FoundChoices:
    """Find every chosen quotation of every theme in the texts of the documents."""
    by_name = {document.name: document for document in documents}
    found: list[FoundChoice] = []
    issues: list[Issue] = []
    for theme, order, choice in _choices(tree):
        document = by_name.get(choice.document)
        if document is None:
            issues.append(_issue(theme, choice, _no_document(choice.document, by_name)))
            continue
        places = find_quote(document.text, choice.quote)
        if len(places) != 1:
            issues.append(_issue(theme, choice, _not_one_place(choice, places)))
            continue
        place = places[0]
        if place.how == "fuzzy":
            issues.append(_issue(theme, choice, _differs(choice, place, document.text), severity="warning"))
        words = place.span.of(document.text)
        found.append(FoundChoice(theme.id, document.name, place.span, words, choice.why, order))
    return FoundChoices(tuple(found), tuple(issues))


def _choices(tree: ThemeTree) -> Iterator[tuple[Theme, int, QuotationChoice]]:
    return ((theme, order, choice) for theme in tree for order, choice in enumerate(theme.quotations))


def _no_document(name: str, known: Mapping[str, ReadDocument]) -> str:
    return f'there is no document "{name}".{suggestion(name, known)}'


def _not_one_place(choice: QuotationChoice, places: tuple[QuotePlace, ...]) -> str:
    if not places:
        return f'"{_short(choice.quote)}" does not stand in {choice.document}; copy the words from the transcript'
    starts = ", ".join(str(place.span.start) for place in places)
    return (
        f'"{_short(choice.quote)}" stands in {len(places)} places of {choice.document} (characters {starts}); '
        "quote more words, so that there is only one"
    )


def _differs(choice: QuotationChoice, place: QuotePlace, text: str) -> str:
    return (
        f'"{_short(choice.quote)}" stands in {choice.document} as "{_short(place.span.of(text))}"; the latter is shown'
    )


def _issue(theme: Theme, choice: QuotationChoice, message: str, severity: str = "error") -> Issue:
    return Issue(message, line=choice.line, where=f'theme "{theme.name}"', severity=severity)


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57]}..."
