"""How far one coder is with each document of a round, and with which one to go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.coding import Coder, Reading, Round
from qualcode.storage import mapping, tables
from qualcode.storage.writing import Entry
from qualcode.text import Document

if TYPE_CHECKING:
    from qualcode.project.project import Project

_CHANGES_LOOKED_AT = 100


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the coder is with one document.

    Attributes:
        percent: Of the text.
        codings: The coder's own, in this round.
    """

    document: str
    percent: int
    finished: bool
    codings: int


def read_progress(project: Project, documents: Sequence[Document], coder: Coder, round_: Round) -> list[Progress]:
    """Give how far a coder is with documents."""
    readings = _readings(project, coder, round_)
    rows = project.codings.rows(coder=coder.name, round_name=round_.name)
    counts = Counter(row.document_id for row in rows)
    return [_progress_of(document, readings.get(document.id), counts[document.id]) for document in documents]


def document_to_begin(project: Project, documents: Sequence[Document], coder: Coder, round_: Round) -> int:
    """Give the index of the unfinished document read last, else of the first that is not finished, else 0."""
    readings = _readings(project, coder, round_)
    begun = {
        mapping.reading_id(coder.id, document.id, round_.id): index
        for index, document in enumerate(documents)
        if document.id in readings and not readings[document.id].finished
    }
    if begun:
        return _touched_last(project, begun)
    finished = {document_id for document_id, reading in readings.items() if reading.finished}
    return next((index for index, document in enumerate(documents) if document.id not in finished), 0)


def _readings(project: Project, coder: Coder, round_: Round) -> dict[str, Reading]:
    readings = project.readings.list(round_name=round_.name)
    return {reading.document_id: reading for reading in readings if reading.coder_id == coder.id}


def _progress_of(document: Document, reading: Reading | None, codings: int) -> Progress:
    finished = reading is not None and reading.finished
    position = reading.position if reading else 0
    percent = 100 if finished else min(100, round(100 * position / max(1, document.n_chars)))
    return Progress(document.name, percent, finished, codings)


def _touched_last(project: Project, begun: dict[str, int]) -> int:
    """Give the index of the reading changed last, as the history tells; the first one if it was changed long ago."""
    if len(begun) == 1:
        return next(iter(begun.values()))
    changes = tables.changes
    query = changes.select().with_only_columns(changes.c.entries).order_by(changes.c.seq.desc())
    with project.store.read() as connection:
        for entries in connection.execute(query.limit(_CHANGES_LOOKED_AT)).scalars():
            if touched := [begun[row_id] for row_id in _readings_in(entries) if row_id in begun]:
                return touched[-1]
    return min(begun.values())


def _readings_in(entries: Iterable[Entry]) -> list[str]:
    found: list[str] = []
    for entry in entries:
        if entry["table"] == tables.readings.name:
            found += entry["ids"] if entry["op"] == "insert" else [row["id"] for row in entry["rows"]]
    return found
