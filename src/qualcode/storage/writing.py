"""Writing: every write goes through here, and leaves one row in the history in the same transaction.

An entry of a change says what happened to rows of one table:

    {"op": "insert", "table": ..., "ids": [...]}
    {"op": "update", "table": ..., "rows": [{"id": ..., "before": {...}, "after": {...}}]}
    {"op": "delete", "table": ..., "rows": [{... whole rows ...}]}

That is enough to undo a change, to undo the undoing, to tell who did what, and to tell an open workbench what is new.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from qualcode.storage import tables

Row = dict[str, Any]
Entry = dict[str, Any]
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the project's history.

    Attributes:
        seq: Order in this database; ids are what copies of a project share.
        at: ISO 8601, UTC.
        what: In words.
        undoes: Id of the change that this one took back.
    """

    id: str
    seq: int
    at: str
    who: str
    what: str
    reason: str = ""
    undoes: str | None = None


class Writing:
    """The writes of one change, inside one transaction.

    Attributes:
        connection: For reading inside the transaction.
        entries: What was done so far.
        what: The change in words, for the history; may be set until the transaction ends.
    """

    def __init__(self, connection: sa.Connection, what: str = "") -> None:
        self.connection = connection
        self.entries: list[Entry] = []
        self.what = what

    def insert(self, table: sa.Table, rows: Iterable[Row]) -> None:
        """Add rows."""
        rows = list(rows)
        if not rows:
            return
        self.connection.execute(sa.insert(table), rows)
        self.entries.append({"op": "insert", "table": table.name, "ids": [row["id"] for row in rows]})

    def update(self, table: sa.Table, changed: Mapping[str, Row]) -> None:
        """Change columns of rows, given by id; rows that already are so are left alone."""
        noted: list[Row] = []
        for before in self.rows(table, changed):
            after = {name: value for name, value in changed[before["id"]].items() if before[name] != value}
            if after:
                noted.append({"id": before["id"], "before": {name: before[name] for name in after}, "after": after})
        for row in noted:
            self.connection.execute(sa.update(table).where(table.c.id == row["id"]).values(**row["after"]))
        if noted:
            self.entries.append({"op": "update", "table": table.name, "rows": [_noted(row) for row in noted]})

    def set_everywhere(self, table: sa.Table, column: str, old: str, new: str) -> int:
        """Give a column another value wherever it has the old one; gives how many rows that were."""
        ids = self.connection.scalars(sa.select(table.c.id).where(table.c[column] == old)).all()
        if ids:
            self.connection.execute(sa.update(table).where(table.c[column] == old).values({column: new}))
            rows = [{"id": row_id, "before": {column: old}, "after": {column: new}} for row_id in ids]
            self.entries.append({"op": "update", "table": table.name, "rows": rows})
        return len(ids)

    def delete(self, table: sa.Table, ids: Iterable[str]) -> None:
        """Take rows away; the history keeps them whole."""
        rows = self.rows(table, ids)
        if not rows:
            return
        for chunk in batched([row["id"] for row in rows]):
            self.connection.execute(sa.delete(table).where(table.c.id.in_(chunk)))
        self.entries.append({"op": "delete", "table": table.name, "rows": [_to_json(row) for row in rows]})

    def rows(self, table: sa.Table, ids: Iterable[str]) -> list[Row]:
        """Read whole rows by id."""
        found: list[Row] = []
        for chunk in batched(list(ids)):
            found += [
                dict(row) for row in self.connection.execute(sa.select(table).where(table.c.id.in_(chunk))).mappings()
            ]
        return found


def batched(ids: Sequence[str], size: int = _CHUNK) -> Iterator[Sequence[str]]:
    """Cut a list of ids into pieces that fit into one statement."""
    return (ids[at : at + size] for at in range(0, len(ids), size))


def revert(writing: Writing, entries: Sequence[Entry]) -> list[str]:
    """Take back the entries of a change, last first; gives the ids of rows that are not as the change left them.

    A coder or round made along the way stays if others use it by now: taking back the first coding of a study must not
    need the second one taken back, too.
    """
    astray: list[str] = []
    for entry in reversed(entries):
        table = tables.metadata.tables[entry["table"]]
        if entry["op"] == "insert":
            found = {row["id"] for row in writing.rows(table, entry["ids"])}
            astray += [row_id for row_id in entry["ids"] if row_id not in found]
            kept = _in_use(writing.connection, table, entry["ids"]) if table in _MADE_ALONG_THE_WAY else set()
            writing.delete(table, [row_id for row_id in entry["ids"] if row_id not in kept])
        elif entry["op"] == "delete":
            writing.insert(table, [_from_json(table, row) for row in entry["rows"]])
        else:
            astray += _revert_update(writing, table, entry["rows"])
    return astray


def touched(entries: Iterable[Entry]) -> set[tuple[str, str]]:
    """Give the rows that a change touched, as (table, id)."""
    found: set[tuple[str, str]] = set()
    for entry in entries:
        ids = entry["ids"] if entry["op"] == "insert" else [row["id"] for row in entry["rows"]]
        found.update((entry["table"], row_id) for row_id in ids)
    return found


_MADE_ALONG_THE_WAY = (tables.coders, tables.rounds)


def _in_use(connection: sa.Connection, table: sa.Table, ids: Sequence[str]) -> set[str]:
    """Give those of the rows to which others refer."""
    found: set[str] = set()
    for other in tables.metadata.tables.values():
        for key in other.foreign_keys:
            if key.column.table is table:
                for chunk in batched(ids):
                    found.update(connection.scalars(sa.select(key.parent).where(key.parent.in_(chunk)).distinct()))
    return found


def _revert_update(writing: Writing, table: sa.Table, rows: Sequence[Row]) -> list[str]:
    rows = [{key: _from_json(table, row[key]) for key in ("before", "after")} | {"id": row["id"]} for row in rows]
    now = {row["id"]: row for row in writing.rows(table, [row["id"] for row in rows])}
    as_left = [
        row
        for row in rows
        if row["id"] in now and all(now[row["id"]][name] == value for name, value in row["after"].items())
    ]
    writing.update(table, {row["id"]: row["before"] for row in as_left})
    kept = {row["id"] for row in as_left}
    return [row["id"] for row in rows if row["id"] not in kept]


def _noted(row: Row) -> Row:
    return {"id": row["id"], "before": _to_json(row["before"]), "after": _to_json(row["after"])}


def _to_json(row: Row) -> Row:
    return {
        name: {"base64": base64.b64encode(value).decode("ascii")} if isinstance(value, bytes) else value
        for name, value in row.items()
    }


def _from_json(table: sa.Table, row: Row) -> Row:
    return {
        name: base64.b64decode(value["base64"]) if isinstance(table.c[name].type, sa.LargeBinary) else value
        for name, value in row.items()
    }
