"""Taking back what was done in a session, exactly, without touching what others did meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from qualcode.errors import UndoConflictError
from qualcode.storage import Store, Writing, tables
from qualcode.storage.writing import Entry, revert


@dataclass(frozen=True, slots=True)
class Done:
    """Something done, in words; the indices of its document and passage; and how to take it back."""

    what: str
    document: int
    passage: int
    take_back: Callable[[], None]


def entries_of_work(writing: Writing) -> list[Entry]:
    """Give what was written, without the place of reading, which moves on and is never taken back."""
    return [entry for entry in writing.entries if entry["table"] != tables.readings.name]


def take_back(store: Store, who: str, what: str, entries: Iterable[Entry]) -> None:
    """Undo entries of a change.

    Raises:
        UndoConflictError: If the rows are no longer as the change left them; nothing is taken back.
    """
    entries = list(entries)
    with store.write(who=who, what=f"undo: {what}") as writing:
        shared = _shared_quotations(writing, entries)
        if revert(writing, [_without(entry, shared) for entry in entries]):
            raise UndoConflictError(what, "a change made elsewhere")


def quotations_in_use(writing: Writing, quotation_ids: Sequence[str]) -> set[str]:
    """Give those quotations that carry a code or a memo."""
    codings, memos = tables.codings, tables.memos
    coded = codings.select().with_only_columns(codings.c.quotation_id).where(codings.c.quotation_id.in_(quotation_ids))
    noted = memos.select().with_only_columns(memos.c.target_id).where(memos.c.target_id.in_(quotation_ids))
    return {*writing.connection.execute(coded).scalars(), *writing.connection.execute(noted).scalars()}


def _shared_quotations(writing: Writing, entries: Iterable[Entry]) -> set[str]:
    """Give the quotations made by the entries that meanwhile carry something else, put there in another window."""
    made = {table.name: set[str]() for table in (tables.quotations, tables.codings, tables.memos)}
    for entry in entries:
        if entry["op"] == "insert" and entry["table"] in made:
            made[entry["table"]].update(entry["ids"])
    shared: set[str] = set()
    for table, column in ((tables.codings, "quotation_id"), (tables.memos, "target_id")):
        query = table.select().where(table.c[column].in_(made[tables.quotations.name]))
        for row in writing.connection.execute(query).mappings():
            if row["id"] not in made[table.name]:
                shared.add(row[column])
    return shared


def _without(entry: Entry, quotation_ids: set[str]) -> Entry:
    if entry["op"] != "insert" or entry["table"] != tables.quotations.name:
        return entry
    return {**entry, "ids": [row_id for row_id in entry["ids"] if row_id not in quotation_ids]}
