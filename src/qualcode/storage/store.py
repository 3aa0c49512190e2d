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

from qualcode.errors import ProjectDamagedError, ProjectExistsError, ProjectNotRecognisedError, UndoConflictError
from qualcode.storage import tables
from qualcode.storage.engine import (
    APPLICATION_ID,
    close_engine,
    is_url,
    open_engine,
    place,
    reading,
    sqlite_engine,
    transaction,
)
from qualcode.storage.references import gone, loose_references
from qualcode.storage.revision import HEAD, bring_up_to_date, stamp_head
from qualcode.storage.writing import Change, Entry, Writing, revert, touched
from qualcode.text.ids import new_id

# Tables that every form of a project has had.
_OF_EVERY_FORM = {"alembic_version", "projects", "documents", "codings", "changes"}


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
        engine = open_engine(location) if is_url(location) else sqlite_engine(_claim(Path(location)))
        try:
            with transaction(engine, new=True) as connection:
                if engine.dialect.name == "sqlite":
                    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                if set(tables.metadata.tables) & set(sa.inspect(connection).get_table_names()):
                    raise ProjectExistsError(place(engine))
                tables.metadata.create_all(connection, checkfirst=False)
                stamp_head(connection)
                row = {"id": new_id(), "name": name, "created_at": utc_now(), "settings": {}}
                connection.execute(sa.insert(tables.projects).values(row))
        except BaseException:
            engine.dispose()
            if not is_url(location):
                _unlink(Path(location))
            raise
        return cls(location, engine)

    @classmethod
    def open(cls, location: str | Path) -> Store:
        """Open a project, bringing an older one up to date after making a copy of it.

        Raises:
            ProjectNotFoundError, ProjectNotRecognisedError, ProjectTooNewError, ProjectDamagedError, ...
        """
        engine = open_engine(location)
        try:
            with reading(engine) as connection:
                if not set(sa.inspect(connection).get_table_names()) >= _OF_EVERY_FORM:
                    raise ProjectNotRecognisedError(place(engine), "there is no project in it")
            bring_up_to_date(engine, location)
        except BaseException:
            engine.dispose()
            raise
        return cls(location, engine)

    def described(self) -> ProjectDescription:
        """Give id, name and date of the project."""
        row = tables.projects.c
        with self.read() as connection:
            found = connection.execute(sa.select(row.id, row.name, row.created_at)).first()
        if found is None:
            raise ProjectDamagedError(place(self.engine), "it does not say what it is called")
        return ProjectDescription(*found)

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
        with self.read() as connection:
            return _history(connection, limit, after_seq)

    def undo(self, *, who: str, mine_only: bool = False) -> Change | None:
        """Take back the latest change that still stands; gives it, or None if there is none.

        Args:
            who: Who takes it back.
            mine_only: Only changes that `who` made.

        Raises:
            UndoConflictError: If later work stands on it; nothing is taken back.
        """
        with transaction(self.engine) as connection:
            history = _history(connection)
            standing = _standing(history)
            for change in history:
                if change.undoes is None and change.id in standing and (not mine_only or change.who == who):
                    return _take_back(connection, change, history, who, f"undo: {change.what}")
        return None

    def redo(self, *, who: str) -> Change | None:
        """Take back the latest undo, if nothing was changed since; gives the change that stands again."""
        with transaction(self.engine) as connection:
            history = _history(connection)
            standing = _standing(history)
            by_id = {change.id: change for change in history}
            for change in history:
                if change.id not in standing:
                    continue
                undone = by_id.get(change.undoes or "")
                if undone is None:
                    return None
                if undone.undoes is None:
                    _take_back(connection, change, history, who, f"redo: {undone.what}")
                    return undone
                # Otherwise it is itself a redo, and what was undone before it may still be brought back.
        return None


def _history(connection: sa.Connection, limit: int | None = None, after_seq: int = 0) -> list[Change]:
    columns = [column for column in tables.changes.c if column.name != "entries"]
    query = sa.select(*columns).where(tables.changes.c.seq > after_seq).order_by(tables.changes.c.seq.desc())
    return [Change(**row) for row in connection.execute(query.limit(limit)).mappings()]


def _take_back(connection: sa.Connection, change: Change, history: Sequence[Change], who: str, what: str) -> Change:
    writing = Writing(connection)
    entries = _entries(connection, change)
    standing = _standing(history)
    rows = touched(entries)
    for later in reversed(history):
        stands = later.seq > change.seq and later.undoes is None and later.id in standing
        if stands and rows & touched(_entries(connection, later)):
            raise UndoConflictError(change.what, later.what)
    try:
        if revert(writing, entries):
            raise UndoConflictError(change.what, "a change made elsewhere")
        if not writing.entries:
            raise UndoConflictError(change.what, "later work that refers to it")
        _note(connection, who, what, "", writing.entries, undoes=change.id)
        _check_references(connection)
    except IntegrityError:
        raise UndoConflictError(change.what, "later work that refers to it") from None
    if loose := loose_references(connection, gone(writing.entries)):
        raise UndoConflictError(change.what, loose)
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
        "id": new_id(), "at": utc_now(), "who": who, "what": what, "reason": reason, "undoes": undoes,
        "entries": list(entries),
    }  # fmt: skip
    connection.execute(sa.insert(tables.changes).values(row))


def _check_references(connection: sa.Connection) -> None:
    """Look now, inside the transaction, whether every reference leads somewhere."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    elif connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise IntegrityError("foreign_key_check", None, ValueError("a reference leads nowhere"))


def _claim(path: Path) -> Path:
    """Make an empty file for a new project, which nobody else can then take for theirs."""
    folder = path.parent
    if not folder.is_dir():
        raise ProjectNotRecognisedError(path, f"the folder {folder} does not exist; make it first")
    try:
        path.open("xb").close()
    except FileExistsError:
        raise ProjectExistsError(path) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ProjectNotRecognisedError(path, f"it cannot be made there ({reason})") from None
    return path


def _unlink(path: Path) -> None:
    """Take away what is left of a project that could not be made."""
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
