"""Codings of a project: put codes on passages, take them off, read them as the tidy table."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, get_args

from qualcode.codebook import Code, Codebook, fold_name
from qualcode.coding import Certainty, Coding, CodingRow, Memo, Quotation, Reading, codings_frame, find_quote
from qualcode.errors import (
    CodebookChoiceError,
    CodeRetiredError,
    ProjectDamagedError,
    QuoteAmbiguousError,
    QuoteElsewhereError,
    QuoteNotExactError,
    QuoteNotFoundError,
    UnknownChoiceError,
)
from qualcode.project.codebooks import choose_codebook
from qualcode.project.documents import find_documents
from qualcode.project.people import ensure_coder
from qualcode.project.readings import begin_readings
from qualcode.project.rounds import hidden_rounds, round_for_coding
from qualcode.storage import Connection, Writing, shelves, utc_now
from qualcode.storage import codings as stored
from qualcode.storage.codebooks import read_code_names, read_codebooks
from qualcode.storage.codings import PlacedCoding
from qualcode.storage.documents import read_documents, read_speakers, read_text, read_turns
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
        codes: The codes' own names, however they were typed.
    """

    coding_ids: tuple[str, ...] = ()
    quotation_ids: tuple[str, ...] = ()
    already: int = 0
    codes: tuple[str, ...] = ()


@dataclass
class _Plan:
    """What is to be written, gathered first and written in one go."""

    quotations: list[Quotation] = field(default_factory=list)
    codings: list[Coding] = field(default_factory=list)
    memos: list[Memo] = field(default_factory=list)
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
            added = write_codings(writing, new, coder=coder, round_name=round_name, codebook=codebook)
            if not what and round_for_coding(writing, round_name).kind == "independent":
                # The history is read by everybody, and in such a round nobody is to know the others' codes.
                writing.what = _worded(new, with_codes=False)
            elif not what and len(new) == 1:
                writing.what = _worded([replace(new[0], codes=added.codes)])
        return added

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
            QuoteNotFoundError, QuoteNotExactError, QuoteAmbiguousError, QuoteElsewhereError,
            PositionOutsideTextError, EmptySpanError
        """
        found = self._project.documents.get(document)
        text = self._project.documents.text(found.name)
        if quote is None:
            return make_anchor(text, start or 0, len(text) if end is None else end).span
        places = find_quote(text, quote)
        if not places:
            raise QuoteNotFoundError(quote, found.name)
        nearly = places[0].how == "fuzzy" and not fuzzy
        if start is not None and not nearly:
            starts = [place.span.start for place in places]
            places = tuple(place for place in places if place.span.start == start)
            if not places:
                raise QuoteElsewhereError(quote, found.name, start, starts)
        if len(places) > 1:
            raise QuoteAmbiguousError(
                quote, found.name, [(place.span.start, _context(text, place.span)) for place in places]
            )
        if nearly:
            raise QuoteNotExactError(quote, found.name, places[0].span.of(text), places[0].score)
        return places[0].span

    def lost(self, *, document: str | None = None, coder: str | None = None) -> pd.DataFrame:
        """Give a table of the quotations whose words a revision lost (see `qualcode.project.lost`)."""
        from qualcode.project.lost import lost_frame

        return lost_frame(self._project, document=document, coder=coder)

    def place_again(
        self,
        quotation_id: str,
        document: str,
        *,
        coder: str,
        quote: str | None = None,
        start: int | None = None,
        end: int | None = None,
        fuzzy: bool = False,
    ) -> Span:
        """Put a quotation at another place by hand, given by its words or its place.

        Raises:
            QuotationNotFoundError: If the coder has no such quotation in the document.
            QuoteNotFoundError, QuoteNotExactError, QuoteAmbiguousError: If the words do not tell the place.
        """
        from qualcode.project.lost import place_again

        span = self.place(document, quote=quote, start=start, end=end, fuzzy=fuzzy)
        place_again(self._project, quotation_id, document, span, coder=coder)
        return span

    def remove(self, coding_ids: Iterable[str], *, reason: str = "") -> int:
        """Take codings away, and quotations that carry nothing else; the history keeps them."""
        ids = list(coding_ids)
        what = "remove a coding" if len(ids) == 1 else f"remove {len(ids)} codings"
        with self._project.store.write(who=self._project.who, what=what, reason=reason) as writing:
            return stored.remove_codings(writing, ids)

    def recode(self, coding_ids: Iterable[str], to: str, *, codebook: str | None = None, reason: str = "") -> int:
        """Give codings another code, for example one of those that a code was split into; gives how many that were.

        Raises:
            CodeNotFoundError, CodeRetiredError
        """
        with self._project.store.write(who=self._project.who, reason=reason) as writing:
            code = _usable_code([choose_codebook(read_codebooks(writing.connection), codebook)], to, None)
            count = stored.recode_codings(writing, coding_ids, code.id)
            writing.what = f'recode {count} to "{code.name}"'
        return count

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
        """
        wanted: dict[str, Any] = {}
        documents = None
        if coder is not None:
            wanted["coder_id"] = self._project.coders.get(coder).id
        if round_name is not None:
            wanted["round_id"] = self._project.rounds.get(round_name).id
        with self._project.store.read() as connection:
            if document is not None:
                documents = [find_documents(connection, [document])[document]]
                wanted["document_id"] = documents[0].id
            if code is not None:
                books = read_codebooks(connection)
                found = find_code(books, code, codebook, coder)
                wanted["code_ids"] = _with_descendants(books, found) if below else [found.id]
            elif codebook is not None:
                wanted["code_ids"] = [known.id for known in choose_codebook(read_codebooks(connection), codebook)]
            try:
                placed = stored.read_placed(connection, **wanted)
                if self._project.blind and coder is None:
                    hidden = hidden_rounds(connection)
                    placed = [one for one in placed if one.round not in hidden]
                return _named(connection, placed, documents or read_documents(connection))
            except KeyError as missing:
                detail = f"codings refer to {missing}, which is not there; `qualcode check` says more"
                raise ProjectDamagedError(self._project.location, detail) from missing

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
        """Give the tidy table: one row per coding (see `qualcode.coding.CodingRow` for the columns)."""
        return codings_frame(
            self.rows(document=document, coder=coder, code=code, round_name=round_name, codebook=codebook, below=below)
        )

    def frequencies(self, *, codebook: str | None = None) -> dict[str, int]:
        """Count codings by code, codes of the codebook in its order, unused ones included."""
        book = self._project.codebooks.get(codebook)
        with self._project.store.read() as connection:
            hidden = hidden_rounds(connection) if self._project.blind else set()
            counts: Mapping[str, int] = {} if hidden else stored.count_by_code(connection)
        if hidden:
            counts = Counter(row.code_id for row in self.rows(codebook=book.name))
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
    for certainty in {coding.certainty for coding in new} - set(get_args(Certainty)):
        raise UnknownChoiceError("certainty", certainty, get_args(Certainty))
    coder_id = ensure_coder(writing, coder).id
    round_id = round_for_coding(writing, round_name).id
    books = read_codebooks(writing.connection)
    by_document: dict[str, list[NewCoding]] = defaultdict(list)
    documents = find_documents(writing.connection, {coding.document for coding in new})
    for coding in new:
        by_document[documents[coding.document].id].append(coding)
    names = {name for coding in new for name in coding.codes}
    codes = {name: _usable_code(books, name, codebook, coder) for name in names}
    plan = _Plan()
    for document_id, wanted in by_document.items():
        _plan_document(writing, plan, document_id, wanted, codes, coder_id, round_id)
    shelves.quotations.add(writing, plan.quotations)
    shelves.codings.add(writing, plan.codings)
    shelves.memos.add(writing, plan.memos)
    begin_readings(writing, [Reading(coder_id, document_id, round_id) for document_id in by_document])
    own_names = dict.fromkeys(codes[name].name for coding in new for name in coding.codes)
    return Added(tuple(coding.id for coding in plan.codings), tuple(plan.quotation_ids), plan.already, tuple(own_names))


def _plan_document(
    writing: Writing,
    plan: _Plan,
    document_id: str,
    wanted: Sequence[NewCoding],
    codes: dict[str, Code],
    coder_id: str,
    round_id: str,
) -> None:
    text = read_text(writing.connection, document_id)
    quotations = stored.own_quotations(writing.connection, document_id, coder_id)
    standing = stored.own_codings(writing.connection, document_id, coder_id)
    memos = stored.own_memos(writing.connection, document_id, coder_id)
    now = utc_now()
    for coding in wanted:
        anchor = make_anchor(text, coding.span.start, coding.span.end)
        quotation_id = quotations.get(coding.span)
        if quotation_id is None:
            quotation_id = quotations[coding.span] = new_id()
            plan.quotations.append(Quotation(quotation_id, document_id, coder_id, anchor, now))
        plan.quotation_ids.append(quotation_id)
        for name in coding.codes:
            key = (quotation_id, codes[name].id, round_id)
            if key in standing:
                plan.already += 1
                continue
            standing.add(key)
            plan.codings.append(
                Coding(new_id(), quotation_id, codes[name].id, coder_id, round_id, coding.certainty, now)
            )
        if coding.memo and (quotation_id, coding.memo) not in memos:
            memos.add((quotation_id, coding.memo))
            plan.memos.append(Memo(new_id(), "quotation", quotation_id, coder_id, coding.memo, now))


def find_code(books: Sequence[Codebook], name: str, codebook: str | None, coder: str | None = None) -> Code:
    """Give a code by name: of the codebook named, else the shared one, else the coder's own list, else another's.

    Raises:
        CodeNotFoundError: With the nearest name.
        CodebookChoiceError: If several codebooks have a code of this name, and it is not clear which is meant.
    """
    if codebook is not None:
        return choose_codebook(list(books), codebook).code(name)
    mine = None if coder is None else fold_name(coder)
    shared = [book for book in books if book.owner is None]
    own = [book for book in books if book.owner is not None and fold_name(book.owner) == mine]
    others = [book for book in books if book.owner is not None and fold_name(book.owner) != mine]
    for nearest in (shared, own, others):
        found = [(book, code) for book in nearest if (code := book.by_id.get(name) or book.find(name)) is not None]
        if len(found) > 1:
            raise CodebookChoiceError([book.name for book, _ in found])
        if found:
            return found[0][1]
    return choose_codebook(shared or own or list(books), None).code(name)


def _usable_code(books: Sequence[Codebook], name: str, codebook: str | None, coder: str | None = None) -> Code:
    code = find_code(books, name, codebook, coder)
    if code.retired:
        raise CodeRetiredError(code.name)
    return code


def _with_descendants(books: Sequence[Codebook], code: Code) -> list[str]:
    book = next(book for book in books if code.id in book.by_id)
    return [code.id, *(below.id for below in book.descendants(code))]


def _named(connection: Connection, placed: Sequence[PlacedCoding], documents: Sequence[Document]) -> list[CodingRow]:
    """Give codings with the names of all that they refer to by id, in the order of documents and places."""
    if not placed:
        return []
    only = documents[0].id if len(documents) == 1 else None
    by_id = {document.id: document for document in documents}
    tree = read_code_names(connection, {one.code_id for one in placed})
    paths = {code.id: (code.name, tree.path(code)) for code in tree}
    voices = _voices(connection, only)
    memos = stored.memos_by_quotation(connection, only)
    rows = []
    for document_id, start, end, words, code_id, coder, round_, certainty, at, coding_id, quotation_id in placed:
        document = by_id[document_id]
        speaker, role, participant = voices[document_id].at(start)
        code, path = paths[code_id]
        rows.append(
            CodingRow(
                document.name, start, end, words, code, path, coder, round_, certainty,
                participant or document.participant or "", speaker, role, memos.get(quotation_id, ""),
                at, coding_id, quotation_id, code_id, document_id,
            )
        )  # fmt: skip
    return sorted(rows, key=attrgetter("document", "start", "end", "coder", "code_path"))


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


def _voices(connection: Connection, only: str | None) -> dict[str, _Voices]:
    speakers = read_speakers(connection, only)
    found = {}
    for document_id, turns in read_turns(connection, only).items():
        known = {voice.label: (voice.role, voice.participant or "") for voice in speakers.get(document_id, ())}
        # The head belongs to the turn here: a quotation that begins at the label is still that speaker's.
        starts, ends = [turn.head_start for turn in turns], [turn.end for turn in turns]
        found[document_id] = _Voices(starts, ends, [turn.speaker for turn in turns], known)
    return found


def _worded(new: Sequence[NewCoding], *, with_codes: bool = True) -> str:
    if len(new) != 1:
        return f"code {len(new)} passages"
    codes = ", ".join(f'"{code}"' for code in new[0].codes)
    if not codes:
        return f"mark a passage of {new[0].document}"
    return f"code a passage of {new[0].document}" + (f" with {codes}" if with_codes else "")


def _context(text: str, span: Span) -> str:
    around = text[max(0, span.start - 30) : span.end + 30]
    return " ".join(around.split())
