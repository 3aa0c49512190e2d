"""Look at a whole store."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from qualcode.storage import Store, tables

Everything = dict[str, list[dict[str, Any]]]


def everything(store: Store, *, but: tuple[str, ...] = ("changes",)) -> Everything:
    """Give every row of every table except the history's."""
    with store.read() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(sa.select(table).order_by(table.c.id)).mappings()]
            for table in tables.metadata.sorted_tables
            if table.name not in but
        }
