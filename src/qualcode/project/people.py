"""People: those who were interviewed and those who code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from qualcode.codebook import fold_name
from qualcode.coding import Coder, make_coder
from qualcode.errors import CoderNotFoundError, MaterialIssuesError, ParticipantNotFoundError
from qualcode.storage import Writing, mapping, tables, utc_now
from qualcode.text import Participant, named_id

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.project.project import Project


class Coders:
    """The people who code in one project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def list(self) -> list[Coder]:
        """Give the coders by name."""
        with self._project.store.read() as connection:
            query = sa.select(tables.coders).order_by(tables.coders.c.name)
            return [mapping.coder_from(row) for row in connection.execute(query).mappings()]

    def get(self, name: str) -> Coder:
        """Give a coder.

        Raises:
            CoderNotFoundError: With the nearest name.
        """
        coders = self.list()
        found = next((coder for coder in coders if fold_name(coder.name) == fold_name(name)), None)
        if found is None:
            raise CoderNotFoundError(name, [coder.name for coder in coders])
        return found

    def ensure(self, name: str) -> Coder:
        """Give a coder, made if need be."""
        with self._project.store.write(who=self._project.who, what=f"add coder {name}") as writing:
            return ensure_coder(writing, name)


def ensure_coder(writing: Writing, name: str) -> Coder:
    """Give a coder inside a write, made if need be."""
    coder = make_coder(name, utc_now())
    rows = writing.rows(tables.coders, [coder.id])
    if rows:
        return mapping.coder_from(rows[0])
    writing.insert(tables.coders, [mapping.coder_row(coder)])
    return coder


class Participants:
    """The people interviewed in one project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def list(self) -> list[Participant]:
        """Give the participants by name."""
        with self._project.store.read() as connection:
            query = sa.select(tables.participants).order_by(tables.participants.c.name)
            return [mapping.participant_from(row) for row in connection.execute(query).mappings()]

    def get(self, name: str) -> Participant:
        """Give a participant.

        Raises:
            ParticipantNotFoundError: With the nearest name.
        """
        known = self.list()
        found = next((person for person in known if fold_name(person.name) == fold_name(name)), None)
        if found is None:
            raise ParticipantNotFoundError(name, [person.name for person in known])
        return found

    def set_attributes(self, name: str, attributes: Mapping[str, str]) -> Participant:
        """Add or change attributes of a participant, who is made if need be."""
        with self._project.store.write(who=self._project.who, what=f"attributes of {name}") as writing:
            return ensure_participant(writing, name, attributes)

    def import_table(self, path: Path | str) -> Sequence[Participant]:
        """Read attributes from a CSV or XLSX table, one row per participant; link documents of the same name.

        Raises:
            MaterialIssuesError: With every mistake in the table; nothing was changed.
        """
        from qualcode.ingest import read_participants, read_source

        table = read_participants(read_source(path))
        errors = [issue for issue in table.issues if issue.severity == "error"]
        if errors:
            raise MaterialIssuesError(path, table.issues)
        what = f"participants from {Path(path).name}"
        with self._project.store.write(who=self._project.who, what=what) as writing:
            people = []
            for row in table.participants:
                person = ensure_participant(writing, row.name, row.attributes)
                people.append(person)
                for document in row.documents or (row.name,):
                    link_documents(writing, person, document)
        return people

    def frame(self) -> pd.DataFrame:
        """Give a table: one row per participant, one column per attribute."""
        import pandas as pd

        rows = [{"participant": person.name, **person.attributes} for person in self.list()]
        return pd.DataFrame(rows) if rows else pd.DataFrame(columns=["participant"])


def ensure_participant(writing: Writing, name: str, attributes: Mapping[str, str] | None = None) -> Participant:
    """Give a participant inside a write, made or given further attributes if need be."""
    person = Participant(named_id("participant", fold_name(name)), name.strip(), dict(attributes or {}))
    rows = writing.rows(tables.participants, [person.id])
    if not rows:
        writing.insert(tables.participants, [mapping.participant_row(person)])
        return person
    merged = {**rows[0]["attributes"], **person.attributes}
    writing.update(tables.participants, {person.id: {"attributes": merged}})
    return Participant(person.id, rows[0]["name"], merged)


def link_documents(writing: Writing, person: Participant, document_name: str) -> None:
    """Make a document the participant's, and its participant voice theirs, if there is such a document."""
    documents = tables.documents
    wanted = fold_name(Path(document_name).stem if Path(document_name).suffix else document_name)
    rows = writing.connection.execute(sa.select(documents.c.id, documents.c.name)).all()
    for document_id in (row.id for row in rows if fold_name(row.name) == wanted):
        values: dict[str, object] = {"participant_id": person.id}
        if (minutes := _minutes(person.attributes)) is not None:
            # The researcher knows how long the recording was; a transcript tells at most when the last turn began.
            values["duration_s"] = minutes * 60
        writing.update(documents, {document_id: values})
        query = sa.select(tables.speakers.c.id).where(
            tables.speakers.c.document_id == document_id, tables.speakers.c.role == "participant"
        )
        voices = writing.connection.scalars(query).all()
        if len(voices) == 1:
            writing.update(tables.speakers, {voices[0]: {"participant_id": person.id}})


_MINUTES_COLUMNS = {"minutes", "interview minutes", "duration min", "duration minutes", "length minutes"}


def _minutes(attributes: Mapping[str, str]) -> float | None:
    """Give the length of the interview if the table of participants has it."""
    for column, value in attributes.items():
        if column.casefold().replace("_", " ") in _MINUTES_COLUMNS:
            try:
                return float(value)
            except ValueError:
                return None
    return None
