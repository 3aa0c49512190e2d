"""Taking back what was done in a session, exactly, without touching what others did meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qualcode.errors import UndoConflictError
from qualcode.storage import Store, Writing
from qualcode.storage.codings import remove_bare_quotations
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
    return [entry for entry in writing.entries if entry["table"] != "readings"]


def take_back(store: Store, who: str, what: str, entries: Sequence[Entry]) -> None:
    """Undo entries of a change.

    A quotation goes only if it carries nothing else: a code may have been put on it meanwhile in another window.

    Raises:
        UndoConflictError: If the rows are no longer as the change left them; nothing is taken back.
    """
    made = [entry for entry in entries if entry["op"] == "insert" and entry["table"] == "quotations"]
    with store.write(who=who, what=f"undo: {what}") as writing:
        if revert(writing, [entry for entry in entries if entry not in made]):
            raise UndoConflictError(what, "a change made elsewhere")
        remove_bare_quotations(writing, [quotation_id for entry in made for quotation_id in entry["ids"]])
