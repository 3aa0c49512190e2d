"""Memos: notes on anything in a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from qualcode.coding import Memo, MemoTarget
from qualcode.project.people import ensure_coder
from qualcode.storage import mapping, tables, utc_now
from qualcode.text import new_id

if TYPE_CHECKING:
    from qualcode.project.project import Project


class Memos:
    """The memos of one project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def list(self, target: MemoTarget | None = None, target_id: str | None = None) -> list[Memo]:
        """Give memos in the order in which they were written, all or those on one thing."""
        memos = tables.memos.c
        query = sa.select(tables.memos).order_by(memos.created_at, memos.id)
        if target is not None:
            query = query.where(memos.target == target)
        if target_id is not None:
            query = query.where(memos.target_id == target_id)
        with self._project.store.read() as connection:
            return [mapping.memo_from(row) for row in connection.execute(query).mappings()]

    def add(self, target: MemoTarget, target_id: str, text: str, *, coder: str | None = None) -> Memo:
        """Write a memo on something."""
        with self._project.store.write(who=self._project.who, what=f"memo on a {target}") as writing:
            coder_id = ensure_coder(writing, coder).id if coder else None
            memo = Memo(new_id(), target, target_id, coder_id, text, utc_now())
            writing.insert(tables.memos, [mapping.memo_row(memo)])
        return memo

    def edit(self, memo_id: str, text: str) -> None:
        """Change the text of a memo."""
        with self._project.store.write(who=self._project.who, what="edit a memo") as writing:
            writing.update(tables.memos, {memo_id: {"text": text}})

    def remove(self, memo_id: str) -> None:
        """Take a memo away; the history keeps it."""
        with self._project.store.write(who=self._project.who, what="remove a memo") as writing:
            writing.delete(tables.memos, [memo_id])
