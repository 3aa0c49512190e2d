"""Passages: what several codings of one stretch of text come to when it is counted or quoted once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.codebook.codebook import Codebook
from qualcode.coding.table import COLUMNS, CodingRow
from qualcode.text.span import Span, merge_spans
from qualcode.themes.choices import FoundChoice
from qualcode.themes.theme import Theme, ThemeTree, theme_codes

if TYPE_CHECKING:
    import pandas as pd

PASSAGE_RULE = (
    "Codings of a theme whose stretches of text overlap or touch count as one quotation, "
    "whichever coders and codes they come from."
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of a document, counted once.

    Attributes:
        span: Everything its codings and choices cover together.
        words: What stands there.
        codings: The codings it was joined of, by place, coder and code.
        choices: The chosen quotations within it.
    """

    document: str
    span: Span
    words: str
    codings: tuple[CodingRow, ...] = ()
    choices: tuple[FoundChoice, ...] = ()


def themes_counted(tree: ThemeTree, theme: Theme, *, roll_up: bool = True) -> tuple[Theme, ...]:
    """Give the themes whose codes count for a theme: itself and, rolled up, all below it."""
    return (theme, *tree.descendants(theme)) if roll_up else (theme,)


def code_ids_of(themes: Iterable[Theme], codebook: Codebook) -> frozenset[str]:
    """Give the ids of all codes that some themes are built of."""
    return frozenset(code.id for theme in themes for code in theme_codes(theme, codebook))


def coding_rows(frame: pd.DataFrame, code_ids: Collection[str] | None = None) -> tuple[CodingRow, ...]:
    """Give the rows of the tidy table, all or those of some codes, in the order of the table."""
    wanted = frame if code_ids is None else frame[frame["code_id"].isin(list(code_ids))]
    return tuple(CodingRow(*values) for values in zip(*(wanted[name].tolist() for name in COLUMNS), strict=True))


def join_passages(codings: Iterable[CodingRow], choices: Iterable[FoundChoice] = ()) -> tuple[Passage, ...]:
    """Join codings and chosen quotations into passages (see `PASSAGE_RULE`), sorted by document and place."""
    rows: dict[str, list[CodingRow]] = {}
    for row in codings:
        rows.setdefault(row.document, []).append(row)
    chosen: dict[str, list[FoundChoice]] = {}
    for choice in choices:
        chosen.setdefault(choice.document, []).append(choice)
    return tuple(
        passage
        for document in sorted({*rows, *chosen})
        for passage in _join_in_document(document, rows.get(document, []), chosen.get(document, []))
    )


def _join_in_document(document: str, rows: Sequence[CodingRow], choices: Sequence[FoundChoice]) -> list[Passage]:
    spans = merge_spans([*(Span(row.start, row.end) for row in rows), *(choice.span for choice in choices)])
    starts = [span.start for span in spans]
    rows_of: list[list[CodingRow]] = [[] for _ in spans]
    choices_of: list[list[FoundChoice]] = [[] for _ in spans]
    for row in sorted(rows, key=lambda row: (row.start, row.end, row.coder, row.code_path)):
        rows_of[bisect_right(starts, row.start) - 1].append(row)
    for choice in choices:
        choices_of[bisect_right(starts, choice.span.start) - 1].append(choice)
    return [
        Passage(document, span, _words(span, here, chosen), tuple(here), tuple(chosen))
        for span, here, chosen in zip(spans, rows_of, choices_of, strict=True)
    ]


def _words(span: Span, rows: Sequence[CodingRow], choices: Sequence[FoundChoice]) -> str:
    """Piece the words of a passage together from those of its parts, which cover it without a gap."""
    parts = [
        *((row.start, row.words) for row in rows),
        *((choice.span.start, choice.words) for choice in choices),
    ]
    words = ""
    for start, part in sorted(parts, key=lambda part: part[0]):
        words += part[max(0, span.start + len(words) - start) :]
    return words
