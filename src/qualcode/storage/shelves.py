"""Shelves: one for each kind of noun that is kept as it is. A shelf gives nouns and takes nouns, never rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

import sqlalchemy as sa

from qualcode.coding import Coder, Coding, Memo, Quotation, Reading, Round
from qualcode.storage import mapping, tables
from qualcode.storage.mapping import RowLike
from qualcode.storage.writing import Row, Writing, batched
from qualcode.text import Participant

Noun = TypeVar("Noun")


class Shelf(Generic[Noun]):
    """All nouns of one kind.

    Args:
        table: Where they are.
        to_row, from_row: How they become rows and nouns again.
        order: Columns by which they are read.
    """

    def __init__(
        self, table: sa.Table, to_row: Callable[[Noun], Row], from_row: Callable[[RowLike], Noun], *order: str
    ) -> None:
        self._table, self._to_row, self._from_row = table, to_row, from_row
        self._order: list[sa.Column[str]] = [table.c[name] for name in order]

    def read(self, connection: sa.Connection, **equal: str | None) -> list[Noun]:
        """Give the nouns, all or those whose columns equal the values given."""
        query = sa.select(self._table).order_by(*(_ordered(connection, column) for column in self._order))
        query = query.where(*(self._table.c[name] == value for name, value in equal.items()))
        return [self._from_row(row) for row in connection.execute(query).mappings()]

    def find(self, connection: sa.Connection, row_id: str) -> Noun | None:
        """Give the noun of an id; None if it is not there."""
        row = connection.execute(sa.select(self._table).where(self._table.c.id == row_id)).mappings().first()
        return None if row is None else self._from_row(row)

    def known(self, connection: sa.Connection, ids: Iterable[str]) -> set[str]:
        """Give those of the ids that are there."""
        found: set[str] = set()
        for chunk in batched(list(ids)):
            found.update(connection.scalars(sa.select(self._table.c.id).where(self._table.c.id.in_(chunk))))
        return found

    def add(self, writing: Writing, nouns: Iterable[Noun]) -> None:
        """Add nouns."""
        writing.insert(self._table, [self._to_row(noun) for noun in nouns])

    def put(self, writing: Writing, nouns: Iterable[Noun]) -> None:
        """Add nouns, or change those that are there already."""
        rows = {row["id"]: row for row in map(self._to_row, nouns)}
        known = self.known(writing.connection, rows)
        writing.insert(self._table, [row for row_id, row in rows.items() if row_id not in known])
        writing.update(self._table, {row_id: row for row_id, row in rows.items() if row_id in known})

    def change(self, writing: Writing, row_id: str, **values: object) -> None:
        """Change some fields of a noun."""
        writing.update(self._table, {row_id: values})

    def remove(self, writing: Writing, ids: Sequence[str]) -> None:
        """Take nouns away; the history keeps them."""
        writing.delete(self._table, ids)


def _ordered(connection: sa.Connection, column: sa.Column[str]) -> sa.ColumnElement[str]:
    return tables.by_code_point(connection, column) if isinstance(column.type, sa.Text) else column


coders: Shelf[Coder] = Shelf(tables.coders, mapping.coder_row, mapping.coder_from, "name")
rounds: Shelf[Round] = Shelf(tables.rounds, mapping.round_row, mapping.round_from, "opened_at", "name")
participants: Shelf[Participant] = Shelf(tables.participants, mapping.participant_row, mapping.participant_from, "name")
quotations: Shelf[Quotation] = Shelf(
    tables.quotations, mapping.quotation_row, mapping.quotation_from, "document_id", "start", "end", "id"
)
codings: Shelf[Coding] = Shelf(tables.codings, mapping.coding_row, mapping.coding_from, "created_at", "id")
memos: Shelf[Memo] = Shelf(tables.memos, mapping.memo_row, mapping.memo_from, "created_at", "id")
readings: Shelf[Reading] = Shelf(tables.readings, mapping.reading_row, mapping.reading_from, "id")
