"""What the page of the theme report shows: numbered quotations, anchors, links there and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.interchange.marked_text import Block, cut_blocks
from qualcode.text.span import Span
from qualcode.text.units import count_words
from qualcode.themes.document import ReadDocument
from qualcode.themes.prevalence import PrevalenceRow
from qualcode.themes.quotes import ThemeQuote
from qualcode.themes.theme import Theme

if TYPE_CHECKING:
    from qualcode.interchange.theme_report import ThemeReport

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class BackLink:
    """From a marked quotation to where the report uses it."""

    theme: str
    href: str


@dataclass(frozen=True)
class MarkView:
    """One quotation marked in a transcript.

    Attributes:
        number: Counts through the whole report, in the order of documents and text.
    """

    number: int
    span: Span
    codes: tuple[str, ...]
    coders: tuple[str, ...]
    unsure: tuple[str, ...]
    links: tuple[BackLink, ...]


@dataclass(frozen=True)
class QuoteView:
    """A quotation shown under a theme."""

    number: int
    anchor: str
    quote: ThemeQuote
    language: str
    place: str


@dataclass(frozen=True)
class ThemeView:
    """A theme and what is shown under it.

    Attributes:
        heading: Level of its heading, 3 to 6.
        built_of: Names of the codes it is built of.
    """

    anchor: str
    theme: Theme
    heading: int
    row: PrevalenceRow
    prevalence: str
    built_of: tuple[str, ...]
    is_domain: bool
    exemplars: tuple[QuoteView, ...]
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True)
class DocumentView:
    """A transcript with its marks."""

    anchor: str
    document: ReadDocument
    words: int
    duration: str
    blocks: tuple[Block, ...]
    marks: Mapping[int, MarkView] = field(default_factory=dict)

    def label(self, block: Block) -> str:
        """Give speaker and time of a turn where the transcript's own text does not show them."""
        if block.turn is None:
            return ""
        head = "".join(piece.text for piece in block.head)
        parts = [block.turn.speaker or ""] if (block.turn.speaker or "") not in head else []
        if block.turn.start_s is not None and ":" not in head.rstrip(": \t"):
            parts.append(clock(block.turn.start_s))
        return " ".join(part for part in parts if part)


def theme_views(report: ThemeReport) -> tuple[ThemeView, ...]:
    """Give the themes in the order of the tree."""
    numbers = _numbers(report)
    languages = {document.name: document.language for document in report.documents}
    parents = {theme.parent_id for theme in report.tree}

    def shown(quote: ThemeQuote, anchor: str) -> QuoteView:
        number = numbers[_place(quote)]
        return QuoteView(number, f"{anchor}-{number}", quote, languages.get(quote.document, ""), _where(quote))

    return tuple(
        ThemeView(
            anchor,
            theme,
            min(6, 3 + len(report.tree.ancestors(theme))),
            row := report.prevalence.of(theme),
            report.prevalence.written(row),
            report.built_of.get(theme.id, ()),
            theme.id in parents,
            tuple(shown(quote, f"{anchor}-e") for quote in report.exemplars.get(theme.id, ())),
            tuple(shown(quote, f"{anchor}-q") for quote in report.quotes.get(theme.id, ())),
        )
        for anchor, theme in zip(_anchors("theme", len(report.tree)), report.tree, strict=True)
    )


def document_views(report: ThemeReport, themes: Sequence[ThemeView]) -> tuple[DocumentView, ...]:
    """Give the transcripts in the order of the report."""
    marks = _marks(themes)
    return tuple(
        DocumentView(
            anchor,
            document,
            count_words(document.text),
            "" if document.duration_s is None else clock(document.duration_s),
            cut_blocks(
                document.text,
                document.turns,
                {number: mark.span for number, mark in marks.get(document.name, {}).items()},
            ),
            marks.get(document.name, {}),
        )
        for anchor, document in zip(_anchors("document", len(report.documents)), report.documents, strict=True)
    )


def clock(seconds: float) -> str:
    """Write a time as 0:08:40."""
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def _numbers(report: ThemeReport) -> dict[Place, int]:
    """Number every place that is quoted, once, in the order of documents and text."""
    order = {document.name: index for index, document in enumerate(report.documents)}
    places = {
        _place(quote) for shown in (report.quotes, report.exemplars) for quotes in shown.values() for quote in quotes
    }
    ordered = sorted(places, key=lambda place: (order.get(place[0], len(order)), place[0], place[1], -place[2]))
    return {place: number for number, place in enumerate(ordered, start=1)}


def _marks(themes: Sequence[ThemeView]) -> dict[str, dict[int, MarkView]]:
    """Gather, for each document, what every marked place is used for."""
    uses: dict[int, list[tuple[ThemeView, QuoteView]]] = {}
    for theme in themes:
        own_exemplars = {shown.number for shown in theme.exemplars}
        for shown in (*theme.exemplars, *(quote for quote in theme.quotes if quote.number not in own_exemplars)):
            uses.setdefault(shown.number, []).append((theme, shown))
    marks: dict[str, dict[int, MarkView]] = {}
    for number, used in sorted(uses.items()):
        quotes = [shown.quote for _, shown in used]
        marks.setdefault(quotes[0].document, {})[number] = MarkView(
            number,
            Span(quotes[0].start, quotes[0].end),
            _once(code for quote in quotes for code in quote.codes),
            tuple(sorted({coder for quote in quotes for coder in quote.coders})),
            tuple(sorted({coder for quote in quotes for coder in quote.unsure})),
            tuple(BackLink(theme.theme.name, f"#{shown.anchor}") for theme, shown in used),
        )
    return marks


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _place(quote: ThemeQuote) -> Place:
    return quote.document, quote.start, quote.end


def _where(quote: ThemeQuote) -> str:
    """Write who speaks and where: "P04, 0:08:40, characters 120 to 180"."""
    who = quote.participant or quote.document
    document = quote.document if quote.document != who else ""
    speaker = f"the {quote.role}" if quote.role in ("interviewer", "other") else ""
    time = "" if quote.start_s is None else clock(quote.start_s)
    return ", ".join(filter(None, (who, document, speaker, time, f"characters {quote.start} to {quote.end}")))


def _anchors(kind: str, count: int) -> tuple[str, ...]:
    return tuple(f"{kind}-{index}" for index in range(1, count + 1))
