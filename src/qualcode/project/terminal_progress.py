"""How far one coder is with each document of a round, and with which one to go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.coding import Coder, Reading, Round
from qualcode.storage.last_read import reading_changed_last
from qualcode.storage.mapping import reading_id
from qualcode.text import Document

if TYPE_CHECKING:
    from qualcode.project.project import Project


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
        reading_id(coder.id, document.id, round_.id): index
        for index, document in enumerate(documents)
        if document.id in readings and not readings[document.id].finished
    }
    if begun:
        with project.store.read() as connection:
            latest = reading_changed_last(connection, begun)
        return begun[latest] if latest else min(begun.values())
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
