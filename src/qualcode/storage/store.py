"""The store of one project: read, write with history, undo."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from qualcode.errors import ProjectExistsError, ProjectNotRecognisedError, UndoConflictError
from qualcode.storage import tables
from qualcode.storage.engine import (
    APPLICATION_ID,
    check_is_project,
    close_engine,
    is_url,
    open_engine,
    reading,
    sqlite_engine,
    transaction,
)
from qualcode.storage.revision import HEAD, bring_up_to_date, stamp_head
from qualcode.storage.writing import Change, Entry, Writing, revert, touched
from qualcode.text.ids import new_id


def utc_now() -> str:
    """Give the time as ISO 8601 in UTC, to the microsecond, so that it sorts as text."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@dataclass(frozen=True, slots=True)
class ProjectDescription:
    """What a project is called."""

    id: str
    name: str
    created_at: str


class Store:
    """A project's database.

    Attributes:
        location: Path of the project file, or the server's URL.
        engine: SQLAlchemy's engine; nothing outside `storage` uses it.
    """

    def __init__(self, location: str | Path, engine: sa.Engine) -> None:
        self.location = str(location)
        self.engine = engine

    @classmethod
    def create(cls, location: str | Path, name: str) -> Store:
        """Make a new project.

        Raises:
            ProjectExistsError: If there is something at the location already.
        """
        if is_url(location):
            engine = open_engine(location)
            with reading(engine) as connection:
                if sa.inspect(connection).has_table("projects"):
                    raise ProjectExistsError(location)
        else:
            path = Path(location)
            if path.exists():
                raise ProjectExistsError(path)
            _check_folder(path)
            engine = sqlite_engine(path)
        with transaction(engine) as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            tables.metadata.create_all(connection)
            stamp_head(connection)
            row = {"id": new_id(), "name": name, "created_at": utc_now(), "settings": {}}
            connection.execute(sa.insert(tables.projects).values(row))
        return cls(location, engine)

    @classmethod
    def open(cls, location: str | Path) -> Store:
        """Open a project, bringing an older one up to date after making a copy of it.

        Raises:
            ProjectNotFoundError, ProjectNotRecognisedError, ProjectTooNewError, ProjectDamagedError, ...
        """
        if not is_url(location):
            check_is_project(Path(location))
        engine = open_engine(location)
        with reading(engine) as connection:
            if not sa.inspect(connection).has_table("projects"):
                raise ProjectNotRecognisedError(location, "there is no project in it")
        bring_up_to_date(engine, location)
        return cls(location, engine)

    def described(self) -> ProjectDescription:
        """Give id, name and date of the project."""
        row = tables.projects.c
        with self.read() as connection:
            return ProjectDescription(*connection.execute(sa.select(row.id, row.name, row.created_at)).one())

    def close(self) -> None:
        """Let go of the database; a project file can then be copied as it is."""
        close_engine(self.engine)

    @property
    def schema_revision(self) -> str:
        """Which form the tables have."""
        return HEAD

    @contextlib.contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Give a connection whose reads all see the same moment."""
        with reading(self.engine) as connection:
            yield connection

    @contextlib.contextmanager
    def write(self, *, who: str, what: str = "", reason: str = "") -> Iterator[Writing]:
        """Write in one transaction, together with its entry in the history.

        Nothing is written, not even history, when the block raises. `what` can be set on the yielded object's `what`
        when it is known only at the end.
        """
        with transaction(self.engine) as connection:
            writing = Writing(connection, what)
            yield writing
            if writing.entries:
                _note(connection, who, writing.what, reason, writing.entries)

    def history(self, *, limit: int | None = None, after_seq: int = 0) -> list[Change]:
        """Give changes, the latest first."""
        columns = [column for column in tables.changes.c if column.name != "entries"]
        query = sa.select(*columns).where(tables.changes.c.seq > after_seq).order_by(tables.changes.c.seq.desc())
        with self.read() as connection:
            return [Change(**row) for row in connection.execute(query.limit(limit)).mappings()]

    def undo(self, *, who: str, mine_only: bool = False) -> Change | None:
        """Take back the latest change that still stands; gives it, or None if there is none.

        Args:
            who: Who takes it back.
            mine_only: Only changes that `who` made.

        Raises:
            UndoConflictError: If later work stands on it; nothing is taken back.
        """
        history = self.history()
        standing = _standing(history)
        for change in history:
            if change.undoes is None and change.id in standing and (not mine_only or change.who == who):
                return self._take_back(change, history, who, f"undo: {change.what}")
        return None

    def redo(self, *, who: str) -> Change | None:
        """Take back the latest undo, if nothing was changed since; gives the change that stands again."""
        history = self.history()
        standing = _standing(history)
        for change in history:
            if change.id not in standing:
                continue
            if change.undoes is None:
                return None
            self._take_back(change, history, who, f"redo: {change.what.removeprefix('undo: ')}")
            return change
        return None

    def _take_back(self, change: Change, history: Sequence[Change], who: str, what: str) -> Change:
        with transaction(self.engine) as connection:
            writing = Writing(connection)
            entries = _entries(connection, change)
            standing = _standing(history)
            rows = touched(entries)
            for later in reversed(history):
                stands = later.seq > change.seq and later.undoes is None and later.id in standing
                if stands and rows & touched(_entries(connection, later)):
                    raise UndoConflictError(change.what, later.what)
            if revert(writing, entries):
                raise UndoConflictError(change.what, "a change made elsewhere")
            _note(connection, who, what, "", writing.entries, undoes=change.id)
            try:
                _check_references(connection)
            except IntegrityError:
                raise UndoConflictError(change.what, "later work that refers to it") from None
        return change


def _standing(history: Sequence[Change]) -> set[str]:
    """Give the ids of the changes that are not taken back; a taken-back undo lets its change stand again."""
    gone: set[str] = set()
    for change in history:  # the latest first, so what takes back comes before what is taken back
        if change.undoes is not None and change.id not in gone:
            gone.add(change.undoes)
    return {change.id for change in history} - gone


def _entries(connection: sa.Connection, change: Change) -> list[Entry]:
    query = sa.select(tables.changes.c.entries).where(tables.changes.c.id == change.id)
    return list(connection.execute(query).scalar_one())


def _note(
    connection: sa.Connection, who: str, what: str, reason: str, entries: Sequence[Entry], *, undoes: str | None = None
) -> None:
    row: dict[str, Any] = {
        "id": new_id(), "at": utc_now(), "who": who, "what": what, "reason": reason, "undoes": undoes, "entries": list(entries),
    }  # fmt: skip
    connection.execute(sa.insert(tables.changes).values(row))


def _check_references(connection: sa.Connection) -> None:
    """Look now, inside the transaction, whether every reference leads somewhere."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    elif connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise IntegrityError("foreign_key_check", None, ValueError("a reference leads nowhere"))


def _check_folder(path: Path) -> None:
    folder = path.parent
    if not folder.is_dir():
        raise ProjectNotRecognisedError(path, f"the folder {folder} does not exist; make it first")
