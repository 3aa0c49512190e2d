"""Open the database of a project: a SQLite file or, by URL, PostgreSQL; and recognise what is no project."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, NoResultFound, OperationalError

from qualcode.errors import (
    DiskFullError,
    ExtraMissingError,
    FileUnreadableError,
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
_HEADER_BYTES = 100
_BESIDE = ("-wal", "-journal")
# Any number that no other program would take; writers of one PostgreSQL database queue up behind it.
_WRITER_LOCK = 0x51434F44
_LONGEST_DETAIL = 120
_LOCK_NOT_AVAILABLE = "55P03"


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
            head = file.read(_HEADER_BYTES)
    except OSError as error:
        raise ProjectNotRecognisedError(path, (error.strerror or str(error)).lower()) from None
    if not head:
        raise ProjectNotRecognisedError(path, "it is empty")
    if not head.startswith(_SQLITE_HEADER):
        raise ProjectNotRecognisedError(path, "it is another kind of file")
    if int.from_bytes(head[_APPLICATION_ID_AT : _APPLICATION_ID_AT + 4], "big") != APPLICATION_ID:
        raise ProjectNotRecognisedError(path, "it is a database of another program")
    _check_is_whole(path, head)


def _check_is_whole(path: Path, head: bytes) -> None:
    """Compare the size of a file with what its head states: SQLite takes what is missing at the end for zeros.

    While there are files beside it, a write that was broken off may not be all in it yet; SQLite mends that.
    """
    if any(path.with_name(f"{path.name}{ending}").exists() for ending in _BESIDE):
        return
    page_bytes = int.from_bytes(head[16:18], "big")
    page_bytes = 65536 if page_bytes == 1 else page_bytes
    stated, found = page_bytes * int.from_bytes(head[28:32], "big"), path.stat().st_size
    if found < stated or (page_bytes and found % page_bytes):
        raise ProjectDamagedError(path, f"it was cut short: {found:,} bytes are there of {stated:,}")


def sqlite_engine(path: Path) -> sa.Engine:
    """Make the engine of a project file, which must exist, with the settings its safety rests on."""
    path = path.absolute()  # or the next connection would look for it in another folder after a change of folder
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        creator=lambda: _connect(path),
        json_deserializer=lambda text: _from_json(path, text),
    )

    @sa.event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys=ON")
        # Acknowledged work survives even a power cut.
        connection.execute("PRAGMA synchronous=FULL")
        # KiB of pages kept at hand: ids are random, so that large projects are read and written all over the file.
        connection.execute("PRAGMA cache_size=-65536")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # A writer takes the lock before it reads, or two writers would overwrite each other's work unseen.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def close_engine(engine: sa.Engine) -> None:
    """Let go of the database; a project file is left whole, without files beside it, so that it can be copied."""
    path = _file(engine)
    engine.dispose()
    if path is not None and path.exists() and not _is_marked_read_only(path):
        # Another process that has it open keeps the side files, and will fold them in itself.
        with contextlib.suppress(sqlite3.Error), contextlib.closing(_connect(path, timeout_s=0.2)) as last:
            last.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            last.execute("PRAGMA journal_mode=DELETE")


@contextlib.contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection whose reads all see the same moment."""
    with worded(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextlib.contextmanager
def transaction(engine: sa.Engine, *, new: bool = False) -> Iterator[sa.Connection]:
    """Give a connection that holds the writer's lock; everything in it happens, or nothing does.

    Args:
        new: The project is made here; its first form goes straight into the file, by which others know it.
    """
    refuse_read_only(engine)
    with worded(engine), engine.connect() as connection:
        if engine.dialect.name == "sqlite" and not new:
            _let_readers_read(connection)
        connection = connection.execution_options(writes=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(sa.text(f"SET LOCAL lock_timeout = {int(BUSY_TIMEOUT_S * 1000)}"))
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITER_LOCK})
            yield connection


def _let_readers_read(connection: sa.Connection) -> None:
    """Write beside the file (WAL), so that readers and the writer do not wait for one another.

    Only now, because it marks the file, and what is only read, or refused, is not to be touched. Where somebody reads
    it the old way at this moment, the write waits for them and is as safe.
    """
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute("PRAGMA busy_timeout=0")
    with contextlib.suppress(sqlite3.OperationalError):
        raw.execute("PRAGMA journal_mode=WAL")
    raw.execute(f"PRAGMA busy_timeout={int(BUSY_TIMEOUT_S * 1000)}")


def refuse_read_only(engine: sa.Engine) -> None:
    """Refuse to write to a file that is marked read-only, whatever the rights of the user.

    Raises:
        ProjectReadOnlyError
    """
    path = _file(engine)
    if path is not None and _is_marked_read_only(path):
        raise ProjectReadOnlyError(path)


def _connect(path: Path, *, timeout_s: float | None = None) -> sqlite3.Connection:
    """Connect to a file that exists; one that is marked read-only is never changed, whatever the rights of the user."""
    mode = "ro" if _is_marked_read_only(path) else "rw"
    if mode == "ro" and not path.with_name(f"{path.name}-wal").exists() and not os.access(path.parent, os.W_OK):
        mode += "&immutable=1"  # no files can be made beside it, and nobody changes it
    place = quote(path.as_posix())
    address = f"file://{'' if place.startswith('/') else '/'}{place}?mode={mode}"
    return sqlite3.connect(
        address,
        uri=True,
        timeout=BUSY_TIMEOUT_S if timeout_s is None else timeout_s,
        isolation_level=None,  # transactions begin and end where the engine says
        check_same_thread=False,  # the pool hands a connection to one thread at a time
    )


def _is_marked_read_only(path: Path) -> bool:
    try:
        return not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    except OSError:
        return False


def _file(engine: sa.Engine) -> Path | None:
    return Path(str(engine.url.database)) if engine.dialect.name == "sqlite" else None


def _from_json(path: Path, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise ProjectDamagedError(path, "an entry cannot be read") from None


@contextlib.contextmanager
def worded(engine: sa.Engine) -> Iterator[None]:
    """Turn the database's own errors into sentences."""
    try:
        yield
    except OperationalError as error:
        raise _operational(engine, error) from error
    except DBAPIError as error:
        if type(error.orig) is sqlite3.DatabaseError:
            raise ProjectDamagedError(place(engine), _short(str(error.orig))) from error
        raise
    except NoResultFound as error:
        raise ProjectDamagedError(place(engine), "a part of it is missing; `qualcode check` says more") from error
    except UnicodeDecodeError as error:
        if engine.dialect.name == "sqlite":  # its own message holds bytes that are no text
            raise ProjectDamagedError(place(engine), "a text cannot be read") from error
        raise


def _operational(engine: sa.Engine, error: OperationalError) -> Exception:
    if engine.dialect.name == "postgresql":
        if getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
            return ProjectLockedError(place(engine), BUSY_TIMEOUT_S)
        return ServerUnreachableError(place(engine), str(error.orig).splitlines()[0])
    said = str(error.orig).lower()
    path = Path(place(engine))
    if "locked" in said or "busy" in said:
        return ProjectLockedError(path, BUSY_TIMEOUT_S)
    if "readonly" in said or "read-only" in said:
        return ProjectReadOnlyError(path)
    if "is full" in said:
        return DiskFullError(path)
    if "unable to open" in said:
        reason = "it, or a file beside it, cannot be opened; look at the rights of its folder"
        return FileUnreadableError(path, reason) if path.exists() else ProjectNotFoundError(path)
    # What cannot be decoded is told with all its words, which may be a whole interview.
    return ProjectDamagedError(path, "a text cannot be read" if "could not decode" in said else _short(said))


def _short(said: str) -> str:
    line = " ".join(said.split())
    return line if len(line) <= _LONGEST_DETAIL else f"{line[:_LONGEST_DETAIL]}…"


def place(engine: sa.Engine) -> str:
    """Say where a project lies, without the password of a server."""
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
