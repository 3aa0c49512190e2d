"""Open the database of a project: a SQLite file or, by URL, PostgreSQL; and recognise what is no project."""

from __future__ import annotations

import contextlib
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError

from qualcode.errors import (
    ExtraMissingError,
    ProjectDamagedError,
    ProjectLockedError,
    ProjectNotFoundError,
    ProjectNotRecognisedError,
    ProjectReadOnlyError,
    ServerUnreachableError,
)

APPLICATION_ID = 0x51434F44  # "QCOD", at byte 68 of every project file
BUSY_TIMEOUT_S = 30.0
_SQLITE_HEADER = b"SQLite format 3\x00"
_APPLICATION_ID_AT = 68
# Any number that no other program would take; writers of one PostgreSQL database queue up behind it.
_WRITER_LOCK = 0x51434F44


def is_url(location: str | Path) -> bool:
    """Tell whether a project lives on a server."""
    return str(location).startswith(("postgresql://", "postgresql+psycopg://", "postgres://"))


def open_engine(location: str | Path) -> sa.Engine:
    """Open the database at a path or URL, which must exist.

    Raises:
        ProjectNotFoundError, ProjectNotRecognisedError, ServerUnreachableError, ExtraMissingError
    """
    if is_url(location):
        return _postgresql(str(location))
    path = Path(location)
    check_is_project(path)
    return sqlite_engine(path)


def check_is_project(path: Path) -> None:
    """Look at the first bytes of a file, before any database library does."""
    if not path.exists():
        raise ProjectNotFoundError(path)
    if path.is_dir():
        raise ProjectNotRecognisedError(path, "it is a folder")
    try:
        with path.open("rb") as file:
            head = file.read(_APPLICATION_ID_AT + 4)
    except OSError as error:
        raise ProjectNotRecognisedError(path, (error.strerror or str(error)).lower()) from None
    if not head:
        raise ProjectNotRecognisedError(path, "it is empty")
    if not head.startswith(_SQLITE_HEADER):
        raise ProjectNotRecognisedError(path, "it is another kind of file")
    if int.from_bytes(head[_APPLICATION_ID_AT:], "big") != APPLICATION_ID:
        raise ProjectNotRecognisedError(path, "it is a database of another program")


def sqlite_engine(path: Path) -> sa.Engine:
    """Make the engine of a project file with the settings its safety rests on."""
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_TIMEOUT_S, "isolation_level": None})

    @sa.event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys=ON")
        # Acknowledged work survives even a power cut.
        connection.execute("PRAGMA synchronous=FULL")
        # A file that cannot be written can still be read.
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode=WAL")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # A writer takes the lock before it reads, or two writers would overwrite each other's work unseen.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def close_engine(engine: sa.Engine) -> None:
    """Let go of the database; a project file is left whole, without files beside it, so that it can be copied."""
    path = engine.url.database if engine.dialect.name == "sqlite" else None
    engine.dispose()
    if path and Path(path).exists():
        # Another process that has it open keeps the side files, and will fold them in itself.
        with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(path, timeout=0.2)) as last:
            last.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            last.execute("PRAGMA journal_mode=DELETE")


@contextlib.contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection whose reads all see the same moment."""
    with _worded(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextlib.contextmanager
def transaction(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection that holds the writer's lock; everything in it happens, or nothing does."""
    refuse_read_only(engine)
    with _worded(engine), engine.connect() as connection:
        connection = connection.execution_options(writes=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITER_LOCK})
            yield connection


def refuse_read_only(engine: sa.Engine) -> None:
    """Refuse to write to a file that is marked read-only, whatever the rights of the user.

    Raises:
        ProjectReadOnlyError
    """
    path = engine.url.database if engine.dialect.name == "sqlite" else None
    if path and Path(path).exists() and not Path(path).stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise ProjectReadOnlyError(path)


@contextlib.contextmanager
def _worded(engine: sa.Engine) -> Iterator[None]:
    """Turn the database's own errors into sentences."""
    try:
        yield
    except OperationalError as error:
        raise _operational(engine, error) from error
    except DBAPIError as error:
        if _is_damage(error.orig):
            raise ProjectDamagedError(_place(engine), str(error.orig)) from error
        raise


def _operational(engine: sa.Engine, error: OperationalError) -> Exception:
    said = str(error.orig).lower()
    if "locked" in said or "busy" in said:
        return ProjectLockedError(_place(engine), BUSY_TIMEOUT_S)
    if "readonly" in said or "read-only" in said:
        return ProjectReadOnlyError(_place(engine))
    if engine.dialect.name == "postgresql":
        return ServerUnreachableError(_place(engine), str(error.orig).splitlines()[0])
    return ProjectDamagedError(_place(engine), said)


def _is_damage(original: object) -> bool:
    return type(original) is sqlite3.DatabaseError


def _place(engine: sa.Engine) -> str:
    if engine.dialect.name == "sqlite":
        return str(engine.url.database)
    return engine.url.render_as_string(hide_password=True)


def _postgresql(url: str) -> sa.Engine:
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise ExtraMissingError("postgres", "projects on a PostgreSQL server") from None
    _, _, rest = url.partition("://")
    options: dict[str, Any] = {"pool_pre_ping": True}
    return sa.create_engine(f"postgresql+psycopg://{rest}", **options)
