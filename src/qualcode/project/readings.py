"""Readings: how far each coder has come with each document. Only finished documents count as read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qualcode.coding import Reading, make_coder
from qualcode.project.people import ensure_coder
from qualcode.project.rounds import hidden_rounds, round_for_coding
from qualcode.storage import Writing, shelves, utc_now
from qualcode.storage.mapping import reading_id
from qualcode.storage.readings import Progress, read_progress
from qualcode.text import Document

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.project.project import Project


class Readings:
    """Who has read what in one project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def list(self, *, round_name: str | None = None) -> list[Reading]:
        """Give all readings, or those of one round."""
        asked = {} if round_name is None else {"round_id": self._project.rounds.get(round_name).id}
        with self._project.store.read() as connection:
            return shelves.readings.read(connection, **asked)

    def mark_finished(
        self, document: str, coder: str, *, finished: bool = True, round_name: str | None = None
    ) -> Reading:
        """Note that a coder has read a document to its end (or, after all, has not)."""
        found = self._project.documents.get(document)
        what = f"{coder} finished {found.name}" if finished else f"{coder} takes {found.name} up again"
        with self._project.store.write(who=self._project.who, what=what) as writing:
            coder_id = ensure_coder(writing, coder).id
            round_id = round_for_coding(writing, round_name).id
            if finished:
                return note_finished(writing, coder_id, found, round_id)
            return note_reading(writing, Reading(coder_id, found.id, round_id, found.n_chars))

    def note_position(self, document: str, coder: str, position: int, *, round_name: str | None = None) -> Reading:
        """Remember from where a coder goes on."""
        found = self._project.documents.get(document)
        with self._project.store.write(who=self._project.who, what=f"{coder} reads {found.name}") as writing:
            coder_id = ensure_coder(writing, coder).id
            round_id = round_for_coding(writing, round_name).id
            known = shelves.readings.find(writing.connection, reading_id(coder_id, found.id, round_id))
            finished_at = known.finished_at if known else None  # to look at it again does not make it unread
            return note_reading(writing, Reading(coder_id, found.id, round_id, position, finished_at))

    def position(self, document: str, coder: str, *, round_name: str | None = None) -> Reading | None:
        """Give how far a coder has come in a document, in the round named or the open one; None if never begun."""
        round_ = self._project.rounds.get(round_name) if round_name else self._project.rounds.current()
        if round_ is None:
            return None
        document_id = self._project.documents.get(document).id
        coder_id = make_coder(coder).id
        with self._project.store.read() as connection:
            return shelves.readings.find(connection, reading_id(coder_id, document_id, round_.id))

    def frame(self) -> pd.DataFrame:
        """Give the progress: one row per document, coder and round, with the number of codings and quotations."""
        import pandas as pd

        columns = ["round", "coder", "document", "read", "finished", "codings", "quotations"]
        with self._project.store.read() as connection:
            hidden = hidden_rounds(connection) if self._project.blind else set()
            rows = [_progress_row(one, held_back=one.round in hidden) for one in read_progress(connection)]
        return pd.DataFrame(rows, columns=columns).astype({"codings": "Int64", "quotations": "Int64"})

    def untouched(self) -> dict[str, tuple[str, ...]]:
        """Give, for each coder at work in the open round, the documents they have not begun."""
        current = self._project.rounds.current()
        if current is None:
            return {}
        with self._project.store.read() as connection:
            begun = [(one.coder, one.document) for one in read_progress(connection) if one.round == current.name]
        names = [document.name for document in self._project.documents.list()]
        return {
            coder: left
            for coder in sorted({coder for coder, _ in begun})
            if (left := tuple(name for name in names if (coder, name) not in begun))
        }


def _progress_row(one: Progress, *, held_back: bool) -> tuple[object, ...]:
    share = 1.0 if one.finished_at else min(1.0, one.position / max(1, one.n_chars))
    finished = "yes" if one.finished_at else "no"
    counts = (None, None) if held_back else (one.codings, one.quotations)
    return (one.round, one.coder, one.document, f"{share:.0%}", finished, *counts)


def note_reading(writing: Writing, reading: Reading) -> Reading:
    """Keep a reading inside a write."""
    shelves.readings.put(writing, [reading])
    return reading


def note_finished(writing: Writing, coder_id: str, document: Document, round_id: str) -> Reading:
    """Note inside a write that a document is read to its end; when it was first so stays."""
    known = shelves.readings.find(writing.connection, reading_id(coder_id, document.id, round_id))
    finished_at = (known.finished_at if known else None) or utc_now()
    return note_reading(writing, Reading(coder_id, document.id, round_id, document.n_chars, finished_at))


def begin_readings(writing: Writing, readings: Iterable[Reading]) -> None:
    """Note that documents were begun, where nothing is noted yet."""
    new = {reading_id(one.coder_id, one.document_id, one.round_id): one for one in readings}
    known = shelves.readings.known(writing.connection, new)
    shelves.readings.add(writing, [one for one_id, one in new.items() if one_id not in known])
