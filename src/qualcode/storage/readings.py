"""Readings as they are kept, with what was coded in each."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from qualcode.storage import tables

_readings, _codings, _quotations = tables.readings.c, tables.codings.c, tables.quotations.c


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one coder has come with one document in one round.

    Attributes:
        n_chars, position: Length of the text, and from where the coder goes on.
    """

    round: str
    coder: str
    document: str
    n_chars: int
    position: int
    finished_at: str | None
    codings: int
    quotations: int


def read_progress(connection: sa.Connection) -> list[Progress]:
    """Give the progress of every coder with every document begun, by round, document and coder."""
    counts = _count_codings().subquery()
    query = (
        sa.select(
            tables.rounds.c.name,
            tables.coders.c.name,
            tables.documents.c.name,
            tables.documents.c.n_chars,
            _readings.position,
            _readings.finished_at,
            sa.func.coalesce(counts.c.codings, 0),
            sa.func.coalesce(counts.c.quotations, 0),
        )
        .select_from(tables.readings)
        .join(tables.rounds, tables.rounds.c.id == _readings.round_id)
        .join(tables.coders, tables.coders.c.id == _readings.coder_id)
        .join(tables.documents, tables.documents.c.id == _readings.document_id)
        .outerjoin(counts, sa.and_(*(counts.c[name] == _readings[name] for name in _KEY)))
    )
    found = [Progress(*row) for row in connection.execute(query)]
    return sorted(found, key=lambda one: (one.round, one.document, one.coder))


_KEY = ("document_id", "coder_id", "round_id")


def _count_codings() -> sa.Select[tuple[str, str, str, int, int]]:
    key = (_quotations.document_id, _codings.coder_id, _codings.round_id)
    codings = sa.func.count().label("codings")
    quotations = sa.func.count(_codings.quotation_id.distinct()).label("quotations")
    return (
        sa.select(*key, codings, quotations)
        .select_from(tables.codings)
        .join(tables.quotations, _quotations.id == _codings.quotation_id)
        .where(_quotations.lost_at.is_(None))
        .group_by(*key)
    )
