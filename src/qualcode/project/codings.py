"""Codings of a project: put codes on passages, take them off, read them as the tidy table."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from qualcode.codebook import Code, Codebook
from qualcode.coding import Certainty, Coding, CodingRow, Memo, Quotation, Reading, codings_frame, find_quote
from qualcode.errors import CodeRetiredError, QuoteAmbiguousError, QuoteNotExactError, QuoteNotFoundError
from qualcode.project.codebooks import choose_codebook, read_codebooks
from qualcode.project.documents import find_document, read_documents, read_speakers
from qualcode.project.people import ensure_coder
from qualcode.project.readings import begin_readings
from qualcode.project.rounds import round_for_coding
from qualcode.storage import Writing, mapping, tables, utc_now
from qualcode.text import Document, Span, make_anchor, new_id

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.project.project import Project


@dataclass(frozen=True, slots=True)
class NewCoding:
    """A passage and the codes that a coder puts on it; no codes at all mark a quotation.

    Attributes:
        document: Name of the document.
        span: The passage.
        codes: Names or paths of codes.
        memo: A note on the quotation.
    """

    document: str
    span: Span
    codes: Sequence[str]
    certainty: Certainty = "sure"
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What a write of codings did.

    Attributes:
        coding_ids: Codings made.
        already: How many stood there already (same passage, code, coder and round).
    """

    coding_ids: tuple[str, ...] = ()
    quotation_ids: tuple[str, ...] = ()
    already: int = 0


@dataclass
class _Plan:
    """Rows to be written, gathered first and written in one go."""

    quotations: list[dict[str, object]] = field(default_factory=list)
    codings: list[dict[str, object]] = field(default_factory=list)
    memos: list[dict[str, object]] = field(default_factory=list)
    quotation_ids: list[str] = field(default_factory=list)
    already: int = 0


class Codings:
    """The codings of one project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def add(
        self,
        document: str,
        codes: Sequence[str] | str,
        *,
        coder: str,
        quote: str | None = None,
        start: int | None = None,
        end: int | None = None,
        certainty: Certainty = "sure",
        memo: str = "",
        round_name: str | None = None,
        codebook: str | None = None,
        fuzzy: bool = False,
    ) -> Added:
        """Put codes on one passage, given by its words or its place.

        Raises:
            QuoteNotFoundError, QuoteNotExactError, QuoteAmbiguousError: If the words do not tell the place.
            CodeNotFoundError, CodeRetiredError, RoundClosedError, DocumentNotFoundError
        """
        codes = [codes] if isinstance(codes, str) else list(codes)
        span = self.place(document, quote=quote, start=start, end=end, fuzzy=fuzzy)
        new = NewCoding(document, span, codes, certainty, memo)
        return self.add_many([new], coder=coder, round_name=round_name, codebook=codebook)

    def add_many(
        self,
        new: Iterable[NewCoding],
        *,
        coder: str,
        round_name: str | None = None,
        codebook: str | None = None,
        what: str = "",
        reason: str = "",
    ) -> Added:
        """Put codes on many passages in one transaction: all of them, or none.

        Raises:
            CodeNotFoundError, CodeRetiredError, RoundClosedError, DocumentNotFoundError, EmptySpanError,
            PositionOutsideTextError
        """
        new = list(new)
        with self._project.store.write(who=self._project.who, what=what or _worded(new), reason=reason) as writing:
            return write_codings(writing, new, coder=coder, round_name=round_name, codebook=codebook)

    def place(
        self,
        document: str,
        *,
        quote: str | None = None,
        start: int | None = None,
        end: int | None = None,
        fuzzy: bool = False,
    ) -> Span:
        """Find the passage that a quote or a pair of positions names.

        Raises:
            QuoteNotFoundError, QuoteNotExactError, QuoteAmbiguousError, PositionOutsideTextError, EmptySpanError
        """
        found = self._project.documents.get(document)
        text = self._project.documents.text(found.name)
        if quote is None:
            return make_anchor(text, start or 0, len(text) if end is None else end).span
        places = find_quote(text, quote)
        if start is not None:
            places = tuple(place for place in places if place.span.start == start)
        if not places:
            raise QuoteNotFoundError(quote, found.name)
        if len(places) > 1:
            raise QuoteAmbiguousError(
                quote, found.name, [(place.span.start, _context(text, place.span)) for place in places]
            )
        if places[0].how == "fuzzy" and not fuzzy:
            raise QuoteNotExactError(quote, found.name, places[0].span.of(text), places[0].score)
        return places[0].span

    def remove(self, coding_ids: Iterable[str], *, reason: str = "") -> int:
        """Take codings away, and quotations that carry nothing else; the history keeps them."""
        ids = list(coding_ids)
        what = "remove a coding" if len(ids) == 1 else f"remove {len(ids)} codings"
        with self._project.store.write(who=self._project.who, what=what, reason=reason) as writing:
            rows = writing.rows(tables.codings, ids)
            writing.delete(tables.codings, ids)
            _delete_bare_quotations(writing, {row["quotation_id"] for row in rows})
        return len(rows)

    def recode(self, coding_ids: Iterable[str], to: str, *, codebook: str | None = None, reason: str = "") -> int:
        """Give codings another code, for example one of those that a code was split into."""
        ids = list(coding_ids)
        book = self._project.codebooks.get(codebook)
        code = book.code(to)
        with self._project.store.write(
            who=self._project.who, what=f'recode {len(ids)} to "{code.name}"', reason=reason
        ) as writing:
            writing.update(tables.codings, {coding_id: {"code_id": code.id} for coding_id in ids})
        return len(ids)

    def rows(
        self,
        *,
        document: str | None = None,
        coder: str | None = None,
        code: str | None = None,
        round_name: str | None = None,
        codebook: str | None = None,
        below: bool = False,
    ) -> list[CodingRow]:
        """Give codings, all or those asked for, in the order of documents and places.

        Args:
            below: With `code`, also the codings of the codes below it.
        """  # fmt: skip
        with self._project.store.read() as connection:
            conditions = []
            books = read_codebooks(connection)
            documents = read_documents(connection)
            if document is not None:
                documents = [find_document(documents, document)]
                conditions.append(tables.quotations.c.document_id == documents[0].id)
            if code is not None:
                wanted = find_code(books, code, codebook)
                conditions.append(
                    tables.codings.c.code_id.in_(_with_descendants(books, wanted) if below else [wanted.id])
                )
            elif codebook is not None:
                conditions.append(
                    tables.codings.c.code_id.in_([known.id for known in choose_codebook(books, codebook)])
                )
            if coder is not None:
                conditions.append(tables.codings.c.coder_id == self._project.coders.get(coder).id)
            if round_name is not None:
                conditions.append(tables.codings.c.round_id == self._project.rounds.get(round_name).id)
            return _read_rows(connection, conditions, documents, books)

    def frame(
        self,
        *,
        document: str | None = None,
        coder: str | None = None,
        code: str | None = None,
        round_name: str | None = None,
        codebook: str | None = None,
        below: bool = False,
    ) -> pd.DataFrame:
        """Give the tidy table: one row per coding (see `qualcode.coding.CodingRow` for the columns)."""  # fmt: skip
        return codings_frame(
            self.rows(document=document, coder=coder, code=code, round_name=round_name, codebook=codebook, below=below)
        )

    def frequencies(self, *, codebook: str | None = None) -> dict[str, int]:
        """Count codings by code, codes of the codebook in its order, unused ones included."""
        book = self._project.codebooks.get(codebook)
        query = sa.select(tables.codings.c.code_id, sa.func.count()).group_by(tables.codings.c.code_id)
        with self._project.store.read() as connection:
            counts = {row[0]: row[1] for row in connection.execute(query)}
        return {code.name: counts.get(code.id, 0) for code in book}


def write_codings(
    writing: Writing,
    new: Sequence[NewCoding],
    *,
    coder: str,
    round_name: str | None = None,
    codebook: str | None = None,
) -> Added:
    """Put codes on passages inside a write."""
    coder_id = ensure_coder(writing, coder).id
    round_id = round_for_coding(writing, round_name).id
    books = read_codebooks(writing.connection)
    documents = read_documents(writing.connection)
    by_document: dict[str, list[NewCoding]] = defaultdict(list)
    for coding in new:
        by_document[find_document(documents, coding.document).id].append(coding)
    codes = {name: _usable_code(books, name, codebook) for name in {name for coding in new for name in coding.codes}}
    plan = _Plan()
    for document_id, wanted in by_document.items():
        _plan_document(writing, plan, document_id, wanted, codes, coder_id, round_id)
    writing.insert(tables.quotations, plan.quotations)
    writing.insert(tables.codings, plan.codings)
    writing.insert(tables.memos, plan.memos)
    readings = {
        mapping.reading_id(coder_id, document_id, round_id): Reading(coder_id, document_id, round_id)
        for document_id in by_document
    }
    begin_readings(writing, readings)
    return Added(tuple(str(row["id"]) for row in plan.codings), tuple(plan.quotation_ids), plan.already)


def _plan_document(
    writing: Writing,
    plan: _Plan,
    document_id: str,
    wanted: Sequence[NewCoding],
    codes: dict[str, Code],
    coder_id: str,
    round_id: str,
) -> None:
    texts = tables.document_texts.c
    text = writing.connection.execute(sa.select(texts.text).where(texts.id == document_id)).scalar_one()
    quotations, standing = _own_work(writing.connection, document_id, coder_id)
    now = utc_now()
    for coding in wanted:
        anchor = make_anchor(text, coding.span.start, coding.span.end)
        quotation_id = quotations.get(coding.span)
        if quotation_id is None:
            quotation_id = quotations[coding.span] = new_id()
            plan.quotations.append(mapping.quotation_row(Quotation(quotation_id, document_id, coder_id, anchor, now)))
        plan.quotation_ids.append(quotation_id)
        for name in coding.codes:
            key = (quotation_id, codes[name].id, round_id)
            if key in standing:
                plan.already += 1
                continue
            standing.add(key)
            made = Coding(new_id(), quotation_id, codes[name].id, coder_id, round_id, coding.certainty, now)
            plan.codings.append(mapping.coding_row(made))
        if coding.memo:
            plan.memos.append(mapping.memo_row(Memo(new_id(), "quotation", quotation_id, coder_id, coding.memo, now)))


def _own_work(
    connection: sa.Connection, document_id: str, coder_id: str
) -> tuple[dict[Span, str], set[tuple[str, str, str]]]:
    """Give a coder's quotations of a document by place, and which code stands on which in which round."""
    quotations = tables.quotations.c
    mine = sa.and_(quotations.document_id == document_id, quotations.coder_id == coder_id)
    query = sa.select(quotations.start, quotations.end, quotations.id).where(mine)
    places = {Span(row.start, row.end): row.id for row in connection.execute(query)}
    codings = tables.codings.c
    query = (
        sa.select(codings.quotation_id, codings.code_id, codings.round_id)
        .join(tables.quotations, quotations.id == codings.quotation_id)
        .where(mine)
    )
    return places, {tuple(row) for row in connection.execute(query)}


def find_code(books: Sequence[Codebook], name: str, codebook: str | None) -> Code:
    """Give a code by name: of the codebook named, else of the shared one, else of the only coder's list that has it."""
    if codebook is not None:
        return choose_codebook(list(books), codebook).code(name)
    shared = [book for book in books if book.owner is None]
    for book in (*shared, *(book for book in books if book.owner is not None)):
        if (code := book.by_id.get(name) or book.find(name)) is not None:
            return code
    return choose_codebook(list(books), None).code(name)


def _usable_code(books: Sequence[Codebook], name: str, codebook: str | None) -> Code:
    code = find_code(books, name, codebook)
    if code.retired:
        raise CodeRetiredError(code.name)
    return code


def _with_descendants(books: Sequence[Codebook], code: Code) -> list[str]:
    book = next(book for book in books if code.id in book.by_id)
    return [code.id, *(below.id for below in book.descendants(code))]


def _delete_bare_quotations(writing: Writing, quotation_ids: set[str]) -> None:
    used = set(
        writing.connection.scalars(
            sa.select(tables.codings.c.quotation_id).where(tables.codings.c.quotation_id.in_(quotation_ids))
        )
    )
    noted = set(
        writing.connection.scalars(
            sa.select(tables.memos.c.target_id).where(tables.memos.c.target_id.in_(quotation_ids))
        )
    )
    writing.delete(tables.quotations, sorted(quotation_ids - used - noted))


def _read_rows(
    connection: sa.Connection,
    conditions: Sequence[sa.ColumnElement[bool]],
    documents: Sequence[Document],
    books: Sequence[Codebook],
) -> list[CodingRow]:
    quotations, codings = tables.quotations.c, tables.codings.c
    query = (
        sa.select(
            quotations.document_id, quotations.start, quotations.end, quotations.words, codings.code_id, tables.coders.c.name,
            tables.rounds.c.name, codings.certainty, codings.created_at, codings.id, codings.quotation_id,
        )
        .select_from(tables.codings)
        .join(tables.quotations, quotations.id == codings.quotation_id)
        .join(tables.coders, tables.coders.c.id == codings.coder_id)
        .join(tables.rounds, tables.rounds.c.id == codings.round_id)
        .where(*conditions)
    )  # fmt: skip
    found = connection.execute(query).all()
    by_id = {document.id: document for document in documents}
    paths = {code.id: (code.name, book.path(code)) for book in books for code in book}
    voices = _voices(connection, {row[0] for row in found})
    memos = _memos_by_quotation(connection, {row[10] for row in found})
    rows = []
    for (
        document_id,
        start,
        end,
        words,
        code_id,
        coder,
        round_name,
        certainty,
        created_at,
        coding_id,
        quotation_id,
    ) in found:
        document = by_id[document_id]
        speaker, role, participant = voices[document_id].at(start)
        rows.append(
            CodingRow(
                document.name, start, end, words, *paths[code_id], coder, round_name, certainty,
                participant or document.participant or "", speaker, role, memos.get(quotation_id, ""), created_at,
                coding_id, quotation_id, code_id, document_id,
            )
        )  # fmt: skip
    return sorted(rows, key=lambda row: (row.document, row.start, row.end, row.coder, row.code_path))


@dataclass(frozen=True)
class _Voices:
    """Who speaks where in one document."""

    starts: list[int]
    ends: list[int]
    labels: list[str | None]
    known: Mapping[str, tuple[str, str]]

    def at(self, position: int) -> tuple[str, str, str]:
        """Give label, role and participant of the voice that speaks at a place; empty where nobody does."""
        index = bisect_right(self.starts, position) - 1
        if index < 0 or position >= self.ends[index]:
            return "", "", ""
        label = self.labels[index] or ""
        return (label, *self.known.get(label, ("", "")))


def _voices(connection: sa.Connection, document_ids: set[str]) -> dict[str, _Voices]:
    texts = tables.document_texts.c
    only = next(iter(document_ids)) if len(document_ids) == 1 else None
    speakers = read_speakers(connection, only)
    query = sa.select(texts.id, texts.turns)
    if only is not None:
        query = query.where(texts.id == only)
    found = {}
    for document_id, lists in connection.execute(query):
        known = {voice.label: (voice.role, voice.participant or "") for voice in speakers.get(document_id, ())}
        # The head belongs to the turn here: a quotation that begins at the label is still that speaker's.
        found[document_id] = _Voices(
            [turn[3] for turn in lists], [turn[1] for turn in lists], [turn[2] for turn in lists], known
        )
    return found


def _memos_by_quotation(connection: sa.Connection, quotation_ids: set[str]) -> dict[str, str]:
    memos = tables.memos.c
    query = (
        sa.select(memos.target_id, memos.text).where(memos.target == "quotation").order_by(memos.created_at, memos.id)
    )
    found: dict[str, str] = {}
    for target_id, text in connection.execute(query):
        if target_id in quotation_ids:
            found[target_id] = f"{found[target_id]}\n{text}" if target_id in found else text
    return found


def _worded(new: Sequence[NewCoding]) -> str:
    if len(new) != 1:
        return f"code {len(new)} passages"
    codes = ", ".join(f'"{code}"' for code in new[0].codes)
    return f"code a passage of {new[0].document} with {codes}" if codes else f"mark a passage of {new[0].document}"


def _context(text: str, span: Span) -> str:
    around = text[max(0, span.start - 30) : span.end + 30]
    return " ".join(around.split())
