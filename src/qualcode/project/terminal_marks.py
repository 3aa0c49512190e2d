"""Marks: what one coder has put on one document in one round, and nothing that anybody else has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.coding import Certainty, Coder, Round
from qualcode.storage import tables
from qualcode.text import Span

if TYPE_CHECKING:
    from qualcode.project.project import Project


@dataclass(frozen=True, slots=True)
class Mark:
    """One code on one stretch of text."""

    coding_id: str
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
    quotations, codings, memos = tables.quotations, tables.codings, tables.memos
    with project.store.read() as connection:
        mine = quotations.select().where(quotations.c.document_id == document_id, quotations.c.coder_id == coder.id)
        spans = {row.id: Span(row.start, row.end) for row in connection.execute(mine)}
        ids = mine.with_only_columns(quotations.c.id)
        names = {row.id: row.name for row in connection.execute(tables.codes.select())}
        found = list(
            connection.execute(
                codings.select().where(
                    codings.c.quotation_id.in_(ids), codings.c.coder_id == coder.id, codings.c.round_id == round_.id
                )
            )
        )
        written = connection.execute(
            memos.select()
            .where(memos.c.target == "quotation", memos.c.target_id.in_(ids), memos.c.coder_id == coder.id)
            .where(memos.c.created_at >= round_.opened_at)
            .order_by(memos.c.created_at, memos.c.id)
        ).all()
    found.sort(key=lambda row: (spans[row.quotation_id], row.created_at, names[row.code_id]))
    marks = [Mark(row.id, row.code_id, names[row.code_id], spans[row.quotation_id], row.certainty) for row in found]
    notes = sorted((Note(row.id, spans[row.target_id], row.text) for row in written), key=lambda note: note.span)
    return Marks(tuple(marks), tuple(notes))
