"""Which of several readings was changed last, as the history tells: where a coder left off."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import sqlalchemy as sa

from qualcode.storage import tables
from qualcode.storage.writing import touched

_CHANGES_LOOKED_AT = 100


def reading_changed_last(connection: sa.Connection, reading_ids: Collection[str]) -> str | None:
    """Give the reading that the latest change touched; None if none of the latest hundred changes did."""
    changes = tables.changes.c
    query = sa.select(changes.entries).order_by(changes.seq.desc()).limit(_CHANGES_LOOKED_AT)
    found: Iterable[str] = (
        row_id
        for entries in connection.scalars(query)
        for table, row_id in touched(entries)
        if table == tables.readings.name and row_id in reading_ids
    )
    return next(iter(found), None)
