"""Memos: notes on anything in a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.coding import Memo, MemoTarget
from qualcode.project.people import ensure_coder
from qualcode.storage import shelves, utc_now
from qualcode.text import new_id

if TYPE_CHECKING:
    from qualcode.project.project import Project


class Memos:
    """The memos of one project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def list(self, target: MemoTarget | None = None, target_id: str | None = None) -> list[Memo]:
        """Give memos in the order in which they were written, all or those on one thing."""
        asked = {"target": target, "target_id": target_id}
        with self._project.store.read() as connection:
            return shelves.memos.read(connection, **{name: value for name, value in asked.items() if value is not None})

    def add(self, target: MemoTarget, target_id: str, text: str, *, coder: str | None = None) -> Memo:
        """Write a memo on something."""
        with self._project.store.write(who=self._project.who, what=f"memo on a {target}") as writing:
            coder_id = ensure_coder(writing, coder).id if coder else None
            memo = Memo(new_id(), target, target_id, coder_id, text, utc_now())
            shelves.memos.add(writing, [memo])
        return memo

    def edit(self, memo_id: str, text: str) -> None:
        """Change the text of a memo."""
        with self._project.store.write(who=self._project.who, what="edit a memo") as writing:
            shelves.memos.change(writing, memo_id, text=text)

    def remove(self, memo_id: str) -> None:
        """Take a memo away; the history keeps it."""
        with self._project.store.write(who=self._project.who, what="remove a memo") as writing:
            shelves.memos.remove(writing, [memo_id])
