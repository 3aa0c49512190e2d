"""People: those who were interviewed and those who code."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.codebook import fold_name
from qualcode.coding import Coder, make_coder
from qualcode.errors import CoderNotFoundError, MaterialIssuesError, ParticipantNotFoundError
from qualcode.storage import Writing, documents, shelves, utc_now
from qualcode.text import Participant, named_id

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.project.project import Project

_MINUTES_COLUMNS = {"minutes", "interview minutes", "duration min", "duration minutes", "length minutes"}


class Coders:
    """The people who code in one project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def list(self) -> list[Coder]:
        """Give the coders by name."""
        with self._project.store.read() as connection:
            return shelves.coders.read(connection)

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
    known = shelves.coders.find(writing.connection, coder.id)
    if known is None:
        shelves.coders.add(writing, [coder])
    return known or coder


@dataclass(frozen=True, slots=True)
class ParticipantsImport:
    """What became of a table of participants.

    Attributes:
        linked: Names of the documents that were made somebody's.
        missing: Pairs of document and participant: documents that the table names and the project does not have.
    """

    participants: tuple[Participant, ...]
    linked: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]


class Participants:
    """The people interviewed in one project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def list(self) -> list[Participant]:
        """Give the participants by name."""
        with self._project.store.read() as connection:
            return shelves.participants.read(connection)

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

    def import_table(self, path: Path | str) -> ParticipantsImport:
        """Read attributes from a CSV or XLSX table, one row per participant; link documents of the same name.

        Raises:
            MaterialError: If the table cannot be read.
            MaterialIssuesError: With every mistake in it; nothing was changed.
        """
        from qualcode.ingest import read_participants, read_source

        table = read_participants(read_source(path))
        if any(issue.severity == "error" for issue in table.issues):
            raise MaterialIssuesError(path, table.issues)
        what = f"participants from {Path(path).name}"
        with self._project.store.write(who=self._project.who, what=what) as writing:
            people: list[Participant] = []
            linked: dict[str, None] = {}
            missing: list[tuple[str, str]] = []
            for row in table.participants:
                person = ensure_participant(writing, row.name, row.attributes)
                people.append(person)
                for document in row.documents or (row.name,):
                    names = _link_documents(writing, person, document)
                    linked.update(dict.fromkeys(names))
                    if row.documents and not names:
                        missing.append((document, row.name))
        return ParticipantsImport(tuple(people), tuple(linked), tuple(missing))

    def frame(self) -> pd.DataFrame:
        """Give a table: one row per participant, one column per attribute."""
        import pandas as pd

        rows = [{"participant": person.name, **person.attributes} for person in self.list()]
        return pd.DataFrame(rows) if rows else pd.DataFrame(columns=["participant"])


def ensure_participant(writing: Writing, name: str, attributes: Mapping[str, str] | None = None) -> Participant:
    """Give a participant inside a write, made or given further attributes if need be."""
    person = Participant(named_id("participant", fold_name(name)), name.strip(), dict(attributes or {}))
    known = shelves.participants.find(writing.connection, person.id)
    if known is None:
        shelves.participants.add(writing, [person])
        return person
    merged = {**known.attributes, **person.attributes}
    shelves.participants.change(writing, person.id, attributes=merged)
    return Participant(person.id, known.name, merged)


def _link_documents(writing: Writing, person: Participant, document_name: str) -> list[str]:
    """Make the documents of this name (with or without a file's ending) the participant's; give their names."""
    wanted = {fold_name(document_name), fold_name(Path(document_name).stem)}
    minutes = _minutes(person.attributes)
    linked = []
    for document in documents.read_documents(writing.connection):
        if {fold_name(document.name), fold_name(document.source_name)} & wanted:
            # The researcher knows how long the recording was; a transcript tells at most when the last turn began.
            documents.link_person(writing, document.id, person, None if minutes is None else minutes * 60)
            linked.append(document.name)
    return linked


def _minutes(attributes: Mapping[str, str]) -> float | None:
    """Give the length of the interview if the table of participants has it."""
    for column, value in attributes.items():
        if column.casefold().replace("_", " ") in _MINUTES_COLUMNS:
            try:
                minutes = float(value)
            except ValueError:
                return None
            return minutes if math.isfinite(minutes) and minutes >= 0 else None
    return None
