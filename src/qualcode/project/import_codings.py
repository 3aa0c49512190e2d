"""Take the codings of a file into a project: all of them or, with the reasons, none."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.codebook import Codebook, fold_name
from qualcode.coding import QuotePlace, find_quote
from qualcode.errors import (
    CodeNotFoundError,
    DocumentNotFoundError,
    Issue,
    MaterialIssuesError,
    QualcodeError,
    RoundNotFoundError,
    suggestion,
)
from qualcode.interchange.codings_file import CodingsFile, FileCoding, read_codings_file
from qualcode.project.codebooks import choose_codebook
from qualcode.project.codings import NewCoding, find_code, write_codings
from qualcode.project.documents import find_document
from qualcode.project.people import ensure_coder
from qualcode.project.readings import note_finished
from qualcode.project.rounds import find_round, round_for_coding
from qualcode.storage import shelves
from qualcode.storage.mapping import reading_id
from qualcode.text import Document, Span

if TYPE_CHECKING:
    from qualcode.project.project import Project


@dataclass(frozen=True, slots=True)
class NearMatch:
    """A quote that was found, but not to the letter."""

    where: str
    document: str
    quote: str
    found: str
    score: float


@dataclass(frozen=True, slots=True)
class CodingsImport:
    """What became of a codings file.

    Attributes:
        codings: Codings made.
        already: Codings that were in the project before.
        finished: Documents now marked as read to the end, times coders; those that were before do not count.
        how: How the quotes were found: exact, spacing, fuzzy, positions.
        near: The quotes that were found only nearly; look at them.
        left_out: What was left out because it could not be placed (only with `partial`).
    """

    codings: int
    already: int
    finished: int
    how: dict[str, int]
    near: tuple[NearMatch, ...]
    left_out: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    coding: FileCoding
    document: Document
    span: Span
    how: str
    score: float = 100.0


def import_codings(
    project: Project,
    path: Path | str,
    *,
    coder: str | None = None,
    round_name: str | None = None,
    codebook: str | None = None,
    exact: bool = False,
    partial: bool = False,
    progress: Callable[[Sequence[FileCoding]], Iterable[FileCoding]] = lambda codings: codings,
) -> CodingsImport:
    """Take the codings of a file in.

    Args:
        project: Where to.
        path: A YAML, CSV, TSV or XLSX file (see `qualcode.interchange.codings_file`).
        coder: Who coded; stands in for what the file does not say, and may be new to the project.
        round_name: Into which round; stands above what the file says.
        codebook: Where the codes are found; stands above what the file says.
        exact: Refuse quotes that are found only nearly.
        partial: Take in what is in order and list the rest, instead of taking in nothing.
        progress: Wraps the codings, for a progress bar.

    Raises:
        FileUnreadableError, MaterialIssuesError: With every mistake; nothing was changed.
    """
    file = read_codings_file(path)
    if file.stopped and not (file.codings or file.faulty):
        raise MaterialIssuesError(path, file.issues)
    resolver = _Resolver(project, file, coder, round_name, codebook or file.codebook or None)
    placed, issues = resolver.place_all(progress(file.codings), exact=exact)
    issues = [*file.issues, *issues, *resolver.faulty_issues(), *resolver.finished_issues()]
    # In the order of the file; what has no line or row, such as a finished document, comes last.
    issues.sort(key=lambda issue: issue.line or _row(issue) or math.inf)
    if issues and (file.stopped or not partial):
        raise MaterialIssuesError(path, issues)
    return resolver.write(placed, Path(path).name, tuple(issues))


class _Resolver:
    """Finds what the names in a file mean in the project."""

    def __init__(
        self, project: Project, file: CodingsFile, coder: str | None, round_name: str | None, codebook: str | None
    ) -> None:
        self.project, self.file = project, file
        self.coder, self.round_name = coder, round_name
        self.books: list[Codebook] = project.codebooks.list()
        self.codebook = choose_codebook(self.books, codebook).name if codebook else None
        self.documents = project.documents.list()
        self.rounds = project.rounds.list()
        self.known_coders = [known.name for known in project.coders.list()]
        self._texts: dict[str, str] = {}

    def place_all(self, codings: Iterable[FileCoding], *, exact: bool) -> tuple[list[_Placed], list[Issue]]:
        placed: list[_Placed] = []
        issues: list[Issue] = []
        for coding in codings:
            try:
                placed.append(self._place(coding, exact=exact))
            except _Wrong as wrong:
                issues += [coding.issue(message) for message in wrong.messages]
        return placed, issues

    def faulty_issues(self) -> list[Issue]:
        """Look up the names in passages that have a mistake of form, so that all is said at once."""
        issues = []
        for coding in self.file.faulty:
            wrong: list[str] = []
            if coding.document:  # a passage that names none was found faulty for that already
                self._check_names(coding, wrong)
            issues += [coding.issue(message) for message in wrong]
        return issues

    def finished_issues(self) -> list[Issue]:
        issues = []
        for name, coder in self.file.finished:
            wrong = self._wrong_with_finished(name, coder)
            issues += [Issue(message, where=f"document {name}") for message in wrong]
        return issues

    def _wrong_with_finished(self, document: str, coder: str) -> list[str]:
        wrong: list[str] = []
        self._document(document, wrong)
        self._check_coder(self._coder(coder), wrong)
        self._check_round(self._round(""), wrong)
        return wrong

    def write(self, placed: Sequence[_Placed], source: str, left_out: tuple[Issue, ...]) -> CodingsImport:
        groups: dict[tuple[str, str | None], list[NewCoding]] = defaultdict(list)
        for place in placed:
            coding = place.coding
            key = (self._coder(coding.coder), self._round(coding.round))
            new = NewCoding(place.document.name, place.span, coding.codes, coding.certainty, coding.memo)
            groups[key].append(new)
        made = already = finished = 0
        with self.project.store.write(who=self.project.who, what=f"codings from {source}") as writing:
            for (coder, round_name), new_codings in groups.items():
                added = write_codings(writing, new_codings, coder=coder, round_name=round_name, codebook=self.codebook)
                made += len(added.coding_ids)
                already += added.already
            for name, coder in self.file.finished:
                document = self._document(name, [])
                if document is not None and not self._wrong_with_finished(name, coder):
                    round_id = round_for_coding(writing, self._round("")).id
                    coder_id = ensure_coder(writing, self._coder(coder)).id
                    known = shelves.readings.find(writing.connection, reading_id(coder_id, document.id, round_id))
                    finished += known is None or not known.finished
                    note_finished(writing, coder_id, document, round_id)
            writing.what = f"{made} codings from {source}"
        near = tuple(
            NearMatch(
                place.coding.where or f"line {place.coding.line}",
                place.document.name,
                place.coding.quote,
                place.span.of(self._text(place.document)),
                place.score,
            )
            for place in placed
            if place.how == "fuzzy"
        )
        return CodingsImport(made, already, finished, dict(Counter(place.how for place in placed)), near, left_out)

    def _place(self, coding: FileCoding, *, exact: bool) -> _Placed:
        wrong: list[str] = []
        document = self._check_names(coding, wrong)
        if document is None:
            raise _Wrong(wrong)
        span, how, score = self._span(coding, document, wrong, exact=exact)
        if wrong:
            raise _Wrong(wrong)
        return _Placed(coding, document, span, how, score)

    def _check_names(self, coding: FileCoding, wrong: list[str]) -> Document | None:
        """Look up document, coder, round and codes; what is not there is added to what is wrong."""
        document = self._document(coding.document, wrong)
        self._check_coder(self._coder(coding.coder), wrong)
        self._check_round(self._round(coding.round), wrong)
        for name in coding.codes:
            self._check_code(name, self._coder(coding.coder), wrong)
        return document

    def _span(
        self, coding: FileCoding, document: Document, wrong: list[str], *, exact: bool
    ) -> tuple[Span, str, float]:
        text = self._text(document)
        nowhere = Span(0, 0)
        if not coding.quote:
            start, end = coding.start or 0, coding.end or 0
            if not start < end <= len(text):
                wrong.append(f"the span {start} to {end} is not in {document.name}, which has {len(text)} characters")
                return nowhere, "", 0.0
            return Span(start, end), "positions", 100.0
        place = self._one_place(coding, document, find_quote(text, coding.quote), wrong)
        if place is None:
            return nowhere, "", 0.0
        if place.how == "fuzzy" and exact:
            wrong.append(
                f'the quote "{_short(coding.quote)}" stands in {document.name} only nearly, {place.score:.0f} % alike'
            )
        return place.span, place.how, place.score

    def _one_place(
        self, coding: FileCoding, document: Document, places: tuple[QuotePlace, ...], wrong: list[str]
    ) -> QuotePlace | None:
        if len(places) > 1 and coding.start is not None:
            places = tuple(place for place in places if place.span.start == coding.start) or places
        if len(places) == 1:
            return places[0]
        if not places:
            wrong.append(f'the quote "{_short(coding.quote)}" is not in {document.name}')
        else:
            starts = ", ".join(str(place.span.start) for place in places[:8])
            wrong.append(
                f'the quote "{_short(coding.quote)}" stands in {len(places)} places of {document.name} (at {starts}); '
                "quote more words, or add `start:`"
            )
        return None

    def _document(self, name: str, wrong: list[str]) -> Document | None:
        try:
            return find_document(self.documents, name)
        except DocumentNotFoundError:
            wrong.append(f'there is no document "{name}".{suggestion(name, [known.name for known in self.documents])}')
            return None

    def _check_round(self, name: str | None, wrong: list[str]) -> None:
        if name is None:
            return
        try:
            if not find_round(self.rounds, name).is_open:
                wrong.append(f'the round "{name}" is closed and takes no more codings')
        except RoundNotFoundError:
            wrong.append(f'there is no round "{name}".{suggestion(name, [known.name for known in self.rounds])}')

    def _check_code(self, name: str, coder: str, wrong: list[str]) -> None:
        try:
            code = find_code(self.books, name, self.codebook, coder)
            if code.retired:
                wrong.append(f'the code "{code.name}" is retired')
        except CodeNotFoundError as error:
            names = [code.name for book in self.books for code in book if self.codebook in (None, book.name)]
            wrong.append(f'there is no code "{error.name}" in {error.codebook}.{suggestion(error.name, names)}')
        except QualcodeError as error:
            wrong.append(str(error))

    def _check_coder(self, name: str, wrong: list[str]) -> None:
        """A coder nobody knows is probably a slip of the pen, unless named in the call or the first of the project."""
        known = {fold_name(coder) for coder in (*self.known_coders, self.coder or "")}
        if not name:
            wrong.append("it does not say who coded; add `coder:` to the file or --coder NAME to the call")
        elif self.known_coders and fold_name(name) not in known:
            wrong.append(
                f'there is no coder "{name}".{suggestion(name, self.known_coders)} '
                f"To add a new coder, say --coder {name}"
            )

    def _coder(self, written: str) -> str:
        return written or self.file.coder or self.coder or ""

    def _round(self, written: str) -> str | None:
        return self.round_name or written or self.file.round or None

    def _text(self, document: Document) -> str:
        if document.id not in self._texts:
            self._texts[document.id] = self.project.documents.text(document.id)
        return self._texts[document.id]


def _row(issue: Issue) -> int:
    return int(issue.where.removeprefix("row ")) if issue.where.startswith("row ") else 0


class _Wrong(Exception):
    def __init__(self, messages: list[str]) -> None:
        self.messages = messages


def _short(words: str, limit: int = 50) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"
