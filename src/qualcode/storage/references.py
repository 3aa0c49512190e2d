"""References that the database cannot check by itself: memos stand on anything, themes list the ids of codes."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from qualcode.storage import tables
from qualcode.storage.writing import Entry, batched


def gone(entries: Iterable[Entry]) -> set[str]:
    """Give the ids of the rows that a change took away for good."""
    ids: set[str] = set()
    for entry in entries:
        if entry["op"] == "delete":
            ids.update(row["id"] for row in entry["rows"])
        elif entry["op"] == "insert":
            ids.difference_update(entry["ids"])
    return ids


def loose_references(connection: sa.Connection, ids: set[str]) -> str:
    """Say what still refers to rows that are gone; empty if nothing does."""
    memos = tables.memos.c
    for chunk in batched(sorted(ids)):
        found = connection.execute(sa.select(memos.target).where(memos.target_id.in_(chunk)).limit(1)).first()
        if found is not None:
            return f"a memo on the {found.target}"
    themes = themes_built_of(connection, ids)
    return f'the theme "{themes[0]}"' if themes else ""


def themes_built_of(connection: sa.Connection, code_ids: set[str]) -> list[str]:
    """Give the names of the themes that are built of any of these codes."""
    themes = tables.themes.c
    query = sa.select(themes.name, themes.codes, themes.only).order_by(themes.position)
    return [name for name, codes, only in connection.execute(query) if code_ids & {*codes, *only}]
