"""Marks: what one coder has put on one document in one round, and nothing that anybody else has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.coding import Certainty, Coder, Round
from qualcode.storage import shelves
from qualcode.storage.codings import PlacedCoding, read_placed
from qualcode.text import Span

if TYPE_CHECKING:
    from qualcode.project.project import Project


@dataclass(frozen=True, slots=True)
class Mark:
    """One code on one stretch of text."""

    coding_id: str
    quotation_id: str
    code_id: str
    code: str
    span: Span
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Note:
    """One memo on one stretch of text."""

    memo_id: str
    span: Span
    text: str


@dataclass(frozen=True)
class Marks:
    """A coder's own work on a document, in the order of the text."""

    codings: tuple[Mark, ...] = ()
    notes: tuple[Note, ...] = ()

    def on(self, span: Span) -> tuple[Mark, ...]:
        """Give the codings that share at least one character with a stretch of text."""
        return tuple(mark for mark in self.codings if mark.span.overlaps(span))

    def notes_on(self, span: Span) -> tuple[Note, ...]:
        """Give the memos that share at least one character with a stretch of text."""
        return tuple(note for note in self.notes if note.span.overlaps(span))


def read_marks(project: Project, document_id: str, coder: Coder, round_: Round) -> Marks:
    """Read a coder's codings of a round on a document, and the memos written since the round was opened.

    The questions to the database name the coder, so that an independent round stays blind whatever shows the answer.
    """
    names = {code.id: code.name for book in project.codebooks.list() for code in book}
    with project.store.read() as connection:
        placed = read_placed(connection, document_id=document_id, coder_id=coder.id, round_id=round_.id)
        quotations = shelves.quotations.read(connection, document_id=document_id, coder_id=coder.id)
        memos = shelves.memos.read(connection, target="quotation", coder_id=coder.id)
    spans = {quotation.id: quotation.anchor.span for quotation in quotations if quotation.lost_at is None}
    placed.sort(key=lambda one: (one.start, one.end, one.created_at, names[one.code_id]))
    codings = [_mark(one, names[one.code_id]) for one in placed]
    notes = [
        Note(memo.id, spans[memo.target_id], memo.text)
        for memo in memos
        if memo.target_id in spans and memo.created_at >= round_.opened_at
    ]
    return Marks(tuple(codings), tuple(sorted(notes, key=lambda note: note.span)))


def _mark(one: PlacedCoding, code: str) -> Mark:
    certainty: Certainty = "unsure" if one.certainty == "unsure" else "sure"
    return Mark(one.coding_id, one.quotation_id, one.code_id, code, Span(one.start, one.end), certainty)
