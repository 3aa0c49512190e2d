"""Readings: how far each coder has come with each document. Only finished documents count as read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from qualcode.coding import Reading
from qualcode.project.people import ensure_coder
from qualcode.project.rounds import round_for_coding
from qualcode.storage import Writing, mapping, tables, utc_now

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.project.project import Project


class Readings:
    """Who has read what in one project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def list(self, *, round_name: str | None = None) -> list[Reading]:
        """Give all readings, or those of one round."""
        query = sa.select(tables.readings)
        if round_name is not None:
            query = query.where(tables.readings.c.round_id == self._project.rounds.get(round_name).id)
        with self._project.store.read() as connection:
            return [mapping.reading_from(row) for row in connection.execute(query).mappings()]

    def mark_finished(
        self, document: str, coder: str, *, finished: bool = True, round_name: str | None = None
    ) -> Reading:
        """Note that a coder has read a document to its end (or, after all, has not)."""
        name = self._project.documents.get(document)
        what = f"{coder} finished {name.name}" if finished else f"{coder} takes {name.name} up again"
        with self._project.store.write(who=self._project.who, what=what) as writing:
            coder_id = ensure_coder(writing, coder).id
            round_id = round_for_coding(writing, round_name).id
            return note_reading(
                writing, Reading(coder_id, name.id, round_id, name.n_chars, utc_now() if finished else None)
            )

    def note_position(self, document: str, coder: str, position: int, *, round_name: str | None = None) -> Reading:
        """Remember from where a coder goes on."""
        found = self._project.documents.get(document)
        with self._project.store.write(who=self._project.who, what=f"{coder} reads {found.name}") as writing:
            coder_id = ensure_coder(writing, coder).id
            round_id = round_for_coding(writing, round_name).id
            return note_reading(writing, Reading(coder_id, found.id, round_id, position))

    def position(self, document: str, coder: str, *, round_name: str | None = None) -> Reading | None:
        """Give how far a coder has come in a document, in the round named or the open one; None if never begun."""
        round_ = self._project.rounds.get(round_name) if round_name else self._project.rounds.current()
        if round_ is None:
            return None
        document_id = self._project.documents.get(document).id
        names = {coder_.name.casefold(): coder_.id for coder_ in self._project.coders.list()}
        reading_id = mapping.reading_id(names.get(coder.casefold(), ""), document_id, round_.id)
        with self._project.store.read() as connection:
            row = (
                connection.execute(sa.select(tables.readings).where(tables.readings.c.id == reading_id))
                .mappings()
                .first()
            )
        return mapping.reading_from(row) if row else None

    def frame(self) -> pd.DataFrame:
        """Give the progress: one row per document, coder and round, with the number of codings and quotations."""
        import pandas as pd

        columns = ["round", "coder", "document", "read", "finished", "codings", "quotations"]
        with self._project.store.read() as connection:
            rows = connection.execute(_progress_query()).all()
        frame = pd.DataFrame([_progress_row(row) for row in rows], columns=columns)
        return frame.sort_values(["round", "document", "coder"], ignore_index=True)


def _progress_query() -> sa.Select[tuple[object, ...]]:
    readings, codings, quotations = tables.readings.c, tables.codings.c, tables.quotations.c
    counts = (
        sa.select(
            quotations.document_id,
            codings.coder_id,
            codings.round_id,
            sa.func.count().label("codings"),
            sa.func.count(codings.quotation_id.distinct()).label("quotations"),
        )
        .join(tables.quotations, quotations.id == codings.quotation_id)
        .group_by(quotations.document_id, codings.coder_id, codings.round_id)
        .subquery()
    )
    same = sa.and_(
        counts.c.document_id == readings.document_id,
        counts.c.coder_id == readings.coder_id,
        counts.c.round_id == readings.round_id,
    )
    return (
        sa.select(
            tables.rounds.c.name.label("round"),
            tables.coders.c.name.label("coder"),
            tables.documents.c.name.label("document"),
            tables.documents.c.n_chars,
            readings.position,
            readings.finished_at,
            counts.c.codings,
            counts.c.quotations,
        )
        .select_from(tables.readings)
        .join(tables.rounds, tables.rounds.c.id == readings.round_id)
        .join(tables.coders, tables.coders.c.id == readings.coder_id)
        .join(tables.documents, tables.documents.c.id == readings.document_id)
        .outerjoin(counts, same)
    )


def _progress_row(row: sa.Row[tuple[object, ...]]) -> tuple[object, ...]:
    share = 1.0 if row.finished_at else min(1.0, row.position / max(1, row.n_chars))
    finished = "yes" if row.finished_at else "no"
    return (row.round, row.coder, row.document, f"{share:.0%}", finished, row.codings or 0, row.quotations or 0)


def note_reading(writing: Writing, reading: Reading) -> Reading:
    """Keep a reading inside a write."""
    row = mapping.reading_row(reading)
    if writing.rows(tables.readings, [row["id"]]):
        writing.update(tables.readings, {row["id"]: row})
    else:
        writing.insert(tables.readings, [row])
    return reading


def begin_readings(writing: Writing, readings: dict[str, Reading]) -> None:
    """Note that documents were begun, where nothing is noted yet; keys are the readings' ids."""
    known = {row["id"] for row in writing.rows(tables.readings, readings)}
    writing.insert(
        tables.readings, [mapping.reading_row(reading) for key, reading in readings.items() if key not in known]
    )
